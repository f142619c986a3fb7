"""Undo, or redo, of many rows: how far it is, and Cancel, over a window that has to wait for the library."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from flashcards.core.changes import Changes
from flashcards.core.errors import Cancelled
from flashcards.core.progress import Cancel, Report
from flashcards.gui.tasks import Tasks
from flashcards.gui.theme import LARGE, MEDIUM, label
from flashcards.gui.widgets.job_bar import JobBar
from flashcards.services.history import HistoryService

#: What a change was called, and what it touched.
Turned = tuple[str, Changes]


#: What is done with what was turned, and with an error.
Ended = tuple[Callable[[str, Changes], None], Callable[[Exception], None]]


class TurnDialog(QDialog):
    """Runs `act` in the background as soon as it is made; what comes of it goes to `then` or `failed`.

    Window-modal: what is pressed meanwhile would have to wait for the library anyway. Cancel leaves everything as it was.
    """

    def __init__(
        self,
        parent: QWidget,
        tasks: Tasks,
        what: str,
        act: Callable[[Report, Cancel], Turned],
        ended: Ended,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(what)
        self._cancel = Cancel()
        self._then, self._failed = ended
        self._words = label(self.tr("Many rows change; until then the library cannot be used."), "muted")
        self.job = JobBar(with_cancel=False)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        layout.setSpacing(MEDIUM)
        for each in (self._words, self.job, self.buttons):
            layout.addWidget(each)
        self.job.start(what)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 80)
        self.adjustSize()
        cancel = self._cancel
        tasks.run(
            lambda report: act(report, cancel),
            then=self._end,
            failed=self._fail,
            progress=self.job.advance,
        )

    def reject(self) -> None:
        """Ask the work to stop; the window is free again once it has."""
        self._cancel.set()
        self.buttons.setEnabled(False)
        self._words.setText(self.tr("Stopping …"))

    def _end(self, turned: Turned) -> None:
        self.accept()
        self._then(*turned)

    def _fail(self, error: Exception) -> None:
        self.accept()
        if not isinstance(error, Cancelled):
            self._failed(error)


def turn(window: QWidget, history: HistoryService, tasks: Tasks, ended: Ended, *, redo: bool) -> None:
    """Take the latest change back, or do it again: at once, or in the background where it is of many rows."""
    act = history.redo if redo else history.undo
    if not history.is_long(redo=redo):
        ended[0](*act())
        return
    name = (history.redo_label if redo else history.undo_label).lower()
    what = window.tr("Doing again: {label}") if redo else window.tr("Undoing: {label}")
    TurnDialog(window, tasks, what.format(label=name), act, ended).open()
