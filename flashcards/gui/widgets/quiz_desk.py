"""A quiz under way: one question after the other, or back and forth in a mock exam, with the time that is left."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from flashcards.core.errors import FlashcardsError
from flashcards.core.quiz_results import QuizRun
from flashcards.gui.changes import ChangeBus
from flashcards.gui.theme import MEDIUM, SMALL, Theme, label
from flashcards.gui.widgets.buttons import button, restyle
from flashcards.gui.widgets.quiz_question import QuizQuestion, is_enter
from flashcards.gui.widgets.quiz_verdict import QuizVerdict
from flashcards.gui.widgets.stopwatch import Stopwatch

if TYPE_CHECKING:
    from flashcards.app import App

_TICK = 500
#: From so many seconds on, the time that is left stands out.
_SHORT = 60


class QuizDesk(QWidget):
    """`ended` when the quiz is over, `left` when it was left and can be resumed, `failed` with an error."""

    ended = Signal(int)
    left = Signal()
    failed = Signal(object)

    def __init__(self, theme: Theme, app: "App", bus: ChangeBus) -> None:
        super().__init__()
        self._app = app
        self._bus = bus
        self._run: QuizRun | None = None
        self._place = 0
        self._told = False
        self._watch = Stopwatch()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._tick)
        self.where = label("", "muted")
        self.where.setWordWrap(False)
        self.time = label("", "muted")
        self.time.setWordWrap(False)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Progress"))
        self.question = QuizQuestion(theme, app)
        self.verdict = QuizVerdict()
        self.back = button(self.tr("‹ Back"), lambda: self._go(self._place - 1), tip=self.tr("Page Up"))
        self.next = button("", self.go_on, kind="primary", tip=self.tr("Enter"))
        self.finish = button(
            self.tr("Hand in"), self.end, tip=self.tr("End the mock exam and see the result")
        )
        self.question.done.connect(self._complete)
        self.verdict.overruled.connect(self._overrule)
        self._build()

    def begin(self, run: QuizRun) -> None:
        """Show the first question of a quiz that has no answer yet."""
        self._run = run
        place = run.next
        self._mock = run.quiz.spec.mock
        self.back.setVisible(self._mock)
        self.finish.setVisible(self._mock)
        self.progress.setRange(0, len(run.quiz.questions))
        if place is None and not self._mock:
            self.end()
        else:
            self._show(place or 0)

    def go_on(self) -> None:
        """Grade the answer and tell; or go to the next question once it was told, or in a mock exam at once."""
        if self._run is None:
            return
        if self._told:
            self._show_next()
        elif self._mock:
            self._go(self._place + 1)
        else:
            self._answer()

    def end(self) -> None:
        """End the quiz and tell how it came out."""
        if self._run is None:
            return
        quiz_id = self._run.quiz.id
        if self._mock and not self._keep():
            return
        _result, changes = self._app.quizzes.finish(quiz_id)
        self._run = None
        self._timer.stop()
        self._bus.announce(changes)
        self.ended.emit(quiz_id)

    def leave(self) -> None:
        """Leave the quiz; it can be resumed."""
        if self._run is not None and self._mock:
            self._keep()
        self._run = None
        self._timer.stop()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter answers and goes on, numbers and letters pick, Page Up and Page Down turn a mock exam's pages."""
        key = event.key()
        if self._run is None:
            super().keyPressEvent(event)
        elif is_enter(event) or (self._told and key == Qt.Key.Key_Space):
            self.go_on()
        elif key == Qt.Key.Key_Escape:
            self.leave()
        elif self._told and key == Qt.Key.Key_O and self.verdict.overrule.isVisible():
            self._overrule()
        elif self._mock and key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._go(self._place + (1 if key == Qt.Key.Key_PageDown else -1))
        elif not self.question.press(event):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """The time runs on."""
        super().showEvent(event)
        if self._run is not None and not self._told:
            self._watch.go_on()
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """The time does not run on other pages."""
        super().hideEvent(event)
        self._watch.pause()
        self._timer.stop()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SMALL)
        head.addWidget(self.where)
        head.addStretch()
        head.addWidget(self.time)
        head.addWidget(
            button(self.tr("Leave"), self.leave, kind="quiet", tip=self.tr("Escape; it can be resumed"))
        )
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, SMALL, 0)
        column.setSpacing(MEDIUM)
        column.addWidget(self.question)
        column.addWidget(self.verdict)
        column.addStretch()
        area = self._area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inner)
        area.setAccessibleName(self.tr("Question"))
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        foot = QHBoxLayout()
        foot.setSpacing(SMALL)
        foot.addWidget(self.back)
        foot.addStretch()
        foot.addWidget(self.finish)
        foot.addWidget(self.next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MEDIUM)
        layout.addLayout(head)
        layout.addWidget(self.progress)
        layout.addWidget(area, 1)
        layout.addLayout(foot)

    def _show(self, place: int) -> None:
        run = self._run
        assert run is not None
        self._place, self._told = place, False
        questions = run.quiz.questions
        answer = run.answers.get(place)
        self.verdict.hide()
        self.progress.setValue(len(run.answers))
        where = self.tr("Question {number} of {all}").format(number=place + 1, all=len(questions))
        self.where.setText(where + (self.tr(" · mock exam") if self._mock else ""))
        last = place + 1 == len(questions)
        self.back.setEnabled(place > 0)
        self.next.setText(self.tr("Next ›") if self._mock else self.tr("Answer"))
        self.next.setEnabled(not (self._mock and last))
        self.question.ask(questions[place], answer.given if answer else ())
        self._begun = self.question.given()
        self._area.verticalScrollBar().setValue(0)
        self._watch.start()
        self._timer.start()
        self._tick()

    def _complete(self) -> None:
        """One key gave the answer; a mock exam waits for more, so that it can be changed."""
        if not self._told and (not self._mock or self.question.line.hasFocus()):
            self.go_on()

    def _answer(self) -> None:
        run = self._run
        assert run is not None
        self._watch.pause()
        given = self.question.given()
        try:
            grade, changes = self._app.quizzes.answer(
                run.quiz.id, self._place, given, self._watch.milliseconds
            )
        except FlashcardsError as error:
            self.failed.emit(error)
            return
        self._told = True
        self._run = self._app.quizzes.get(run.quiz.id)
        self._bus.announce(changes)
        self.progress.setValue(len(self._run.answers))
        self.question.tell(grade)
        self.verdict.tell(run.quiz.questions[self._place], grade)
        self.next.setText(self.tr("Result") if self._run.next is None else self.tr("Next ›"))
        self.next.setFocus()
        QTimer.singleShot(0, self._to_verdict)

    def _to_verdict(self) -> None:
        self._area.ensureWidgetVisible(self.verdict)

    def _show_next(self) -> None:
        assert self._run is not None
        place = self._run.next
        if place is None or self._run.seconds_left == 0:
            self.end()
        else:
            self._show(place)

    def _go(self, place: int) -> None:
        """Turn to another question of a mock exam; what was answered is kept."""
        if self._run is not None and 0 <= place < len(self._run.quiz.questions) and self._keep():
            self._show(place)

    def _keep(self) -> bool:
        """Keep the answer to the question that is shown, if it has one and it is new; False where that failed."""
        run = self._run
        assert run is not None
        given = self.question.given()
        before = run.answers.get(self._place)
        if given == (before.given if before else self._begun):
            return True
        try:
            _grade, changes = self._app.quizzes.answer(
                run.quiz.id, self._place, given, self._watch.milliseconds
            )
        except FlashcardsError as error:
            self.failed.emit(error)
            return False
        self._watch.start()
        self._run = self._app.quizzes.get(run.quiz.id)
        self._bus.announce(changes)
        return True

    def _overrule(self) -> None:
        run = self._run
        assert run is not None
        grade, changes = self._app.quizzes.overrule(run.quiz.id, self._place)
        self._run = self._app.quizzes.get(run.quiz.id)
        self._bus.announce(changes)
        self.verdict.tell(run.quiz.questions[self._place], grade)

    def _tick(self) -> None:
        """Show the time that is left; when there is none, a mock exam is handed in, and a quiz ends."""
        run = self._run
        left = run.seconds_left if run is not None else None
        self.time.setVisible(left is not None)
        if run is None or left is None:
            return
        running = 0.0 if self._told else self._watch.milliseconds / 1000
        seconds = max(0, round(left - running))
        self.time.setText(
            self.tr("{minutes}:{seconds:02} left").format(minutes=seconds // 60, seconds=seconds % 60)
        )
        restyle(self.time, "tone", "wrong" if seconds <= _SHORT else "muted")
        if not seconds and not self._told:
            self._time_is_up()

    def _time_is_up(self) -> None:
        self._timer.stop()
        if not self._mock and self.question.given() and self.question.given() != self._begun:
            self._answer()
        self.end()
