"""The mechanism map to look at: zoom, pan, and the arrow keys from concept to concept."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView

from flashcards.core.maps import MechanismMap
from flashcards.core.pictures import Arrow, Box, Picture
from flashcards.gui.theme import Theme
from flashcards.gui.widgets.map_items import LABEL_PIXELS, NODE_PIXELS, ArrowItem, BoxItem
from flashcards.gui.widgets.map_steps import Steps, spoken

_MARGIN = 24.0
_STEP = 1.2
_READABLE = 0.85
_SMALLEST, _LARGEST = 0.15, 4.0


class MapView(QGraphicsView):
    """Shows a picture; `chosen` carries the `Box` or `Arrow` that has the focus, None for neither.

    Right and left follow the arrows, up and down go to what stands there; plus, minus and 0 zoom.
    """

    chosen = Signal(object)
    opened = Signal()

    def __init__(self, theme: Theme, largest: float = 1.0) -> None:
        """`largest` says how many times larger than life a small map may be shown to fill its room."""
        super().__init__()
        self._theme = theme
        self._most = largest
        self._items: dict[Box | Arrow, BoxItem | ArrowItem] = {}
        self._steps = Steps(MechanismMap(), Picture(0, 0, (), ()))
        self._fitted = True
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setAccessibleName(self.tr("Mechanism map"))
        self.scene().selectionChanged.connect(self._tell)
        theme.changed.connect(self._recolor)
        self._recolor()

    def measure(self, text: str, size: float) -> float:
        """The width of a text in the font that the map is painted with."""
        return QFontMetricsF(self._font(round(size))).horizontalAdvance(text)

    def show_picture(self, found: MechanismMap, picture: Picture) -> None:
        """Show a map, all of it as long as it can be read; what was chosen stays chosen."""
        before = self.current()
        self.scene().clear()
        self._items = {}
        nodes, labels = self._font(NODE_PIXELS), self._font(LABEL_PIXELS)
        for arrow in picture.arrows:
            self._add(arrow, ArrowItem(self._theme, arrow, labels))
        for box in picture.boxes:
            self._add(box, BoxItem(self._theme, box, nodes))
        self._steps = Steps(found, picture)
        area = QRectF(0, 0, picture.width, picture.height)
        self.scene().setSceneRect(area.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN))
        again = self._steps.same(before) if before is not None else None
        if again is not None:
            self._items[again].setSelected(True)
        else:
            self.begin()

    def current(self) -> Box | Arrow | None:
        """What has the focus."""
        selected = self.scene().selectedItems()
        item = selected[0] if selected else None
        return item.thing if isinstance(item, BoxItem | ArrowItem) else None

    def choose(self, thing: Box | Arrow) -> None:
        """Give something the focus and bring it into view."""
        self.scene().clearSelection()
        item = self._items[thing]
        item.setSelected(True)
        self.ensureVisible(item, 40, 40)

    def begin(self) -> None:
        """Show all of the map if it can be read then, else its beginning."""
        self._fitted = True
        self._fit()
        if self.transform().m11() < _READABLE:
            self.resetTransform()
            self.scale(_READABLE, _READABLE)
            for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
                bar.setValue(bar.minimum())

    def _fit(self) -> None:
        """Show all of the map, but never larger than it may be."""
        area = self.sceneRect()
        self.resetTransform()
        room = self.viewport().size()
        share = min(room.width() / max(area.width(), 1), room.height() / max(area.height(), 1), self._most)
        self.scale(share, share)
        self.centerOn(area.center())

    def fit(self) -> None:
        """Show all of the map, however small, until somebody zooms."""
        self._fit()
        self._fitted = False

    def zoom(self, steps: float) -> None:
        """Make the map larger or smaller."""
        wanted = self.transform().m11() * _STEP**steps
        share = min(max(wanted, _SMALLEST), _LARGEST) / self.transform().m11()
        self.scale(share, share)
        self._fitted = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk along the arrows, zoom, or open what has the focus."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(1)
        elif key == Qt.Key.Key_Minus:
            self.zoom(-1)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current() is not None:
            self.opened.emit()
        elif key in Steps.KEYS:
            self._go(key)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel zooms, without it scrolls."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(event.angleDelta().y() / 120)
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay fitted until somebody zooms."""
        super().resizeEvent(event)
        if self._fitted:
            self.begin()

    def _add(self, thing: Box | Arrow, item: BoxItem | ArrowItem) -> None:
        self._items[thing] = item
        self.scene().addItem(item)

    def _go(self, key: Qt.Key) -> None:
        wanted = self._steps.from_here(self.current(), key)
        if wanted is not None:
            self.choose(wanted)

    def _tell(self) -> None:
        current = self.current()
        words = "" if current is None else spoken(self._steps.found, current)
        self.setAccessibleDescription(words)
        if words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self.chosen.emit(current)

    def _recolor(self) -> None:
        self.setBackgroundBrush(self._theme.color("base"))
        self.viewport().update()

    def _font(self, pixels: int) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(pixels)
        return font
