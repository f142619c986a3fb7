"""What a search can go on with, while it is typed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flashcards.core.browsing import Places
from flashcards.core.facts import FactKind
from flashcards.core.query import PROPERTIES, STATES

#: The words that a condition begins with, and what they ask for.
NAMES: Mapping[str, str] = {
    "deck:": "in this deck, or one inside it",
    "tag:": "with this tag",
    "role:": "mechanism, theory, risk, definition, other",
    "article:": "from an article whose title holds this",
    "is:": "due, new, learn, review, suspended, buried, leech",
    "flag:": "with this flag, 0 to 7",
    "prop:": "a number compared, as in prop:r<0.8",
    "rated:": "answered in the last days, as in rated:7 or rated:7:1",
    "added:": "made in the last days, as in added:3",
    "note:": "the note with this number",
    "card:": "the card with this number",
}
_MOST = 40
# What is being typed: from the last space or bracket on, quotes taken together.
_LAST = re.compile(r'[^\s()"]*(?:"[^"]*)?$')


@dataclass(frozen=True, slots=True)
class Completion:
    """What could stand from `start` on, up to where one types, and what it means."""

    start: int
    text: str
    meaning: str = ""


def completions(typed: str, places: Places) -> list[Completion]:
    """What the last part of a search could become; nothing where it is a plain word."""
    match = _LAST.search(typed)
    word = match[0] if match else ""
    start = len(typed) - len(word)
    minus = "-" if word.startswith("-") else ""
    word = word.removeprefix("-")
    name, colon, value = word.partition(":")
    if not colon:
        if not word:
            return []
        return [
            Completion(start, f"{minus}{each}", meaning)
            for each, meaning in NAMES.items()
            if each.startswith(word.lower()) and each != word.lower()
        ]
    sought = value.strip('"').casefold()
    found = [
        Completion(start, f"{minus}{name}:{_quoted(text)}", meaning)
        for text, meaning in _values(name.lower(), places)
        if sought in text.casefold() and text.casefold() != sought
    ]
    # What begins so stands before what holds it elsewhere.
    found.sort(key=lambda each: not each.text.partition(":")[2].strip('"').casefold().startswith(sought))
    return found[:_MOST]


def condition(name: str, value: str) -> str:
    """A condition as it is typed, quoted where it has to be."""
    return f"{name}:{_quoted(value)}"


def _values(name: str, places: Places) -> Iterable[tuple[str, str]]:
    known: Mapping[str, Sequence[tuple[str, str]]] = {
        "deck": [(each, "") for each in places.decks],
        "tag": [(each, "") for each in places.tags],
        "article": [(title, "") for _id, title in places.articles],
        "role": [(each.value, "") for each in FactKind],
        "is": [(each, "") for each in STATES],
        "flag": [(str(each), "none" if not each else "") for each in range(8)],
        "prop": [(f"{each}<", meaning) for each, meaning in PROPERTIES.items()],
    }
    return known.get(name, ())


def _quoted(value: str) -> str:
    value = value.replace('"', " ")
    return f'"{value}"' if re.search(r"[\s()]", value) else value
