"""Where a running job is, with Cancel."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar

from flashcards.gui.theme import LARGE, MEDIUM, SMALL, label
from flashcards.gui.widgets.buttons import button


class JobBar(QFrame):
    """Hidden while nothing runs; where something around it has a Cancel of its own, it needs none."""

    cancel_asked = Signal()

    def __init__(self, *, with_cancel: bool = True) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._stage = label("")
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(LARGE, SMALL, SMALL, SMALL)
        layout.setSpacing(MEDIUM)
        layout.addWidget(self._stage)
        layout.addWidget(self._bar, 1)
        self._stop = button(self.tr("Cancel"), self.cancel_asked.emit, kind="quiet")
        layout.addWidget(self._stop)
        self._with_cancel = with_cancel
        if not with_cancel:
            layout.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        self.hide()

    def start(self, what: str, *, stoppable: bool = True) -> None:
        """Show that something runs; what is one step of the library is over before anybody could stop it."""
        self._stop.setVisible(stoppable and self._with_cancel)
        self.advance(0.0, what)
        self.show()

    def advance(self, share: float, stage: str) -> None:
        """Show how far it is, 0 to 1, and what is being done."""
        self._bar.setValue(round(share * 1000))
        self._stage.setText(f"{stage[:1].upper()}{stage[1:]}")
