"""Quizzes and mock exams: choosing one, answering it, and how it came out."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from flashcards.core.changes import Changes
from flashcards.core.direction import isolated
from flashcards.core.errors import FlashcardsError
from flashcards.core.exams import Coverage
from flashcards.core.progress import Cancel, Report
from flashcards.core.quiz_results import QuizRun
from flashcards.core.quizzes import Quiz, QuizSpec
from flashcards.core.wording import counted
from flashcards.gui.changes import ChangeBus
from flashcards.gui.tasks import Tasks
from flashcards.gui.theme import LARGE, Theme
from flashcards.gui.widgets.buttons import button
from flashcards.gui.widgets.job_bar import JobBar
from flashcards.gui.widgets.latest_job import LatestJob
from flashcards.gui.widgets.page import Page
from flashcards.gui.widgets.projector import Projector
from flashcards.gui.widgets.quiz_chooser import QuizChooser
from flashcards.gui.widgets.quiz_desk import QuizDesk
from flashcards.gui.widgets.quiz_past import QuizPast
from flashcards.gui.widgets.quiz_result import QuizResultView

if TYPE_CHECKING:
    from flashcards.app import App


class QuizPage(Page):
    """`session_asked` carries the session of cramming what was missed; `back_asked` leads where one came from."""

    session_asked = Signal(object)
    back_asked = Signal()

    CARES_FOR = Changes.QUIZZES | Changes.DECKS | Changes.NOTES | Changes.ARTICLES | Changes.EXAMS

    def __init__(self, theme: Theme, app: "App", tasks: Tasks, bus: ChangeBus) -> None:
        super().__init__(self.tr("Quiz"))
        self._theme = theme
        self._app = app
        self._bus = bus
        self._job = LatestJob(tasks)
        self.chooser = QuizChooser(app, tasks)
        self.past = QuizPast(theme, app)
        self.desk = QuizDesk(theme, app, bus)
        self.result = QuizResultView()
        self.projector: Projector | None = None
        self._bar = JobBar()
        self._build()
        self._connect()

    def choose(self, title: str = "", covers: Coverage | None = None) -> None:
        """Offer quizzes; `covers` is a set to begin with, as of an exam, and `title` what it is called."""
        self._pages.setCurrentIndex(0)
        self.title.setText(self.tr("Quiz"))
        self._leave.show()
        self.chooser.open(title, covers)
        self._show_choice()

    def start(self, spec: QuizSpec) -> None:
        """Make a quiz in the background and begin it."""
        self._make(spec, self._begin)

    def resume(self) -> None:
        """Go on with the quiz that is under way."""
        run = self._app.quizzes.current()
        if run is None:
            self.choose()
        else:
            self._ask(run)

    def refresh(self) -> None:
        """Show the present state of what is offered."""
        if self._pages.currentIndex() == 0:
            if not self.chooser.set.count():
                self.chooser.open()
            self._show_choice()

    def stop(self) -> None:
        """Ask running work to stop, as when the window closes."""
        self._job.stop()
        if self.projector is not None:
            self.projector.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back."""
        if event.key() == Qt.Key.Key_Escape and self._pages.currentWidget() is not self.desk:
            self._back()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self._leave = button(self.tr("‹ Back"), self._back, kind="quiet")
        self.header.insertWidget(0, self._leave)
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LARGE)
        column.addWidget(self.chooser)
        column.addWidget(self._bar)
        column.addWidget(self.past, 1)
        column.addStretch()
        room = QScrollArea()
        room.setFrameShape(QScrollArea.Shape.NoFrame)
        room.setWidgetResizable(True)
        room.setWidget(first)
        self._pages = QStackedWidget()
        for page in (room, self.desk, self.result):
            self._pages.addWidget(page)
        self.body.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self.chooser.chosen.connect(self.start)
        self.chooser.shown.connect(self.show_large)
        self.chooser.resume_asked.connect(self.resume)
        self._bar.cancel_asked.connect(self._cancel)
        self.past.opened.connect(self._show_result)
        self.past.removed.connect(self._remove)
        self.desk.ended.connect(self._show_result)
        self.desk.left.connect(self._left)
        self.desk.failed.connect(self.failed)
        self.result.again_asked.connect(self._again)
        self.result.today_asked.connect(self._add_to_today)
        self.result.cram_asked.connect(self._cram)

    def show_large(self, spec: QuizSpec) -> None:
        """Make a quiz in the background and show it full screen, for a class to look at."""
        self._make(spec, self._project)

    def show_cards(self, title: str, covers: Coverage) -> None:
        """Show the cards of a set full screen, as they are."""
        self._make(QuizSpec(covers=covers, title=title), self._project, as_they_are=True)

    def _show_choice(self) -> None:
        self.chooser.offer(self._app.quizzes.current())
        self.past.refresh()

    def _make(self, spec: QuizSpec, then: Callable[[Quiz], None], *, as_they_are: bool = False) -> None:
        def work(report: Report, cancel: Cancel) -> Quiz:
            make = self._app.quizzes.as_cards if as_they_are else self._app.quizzes.make
            return make(spec, report, cancel)

        self._pages.setCurrentIndex(0)
        self.chooser.setEnabled(False)
        self._bar.start(self.tr("Making questions …"))
        self._job.run(work, then=partial(self._made, then), failed=self._fail, progress=self._bar.advance)

    def _made(self, then: Callable[[Quiz], None], quiz: Quiz) -> None:
        self._idle()
        if len(quiz.questions) < quiz.spec.number and then == self._begin:
            words = self.tr("These cards allow {questions}.")
            self.said.emit(words.format(questions=counted(len(quiz.questions), "good question")), False)
        then(quiz)

    def _begin(self, quiz: Quiz) -> None:
        try:
            run, changes = self._app.quizzes.begin(quiz)
        except FlashcardsError as error:
            self.failed.emit(error)
            return
        self._bus.announce(changes)
        self._ask(run)

    def _ask(self, run: QuizRun) -> None:
        self.title.setText(run.quiz.spec.title.replace("::", " › "))
        self._leave.hide()
        self._pages.setCurrentWidget(self.desk)
        self.desk.begin(run)

    def _project(self, quiz: Quiz) -> None:
        # One window for good: it would be gone from under its map if it were made anew.
        self.projector = self.projector or Projector(self._theme, self._app, self)
        self.projector.take(quiz)
        self.projector.showFullScreen()

    def _fail(self, error: Exception) -> None:
        self._idle()
        self.failed.emit(error)

    def _cancel(self) -> None:
        self._job.stop()
        self._idle()

    def _idle(self) -> None:
        self._bar.hide()
        self.chooser.setEnabled(True)

    def _show_result(self, quiz_id: int) -> None:
        run = self._app.quizzes.get(quiz_id)
        self.title.setText(
            self.tr("Result: {title}").format(title=isolated(run.quiz.spec.title.replace("::", " › ")))
        )
        self._leave.show()
        self.result.show_run(run)
        self._pages.setCurrentWidget(self.result)

    def _remove(self, quiz_id: int) -> None:
        self._bus.announce(self._app.quizzes.remove(quiz_id))
        self.said.emit(self.tr("The quiz was deleted."), True)

    def _add_to_today(self, card_ids: tuple[int, ...]) -> None:
        added, changes = self._app.quizzes.add_to_today(card_ids)
        self.result.added()
        self._bus.announce(changes)
        self.said.emit(self.tr("{cards} will come today.").format(cards=counted(added, "card")), True)

    def _cram(self, card_ids: tuple[int, ...]) -> None:
        self.session_asked.emit(self._app.quizzes.cram_plan(card_ids))

    def _left(self) -> None:
        self.choose()

    def _again(self) -> None:
        self.choose()

    def _back(self) -> None:
        """From a result to the choice, from there to where one came from."""
        if self._pages.currentIndex() == 0:
            self.back_asked.emit()
        else:
            self.choose()
