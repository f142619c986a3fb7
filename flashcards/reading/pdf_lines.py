"""The lines of a PDF page as PDFium finds its letters: text, place, size and weight.

Coordinates are PDF points (1/72 inch) from the lower left corner of the page.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from math import pi
from typing import Any

from flashcards.reading.raised import raised_after

#: A gap of so many letter heights parts two columns or two cells.
_GAP = 1.15
#: A letter that stands off the line by more of its height is on another line.
_DRIFT = 0.55
#: A sign so much smaller than the line and so much above its foot is raised.
_SMALL = 0.85
_RAISE = 0.2
#: Lines that stand more askew are stamps and labels; in radians.
_UPRIGHT = 0.2
_BOLD = 600
_HYPHENS = {0x02: "-", 0xFFFE: "-", 0xAD: "-"}


@dataclass(frozen=True, slots=True)
class Line:
    """A run of letters that stand side by side; `size` is the height of its letters, `page` counts from 1.

    `cells` is the number of parts with wide gaps between them.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool
    page: int
    cells: int = 1

    @property
    def middle(self) -> float:
        """The height of its middle on the page."""
        return (self.bottom + self.top) / 2


#: The left, right, bottom and top of something on a page.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its number from 1, its width and height as shown, and its quarter turns clockwise for showing it."""

    number: int
    width: float
    height: float
    turns: int = 0

    def shown(self, box: Box) -> Box:
        """Where a box stands when the page is shown."""
        left, right, bottom, top = box
        if self.turns == 1:
            return bottom, top, self.height - right, self.height - left
        if self.turns == 2:
            return self.width - right, self.width - left, self.height - top, self.height - bottom
        if self.turns == 3:
            return self.width - top, self.width - bottom, left, right
        return box


@dataclass(slots=True)
class _Run:
    """A line that is being put together."""

    text: list[str]
    left: float
    right: float
    bottom: float
    top: float
    first: int
    sizes: list[float]
    raised: list[str] = field(default_factory=list)

    def takes(self, box: Box) -> bool:
        """Whether a letter with that box (left, right, bottom, top) goes on with the run."""
        left, right, bottom, top = box
        height = max(self.top - self.bottom, top - bottom, 1.0)
        if abs((bottom + top) / 2 - (self.bottom + self.top) / 2) > _DRIFT * height:
            return False
        gap = max(left - self.right, self.left - right)
        return gap <= _GAP * height

    def add(self, text: str, box: Box) -> None:
        """A letter more."""
        left, right, bottom, top = box
        height = self.top - self.bottom
        if top - bottom < _SMALL * height and bottom > self.bottom + _RAISE * height:
            self.raised.append(text)
        else:
            self.lower()
            self.text.append(text)
        self.sizes.append(top - bottom)
        self.left, self.right = min(self.left, left), max(self.right, right)
        # A raised or small letter does not move the line.
        if top - bottom > 0.8 * (self.top - self.bottom):
            self.bottom, self.top = min(self.bottom, bottom), max(self.top, top)

    def lower(self) -> None:
        """Small raised signs are over: powers stay, marks of notes go."""
        if self.raised:
            self.text.append(raised_after("".join(self.text[-12:]), "".join(self.raised)))
            self.raised = []


def lines_of(raw: Any, text_page: Any, sheet: Sheet, left: int) -> Iterator[Line]:
    """The lines of a page, in the order in which the file draws them, of at most `left` letters.

    `raw` is PDFium's own interface and `text_page` its handle for the text of the page.
    """
    run: _Run | None = None
    for index, text, box in _letters(raw, text_page, sheet, left):
        if box is None:
            if run is not None and text == " ":
                run.lower()
                run.text.append(" ")
            elif run is not None:
                yield from _line(raw, text_page, run, sheet)
                run = None
        elif run is not None and run.takes(box):
            run.add(text, box)
        else:
            if run is not None:
                yield from _line(raw, text_page, run, sheet)
            run = _Run([text], *box, index, [box[3] - box[2]])
    if run is not None:
        yield from _line(raw, text_page, run, sheet)


def _letters(raw: Any, text_page: Any, sheet: Sheet, left: int) -> Iterator[tuple[int, str, Box | None]]:
    """Each letter with its box; None as the box of a space, and of a line break that PDFium adds."""
    rectangle = raw.FS_RECTF()
    place = ctypes.byref(rectangle)
    high = 0
    for index in range(min(raw.FPDFText_CountChars(text_page), left)):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if 0xD800 <= code < 0xDC00:
            high = code  # the first half of a pair (UTF-16), as letters of formulas have
            continue
        if high and 0xDC00 <= code < 0xE000:
            code = 0x10000 + (high - 0xD800) * 0x400 + code - 0xDC00
        high = 0
        if code in (0x0A, 0x0D):
            yield index, "\n", None
        elif code in (0x20, 0xA0, 0x09):
            yield index, " ", None
        elif code and raw.FPDFText_GetLooseCharBox(text_page, index, place):
            box = (rectangle.left, rectangle.right, rectangle.bottom, rectangle.top)
            yield index, _HYPHENS.get(code) or _letter(code), sheet.shown(box) if sheet.turns else box


def _letter(code: int) -> str:
    """A letter by its number; private ones of symbol fonts are bullets, halves of pairs are unknown."""
    if 0xF000 <= code <= 0xF0FF:
        return "•" if code in (0xF0B7, 0xF0A7, 0xF076, 0xF0D8, 0xF0FC) else ""
    return "\ufffd" if 0xD800 <= code <= 0xDFFF or code < 0x20 or code > 0x10FFFF else chr(code)


def _line(raw: Any, text_page: Any, run: _Run, sheet: Sheet) -> Iterator[Line]:
    """The finished line, unless it is empty or does not run from left to right or right to left."""
    run.lower()
    text = " ".join("".join(run.text).split())
    if not text:
        return
    turned = (raw.FPDFText_GetCharAngle(text_page, run.first) + sheet.turns * pi / 2) % (2 * pi)
    if min(turned, 2 * pi - turned) > _UPRIGHT:
        return
    sizes = sorted(run.sizes)
    bold = raw.FPDFText_GetFontWeight(text_page, run.first) >= _BOLD
    yield Line(
        text, run.left, run.right, run.bottom, run.top, round(sizes[len(sizes) // 2], 1), bold, sheet.number
    )


def joined(lines: list[Line]) -> Line:
    """Runs side by side, from left to right, as one line of several cells."""
    if len(lines) == 1:
        return lines[0]
    ordered = sorted(lines, key=lambda line: line.left)
    return replace(
        max(ordered, key=lambda line: len(line.text)),
        text=" | ".join(line.text for line in ordered),
        left=ordered[0].left,
        right=max(line.right for line in ordered),
        bottom=min(line.bottom for line in ordered),
        top=max(line.top for line in ordered),
        cells=len(ordered),
    )
