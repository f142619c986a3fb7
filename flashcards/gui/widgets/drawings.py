"""Drawings (SVG) of the library as pictures, for views that show pictures alone.

A drawing came in without anything that it could run or load (`exchange.anki.importing.drawings`); what is no such file is
handed on as it is.
"""

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

_LARGEST = 2_000_000
#: Of a picture's longer side, in points: at least so many, for an icon too, and at most.
_LEAST, _MOST = 240, 1600


def with_drawings(read: Callable[[str], bytes]) -> Callable[[str], bytes]:
    """Read files by name as `read` does, and drawings as PNG pictures."""

    def reading(name: str) -> bytes:
        data = read(name)
        return painted(data) if name.lower().endswith(".svg") else data

    return reading


def painted(drawing: bytes) -> bytes:
    """A drawing as PNG; empty for what is none."""
    if len(drawing) > _LARGEST:
        return b""
    renderer = QSvgRenderer(QByteArray(drawing))
    size = renderer.defaultSize()
    if not renderer.isValid() or size.isEmpty():
        return b""
    longer = max(size.width(), size.height())
    wanted = min(_MOST, max(_LEAST, longer))
    size = size.scaled(QSize(wanted, wanted), Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
    picture = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    # Drawings are made for paper: on a dark card their black lines would not be seen.
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    renderer.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
