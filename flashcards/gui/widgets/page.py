"""What every page has: a title row, the theme's margins, and refreshing only when it is seen."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from flashcards.core.changes import Changes
from flashcards.gui.theme import LARGE, SMALL, WIDE, label


class Page(QWidget):
    """A page of the window; `said` carries a message and whether it can be undone, `failed` an error."""

    said = Signal(str, bool)
    failed = Signal(object)

    #: The changes after which the page shows something else.
    CARES_FOR = Changes.EVERYTHING

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("page")
        self._stale = True
        self.title = label(title, "title")
        self.header = QHBoxLayout()
        self.header.setSpacing(SMALL)
        self.header.addWidget(self.title)
        self.header.addStretch()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(WIDE + SMALL, WIDE, WIDE + SMALL, WIDE)
        self.body.setSpacing(LARGE)
        self.body.addLayout(self.header)

    def on_changes(self, changes: Changes) -> None:
        """Refresh now if seen, else when shown next."""
        if changes & self.CARES_FOR:
            if self.isVisible():
                self.refresh()
            else:
                self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed meanwhile."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.refresh()

    def refresh(self) -> None:
        """Show the present state; pages override this."""
