"""The small tables of a collection in one shape, whatever its schema: Anki's names of schema 11.

What a stranger's JSON holds is taken by kind: a number where a number belongs, text where text does, else the
value that Anki begins with.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from flashcards.core.text import storable
from flashcards.exchange.anki.importing import limits

_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Small:
    """Note types and presets by id as mappings of schema 11, decks by id, and from when days are counted.

    `scheduler` is the version of Anki's that wrote the log: the first had three buttons for cards being learned.
    """

    types: Mapping[int, Mapping[str, Any]]
    decks: Mapping[int, "FoundDeck"]
    presets: Mapping[int, Mapping[str, Any]]
    created: int
    minutes_west: int | None = None
    scheduler: int = 2


@dataclass(frozen=True, slots=True)
class FoundDeck:
    """A deck: parts of the name parted by `::`, the id of its preset (0 for none), and words about it."""

    name: str
    preset: int = 0
    filtered: bool = False
    description: str = ""


def whole(value: object, default: int = 0) -> int:
    """An integer that SQLite can hold; digits as text count, and so does a fraction that is none (`1.0`)."""
    if isinstance(value, str) and len(value) < 20:
        try:
            value = int(value)
        except ValueError:
            return default
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > _LARGEST:
        return default
    return value


def real(value: object, default: float) -> float:
    """A number that is one."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return default
    try:
        return float(value) if isfinite(value) else default
    except OverflowError:
        return default


def text(value: object, default: str = "", most: int = limits.TEXT) -> str:
    """Text that a library can hold, cut off where it is absurdly long."""
    return storable(value[:most]) if isinstance(value, str) else default


def items(value: object) -> list[Mapping[str, Any]]:
    """The mappings in a list."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def mapping(value: object) -> Mapping[str, Any]:
    """A mapping, empty for anything else."""
    return value if isinstance(value, dict) else {}
