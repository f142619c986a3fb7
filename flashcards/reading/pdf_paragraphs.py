"""From the lines of a PDF to its paragraphs, headings, list items, table rows and footnotes."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from flashcards.core.articles import BlockKind
from flashcards.reading.pdf_lines import Line
from flashcards.reading.pdf_words import Words
from flashcards.reading.pieces import Piece, tidy

_BULLET = re.compile(r"(?:[•◦▪‣●○■□∙·➢➤✓–—*-]|\(?[a-z0-9]{1,2}[.)])(?:\s*\|)?\s+(?=\S)|[•◦▪‣●○■∙·](?=\S)")
_NUMBERED = re.compile(r"\(?[a-z0-9]{1,2}[.)]", re.IGNORECASE)
_ENDS = re.compile(r"[.!?:。！？][\"”’)\]]*$")
_CAPTION = re.compile(r"(?:figure|fig\.|table|box)\s+\d", re.IGNORECASE)
_NOTE = re.compile(r"(?:\d{1,3}|[*†‡§])\s*(?=[^\W\d_\s])")
#: A line of letters so much larger than the text's is a heading; so much smaller at the page's foot, a footnote.
_LARGER = 1.12
_SMALLER = 0.88
_LONGEST_HEADING = 26
_FOOT = 0.3


@dataclass(frozen=True, slots=True)
class Body:
    """What most of a document looks like: the height of its letters, the distance of its lines, in points."""

    size: float
    leading: float


@dataclass(slots=True)
class _Open:
    """The paragraph that is being read, in parts, for it may be as long as the document."""

    lines: list[Line] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    length: int = 0
    pages: list[tuple[int, int]] = field(default_factory=list)

    def add(self, line: Line, words: Words) -> None:
        """A line more."""
        if self.parts:
            cut, between = words.between(self.parts[-1], line.text)
            self.parts[-1] = self.parts[-1][: len(self.parts[-1]) - cut] + between
            self.length += len(between) - cut
        if not self.lines or self.lines[-1].page != line.page:
            self.pages.append((self.length, line.page))
        self.parts.append(line.text)
        self.length += len(line.text)
        self.lines.append(line)

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self.parts)

    @property
    def is_item(self) -> bool:
        """Whether it begins with a bullet or a number."""
        return bool(self.parts and _BULLET.match(self.parts[0]))


def body_of(groups: Sequence[Sequence[Line]]) -> Body:
    """What most letters and lines of the groups look like."""
    sizes: Counter[float] = Counter()
    for group in groups:
        for line in group:
            sizes[line.size] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    steps = sorted(
        one.middle - two.middle
        for group in groups
        for one, two in pairwise(group)
        if abs(one.size - size) < 0.6 and abs(two.size - size) < 0.6 and one.middle > two.middle
    )
    # Of many short paragraphs most steps are wider than those inside one.
    return Body(size, steps[len(steps) // 5] if steps else 1.2 * size)


def pieces_of(groups: Sequence[Sequence[Line]], heights: Sequence[float], words: Words) -> Iterator[Piece]:
    """The pieces of a document from its columns in reading order; `heights` are those of the pages."""
    body = body_of(groups)
    reader = _Reader(body, words, heights)
    for group in groups:
        yield from reader.group(group)
    yield from reader.finish()


@dataclass(slots=True)
class _Reader:
    """Goes from line to line and decides where a paragraph ends."""

    body: Body
    words: Words
    heights: Sequence[float]
    _open: _Open = field(default_factory=_Open)
    _notes: list[Piece] = field(default_factory=list)
    _indents: list[float] = field(default_factory=list)

    def group(self, lines: Sequence[Line]) -> Iterator[Piece]:
        """The pieces that end in a column."""
        left = min((line.left for line in lines), default=0.0)
        right = max((line.right for line in lines), default=0.0)
        noting = False
        first = True
        for place, line in enumerate(lines):
            noting = self._is_note(line) or (noting and line.size < _SMALLER * self.body.size)
            if noting:
                self._note(line)
                continue
            last = self._open.lines[-1] if self._open.lines else None
            starts = last is None or (
                self._breaks_column(last, line, left) if first else self._breaks(last, line, left, right)
            )
            if starts or _in_table(lines, place):
                yield from self._close()
            self._open.add(line, self.words)
            if _in_table(lines, place):
                yield from self._close(table=True)
            first = False

    def finish(self) -> Iterator[Piece]:
        """The pieces that are left at the end."""
        yield from self._close()

    def _is_note(self, line: Line) -> bool:
        """Whether a line begins a footnote: small letters after a number, low on the page."""
        low = line.middle < _FOOT * self.heights[line.page - 1]
        return low and line.size < _SMALLER * self.body.size and bool(_NOTE.match(line.text))

    def _note(self, line: Line) -> None:
        """A line of a footnote waits until the paragraph above it is whole, perhaps on the next page."""
        if self._notes and not _NOTE.match(line.text):
            last = self._notes.pop()
            text = self.words.join(last.text, line.text)
        else:
            text = line.text
        self._notes.append(Piece(tidy(text), junk="footnote"))

    def _breaks_column(self, last: Line, line: Line, left: float) -> bool:
        """Whether a paragraph begins with the first line of a column or page."""
        if self._differ(last, line) or _BULLET.match(line.text):
            return True
        if self._kind_of(self._open) is BlockKind.HEADING or _ENDS.search(last.text):
            return True
        # What goes on an item hangs under it; what goes on a paragraph may begin with a name.
        return self._open.is_item and line.text[:1].isupper() and line.left - left < 0.3 * line.size

    def _breaks(self, last: Line, line: Line, left: float, right: float) -> bool:
        """Whether a line begins a paragraph, by its letters, its distance, its indent and the line before."""
        if self._differ(last, line):
            return True
        if _begins_item(line, self._open):
            # A dot between words may come to stand first on a line.
            full = last.right > right - 0.12 * (right - left) and abs(last.left - line.left) < 1
            return not full or bool(_ENDS.search(last.text)) or self._open.is_item
        if last.middle - line.middle > 1.25 * max(self.body.leading, line.size):
            return True
        item = self._open.is_item
        indented = line.left - last.left > 0.8 * line.size
        hanging = len(self._open.lines) == 1 and item
        if indented and not hanging and abs(last.left - left) < 0.8 * line.size:
            return bool(_ENDS.search(last.text)) or not line.text[:1].islower()
        if item and line.left < self._open.lines[0].left + 0.3 * line.size and len(self._open.lines) > 1:
            return last.left - line.left > 0.8 * line.size
        short = last.right < right - 0.22 * (right - left)
        return short and bool(_ENDS.search(last.text)) and line.text[:1].isupper()

    def _differ(self, last: Line, line: Line) -> bool:
        """Whether the letters of two lines are of different size, or one is a bold line and the other is not."""
        if abs(last.size - line.size) > 0.08 * max(last.size, line.size):
            # One raised sign does not make a line a heading.
            return (
                max(last.size, line.size) > _LARGER * self.body.size
                or min(last.size, line.size) < _SMALLER * self.body.size
            )
        return last.bold != line.bold and self._kind_of(self._open) is BlockKind.HEADING

    def _close(self, *, table: bool = False) -> Iterator[Piece]:
        """The open paragraph is whole."""
        paragraph, self._open = self._open, _Open()
        if paragraph.lines:
            yield self._piece(paragraph, table=table)
        notes, self._notes = self._notes, []
        yield from notes

    def _piece(self, paragraph: _Open, *, table: bool) -> Piece:
        kind = BlockKind.TABLE_ROW if table else self._kind_of(paragraph)
        text, level, cut = paragraph.text, 0, 0
        if kind is BlockKind.LIST_ITEM:
            match = _BULLET.match(text)
            cut = match.end() if match else 0
            level = self._level(paragraph.lines[0])
        else:
            self._indents.clear()
            level = self._heading_level(paragraph.lines[0]) if kind is BlockKind.HEADING else 0
        if kind is not BlockKind.TABLE_ROW:
            text = text.replace(" | ", " ")
        text = tidy(text[cut:])
        pages = tuple((min(max(0, at - cut), len(text)), page) for at, page in paragraph.pages)
        small = paragraph.lines[0].size < 0.95 * self.body.size
        return Piece(text, kind, level, "figure" if small and _CAPTION.match(text) else "", pages)

    def _kind_of(self, paragraph: _Open) -> BlockKind:
        """What the lines of a paragraph are, by their looks."""
        if not paragraph.lines or paragraph.length > _LONGEST_HEADING * 20:
            return BlockKind.LIST_ITEM if paragraph.is_item else BlockKind.PARAGRAPH
        text = paragraph.text
        words = text.split()
        large = min(line.size for line in paragraph.lines) > _LARGER * self.body.size
        bold = all(line.bold for line in paragraph.lines) and len(words) <= _LONGEST_HEADING // 2
        stops = text.endswith((".", ",", ";"))
        named = any(sign.isalpha() for sign in text)
        if (large or (bold and not stops)) and named and len(words) <= _LONGEST_HEADING:
            return BlockKind.HEADING
        return BlockKind.LIST_ITEM if paragraph.is_item else BlockKind.PARAGRAPH

    def _heading_level(self, line: Line) -> int:
        ratio = line.size / self.body.size
        return 1 if ratio > 1.6 else 2 if ratio > _LARGER else 3

    def _level(self, line: Line) -> int:
        """The level of a list item, from 1, by its indent among those before it."""
        while self._indents and line.left < self._indents[-1] - 0.5 * line.size:
            self._indents.pop()
        if not self._indents or line.left > self._indents[-1] + 0.5 * line.size:
            self._indents.append(line.left)
        return len(self._indents)


def _begins_item(line: Line, paragraph: _Open) -> bool:
    """Whether a line begins a list item; a number does only where items are already numbered, or after a stop."""
    match = _BULLET.match(line.text)
    if not match:
        return False
    plain = not _NUMBERED.match(match[0]) and match[0][0] not in "-–—*"
    return plain or paragraph.is_item or bool(_ENDS.search(paragraph.lines[-1].text))


def _in_table(lines: Sequence[Line], place: int) -> bool:
    """Whether a line is a row of a table: several cells, as in a line next to it."""
    if _cells(lines[place]) < 2:
        return False
    near = [lines[other] for other in (place - 1, place + 1) if 0 <= other < len(lines)]
    return _cells(lines[place]) > 2 or any(_cells(line) >= 2 for line in near)


def _cells(line: Line) -> int:
    """The number of cells of a line; a bullet is none."""
    return line.cells - bool(line.cells > 1 and _BULLET.match(line.text))
