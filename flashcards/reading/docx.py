"""Word documents (Office Open XML, ECMA-376): paragraphs, headings, lists and tables of the main text.

Footnotes follow the text as junk; comments, deleted text, headers and footers are not read.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from flashcards.core.articles import BlockKind
from flashcards.core.errors import CannotRead
from flashcards.reading.archive import Archive
from flashcards.reading.dates import iso_date
from flashcards.reading.docx_styles import Style, Styles
from flashcards.reading.pieces import Extract, Piece, line_of, tidy
from flashcards.reading.xml import named, plain, walk

DOCUMENT = "word/document.xml"

#: Text in here is shown elsewhere, or no longer: deleted, computed, or the same again for older programs.
_UNSEEN = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "pict", "rPr", "sectPr"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
#: A cell of more words holds a part of the document, not an entry.
_ENTRY = 40


@dataclass(slots=True)
class _Paragraph:
    """A paragraph that is being read."""

    text: list[str] = field(default_factory=list)
    style: str = ""
    outline: int = 0
    listed: bool | None = None
    level: int = 0
    pages: list[tuple[int, int]] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Text of the paragraph."""
        self.text.append(text)


@dataclass(slots=True)
class _Body:
    """The target that collects the pieces of a part."""

    styles: Styles
    junk: str = ""
    pieces: list[Piece] = field(default_factory=list)
    page: int = 1
    paged: bool = False
    _open: list[str] = field(default_factory=list)
    _unseen: int = 0
    _contents: int = 0
    _paragraphs: list[_Paragraph] = field(default_factory=list)
    _cells: list[list[Piece]] = field(default_factory=list)
    _tables: int = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A mark opens."""
        name = plain(tag)
        self._open.append(name)
        if self._unseen or name in _UNSEEN:
            self._unseen += 1
        elif name == "p":
            self._paragraphs.append(_Paragraph())
        elif name == "tbl":
            self._tables += 1
        elif name in ("tr", "tc") and self._tables == 1:
            self._cells = [] if name == "tr" else [*self._cells, []]
        elif name == "docPartGallery" and "contents" in named(attributes).get("val", "").lower():
            self._contents = self._open.count("sdt")
        elif self._paragraphs:
            self._inside(name, named(attributes))

    def end(self, tag: str) -> None:
        """A mark closes."""
        name = plain(tag)
        if name == "sdt" and self._contents == self._open.count("sdt"):
            self._contents = 0
        self._open.pop()
        if self._unseen:
            self._unseen -= 1
        elif name == "p" and self._paragraphs:
            self._finish(self._paragraphs.pop())
        elif name == "tr" and self._tables == 1:
            self._row()
        elif name == "tbl":
            self._tables -= 1

    def data(self, text: str) -> None:
        """Text inside the innermost mark."""
        if not self._unseen and self._paragraphs and self._open[-1] == "t":
            self._paragraphs[-1].add(text)

    def _inside(self, name: str, attributes: dict[str, str]) -> None:
        """A mark inside a paragraph."""
        paragraph = self._paragraphs[-1]
        value = attributes.get("val", "")
        if name in _SIGNS and self._open[-2:-1] == ["r"]:
            paragraph.add(" " if attributes.get("type") in ("page", "column") else _SIGNS[name])
        elif name == "lastRenderedPageBreak":
            self._turn(paragraph)
        elif name == "pStyle":
            paragraph.style = value
        elif name == "outlineLvl" and value.isdigit():
            paragraph.outline = int(value) + 1 if int(value) < 9 else 0
        elif name == "ilvl" and value.isdigit():
            paragraph.level = min(int(value), 8)
        elif name == "numId":
            paragraph.listed = value not in ("", "0")

    def _turn(self, paragraph: _Paragraph) -> None:
        """Word began a page here when it last showed the document."""
        self.page += 1
        self.paged = True
        paragraph.pages.append((len("".join(paragraph.text).strip()), self.page))

    def _finish(self, paragraph: _Paragraph) -> None:
        """A paragraph is a block, or a part of a cell."""
        text = tidy("".join(paragraph.text))
        if not text:
            return
        style = self.styles.of(paragraph.style)
        kind, level = _kind(paragraph, style)
        begun = self.page - len(paragraph.pages)
        pages = ((0, begun), *((min(at, len(text)), page) for at, page in paragraph.pages))
        junk = self.junk or (
            "menu" if self._contents or style.contents else "figure" if style.caption else ""
        )
        piece = Piece(text, kind, level, junk, pages)
        (self._cells[-1] if self._tables and self._cells else self.pieces).append(piece)

    def _row(self) -> None:
        """The cells of a row are one block, unless one of them holds a part of the document."""
        cells, self._cells = [cell for cell in self._cells if cell], []
        words = [sum(len(piece.text.split()) for piece in cell) for cell in cells]
        if len(cells) < 2 or max(words) > _ENTRY:
            self.pieces.extend(piece for cell in cells for piece in cell)
            return
        text = " | ".join(" ".join(" ".join(piece.text.split()) for piece in cell) for cell in cells)
        first = cells[0][0]
        self.pieces.append(Piece(text, BlockKind.TABLE_ROW, junk=self.junk, pages=first.pages[:1]))


def read_docx(archive: Archive, name: str, advance: Callable[[], None] = lambda: None) -> Extract:
    """The pieces of a Word document; raises `CannotRead` for one that is broken or empty."""
    styles = Styles()
    if data := archive.read("word/styles.xml"):
        walk(data, styles, name, advance)
    body = _Body(styles)
    walk(archive.read(DOCUMENT), body, name, advance)
    pieces = list(body.pieces)
    if not pieces:
        raise CannotRead(f"{name} holds no text.")
    for part in ("word/footnotes.xml", "word/endnotes.xml"):
        if data := archive.read(part):
            notes = _Body(styles, junk="footnote")
            walk(data, notes, name, advance)
            pieces.extend(replace(piece, pages=()) for piece in notes.pieces)
    if not body.paged:
        pieces = [replace(piece, pages=()) for piece in pieces]
    about = _About()
    if data := archive.read("docProps/core.xml"):
        walk(data, about, name)
    return Extract(
        tuple(pieces),
        line_of(about.values.get("title", "")),
        line_of(about.values.get("creator", "")),
        iso_date(about.values.get("created", "")),
        line_of(about.values.get("rights", "")),
    )


def _kind(paragraph: _Paragraph, style: Style) -> tuple[BlockKind, int]:
    """What a paragraph is, by its own marks and its style's."""
    heading = paragraph.outline or style.heading
    if heading:
        return BlockKind.HEADING, heading
    listed = style.listed if paragraph.listed is None else paragraph.listed
    if listed:
        return BlockKind.LIST_ITEM, (paragraph.level or style.level) + 1
    return BlockKind.PARAGRAPH, 0


class _About:
    """What the document says about itself (Dublin Core)."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self._name = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:  # noqa: ARG002
        """A property opens."""
        self._name = plain(tag)

    def end(self, tag: str) -> None:  # noqa: ARG002
        """A property closes."""
        self._name = ""

    def data(self, text: str) -> None:
        """The value of the open property."""
        self.values[self._name] = (self.values.get(self._name, "") + text)[:1000]
