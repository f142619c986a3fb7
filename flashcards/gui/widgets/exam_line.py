"""One line about the nearest exam, for the first page."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from flashcards.core.direction import isolated
from flashcards.core.errors import FlashcardsError
from flashcards.core.exams import Exam
from flashcards.core.progress import Cancel, Report
from flashcards.gui.tasks import Tasks
from flashcards.gui.theme import MEDIUM, SMALL, WIDE, label
from flashcards.gui.widgets.buttons import button
from flashcards.gui.widgets.exam_words import countdown_words, share_words
from flashcards.gui.widgets.latest_job import LatestJob

if TYPE_CHECKING:
    from flashcards.app import App


class ExamLine(QFrame):
    """Says at once when the exam is and, once that is read in the lane, how ready one is; hidden without an exam.

    `asked` carries its name. `failed` carries what nobody expected.
    """

    asked = Signal(str)
    failed = Signal(object)

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._work = LatestJob(tasks)
        self._exam: Exam | None = None
        self.words = label("")
        self.words.setWordWrap(True)
        self.open = button(self.tr("Show"), self._ask, kind="quiet")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(WIDE, SMALL, SMALL, SMALL)
        layout.setSpacing(MEDIUM)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.open)
        self.hide()

    def refresh(self, app: "App") -> None:
        """Show the nearest exam as it is now."""
        coming = app.exams.coming()
        exam = coming[0] if coming else None
        self.setVisible(exam is not None)
        if exam is None:
            self._work.stop()
            self._exam = None
            return
        when = self.tr("{exam} {when}").format(
            exam=isolated(exam.name), when=countdown_words(exam, app.clock(), app.calendar)
        )
        if self._exam != exam:
            self.words.setText(f"{when}.")
        self._exam = exam
        self.open.setAccessibleName(self.tr("Show the exam {exam}").format(exam=exam.name))

        def work(_report: Report, _cancel: Cancel) -> float:
            return app.exam_plans.forecast(exam.name).readiness.share

        self._work.run(
            work,
            then=lambda share: self._say(when, exam, share),
            failed=lambda error: self._fail(when, error),
            progress=lambda _share, _stage: None,
        )

    def _say(self, when: str, exam: Exam, share: float) -> None:
        words = self.tr("{when}: you would recall {share} of it if you stopped now; the goal is {goal}.")
        self.words.setText(words.format(when=when, share=share_words(share), goal=f"{exam.goal:.0%}"))

    def _fail(self, when: str, error: Exception) -> None:
        if isinstance(error, FlashcardsError):
            self.words.setText(f"{when}. {error}")
        else:
            self.failed.emit(error)

    def _ask(self) -> None:
        if self._exam is not None:
            self.asked.emit(self._exam.name)
