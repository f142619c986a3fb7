"""A quiz as GIFT, the text format for questions that Moodle and others read (docs.moodle.org, "GIFT format").

Stems, options and feedback are HTML, so that nothing in them is taken for anything else; typed answers and partners
are plain text, as Moodle compares them. Reserved signs are escaped as its question/format/gift reads them: the
backslash goes before the sign, and a line break is `\\n`.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from flashcards.core.quizzes import Choice, Label, Order, Question, TrueFalse, Typed
from flashcards.exchange.quizzes import texts

_RESERVED = re.compile(r"([\\~=#{}:])")
#: What Moodle would take for a sign that was escaped, for a format's name, or for a share of the points.
_PLACEHOLDER = re.compile(r"&&(?=\d{3};)")
_FORMAT = re.compile(r"\[(?:moodle|html|plain|markdown)\]", re.IGNORECASE)


def write_gift(path: Path, title: str, questions: Sequence[Question]) -> None:
    """Write questions under a category of the quiz's title, in UTF-8."""
    parts = [
        f"$CATEGORY: $course$/{_category(title)}",
        *map(_question, questions, range(1, len(questions) + 1)),
    ]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8", newline="\n")


def _question(question: Question, number: int) -> str:
    feedback = "<br>".join(map(texts.html, texts.told(question)))
    general = [f"\t####[html]{_escaped(feedback)}"] if feedback else []
    head = f"::{_escaped(texts.name(question, number))}::[html]{_escaped(_stem(question))}{{"
    return "\n".join([head, *_answers(question), *general, "}"])


def _stem(question: Question) -> str:
    lines = [texts.stem(question)]
    if isinstance(question.task, Label):
        lines += texts.map_lines(question.task)
    if isinstance(question.task, Order):
        lines.append("Give each step its number.")
    return "<br>".join(map(texts.html, lines))


def _answers(question: Question) -> list[str]:
    match question.task:
        case Choice(options, right):
            return [f"\t{'=' if at == right else '~'}{_html(each)}" for at, each in enumerate(options)]
        case TrueFalse(is_true):
            return ["TRUE" if is_true else "FALSE"]
        case Typed(items=items) if items:
            # Things in any order: nothing in the format can grade them, so it is an essay with the answer as feedback.
            return []
        case Typed() as task:
            return [f"\t=%100%{_short(each)}" for each in texts.accepted(task)]
    pairs = [*texts.pairs(question), *(("", other) for other in texts.extras(question))]
    return [f"\t={_html(one)} -> {_partner(other)}" for one, other in pairs]


def _html(text: str) -> str:
    """An option or the left of a pair. What begins with `%` would be taken for points, with `[` for a format."""
    shown = texts.html(text)
    return _escaped(f"&#{ord(shown[0])};{shown[1:]}" if shown[:1] in ("%", "[") else shown)


def _short(text: str) -> str:
    """A typed answer; `*` stands for anything there, and `->` would make pairs of it all."""
    return _plain(text.replace("->", "→").replace("*", "\\*"))


def _partner(text: str) -> str:
    return _escaped(_PLACEHOLDER.sub("& &", text))


def _plain(text: str) -> str:
    text = _PLACEHOLDER.sub("& &", text)
    return _escaped(f"[plain]{text}" if _FORMAT.match(text) else text)


def _escaped(text: str) -> str:
    return _RESERVED.sub(r"\\\1", text).replace("\n", "\\n")


def _category(title: str) -> str:
    """A category's name; a slash would make one inside of another."""
    return texts.line(title).replace("/", "//") or "Quiz"
