"""A small painted chart of what falls due on the coming days."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashcards.gui.theme import Theme


class Forecast(QWidget):
    """One bar for each day, with its count above and the weekday below."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._counts: tuple[int, ...] = ()
        self._first = date(1970, 1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_counts(self, counts: Sequence[int], first: date) -> None:
        """Show counts for the days from `first`."""
        self._counts = tuple(counts)
        self._first = first
        days = [f"{self._day(number)}: {count}" for number, count in enumerate(self._counts)]
        self.setAccessibleName(self.tr("Reviews due on the coming days"))
        self.setAccessibleDescription(", ".join(days))
        self.setToolTip("\n".join(days))
        self.update()

    def sizeHint(self) -> QSize:
        """Some seven lines of text high."""
        return QSize(self.fontMetrics().averageCharWidth() * 40, self.fontMetrics().height() * 7)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bars."""
        if not self._counts:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.fontMetrics().height()
        slot = self.width() / len(self._counts)
        room = self.height() - 2.6 * line
        largest = max(*self._counts, 1)
        for number, count in enumerate(self._counts):
            height = max(3.0, room * count / largest)
            left = number * slot + slot * 0.2
            bar = QRectF(left, line * 1.2 + room - height, slot * 0.6, height)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("accent" if count else "line"))
            painter.drawRoundedRect(bar, 3, 3)
            painter.setPen(self._theme.color("text" if count else "muted"))
            top = QRectF(number * slot, bar.top() - line * 1.15, slot, line)
            painter.drawText(top, Qt.AlignmentFlag.AlignCenter, str(count))
            painter.setPen(self._theme.color("muted"))
            below = QRectF(number * slot, self.height() - line * 1.1, slot, line)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self._day(number))
        painter.end()

    def _day(self, number: int) -> str:
        if number == 0:
            return self.tr("Today")
        return self.locale().dayName(
            (self._first + timedelta(days=number)).isoweekday(), self.locale().FormatType.ShortFormat
        )
