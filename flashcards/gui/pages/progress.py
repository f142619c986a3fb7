"""What became of all the study: recall, regularity, what is coming, and how well each article is known."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from flashcards.core.changes import Changes
from flashcards.core.errors import FlashcardsError
from flashcards.core.wording import counted
from flashcards.gui.dialogs.files import choose_table
from flashcards.gui.tasks import Tasks
from flashcards.gui.theme import LARGE, Theme, label
from flashcards.gui.widgets import progress_bars as bars
from flashcards.gui.widgets.bar_chart import BarChart
from flashcards.gui.widgets.chart import Chart
from flashcards.gui.widgets.empty_state import EmptyState
from flashcards.gui.widgets.figure_panel import FigurePanel
from flashcards.gui.widgets.heatmap import Heatmap
from flashcards.gui.widgets.mastery_matrix import MOST, MasteryMatrix
from flashcards.gui.widgets.page import Page
from flashcards.gui.widgets.retention_chart import RetentionChart

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.services.figure_tables import FigureTable
    from flashcards.services.figures import Day, Figures

    Summed = tuple[Figures, tuple[Day, ...]]

_YEAR = 365


class ProgressPage(Page):
    """The figures are summed up in the background lane; those from before stay until the new ones are there."""

    CARES_FOR = Changes.REVIEWS | Changes.NOTES | Changes.ARTICLES | Changes.PRESETS

    def __init__(self, theme: Theme, app: "App", tasks: Tasks) -> None:
        super().__init__(self.tr("Progress"))
        self._theme = theme
        self._app = app
        self._tasks = tasks
        self._number = 0
        self._panels: dict[str, FigurePanel] = {}
        self._build()

    def refresh(self) -> None:
        """Sum up anew."""
        self._number += 1
        number, days = self._number, int(self._period.currentData())
        self._tasks.run(
            lambda _report: self._summed(days), then=partial(self._filled, number), failed=self.failed.emit
        )

    def _summed(self, days: int) -> "Summed":
        """In the lane: the figures of the chosen time, and the days of a whole year for the squares."""
        found = self._app.figures.all(days)
        return found, found.calendar if days >= _YEAR else self._app.figures.calendar(_YEAR)

    def save(self, table: "FigureTable", path: Path) -> None:
        """Write a table to a file."""
        from flashcards.services.figure_tables import write_csv

        try:
            write_csv(table, path)
        except FlashcardsError as error:
            self.failed.emit(error)
            return
        self.said.emit(self.tr("Wrote {file}.").format(file=path.name), False)

    def _build(self) -> None:
        self._period = QComboBox()
        self._period.setAccessibleName(self.tr("Of which time"))
        periods = ((self.tr("30 days"), 30), (self.tr("90 days"), 90), (self.tr("A year"), _YEAR))
        for text, days in (*periods, (self.tr("Everything"), 36500)):
            self._period.addItem(text, days)
        self._period.setCurrentIndex(2)
        self._period.currentIndexChanged.connect(self.refresh)
        self.header.addWidget(label(self.tr("Answers of")))
        self.header.addWidget(self._period)
        self.today = label("", "heading")
        self.streak = label("", "muted")
        inside = QWidget()
        inside.setObjectName("page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, LARGE, 0)
        column.setSpacing(LARGE)
        column.addWidget(self.today)
        column.addWidget(self.streak)
        column.addLayout(self._build_panels())
        column.addStretch()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName(self.tr("Figures"))
        self.area.setWidget(inside)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.area)
        self._stack.addWidget(
            EmptyState(
                self._theme,
                "chart-bars",
                self.tr("Nothing to show yet"),
                self.tr(
                    "Once you have answered cards, you see here what stays, what fades and what is coming."
                ),
            )
        )
        self.body.addWidget(self._stack, 1)

    def _build_panels(self) -> QGridLayout:
        """Wide figures over the whole width, the others two beside each other."""
        theme = self._theme
        self.heatmap = Heatmap(theme, self.tr("Days of study"))
        self.retention = RetentionChart(theme, self.tr("Recall against the wish"))
        self.mastery = MasteryMatrix(theme, self.tr("Mastery by article and role"))
        self.bars = {
            "forecast": BarChart(theme, self.tr("Reviews on the coming days")),
            "buttons": BarChart(theme, self.tr("Answer buttons"), full=1.0, lines=9),
            "calibration": BarChart(theme, self.tr("What became of each rating"), lines=9),
            "hours": BarChart(theme, self.tr("Hours of the day")),
            "stability": BarChart(theme, self.tr("Stability in days")),
            "difficulty": BarChart(theme, self.tr("Difficulty")),
            "recall": BarChart(theme, self.tr("Chance of recall now")),
        }
        charts: dict[str, Chart] = {
            "calendar": self.heatmap,
            "retention": self.retention,
            "mastery": self.mastery,
            **self.bars,
        }
        grid = QGridLayout()
        grid.setSpacing(LARGE)
        places = (
            ("calendar", 0, 0, 2),
            ("retention", 1, 0, 2),
            ("forecast", 2, 0, 1),
            ("recall", 2, 1, 1),
            ("mastery", 3, 0, 2),
            ("buttons", 4, 0, 1),
            ("calibration", 4, 1, 1),
            ("stability", 5, 0, 1),
            ("difficulty", 5, 1, 1),
            ("hours", 6, 0, 2),
        )
        for name, row, column, wide in places:
            panel = FigurePanel(charts[name].accessibleName(), charts[name])
            panel.saved.connect(self._ask_file)
            self._panels[name] = panel
            grid.addWidget(panel, row, column, 1, wide)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        return grid

    def _filled(self, number: int, summed: "Summed") -> None:
        if number != self._number:
            return
        from flashcards.services.figure_tables import figure_tables

        found, year = summed
        self.heatmap.show_days({each.day: (each.answers, each.minutes) for each in year}, self._today())
        self._stack.setCurrentIndex(0 if found.calendar or found.mastery else 1)
        self._fill_today(found)
        self._fill_charts(found)
        words = self._words(found)
        for name, table in figure_tables(found).items():
            self._panels[name].show_table(table, words[name])

    def _fill_today(self, found: "Figures") -> None:
        today = self._today()
        done = next((each for each in found.calendar if each.day == today), None)
        if done is None:
            self.today.setText(self.tr("No answers yet today"))
        else:
            words = self.tr("{answers} today in {minutes}")
            minutes = counted(max(1, round(done.minutes)), "minute")
            self.today.setText(words.format(answers=counted(done.answers, "answer"), minutes=minutes))
        self.streak.setText(bars.streak_words(found.calendar, today, found.streak))

    def _fill_charts(self, found: "Figures") -> None:
        from flashcards.services.figure_tables import recall_labels, stability_labels

        spread, today = found.distributions, self._today()
        self.retention.show_rows(found.retention)
        self.mastery.show_rows(found.mastery)
        self.bars["forecast"].show_bars(bars.forecast_bars(found.forecast, today))
        self.bars["buttons"].show_bars(bars.button_bars(found.buttons))
        self.bars["calibration"].show_bars(bars.calibration_bars(found.calibration))
        self.bars["hours"].show_bars(bars.hour_bars(found.hours))
        self.bars["stability"].show_bars(
            bars.spread_bars(stability_labels(), spread.stability, self.tr("Stability in days"))
        )
        self.bars["difficulty"].show_bars(
            bars.spread_bars([str(n) for n in range(1, 11)], spread.difficulty, self.tr("Difficulty"))
        )
        self.bars["recall"].show_bars(
            bars.spread_bars(recall_labels(), spread.retrievability, self.tr("Recall"))
        )

    def _words(self, found: "Figures") -> dict[str, str]:
        """What each figure shows, in a sentence."""
        whole = found.retention[0]
        enough = self.tr(
            "Of the last 30 days; dot: recalled, line: how sure that is, stroke: what you wished for."
        )
        few = self.tr("Of the last 30 days. Fewer than 150 answers leave too much to chance.")
        coming = counted(sum(found.forecast[1:8]), "review")
        matrix = self.tr("What needs you most stands first; each bar tells how much of it is known now.")
        if self.mastery.more:
            matrix = self.tr("The {shown} articles that need you most; the table has all of them.").format(
                shown=MOST
            )
        return {
            "calendar": self.tr("The fuller a square, the more answers on that day."),
            "retention": enough if whole.enough else few,
            "forecast": self.tr("{reviews} in the week after today; overdue ones count today.").format(
                reviews=coming
            ),
            "buttons": self.tr(
                "1 Again, 2 Hard, 3 Good, 4 Easy: shares of the answers to cards in each state."
            ),
            "calibration": bars.calibration_words(found.calibration),
            "hours": bars.hours_words(found.hours),
            "stability": self.tr("The days until the chance of recall has sunk to 90 %."),
            "difficulty": self.tr("From 1, easy, to 10, hard, as the scheduler sees it."),
            "recall": self.tr("How likely you recall your cards if you were asked now, the surest first."),
            "mastery": matrix,
        }

    def _ask_file(self, table: "FigureTable") -> None:
        choose_table(self, f"{table.name}.csv", partial(self.save, table))

    def _today(self) -> date:
        return self._app.calendar.date_of(self._app.calendar.day_of(self._app.clock()))
