"""The list of drafts: each with its role, question, answer, and what was decided."""

from collections.abc import Callable, Sequence
from enum import Enum

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu

from flashcards.core.drafts import Draft
from flashcards.gui.models.drafts import DraftListModel, shown_question
from flashcards.gui.theme import Theme
from flashcards.gui.widgets.draft_delegate import DraftDelegate
from flashcards.gui.widgets.menus import add_action


class Verb(Enum):
    """What can be asked for about the chosen drafts; the value is its key."""

    ACCEPT = "A"
    REJECT = "R"
    REJECT_AS = "Shift+R"
    EDIT = "E"
    SPLIT = "S"
    MERGE = "M"
    WAIT = "W"
    ACCEPT_ROLE = "Shift+A"
    NEW = "N"
    GAP = "G"
    NEXT = "J"
    PREVIOUS = "K"


_OTHER_KEYS = {
    Qt.Key.Key_Return: Verb.ACCEPT,
    Qt.Key.Key_Enter: Verb.ACCEPT,
    Qt.Key.Key_Delete: Verb.REJECT,
    Qt.Key.Key_F2: Verb.EDIT,
}
_BY_KEY = {verb.value: verb for verb in Verb}


class DraftList(QListView):
    """A list of drafts for the keyboard; `asked` carries a `Verb`. Shift and the arrows choose several."""

    asked = Signal(object)

    def __init__(self, theme: Theme, model: DraftListModel) -> None:
        super().__init__()
        self._drafts = model
        self.setObjectName("drafts")
        self.setModel(model)
        self.setItemDelegate(DraftDelegate(theme, self))
        self.setAccessibleName(self.tr("Drafts"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there: where it came and went, rows kept the heights of the other width.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(False)
        theme.changed.connect(self.viewport().update)

    def dataChanged(
        self,
        first: QModelIndex | QPersistentModelIndex,
        last: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        """Where only decisions changed, paint anew: no row is higher than before, and Qt would measure them all."""
        if list(roles) == [DraftListModel.DraftRole]:
            self.viewport().update()
        else:
            super().dataChanged(first, last, roles)

    def chosen(self) -> list[Draft]:
        """The selected drafts in the order shown."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        drafts = self._drafts.drafts()
        return [drafts[row] for row in rows]

    def choose(self, row: int) -> None:
        """Select one row and nothing else."""
        index = self._drafts.index(row)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def step(self, rows: int) -> None:
        """Move on by rows, no further than the ends."""
        row = self.currentIndex().row() + rows
        if 0 <= row < self._drafts.rowCount():
            self.choose(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters decide; the rest moves the selection. A letter that means nothing does nothing."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        verb = _OTHER_KEYS.get(Qt.Key(event.key())) if not event.modifiers() else None
        if verb is None and event.text().isalpha():
            verb = _BY_KEY.get(QKeySequence(event.keyCombination()).toString())
            if verb is None:
                return
        if verb is None:
            super().keyPressEvent(event)
        else:
            self.asked.emit(verb)

    def copy(self) -> None:
        """Put the words of the chosen drafts on the clipboard."""
        texts = [f"{shown_question(draft)}\n{draft.answer}" for draft in self.chosen()]
        if texts:
            QGuiApplication.clipboard().setText("\n\n".join(texts))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the chosen draft in view, as when the editor opens below."""
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer every verb with its key."""
        menu = verb_menu(self, self.asked.emit)
        menu.addSeparator()
        add_action(menu, self.tr("Copy"), self.copy)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())


def verb_menu(parent: DraftList, ask: Callable[[Verb], object]) -> QMenu:
    """A menu of all verbs; the keys are shown, and pressed in the list itself."""
    tr = parent.tr
    words = {
        Verb.ACCEPT: tr("Accept"),
        Verb.ACCEPT_ROLE: tr("Accept all of this role"),
        Verb.REJECT: tr("Reject"),
        Verb.REJECT_AS: tr("Reject as …"),
        Verb.WAIT: tr("Let it wait again"),
        Verb.EDIT: tr("Edit"),
        Verb.SPLIT: tr("Split into one card for each thing asked"),
        Verb.MERGE: tr("Merge the chosen cards"),
        Verb.NEW: tr("New card from the selected words"),
        Verb.GAP: tr("New gap card from the selected words"),
    }
    menu = QMenu(parent)
    for verb, text in words.items():
        # The tab shows the key at the right; an action's own shortcut would take the key from the list.
        add_action(menu, f"{text}\t{verb.value}", _asking(ask, verb))
    return menu


def _asking(ask: Callable[[Verb], object], verb: Verb) -> Callable[[], object]:
    return lambda: ask(verb)
