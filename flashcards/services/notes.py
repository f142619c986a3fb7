"""What is done to notes outside of study: other decks, tags, deleting, older fields, duplicates."""

from collections.abc import Iterator, Sequence

from flashcards.core.changes import Changes
from flashcards.core.clock import Clock, to_milliseconds
from flashcards.core.errors import BadInput, NotFound
from flashcards.core.rendering import reveal, to_text
from flashcards.core.wording import counted
from flashcards.services.decks import DeckService, checked_name
from flashcards.services.making import checked_tags
from flashcards.store import cards as cards_table
from flashcards.store import decks as decks_table
from flashcards.store import drafts as drafts_table
from flashcards.store import edits as edits_table
from flashcards.store import note_types as note_types_table
from flashcards.store import notes as notes_table
from flashcards.store.edits import Edit
from flashcards.store.library import Connection, Library

__all__ = ["Edit", "NoteService"]

_TAGGED = Changes.NOTES
_AT_ONCE = 2000
#: Marks of sentences, which say nothing of what a note asks.
_MARKS = str.maketrans(dict.fromkeys('.,;:!?"“”„«»…()[]', " "))


class NoteService:
    """Changes notes; every change can be undone."""

    def __init__(self, library: Library, clock: Clock, decks: DeckService) -> None:
        self._library = library
        self._clock = clock
        self._decks = decks

    def move(self, card_ids: Sequence[int], deck: str) -> Changes:
        """Put cards into a deck, which is made if it is missing; they keep their memory."""
        name = checked_name(deck)
        changes = Changes.DECKS | Changes.REVIEWS
        with self._library.writing(
            f"Move {counted(len(card_ids), 'card')}", changes, rows=len(card_ids)
        ) as connection:
            found = {card.id for card in cards_table.some(connection, card_ids)}
            _must_be_there("card", card_ids, found)
            deck_id = decks_table.ensure(connection, name, to_milliseconds(self._clock()))
            cards_table.mark(connection, card_ids, deck_id=deck_id)
        return changes

    def tag(self, note_ids: Sequence[int], tags: str) -> Changes:
        """Give notes tags, which stand in a line with spaces between them."""
        return self._retag("Tag", note_ids, tags, add=True)

    def untag(self, note_ids: Sequence[int], tags: str) -> Changes:
        """Take tags from notes."""
        return self._retag("Untag", note_ids, tags, add=False)

    def remove(self, note_ids: Sequence[int]) -> Changes:
        """Delete notes with their cards and answers; their drafts count as rejected."""
        with self._library.writing(
            f"Delete {_notes(note_ids)}", Changes.EVERYTHING, rows=len(note_ids)
        ) as connection:
            notes_table.remove(connection, note_ids)
            drafts_table.reject_without_note(connection)
        return Changes.EVERYTHING

    def older(self, note_id: int) -> list[Edit]:
        """What a note's fields were before it was edited, the latest first."""
        with self._library.reading() as connection:
            return edits_table.of_note(connection, note_id)

    def bring_back(self, edit_id: int) -> Changes:
        """Let a note have its older fields again; those it has now become the latest of its older ones."""
        with self._library.reading() as connection:
            edit = edits_table.get(connection, edit_id)
        if edit is None:
            raise NotFound("These older fields are no longer there.")
        return self._decks.edit_note(edit.note_id, edit.fields)

    def field_names(self) -> list[str]:
        """The names of the fields of all kinds of notes, those of the built-in kinds first."""
        with self._library.reading() as connection:
            types = note_types_table.by_id(connection).values()
        return list(dict.fromkeys(field.name for kind in types for field in kind.fields))

    def duplicates(self, field: str | int | None = None) -> list[list[int]]:
        """Groups of notes that hold the same words in a field, larger groups first: by its name, its place in each kind of
        note (from 0), or the first one if None.

        Mark-up, capitals, spaces and the marks of sentences do not count, nor does which of the words are gaps; notes of
        different kinds stay apart. Slow for many notes: for the background lane. Raises `BadInput` for a field that no
        note has.
        """
        with self._library.reading() as connection:
            places = self._places(connection, field)
        groups: dict[tuple[int, str], list[int]] = {}
        for note_id, kind, fields in self._all():
            if kind in places and len(fields) > places[kind]:
                words = _bare(fields[places[kind]])
                if words:
                    groups.setdefault((kind, words), []).append(note_id)
        found = [group for group in groups.values() if len(group) > 1]
        return sorted(found, key=lambda group: (-len(group), group[0]))

    def _all(self) -> Iterator[tuple[int, int, list[str]]]:
        """Every note, in parts: between them others may use the library."""
        last = 0
        while True:
            with self._library.reading() as connection:
                rows = notes_table.fields_after(connection, last, _AT_ONCE)
            if not rows:
                return
            yield from rows
            last = rows[-1][0]

    def _places(self, connection: Connection, field: str | int | None) -> dict[int, int]:
        """Where the field stands in each kind of note that has it."""
        kinds = note_types_table.by_id(connection)
        if field is None or isinstance(field, int):
            return dict.fromkeys(kinds, field or 0)
        names = {kind.id: [each.name for each in kind.fields] for kind in kinds.values()}
        found = {kind: each.index(field) for kind, each in names.items() if field in each}
        if not found:
            known = ", ".join(dict.fromkeys(name for each in names.values() for name in each))
            raise BadInput(f"There is no field “{field}”; there are {known}.")
        return found

    def _retag(self, verb: str, note_ids: Sequence[int], tags: str, *, add: bool) -> Changes:
        chosen = checked_tags(tags)
        if not chosen:
            raise BadInput("Say which tags, with spaces between them.")
        with self._library.writing(f"{verb} {_notes(note_ids)}", _TAGGED, rows=len(note_ids)) as connection:
            _must_be_there("note", note_ids, {note.id for note in notes_table.some(connection, note_ids)})
            for tag in chosen:
                (notes_table.add_tag if add else notes_table.remove_tag)(connection, note_ids, tag)
        return _TAGGED


def _bare(field: str) -> str:
    """The words of a field alone; signs of formulas are among them, and a field of marks only keeps these."""
    text = " ".join(to_text(reveal(field) if "{{c" in field else field).casefold().split())
    return " ".join(text.translate(_MARKS).split()) or text


def _must_be_there(what: str, ids: Sequence[int], found: set[int]) -> None:
    missing = [each for each in ids if each not in found]
    if missing:
        raise NotFound(f"There is no {what} {missing[0]}.")


def _notes(ids: Sequence[int]) -> str:
    return counted(len(ids), "note")
