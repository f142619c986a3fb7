"""The articles and the deck that come with the program."""

import json
from dataclasses import dataclass
from pathlib import Path

from flashcards.core.articles import Article, Source, SourceKind
from flashcards.core.changes import Changes
from flashcards.core.clock import Clock, to_milliseconds
from flashcards.core.note_types import BUILT_IN
from flashcards.core.rendering import ordinals
from flashcards.store import cards as cards_table
from flashcards.store import decks as decks_table
from flashcards.store import notes as notes_table
from flashcards.store.library import Library


@dataclass(frozen=True, slots=True)
class Example:
    """A bundled article: its file, its title, and a line on what it explains."""

    path: Path
    title: str
    summary: str


class ExampleService:
    """Offers the bundled content; nothing is added before the user asks."""

    def __init__(self, library: Library, clock: Clock, folder: Path) -> None:
        self._library = library
        self._clock = clock
        self._folder = folder

    def articles(self) -> list[Example]:
        """The bundled articles."""
        index = self._folder / "examples.json"
        if not index.is_file():
            return []
        rows = json.loads(index.read_text(encoding="utf-8"))["articles"]
        return [Example(self._folder / row["file"], row["title"], row["summary"]) for row in rows]

    def read(self, example: Example) -> Article:
        """Read a bundled article."""
        from flashcards.reading.files import read_text

        source = Source(SourceKind.BUNDLED, example.path.name)
        return read_text(example.path.read_text(encoding="utf-8"), title=example.title, source=source)

    def add_deck(self) -> tuple[str, Changes]:
        """Add the finished example deck; notes that are there already are left alone.

        Returns the deck's name.
        """
        from flashcards.exchange.deck_json import read_deck

        index = json.loads((self._folder / "examples.json").read_text(encoding="utf-8"))
        now = to_milliseconds(self._clock())
        found = read_deck(self._folder / index["deck"], BUILT_IN, now)
        name, notes = found.name, found.notes
        types = {each.id: each for each in BUILT_IN}
        with self._library.writing(f"Add deck “{name}”", Changes.DECKS | Changes.NOTES) as connection:
            deck_id = decks_table.ensure(connection, name, now)
            known = notes_table.known_guids(connection, [note.guid for note in notes])
            for note in notes:
                if note.guid not in known:
                    note_id = notes_table.add(connection, note)
                    cards_table.add(
                        connection, note_id, deck_id, ordinals(types[note.note_type_id], note.fields)
                    )
        return name, Changes.DECKS | Changes.NOTES
