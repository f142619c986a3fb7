"""How likely a card was, is and will be recalled, painted over time."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashcards.core.clock import StudyCalendar
from flashcards.core.reviews import WITHOUT_TRACE, Rating
from flashcards.gui.theme import Theme

if TYPE_CHECKING:
    from flashcards.services.past import Past, Point

#: Recall below this is not painted: the interesting part is above.
_FLOOR = 0.4
_LEAST_DAYS = 3.0


class MemoryCurve(QWidget):
    """A line that rises to certainty with each answer and fades after it; dashed from today on.

    Answers stand on the line with the number of their rating (1 forgotten to 4 easy), so that nothing rests on colour.
    """

    def __init__(self, theme: Theme, calendar: StudyCalendar) -> None:
        super().__init__()
        self._theme = theme
        self._calendar = calendar
        self._past: Past | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Memory curve"))
        theme.changed.connect(self.update)

    def show_past(self, past: "Past") -> None:
        """Show a card's curve."""
        self._past = past
        self.setAccessibleDescription(self._spoken(past))
        self.setToolTip(self._spoken(past))
        self.update()

    def sizeHint(self) -> QSize:
        """Some nine lines of text high."""
        return QSize(self.fontMetrics().averageCharWidth() * 40, self.fontMetrics().height() * 9)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw scale, line and answers."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._past is None or not self._past.curve:
            painter.setPen(self._theme.color("muted"))
            painter.drawText(
                self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("No answers yet, so nothing to forget.")
            )
        else:
            self._draw(painter, self._past)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def _draw(self, painter: QPainter, past: "Past") -> None:
        line = self.fontMetrics().height()
        left = self.fontMetrics().horizontalAdvance("100 %") + line
        area = QRectF(left, line * 0.9, self.width() - left - line / 2, self.height() - line * 2.3)
        first = past.curve[0][0].day
        last = max(past.ahead[-1].day if past.ahead else past.today, past.today, first + _LEAST_DAYS)
        self._draw_scale(painter, area)
        strong = QPen(self._theme.color("accent"), 2)
        for part in past.curve:
            self._draw_line(painter, strong, _placed(area, part, first, last))
        dashed = QPen(self._theme.color("accent"), 1.5, Qt.PenStyle.DashLine)
        self._draw_line(painter, dashed, _placed(area, past.ahead, first, last))
        today = area.left() + area.width() * (past.today - first) / (last - first)
        painter.setPen(QPen(self._theme.color("muted"), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(today, area.top()), QPointF(today, area.bottom()))
        self._draw_days(painter, area, (first, past.today, last))
        self._draw_answers(painter, area, past, (first, last))

    def _draw_scale(self, painter: QPainter, area: QRectF) -> None:
        line = self.fontMetrics().height()
        for recall in (1.0, 0.9, 0.7, 0.5):
            height = area.bottom() - area.height() * (recall - _FLOOR) / (1 - _FLOOR)
            painter.setPen(QPen(self._theme.color("line"), 1))
            painter.drawLine(QPointF(area.left(), height), QPointF(area.right(), height))
            painter.setPen(self._theme.color("muted"))
            place = QRectF(0, height - line / 2, area.left() - line * 0.7, line)
            painter.drawText(
                place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{recall:.0%}"
            )

    def _draw_line(self, painter: QPainter, pen: QPen, points: Sequence[QPointF]) -> None:
        if points:
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF(points))

    def _draw_days(self, painter: QPainter, area: QRectF, days: tuple[float, float, float]) -> None:
        """The first day, today and the last one; today gives way where there is no room."""
        first, today, last = days
        line, wide = self.fontMetrics().height(), self.fontMetrics().horizontalAdvance("0000-00-00")
        painter.setPen(self._theme.color("muted"))
        row = QRectF(area.left(), area.bottom() + line * 0.2, area.width(), line)
        painter.drawText(row, Qt.AlignmentFlag.AlignLeft, self._date(first))
        painter.drawText(row, Qt.AlignmentFlag.AlignRight, self._date(last))
        middle = area.left() + area.width() * (today - first) / (last - first)
        if area.left() + wide * 1.6 < middle < area.right() - wide * 1.6:
            place = QRectF(middle - wide, row.top(), wide * 2, line)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.tr("today"))

    def _draw_answers(self, painter: QPainter, area: QRectF, past: "Past", days: tuple[float, float]) -> None:
        first, last = days
        size = self.fontMetrics().height() * 0.85
        free = area.left() - size
        for log in past.logs:
            middle = area.left() + area.width() * (log.day - first) / (last - first)
            if log.kind in WITHOUT_TRACE or middle - free < size * 0.55:
                continue
            free = middle
            forgotten = log.rating is Rating.AGAIN
            painter.setPen(QPen(self._theme.color("wrong" if forgotten else "good"), 1.5))
            painter.setBrush(self._theme.color("base"))
            place = QRectF(middle - size / 2, area.top() - size / 2, size, size)
            painter.drawRect(place) if forgotten else painter.drawEllipse(place)
            painter.setPen(self._theme.color("text"))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(int(log.rating)))

    def _spoken(self, past: "Past") -> str:
        if not past.curve:
            return self.tr("No answers yet")
        lapses = sum(log.rating is Rating.AGAIN for log in past.logs)
        parts = [
            self.tr("{answers} answers, {lapses} of them Again").format(answers=len(past.logs), lapses=lapses)
        ]
        if past.ahead:
            parts.append(self.tr("recall now {share}").format(share=f"{past.ahead[0].recall:.0%}"))
            parts.append(
                self.tr("on {day} {share}").format(
                    day=self._date(past.ahead[-1].day), share=f"{past.ahead[-1].recall:.0%}"
                )
            )
        return ", ".join(parts)

    def _date(self, day: float) -> str:
        return self._calendar.date_of(int(day)).isoformat()


def _placed(area: QRectF, points: "Sequence[Point]", first: float, last: float) -> list[QPointF]:
    return [
        QPointF(
            area.left() + area.width() * (each.day - first) / (last - first),
            area.bottom() - area.height() * (max(each.recall, _FLOOR) - _FLOOR) / (1 - _FLOOR),
        )
        for each in points
    ]
