"""Decks and the notes in them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flashcards.core.cards import Card, Deck, DeckSummary, Note, NoteType
from flashcards.core.changes import Changes
from flashcards.core.clock import Clock, StudyCalendar, to_milliseconds
from flashcards.core.errors import BadInput, NotFound
from flashcards.core.settings import StudySettings
from flashcards.core.text import storable
from flashcards.services.making import fit_cards
from flashcards.services.preset_lines import done_by_preset
from flashcards.services.presets import PresetBook, PresetService
from flashcards.store import cards as cards_table
from flashcards.store import decks as decks_table
from flashcards.store import drafts as drafts_table
from flashcards.store import note_types as note_types_table
from flashcards.store import notes as notes_table
from flashcards.store import pacing
from flashcards.store.library import MANY, Connection, Library
from flashcards.store.pacing import Share

_LONGEST_NAME = 100


def checked_name(name: str) -> str:
    """A deck name with its spaces tidied; raises `BadInput` for one that cannot be used."""
    parts = [" ".join(part.split()) for part in name.split("::")]
    if not all(parts):
        raise BadInput("A deck needs a name." if not name.strip() else "A part of the deck's name is empty.")
    tidy = "::".join(parts)
    if len(tidy) > _LONGEST_NAME:
        raise BadInput(f"A deck's name may have up to {_LONGEST_NAME} characters.")
    if '"' in tidy or storable(tidy) != tidy:
        raise BadInput("A deck's name may not hold quotation marks or control characters.")
    return tidy


class DeckService:
    """Decks with their counts, and the notes in them."""

    def __init__(
        self, library: Library, clock: Clock, calendar: StudyCalendar, presets: PresetService
    ) -> None:
        self._library = library
        self._clock = clock
        self._calendar = calendar
        self._presets = presets

    def all(self) -> list[DeckSummary]:
        """Every deck with what is to study in it today."""
        today = self._calendar.day_of(self._clock())
        day_end = to_milliseconds(self._calendar.start_of(today + 1))
        with self._library.reading() as connection:
            book = self._presets.book(connection)
            done = done_by_preset(connection, book, today)
            left = {name: _left(settings, done.get(name, (0, 0))) for name, settings in book.presets.items()}
            most = (
                max(new for new, _reviews in left.values()),
                max(reviews for _new, reviews in left.values()),
            )
            found = decks_table.summaries(connection, today, day_end, most)
            pace = _Pace.read(connection, book, today) if pacing.any_paced(connection) else None
        limited = [_within_limits(each, *left[book.name_of(each.id)]) for each in found]
        if pace is None:
            return limited
        return [pace.applied(each, book.name_of(each.id), left) for each in limited]

    def names(self) -> list[str]:
        """The names of all decks."""
        with self._library.reading() as connection:
            return [deck.name for deck in decks_table.all_decks(connection)]

    def find(self, name: str) -> list[Deck]:
        """The deck with that name and those inside it; raises `NotFound` with the names there are."""
        with self._library.reading() as connection:
            found = decks_table.with_subdecks(connection, name)
            known = [deck.name for deck in decks_table.all_decks(connection)]
        if not found:
            hint = f"There are: {', '.join(known)}." if known else "There are no decks yet."
            raise NotFound(f"There is no deck “{name}”. {hint}")
        return found

    def create(self, name: str) -> Changes:
        """Make an empty deck; one with that name already is left as it is."""
        tidy = checked_name(name)
        with self._library.writing(f"Add deck “{tidy}”", Changes.DECKS) as connection:
            decks_table.ensure(connection, tidy, to_milliseconds(self._clock()))
        return Changes.DECKS

    def rename(self, name: str, new_name: str) -> Changes:
        """Rename a deck and with it the decks inside it."""
        tidy = checked_name(new_name)
        if tidy == name:
            return Changes.NOTHING
        found = self.find(name)
        moved = {deck.id: tidy + deck.name.removeprefix(name) for deck in found}
        taken = set(self.names()).intersection(moved.values())
        if taken:
            raise BadInput(f"There is a deck “{min(taken)}” already.")
        with self._library.writing(f"Rename deck “{name}”", Changes.DECKS) as connection:
            for deck_id, deck_name in moved.items():
                decks_table.rename(connection, deck_id, deck_name)
        return Changes.DECKS

    def remove(self, name: str) -> Changes:
        """Delete a deck, the decks inside it, and their cards; drafts of those cards count as rejected."""
        found = self.find(name)
        with self._library.writing(f"Delete deck “{name}”", Changes.EVERYTHING, rows=MANY) as connection:
            decks_table.remove(connection, [deck.id for deck in found])
            drafts_table.reject_without_note(connection)
        return Changes.EVERYTHING

    def notes(self, query: str = "", deck: str | None = None, limit: int = 1000) -> list[Note]:
        """Notes that hold every word of the query, in one deck or in all."""
        ids = None if deck is None else [each.id for each in self.find(deck)]
        with self._library.reading() as connection:
            return notes_table.find(connection, query, ids, limit)

    def note_with_cards(self, note_id: int) -> tuple[Note, NoteType, Sequence[Card]]:
        """A note, its type and its cards; raises `NotFound`."""
        with self._library.reading() as connection:
            note = notes_table.get(connection, note_id)
            if note is None:
                raise NotFound(f"There is no note {note_id}.")
            types = note_types_table.by_id(connection)
            return note, types[note.note_type_id], cards_table.of_note(connection, note_id)

    def edit_note(self, note_id: int, fields: Sequence[str]) -> Changes:
        """Change a note's fields; its cards keep their memory."""
        note, note_type, cards = self.note_with_cards(note_id)
        if len(fields) != len(note_type.fields):
            raise BadInput(f"A note of type {note_type.name} has {len(note_type.fields)} fields.")
        fields = tuple(storable(field) for field in fields)
        if fields == note.fields:
            return Changes.NOTHING
        with self._library.writing("Edit card", Changes.NOTES | Changes.DECKS) as connection:
            notes_table.rewrite(connection, note_id, fields, to_milliseconds(self._clock()))
            fit_cards(connection, note_id, note_type, fields, cards[0].deck_id)
        return Changes.NOTES | Changes.DECKS

    def remove_notes(self, note_ids: Sequence[int]) -> Changes:
        """Delete notes with their cards; their drafts count as rejected."""
        with self._library.writing("Delete card", Changes.EVERYTHING, rows=len(note_ids)) as connection:
            notes_table.remove(connection, note_ids)
            drafts_table.reject_without_note(connection)
        return Changes.EVERYTHING


@dataclass(frozen=True, slots=True)
class _Pace:
    """The new cards of each deck that plans of exams want today, those that no plan has to do with, and how many are
    wanted of each preset."""

    wanted: Mapping[int, int]
    free: Mapping[int, int]
    of_presets: Mapping[str, int]

    @classmethod
    def read(cls, connection: Connection, book: PresetBook, today: int) -> "_Pace":
        """As of a study day."""
        wanted = pacing.new_by_deck(connection, Share.PLANNED, today)
        presets = Counter[str]()
        for deck_id, count in wanted.items():
            presets[book.name_of(deck_id)] += count
        return cls(wanted, pacing.new_by_deck(connection, Share.FREE, today), presets)

    def applied(self, summary: DeckSummary, preset: str, left: Mapping[str, tuple[int, int]]) -> DeckSummary:
        """A deck's counts: what is wanted comes whatever the limit says, and takes its room first."""
        room = max(0, left[preset][0] - self.of_presets.get(preset, 0))
        new = self.wanted.get(summary.id, 0) + min(self.free.get(summary.id, 0), room)
        return replace(summary, new=new)


def _left(settings: StudySettings, done: tuple[int, int]) -> tuple[int, int]:
    """How many new cards and how many reviews a preset still allows today."""
    new, reviews = done
    return max(0, settings.new_per_day - new), max(0, settings.reviews_per_day - reviews)


def _within_limits(deck: DeckSummary, new: int, reviews: int) -> DeckSummary:
    """A deck's counts up to what its preset, which decks may share, still allows today."""
    return replace(deck, new=min(deck.new, new), review=min(deck.review, reviews))
