"""All keys of a page, over its upper right corner; not a dialog, so study goes on beneath it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from flashcards.gui.theme import LARGE, MEDIUM, TIGHT, WIDE, label


class KeyHelp(QFrame):
    """Hidden until asked for; `rows` are keys and what they do."""

    def __init__(self, parent: QWidget, rows: Sequence[tuple[str, str]], title: str = "") -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self._rows = rows
        grid = QGridLayout(self)
        grid.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        grid.setHorizontalSpacing(LARGE)
        grid.setVerticalSpacing(TIGHT)
        grid.addWidget(label(title or self.tr("Keys"), "heading"), 0, 0, 1, 2)
        for number, (keys, words) in enumerate(rows, 1):
            key = label(keys)
            key.setProperty("tone", "accent")
            grid.addWidget(key, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(words), number, 1)
        parent.installEventFilter(self)
        self.hide()

    def toggle(self) -> None:
        """Show or hide."""
        self.setVisible(self.isHidden())
        if not self.isHidden():
            self._place()
            self.raise_()
            spoken = "; ".join(f"{keys}: {words}" for keys, words in self._rows)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spoken))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.adjustSize()
        parent = self.parentWidget()
        if parent is not None:
            self.move(parent.width() - self.width() - WIDE, WIDE * 3)
