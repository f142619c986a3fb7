"""The chosen card beside the browser's table: both sides, editing in place, its past, and its older words."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from flashcards.core.browsing import BrowserRow
from flashcards.core.errors import CannotRead
from flashcards.gui.theme import SMALL, TIGHT, Theme, label
from flashcards.gui.widgets.buttons import button
from flashcards.gui.widgets.card_editor import Advice, CardEditor
from flashcards.gui.widgets.card_past import CardPast, OlderWords
from flashcards.gui.widgets.card_view import CardView
from flashcards.gui.widgets.drawings import with_drawings
from flashcards.gui.widgets.edit_in_place import EditInPlace
from flashcards.gui.widgets.sounds import play

if TYPE_CHECKING:
    from flashcards.app import App


class CardDetails(QWidget):
    """`changed` carries changes that were saved here, with what was done; `failed` what could not be."""

    changed = Signal(object, str)
    failed = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, app: "App") -> None:
        super().__init__()
        self._app = app
        self._row: BrowserRow | None = None
        self.card = CardView(theme)
        self.editor = CardEditor(theme, Advice(app.shaping.sides, app.shaping.findings))
        self.past = CardPast(theme, app)
        self.older = OlderWords(app)
        self._build()
        self.card.use_media(with_drawings(app.media.read))
        self.card.use_sounds(self._play)
        self.editing = EditInPlace(app, self)
        self.editing.changed.connect(lambda changes: self.changed.emit(changes, self.tr("Edited.")))
        self.editing.failed.connect(self.failed)
        self.editing.left.connect(self.left)
        self.older.asked.connect(self._bring_back)

    def show_row(self, row: BrowserRow | None) -> None:
        """Show another card; while one is edited, it stays."""
        if self.editing.under_way:
            return
        self._row = row
        self._tabs.setVisible(row is not None)
        self._edit_button.setVisible(row is not None)
        self._stack.setVisible(row is not None)
        self._none.setVisible(row is None)
        if row is not None:
            self._fill()

    def begin_edit(self) -> None:
        """Edit the card that is shown."""
        if self._row is not None and not self.editing.under_way:
            self._tab(0)
            self.editing.begin(self._row.note_id)

    def edit(self, *, on: bool) -> None:
        """Put the editor in the card's place, or the card back."""
        self.card.setVisible(not on)
        self._edit_button.setVisible(not on)
        for each in self._chips[1:]:
            each.setEnabled(not on)

    def _build(self) -> None:
        self._tabs = QWidget()
        row = QHBoxLayout(self._tabs)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TIGHT)
        self._chips: list[QPushButton] = []
        group = QButtonGroup(self)
        names = (self.tr("Card"), self.tr("History"), self.tr("Older words"))
        for number, name in enumerate(names):
            chip = button(name, partial(self._tab, number), kind="chip")
            chip.setCheckable(True)
            group.addButton(chip)
            row.addWidget(chip)
            self._chips.append(chip)
        self._chips[0].setChecked(True)
        row.addStretch()
        self._edit_button = button(self.tr("Edit"), self.begin_edit, kind="quiet", tip=self.tr("Edit (E)"))
        row.addWidget(self._edit_button)
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card, 1)
        column.addWidget(self.editor, 1, Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedWidget()
        for each in (first, self.past, self.older):
            self._stack.addWidget(each)
        self._none = label(self.tr("Choose a card to see it here."), "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SMALL, 0, 0, 0)
        layout.setSpacing(SMALL)
        layout.addWidget(self._tabs)
        layout.addWidget(self._none, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._stack, 1)

    def _tab(self, number: int) -> None:
        if number and self.editing.under_way:
            return
        self._stack.setCurrentIndex(number)
        self._chips[number].setChecked(True)
        self._fill()

    def _fill(self) -> None:
        """Fill what is seen; the rest is filled when it is asked for."""
        if self._row is None:
            return
        if self._stack.currentIndex() == 0:
            # The answer side repeats the question, in our templates and in most.
            shown = self._app.study.show(self._row.card_id)
            self.card.show_side(shown.sides.back, style=shown.style)
        elif self._stack.currentIndex() == 1:
            self.past.show_card(self._row.card_id)
        else:
            self.older.show_note(self._row.note_id)

    def _play(self, name: str) -> None:
        problem = play(self._app.media, name)
        if problem:
            self.failed.emit(CannotRead(problem))

    def _bring_back(self, edit_id: int) -> None:
        self.changed.emit(self._app.notes.bring_back(edit_id), self.tr("The older words are back."))
