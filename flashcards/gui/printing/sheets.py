"""Pages that fill from top to bottom, each with its number at the foot."""

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument
from PySide6.QtSvg import QSvgRenderer

from flashcards.gui.printing.document import FAMILIES, laid_out

DPI = 600
_POINT = DPI / 72
_MARGIN = 18.0  # millimetres
_FOOT = 22 * _POINT
_SIZE = 10.0
#: A map is never larger than on screen, where a pixel is three quarters of a point.
_LARGEST = 0.75 * _POINT
#: Below this a map's labels, 11 pixels high, are under 7 points on paper.
_LEGIBLE = 0.62
#: Then the paper is turned, if the map gains so much by it.
_WORTH_TURNING = 1.2


class Sheets:
    """The pages of one PDF, in dots of 1/600 inch; `count` is how many there are so far."""

    def __init__(self, writer: QPdfWriter, size: QPageSize, name: str) -> None:
        self._writer = writer
        self._name = name
        self.count = self._number = 1
        self._y = 0.0
        writer.setResolution(DPI)
        margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        portrait = QPageLayout.Orientation.Portrait
        writer.setPageLayout(QPageLayout(size, portrait, margins, QPageLayout.Unit.Millimeter))
        self._painter = QPainter()
        self.opened = self._painter.begin(writer)
        if self.opened:
            self._put_foot()

    def begin(self, name: str) -> None:
        """Go on with something else, on a page of its own from which pages are counted anew."""
        self._name = name
        self._number = 0
        self._turn_page()

    def close(self) -> None:
        """Complete the file."""
        self._painter.end()

    @property
    def _width(self) -> float:
        return float(self._writer.width())

    @property
    def _height(self) -> float:
        return self._writer.height() - _FOOT

    def put(self, texts: list[tuple[str, float]]) -> None:
        """Texts as HTML, with the room above each in points; they stay together unless no page could hold them."""
        self._upright()
        laid = [(self._document(html), above * _POINT) for html, above in texts]
        together = sum(document.size().height() + above for document, above in laid)
        if self._y + together > self._height >= together:
            self._turn_page()
        for document, above in laid:
            self._y += above if self._y else 0.0
            if self._y + document.size().height() <= self._height:
                self._draw(document)
                self._y += document.size().height()
            else:
                self._put_long(document)

    def put_picture(
        self, svg: QSvgRenderer, heading: str, below: str = "", *, legible: float = _LEGIBLE
    ) -> None:
        """A drawing under its heading, as wide as the page or on a page of its own, turned where that shows more.

        What stands `below`, HTML too, stays with it. `legible` is how many points a pixel has to be at least.
        """
        head = self._document(heading)
        foot = self._document(below).size().height() + 8 * _POINT if below else 0.0
        around = head.size().height() + 6 * _POINT + foot
        room = self._height - around
        size = QSizeF(svg.defaultSize())
        upright = min(self._width / size.width(), room / size.height(), _LARGEST)
        turned = min(self._height / size.width(), (self._width - _FOOT - foot) / size.height(), _LARGEST)
        gap = 14 * _POINT
        if upright < legible * _POINT and turned > upright * _WORTH_TURNING:
            self._turn_page(QPageLayout.Orientation.Landscape)
            head = self._document(heading)
        elif self._y and self._y + gap + around + size.height() * upright > self._height:
            self._turn_page()
        else:
            self._y += gap if self._y else 0.0
        self._draw(head)
        self._y += head.size().height() + 6 * _POINT
        room = self._height - self._y - foot
        scale = min(self._width / size.width(), room / size.height(), _LARGEST)
        self._painter.save()
        svg.render(self._painter, QRectF(0, self._y, size.width() * scale, size.height() * scale))
        self._painter.restore()
        self._y += size.height() * scale
        if below:
            self._y += 8 * _POINT
            last = self._document(below)
            self._draw(last)
            self._y += last.size().height()

    def _put_long(self, document: QTextDocument) -> None:
        """A text that does not fit on what is left of a page, drawn line by line."""
        block = document.begin()
        while block.isValid():
            layout = block.layout()
            left = document.documentLayout().blockBoundingRect(block).left()
            for line in (layout.lineAt(at) for at in range(layout.lineCount())):
                if self._y + line.height() > self._height:
                    self._turn_page()
                line.draw(self._painter, QPointF(left, self._y - line.y()))
                self._y += line.height()
            block = block.next()

    def _draw(self, document: QTextDocument) -> None:
        self._painter.save()
        self._painter.translate(0, self._y)
        document.drawContents(self._painter)
        self._painter.restore()

    def _document(self, html: str) -> QTextDocument:
        return laid_out(html, self._writer, _SIZE, self._width)

    def _upright(self) -> None:
        if self._writer.pageLayout().orientation() is QPageLayout.Orientation.Landscape:
            self._turn_page()

    def _turn_page(self, orientation: QPageLayout.Orientation = QPageLayout.Orientation.Portrait) -> None:
        """Begin another page, turned or not."""
        self._writer.setPageOrientation(orientation)
        self._writer.newPage()
        self.count += 1
        self._number += 1
        self._y = 0.0
        self._put_foot()

    def _put_foot(self) -> None:
        font = QFont(FAMILIES)
        font.setPointSizeF(8)
        self._painter.save()
        self._painter.setFont(font)
        self._painter.setPen(QColor("#4d5665"))
        line = QRectF(0, self._writer.height() - 12 * _POINT, self._width, 12 * _POINT)
        bottom = Qt.AlignmentFlag.AlignBottom
        number = f"{self._number}"
        self._painter.drawText(line, Qt.AlignmentFlag.AlignRight | bottom, number)
        metrics = self._painter.fontMetrics()
        room = round(self._width - metrics.horizontalAdvance(number) - 12 * _POINT)
        name = metrics.elidedText(" ".join(self._name.split()), Qt.TextElideMode.ElideRight, room)
        self._painter.drawText(line, Qt.AlignmentFlag.AlignLeft | bottom, name)
        self._painter.restore()
