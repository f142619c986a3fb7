"""What all dialogs share that write a file: they stay open until it is there, then say where."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QWidget

from flashcards.core.progress import Cancel, Report
from flashcards.gui.dialogs.file_row import FileRow
from flashcards.gui.dialogs.text_entry import AskDialog
from flashcards.gui.tasks import Tasks
from flashcards.gui.theme import SMALL, label
from flashcards.gui.widgets.job_bar import JobBar
from flashcards.gui.widgets.latest_job import LatestJob

Result = TypeVar("Result")


class WritingDialog(AskDialog):
    """A form with a line for the file, a hint below it, and a bar while the file is written.

    Subclasses fill `_fields`, lay the parts out and make `_ok` the default button, and begin the work in `_begin`.
    """

    def __init__(self, parent: QWidget, title: str, accept: str, tasks: Tasks, row: FileRow) -> None:
        super().__init__(parent, title, accept)
        self._work = LatestJob(tasks)
        self._is_done = False
        self._row = row
        self.file = row.line
        self._form = QWidget()
        self._fields = QFormLayout(self._form)
        self._fields.setContentsMargins(0, 0, 0, 0)
        self._fields.setVerticalSpacing(SMALL)
        self._hint = label("", "small")
        self._job = JobBar()
        self._job.cancel_asked.connect(self._cancel)
        self.file.textChanged.connect(self._check)

    def path(self) -> Path:
        """The file that is named."""
        return self._row.path()

    def accept(self) -> None:
        """Write the file in the background, then show how it went; once it is there, close."""
        if self._is_done:
            super().accept()
        else:
            self._begin()

    def done(self, result: int) -> None:
        """Stop what runs; nothing is left of half a file."""
        self._work.stop()
        super().done(result)

    def _begin(self) -> None:
        """Start what writes the file."""
        raise NotImplementedError

    def _write(
        self, stage: str, work: Callable[[Report, Cancel], Result], then: Callable[[Result], None]
    ) -> None:
        """Run work with its progress shown; an error brings the form back."""
        self._form.setEnabled(False)
        self._buttons.hide()
        self._hint.hide()
        self._job.start(stage)
        self._work.run(
            work, then=then, failed=lambda error: self._back(str(error)), progress=self._job.advance
        )

    def _write_and_tell(self, stage: str, work: Callable[[Report, Cancel], str]) -> None:
        """Run work that says itself what came of it."""
        self._write(stage, work, partial(self._told, self.path()))

    def _told(self, path: Path, words: str) -> None:
        self._finish(f"{words} {self.tr('Written to {file}').format(file=path)}")

    def _check(self) -> None:
        """A hint on what is wrong with the file, or on what will happen to it."""
        self._ok.setEnabled(self._row.tell(self._hint))

    def _cancel(self) -> None:
        self._work.stop()
        self._back(self.tr("Stopped; nothing was written."))

    def _back(self, words: str) -> None:
        self._job.hide()
        self._buttons.show()
        self._form.setEnabled(True)
        self._check()
        self._hint.setText(words)
        self._hint.show()

    def _finish(self, words: str) -> None:
        """The file is there: only words and a button to close are left."""
        self._is_done = True
        self._job.hide()
        self._form.hide()
        self._hint.setText(words)
        self._hint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._hint.show()
        self._buttons.show()
        self._ok.setText(self.tr("Done"))
        self._ok.setFocus()
        self._buttons.button(self._buttons.StandardButton.Cancel).hide()
