"""Tables: a row of short cells is one block; a table that only lays out the page is as if it were not there."""

from dataclasses import dataclass, field

from flashcards.core.articles import BlockKind
from flashcards.reading import limits
from flashcards.reading.html_parts import Part
from flashcards.reading.pieces import Piece

#: A cell of more words holds a part of the page, not an entry.
_ENTRY = 40
#: Tables inside tables beyond this only lay out.
_DEEPEST = 6


@dataclass(slots=True)
class _Table:
    """An open table: the cells of its open row, and whether it only lays out."""

    layout: bool
    cells: list[list[Part]] = field(default_factory=list)


@dataclass(slots=True)
class Rows:
    """Takes the parts of a page as they come and holds back those of an open row."""

    parts: list[Part] = field(default_factory=list)
    _count: int = 0
    _size: int = 0
    _tables: list[_Table] = field(default_factory=list)
    _beyond: int = 0

    @property
    def full(self) -> bool:
        """Whether there are more parts, or more letters, than any article has."""
        return self._count > limits.BLOCKS or self._size > limits.TEXT

    def add(self, part: Part) -> None:
        """A part of the page, or of the open cell; a page that is too long is cut where that is plain."""
        self._count += 1
        self._size += len(part.piece.text)
        if self._count > limits.BLOCKS + 1:
            return
        cells = self._tables[-1].cells if self._tables else []
        (cells[-1] if cells else self.parts).append(part)

    def opened(self, tag: str, role: str) -> None:
        """A mark opened that may begin a table, a row or a cell."""
        if tag == "table":
            if len(self._tables) >= _DEEPEST:
                self._beyond += 1
            else:
                self._tables.append(_Table(role in ("presentation", "none")))
        elif self._tables and not self._beyond:
            if tag == "tr":
                self._end_row()
            elif tag in ("td", "th"):
                self._tables[-1].cells.append([])

    def closed(self, tag: str) -> None:
        """A mark closed that may end a table or a row."""
        if tag == "table" and self._beyond:
            self._beyond -= 1
        elif tag in ("table", "tr") and self._tables and not self._beyond:
            self._end_row()
            if tag == "table":
                self._tables.pop()

    def finish(self) -> None:
        """The page is over, whatever is still open."""
        while self._tables:
            self._end_row()
            self._tables.pop()

    def _end_row(self) -> None:
        """Hand the open row on: to the page, or to the cell that its table stands in."""
        table = self._tables[-1]
        cells, table.cells = [cell for cell in table.cells if cell], []
        if not cells:
            return
        found = [part for cell in cells for part in cell]
        if len(cells) > 1 and not table.layout and all(_is_entry(cell) for cell in cells):
            found = [_row(cells)]
        outer = self._tables[-2].cells if len(self._tables) > 1 else []
        (outer[-1] if outer else self.parts).extend(found)


def _is_entry(cell: list[Part]) -> bool:
    """Whether a cell holds a few words, not a part of the page."""
    if any(part.piece.kind is BlockKind.TABLE_ROW for part in cell):
        return False
    return sum(len(part.piece.text.split()) for part in cell) <= _ENTRY


def _row(cells: list[list[Part]]) -> Part:
    """The cells of a row as one part."""
    first = cells[0][0]
    text = " | ".join(" ".join(" ".join(part.piece.text.split()) for part in cell) for cell in cells)
    linked = sum(part.linked for cell in cells for part in cell)
    return Part(Piece(text, BlockKind.TABLE_ROW, junk=first.piece.junk), first.guess, linked, first.regions)
