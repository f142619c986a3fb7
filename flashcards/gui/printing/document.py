"""A text to lay out on paper that loads nothing: Qt's own reads any local file that its HTML names."""

from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument


class ClosedDocument(QTextDocument):
    """HTML without pictures and styles from elsewhere."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """An empty point, whatever is asked for: where it gets nothing, Qt opens the file that was named."""
        nothing = QImage(1, 1, QImage.Format.Format_ARGB32)
        nothing.fill(Qt.GlobalColor.transparent)
        return nothing
