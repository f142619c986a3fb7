"""How much is recalled on the days up to an exam: with the plan, and if one stops now."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from flashcards.core.clock import StudyCalendar
from flashcards.gui.theme import Theme
from flashcards.gui.widgets.chart import Cell, Chart
from flashcards.gui.widgets.exam_words import day_words, share_words

if TYPE_CHECKING:
    from flashcards.services.exam_figures import ExamOutlook
    from flashcards.study.exam.levels import Level

_STEP = 0.1
_LEAST_TOP = 1.0


class ReadinessChart(Chart):
    """Two lines from now to the exam, one drawn through, one dashed, so that nothing rests on colour; at their ends
    the ranges, and the goal as a dotted line."""

    def __init__(self, theme: Theme, calendar: StudyCalendar, name: str) -> None:
        super().__init__(theme, name)
        self._calendar = calendar
        self._outlook: ExamOutlook | None = None

    def show_outlook(self, outlook: "ExamOutlook | None") -> None:
        """Show another exam, or another day of it."""
        self._outlook = outlook
        levels = self._levels()
        self.renew("; ".join(self._words(level) for level in (levels[0], levels[-1])) if levels else "")

    def sizeHint(self) -> QSize:
        """Some eleven lines of text high."""
        return QSize(self.fontMetrics().averageCharWidth() * 60, round(self.line * 11))

    def lay_out(self) -> Sequence[Cell]:
        """One upright slice for each day."""
        levels, area = self._levels(), self._area()
        places = [self._across(area, level.moment) for level in levels]
        cells = []
        for at, level in enumerate(levels):
            left = area.left() if at == 0 else (places[at - 1] + places[at]) / 2
            right = area.right() if at == len(levels) - 1 else (places[at] + places[at + 1]) / 2
            cells.append(Cell(QRectF(left, area.top(), right - left, area.height()), self._words(level)))
        return cells

    def draw(self, painter: QPainter) -> None:
        """Draw scale, goal, both lines and their ends."""
        outlook, levels = self._outlook, self._levels()
        if outlook is None or not levels:
            return
        area = self._area()
        self._draw_scale(painter, area)
        self._draw_goal(painter, area, outlook.plan.exam.goal)
        stopped = [QPointF(self._across(area, each.moment), self._up(area, each.stopped)) for each in levels]
        followed = [
            QPointF(self._across(area, each.moment), self._up(area, each.followed)) for each in levels
        ]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.theme.color("muted"), 2, Qt.PenStyle.DashLine))
        painter.drawPolyline(QPolygonF(stopped))
        painter.setPen(QPen(self.theme.color("accent"), 2.5))
        painter.drawPolyline(QPolygonF(followed))
        self._draw_ends(painter, area, outlook)

    def _draw_scale(self, painter: QPainter, area: QRectF) -> None:
        floor = self._floor()
        steps = round((_LEAST_TOP - floor) / _STEP)
        every = 1 if steps <= 5 else 2
        for number in range(0, steps + 1, every):
            share = _LEAST_TOP - number * _STEP
            height = self._up(area, share)
            painter.setPen(QPen(self.theme.color("line"), 1))
            painter.drawLine(QPointF(area.left(), height), QPointF(area.right(), height))
            painter.setPen(self.theme.color("muted"))
            place = QRectF(0, height - self.line / 2, area.left() - self.line * 0.6, self.line)
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, align, f"{share:.0%}")
        below = QRectF(area.left(), area.bottom() + self.line * 0.35, area.width(), self.line)
        levels = self._levels()
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, self.tr("now"))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, self._day(levels[-1]))

    def _draw_goal(self, painter: QPainter, area: QRectF, goal: float) -> None:
        height = self._up(area, goal)
        painter.setPen(QPen(self.theme.color("good"), 1.5, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(area.left(), height), QPointF(area.right(), height))
        words = self.tr("goal {goal}").format(goal=f"{goal:.0%}")
        place = QRectF(area.left() + self.line * 0.4, height - self.line * 1.1, area.width(), self.line)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft, words)

    def _draw_ends(self, painter: QPainter, area: QRectF, outlook: "ExamOutlook") -> None:
        """The range at each line's end, and beside it what the line is."""
        ends = (
            (outlook.plan.expected, "accent", self.tr("with the plan {share}")),
            (outlook.forecast.readiness, "muted", self.tr("if you stop {share}")),
        )
        tops = self._spread([self._up(area, ready.share) for ready, _color, _words in ends])
        for number, ((ready, color, words), top) in enumerate(zip(ends, tops, strict=True)):
            across = area.right() + (number + 1) * self.line * 0.4
            painter.setPen(QPen(self.theme.color(color), 3))
            painter.drawLine(
                QPointF(across, self._up(area, ready.low)), QPointF(across, self._up(area, ready.high))
            )
            painter.setPen(self.theme.color("text" if number == 0 else "muted"))
            left = area.right() + self.line * 1.4
            place = QRectF(left, top - self.line / 2, self.width() - left, self.line)
            align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, align, words.format(share=share_words(ready.share)))

    def _spread(self, tops: Sequence[float]) -> list[float]:
        """Two labels beside each other's lines, moved apart where they would touch; the plan's stays above."""
        upper, lower = tops
        near = self.line * 1.15 - (lower - upper)
        return [upper - near / 2, lower + near / 2] if near > 0 else [upper, lower]

    def _levels(self) -> "Sequence[Level]":
        return self._outlook.levels if self._outlook is not None else ()

    def _area(self) -> QRectF:
        left = self.fontMetrics().horizontalAdvance("100%") + self.line * 0.8
        right = self.fontMetrics().horizontalAdvance(self.tr("with the plan over 99%")) + self.line * 1.8
        return QRectF(
            left, self.line * 0.7, max(1.0, self.width() - left - right), self.height() - self.line * 2.2
        )

    def _across(self, area: QRectF, moment: float) -> float:
        levels = self._levels()
        first, last = levels[0].moment, levels[-1].moment
        return area.left() + area.width() * (moment - first) / max(1e-9, last - first)

    def _up(self, area: QRectF, share: float) -> float:
        floor = self._floor()
        return area.bottom() - area.height() * (max(floor, share) - floor) / (_LEAST_TOP - floor)

    def _floor(self) -> float:
        """Where the scale begins: low enough for everything that is drawn."""
        outlook = self._outlook
        assert outlook is not None
        lows = [min(level.followed, level.stopped) for level in outlook.levels]
        lows += [outlook.forecast.readiness.low, outlook.plan.expected.low, outlook.plan.exam.goal]
        return max(0.0, int(min(lows) / _STEP + 1e-9) * _STEP - (_STEP if min(lows) > _STEP else 0.0))

    def _words(self, level: "Level") -> str:
        return self.tr("{day}: {followed} with the plan, {stopped} if you stop now").format(
            day=self._day(level), followed=share_words(level.followed), stopped=share_words(level.stopped)
        )

    def _day(self, level: "Level") -> str:
        levels = self._levels()
        if level == levels[0]:
            return self.tr("now")
        if level == levels[-1]:
            return self.tr("the exam, {day}").format(day=day_words(self._date(level.moment)))
        # The end of a study day is the beginning of the next one.
        return self.tr("after {day}").format(day=day_words(self._date(level.moment - 1)))

    def _date(self, moment: float) -> date:
        return self._calendar.date_of(int(moment))
