"""Notes that ask in another way: both ways round, with choices, with the answer typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from random import Random

from flashcards.core.cards import Note, NoteType
from flashcards.core.changes import Changes
from flashcards.core.clock import Clock, to_milliseconds
from flashcards.core.errors import BadInput, NotFound
from flashcards.core.note_types import BASIC, CHOICE, LIST, REVERSED, SEQUENCE, TYPED
from flashcards.core.rendering import to_text
from flashcards.core.wording import counted
from flashcards.services.choices import ChoiceService
from flashcards.services.making import fit_cards
from flashcards.store import cards as cards_table
from flashcards.store import editions as editions_table
from flashcards.store import notes as notes_table
from flashcards.store.library import Connection, Library

_CHANGES = Changes.NOTES | Changes.DECKS
_CHOICES = CHOICE.index("Extra1")


class NoteKind(StrEnum):
    """How a note without gaps asks."""

    BASIC = "basic"
    REVERSED = "reversed"
    LIST = "list"
    SEQUENCE = "sequence"
    CHOICE = "choice"
    TYPED = "typed"


_TYPES: Mapping[NoteKind, NoteType] = {
    NoteKind.BASIC: BASIC,
    NoteKind.REVERSED: REVERSED,
    NoteKind.LIST: LIST,
    NoteKind.SEQUENCE: SEQUENCE,
    NoteKind.CHOICE: CHOICE,
    NoteKind.TYPED: TYPED,
}
_OURS = frozenset(each.id for each in _TYPES.values())


@dataclass(frozen=True, slots=True)
class Retyped:
    """What became of notes: those that ask in the new way, and why each of the others does not, by id."""

    notes: tuple[int, ...]
    left: Mapping[int, str]


class NoteKindService:
    """Changes the way in which notes ask; their first cards keep their history."""

    def __init__(self, library: Library, clock: Clock) -> None:
        self._library = library
        self._clock = clock
        self._choices = ChoiceService(library)

    def change(self, card_ids: Sequence[int], kind: NoteKind) -> tuple[Retyped, Changes]:
        """Let the notes of cards ask in a way, as far as they can; raises `NotFound`, or `BadInput` if none can.

        A note with gaps stays as it is, and so does one that was handed out, for Anki would take it for another.
        """
        note_ids = self._note_ids(card_ids)
        wrong = self._choices.of_notes(note_ids) if kind is NoteKind.CHOICE else {}
        now = to_milliseconds(self._clock())
        done, left = [], {}
        with self._library.writing(
            f"Retype {counted(len(note_ids), 'note')}", _CHANGES, rows=len(note_ids)
        ) as connection:
            handed_out = editions_table.handed_out(connection)
            for note in notes_table.some(connection, note_ids):
                reason = _reason(note, kind, handed_out, wrong.get(note.id, ()))
                if reason:
                    left[note.id] = reason
                else:
                    _retype(connection, note, kind, wrong.get(note.id, ()), now)
                    done.append(note.id)
            if not done:
                raise BadInput(f"Nothing was changed: {next(iter(left.values()))}.")
        return Retyped(tuple(done), left), _CHANGES

    def _note_ids(self, card_ids: Sequence[int]) -> list[int]:
        with self._library.reading() as connection:
            found = {card.id: card.note_id for card in cards_table.some(connection, card_ids)}
        missing = [each for each in card_ids if each not in found]
        if missing:
            raise NotFound(f"There is no card {missing[0]}.")
        return list(dict.fromkeys(found[each] for each in card_ids))


def _reason(note: Note, kind: NoteKind, handed_out: set[str], wrong: Sequence[str]) -> str:
    """Why a note cannot ask in a way, empty where it can."""
    if note.note_type_id not in _OURS:
        return "a card with gaps, or of another program, asks in its own way"
    if note.note_type_id == _TYPES[kind].id:
        return "it asks in that way already"
    if note.guid in handed_out:
        return "it was exported for Anki, which would take it for another card"
    if kind is NoteKind.CHOICE and not wrong:
        return "there are no three answers that are surely wrong"
    return ""


def _retype(connection: Connection, note: Note, kind: NoteKind, wrong: Sequence[str], now: int) -> None:
    note_type = _TYPES[kind]
    fields = list(note.fields)
    if kind is NoteKind.CHOICE:
        fields[_CHOICES] = _listed(note, wrong)
    elif note.note_type_id == CHOICE.id:
        fields[_CHOICES] = ""
    if tuple(fields) != note.fields:
        notes_table.rewrite(connection, note.id, fields, now)
    notes_table.retype(connection, note.id, note_type.id, now)
    deck_id = cards_table.of_note(connection, note.id)[0].deck_id
    fit_cards(connection, note.id, note_type, tuple(fields), deck_id)


def _listed(note: Note, wrong: Sequence[str]) -> str:
    """The right answer among the wrong ones as a lettered list, in an order of the note's own."""
    choices = [escape(to_text(note.fields[1])), *(escape(each) for each in wrong)]
    Random(note.guid).shuffle(choices)  # noqa: S311 (hides nothing but the place of an answer)
    return f'<ol type="A">{"".join(f"<li>{each}</li>" for each in choices)}</ol>'
