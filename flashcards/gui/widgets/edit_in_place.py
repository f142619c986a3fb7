"""Editing the card that is studied or looked at, in its place."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from flashcards.core.cards import Note
from flashcards.core.drafts import CardType
from flashcards.core.errors import FlashcardsError
from flashcards.core.note_types import BUILT_IN
from flashcards.core.rendering import to_html, to_text
from flashcards.gui.widgets.card_editor import CardEditor, Words

if TYPE_CHECKING:
    from flashcards.app import App

_OURS = frozenset(each.id for each in BUILT_IN)
#: Fields that the program fills in itself, from what it knows of a card.
_OWN = frozenset({"Role", "Extra1", "Extra2", "Uid"})


class EditingPlace(Protocol):
    """Where a card lies that can give way to an editor: the desk of study, or the browser's side."""

    editor: CardEditor

    def edit(self, *, on: bool) -> None:
        """Put the editor in the card's place, or the card back."""


class EditInPlace(QObject):
    """`changed` carries the changes of what was saved, `left` comes after saving and leaving alike."""

    changed = Signal(object)
    left = Signal()
    failed = Signal(object)

    def __init__(self, app: "App", desk: EditingPlace) -> None:
        super().__init__(desk.editor)
        self._app = app
        self._desk = desk
        self._note: Note | None = None
        self._words: Words | None = None
        self._places: list[int] = []
        self._more: tuple[str, ...] = ()
        self._is_ours = True
        desk.editor.saved.connect(self._save)
        desk.editor.left.connect(self._leave)

    @property
    def under_way(self) -> bool:
        """Whether a card is being edited."""
        return not self._desk.editor.isHidden()

    def begin(self, note_id: int) -> None:
        """Put the editor in the card's place."""
        note, note_type, _cards = self._app.decks.note_with_cards(note_id)
        kind = CardType.CLOZE if note_type.is_cloze else CardType.BASIC
        self._note = note
        self._desk.edit(on=True)
        first, second = (to_text(field) for field in (*note.fields, "")[:2])
        editor = self._desk.editor
        editor.open(self.tr("Edit this card"), (kind, first, second))
        self._is_ours = note_type.id in _OURS
        self._places = [
            place
            for place, field in enumerate(note_type.fields)
            if place > 1 and not (self._is_ours and field.name in _OWN)
        ]
        more = [(note_type.fields[place].name, to_text(note.fields[place])) for place in self._places]
        editor.more.offer(more, opened=not self._is_ours)
        self._words, self._more = editor.words(), editor.more.values()

    def _save(self, words: Words) -> None:
        """Write the fields that were changed; one that was not touched keeps its mark-up.

        What a card of ours needs it must have; other programs' notes may leave any field empty.
        """
        assert self._note is not None
        assert self._words is not None
        note = self._note
        try:
            if self._is_ours:
                self._app.shaping.sides(words)
            fields = list(note.fields)
            before, after = (*self._words[1:], *self._more), (*words[1:], *self._desk.editor.more.values())
            for place, old, new in zip((0, 1, *self._places), before, after, strict=True):
                if new != old and place < len(fields):
                    fields[place] = to_html(new)
            changes = self._app.decks.edit_note(note.id, fields)
        except FlashcardsError as error:
            self.failed.emit(error)
            return
        self._desk.editor.leave()
        self.changed.emit(changes)

    def _leave(self) -> None:
        self._desk.edit(on=False)
        self.left.emit()
