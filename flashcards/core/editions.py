"""Editions of a deck: what was handed out, and what is different the next time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b

#: The tag of a card that is no longer part of its deck, below the root of all our tags.
WITHDRAWN_TAG = "flashcards::withdrawn"


#: A note of an edition: its guid; what it held, as a digest; when that last changed, in seconds since 1970; whether
#: it is withdrawn. A plain tuple: of a hundred thousand others, Python's search for garbage would look at each.
NoteLine = tuple[str, str, int, bool]


class ChangeKind(StrEnum):
    """What became of a note since the edition before. One that moved is in another deck now."""

    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class EditionChange:
    """A line of the change log: `words` are the note's first field as plain text, cut short."""

    kind: ChangeKind
    guid: str
    words: str


@dataclass(frozen=True, slots=True)
class Edition:
    """A deck as it was handed out; `made_at` is milliseconds since 1970, `counts` are its changes by kind.

    The first edition of a deck has no changes.
    """

    id: int
    deck: str
    number: int
    made_at: int
    with_progress: bool
    notes: int
    counts: Mapping[ChangeKind, int]


def digest_of(note_type_id: int, fields: str, tags: str) -> str:
    """What tells a note that changed from one that did not."""
    return blake2b(f"{note_type_id}\x1e{fields}\x1e{tags}".encode(), digest_size=8).hexdigest()


def next_line(before: NoteLine | None, guid: str, digest: str, edited: int) -> NoteLine:
    """A note's line in the next edition; `edited` is when it was edited here, in seconds.

    Readers of the file take only what is newer than what they have. So a time stays where nothing changed, lest
    it overwrite what a student wrote, and grows where something did, whatever the clock says.
    """
    if before is None:
        return guid, digest, edited, False
    _guid, held, modified, withdrawn = before
    if held == digest and not withdrawn:
        return before
    return guid, digest, max(edited, modified + 1), False


def change_of(before: NoteLine | None, line: NoteLine) -> ChangeKind | None:
    """What became of a note that is in the next edition, None where nothing did."""
    if before is None:
        return ChangeKind.ADDED
    _guid, held, _modified, withdrawn = before
    if withdrawn:
        return ChangeKind.RETURNED
    return None if held == line[1] else ChangeKind.CHANGED


def gone(before: Mapping[str, NoteLine], now: Iterable[str]) -> list[NoteLine]:
    """The lines of notes that the next edition does not hold, those that were withdrawn before included."""
    there = set(now)
    return [line for guid, line in before.items() if guid not in there]
