"""Earlier quizzes: how each came out, and whether it gets better."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from flashcards.core.clock import from_milliseconds
from flashcards.core.quiz_results import QuizSummary, trend
from flashcards.gui.models.table import Column, TableModel
from flashcards.gui.theme import SMALL, Theme, label
from flashcards.gui.widgets.bar_chart import Bar, BarChart, Part
from flashcards.gui.widgets.table import Table

if TYPE_CHECKING:
    from flashcards.app import App

_BARS = 20


class QuizPast(QWidget):
    """`opened` carries the id of a quiz to look at, `removed` that of one to delete. Hidden while there is none."""

    opened = Signal(int)
    removed = Signal(int)

    def __init__(self, theme: Theme, app: "App") -> None:
        super().__init__()
        self._app = app
        self.trend = label("", "muted")
        self.chart = BarChart(theme, self.tr("Earlier quizzes"), full=1.0, lines=6)
        self._model: TableModel[QuizSummary] = TableModel(self._columns(), self)
        self.table = Table(self._model, self.tr("Earlier quizzes"))
        self.table.setToolTip("")
        self.table.opened.connect(lambda row: self.opened.emit(row.id))
        self.table.removed.connect(lambda row: self.removed.emit(row.id))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SMALL)
        layout.addWidget(label(self.tr("Earlier quizzes"), "heading"))
        layout.addWidget(self.trend)
        layout.addWidget(self.chart)
        layout.addWidget(self.table, 1)

    def refresh(self) -> None:
        """Show what there is now."""
        found = [each for each in self._app.quizzes.history() if each.ended_at is not None and each.of]
        self.setVisible(bool(found))
        self._model.set_rows(found)
        self.trend.setText(self._told(found))
        shown = found[:_BARS][::-1]
        self.chart.setVisible(len(shown) > 1)
        self.chart.show_bars(
            [
                Bar(
                    (Part(each.share),),
                    self._day(each).strftime("%d.%m."),
                    f"{each.title}: {each.share:.0%}",
                    f"{each.share:.0%}",
                )
                for each in shown
            ]
        )

    def _told(self, found: list[QuizSummary]) -> str:
        change = trend(found)
        if change is None:
            return ""
        if not change:
            return self.tr("About as good as before.")
        words = self.tr("{points} points of a hundred better than before.")
        if change < 0:
            words = self.tr("{points} points of a hundred below what it was before.")
        return words.format(points=round(abs(change) * 100))

    def _columns(self) -> list[Column[QuizSummary]]:
        return [
            Column(self.tr("Quiz"), lambda row: row.title.replace("::", " › ")),
            Column(self.tr("Kind"), lambda row: self.tr("mock exam") if row.mock else self.tr("quiz")),
            Column(self.tr("When"), lambda row: f"{self._day(row):%Y-%m-%d %H:%M}"),
            Column(self.tr("Points"), lambda row: f"{row.points} / {row.of}", number=True),
            Column(self.tr("Share"), lambda row: f"{row.share:.0%}", number=True),
        ]

    def _day(self, row: QuizSummary) -> datetime:
        return from_milliseconds(row.started_at).astimezone(self._app.calendar.zone)
