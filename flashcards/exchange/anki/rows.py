"""Notes, cards and answers as rows of Anki's tables, written by the page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from sqlite3 import Cursor
from typing import NamedTuple

from flashcards.core.clock import to_milliseconds
from flashcards.exchange.anki.free_ids import FreeIds
from flashcards.exchange.anki.scheduling import RESCHEDULED, LogRow, Study

_NOTES = "INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, 0, 0, '')"
_CARDS = "INSERT INTO cards VALUES (?, ?, ?, ?, ?, -1, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?)"
_NEW_CARDS = "INSERT INTO cards VALUES (?, ?, ?, ?, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '{}')"
_LOGS = "INSERT OR IGNORE INTO revlog VALUES (?, ?, -1, ?, ?, ?, ?, ?, ?)"
_TAKEN = "SELECT 1 FROM revlog WHERE id = ?"
_SET_BY_HAND = 0


class PackedCard(NamedTuple):
    """A card on its way into a package: the name of its deck, and what is known of it, None for a new one."""

    ordinal: int
    deck: str
    study: Study | None = None


class PackedNote(NamedTuple):
    """A note on its way into a package. `fields` are HTML joined by U+001F, `tags` joined by spaces.

    `edited` is seconds, `created` milliseconds since 1970. `media` are the files that the fields name, by
    name, as bytes or where they lie. A note without cards changes the one that is there, and makes none.
    """

    guid: str
    note_type_id: int
    fields: str
    tags: str
    edited: int
    created: int
    cards: Sequence[PackedCard]
    media: Mapping[str, bytes | Path] = {}


class Rows:
    """Writes pages of notes; afterwards `used_types` holds the note types that there are."""

    def __init__(self, cursor: Cursor, deck_ids: Mapping[str, int], moment: datetime) -> None:
        self._cursor = cursor
        self._deck_ids = deck_ids
        self._moment = int(moment.timestamp())
        self._latest = to_milliseconds(moment)
        # Anki refuses a file with an id that lies in the future.
        self._ids = FreeIds(self._latest)
        self._moved: list[tuple[int, LogRow]] = []
        self.used_types: set[int] = set()
        self.notes = 0
        self.cards = 0
        self.answers = 0

    def add(self, page: Iterable[PackedNote]) -> None:
        """Write notes with their cards and answers."""
        notes, new_cards, cards = [], [], []
        logs: list[tuple[int, ...]] = []
        for note in page:
            note_id = self._ids.take(note.created, len(note.cards) or 1)
            first = note.fields.partition("\x1f")[0]
            tags = f" {note.tags} " if note.tags else ""
            notes.append((note_id, note.guid, note.note_type_id, note.edited, tags, note.fields, first))
            self.used_types.add(note.note_type_id)
            for card_id, card in enumerate(note.cards, note_id):
                self.cards += 1
                head = (card_id, note_id, self._deck_ids[card.deck], card.ordinal, self._moment)
                if card.study is None:
                    # Due is its place in the line.
                    new_cards.append((*head, self.cards))
                else:
                    cards.append((*head, *card.study[:-1]))
                    logs += self._log(card_id, card.study.log)
        self.notes += len(notes)
        self.answers += len(logs)
        self._cursor.executemany(_NOTES, notes)
        self._cursor.executemany(_NEW_CARDS, new_cards)
        self._cursor.executemany(_CARDS, cards)
        self._cursor.executemany(_LOGS, logs)

    def finish(self) -> None:
        """Write the entries whose times may be taken, once all other times are known.

        When very many cards were planned anew at one time, one of them tells so: their times would fill the seconds after,
        and push answers of other packages out, for Anki has each time once.
        """
        free = FreeIds(self._latest)
        for card_id, (at, *rest) in self._moved:
            wanted = free.take(at)
            if rest[-1] == RESCHEDULED and wanted != at:
                continue
            while self._cursor.execute(_TAKEN, (wanted,)).fetchone():
                wanted = free.take(wanted + 1)
            self._cursor.execute(_LOGS, (wanted, card_id, *rest))
            self.answers += rest[0] != _SET_BY_HAND

    def _log(self, card_id: int, log: Sequence[LogRow]) -> Iterator[tuple[int, ...]]:
        for row in log:
            if row[1] == _SET_BY_HAND or not 0 < row[0] <= self._latest:
                # Many cards may be set at one time; and the clock may have been wrong.
                self._moved.append((card_id, row))
            else:
                yield (row[0], card_id, *row[1:])
