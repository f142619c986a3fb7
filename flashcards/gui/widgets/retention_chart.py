"""Recall against the wish: for each role the share recalled, how sure that is, and what was wished for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen

from flashcards.gui.theme import Theme
from flashcards.gui.widgets.chart import Cell, Chart

if TYPE_CHECKING:
    from flashcards.services.figures import Retention

_LEAST_FLOOR = 0.7


class RetentionChart(Chart):
    """One line each: a dot with whiskers on a scale of shares, the wish as a stroke, the same in words beside it."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name)
        self._rows: Sequence[Retention] = ()

    def show_rows(self, rows: "Sequence[Retention]") -> None:
        """Show other shares."""
        self._rows = tuple(rows)
        self.renew("; ".join(self._words(row) for row in self._rows))

    def sizeHint(self) -> QSize:
        """Two lines for each row, and one for the scale."""
        rows = max(1, len(self._rows))
        return QSize(self.fontMetrics().averageCharWidth() * 60, round(self.line * (rows * 2.0 + 1.6)))

    def lay_out(self) -> Sequence[Cell]:
        """One cell for each row."""
        height = self.line * 2.0
        return [
            Cell(QRectF(0, at * height, self.width(), height), self._words(row))
            for at, row in enumerate(self._rows)
        ]

    def draw(self, painter: QPainter) -> None:
        """Draw the scale and the rows."""
        left, right = self.fontMetrics().averageCharWidth() * 14.0, self.width() * 0.62
        height = self.line * 2.0
        floor = self._floor()
        foot = height * len(self._rows)
        for share in (floor, (floor + 1) / 2, 1.0):
            across = left + (right - left) * (share - floor) / (1 - floor)
            painter.setPen(QPen(self.theme.color("line"), 1))
            painter.drawLine(QPointF(across, 0), QPointF(across, foot))
            painter.setPen(self.theme.color("muted"))
            place = QRectF(across - 40, foot + self.line * 0.2, 80, self.line)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, f"{share:.0%}")
        for at, row in enumerate(self._rows):
            self._draw_row(painter, row, at * height, (left, right))

    def _draw_row(self, painter: QPainter, row: "Retention", top: float, sides: tuple[float, float]) -> None:
        left, right = sides
        floor, height = self._floor(), self.line * 2.0
        middle = top + height / 2

        def across(share: float) -> float:
            return left + (right - left) * (max(floor, share) - floor) / (1 - floor)

        painter.setPen(self.theme.color("text"))
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, top, left - 8, height), align, self._name(row))
        painter.setPen(QPen(self.theme.color("text"), 2))
        wish = across(row.desired)
        painter.drawLine(QPointF(wish, middle - self.line * 0.6), QPointF(wish, middle + self.line * 0.6))
        if row.share is not None:
            tone = "accent" if row.enough else "muted"
            painter.setPen(QPen(self.theme.color(tone), 3))
            painter.drawLine(QPointF(across(row.low), middle), QPointF(across(row.high), middle))
            painter.setBrush(self.theme.color(tone))
            painter.drawEllipse(QPointF(across(row.share), middle), 4.5, 4.5)
        painter.setPen(self.theme.color("text" if row.enough else "muted"))
        painter.drawText(QRectF(right + 14, top, self.width() - right - 14, height), align, self._told(row))

    def _floor(self) -> float:
        """Where the scale begins: low enough for everything that can be told."""
        lows = [row.low for row in self._rows if row.enough]
        return min([_LEAST_FLOOR, *(int(low * 10) / 10 for low in lows)])

    def _name(self, row: "Retention") -> str:
        return row.role.value.capitalize() if row.role else self.tr("All")

    def _told(self, row: "Retention") -> str:
        if row.share is None:
            return self.tr("no answers yet")
        if not row.enough:
            return self.tr("{share} of {answers}, too few to tell").format(
                share=f"{row.share:.0%}", answers=row.answers
            )
        return self.tr("{share} of {answers:,}, wished {wish}").format(
            share=f"{row.share:.0%}", answers=row.answers, wish=f"{row.desired:.0%}"
        )

    def _words(self, row: "Retention") -> str:
        words = f"{self._name(row)}: {self._told(row)}"
        if not row.enough:
            return words
        return self.tr("{words}; likely {low} to {high}").format(
            words=words, low=f"{row.low:.0%}", high=f"{row.high:.0%}"
        )
