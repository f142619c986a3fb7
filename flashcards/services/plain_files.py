"""Notes to files that hold no progress and no package: tables, Markdown, our own deck file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from flashcards.core.cards import Note, NoteType
from flashcards.services.answering import LEECH

#: A note with its type and its deck.
PlainNote = tuple[Note, NoteType, str]


def write_plain(path: Path, ending: str, deck: str, notes: Sequence[PlainNote]) -> None:
    """Write the notes of a deck to `path` in the format that an ending stands for."""
    _WRITERS[ending](path, deck, [(_for_others(note), kind, name) for note, kind, name in notes])


def _write_json(path: Path, deck: str, notes: Sequence[PlainNote]) -> None:
    from flashcards.exchange.deck_json import write_deck

    write_deck(path, deck, notes)


def _write_markdown(path: Path, deck: str, notes: Sequence[PlainNote]) -> None:
    from flashcards.exchange.markdown import write_markdown

    write_markdown(path, deck, notes)


def _write_table(separator: str, path: Path, _deck: str, notes: Sequence[PlainNote]) -> None:
    from flashcards.exchange.table import write_table

    write_table(path, notes, separator)


_WRITERS: Mapping[str, Callable[[Path, str, Sequence[PlainNote]], None]] = {
    ".json": _write_json,
    ".md": _write_markdown,
    ".csv": partial(_write_table, ","),
    ".tsv": partial(_write_table, "\t"),
}


def _for_others(note: Note) -> Note:
    """That a card is hard for one person is nothing to the others."""
    return (
        replace(note, tags=tuple(each for each in note.tags if each != LEECH)) if LEECH in note.tags else note
    )
