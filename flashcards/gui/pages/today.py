"""What is due, and what to do next."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from flashcards.core.cards import DeckSummary
from flashcards.core.changes import Changes
from flashcards.core.sessions import SessionOrder, SessionPlan
from flashcards.core.wording import counted
from flashcards.gui.models.decks import deck_columns
from flashcards.gui.models.table import TableModel
from flashcards.gui.tasks import Tasks
from flashcards.gui.theme import LARGE, MEDIUM, SMALL, WIDE, Theme, label
from flashcards.gui.widgets.buttons import button
from flashcards.gui.widgets.empty_state import EmptyState
from flashcards.gui.widgets.exam_line import ExamLine
from flashcards.gui.widgets.forecast import Forecast
from flashcards.gui.widgets.page import Page
from flashcards.gui.widgets.table import Table

if TYPE_CHECKING:
    from flashcards.app import App

_SECONDS_A_CARD = 12
_SHORT = 10.0


class TodayPage(Page):
    """The first page; it shows before the library is open and fills once it is."""

    study_asked = Signal(str)
    session_asked = Signal(object)
    choice_asked = Signal()
    resume_asked = Signal()
    quiz_asked = Signal()
    open_asked = Signal()
    paste_asked = Signal()
    examples_asked = Signal()
    example_deck_asked = Signal()
    exam_asked = Signal(str)
    filled = Signal()

    CARES_FOR = Changes.DECKS | Changes.REVIEWS | Changes.NOTES | Changes.EXAMS

    def __init__(self, theme: Theme, tasks: Tasks) -> None:
        super().__init__(self.tr("Today"))
        self._theme = theme
        self._tasks = tasks
        self._app: App | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        self.body.addWidget(self._stack, 1)
        self._built = False

    def show_app(self, app: "App") -> None:
        """The library is open: fill the page."""
        self._app = app
        self._build()
        self.refresh()
        self.filled.emit()

    def refresh(self) -> None:
        """Show what is due now."""
        if self._app is None:
            return
        decks = self._app.decks.all()
        if not decks:
            self._stack.setCurrentWidget(self._welcome)
            return
        self._stack.setCurrentWidget(self._filled)
        left = self._app.study.left()
        self._number.setText(str(left.total))
        self._number.setVisible(left.total > 0)
        waiting = self.tr("card to study today") if left.total == 1 else self.tr("cards to study today")
        self._what.setText(waiting if left.total else self.tr("Nothing is due"))
        minutes = max(1, round(left.total * _SECONDS_A_CARD / 60))
        parts = self.tr("{new} new · {learning} learning · {review} to review").format(
            new=left.new, learning=left.learning, review=left.review
        )
        about = self.tr("about {minutes}").format(minutes=counted(minutes, "minute"))
        done = self.tr("All done for today. Come back tomorrow, or read a new article.")
        self._parts.setText(f"{parts} · {about}" if left.total else done)
        self._study.setEnabled(left.total > 0)
        self._short.setEnabled(left.total > 0)
        session = self._app.sessions.current()
        waiting_cards = len(session.left) if session else 0
        self._resume.setVisible(waiting_cards > 0)
        self._resume.setText(self.tr("Resume: {cards} left").format(cards=counted(waiting_cards, "card")))
        self._model.set_rows(decks)
        self._exam.refresh(self._app)
        summary = self._app.statistics.summary()
        today = self._app.calendar.date_of(self._app.calendar.day_of(self._app.clock()))
        self._forecast.show_counts(summary.forecast, today)
        studied = self.tr("{answers} today").format(answers=counted(summary.answered_today, "answer"))
        streak = self.tr("{days} in a row").format(days=counted(summary.streak, "day"))
        self._recent.setText(f"{studied} · {streak}" if summary.streak else studied)

    def _build(self) -> None:
        if self._built:
            return
        self._built = True
        self._welcome = EmptyState(
            self._theme,
            "sprout",
            self.tr("Start with an article"),
            self.tr(
                "Open or paste an article, or drop a file on this window. Its mechanisms, theories and "
                "risks become cards, each with the sentence it came from."
            ),
            (
                button(self.tr("Open an article…"), self.open_asked.emit, kind="primary"),
                button(self.tr("Paste text…"), self.paste_asked.emit),
                button(self.tr("Try an example article"), self.examples_asked.emit),
                button(self.tr("Try a finished deck"), self.example_deck_asked.emit),
            ),
        )
        self._exam = ExamLine(self._tasks)
        self._exam.asked.connect(self.exam_asked)
        self._exam.failed.connect(self.failed)
        self._filled = QWidget()
        layout = QVBoxLayout(self._filled)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(LARGE)
        top = QHBoxLayout()
        top.setSpacing(LARGE)
        top.addWidget(self._hero(), 3)
        top.addWidget(self._week(), 2)
        layout.addLayout(top)
        layout.addWidget(self._exam)
        layout.addWidget(label(self.tr("Decks"), "heading"))
        layout.addWidget(self._decks(), 1)
        self._stack.addWidget(self._welcome)
        self._stack.addWidget(self._filled)

    def _hero(self) -> QFrame:
        panel, layout = _panel()
        self._number = label("0", "number")
        self._what = label("", "heading")
        self._parts = label("", "muted")
        self._study = button(self.tr("Study now"), lambda: self.study_asked.emit(""), kind="primary")
        self._study.setToolTip(self.tr("Study everything that is due (Ctrl+Return)"))
        row = QHBoxLayout()
        row.setSpacing(MEDIUM)
        row.addWidget(self._number)
        row.addWidget(self._what, 1)
        layout.addLayout(row)
        layout.addWidget(self._parts)
        layout.addStretch()
        foot = QHBoxLayout()
        plan = SessionPlan(order=SessionOrder.GAIN, minutes=_SHORT)
        self._short = button(
            self.tr("10 minutes"),
            lambda: self.session_asked.emit(plan),
            tip=self.tr("The cards that gain most in this time"),
        )
        choose = button(
            self.tr("Choose…"), self.choice_asked.emit, tip=self.tr("By deck, article, role or time")
        )
        quiz = button(
            self.tr("Quiz…"), self.quiz_asked.emit, tip=self.tr("A quiz or a mock exam (Ctrl+Shift+Q)")
        )
        self._resume = button("", self.resume_asked.emit, tip=self.tr("Go on with the session you left"))
        foot.setSpacing(SMALL)
        for each in (self._study, self._short, choose, quiz, self._resume):
            foot.addWidget(each)
        foot.addStretch()
        layout.addLayout(foot)
        return panel

    def _week(self) -> QFrame:
        panel, layout = _panel()
        head = QGridLayout()
        self._recent = label("", "muted")
        head.addWidget(label(self.tr("Reviews this week"), "body"), 0, 0)
        layout.addLayout(head)
        self._forecast = Forecast(self._theme)
        layout.addWidget(self._forecast)
        layout.addWidget(self._recent)
        return panel

    def _decks(self) -> Table[DeckSummary]:
        self._model: TableModel[DeckSummary] = TableModel(deck_columns(), self)
        self._table = Table(self._model, self.tr("Decks"))
        self._table.setToolTip("")
        self._table.opened.connect(self._study_deck)
        return self._table

    def _study_deck(self, deck: DeckSummary) -> None:
        self.study_asked.emit(deck.name)


def _panel() -> tuple[QFrame, QVBoxLayout]:
    panel = QFrame()
    panel.setObjectName("panel")
    layout = QVBoxLayout(panel)
    layout.setContentsMargins(WIDE, LARGE, WIDE, LARGE)
    layout.setSpacing(SMALL)
    return panel, layout
