"""How the concepts and arrows of a map are painted."""

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPainterPathStroker, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from flashcards.core.facts import FactKind
from flashcards.core.maps import Polarity
from flashcards.core.mastery import SIGNS, Mastery
from flashcards.core.pictures import Arrow, Box, Point, Rect
from flashcards.gui.theme import Theme, as_tip

#: The theme's colour for each standing; the signs say the same.
COLORS = {
    Mastery.SLIPPING: "wrong",
    Mastery.NEW: "accent",
    Mastery.LEARNING: "hard",
    Mastery.KNOWN: "good",
    Mastery.NO_CARD: "muted",
}
NODE_PIXELS, LABEL_PIXELS = 13, 11
_HALO = 4.0


class BoxItem(QGraphicsItem):
    """A concept in its box, with the sign of how well it is known."""

    def __init__(self, theme: Theme, box: Box, font: QFont) -> None:
        super().__init__()
        self.thing = box
        self._theme = theme
        self._font = font
        self._area = _rect(box.place)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable)
        self.setToolTip(as_tip(f"{box.label}: {box.mastery.value}"))
        self.setZValue(1)

    def boundingRect(self) -> QRectF:
        """The box with its ring when chosen."""
        return self._area.adjusted(-_HALO, -_HALO, _HALO, _HALO)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Draw the box, its sign and its words."""
        color = self._theme.color(COLORS[self.thing.mastery])
        if self.isSelected():
            painter.setPen(QPen(self._theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._area.adjusted(-3, -3, 3, 3), 10, 10)
        style = Qt.PenStyle.DotLine if self.thing.mastery is Mastery.NO_CARD else Qt.PenStyle.SolidLine
        painter.setPen(QPen(color, 1.6, style))
        painter.setBrush(self._theme.color("base"))
        painter.drawRoundedRect(self._area, 8, 8)
        painter.setFont(self._font)
        painter.setPen(color)
        sign = self._area.adjusted(6, 0, 0, 0)
        painter.drawText(sign, int(Qt.AlignmentFlag.AlignVCenter), SIGNS[self.thing.mastery])
        painter.setPen(self._theme.color("text"))
        words = self._area.adjusted(NODE_PIXELS * 1.3, 0, 0, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), "\n".join(self.thing.lines))


class ArrowItem(QGraphicsItem):
    """An effect: dashed when hedged, its head by what it does, its words on the way."""

    def __init__(self, theme: Theme, arrow: Arrow, font: QFont) -> None:
        super().__init__()
        self.thing = arrow
        self._theme = theme
        self._font = font
        self._label = _rect(arrow.place)
        self._path = _path(arrow.points)
        self._head, self._filled = _head(arrow)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable)
        self.setToolTip(as_tip(f"{arrow.reading}: {arrow.mastery.value}"))

    def boundingRect(self) -> QRectF:
        """All of the arrow with its label."""
        area = self._path.boundingRect().united(self._label).united(self._head.boundingRect())
        return area.adjusted(-_HALO, -_HALO, _HALO, _HALO)

    def shape(self) -> QPainterPath:
        """Where a click means the arrow: near its line, and on its label."""
        stroker = QPainterPathStroker()
        stroker.setWidth(10)
        near = stroker.createStroke(self._path)
        near.addRect(self._label)
        return near

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Draw line, head and label."""
        chosen = self.isSelected()
        color = self._theme.color("accent" if chosen else COLORS[self.thing.mastery])
        pen = QPen(color, 2.4 if chosen else 1.6)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.thing.hedged:
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawPath(self._path)
        pen.setStyle(Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        painter.setBrush(color if self._filled else QColor(Qt.GlobalColor.transparent))
        painter.drawPath(self._head)
        painter.fillRect(self._label, self._theme.color("base"))
        painter.setFont(self._font)
        painter.setPen(self._theme.color(self._ink()))
        painter.drawText(self._label, int(Qt.AlignmentFlag.AlignCenter), "\n".join(self.thing.lines))
        if chosen:
            painter.setPen(QPen(self._theme.color("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._label, 4, 4)

    def _ink(self) -> str:
        if self.thing.kind is FactKind.RISK:
            return "risk"
        return "theory" if self.thing.theory else "muted"


def _rect(place: Rect) -> QRectF:
    return QRectF(place.x, place.y, place.width, place.height)


def _path(points: tuple[Point, ...]) -> QPainterPath:
    """Straight from the first point to the second, in a bow to the third, and so on."""
    path = QPainterPath(QPointF(*points[0]))
    for at, (before, point) in enumerate(pairwise(points)):
        if at % 2 == 0:
            path.lineTo(QPointF(*point))
        else:
            middle = (before.x + point.x) / 2
            path.cubicTo(QPointF(middle, before.y), QPointF(middle, point.y), QPointF(*point))
    return path


def _head(arrow: Arrow) -> tuple[QPainterPath, bool]:
    """A bar for what is lowered, else a tip, filled for what is raised."""
    x, y = arrow.points[-1]
    back = 8.0 if arrow.backwards else -8.0
    path = QPainterPath()
    if arrow.polarity is Polarity.LOWERS:
        path.moveTo(x + back / 2, y - 7)
        path.lineTo(x + back / 2, y + 7)
        return path, False
    path.moveTo(x + back, y - 4.5)
    path.lineTo(x, y)
    path.lineTo(x + back, y + 4.5)
    if arrow.polarity is Polarity.RAISES:
        path.closeSubpath()
    return path, arrow.polarity is Polarity.RAISES
