"""A year of study as a calendar of small squares, the fuller the more answers."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QDate, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen

from flashcards.core.wording import counted
from flashcards.gui.theme import Theme
from flashcards.gui.widgets.chart import Cell, Chart

_WEEKS = 53
# Shares of the accent colour for nothing, a little, ... much.
_STEPS = (0.0, 0.3, 0.5, 0.75, 1.0)


class Heatmap(Chart):
    """One square for each day, one column for each week; how full a square is, is told apart by lightness alone."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name)
        self._days: Mapping[date, tuple[int, float]] = {}
        self._today = date(1970, 1, 1)

    def show_days(self, days: Mapping[date, tuple[int, float]], today: date) -> None:
        """Show the answers and minutes of the last 53 weeks, up to today; days before do not count."""
        self._today = today
        first = self._first()
        self._days = {day: done for day, done in days.items() if day >= first}
        answers = sum(count for count, _minutes in self._days.values())
        studied = counted(len(self._days), "day")
        self.renew(self.tr("{answers} answers on {days}").format(answers=answers, days=studied))

    def sizeHint(self) -> QSize:
        """A line for the months above seven rows of squares."""
        return QSize(self.fontMetrics().averageCharWidth() * 110, round(self.line * 1.4 + 7 * self._side()))

    def heightForWidth(self, width: int) -> int:
        """Squares are square."""
        return round(self.line * 1.4 + 7 * self._side(width))

    def hasHeightForWidth(self) -> bool:
        """The height follows the width."""
        return True

    def lay_out(self) -> Sequence[Cell]:
        """One cell for each day, in order of days."""
        if not self.accessibleDescription():
            return []  # nothing was shown yet
        side = self._side()
        first = self._first()
        cells = []
        for number in range((self._today - first).days + 1):
            day = first + timedelta(days=number)
            place = QRectF(self._left() + number // 7 * side, self.line * 1.3 + number % 7 * side, side, side)
            cells.append(Cell(place.adjusted(1, 1, -1, -1), self._words(day)))
        return cells

    def draw(self, painter: QPainter) -> None:
        """Draw the squares with months above and weekdays beside them."""
        first, side = self._first(), self._side()
        levels = self._levels()
        for number, cell in enumerate(self.cells):
            day = first + timedelta(days=number)
            count = self._days.get(day, (0, 0.0))[0]
            share = _STEPS[sum(count >= level for level in levels)]
            painter.setPen(QPen(self.theme.color("line"), 1) if not share else Qt.PenStyle.NoPen)
            painter.setBrush(self.mixed("accent", share))
            painter.drawRoundedRect(cell.place, 2, 2)
        painter.setPen(self.theme.color("muted"))
        for week in range(_WEEKS):
            day = first + timedelta(days=7 * week)
            # A month that would begin in the last week has no room for its name.
            if day.day <= 7 and week < _WEEKS - 2:
                month = self.locale().monthName(day.month, self.locale().FormatType.ShortFormat)
                place = QRectF(self._left() + week * side, 0, side * 5, self.line)
                painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, month)
        for row in (0, 2, 4):
            weekday = (first + timedelta(days=row)).isoweekday()
            name = self.locale().dayName(weekday, self.locale().FormatType.ShortFormat)
            place = QRectF(0, self.line * 1.3 + row * side, self._left(), side)
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)

    def _levels(self) -> Sequence[int]:
        """From how many answers on a day counts as some, more, and much: by quarters of the busiest tenth."""
        counts = sorted(count for count, _minutes in self._days.values())
        top = counts[int(len(counts) * 0.9)] if counts else 4
        return (1, max(2, top // 4), max(3, top // 2), max(4, top))

    def _words(self, day: date) -> str:
        count, minutes = self._days.get(day, (0, 0.0))
        name = self.locale().toString(
            QDate(day.year, day.month, day.day), self.locale().FormatType.LongFormat
        )
        if not count:
            return self.tr("{day}: no study").format(day=name)
        return self.tr("{day}: {answers} in {minutes} min").format(
            day=name, answers=counted(count, "answer"), minutes=round(minutes)
        )

    def _first(self) -> date:
        """The first day of the first week, weeks beginning as in this country."""
        begins = self.locale().firstDayOfWeek().value
        last_week = self._today - timedelta(days=(self._today.isoweekday() - begins) % 7)
        return last_week - timedelta(weeks=_WEEKS - 1)

    def _left(self) -> float:
        return self.fontMetrics().averageCharWidth() * 5.5

    def _side(self, width: int = 0) -> float:
        return max(6.0, ((width or self.width()) - self._left()) / _WEEKS)
