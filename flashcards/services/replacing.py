"""Find and replace in many notes: first what would change, then the change, as one step of undo."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashcards.core.cards import Note, NoteType
from flashcards.core.changes import Changes
from flashcards.core.clock import Clock, to_milliseconds
from flashcards.core.errors import BadInput
from flashcards.core.progress import Cancel, Report, silent
from flashcards.core.rendering import to_text
from flashcards.core.replacing import Replacement, replaced
from flashcards.core.wording import counted
from flashcards.services.making import fit_cards
from flashcards.store import cards as cards_table
from flashcards.store import note_types as note_types_table
from flashcards.store import notes as notes_table
from flashcards.store.library import Connection, Library

_CHANGED = Changes.NOTES | Changes.DECKS
_AT_ONCE = 500
_KEY = "Uid"
# A source sentence is quoted, so it stays as the article has it.
_OF_SOURCE = frozenset({"Source sentence", "Source title", "Source link", "Location", "Role", _KEY})


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a note before and after, as plain text."""

    note_id: int
    field: str
    before: str
    after: str


class ReplacingService:
    """Changes the words of notes; the fields they had stay in their history."""

    def __init__(self, library: Library, clock: Clock) -> None:
        self._library = library
        self._clock = clock

    def preview(
        self,
        note_ids: Sequence[int],
        replacement: Replacement,
        report: Report = silent,
        cancel: Cancel | None = None,
    ) -> list[FieldChange]:
        """Every field that would change, in the order of the notes; nothing is changed.

        Raises `BadInput` for a replacement that cannot be used. Slow for many notes: for the background lane.
        """
        found: list[FieldChange] = []
        for note, kind, after in self._changes(note_ids, replacement, (report, cancel or Cancel())):
            found.extend(
                FieldChange(note.id, kind.fields[at].name, to_text(old), to_text(new))
                for at, (old, new) in enumerate(zip(note.fields, after, strict=True))
                if old != new
            )
        return found

    def replace(
        self,
        note_ids: Sequence[int],
        replacement: Replacement,
        report: Report = silent,
        cancel: Cancel | None = None,
    ) -> tuple[int, Changes]:
        """Change every place; returns how many notes changed. All of them or none.

        Raises `BadInput` for a replacement that cannot be used, or that leaves a note without a card, and `Cancelled`.
        """
        found = list(self._changes(note_ids, replacement, (report, cancel or Cancel())))
        if not found:
            return 0, Changes.NOTHING
        with self._library.writing(
            f"Replace in {counted(len(found), 'note')}", _CHANGED, rows=len(found)
        ) as connection:
            for note, kind, after in found:
                if kind.is_cloze:
                    self._fit(connection, note.id, kind, after)
            rows = [(note.id, after) for note, _kind, after in found]
            notes_table.rewrite_all(connection, rows, to_milliseconds(self._clock()))
        return len(found), _CHANGED

    def _fit(self, connection: Connection, note_id: int, kind: NoteType, fields: tuple[str, ...]) -> None:
        deck_id = cards_table.of_note(connection, note_id)[0].deck_id
        try:
            fit_cards(connection, note_id, kind, fields, deck_id)
        except BadInput as error:
            raise BadInput(f"Note {note_id} would lose its gaps, so nothing was changed: {error}") from None

    def _changes(
        self, note_ids: Sequence[int], replacement: Replacement, watch: tuple[Report, Cancel]
    ) -> Iterator[tuple[Note, NoteType, tuple[str, ...]]]:
        """Notes that change, each with its kind and its new fields; between parts others may use the library."""
        pattern = replacement.pattern()
        with self._library.reading() as connection:
            kinds = note_types_table.by_id(connection)
        wanted = {kind.id: _places(kind, replacement.field) for kind in kinds.values()}
        if not any(wanted.values()):
            raise BadInput(f"There is no field “{replacement.field}”.")
        report, cancel = watch
        for start in range(0, len(note_ids), _AT_ONCE):
            cancel.check()
            report(start / len(note_ids), "looking through the notes")
            part = note_ids[start : start + _AT_ONCE]
            with self._library.reading() as connection:
                notes = {note.id: note for note in notes_table.some(connection, part)}
            for note in (notes[each] for each in part if each in notes):
                fields = list(note.fields)
                for at in wanted[note.note_type_id]:
                    fields[at] = replaced(fields[at], pattern, replacement)
                if tuple(fields) != note.fields:
                    yield note, kinds[note.note_type_id], tuple(fields)


def _places(kind: NoteType, field: str | None) -> list[int]:
    """Which fields to look in; the card's own key is never touched, and what tells the source only if it is named."""
    names = [each.name for each in kind.fields]
    if field is not None:
        return [at for at, name in enumerate(names) if name == field != _KEY]
    return [at for at, name in enumerate(names) if name not in _OF_SOURCE]
