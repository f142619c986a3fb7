"""A text file's rows into the staging file; runs in the worker process."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flashcards.core.cards import NoteType
from flashcards.core.errors import CannotRead
from flashcards.core.facts import FactKind
from flashcards.core.layouts import DECK, FIELD, GUID, TAGS, TYPE, UNSAID, TextLayout
from flashcards.core.note_types import CLOZE
from flashcards.core.packages import Omissions, Package, PackedDeck
from flashcards.core.rendering import ordinals, to_html
from flashcards.core.text import storable
from flashcards.exchange.staging import new_card, staged
from flashcards.exchange.table import unguarded
from flashcards.exchange.text.decoding import decoded
from flashcards.exchange.text.sniffing import Wanted, rows_of, sniffed

Report = Callable[[float, str], None]

_LARGEST = 100 * 1024 * 1024
_LONGEST_CELL = 1024 * 1024
_MOST_ORDINALS = 500
_SEPARATOR = "\x1f"
_BRACKETS = re.compile(r"\[([^\[\]:]+)(?::([^\[\]]*))?\]")


def read_text(path: Path, folder: Path, wanted: Wanted, now: int, report: Report) -> Package:
    """Stage the notes of a text file; raises `CannotRead` with one sentence. `now` is milliseconds."""
    name = path.name.encode("utf-8", "replace").decode("utf-8")
    with path.open("rb") as file:
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise CannotRead(
            f"{name} is larger than {_LARGEST // 1024 // 1024} MB, too large for a list of notes."
        )
    report(0.1, "reading")
    text, encoding = decoded(data, name, wanted.said.get("encoding", ""))
    if not text.strip():
        raise CannotRead(f"{name} is empty.")
    csv.field_size_limit(_LONGEST_CELL)
    try:
        layout = sniffed(text, encoding, wanted)
        if not _tells_notes(layout, wanted):
            raise CannotRead(
                f"{name} has no columns that part questions from answers; an article is opened, not imported."
            )
        notes = _Notes(layout, wanted.types, now)
        with staged(folder) as staging:
            report(0.3, "reading notes")
            count = staging.add("notes", notes.rows(text))
            cards = staging.add("cards", notes.cards)
    except csv.Error as error:
        raise CannotRead(f"{name} cannot be read as a table: {error}.") from None
    if not count:
        raise CannotRead(f"{name} holds no notes that could be imported.")
    return Package(
        name=name,
        kind="text",
        note_types=tuple(notes.used.values()),
        decks=tuple(PackedDeck(number, deck) for deck, number in notes.decks.items()),
        skipped=notes.omissions.all(),
        notes=count,
        cards=cards,
        dated=False,
        layout=layout,
    )


def _tells_notes(layout: TextLayout, wanted: Wanted) -> bool:
    """Whether there is anything to ask: gaps, two columns, or somebody who says that one is enough."""
    if layout.note_type == CLOZE.id or layout.comments or wanted.said.get("columns"):
        return True
    return sum(each.startswith(FIELD) for each in layout.columns) > 1


@dataclass(slots=True)
class _Notes:
    """Turns rows into notes; cards and decks are gathered on the way."""

    layout: TextLayout
    types: Sequence[NoteType]
    now: int
    omissions: Omissions = field(default_factory=Omissions)
    cards: list[tuple[Any, ...]] = field(default_factory=list)
    decks: dict[str, int] = field(default_factory=dict)
    used: dict[int, NoteType] = field(default_factory=dict)
    seen: set[object] = field(default_factory=set)

    def rows(self, text: str) -> Iterator[tuple[Any, ...]]:
        """The notes of all rows that make one."""
        layout = self.layout
        rows = rows_of(text, layout.delimiter, layout.end, layout.comments)
        if layout.header:
            next(rows, None)
        for number, row in enumerate(rows, 1):
            cells = dict(zip(layout.columns, row, strict=False))
            kind = self._type(cells)
            fields = self._fields(kind, cells)
            guid = storable(cells.get(GUID, "")).strip() or None
            reason = self._unfit(kind, fields, guid)
            if reason:
                self.omissions.add(reason, row[0] if row else "")
                continue
            self.used[kind.id] = kind
            self._add_cards(number, kind, fields, cells)
            tags = " ".join(dict.fromkeys(storable(f"{layout.tags} {cells.get(TAGS, '')}").split()))
            yield number, guid, kind.id, _SEPARATOR.join(fields), tags, FactKind.OTHER, self.now, self.now

    def _type(self, cells: dict[str, str]) -> NoteType:
        named = cells.get(TYPE, "").strip()
        by_name = next((each for each in self.types if each.name == named), None)
        return by_name or next(each for each in self.types if each.id == self.layout.note_type)

    def _fields(self, kind: NoteType, cells: dict[str, str]) -> list[str]:
        named = {name.removeprefix(FIELD): cell for name, cell in cells.items() if name.startswith(FIELD)}
        if kind.id != self.layout.note_type:
            # A row of another type than most has its fields in the same columns.
            named = {each.name: cell for each, cell in zip(kind.fields, named.values(), strict=False)}
        return [self._field(kind, named[each.name]) if each.name in named else UNSAID for each in kind.fields]

    def _field(self, kind: NoteType, cell: str) -> str:
        # Our own tables spell a sign that a spreadsheet would take for a formula.
        text = unguarded(storable(cell)) if self.layout.html else to_html(cell)
        if kind.is_cloze and len(self.layout.columns) == 1 and "{{c" not in text:
            numbers = iter(range(1, _MOST_ORDINALS))
            text = _BRACKETS.sub(lambda match: _gap(match, next(numbers, 1)), text)
        return text if self.layout.html else text.strip()

    def _unfit(self, kind: NoteType, fields: list[str], guid: str | None) -> str:
        """Why a row makes no note; empty if it makes one."""
        if fields[0].strip() in ("", UNSAID) and guid is None:
            return "row has nothing in its first field"
        if kind.is_cloze and not self._ordinals(kind, fields) and guid is None:
            return "row has no gap"
        key = guid or (kind.id, fields[0])
        if key in self.seen:
            return "row is there twice"
        self.seen.add(key)
        return ""

    def _ordinals(self, kind: NoteType, fields: list[str]) -> tuple[int, ...]:
        made = ordinals(kind, tuple("" if each == UNSAID else each for each in fields))
        return tuple(each for each in made if each < _MOST_ORDINALS)

    def _add_cards(self, note: int, kind: NoteType, fields: list[str], cells: dict[str, str]) -> None:
        name = cells.get(DECK, "").strip() or self.layout.deck
        deck = self.decks.setdefault(name, len(self.decks) + 1)
        for ordinal in self._ordinals(kind, fields):
            number = len(self.cards) + 1
            self.cards.append(new_card(number, note, deck, ordinal))


def _gap(match: re.Match[str], number: int) -> str:
    hint = f"::{match[2]}" if match[2] else ""
    return f"{{{{c{number}::{match[1]}{hint}}}}}"
