"""What every painted chart has: cells that can be pointed at by mouse and keys, and read aloud."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QBrush,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashcards.gui.theme import Theme

#: Patterns beside colours, so that parts can be told apart without them.
PATTERNS = {
    "solid": Qt.BrushStyle.SolidPattern,
    "hatched": Qt.BrushStyle.BDiagPattern,
    "dotted": Qt.BrushStyle.Dense4Pattern,
    "empty": Qt.BrushStyle.NoBrush,
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of a chart: where it is, and what it says."""

    place: QRectF
    words: str


class Chart(QWidget):
    """`pointed` carries the words of the cell that is pointed at, empty for none."""

    pointed = Signal(str)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.theme = theme
        self.cells: Sequence[Cell] = ()
        self._at = -1
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def line(self) -> int:
        """The height of a line of text."""
        return self.fontMetrics().height()

    def renew(self, description: str) -> None:
        """Lay out anew after other numbers came; `description` is the whole chart in words."""
        self.setAccessibleDescription(description)
        self._at = -1
        self.cells = self.lay_out()
        self.updateGeometry()
        self.update()

    def lay_out(self) -> Sequence[Cell]:
        """The cells for the present size; charts override this."""
        return ()

    def draw(self, painter: QPainter) -> None:
        """Paint the chart; charts override this."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cells move with the size."""
        super().resizeEvent(event)
        self.cells = self.lay_out()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chart, and a ring around the cell that is pointed at."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter)
        if 0 <= self._at < len(self.cells):
            painter.setPen(QPen(self.theme.color("text"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.cells[self._at].place.adjusted(-1.5, -1.5, 1.5, 1.5), 3, 3)
        elif self.hasFocus():
            painter.setPen(QPen(self.theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from cell to cell; each is read aloud."""
        aims = {
            Qt.Key.Key_Right: self._beside(1),
            Qt.Key.Key_Left: self._beside(-1),
            Qt.Key.Key_Down: self._below(1),
            Qt.Key.Key_Up: self._below(-1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self.cells) - 1,
        }
        key = Qt.Key(event.key())
        if key not in aims or not self.cells:
            super().keyPressEvent(event)
            return
        self._point(max(0, min(len(self.cells) - 1, aims[key])))
        spoken = QAccessibleAnnouncementEvent(self, self.cells[self._at].words)
        QAccessible.updateAccessibility(spoken)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what is under the mouse."""
        found = (at for at, cell in enumerate(self.cells) if cell.place.contains(event.position()))
        self._point(next(found, -1))

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse is gone."""
        super().leaveEvent(event)
        self._point(-1)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keys are for something else now."""
        super().focusOutEvent(event)
        self._point(-1)

    def brush(self, color: str, pattern: str = "solid") -> QBrush:
        """A colour of the theme in one of the patterns."""
        return QBrush(self.theme.color(color), PATTERNS[pattern])

    def mixed(self, color: str, share: float) -> QColor:
        """A colour of the theme, so much of it over the ground."""
        ground, over = self.theme.color("base"), self.theme.color(color)
        parts = zip(ground.getRgb()[:3], over.getRgb()[:3], strict=True)  # type: ignore[index]
        return QColor(*(round(low + (high - low) * share) for low, high in parts))

    def _point(self, at: int) -> None:
        if at != self._at:
            self._at = at
            self.pointed.emit(self.cells[at].words if at >= 0 else "")
            self.update()

    def _beside(self, step: int) -> int:
        return (self._at + step) if self._at >= 0 else 0

    def _below(self, step: int) -> int:
        """The next cell above or below the present one, in the same column as far as there is one."""
        if self._at < 0:
            return 0
        here = self.cells[self._at].place.center()
        beyond = [
            (abs(cell.place.center().x() - here.x()), abs(cell.place.center().y() - here.y()), at)
            for at, cell in enumerate(self.cells)
            if (cell.place.center().y() - here.y()) * step > 1
        ]
        if not beyond:
            return self._at
        nearest = min(row for _column, row, _at in beyond)
        return min((column, at) for column, row, at in beyond if row < nearest + 2)[1]
