"""A sheet that shows whether a printer's backs meet its fronts, and how far they miss."""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPdfWriter, QPen

from flashcards.core.card_sheets import SIZES, Cutting, Flip, Place, cells
from flashcards.core.study_lists import Paper
from flashcards.gui.printing.card_sheets import MM, font

#: Half the length of a scale, in millimetres; marks stand at every one of them.
_REACH = 8
_BLACK, _RED = QColor("#000000"), QColor("#9f2124")
_FRONT = (
    "Front",
    "Print this page and the next on both sides of one sheet, at actual size (100 %), turned over the {edge} edge, "
    "and hold it against a light, with this side towards you.",
    "Every cross of the back should meet the zero of a scale, and each letter its like. Where the letters differ, "
    "choose the other edge.",
)
_BACK = (
    "Back",
    "If the crosses miss by a millimetre or more: turn the sheet, this side towards you, and see through the paper how "
    "far the zeros lie from the crosses.",
    "Move the backs by so many millimetres: to the right and down are positive, to the left and up negative.",
)


class _Target(NamedTuple):
    """A scale on the front and the cross that should meet it, in millimetres."""

    letter: str
    front: tuple[float, float]
    back: tuple[float, float]
    turned: bool


def paint_test(writer: QPdfWriter, painter: QPainter, cutting: Cutting, paper: Paper) -> int:
    """Paint the front and the back for a way of cutting; gives the number of pages."""
    edge = "long" if cutting.flip is Flip.LONG_EDGE else "short"
    width, height = SIZES[paper]
    targets = list(_targets(cutting, paper))
    for each in targets:
        _scale(painter, each.front)
        _letter(painter, each.front, each.letter, turned=False)
    _explain(painter, Place(45, height / 2 - 28, width - 90, 56), [line.format(edge=edge) for line in _FRONT])
    writer.newPage()
    for each in targets:
        _cross(painter, each.back)
        _letter(painter, each.back, each.letter, turned=each.turned)
    _explain(painter, Place(45, height / 2 - 28, width - 90, 56), _BACK)
    return 2


def _targets(cutting: Cutting, paper: Paper) -> Iterator[_Target]:
    """The middles of the cards in the corners, which lie behind each other like the cards."""
    found = cells(cutting, paper)
    corners = (
        min(found, key=lambda each: each.front.x + each.front.y),
        max(found, key=lambda each: each.front.x - each.front.y),
        min(found, key=lambda each: each.front.x - each.front.y),
        max(found, key=lambda each: each.front.x + each.front.y),
    )
    for letter, cell in zip("ABCD", dict.fromkeys(corners), strict=False):
        yield _Target(letter, _middle(cell.front), _middle(cell.back), cell.turned)


def _middle(place: Place) -> tuple[float, float]:
    return place.x + place.width / 2, place.y + place.height / 2


def _scale(painter: QPainter, at: tuple[float, float]) -> None:
    """Two rulers through a point, longer marks at zero and every five millimetres."""
    painter.setPen(QPen(_BLACK, 0.12 * MM))
    x, y = at
    _line(painter, (x - _REACH, y), (x + _REACH, y))
    _line(painter, (x, y - _REACH), (x, y + _REACH))
    for step in range(-_REACH, _REACH + 1):
        half = 1.6 if step % 5 == 0 else 0.8
        _line(painter, (x + step, y - half), (x + step, y + half))
        _line(painter, (x - half, y + step), (x + half, y + step))


def _cross(painter: QPainter, at: tuple[float, float]) -> None:
    painter.setPen(QPen(_RED, 0.3 * MM))
    x, y = at
    _line(painter, (x - 4, y), (x + 4, y))
    _line(painter, (x, y - 4), (x, y + 4))


def _letter(painter: QPainter, at: tuple[float, float], letter: str, *, turned: bool) -> None:
    """A letter above the point; where backs stand upside down it does too, so that it meets its like."""
    painter.save()
    painter.translate(at[0] * MM, at[1] * MM)
    painter.rotate(180 if turned else 0)
    painter.setPen(_BLACK)
    painter.setFont(font(16))
    box = QRectF(-10 * MM, -(_REACH + 10) * MM, 20 * MM, 9 * MM)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)
    painter.restore()


def _explain(painter: QPainter, place: Place, lines: list[str] | tuple[str, ...]) -> None:
    painter.setPen(_BLACK)
    painter.setFont(font(10))
    box = QRectF(place.x * MM, place.y * MM, place.width * MM, place.height * MM)
    flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter
    painter.drawText(box, int(flags), "\n\n".join(lines))


def _line(painter: QPainter, begin: tuple[float, float], end: tuple[float, float]) -> None:
    painter.drawLine(QPointF(begin[0] * MM, begin[1] * MM), QPointF(end[0] * MM, end[1] * MM))
