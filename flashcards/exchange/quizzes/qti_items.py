"""Questions as items of QTI 2.1 (IMS Question & Test Interoperability, information model and XML binding).

Every item scores by itself from 0 to MAXSCORE, and gives its feedback once it was answered. What nothing in the format
can grade, things in any order, is a text for the teacher, who sees the answer.
"""

from collections.abc import Callable, Iterable
from xml.etree import ElementTree as ET

from flashcards.core.quizzes import Choice, Label, Match, Order, Question, TrueFalse, Typed
from flashcards.exchange.quizzes import texts

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA = f"{NAMESPACE} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
_RESPONSE, _SCORE, _FEEDBACK, _TOLD = "RESPONSE", "SCORE", "FEEDBACK", "told"


def item(question: Question, number: int, picture: str = "") -> ET.Element:
    """A question as an `assessmentItem`; `picture` is where the item finds its map, empty for none."""
    root = document(
        "assessmentItem",
        identifier=identifier(number),
        title=texts.name(question, number),
        adaptive="false",
        timeDependent="false",
    )
    body = ET.Element("itemBody")
    _asked(body, question, picture)
    scored = _TASKS[type(question.task)](root, body, question)
    outcome(root, _SCORE, "0")
    outcome(root, "MAXSCORE", str(question.points))
    told = texts.told(question)
    if told:
        ET.SubElement(root, "outcomeDeclaration", _declared(_FEEDBACK, "identifier"))
    root.append(body)
    _process(root, scored, with_feedback=bool(told))
    if told:
        feedback = ET.SubElement(
            root, "modalFeedback", outcomeIdentifier=_FEEDBACK, showHide="show", identifier=_TOLD
        )
        for each in told:
            _paragraph(feedback, each)
    return root


def document(tag: str, **attributes: str) -> ET.Element:
    """The root of a file of QTI."""
    named = {"xmlns": NAMESPACE, "xmlns:xsi": _INSTANCE, "xsi:schemaLocation": _SCHEMA}
    return ET.Element(tag, {**named, **attributes})


def identifier(number: int) -> str:
    """The name of a question, and of its file."""
    return f"q{number:03}"


def outcome(root: ET.Element, name: str, value: str) -> None:
    """A number that comes out."""
    declared = ET.SubElement(root, "outcomeDeclaration", _declared(name, "float"))
    ET.SubElement(ET.SubElement(declared, "defaultValue"), "value").text = value


def _asked(body: ET.Element, question: Question, picture: str) -> None:
    # The stem of a typed answer takes the line to type in with it.
    if not isinstance(question.task, Typed) or question.task.items:
        _paragraph(body, texts.stem(question))
    if isinstance(question.task, Label):
        words = texts.map_lines(question.task)
        if picture:
            ET.SubElement(ET.SubElement(body, "p"), "img", src=picture, alt="; ".join(words))
        else:
            for each in words:
                _paragraph(body, each)


def _choice(root: ET.Element, body: ET.Element, question: Question) -> str:
    task = question.task
    assert isinstance(task, Choice)
    options = [(f"A{at}", texts.plain(each)) for at, each in enumerate(task.options, 1)]
    return _pick(root, body, options, options[task.right][0])


def _true_false(root: ET.Element, body: ET.Element, question: Question) -> str:
    task = question.task
    assert isinstance(task, TrueFalse)
    return _pick(root, body, [("true", "True"), ("false", "False")], "true" if task.is_true else "false")


def _pick(root: ET.Element, body: ET.Element, options: Iterable[tuple[str, str]], right: str) -> str:
    response = _response(root, "single", "identifier")
    _correct(response, [right])
    interaction = ET.SubElement(
        body, "choiceInteraction", responseIdentifier=_RESPONSE, shuffle="false", maxChoices="1"
    )
    for name, text in options:
        _lines(ET.SubElement(interaction, "simpleChoice", identifier=name), text)
    return "match"


def _typed(root: ET.Element, body: ET.Element, question: Question) -> str:
    task = question.task
    assert isinstance(task, Typed)
    response = _response(root, "single", "string")
    if task.items:
        rubric = ET.SubElement(body, "rubricBlock", view="scorer")
        _paragraph(rubric, "; ".join(map(texts.line, task.items)))
        lines = str(len(task.items))
        ET.SubElement(body, "extendedTextInteraction", responseIdentifier=_RESPONSE, expectedLines=lines)
        return ""
    accepted = texts.accepted(task)
    _correct(response, accepted[:1])
    _mapped(response, ((each, "1", "false") for each in accepted), "1")
    before, _gap, after = texts.stem(question).partition(texts.BLANK)
    held = ET.SubElement(body, "p")
    _lines(held, before if _gap else f"{before} ")
    width = str(max(map(len, accepted)) + 4)
    entry = ET.SubElement(held, "textEntryInteraction", responseIdentifier=_RESPONSE, expectedLength=width)
    _lines(held, after, behind=entry)
    return "map"


def _order(root: ET.Element, body: ET.Element, question: Question) -> str:
    task = question.task
    assert isinstance(task, Order)
    response = _response(root, "ordered", "identifier")
    shown = texts.pairs(question)
    _correct(response, [f"S{place}" for place in range(1, len(shown) + 1)])
    interaction = ET.SubElement(
        body, "orderInteraction", responseIdentifier=_RESPONSE, shuffle="false", orientation="vertical"
    )
    for step, place in shown:
        _lines(ET.SubElement(interaction, "simpleChoice", identifier=f"S{place}"), step)
    return "match"


def _pairs(root: ET.Element, body: ET.Element, question: Question) -> str:
    task = question.task
    assert isinstance(task, Match | Label)
    pairs = texts.pairs(question)
    # Equal partners are one, which may be used more than once.
    partners = {text: f"R{at}" for at, text in enumerate(dict.fromkeys(map(texts.line, task.shown)), 1)}
    right = [f"L{at} {partners[other]}" for at, (_one, other) in enumerate(pairs, 1)]
    response = _response(root, "multiple", "directedPair")
    _correct(response, right)
    _mapped(response, ((each, "1", "") for each in right), str(len(right)))
    interaction = ET.SubElement(
        body,
        "matchInteraction",
        responseIdentifier=_RESPONSE,
        shuffle="false",
        maxAssociations=str(len(right)),
    )
    left = ET.SubElement(interaction, "simpleMatchSet")
    for at, (one, _other) in enumerate(pairs, 1):
        _lines(ET.SubElement(left, "simpleAssociableChoice", identifier=f"L{at}", matchMax="1"), one)
    offered = ET.SubElement(interaction, "simpleMatchSet")
    for text, name in partners.items():
        _lines(ET.SubElement(offered, "simpleAssociableChoice", identifier=name, matchMax="0"), text)
    return "map"


_TASKS: dict[type, Callable[[ET.Element, ET.Element, Question], str]] = {
    Choice: _choice, TrueFalse: _true_false, Typed: _typed, Order: _order, Match: _pairs, Label: _pairs
}  # fmt: skip


def _declared(name: str, base: str, cardinality: str = "single") -> dict[str, str]:
    return {"identifier": name, "cardinality": cardinality, "baseType": base}


def _response(root: ET.Element, cardinality: str, base: str) -> ET.Element:
    return ET.SubElement(root, "responseDeclaration", _declared(_RESPONSE, base, cardinality))


def _correct(response: ET.Element, values: Iterable[str]) -> None:
    correct = ET.SubElement(response, "correctResponse")
    for each in values:
        ET.SubElement(correct, "value").text = each


def _mapped(response: ET.Element, entries: Iterable[tuple[str, str, str]], most: str) -> None:
    """What answers earn: each with its points, and for text whether its case counts."""
    mapping = ET.SubElement(response, "mapping", defaultValue="0", lowerBound="0", upperBound=most)
    for key, value, case in entries:
        entry = ET.SubElement(mapping, "mapEntry", mapKey=key, mappedValue=value)
        if case:
            entry.set("caseSensitive", case)


def _process(root: ET.Element, scored: str, *, with_feedback: bool) -> None:
    """How the score comes from the answer: all points for the right one, or what the mapping says."""
    if not scored and not with_feedback:
        return
    processing = ET.SubElement(root, "responseProcessing")
    if scored == "match":
        condition = ET.SubElement(ET.SubElement(processing, "responseCondition"), "responseIf")
        match = ET.SubElement(condition, "match")
        ET.SubElement(match, "variable", identifier=_RESPONSE)
        ET.SubElement(match, "correct", identifier=_RESPONSE)
        ET.SubElement(_set(condition, _SCORE), "variable", identifier="MAXSCORE")
    elif scored:
        ET.SubElement(_set(processing, _SCORE), "mapResponse", identifier=_RESPONSE)
    if with_feedback:
        ET.SubElement(_set(processing, _FEEDBACK), "baseValue", baseType="identifier").text = _TOLD


def _set(parent: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(parent, "setOutcomeValue", identifier=name)


def _paragraph(parent: ET.Element, text: str) -> None:
    _lines(ET.SubElement(parent, "p"), text)


def _lines(parent: ET.Element, text: str, behind: ET.Element | None = None) -> None:
    """Put text into an element, or behind one of its children; line breaks become `br`."""
    first, *others = texts.plain(text).split("\n")
    if behind is None:
        parent.text = first
    else:
        behind.tail = first
    for each in others:
        ET.SubElement(parent, "br").tail = each
