"""Editing the card that is studied or looked at, in its place."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from flashcards.core.cards import Note
from flashcards.core.drafts import CardType
from flashcards.core.errors import FlashcardsError
from flashcards.core.rendering import to_html, to_text
from flashcards.gui.widgets.card_editor import CardEditor, Words

if TYPE_CHECKING:
    from flashcards.app import App


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
        sides = (to_text(note.fields[0]), to_text(note.fields[1]))
        self._desk.editor.open(self.tr("Edit this card"), (kind, *sides))
        self._words = self._desk.editor.words()

    def _save(self, words: Words) -> None:
        """Write the fields that were changed; one that was not touched keeps its mark-up."""
        assert self._note is not None
        assert self._words is not None
        note = self._note
        try:
            self._app.shaping.sides(words)
            fields = [
                field if new == old else to_html(new)
                for field, old, new in zip(note.fields, self._words[1:], words[1:], strict=False)
            ]
            changes = self._app.decks.edit_note(note.id, (*fields, *note.fields[2:]))
        except FlashcardsError as error:
            self.failed.emit(error)
            return
        self._desk.editor.leave()
        self.changed.emit(changes)

    def _leave(self) -> None:
        self._desk.edit(on=False)
        self.left.emit()
