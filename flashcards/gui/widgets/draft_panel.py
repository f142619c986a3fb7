"""The drafts of an article beside it: the list, the editor in place, and the buttons."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from flashcards.core.drafts import Draft, DraftState
from flashcards.gui.models.drafts import DraftListModel
from flashcards.gui.theme import MEDIUM, TIGHT, Theme, label
from flashcards.gui.widgets.buttons import button
from flashcards.gui.widgets.card_editor import Advice, CardEditor, Words
from flashcards.gui.widgets.draft_list import DraftList, Verb, verb_menu
from flashcards.gui.widgets.reasons import ReasonButton


class DraftPanel(QWidget):
    """`asked` carries a `Verb`, `rejected` a reason, `saved` the words of a card, `moved` the draft now chosen."""

    asked = Signal(object)
    rejected = Signal(str)
    saved = Signal(object)
    moved = Signal(object)

    def __init__(self, theme: Theme, advice: Advice) -> None:
        super().__init__()
        self.model = DraftListModel(self)
        self.list = DraftList(theme, self.model)
        self.editor = CardEditor(theme, advice)
        self._note = label("", "small")
        self._buttons = QWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MEDIUM)
        layout.addWidget(self.list, 1)
        for each in (self._note, self.editor, self._buttons):
            layout.addWidget(each)
        self._build_buttons()
        self.list.asked.connect(self.asked)
        self.list.doubleClicked.connect(lambda _index: self.asked.emit(Verb.EDIT))
        self.list.selectionModel().currentChanged.connect(self._move)
        self.editor.saved.connect(self.saved)
        self.editor.left.connect(self._close_editor)
        self.say("")

    def current(self) -> Draft | None:
        """The draft that the keys are about."""
        draft: Draft | None = self.list.currentIndex().data(DraftListModel.DraftRole)
        return draft

    def waiting(self) -> list[Draft]:
        """The drafts that nothing was decided about."""
        return [draft for draft in self.model.drafts() if draft.state is DraftState.WAITING]

    def show_drafts(self, drafts: Sequence[Draft]) -> None:
        """Show drafts; what was chosen stays chosen, and nothing scrolls."""
        chosen, place = self.current(), self.list.verticalScrollBar().value()
        if not self.model.set_drafts(drafts) or chosen is None:
            return
        row = self.model.row_of(chosen.id)
        if row is None:  # it was parted or joined: what took its place
            row = next(iter(self.model.rows_at(chosen.evidence.start)), 0)
        if self.model.rowCount():
            self.list.choose(row)
        self.list.verticalScrollBar().setValue(place)

    def choose_draft(self, draft_id: int) -> bool:
        """Choose a draft; whether it is there."""
        row = self.model.row_of(draft_id)
        if row is not None:
            self.list.choose(row)
        return row is not None

    def choose_waiting(self, row: int) -> None:
        """Go on to the next draft that waits, from `row` on and round to the beginning."""
        drafts = self.model.drafts()
        for number in (*range(row, len(drafts)), *range(row)):
            if drafts[number].state is DraftState.WAITING:
                self.list.choose(number)
                return

    def choose_at(self, offset: int) -> bool:
        """Choose the first card of the sentence at a place, and if it is chosen already the next."""
        rows = self.model.rows_at(offset)
        if not rows:
            return False
        current = self.list.currentIndex().row()
        at = (rows.index(current) + 1) % len(rows) if current in rows else 0
        self.list.choose(rows[at])
        words = self.tr("Card {number} of {all} of this sentence")
        self.say(words.format(number=at + 1, all=len(rows)) if len(rows) > 1 else "")
        self.list.setFocus()
        return True

    def say(self, words: str) -> None:
        """Say something below the list, until another draft is chosen."""
        self._note.setText(words)
        self._note.setVisible(bool(words))

    def open_editor(self, title: str, words: Words, *, kinds: bool = False) -> None:
        """Edit words in place of the buttons."""
        self._buttons.hide()
        self.editor.open(title, words, kinds=kinds)

    def pick_reason(self) -> None:
        """Open the menu of reasons to reject."""
        self._why.pick()

    def _build_buttons(self) -> None:
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TIGHT)
        row.addWidget(button(self.tr("Accept (A)"), lambda: self.asked.emit(Verb.ACCEPT), kind="primary"))
        row.addWidget(button(self.tr("Edit (E)"), lambda: self.asked.emit(Verb.EDIT)))
        row.addWidget(button(self.tr("Reject (R)"), lambda: self.asked.emit(Verb.REJECT)))
        self._why = ReasonButton()
        self._why.chosen.connect(self.rejected)
        row.addWidget(self._why)
        more = button(self.tr("More"), lambda: None, tip=self.tr("Everything that can be done with a draft"))
        more.setMenu(verb_menu(self.list, self.asked.emit))
        row.addWidget(more)
        row.addStretch()
        # The editor is narrower: the article beside it must not jump.
        self.setMinimumWidth(self._buttons.minimumSizeHint().width())

    def _move(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.say("")
        self.moved.emit(current.data(DraftListModel.DraftRole))

    def _close_editor(self) -> None:
        self._buttons.show()
        self.list.setFocus()
