"""What the window shows instead of its pages when the library does not open: why, and the ways out."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from flashcards.core.backups import Backup
from flashcards.core.errors import LibraryBusy, LibraryDamaged, LibraryMissing, LibraryTooNew, NotALibrary
from flashcards.core.progress import Report
from flashcards.core.wording import counted
from flashcards.gui.tasks import Tasks
from flashcards.gui.theme import LARGE, Theme
from flashcards.gui.widgets.buttons import button
from flashcards.gui.widgets.empty_state import EmptyState
from flashcards.gui.widgets.job_bar import JobBar

if TYPE_CHECKING:
    from flashcards.services.rescue import Rescued, RescueService

#: What a backup can take the place of.
_BROKEN = (LibraryDamaged, LibraryMissing, NotALibrary, LibraryTooNew)


class RescuePanel(QWidget):
    """Offers the latest sound backup, with or without what is still readable; `again_asked` opens the library anew.

    `rescued` carries words on what was done, before the library is opened.
    """

    again_asked = Signal()
    rescued = Signal(str)

    def __init__(self, theme: Theme, path: Path, error: Exception, tasks: Tasks) -> None:
        super().__init__()
        self._path = path
        self._error = error
        self._tasks = tasks
        self._latest: Backup | None = None
        self.restore = button(self.tr("&Restore the latest backup"), self._restore, kind="primary")
        self.salvage = button(self.tr("&Save what is still readable"), self._salvage)
        self.again = button(self.tr("&Try again"), self.again_asked.emit)
        self._buttons = (self.restore, self.salvage, self.again)
        self.state = EmptyState(
            theme, "triangle-alert", self.tr("Your library could not be opened"), str(error), self._buttons
        )
        self.job = JobBar(with_cancel=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        layout.addWidget(self.state, 1)
        layout.addWidget(self.job)
        self.restore.hide()
        self.salvage.hide()
        if isinstance(error, _BROKEN):
            self._run(self.tr("looking for backups"), lambda rescue, _report: rescue.latest(), self._offer)

    def _offer(self, latest: Backup | None) -> None:
        self.job.hide()
        self._free()
        self._latest = latest
        damaged = isinstance(self._error, LibraryDamaged | NotALibrary)
        self.restore.setVisible(latest is not None)
        self.salvage.setVisible(damaged)
        lines = [str(self._error)]
        if latest is None:
            lines.append(self.tr("There is no backup of it."))
        else:
            local = latest.made_at.astimezone()
            held = ""
            if latest.tally is not None:
                cards, answers = counted(latest.tally.cards, "card"), counted(latest.tally.answers, "answer")
                held = self.tr(" with {cards} and {answers}").format(cards=cards, answers=answers)
            made = f"{local.day} {local:%B %Y, %H:%M}"
            lines.append(self.tr("The latest good backup is of {made}{held}.").format(made=made, held=held))
        if damaged:
            lines.append(self.tr("Saving adds to it what can still be read of the file, answers first."))
        if not isinstance(self._error, LibraryMissing):
            lines.append(self.tr("The file itself is kept under another name."))
        self.state.say(self.tr("Your library could not be opened"), "\n".join(lines))
        (self.restore if latest is not None else self.again).setFocus()

    def _restore(self) -> None:
        latest = self._latest
        if latest is not None:
            self._run(self.tr("restoring"), lambda rescue, _report: rescue.restore(latest), self._done)

    def _salvage(self) -> None:
        self._run(self.tr("reading what is left"), lambda rescue, report: rescue.salvage(report), self._saved)

    def _saved(self, done: "Rescued") -> None:
        read = f"{counted(done.answers, 'answer')}, {counted(done.notes, 'note')}"
        self._tell(self.tr("Read of the damaged file: {read}.").format(read=read), done)

    def _done(self, done: "Rescued") -> None:
        self._tell(self.tr("The backup is back."), done)

    def _tell(self, words: str, done: "Rescued") -> None:
        self.job.hide()
        if done.kept_aside is not None:
            words += " " + self.tr("The old file is {name}.").format(name=done.kept_aside.name)
        self.rescued.emit(words)
        self.again_asked.emit()

    def _run(
        self,
        what: str,
        work: "Callable[[RescueService, Report], object]",
        then: "Callable[..., None]",
    ) -> None:
        path = self._path

        def job(report: Report) -> object:
            from flashcards.app import open_rescue

            return work(open_rescue(path), report)

        for each in self._buttons:
            each.setEnabled(False)
        self.job.start(what)
        self._tasks.run(job, then=then, failed=self._fail, progress=self.job.advance)

    def _fail(self, error: Exception) -> None:
        self.job.hide()
        self._free()
        self.state.say(
            self.tr("In use") if isinstance(error, LibraryBusy) else self.tr("That could not be done"),
            str(error),
        )

    def _free(self) -> None:
        for each in self._buttons:
            each.setEnabled(True)
