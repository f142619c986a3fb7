"""A line to search with, above the text that is searched."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from flashcards.gui.theme import SMALL, label
from flashcards.gui.widgets.buttons import button


class FindBar(QWidget):
    """Hidden until asked for; `sought` carries the words, whether to go on, and whether backwards."""

    sought = Signal(str, bool, bool)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._line = QLineEdit()
        self._line.setPlaceholderText(self.tr("Find in the article"))
        self._line.setAccessibleName(self.tr("Find in the article"))
        self._line.setClearButtonEnabled(True)
        self._line.textChanged.connect(lambda text: self.sought.emit(text, False, False))
        self._count = label("", "small")
        self._count.setWordWrap(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SMALL, SMALL, SMALL, 0)
        layout.setSpacing(SMALL)
        layout.addWidget(self._line, 1)
        layout.addWidget(self._count)
        layout.addWidget(button("↑", self._back, kind="quiet", tip=self.tr("Previous (Shift+Enter)")))
        layout.addWidget(button("↓", self._on, kind="quiet", tip=self.tr("Next (Enter)")))
        layout.addWidget(button("✕", self.leave, kind="quiet", tip=self.tr("Close (Esc)")))
        self.hide()

    def open(self) -> None:
        """Show the line, ready to type."""
        self.show()
        self._line.setFocus()
        self._line.selectAll()

    def leave(self) -> None:
        """Hide the line."""
        self.hide()
        self.closed.emit()

    def say(self, number: int, count: int) -> None:
        """Say at which of how many places the text is."""
        if not self._line.text().strip():
            self._count.setText("")
        elif count:
            self._count.setText(self.tr("{number} of {count}").format(number=number, count=count))
        else:
            self._count.setText(self.tr("not found"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, with Shift back; Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._back() if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else self._on()
        else:
            super().keyPressEvent(event)

    def _on(self) -> None:
        self.sought.emit(self._line.text(), True, False)

    def _back(self) -> None:
        self.sought.emit(self._line.text(), True, True)
