"""Bars beside each other, each of one or more parts."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen

from flashcards.gui.theme import Theme
from flashcards.gui.widgets.chart import Cell, Chart


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: a number, and a colour and pattern of the theme."""

    number: float
    color: str = "accent"
    pattern: str = "solid"


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its parts from below, its name below it, what stands on top, what is said of it.

    `group` is a name that stands under all bars beside each other that have it.
    """

    parts: tuple[Part, ...]
    label: str
    words: str
    top: str = ""
    group: str = ""

    @property
    def height(self) -> float:
        """All parts together."""
        return sum(part.number for part in self.parts)


class BarChart(Chart):
    """The largest bar fills the height, unless `full` says what does."""

    def __init__(self, theme: Theme, name: str, *, full: float | None = None, lines: int = 8) -> None:
        super().__init__(theme, name)
        self._full = full
        self._lines = lines
        self._bars: Sequence[Bar] = ()

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show other bars."""
        self._bars = tuple(bars)
        self.renew("; ".join(bar.words for bar in self._bars))

    def sizeHint(self) -> QSize:
        """So many lines of text high."""
        return QSize(self.fontMetrics().averageCharWidth() * 30, self.line * self._lines)

    def lay_out(self) -> Sequence[Cell]:
        """One cell for each bar, as high as the chart."""
        slot = self._slot()
        return [
            Cell(QRectF(at * slot, self.line * 0.2, slot, self.height() - self.line * 0.4), bar.words)
            for at, bar in enumerate(self._bars)
        ]

    def draw(self, painter: QPainter) -> None:
        """Draw the bars, their names, and a line that they stand on."""
        slot, line = self._slot(), float(self.line)
        grouped = any(bar.group for bar in self._bars)
        foot = self.height() - line * (2.4 if grouped else 1.3)
        room = foot - line * 1.3
        largest = self._full or max((bar.height for bar in self._bars), default=0) or 1.0
        step = self._label_step(slot)
        for at, bar in enumerate(self._bars):
            wide = QRectF(at * slot, 0, slot, line)
            top = self._draw_bar(painter, bar, (at * slot, foot), (slot, room / largest))
            if bar.top:
                painter.setPen(self.theme.color("text"))
                painter.drawText(wide.translated(0, top - line * 1.1), Qt.AlignmentFlag.AlignCenter, bar.top)
            if at % step == 0:
                painter.setPen(self.theme.color("muted"))
                self._draw_label(painter, bar.label, (at + 0.5) * slot, foot + line * 0.15)
        if not any(bar.top for bar in self._bars):
            self._draw_scale(painter, foot - room, largest)
        painter.setPen(QPen(self.theme.color("line"), 1))
        painter.drawLine(0, round(foot), self.width(), round(foot))
        if grouped:
            self._draw_groups(painter, slot, foot + line * 1.2)

    def _draw_bar(
        self, painter: QPainter, bar: Bar, foot: tuple[float, float], scale: tuple[float, float]
    ) -> float:
        """Draw a bar's parts from its foot up; returns where it ends."""
        left, bottom = foot
        slot, per_unit = scale
        gap = min(slot * 0.18, 6.0)
        for part in bar.parts:
            if part.number <= 0:
                continue
            height = max(1.5, part.number * per_unit)
            place = QRectF(left + gap, bottom - height, slot - 2 * gap, height)
            painter.setPen(QPen(self.theme.color(part.color), 1))
            painter.setBrush(self.brush(part.color, part.pattern))
            painter.drawRect(place)
            bottom -= height
        return bottom

    def _draw_label(self, painter: QPainter, text: str, middle: float, top: float) -> None:
        """A name below its bar, moved in where it would stand out of the chart."""
        width = self.fontMetrics().horizontalAdvance(text) + 2.0
        left = max(0.0, min(self.width() - width, middle - width / 2))
        painter.drawText(QRectF(left, top, width, self.line), Qt.AlignmentFlag.AlignCenter, text)

    def _draw_scale(self, painter: QPainter, top: float, largest: float) -> None:
        """How much the height stands for, at its right end."""
        painter.setPen(QPen(self.theme.color("line"), 1, Qt.PenStyle.DotLine))
        painter.drawLine(0, round(top), self.width(), round(top))
        painter.setPen(self.theme.color("muted"))
        text = f"{largest:.0%}" if self._full == 1.0 else f"{largest:,.0f}"
        place = QRectF(0, top - self.line, self.width(), self.line)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, text)

    def _draw_groups(self, painter: QPainter, slot: float, top: float) -> None:
        at = 0
        painter.setPen(self.theme.color("muted"))
        while at < len(self._bars):
            end = at
            while end < len(self._bars) and self._bars[end].group == self._bars[at].group:
                end += 1
            place = QRectF(at * slot, top, (end - at) * slot, self.line)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._bars[at].group)
            at = end

    def _slot(self) -> float:
        return self.width() / max(1, len(self._bars))

    def _label_step(self, slot: float) -> int:
        """Every how many bars there is room for a name."""
        widest = max((self.fontMetrics().horizontalAdvance(bar.label) for bar in self._bars), default=0)
        return max(1, -(-round(widest + 6) // max(1, round(slot))))
