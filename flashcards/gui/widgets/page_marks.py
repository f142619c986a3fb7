"""The numbers of the pages of a paper or book, in the margin beside the lines where they begin."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

#: Pixels between a number and the text, and above it, so that it stands on the line's level.
_GAP = 8
_SIZE = 0.8
#: The widest number that the margin has room for.
_WIDEST = "p. 9999"


def mark_font(font: QFont) -> QFont:
    """The font of the marks beside a text in that font."""
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * _SIZE)
    return small


def margin_for(font: QFont) -> float:
    """How wide a margin has to be for marks, in pixels."""
    return QFontMetricsF(mark_font(font)).horizontalAdvance(_WIDEST) + 2 * _GAP


def paint_marks(
    ground: QWidget, marks: Sequence[tuple[int, QRectF]], right: float, font: QFont, ink: QColor
) -> None:
    """Write page numbers, each beside the rectangle where its page begins, up to `right` pixels from the left.

    Of several pages that begin in one line the last is written.
    """
    painter = QPainter(ground)
    painter.setFont(mark_font(font))
    painter.setPen(ink)
    last = {round(where.top()): (number, where) for number, where in marks}
    for number, where in last.values():
        box = QRectF(0, where.top(), right - _GAP, where.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"p. {number}")
    painter.end()
