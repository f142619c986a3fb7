"""A thin strip beside the article: where it claims something, and where a card was made of that."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from flashcards.core.coverage import Stretch
from flashcards.gui.theme import Theme, as_tip

_WIDTH = 16
_LEAST = 4.0


class CoverageStrip(QWidget):
    """A mark for each sentence with facts: filled where a card rests on it, hollow where none does yet.

    `asked` carries the offset of the sentence that was clicked, or reached with the arrow keys.
    """

    asked = Signal(int)

    def __init__(
        self,
        theme: Theme,
        shares_of: Callable[[Sequence[int]], list[float]],
        seen: Callable[[], tuple[float, float]],
    ) -> None:
        """`shares_of` says how far down the text offsets stand, nothing while it is not whole; `seen` which part shows: 0 to
        1."""
        super().__init__()
        self._theme = theme
        self._shares_of = shares_of
        self._seen = seen
        self._stretches: tuple[Stretch, ...] = ()
        self._shares: list[tuple[float, float]] = []
        # Where the end of a long text stands is known once all of it is laid out: that is an event of its own.
        self._placing = QTimer(self)
        self._placing.setSingleShot(True)
        self._placing.timeout.connect(self._place)
        self._at = 0
        self.setFixedWidth(_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Coverage"))
        theme.changed.connect(self.update)

    def show_stretches(self, stretches: Sequence[Stretch]) -> None:
        """Show what is covered."""
        moved = [each.span for each in stretches] != [each.span for each in self._stretches]
        self._stretches = tuple(stretches)
        self._at = min(self._at, max(0, len(stretches) - 1))
        covered = sum(each.covered for each in stretches)
        words = self.tr("{covered} of {all} sentences with facts have a card")
        self.setAccessibleDescription(words.format(covered=covered, all=len(stretches)))
        if moved:
            self.place()
        self.update()

    def place(self) -> None:
        """Find anew where the sentences stand, as soon as nothing else is to be done."""
        self._placing.start(0)

    def sizeHint(self) -> QSize:
        """As narrow as can be clicked."""
        return QSize(_WIDTH, 80)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the part that shows, then every mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top, bottom = (share * self.height() for share in self._seen())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("hover"))
        painter.drawRoundedRect(QRectF(0, top, self.width(), max(_LEAST, bottom - top)), 3, 3)
        self._paint_marks(painter)
        if self._stretches and self.hasFocus():
            painter.setPen(QPen(self._theme.color("text"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._area(self._at).adjusted(-2, -2, 2, 2))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the sentence under the pointer, or the nearest."""
        if self._stretches:
            self._go(self._nearest(event.position().y()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow keys go from sentence to sentence; with Shift, to those without a card."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None or not self._stretches:
            super().keyPressEvent(event)
            return
        order = range(self._at + step, len(self._stretches) if step > 0 else -1, step)
        bare = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._go(next((at for at in order if not (bare and self._stretches[at].covered)), self._at))

    def event(self, event: QEvent) -> bool:
        """Say in words what the mark under the pointer means."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = self._words(self._nearest(event.pos().y())) if self._stretches else ""
            QToolTip.showText(event.globalPos(), as_tip(text), self)
            return True
        return super().event(event)

    def _place(self) -> None:
        tops = self._shares_of([each.span.start for each in self._stretches])
        ends = self._shares_of([each.span.end for each in self._stretches])
        self._shares = list(zip(tops, ends, strict=True))
        self.update()

    def _go(self, number: int) -> None:
        self._at = number
        self.setAccessibleDescription(self._words(number))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._words(number)))
        self.update()
        self.asked.emit(self._stretches[number].span.start)

    def _nearest(self, y: float) -> int:
        return min(range(len(self._stretches)), key=lambda number: abs(self._area(number).center().y() - y))

    def _area(self, number: int) -> QRectF:
        shares = self._shares[number] if number < len(self._shares) else (0.0, 0.0)
        top, bottom = (share * self.height() for share in shares)
        return QRectF(3, top, self.width() - 6, max(_LEAST, bottom - top - 1))

    def _paint_marks(self, painter: QPainter) -> None:
        """All marks of one kind at once: a long article has a thousand, and every decision paints them anew."""
        covered: list[QRectF] = []
        waiting: list[QRectF] = []
        bare: list[QRectF] = []
        for number, stretch in enumerate(self._stretches[: len(self._shares)]):
            area = self._area(number)
            if stretch.covered:
                covered.append(area)
            elif stretch.waiting:
                waiting.append(area.adjusted(0.5, 0.5, -0.5, -0.5))
            else:  # A sentence whose drafts wait is a frame; one that nothing came of is half as wide.
                inset = area.width() / 4
                bare.append(area.adjusted(inset, 0.5, -inset, -0.5))
        for name, areas in (("accent", waiting), ("muted", bare)):
            painter.setPen(QPen(self._theme.color(name), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRects(areas)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("good"))
        painter.drawRects(covered)

    def _words(self, number: int) -> str:
        stretch = self._stretches[number]
        if stretch.covered:
            state = self.tr("has a card")
        elif stretch.waiting:
            state = self.tr("drafts wait")
        else:
            state = self.tr("no card")
        words = self.tr("Sentence {number} of {all} with facts: {state}")
        return words.format(number=number + 1, all=len(self._stretches), state=state)
