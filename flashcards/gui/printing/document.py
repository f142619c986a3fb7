"""A text to lay out on paper that loads nothing: Qt's own reads any local file that its HTML names."""

from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QFont, QImage, QPagedPaintDevice, QTextDocument

FAMILIES = ["Noto Sans", "DejaVu Sans", "Segoe UI", "Arial"]


class ClosedDocument(QTextDocument):
    """HTML without pictures and styles from elsewhere."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """An empty point, whatever is asked for: where it gets nothing, Qt opens the file that was named."""
        nothing = QImage(1, 1, QImage.Format.Format_ARGB32)
        nothing.fill(Qt.GlobalColor.transparent)
        return nothing


def laid_out(html: str, device: QPagedPaintDevice, size: float, width: float) -> ClosedDocument:
    """A text in black letters of `size` points, as wide as `width` in dots of the device."""
    document = ClosedDocument()
    font = QFont(FAMILIES)
    font.setPointSizeF(size)
    document.documentLayout().setPaintDevice(device)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    document.setDefaultStyleSheet("p { margin: 0; color: #000000; }")
    document.setHtml(html)
    document.setTextWidth(width)
    return document
