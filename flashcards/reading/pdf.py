"""PDF files with a text layer: PDFium finds the letters, and what they make is worked out here.

Columns are read one after the other, parted words joined, running heads and page numbers left out; every
piece knows its pages. A file of pictures has no letters and is refused.
"""

import ctypes
import re
from collections.abc import Callable
from typing import Any

from flashcards.core.errors import CannotRead
from flashcards.reading import limits
from flashcards.reading.dates import iso_date
from flashcards.reading.decode import too_large
from flashcards.reading.pdf_columns import find_gutters, in_order
from flashcards.reading.pdf_furniture import without_furniture
from flashcards.reading.pdf_lines import Line, Sheet, lines_of
from flashcards.reading.pdf_paragraphs import pieces_of
from flashcards.reading.pdf_words import Words
from flashcards.reading.pieces import Extract, Piece, line_of

#: PDFium's error code for a file that needs a password.
_LOCKED = 4
#: Fewer letters a page than that are stamps on pictures.
_FEWEST_LETTERS = 12
_NOT_A_TITLE = re.compile(
    r"(?:microsoft word|untitled|document\d*$|.*\.(?:docx?|pdf|indd|tex|dvi|qxd)\b)", re.IGNORECASE
)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def read_pdf(data: bytes, name: str, advance: Callable[[], None] = lambda: None) -> Extract:
    """The pieces of a PDF; raises `CannotRead` for one that is damaged, locked, too long, or without text."""
    from pypdfium2 import raw

    raw.FPDF_InitLibrary()
    document = raw.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise _refusal(raw.FPDF_GetLastError(), name)
    count = raw.FPDF_GetPageCount(document)
    if count > limits.PAGES:
        raise CannotRead(f"{name} has {count:,} pages; up to {limits.PAGES:,} are read, so split it first.")
    pages, heights = _read_pages(raw, document, count, name, advance)
    letters = sum(len(line.text) for lines in pages for line in lines)
    if letters < _FEWEST_LETTERS * max(1, count // 4):
        raise CannotRead(
            f"{name} holds pictures of pages but no text; let a text recognition program (OCR) read it first."
        )
    kept = without_furniture(pages, heights)
    words = Words(line.text for lines in kept for line in lines)
    groups: list[list[Line]] = []
    gutters: list[float] = []
    for lines in kept:
        gutters = find_gutters(lines, gutters)
        groups.extend(in_order(lines, gutters, right_to_left=_is_right_to_left(lines)))
    pieces = tuple(pieces_of(groups, heights, words))
    about = {tag: _said(raw, document, tag) for tag in ("Title", "Author", "CreationDate")}
    title = "" if _NOT_A_TITLE.match(about["Title"]) else about["Title"]
    return Extract(
        pieces,
        _shown_title(pieces) or title,
        about["Author"],
        iso_date(about["CreationDate"].removeprefix("D:")[:8]),
    )


def _read_pages(
    raw: Any, document: Any, count: int, name: str, advance: Callable[[], None]
) -> tuple[list[list[Line]], list[float]]:
    """The lines of every page, and the heights of the pages in points."""
    pages: list[list[Line]] = []
    heights: list[float] = []
    left = limits.TEXT
    for number in range(count):
        advance()
        page = raw.FPDF_LoadPage(document, number)
        lines: list[Line] = []
        if page:
            width, height = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
            sheet = Sheet(number + 1, width, height, raw.FPDFPage_GetRotation(page) % 4)
            text_page = raw.FPDFText_LoadPage(page)
            if text_page:
                lines = list(lines_of(raw, text_page, sheet, left + 1))
                raw.FPDFText_ClosePage(text_page)
            raw.FPDF_ClosePage(page)
        heights.append(height if page else 1.0)
        left -= sum(len(line.text) for line in lines)
        if left < 0:
            raise too_large(name)
        pages.append(lines)
    return pages, heights


def _refusal(code: int, name: str) -> CannotRead:
    if code == _LOCKED:
        return CannotRead(f"{name} is locked with a password; save it without one.")
    return CannotRead(f"{name} is damaged and cannot be read.")


def _said(raw: Any, document: Any, tag: str) -> str:
    """A line that the file says about itself."""
    key = tag.encode("ascii")
    size = min(raw.FPDF_GetMetaText(document, key, None, 0), 4096)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDF_GetMetaText(document, key, buffer, size)
    return line_of(buffer.raw[: max(0, size - 2)].decode("utf-16-le", "replace"))


def _shown_title(pieces: tuple[Piece, ...]) -> str:
    """The only heading of the first rank on the first pages."""
    mains = [piece for piece in pieces[:30] if piece.level == 1 and piece.pages and piece.pages[0][1] <= 2]
    heads = [piece.text for piece in mains if piece.kind.value == "heading"]
    return " ".join(heads[0].split()) if len(heads) == 1 else ""


def _is_right_to_left(lines: list[Line]) -> bool:
    """Whether most letters of a page run from right to left."""
    text = "".join(line.text for line in lines)
    return 2 * len(_RIGHT_TO_LEFT.findall(text)) > sum(each.isalpha() for each in text)
