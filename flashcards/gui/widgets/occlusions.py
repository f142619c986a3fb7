"""Paints the places of a picture that a card hides (`core.occlusion`), in the colours that Anki gives them."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from flashcards.core.occlusion import Cover, Place

_FILLS = {Cover.ASKED: "#ff8e8e", Cover.HIDDEN: "#ffeba2"}
_LINES = {Cover.ASKED: "#212121", Cover.HIDDEN: "#212121", Cover.SHOWN: "#ff8e8e"}


def painted(picture: QImage, places: Sequence[Place]) -> QImage:
    """The picture with its places covered, or framed where they are the answer."""
    made = picture.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = max(1.0, made.width() / 400)
    for place in places:
        fill = _FILLS.get(place.cover)
        painter.setBrush(QBrush(QColor(fill)) if fill else QBrush())
        painter.setPen(QPen(QColor(_LINES[place.cover]), width if fill else 3 * width))
        painter.drawPath(_path(place, made.width(), made.height()))
    painter.end()
    return made


def _path(place: Place, width: int, height: int) -> QPainterPath:
    points = [QPointF(x * width, y * height) for x, y in place.corners]
    path = QPainterPath()
    if place.round:
        path.addEllipse(QRectF(points[0], points[1]))
    else:
        path.addPolygon(QPolygonF(points))
        path.closeSubpath()
    if not place.angle:
        return path
    # Anki turns a shape about its upper left corner.
    corner = points[0]
    turn = (
        QTransform().translate(corner.x(), corner.y()).rotate(place.angle).translate(-corner.x(), -corner.y())
    )
    return turn.map(path)
