"""A quiz as Moodle XML (docs.moodle.org, "Moodle XML format"), with the pictures of maps inside."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path
from xml.etree import ElementTree as ET

from flashcards.core.quizzes import Choice, Label, Order, Question, TrueFalse, Typed
from flashcards.exchange.quizzes import texts

_MAP = "map.svg"


def write_moodle_xml(
    path: Path, title: str, questions: Sequence[Question], maps: Mapping[Label, str]
) -> None:
    """Write questions under a category of the quiz's title; `maps` are SVG by their task without what is on offer."""
    root = ET.Element("quiz")
    category = ET.SubElement(root, "question", type="category")
    _text(category, "category", f"$course$/{texts.line(title).replace('/', '//') or 'Quiz'}")
    for number, question in enumerate(questions, 1):
        svg = maps.get(replace(question.task, shown=()), "") if isinstance(question.task, Label) else ""
        _question(root, question, number, svg)
    ET.indent(root)
    path.write_bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")


def _question(root: ET.Element, question: Question, number: int, svg: str) -> None:
    made = ET.SubElement(root, "question", type=_type(question))
    _text(made, "name", texts.name(question, number))
    asked = _text(made, "questiontext", _asked(question, svg), form="html")
    if svg:
        file = ET.SubElement(asked, "file", name=_MAP, path="/", encoding="base64")
        file.text = b64encode(svg.encode("utf-8")).decode("ascii")
    told = "".join(f"<p>{texts.html(each)}</p>" for each in texts.told(question))
    _text(made, "generalfeedback", told, form="html")
    for tag, value in (("defaultgrade", str(question.points)), ("penalty", "0"), ("hidden", "0")):
        ET.SubElement(made, tag).text = value
    _answers(made, question)


def _type(question: Question) -> str:
    match question.task:
        case Choice():
            return "multichoice"
        case TrueFalse():
            return "truefalse"
        case Typed(items=items):
            # Things in any order: no type that every Moodle has can grade them.
            return "essay" if items else "shortanswer"
    return "matching"


def _asked(question: Question, svg: str) -> str:
    parts = [f"<p>{texts.html(texts.stem(question))}</p>"]
    if isinstance(question.task, Order):
        parts.append("<p>Give each step its number.</p>")
    if isinstance(question.task, Label):
        words = texts.map_lines(question.task)
        if svg:
            parts.append(f'<p><img src="@@PLUGINFILE@@/{_MAP}" alt="{escape("; ".join(words))}"></p>')
        else:
            parts += [f"<p>{texts.html(each)}</p>" for each in words]
    return "".join(parts)


def _answers(made: ET.Element, question: Question) -> None:
    match question.task:
        case Choice(options, right):
            _settings(made, single="true", shuffleanswers="true", answernumbering="ABCD")
            for at, each in enumerate(options):
                _answer(made, texts.html(each), right=at == right, form="html")
        case TrueFalse(is_true):
            _answer(made, "true", right=is_true, form="moodle_auto_format")
            _answer(made, "false", right=not is_true, form="moodle_auto_format")
        case Typed(items=items) if items:
            _settings(
                made, responseformat="editor", responserequired="1", responsefieldlines="5", attachments="0"
            )
            lines = "".join(f"<li>{texts.html(texts.line(each))}</li>" for each in items)
            _text(made, "graderinfo", f"<ul>{lines}</ul>", form="html")
        case Typed() as task:
            _settings(made, usecase="0")
            for each in texts.accepted(task):
                # A star stands for anything in Moodle's typed answers.
                _answer(made, each.replace("*", "\\*"), right=True, form="plain_text")
        case _:
            _pairs(made, question)


def _pairs(made: ET.Element, question: Question) -> None:
    """Things to match; what belongs nowhere is an answer without a question."""
    _settings(made, shuffleanswers="true")
    for one, other in texts.pairs(question):
        pair = _text(made, "subquestion", f"<p>{texts.html(one)}</p>", form="html")
        _text(pair, "answer", other)
    for each in texts.extras(question):
        _text(_text(made, "subquestion", "", form="html"), "answer", each)


def _essay(made: ET.Element, items: Sequence[str]) -> None:
    """Room for a text, and the answer for whoever grades it."""
    _settings(made, responseformat="editor", responserequired="1", responsefieldlines="5", attachments="0")
    lines = "".join(f"<li>{texts.html(texts.line(each))}</li>" for each in items)
    _text(made, "graderinfo", f"<ul>{lines}</ul>", form="html")


def _settings(made: ET.Element, **values: str) -> None:
    for tag, value in values.items():
        ET.SubElement(made, tag).text = value


def _answer(made: ET.Element, text: str, *, right: bool, form: str) -> None:
    answer = ET.SubElement(made, "answer", fraction="100" if right else "0", format=form)
    ET.SubElement(answer, "text").text = text
    _text(answer, "feedback", "", form="html")


def _text(parent: ET.Element, tag: str, text: str, *, form: str = "") -> ET.Element:
    made = ET.SubElement(parent, tag, {"format": form} if form else {})
    ET.SubElement(made, "text").text = text
    return made
