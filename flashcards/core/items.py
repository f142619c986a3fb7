"""Answers that name several things, one by one; and the choices that a note brings along."""

import re
from collections.abc import Sequence

from flashcards.core.cards import Note
from flashcards.core.note_types import CHOICE, LIST
from flashcards.core.rendering import to_text
from flashcards.core.reviews import Rating

FEWEST_ITEMS = 2
_BETWEEN = re.compile(r"\s*[;\n]\s*(?:(?:and|or)\s+)?")
_ITEM = re.compile(r"<li\b[^<>]*>(.*?)(?=</li>|<li\b|</ol>|</ul>|$)", re.DOTALL | re.IGNORECASE)
#: The choices of a note as our own template shows them.
_SHOWN = re.compile(r'<div class="choices">.*?</div>', re.DOTALL)


def items_of(note: Note) -> tuple[str, ...]:
    """The things that the answer of a list names, as plain text; none for any other note, or for one thing alone."""
    if note.note_type_id != LIST.id:
        return ()
    items = tuple(each for each in _BETWEEN.split(to_text(note.fields[1]).rstrip(".")) if each)
    return items if len(items) >= FEWEST_ITEMS else ()


def rating_of(named: Sequence[bool]) -> Rating:
    """What it suggests that these items were named and those were not; the student decides."""
    missing = len(named) - sum(named)
    if not missing:
        return Rating.GOOD
    return Rating.HARD if missing == 1 and len(named) > FEWEST_ITEMS else Rating.AGAIN


def choices_of(note: Note) -> tuple[tuple[str, ...], str]:
    """The choices of a note that asks for one of them, in their order, and the right one; nothing for any other note, or
    where the right one is not among them."""
    if note.note_type_id != CHOICE.id:
        return (), ""
    choices = tuple(to_text(each) for each in _ITEM.findall(note.fields[CHOICE.index("Extra1")]))
    right = to_text(note.fields[1])
    return (choices, right) if right in choices and len(set(choices)) == len(choices) > 1 else ((), "")


def without_choices(html: str) -> str:
    """A question whose choices are offered below it."""
    return _SHOWN.sub("", html, count=1)
