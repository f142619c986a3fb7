"""A short message at the foot of the window, with Undo where there is something to undo."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from flashcards.gui.theme import LARGE, MEDIUM, SMALL, WIDE, label

_SHOWN_FOR = 6000
_ERROR_SHOWN_FOR = 12000


class Toast(QFrame):
    """Floats over the lower left of `parent`; a new message takes the place of the old one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self._text = label("")
        self._text.setWordWrap(True)
        self._undo = QPushButton(self.tr("Undo"))
        self._close = QPushButton(self.tr("Dismiss"))
        self._undo_action: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self._undo.clicked.connect(self._run_undo)
        self._close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(LARGE, SMALL, SMALL, SMALL)
        layout.setSpacing(MEDIUM)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._undo)
        layout.addWidget(self._close)
        parent.installEventFilter(self)
        self.hide()

    def say(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Show a message, with an Undo button if it can be undone."""
        self._show(text, undo, _SHOWN_FOR)

    def fail(self, text: str) -> None:
        """Show what went wrong, for longer."""
        self._show(text, None, _ERROR_SHOWN_FOR)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of the window."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _show(self, text: str, undo: Callable[[], None] | None, milliseconds: int) -> None:
        self._text.setText(text)
        self._undo_action = undo
        self._undo.setVisible(undo is not None)
        self.show()
        self._place()
        self.raise_()
        self._timer.start(milliseconds)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None or not self.isVisible():
            return
        metrics = self.fontMetrics()
        wanted = metrics.horizontalAdvance(self._text.text()) + metrics.averageCharWidth() * 40
        width = min(wanted, parent.width() - 2 * WIDE, metrics.averageCharWidth() * 95)
        self.setFixedWidth(max(width, 120))
        self.adjustSize()
        self.move(WIDE + SMALL, parent.height() - self.height() - LARGE)

    def _run_undo(self) -> None:
        self.hide()
        if self._undo_action:
            self._undo_action()
