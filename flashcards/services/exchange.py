"""Decks to files."""

from pathlib import Path

from flashcards.core.cards import Note, NoteType
from flashcards.core.clock import Clock
from flashcards.core.errors import CannotExport
from flashcards.exchange.atomic import replacing
from flashcards.services.decks import DeckService
from flashcards.store import note_types as note_types_table
from flashcards.store import notes as notes_table
from flashcards.store.library import Library

#: The file endings that a deck can be written to.
ENDINGS = (".apkg", ".json")


class ExchangeService:
    """Writes decks for Anki and for other programs."""

    def __init__(self, library: Library, clock: Clock, decks: DeckService) -> None:
        self._library = library
        self._clock = clock
        self._decks = decks

    def export(self, deck: str, path: Path) -> int:
        """Write a deck, with those inside it, to a file by its ending; returns the number of notes.

        Slow for large decks: for the background lane. A file that is there already is replaced only
        once the new one is complete; raises `CannotExport` or `NotFound` and changes nothing.
        """
        ending = path.suffix.lower()
        if ending not in ENDINGS:
            raise CannotExport(f"{path.name} does not end in one of {', '.join(ENDINGS)}.")
        notes = self._notes(deck)
        if not notes:
            raise CannotExport(f"The deck “{deck}” has no cards to export.")
        with replacing(path) as part:
            if ending == ".json":
                from flashcards.exchange.deck_json import write_deck

                return write_deck(part, deck, [(note, kind) for note, kind, _name in notes])
            from flashcards.exchange.anki.package import PackedNote, write_package
            from flashcards.exchange.maps.card_pictures import with_pictures

            pictured = ((*with_pictures(note, kind), kind, name) for note, kind, name in notes)
            packed = (PackedNote(note, kind, name, media) for note, media, kind, name in pictured)
            return write_package(part, packed, self._clock())

    def _notes(self, deck: str) -> list[tuple[Note, NoteType, str]]:
        ids = [each.id for each in self._decks.find(deck)]
        with self._library.reading() as connection:
            types = note_types_table.by_id(connection)
            rows = notes_table.of_decks(connection, ids)
        return [(note, types[note.note_type_id], name) for note, name in rows]
