"""Everything about one exam, below each other in a column that scrolls."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from flashcards.core.clock import StudyCalendar
from flashcards.core.sessions import SessionPlan
from flashcards.gui.theme import LARGE, Theme
from flashcards.gui.widgets.exam_head import ExamHead
from flashcards.gui.widgets.exam_today import ExamToday
from flashcards.gui.widgets.exam_weakest import ExamWeakest, WeakCard
from flashcards.gui.widgets.exam_words import curve_words
from flashcards.gui.widgets.figure_panel import FigurePanel
from flashcards.gui.widgets.readiness_chart import ReadinessChart

if TYPE_CHECKING:
    from flashcards.services.exam_figures import ExamOutlook


class ExamDetails(QScrollArea):
    """`session_asked` carries a `SessionPlan`; `table_asked` a table to be saved."""

    session_asked = Signal(object)
    table_asked = Signal(object)

    def __init__(self, theme: Theme, calendar: StudyCalendar) -> None:
        super().__init__()
        self._outlook: ExamOutlook | None = None
        self.head = ExamHead()
        self.today = ExamToday()
        self.chart = ReadinessChart(theme, calendar, self.tr("Readiness up to the day"))
        self.curve = FigurePanel(self.chart.accessibleName(), self.chart)
        self.weakest = ExamWeakest()
        self._build()
        self.head.minutes_asked.connect(self._study)
        self.head.cram_asked.connect(self._cram)
        self.weakest.card_asked.connect(self._study_card)
        self.curve.saved.connect(self.table_asked)

    @property
    def is_filled(self) -> bool:
        """Whether an outlook is shown."""
        return self._outlook is not None

    def clear(self) -> None:
        """Show the head only, as long as there is no outlook."""
        self._outlook = None
        for each in (self.today, self.curve, self.weakest):
            each.hide()

    def show_outlook(self, outlook: "ExamOutlook", questions: Sequence[tuple[int, str]]) -> None:
        """Show how one stands; `questions` are those of the weakest cards, by their ids."""
        from flashcards.services.figure_tables import outlook_table

        self._outlook = outlook
        self.head.show_outlook(outlook)
        self.today.show_outlook(outlook)
        self.chart.show_outlook(outlook)
        self.curve.show_table(outlook_table(outlook), curve_words(outlook))
        self.weakest.show_forecast(outlook.forecast, questions)
        for each in (self.today, self.curve, self.weakest):
            each.show()

    def _build(self) -> None:
        inside = QWidget()
        inside.setObjectName("page")
        top = QHBoxLayout()
        top.setSpacing(LARGE)
        top.addWidget(self.head, 3)
        top.addWidget(self.today, 2)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, LARGE, 0)
        column.setSpacing(LARGE)
        column.addLayout(top)
        column.addWidget(self.curve)
        column.addWidget(self.weakest)
        column.addStretch()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("The chosen exam"))
        self.setWidget(inside)
        self.clear()

    def _study(self) -> None:
        if self._outlook is not None:
            self.session_asked.emit(SessionPlan(card_ids=self._outlook.valuable))

    def _cram(self) -> None:
        if self._outlook is not None:
            self.session_asked.emit(SessionPlan(cram=True, card_ids=self._outlook.weakest))

    def _study_card(self, card: WeakCard) -> None:
        self.session_asked.emit(SessionPlan(card_ids=(card.card_id,)))
