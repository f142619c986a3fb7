"""Notes, cards and answers of a collection on their way into the staging file; every value is checked."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from flashcards.core.cards import NoteType
from flashcards.core.facts import FactKind
from flashcards.core.packages import QUARTER, Omissions
from flashcards.core.reviews import PlacementKind
from flashcards.core.text import storable
from flashcards.exchange.anki.importing import limits
from flashcards.exchange.anki.importing.collection import Collection
from flashcards.exchange.anki.importing.columns import (
    BURIED,
    CARDS,
    CRAM,
    CRAM_KIND,
    KINDS,
    MANUAL,
    NOTES,
    RESCHEDULED,
    REVLOG,
    SUSPENDED,
    Data,
)
from flashcards.exchange.anki.importing.small import Small

_SEPARATOR = "\x1f"
_UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1e\x7f\ud800-\udfff]")
_DAY = 86_400_000
#: The first moment that is seconds and not a day number, as Anki tells them apart.
_FIRST_SECOND = 1_000_000_000
_LONGEST = 365_000
_MOST = 1_000_000
_ROLES = frozenset(FactKind)


@dataclass(slots=True)
class Rows:
    """Turns a collection's rows into staged ones; `now` is milliseconds. Answers are read first, then notes, then cards:
    each leaves behind what the next needs to know."""

    small: Small
    types: Mapping[int, NoteType]
    now: int
    omissions: Omissions
    quarters: set[int] = field(default_factory=set)
    last_at: dict[int, int] = field(default_factory=dict)
    placed: list[tuple[int, int, str, int]] = field(default_factory=list)
    type_of: dict[int, NoteType] = field(default_factory=dict)

    def reviews(self, collection: Collection) -> Iterator[tuple[Any, ...]]:
        """The log in order of time; what placed a card by hand goes to `placed`."""
        latest = self.now + _DAY
        last_at, quarters = self.last_at, self.quarters
        three_buttons = self.small.scheduler < 2
        for at, card, ease, interval, before, factor, time, kind in collection.rows("revlog", REVLOG):
            if not 0 < at <= latest:
                self.omissions.add("answer has no possible time")
                continue
            quarters.add(at // QUARTER)
            if ease == 0 and kind in (MANUAL, RESCHEDULED):
                self._placed(at, card, kind, interval, factor)
            elif not 1 <= ease <= 4 or kind not in KINDS:
                self.omissions.add("answer has no possible rating")
            else:
                # A card without an interval before had been made new again, if the log does not say so.
                previous = last_at.get(card) if kind or before else None
                name = CRAM_KIND if kind == CRAM and factor == 0 else KINDS[kind]
                if name is not CRAM_KIND:
                    last_at[card] = at
                more = three_buttons and kind in (0, 2) and ease in (2, 3)
                yield (
                    at,
                    card,
                    ease + more,
                    name,
                    previous,
                    _within(interval),
                    time if 0 <= time <= _DAY else 0,
                    factor,
                )

    def notes(self, collection: Collection) -> Iterator[tuple[Any, ...]]:
        """Notes whose type is there, with as many fields as it has."""
        guids: set[str] = set()
        shapes = {key: (kind, len(kind.fields), _role_at(kind)) for key, kind in self.types.items()}
        for note_id, guid, type_id, modified, tags, fields in collection.rows("notes", NOTES):
            shape = shapes.get(type_id)
            if shape is None or not isinstance(fields, str):
                self.omissions.add("note has no note type", fields if isinstance(fields, str) else "")
                continue
            kind, count, role_at = shape
            joined = _fields(fields, count)
            if joined is None:
                self.omissions.add("note is too long", fields)
                continue
            own = _plain(guid) if isinstance(guid, str) else ""
            if not own or own in guids:
                # The same key always, so that a second import knows the note again.
                own = f"{own or 'anki'}~{note_id}"
            guids.add(own)
            self.type_of[note_id] = kind
            edited = modified * 1000 if 0 <= modified * 1000 <= self.now else self.now
            created = note_id if 0 <= note_id <= self.now else self.now
            role = FactKind.OTHER if role_at is None else _role(joined, role_at)
            yield note_id, own, type_id, joined, _tags(tags), role, created, edited

    def cards(self, collection: Collection) -> Iterator[tuple[Any, ...]]:
        """Cards of the staged notes."""
        for row in collection.rows("cards", CARDS):
            kind = self.type_of.get(row[1])
            if kind is None:
                self.omissions.add("card has no note")
            elif not 0 <= row[3] < (limits.ORDINALS if kind.is_cloze else len(kind.templates)):
                self.omissions.add("card has no template", f"{kind.name}, card {row[3] + 1}")
            else:
                yield self._card(row)

    def _card(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        card, note, deck, ordinal, state, queue, due, interval, factor, *rest = row
        reps, lapses, left, home_due, home, flags, text = rest
        data = Data.of(text)
        if home:
            deck, due = home, home_due or due
        state = state if 0 <= state <= 3 else 0
        position, due_at, due_day = _due(state, due)
        last = min(self.last_at.get(card) or data.last_at or 0, self.now) if state else 0
        if last:
            self.quarters.add(last // QUARTER)
        return (
            card,
            note,
            deck,
            ordinal,
            position if state == 0 else data.position,
            int(queue == SUSPENDED),
            int(queue in BURIED),
            flags & 7,
            state,
            left % 1000 if left > 0 else 0,
            data.stability if state else None,
            data.difficulty if state else None,
            due_at,
            due_day,
            last or None,
            max(1, min(interval, _LONGEST)) if state == 2 else 0,
            reps if 0 <= reps <= _MOST else 0,
            lapses if 0 <= lapses <= _MOST else 0,
            factor if 0 <= factor <= 100_000 else 0,
        )

    def _placed(self, at: int, card: int, kind: int, interval: int, factor: int) -> None:
        name = PlacementKind.RESCHEDULE if kind == RESCHEDULED else PlacementKind.DUE
        if kind == MANUAL and factor == 0:
            name = PlacementKind.FORGET
            self.last_at.pop(card, None)
        self.placed.append((at, card, name, max(0, min(interval, _LONGEST))))


def _due(state: int, due: int) -> tuple[int, int | None, int | None]:
    """Place in the line of new cards; moment of a learning step; day of a review, or of a step after a night."""
    if state == 0:
        return max(-_MOST, min(due, 2**31)), None, None
    if state in (1, 3) and due >= _FIRST_SECOND:
        return 0, min(due, 2**33) * 1000, None
    return 0, None, max(-_MOST, min(due, _MOST))


def _within(interval: int) -> int:
    """An interval that makes sense: days, or seconds below zero."""
    return interval if -86_400 * 365 <= interval <= _LONGEST else 0


def _plain(text: str) -> str:
    return storable(text) if _UNSTORABLE.search(text) or "\x1f" in text else text


def _fields(text: str, count: int) -> str | None:
    """The fields of a note, exactly as many as its type has; None where they are too long."""
    if len(text) > limits.FIELDS:
        return None
    if _UNSTORABLE.search(text):
        text = _SEPARATOR.join(storable(each) for each in text.split(_SEPARATOR))
    if text.count(_SEPARATOR) + 1 != count:
        parts = text.split(_SEPARATOR)
        parts = [*parts[: count - 1], "<br>".join(parts[count - 1 :])]
        text = _SEPARATOR.join(parts + [""] * (count - len(parts)))
    if len(text) > limits.FIELD and max(map(len, text.split(_SEPARATOR))) > limits.FIELD:
        return None
    return text


def _tags(tags: object) -> str:
    if not isinstance(tags, str):
        return ""
    return " ".join(dict.fromkeys(_plain(tags[: limits.TEXT]).split()))


def _role_at(kind: NoteType) -> int | None:
    """Which field of a note type says the role, as our own do."""
    return next((place for place, each in enumerate(kind.fields) if each.name == "Role"), None)


def _role(joined: str, at: int) -> str:
    said = joined.split(_SEPARATOR)[at].strip().lower()
    return said if said in _ROLES else FactKind.OTHER
