"""How a quiz came out, by role and topic, what to repeat, and each question again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from flashcards.core.grading import Grade, Outcome, grade
from flashcards.core.quiz_results import QuizResult, QuizRun, Tally, result_of
from flashcards.core.quizzes import FALSE, TRUE, Question, TrueFalse
from flashcards.core.wording import counted
from flashcards.gui.theme import LARGE, MEDIUM, SMALL, TIGHT, WIDE, label
from flashcards.gui.widgets.buttons import button

_SIGNS = {Outcome.RIGHT: "✓", Outcome.PARTLY: "◐", Outcome.WRONG: "✕", Outcome.SKIPPED: "–"}
_TONES = {Outcome.RIGHT: "good", Outcome.PARTLY: "hard"}
_MOST_TOPICS = 8


class QuizResultView(QWidget):
    """`today_asked` and `cram_asked` carry the ids of missed cards; `again_asked` another quiz, `back_asked` none."""

    today_asked = Signal(object)
    cram_asked = Signal(object)
    again_asked = Signal()
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._missed: tuple[int, ...] = ()
        self.share = label("", "number")
        self.words = label("", "muted")
        self.today = button("", lambda: self.today_asked.emit(self._missed))
        self.cram = button(
            self.tr("Cram them now"),
            lambda: self.cram_asked.emit(self._missed),
            tip=self.tr("Goes through them once; the schedule stays as it is"),
        )
        self.again = button(self.tr("Another quiz"), self.again_asked.emit, kind="primary")
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAccessibleName(self.tr("Result"))
        head = QFrame()
        head.setObjectName("panel")
        top = QVBoxLayout(head)
        top.setContentsMargins(WIDE, LARGE, WIDE, LARGE)
        row = QHBoxLayout()
        row.setSpacing(LARGE)
        row.addWidget(self.share)
        row.addWidget(self.words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(SMALL)
        for each in (self.today, self.cram, self.again):
            buttons.addWidget(each)
        buttons.addStretch()
        top.addLayout(row)
        top.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(LARGE)
        layout.addWidget(head)
        layout.addWidget(self._area, 1)

    def show_run(self, run: QuizRun) -> None:
        """Show the result of a quiz."""
        found = result_of(run)
        self._missed = found.missed
        self.share.setText(f"{found.all.share:.0%}")
        self.words.setText(self._summary(found))
        missed = counted(len(found.missed), "card")
        self.today.setText(self.tr("Add the {cards} missed to today").format(cards=missed))
        self.today.setToolTip(self.tr("Nothing is changed in the schedule unless you press this"))
        self.today.setEnabled(True)
        for each in (self.today, self.cram):
            each.setVisible(bool(found.missed))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, SMALL, 0)
        column.setSpacing(LARGE)
        column.addWidget(self._tables(found))
        column.addWidget(label(self.tr("Each question"), "heading"))
        for place, question in enumerate(run.quiz.questions):
            answer = run.answers.get(place)
            given = answer.given if answer else ()
            got = answer.grade if answer else grade(question, ())
            column.addWidget(self._question(place, question, given, got))
        column.addStretch()
        self._area.setWidget(inner)
        self.again.setFocus()

    def added(self) -> None:
        """The missed cards were added to today: once is enough."""
        self.today.setEnabled(False)

    def _summary(self, found: QuizResult) -> str:
        parts = [
            self.tr("{points} of {all}").format(points=found.all.points, all=counted(found.all.of, "point"))
        ]
        names = {
            Outcome.RIGHT: self.tr("right"),
            Outcome.PARTLY: self.tr("partly right"),
            Outcome.WRONG: self.tr("wrong"),
            Outcome.SKIPPED: self.tr("skipped"),
        }
        parts += [f"{found.outcomes[each]} {words}" for each, words in names.items() if found.outcomes[each]]
        minutes, seconds = divmod(round(found.seconds), 60)
        parts.append(self.tr("{minutes}:{seconds:02} minutes").format(minutes=minutes, seconds=seconds))
        return " · ".join(parts)

    def _tables(self, found: QuizResult) -> QWidget:
        """Points by role and by topic, the weakest first."""
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(LARGE)
        for name, tallies in ((self.tr("By role"), found.by_role), (self.tr("By topic"), found.by_topic)):
            panel = QFrame()
            panel.setObjectName("panel")
            grid = QGridLayout(panel)
            grid.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
            grid.setHorizontalSpacing(MEDIUM)
            grid.setVerticalSpacing(SMALL)
            grid.setColumnStretch(0, 1)
            grid.addWidget(label(name, "body"), 0, 0)
            for at, tally in enumerate(tallies[:_MOST_TOPICS], 1):
                for place, widget in enumerate(self._tally(tally)):
                    grid.addWidget(widget, at, place)
            grid.setRowStretch(_MOST_TOPICS + 1, 1)
            row.addWidget(panel, 1)
        return holder

    def _tally(self, tally: Tally) -> tuple[QWidget, ...]:
        name = label(tally.name or self.tr("Without an article"), "muted")
        bar = QProgressBar()
        bar.setRange(0, max(1, tally.of))
        bar.setValue(tally.points)
        bar.setTextVisible(False)
        bar.setFixedWidth(120)
        bar.setAccessibleName(f"{tally.name}: {tally.share:.0%}")
        points = label(f"{tally.points} / {tally.of}", "body")
        return name, bar, points

    def _question(self, place: int, question: Question, given: tuple[str, ...], got: Grade) -> QWidget:
        panel = QFrame()
        panel.setObjectName("panel")
        layout = QVBoxLayout(panel)
        layout.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        layout.setSpacing(TIGHT)
        stem = label(f"{_SIGNS[got.outcome]}  {place + 1}. {question.stem}", "body")
        stem.setProperty("tone", _TONES.get(got.outcome, "wrong"))
        lines = [self.tr("Answer: {answer}").format(answer=self._spelled(question, question.right))]
        if isinstance(question.task, TrueFalse) and question.task.correct:
            lines = [self.tr("False. True is: {statement}").format(statement=question.task.correct)]
        if got.outcome not in (Outcome.RIGHT, Outcome.SKIPPED):
            lines.insert(0, self.tr("You: {answer}").format(answer=self._spelled(question, given)))
        body = label("\n".join(lines), "body")
        basis = question.basis[0]
        source = f"“{basis.sentence}”" if basis.sentence else ""
        parts = " · ".join(part for part in (source, basis.title, basis.place) if part)
        for widget in (stem, body, label(parts, "small")):
            widget.setWordWrap(True)
            layout.addWidget(widget)
        return panel

    def _spelled(self, question: Question, given: tuple[str, ...]) -> str:
        """An answer in one line; of pairs both halves."""
        left = getattr(question.task, "left", ())
        if left:
            return "; ".join(f"{a} = {b or '–'}" for a, b in zip(left, given, strict=False))
        names = {TRUE: self.tr("true"), FALSE: self.tr("false")}
        if isinstance(question.task, TrueFalse):
            return ", ".join(names.get(each, each) for each in given)
        return "; ".join(each or "–" for each in given)
