"""The things that a list asks for, uncovered and ticked one by one."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QVBoxLayout

from flashcards.core.items import rating_of
from flashcards.core.reviews import Rating
from flashcards.gui.theme import LARGE, SMALL, TIGHT, label

_COVERED = "…"
#: X says that an item was not named; the others do so where a layout has no X.
_MISSED = frozenset({Qt.Key.Key_X, Qt.Key.Key_Backspace, Qt.Key.Key_Delete})


class ItemList(QListWidget):
    """Down uncovers the next item as named, X takes that back for the chosen one; all other keys are the page's."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("steps")
        self.setAccessibleName(self.tr("Items to name"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(True)
        self._items: tuple[str, ...] = ()
        #: For each item whether it was named; None while it is covered.
        self.named: list[bool | None] = []
        self.clicked.connect(self._click)

    def cover(self, items: Sequence[str]) -> None:
        """Show so many items with none of their words."""
        self._items, self.named = tuple(items), [None] * len(items)
        self.clear()
        self.addItems([f"{number}  {_COVERED}" for number in range(1, len(items) + 1)])

    def uncover(self, row: int, *, named: bool) -> None:
        """Show an item as one that was named, or was not."""
        self.named[row] = named
        words = f"{'✓' if named else '✕'}  {self._items[row]}"
        self.item(row).setText(words)
        self.setCurrentRow(row)
        spoken = self.tr("named") if named else self.tr("not named")
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{self._items[row]}: {spoken}"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Uncover and take back; the rest drives the session."""
        row = self.currentRow()
        if event.key() == Qt.Key.Key_Down and None in self.named:
            self.uncover(self.named.index(None), named=True)
        elif Qt.Key(event.key()) in _MISSED and row >= 0 and self.named[row] is not None:
            self.uncover(row, named=not self.named[row])
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _click(self, index: QModelIndex) -> None:
        self.uncover(index.row(), named=not self.named[index.row()])


class ListedAnswer(QFrame):
    """Hidden until a card asks for a list."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.list = ItemList()
        self._words = label("", "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(LARGE, SMALL, LARGE, SMALL)
        layout.setSpacing(TIGHT)
        layout.addWidget(self.list)
        layout.addWidget(self._words)
        self.hide()

    def ask(self, items: Sequence[str]) -> None:
        """Say how many items there are, and wait for each."""
        self.list.cover(items)
        self.list.setEnabled(True)
        self._words.setText(
            self.tr("Name one, Down uncovers the next; X if you had not named it. Space shows the answer.")
        )
        self.show()
        self._fit()
        self.list.setFocus()

    def judge(self) -> Rating | None:
        """Show which items were named; the rating that suggests, None if nothing was uncovered."""
        if all(each is None for each in self.list.named):
            self.hide()
            return None
        named = [bool(each) for each in self.list.named]
        for row, each in enumerate(named):
            self.list.uncover(row, named=each)
        self.list.setEnabled(False)
        words = self.tr("{named} of {all} named.").format(named=sum(named), all=len(named))
        self._words.setText(words)
        self._fit()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        return rating_of(named)

    def verdict(self) -> str:
        """What is said below the items."""
        return self._words.text()

    def _fit(self) -> None:
        """As high as its items."""
        rows = sum(self.list.sizeHintForRow(row) for row in range(self.list.count()))
        self.list.setFixedHeight(rows + 2 * self.list.frameWidth() + SMALL)
