"""What stands in which column of Anki's tables, for every layout: notes, cards, revlog, and a card's `data`.

Sources: rslib/src/storage/schema11.sql, storage/card/data.rs, card/mod.rs and revlog/mod.rs of Anki.
"""

import json
from typing import Any, NamedTuple

from flashcards.core.reviews import ReviewKind

NOTES = ("id", "guid", "mid", "mod", "tags", "flds")
CARDS = (
    "id",
    "nid",
    "did",
    "ord",
    "type",
    "queue",
    "due",
    "ivl",
    "factor",
    "reps",
    "lapses",
    "left",
    "odue",
    "odid",
    "flags",
    "data",
)
REVLOG = ("id", "cid", "ease", "ivl", "lastIvl", "factor", "time", "type")

#: `queue`: out of study for good; put off by the scheduler or by the user until tomorrow.
SUSPENDED = -1
BURIED = (-2, -3)

#: `type` of the log. A filtered answer without a factor left the memory alone; one with a factor changed it.
KINDS = {0: ReviewKind.LEARN, 1: ReviewKind.REVIEW, 2: ReviewKind.RELEARN, 3: ReviewKind.REVIEW}
CRAM = 3
CRAM_KIND = ReviewKind.CRAM
MANUAL = 4
RESCHEDULED = 5

#: What `json.loads` does, without looking at its options anew for each card.
_decode = json.JSONDecoder().decode
_LONGEST_DATA = 10_000
_LONGEST_STABILITY = 36_500.0


class Data(NamedTuple):
    """What a card's `data` says: memory (both parts or none), last answer in milliseconds, first place in the line."""

    stability: float | None = None
    difficulty: float | None = None
    last_at: int | None = None
    position: int = 0

    @classmethod
    def of(cls, text: object) -> "Data":
        """Read the JSON; what is none of it counts as missing."""
        if not isinstance(text, str) or not 2 < len(text) < _LONGEST_DATA:
            return _NOTHING
        try:
            values = _decode(text)
        except (ValueError, RecursionError):
            return _NOTHING
        if not isinstance(values, dict):
            return _NOTHING
        stability, difficulty = _number(values.get("s")), _number(values.get("d"))
        if stability is None or difficulty is None or stability <= 0:
            stability = difficulty = None
        else:
            stability = max(0.001, min(stability, _LONGEST_STABILITY))
            difficulty = max(1.0, min(difficulty, 10.0))
        last, position = values.get("lrt"), values.get("pos")
        return cls(
            stability,
            difficulty,
            last * 1000 if type(last) is int and 0 < last < 2**33 else None,
            position if type(position) is int and 0 <= position < 2**31 else 0,
        )


_NOTHING = Data()


def _number(value: Any) -> float | None:
    """A number with an end; JSON knows NaN and Infinity here."""
    if type(value) is int and abs(value) < 2**53:
        return float(value)
    return value if type(value) is float and abs(value) < 1e15 else None
