"""Cards to cut, painted page by page: fold-over sheets, and fronts with their backs on the page behind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPdfWriter, QPen

from flashcards.core.card_sheets import (
    MARGIN_END,
    MARGIN_SIDE,
    SIZES,
    CardSheets,
    Flip,
    Layout,
    Place,
    cells,
)
from flashcards.core.progress import Report
from flashcards.core.study_lists import Paper
from flashcards.gui.printing.document import FAMILIES
from flashcards.gui.printing.fitting import Fitter, Part
from flashcards.gui.printing.sheets import DPI

MM = DPI / 25.4
_POINT = DPI / 72
_MUTED = QColor("#4d5665")
_LINE = QColor("#9aa3b0")
#: Millimetres.
_THIN = 0.15
#: Millimetres between a card's edge and what stands on it, and what the number and the role take above.
_PAD, _HEAD = 4.0, 3.5
_FOLD = "Print at actual size (100 %). Fold along the dashed line, glue the halves, then cut along the lines."
_FRONTS = (
    "Fronts. Print at actual size (100 %) on both sides, turned over the {edge} edge; cut along the lines."
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A card, or a part of a long one."""

    label: str
    role: str
    front: Part
    back: Part


class CardPages:
    """The pages of one deck's cards; `count` is how many there are so far."""

    def __init__(self, writer: QPdfWriter, painter: QPainter, sheets: CardSheets, paper: Paper) -> None:
        self._writer = writer
        self._painter = painter
        self._sheets = sheets
        self._size = SIZES[paper]
        self._cells = cells(sheets.cutting, paper)
        place = self._cells[0].front
        room = QSizeF(place.width - 2 * _PAD, place.height - 2 * _PAD - _HEAD) * (72 / 25.4)
        self._fitter = Fitter(writer, room)
        self.count = 0

    def fill(self, report: Report) -> None:
        """Paint all cards; what `report` raises ends it."""
        pieces = self._pieces(report)
        while page := list(islice(pieces, len(self._cells))):
            if self._sheets.cutting.layout is Layout.FOLD:
                self._fold_over(page)
            else:
                self._duplex(page)

    def _pieces(self, report: Report) -> Iterator[_Piece]:
        """Every card; a long one takes several, each with what is left of either side."""
        for number, card in enumerate(self._sheets.cards, 1):
            if number % len(self._cells) == 1 % len(self._cells):
                report((number - 1) / len(self._sheets.cards), "printing")
            fronts = self._fitter.parts(card.front)
            backs = self._fitter.parts(card.back, card.source)
            needed = max(len(fronts), len(backs))
            for at in range(needed):
                label = f"{number}" if needed == 1 else f"{number} ({at + 1} of {needed})"
                # The shorter side is there again, so that no card has an empty one.
                front, back = fronts[min(at, len(fronts) - 1)], backs[min(at, len(backs) - 1)]
                yield _Piece(label, card.role, front, back)

    def _fold_over(self, page: Sequence[_Piece]) -> None:
        self.turn_page()
        self._words(_FOLD, MARGIN_END / 2)
        for cell, piece in zip(self._cells, page, strict=False):
            self._side(cell.front, piece, piece.front)
            self._side(cell.back, piece, piece.back)
            # The edge between them is folded, not cut.
            both = cell.front.width + cell.back.width
            self._frame(Place(cell.front.x, cell.front.y, both, cell.front.height))
        middle = self._size[0] / 2
        used = self._cells[len(page) - 1].front
        self._line((middle, MARGIN_END - 4), (middle, used.y + used.height + 4), dashed=True)
        self._foot()

    def _duplex(self, page: Sequence[_Piece]) -> None:
        self.turn_page()
        edge = "long" if self._sheets.cutting.flip is Flip.LONG_EDGE else "short"
        self._words(_FRONTS.format(edge=edge), MARGIN_END / 2)
        for cell, piece in zip(self._cells, page, strict=False):
            self._side(cell.front, piece, piece.front)
            self._frame(cell.front)
        self._foot()
        self.turn_page()
        # No lines here: they would show how far the printer misses.
        for cell, piece in zip(self._cells, page, strict=False):
            self._side(cell.back, piece, piece.back, turned=cell.turned)

    def turn_page(self) -> None:
        """Begin the next page; the first is there already."""
        if self.count:
            self._writer.newPage()
        self.count += 1

    def _side(self, place: Place, piece: _Piece, part: Part, *, turned: bool = False) -> None:
        painter = self._painter
        painter.save()
        painter.translate(place.x * MM, place.y * MM)
        if turned:
            painter.translate(place.width * MM, place.height * MM)
            painter.rotate(180)
        inside = QRectF(_PAD, _PAD, place.width - 2 * _PAD, place.height - 2 * _PAD)
        self._head(inside, piece)
        self._part(
            QRectF(
                inside.x() * MM,
                (inside.y() + _HEAD) * MM,
                inside.width() * MM,
                (inside.height() - _HEAD) * MM,
            ),
            part,
        )
        painter.restore()

    def _head(self, inside: QRectF, piece: _Piece) -> None:
        line = QRectF(inside.x() * MM, (inside.y() - 1.5) * MM, inside.width() * MM, _HEAD * MM)
        self._painter.setFont(font(6.5))
        self._painter.setPen(_MUTED)
        top = Qt.AlignmentFlag.AlignTop
        self._painter.drawText(line, Qt.AlignmentFlag.AlignLeft | top, piece.label)
        self._painter.drawText(line, Qt.AlignmentFlag.AlignRight | top, piece.role)

    def _part(self, room: QRectF, part: Part) -> None:
        """Text and pictures in the middle of what the source leaves."""
        gap = 5.0 * _POINT
        foot = part.source.height * _POINT if part.source else 0.0
        heights = [part.text.height * _POINT] if part.text else []
        heights += [size.height() * _POINT for _figure, size in part.figures]
        used = sum(heights) + gap * max(0, len(heights) - 1)
        above = max(0.0, (room.height() - foot - (gap if foot else 0.0) - used) / 2)
        y = room.top() + above
        if part.text:
            part.text.draw(self._painter, QPointF(room.left(), y))
            y += part.text.height * _POINT + gap
        for figure, size in part.figures:
            wide, tall = size.width() * _POINT, size.height() * _POINT
            left = room.left() + (room.width() - wide) / 2
            figure.draw(self._painter, QRectF(left, y, wide, tall))
            y += tall + gap
        if part.source:
            part.source.draw(self._painter, QPointF(room.left(), room.bottom() - foot))

    def _frame(self, place: Place) -> None:
        right, bottom = place.x + place.width, place.y + place.height
        corners = [(place.x, place.y), (right, place.y), (right, bottom), (place.x, bottom)]
        for begin, end in zip(corners, [*corners[1:], corners[0]], strict=True):
            self._line(begin, end)

    def _line(self, begin: tuple[float, float], end: tuple[float, float], *, dashed: bool = False) -> None:
        pen = QPen(_MUTED if dashed else _LINE, _THIN * MM)
        if dashed:
            pen.setDashPattern([2.5 / _THIN, 1.5 / _THIN])
        self._painter.setPen(pen)
        self._painter.drawLine(QPointF(begin[0] * MM, begin[1] * MM), QPointF(end[0] * MM, end[1] * MM))

    def _words(self, text: str, y: float, *, right: str = "") -> None:
        """A small line across the page, at that many millimetres from its top."""
        self._painter.setFont(font(7.5))
        self._painter.setPen(_MUTED)
        line = QRectF(MARGIN_SIDE * MM, (y - 3) * MM, (self._size[0] - 2 * MARGIN_SIDE) * MM, 6 * MM)
        middle = Qt.AlignmentFlag.AlignVCenter
        metrics = self._painter.fontMetrics()
        room = round(line.width() - metrics.horizontalAdvance(f"{right}   "))
        shown = metrics.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, room)
        self._painter.drawText(line, Qt.AlignmentFlag.AlignLeft | middle, shown)
        self._painter.drawText(line, Qt.AlignmentFlag.AlignRight | middle, right)

    def _foot(self) -> None:
        faces = 1 if self._sheets.cutting.layout is Layout.FOLD else 2
        sheet = (self.count - 1) // faces + 1
        self._words(self._sheets.deck, self._size[1] - MARGIN_END / 2, right=f"Sheet {sheet}")


def font(size: float) -> QFont:
    """The letters of printed pages, of a size in points."""
    made = QFont(FAMILIES)
    made.setPointSizeF(size)
    return made
