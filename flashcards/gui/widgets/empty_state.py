"""What a page shows when it has nothing: an icon, a sentence, and what to do next."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from flashcards.gui.theme import MEDIUM, SMALL, Theme, label


class EmptyState(QWidget):
    """Centred; the first button is the main way on."""

    def __init__(
        self, theme: Theme, icon: str, title: str, text: str, buttons: tuple[QPushButton, ...] = ()
    ) -> None:
        super().__init__()
        self._theme = theme
        self._icon_name = icon
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = label(title, "heading")
        self._text = label(text, "muted")
        for each in (self._title, self._text):
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
        # A label that wraps has no width of its own in a centred layout.
        self._text.setFixedWidth(self.fontMetrics().averageCharWidth() * 68)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addStretch()
        for made in buttons:
            row.addWidget(made)
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.setSpacing(MEDIUM)
        layout.addStretch()
        layout.addWidget(self._icon)
        layout.addWidget(self._title)
        layout.addWidget(self._text, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addLayout(row)
        layout.addStretch()
        theme.changed.connect(self._paint_icon)
        self._paint_icon()
        self._fit()

    def say(self, title: str, text: str) -> None:
        """Change the words."""
        self._title.setText(title)
        self._text.setText(text)
        self._fit()

    def _fit(self) -> None:
        # In a box layout with stretches a wrapped label is squeezed to one line.
        self._text.setMinimumHeight(max(0, self._text.heightForWidth(self._text.maximumWidth())))

    def _paint_icon(self) -> None:
        self._icon.setPixmap(self._theme.pixmap(self._icon_name, "muted", 44, self.devicePixelRatioF()))
