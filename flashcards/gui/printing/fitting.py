"""What stands on one side of a card, as large as it fits; what does not fit goes on, on another card."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QPointF, QRectF, QSizeF
from PySide6.QtGui import QImage, QImageReader, QPagedPaintDevice, QPainter, QTextDocument, QTextLine
from PySide6.QtSvg import QSvgRenderer

from flashcards.core.card_sheets import PrintedSide
from flashcards.core.study_lists import Piece
from flashcards.gui.printing import words
from flashcards.gui.printing.document import laid_out

#: The sizes of letters that are tried, in points, and the one in which what is longer goes on.
_SIZES = (13.0, 12.0, 11.0, 10.0, 9.0, 8.0, 7.0)
_LONG = 8.0
_SMALL = 6.5
#: Points between parts of a side.
_GAP = 5.0
#: Pictures are never larger than on screen, where a pixel is three quarters of a point.
_LARGEST = 0.75
#: Below this the words in a drawing, 15 and 13 pixels high, are too small to read.
_LEGIBLE = 0.42
_UNREADABLE = Piece("\n[a picture that cannot be printed]")
#: Drawings of strangers may name files of this computer, and Qt would read them.
_NO_PICTURES = frozenset({b"svg", b"svgz", b"pdf"})
#: A picture is given a card of its own when it would be lower than this, in points.
_LOWEST = 50.0


@dataclass(frozen=True, slots=True)
class Text:
    """A part of a text, from one height to another, in points; it begins and ends between lines."""

    document: QTextDocument
    top: float
    height: float

    def draw(self, painter: QPainter, at: QPointF) -> None:
        """Paint it with its top left corner there, in dots of the painter."""
        dots = _dots(painter)
        top, bottom = self.top * dots, (self.top + self.height) * dots
        for block, line, line_top in _lines(self.document):
            if top <= line_top + line.height() / 2 < bottom:
                line.draw(painter, QPointF(at.x() + block.x(), at.y() + line_top - line.y() - top))


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture, with its natural size in points and the smallest share of it that can be read."""

    picture: QImage | QSvgRenderer
    size: QSizeF
    smallest: float

    def draw(self, painter: QPainter, place: QRectF) -> None:
        """Paint it into a rectangle of its own shape, in dots of the painter."""
        painter.save()
        if isinstance(self.picture, QSvgRenderer):
            self.picture.render(painter, place)
        else:
            painter.drawImage(place, self.picture)
        painter.restore()


@dataclass(frozen=True, slots=True)
class Part:
    """What stands on a side of one card: text, pictures below it in their sizes, and the source at the foot."""

    text: Text | None = None
    figures: tuple[tuple[Figure, QSizeF], ...] = ()
    source: Text | None = None


class Fitter:
    """Fits sides into rooms of one size, in points."""

    def __init__(self, device: QPagedPaintDevice, room: QSizeF) -> None:
        self._device = device
        self._room = room

    def parts(self, side: PrintedSide, source: str = "") -> list[Part]:
        """A side as the parts that it takes, in their order; at least one."""
        drawing = [_drawing(side.drawing)] if side.drawing else []
        pictures = list(filter(None, map(_picture, side.pictures)))
        if drawing:
            whole = self._whole(side.beside, [*drawing, *pictures], source)
            if whole is not None:
                return [whole]
        lost = (_UNREADABLE,) * (len(pictures) < len(side.pictures))
        return self._of_words((*side.words, *lost), pictures, source)

    def _of_words(self, pieces: Sequence[Piece], pictures: Sequence[Figure], source: str) -> list[Part]:
        whole = self._whole(pieces, pictures, source)
        if whole is not None:
            return [whole]
        if pictures:
            return [
                *(self._of_words(pieces, (), "") if pieces else []),
                *(Part(figures=((each, self._alone(each)),)) for each in pictures[:-1]),
                *self._of_last(pictures[-1], source),
            ]
        texts = list(self._slices(self._document(words.card_side(pieces), _LONG)))
        sources = list(self._slices(self._document(words.card_source(source), _SMALL))) if source else []
        if len(sources) == 1 and texts and self._height(texts[-1], sources[0]) <= self._room.height():
            return [*map(Part, texts[:-1]), Part(texts[-1], source=sources[0])]
        return [*map(Part, texts), *(Part(source=each) for each in sources)] or [Part()]

    def _of_last(self, picture: Figure, source: str) -> list[Part]:
        """The last picture with the source below it, or each by itself."""
        whole = self._whole((), [picture], source)
        if whole is not None:
            return [whole]
        return [Part(figures=((picture, self._alone(picture)),)), *self._of_words((), (), source)]

    def _whole(self, pieces: Sequence[Piece], figures: Sequence[Figure], source: str) -> Part | None:
        """All of a side on one card, in the largest letters that let it fit; None where none do."""
        foot = self._text(words.card_source(source), _SMALL) if source else None
        html = words.card_side(pieces) if pieces else ""
        for size in _SIZES:
            text = self._text(html, size) if html else None
            left = self._room.height() - self._height(text, foot)
            if left < 0:
                continue
            if not figures:
                return Part(text, source=foot)
            scaled = self._scaled(figures, left)
            if scaled:
                return Part(text, scaled, foot)
        return None

    def _scaled(self, figures: Sequence[Figure], height: float) -> tuple[tuple[Figure, QSizeF], ...]:
        """Figures below each other in a height, none where they would be too small."""
        each_height = height / len(figures) - _GAP
        found = []
        for figure in figures:
            scale = min(1.0, self._room.width() / figure.size.width(), each_height / figure.size.height())
            if scale < figure.smallest:
                return ()
            found.append((figure, figure.size * scale))
        return tuple(found)

    def _alone(self, figure: Figure) -> QSizeF:
        room = self._room
        return figure.size * min(
            1.0, room.width() / figure.size.width(), room.height() / figure.size.height()
        )

    def _height(self, *texts: Text | None) -> float:
        there = [each.height for each in texts if each is not None]
        return sum(there) + _GAP * (len(there) - 1 if there else 0)

    def _text(self, html: str, size: float) -> Text:
        document = self._document(html, size)
        return Text(document, 0.0, document.size().height() / _dots(self._device))

    def _slices(self, document: QTextDocument) -> Iterator[Text]:
        """A long text in parts that each fill the room."""
        dots = _dots(self._device)
        begin = end = 0.0
        for _block, line, top in _lines(document):
            if (top + line.height() - begin) / dots > self._room.height() and end > begin:
                yield Text(document, begin / dots, (end - begin) / dots)
                begin = end
            end = top + line.height()
        if end > begin:
            yield Text(document, begin / dots, (end - begin) / dots)

    def _document(self, html: str, size: float) -> QTextDocument:
        return laid_out(html, self._device, size, self._room.width() * _dots(self._device))


def _lines(document: QTextDocument) -> Iterator[tuple[QRectF, QTextLine, float]]:
    """The lines of a text, each with the place of its block and its own distance from the top, in dots."""
    block = document.begin()
    while block.isValid():
        place = document.documentLayout().blockBoundingRect(block)
        layout = block.layout()
        for line in (layout.lineAt(at) for at in range(layout.lineCount())):
            yield place, line, place.top() + line.y()
        block = block.next()


def _dots(device: QPainter | QPagedPaintDevice) -> float:
    """How many dots of a device are a point."""
    paper = device.device() if isinstance(device, QPainter) else device
    return paper.logicalDpiY() / 72


def _drawing(svg: bytes) -> Figure:
    picture = QSvgRenderer(QByteArray(svg))
    return Figure(picture, QSizeF(picture.defaultSize()) * _LARGEST, _LEGIBLE / _LARGEST)


def _picture(data: bytes) -> Figure | None:
    """A picture from the library's media; None for one that Qt cannot read, or should not."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    if bytes(reader.format().data()) in _NO_PICTURES:
        return None
    picture = reader.read()
    if picture.isNull():
        return None
    size = QSizeF(picture.size()) * _LARGEST
    return Figure(picture, size, min(1.0, _LOWEST / size.height()))
