"""Editing a card of the library where it stands, whatever shows it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from flashcards.core.cards import Note
from flashcards.core.drafts import CardType
from flashcards.core.errors import FlashcardsError
from flashcards.core.rendering import to_html, to_text
from flashcards.gui.widgets.card_editor import CardEditor, Words

if TYPE_CHECKING:
    from flashcards.app import App


def _nothing(_on: bool) -> None:
    """The editor needs no room made for it."""


class EditInPlace(QObject):
    """`changed` carries the changes of what was saved, `left` comes after saving and leaving alike.

    `make_room` is told whether the editor takes the card's place.
    """

    changed = Signal(object)
    left = Signal()
    failed = Signal(object)

    def __init__(
        self, app: "App", editor: CardEditor, make_room: Callable[[bool], object] = _nothing
    ) -> None:
        super().__init__(editor)
        self._app = app
        self._editor = editor
        self._make_room = make_room
        self._note: Note | None = None
        self._words: Words | None = None
        editor.saved.connect(self._save)
        editor.left.connect(self._leave)

    @property
    def under_way(self) -> bool:
        """Whether a card is being edited."""
        return not self._editor.isHidden()

    def begin(self, note_id: int) -> None:
        """Open the editor with a note's words."""
        note, note_type, _cards = self._app.decks.note_with_cards(note_id)
        kind = CardType.CLOZE if note_type.is_cloze else CardType.BASIC
        self._note = note
        self._make_room(True)
        sides = (to_text(note.fields[0]), to_text(note.fields[1]))
        self._editor.open(self.tr("Edit this card"), (kind, *sides))
        self._words = self._editor.words()

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
        self._editor.leave()
        self.changed.emit(changes)

    def _leave(self) -> None:
        self._make_room(False)
        self.left.emit()
