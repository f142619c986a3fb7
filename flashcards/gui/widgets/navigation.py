"""The list of pages at the window's left."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from flashcards.gui.theme import Theme


class Navigation(QListWidget):
    """`asked` carries the number of the page that the user wants."""

    asked = Signal(int)

    def __init__(self, theme: Theme, pages: Sequence[tuple[str, str]]) -> None:
        """`pages` are names and icons."""
        super().__init__()
        self._theme = theme
        self._icons = [icon for _name, icon in pages]
        self.setObjectName("navigation")
        self.setAccessibleName(self.tr("Pages"))
        self.setIconSize(QSize(18, 18))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * 24)
        for name, _icon in pages:
            item = QListWidgetItem(name)
            item.setSizeHint(QSize(0, round(self.fontMetrics().height() * 2.4)))
            self.addItem(item)
        self._paint_icons()
        self.setCurrentRow(0)
        self.itemClicked.connect(self._follow)
        self.itemActivated.connect(self._follow)
        theme.changed.connect(self._paint_icons)

    def _follow(self, item: QListWidgetItem) -> None:
        self.asked.emit(self.row(item))

    def _paint_icons(self) -> None:
        for row, icon in enumerate(self._icons):
            self.item(row).setIcon(self._theme.icon(icon, "text", "accentText"))
