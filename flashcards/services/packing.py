"""Notes of the library on their way into an Anki package, page by page."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from flashcards.core.cards import Note, NoteType
from flashcards.core.clock import StudyCalendar
from flashcards.core.facts import FactKind
from flashcards.core.progress import Report
from flashcards.core.settings import StudySettings
from flashcards.exchange.anki.items import ITEMISED, with_items
from flashcards.exchange.anki.rows import PackedCard, PackedNote
from flashcards.exchange.anki.scheduling import Pace, log_of, study_of
from flashcards.exchange.media import files_of, files_of_type
from flashcards.services.answering import LEECH
from flashcards.store import exporting
from flashcards.store.exporting import NoteRow
from flashcards.store.library import Connection, Library
from flashcards.study.scheduler import DEFAULT_PARAMETERS, Scheduler

#: So few that a page takes some milliseconds: the window waits no longer for the library.
_PAGE = 500
_STAGE = "reading cards"

#: Gives a note with what only other programs need in its fields, and the files that this names.
Extras = Callable[[Note, NoteType], tuple[Note, Mapping[str, bytes]]]


def no_extras(note: Note, _note_type: NoteType) -> tuple[Note, Mapping[str, bytes]]:
    """Nothing more than the note."""
    return note, {}


@dataclass(frozen=True, slots=True)
class Known:
    """What the cards' progress is told by: the preset of each deck by its id, and the study day."""

    presets: Mapping[int, StudySettings]
    calendar: StudyCalendar
    today: int


@dataclass(frozen=True, slots=True)
class Packing:
    """The notes of some decks (names by id) as what a package is made of; `known` is None where nothing is told.

    Each page is read in a transaction of its own, so that study goes on meanwhile: a note is as it was before or
    after an answer, its log with it. `media` is where the files lie that fields name.
    """

    library: Library
    decks: Mapping[int, str]
    note_types: Mapping[int, NoteType]
    known: Known | None = None
    media: Path | None = None
    extras: Extras = no_extras
    type_media: Mapping[int, Mapping[str, Path]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        if self.media is not None:
            named = {key: files_of_type(kind, self.media) for key, kind in self.note_types.items()}
            object.__setattr__(self, "type_media", {key: files for key, files in named.items() if files})

    def note_ids(self) -> list[int]:
        """The notes, in order of study."""
        with self.library.reading() as connection:
            return exporting.note_ids(connection, list(self.decks))

    def pages(self, ids: Sequence[int], report: Report) -> Iterator[list[PackedNote]]:
        """The notes with those ids, as far as they are still there; what `report` raises ends it."""
        paces = lru_cache(maxsize=None)(self._pace)
        for at in range(0, len(ids), _PAGE):
            report(at / len(ids), _STAGE)
            with self.library.reading() as connection:
                page = self._page(connection, ids[at : at + _PAGE], paces)
            yield page

    def _page(
        self, connection: Connection, ids: Sequence[int], paces: Callable[..., Pace]
    ) -> list[PackedNote]:
        rows = exporting.notes_of(connection, ids)
        cards: Mapping[int, Sequence[PackedCard]] = (
            self._new_cards(connection, ids)
            if self.known is None
            else self._known_cards(connection, rows, self.known, paces)
        )
        return [self._packed(row, cards.get(row.id, ())) for row in rows]

    def _packed(self, row: NoteRow, cards: Sequence[PackedCard]) -> PackedNote:
        _id, guid, kind, fields, tags, _role, created, edited = row
        media: Mapping[str, bytes | Path] = {}
        if "→" in fields:
            fuller, media = self.extras(_note(row), self.note_types[kind])
            fields = "\x1f".join(fuller.fields)
        if kind in ITEMISED and not media:
            fields = with_items(fields, kind)
        if self.media is not None and ("<" in fields or "[sound:" in fields):
            media = {**media, **files_of(fields, self.media)}
        if of_type := self.type_media.get(kind):
            media = {**media, **of_type}
        if self.known is None and LEECH in tags:
            # That a card is hard for one person is nothing to the others.
            tags = " ".join(each for each in tags.split() if each != LEECH)
        return PackedNote(guid, kind, fields, tags, edited // 1000, created, cards, media)

    def _new_cards(self, connection: Connection, ids: Sequence[int]) -> dict[int, list[PackedCard]]:
        found: dict[int, list[PackedCard]] = {}
        # New cards of a deck are all alike.
        alike: dict[tuple[int, int], PackedCard] = {}
        for note_id, *place in exporting.plain_cards_of(connection, ids, list(self.decks)):
            deck_id, ordinal = key = (place[0], place[1])
            card = alike.get(key) or alike.setdefault(key, PackedCard(ordinal, self.decks[deck_id]))
            found.setdefault(note_id, []).append(card)
        return found

    def _known_cards(
        self,
        connection: Connection,
        rows: Sequence[NoteRow],
        known: Known,
        paces: Callable[..., Pace],
    ) -> dict[int, list[PackedCard]]:
        cards = exporting.cards_of(connection, [row.id for row in rows], list(self.decks))
        ids = [card.id for card in cards]
        logs = exporting.logs_of(connection, ids)
        placed = exporting.placements_of(connection, ids)
        roles = {row.id: row.role for row in rows}
        found: dict[int, list[PackedCard]] = {}
        for card in cards:
            log = log_of(logs.get(card.id, ()), placed.get(card.id, ()))
            pace = paces(card.deck_id, roles[card.note_id])
            study = study_of(card, pace, known.calendar, known.today, log)
            packed = PackedCard(card.ordinal, self.decks[card.deck_id], study)
            found.setdefault(card.note_id, []).append(packed)
        return found

    def _pace(self, deck_id: int, role: str) -> Pace:
        assert self.known is not None
        settings = self.known.presets[deck_id]
        retention = settings.retention_of(FactKind(role))
        scheduler = Scheduler(replace(settings, desired_retention=retention), self.known.calendar)
        return Pace(
            learning_steps=len(settings.learning_steps),
            relearning_steps=len(settings.relearning_steps),
            retention=retention,
            decay=(settings.parameters or DEFAULT_PARAMETERS)[20],
            interval=scheduler.ideal_interval,
        )


def _note(row: NoteRow) -> Note:
    return Note(
        id=row.id,
        guid=row.guid,
        note_type_id=row.note_type_id,
        fields=tuple(row.fields.split("\x1f")),
        tags=tuple(row.tags.split()),
        role=FactKind(row.role),
        created_at=row.created_at,
        edited_at=row.edited_at,
    )
