"""A small reader of QTI 2.1, written after the information model alone: what may stand where, and how an item scores."""

import re

from lxml import etree

QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
_INLINE = {"#text", "br"}
#: For each element, its attributes (a star: needed) and what may stand in it, in that order where it is a tuple.
MODEL = {
    "assessmentItem": (
        {"identifier*", "title*", "adaptive*", "timeDependent*"},
        ("responseDeclaration", "outcomeDeclaration", "itemBody", "responseProcessing", "modalFeedback"),
    ),
    "responseDeclaration": ({"identifier*", "cardinality*", "baseType"}, ("correctResponse", "mapping")),
    "outcomeDeclaration": ({"identifier*", "cardinality*", "baseType"}, ("defaultValue",)),
    "correctResponse": (set(), ("value",)),
    "defaultValue": (set(), ("value",)),
    "value": (set(), {"#text"}),
    "mapping": ({"defaultValue", "lowerBound", "upperBound"}, ("mapEntry",)),
    "mapEntry": ({"mapKey*", "mappedValue*", "caseSensitive"}, set()),
    "itemBody": (
        set(),
        {"p", "rubricBlock", "choiceInteraction", "orderInteraction", "matchInteraction", "extendedTextInteraction"},
    ),
    "rubricBlock": ({"view*"}, {"p"}),
    "p": (set(), {*_INLINE, "img", "textEntryInteraction"}),
    "br": (set(), set()),
    "img": ({"src*", "alt*"}, set()),
    "choiceInteraction": ({"responseIdentifier*", "shuffle*", "maxChoices*"}, ("simpleChoice",)),
    "orderInteraction": ({"responseIdentifier*", "shuffle*", "orientation"}, ("simpleChoice",)),
    "matchInteraction": ({"responseIdentifier*", "shuffle*", "maxAssociations*"}, ("simpleMatchSet",)),
    "simpleMatchSet": (set(), ("simpleAssociableChoice",)),
    "simpleChoice": ({"identifier*"}, _INLINE),
    "simpleAssociableChoice": ({"identifier*", "matchMax*"}, _INLINE),
    "textEntryInteraction": ({"responseIdentifier*", "expectedLength"}, set()),
    "extendedTextInteraction": ({"responseIdentifier*", "expectedLines"}, set()),
    "responseProcessing": (set(), {"responseCondition", "setOutcomeValue"}),
    "responseCondition": (set(), ("responseIf",)),
    "responseIf": (set(), ("match", "setOutcomeValue")),
    "match": (set(), ("variable", "correct")),
    "variable": ({"identifier*"}, set()),
    "correct": ({"identifier*"}, set()),
    "mapResponse": ({"identifier*"}, set()),
    "baseValue": ({"baseType*"}, {"#text"}),
    "setOutcomeValue": ({"identifier*"}, {"variable", "mapResponse", "baseValue", "sum"}),
    "modalFeedback": ({"outcomeIdentifier*", "showHide*", "identifier*"}, {"p"}),
    "assessmentTest": (
        {"identifier*", "title*"}, ("outcomeDeclaration", "timeLimits", "testPart", "outcomeProcessing")
    ),
    "timeLimits": ({"maxTime"}, set()),
    "testPart": ({"identifier*", "navigationMode*", "submissionMode*"}, ("assessmentSection",)),
    "assessmentSection": ({"identifier*", "title*", "visible*"}, ("assessmentItemRef",)),
    "assessmentItemRef": ({"identifier*", "href*"}, set()),
    "outcomeProcessing": (set(), {"setOutcomeValue"}),
    "sum": (set(), {"testVariables"}),
    "testVariables": ({"variableIdentifier*"}, set()),
}  # fmt: skip
_IDENTIFIER = re.compile(r"[A-Za-z_][\w.-]{0,31}$")


def read(content: bytes):
    """Parse a file; every element is one of the model, in its place, and every identifier is one."""
    root = etree.fromstring(content)
    for element in root.iter():
        name = element.tag.removeprefix(QTI)
        attributes, inside = MODEL[name]
        given = {each for each in element.attrib if not each.startswith("{")}
        assert given <= {each.rstrip("*") for each in attributes}, (name, given)
        assert {each.rstrip("*") for each in attributes if each.endswith("*")} <= given, (name, given)
        children = [child.tag.removeprefix(QTI) for child in element]
        assert set(children) <= set(inside), (name, children)
        if isinstance(inside, tuple):
            places = [inside.index(child) for child in children]
            assert places == sorted(places), (name, children)
        if "#text" not in inside:
            assert not (element.text or "").strip(), name
            assert not any((child.tail or "").strip() for child in element), name
        if "identifier" in element.attrib:
            assert _IDENTIFIER.match(element.get("identifier")), element.get("identifier")
    return root


def score(root, response: list[str]) -> float:
    """What an item gives for a response, by its own declarations and its own processing."""
    declared = root.find(f"{QTI}responseDeclaration")
    outcomes = {
        each.get("identifier"): float(each.findtext(f"{QTI}defaultValue/{QTI}value") or 0)
        for each in root.iterfind(f"{QTI}outcomeDeclaration")
    }
    for step in root.find(f"{QTI}responseProcessing"):
        if step.tag == f"{QTI}responseCondition":
            right = right_response(root)
            same = (
                response == right
                if declared.get("cardinality") == "ordered"
                else sorted(response) == sorted(right)
            )
            if same:
                _set(outcomes, step.find(f".//{QTI}setOutcomeValue"), declared, response)
        else:
            _set(outcomes, step, declared, response)
    return outcomes["SCORE"]


def right_response(root) -> list[str]:
    """The response that the item calls correct."""
    return [each.text for each in root.iterfind(f"{QTI}responseDeclaration/{QTI}correctResponse/{QTI}value")]


def text_of(element) -> str:
    """The words of an element; a line break for each `br`."""
    parts = [element.text or ""]
    for child in element:
        parts += ["\n" if child.tag == f"{QTI}br" else "", child.tail or ""]
    return "".join(parts)


def _set(outcomes, step, declared, response):
    value = step[0]
    if value.tag == f"{QTI}variable":
        outcomes[step.get("identifier")] = outcomes[value.get("identifier")]
    elif value.tag == f"{QTI}mapResponse":
        mapping = declared.find(f"{QTI}mapping")
        earned = {}
        for each in response:
            for entry in mapping:
                key, given = entry.get("mapKey"), each
                if entry.get("caseSensitive") == "false":
                    key, given = key.casefold(), given.casefold()
                if key == given:
                    earned[key] = float(entry.get("mappedValue"))
        outcomes[step.get("identifier")] = min(sum(earned.values()), float(mapping.get("upperBound")))
