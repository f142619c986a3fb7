"""What a card looks like: both sides, fit to be shown, and the looks that its note type asks for."""

from dataclasses import dataclass

from flashcards.core.card_styles import CardStyle, style_of
from flashcards.core.cards import Card, Note, NoteType
from flashcards.core.note_types import BUILT_IN
from flashcards.core.rendering import Sides, render
from flashcards.services.sanitising import safe_sides
from flashcards.store import decks as decks_table
from flashcards.store import note_types as note_types_table
from flashcards.store.library import Connection

_OURS = frozenset(each.id for each in BUILT_IN)
_MOST = 64


@dataclass(frozen=True, slots=True)
class Face:
    """Both sides of a card whoever wrote them, and their style."""

    sides: Sides
    style: CardStyle


@dataclass(frozen=True, slots=True)
class _Content:
    """All that decides what a card looks like."""

    note: Note
    ordinal: int
    deck: str
    flag: int


class Faces:
    """Makes faces and keeps the latest. A kept one counts for the very same content alone, so it cannot be out of date."""

    def __init__(self) -> None:
        self._kept: dict[_Content, tuple[NoteType, Face]] = {}

    def of(self, connection: Connection, card: Card, note: Note) -> Face:
        """The face of a card of a note, as they stand in a transaction."""
        note_type = note_types_table.get(connection, note.note_type_id)
        asks = any("eck}}" in each.front + each.back for each in note_type.templates)
        deck = decks_table.name_of(connection, card.deck_id) if asks else ""
        content = _Content(note, card.ordinal, deck, card.flag)
        kept = self._kept.get(content)
        if kept is None or kept[0] != note_type:
            kept = note_type, _face(content, note_type)
            while len(self._kept) >= _MOST:
                self._kept.pop(next(iter(self._kept)), None)
            self._kept[content] = kept
        return kept[1]


def _face(content: _Content, note_type: NoteType) -> Face:
    sides = safe_sides(render(content.note, note_type, content.ordinal, content.deck, content.flag))
    # Ours look as the window does, in every theme.
    style = CardStyle() if note_type.id in _OURS else style_of(note_type.css, content.ordinal)
    return Face(sides, style)
