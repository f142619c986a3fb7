"""An article written into a text document, and the way between its characters and the document's positions."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby, islice

from PySide6.QtGui import (
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextListFormat,
)

from flashcards.core.articles import Article, Block, BlockKind, Span
from flashcards.gui.theme import Theme

#: What would part a line or jump in it stands as a space; Qt takes the last of them for the end of a block.
_BREAKS = dict.fromkeys(map(ord, "\n\r\t\u2028\u2029"), " ")
_NEXT = "\u2029"
#: A list costs Qt the square of its items, so that long ones are several that look like one.
_AT_ONCE = 30
#: How many blocks are written in one go, in which the window answers nothing: a tenth of a second.
_PORTION = 3000
_HEADING_SIZES = (1.45, 1.3, 1.15)


class ArticleText:
    """Fills a document with an article's blocks. Runs of page junk are one line unless they are `unfolded`.

    What is not written yet is not found: `write_more` brings it.
    """

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        self._document = document
        self._theme = theme
        self._article: Article | None = None
        self._blocks: list[tuple[Block, int]] = []
        self._positions: list[int] = []
        self._offsets: list[int] = []
        self._rest: Iterator[Callable[[QTextCursor], int]] = iter(())
        self._done = 0

    def write(self, article: Article, size: float, unfolded: Iterable[int], folded: str, fold: str) -> None:
        """Write the beginning of an article anew, with text of `size` points; `write_more` goes on.

        `folded` and `fold` are the words on the line of a junk run, closed and open; `unfolded` holds the
        starts of the runs to show. The line links to `junk:START`.
        """
        self._article = article
        # Clearing the document may resize the view, which asks for places at once: there are none.
        for each in (self._blocks, self._positions, self._offsets):
            each.clear()
        self._document.clear()
        self._first = True
        self._rest = self._parts(size, frozenset(unfolded), (folded, fold))
        self._done = 0
        self.write_more()

    @property
    def is_whole(self) -> bool:
        """Whether the whole article stands in the document."""
        return self._article is None or self._done >= len(self._article.text)

    def reach(self, offset: int) -> None:
        """Write what is missing before an offset of the article."""
        if self._done < offset:
            self.write_more(offset)

    def write_more(self, until: int = 0) -> None:
        """Write some thousand blocks more, and all before an offset of the article."""
        if self.is_whole:
            return
        cursor = QTextCursor(self._document)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()
        enough = len(self._blocks) + _PORTION
        for write in self._rest:
            self._done = write(cursor)
            if len(self._blocks) >= enough and self._done >= until:
                break
        else:
            assert self._article is not None
            self._done = len(self._article.text)
        cursor.endEditBlock()

    def stretches(self, span: Span) -> list[QTextCursor]:
        """The shown parts of a span, one for each block that it touches."""
        found = []
        for block, position in self._blocks:
            if block.span.end <= span.start or block.span.start >= span.end:
                continue
            cursor = QTextCursor(self._document)
            cursor.setPosition(position + self._units(block, max(span.start, block.span.start)))
            end = position + self._units(block, min(span.end, block.span.end))
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            found.append(cursor)
        return found

    def position_of(self, offset: int) -> int:
        """Where a character of the article is shown, or the end of what is shown before it."""
        at = bisect_right(self._offsets, offset) - 1
        if at < 0:
            return 0
        block, position = self._blocks[at]
        return position + self._units(block, min(offset, block.span.end))

    def offset_at(self, position: int) -> int | None:
        """The article's character at a position of the document; None on a line that is not the article's."""
        at = bisect_right(self._positions, position) - 1
        if at < 0 or self._article is None:
            return None
        block, start = self._blocks[at]
        units = position - start
        if units > self._units(block, block.span.end):
            return None
        text = self._article.quote(block.span)
        if text.isascii():
            return block.span.start + units
        before = text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore")
        return block.span.start + len(before)

    def junk_run_of(self, offset: int) -> int | None:
        """The start of the junk run that a character lies in."""
        blocks = () if self._article is None else self._article.blocks
        for run in junk_runs(blocks):
            if run[0].junk and run[0].span.start <= offset < run[-1].span.end:
                return run[0].span.start
        return None

    def _units(self, block: Block, offset: int) -> int:
        """How many UTF-16 units, in which Qt counts, stand in the block before an offset."""
        assert self._article is not None
        text = self._article.text[block.span.start : offset]
        return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2

    def _start_block(self, cursor: QTextCursor, shape: QTextBlockFormat) -> None:
        if not self._first:
            cursor.insertBlock()
        self._first = False
        plain = QTextBlockFormat(shape)
        plain.setObjectIndex(-1)
        cursor.setBlockFormat(plain)

    def _parts(
        self, size: float, shown: frozenset[int], words: tuple[str, str]
    ) -> Iterator[Callable[[QTextCursor], int]]:
        """What is to be written, bit by bit; each says up to which offset it wrote."""
        assert self._article is not None
        folded, fold = words
        for is_junk, blocks in groupby(self._article.blocks, key=_is_junk):
            run = list(blocks)
            if is_junk:
                start = run[0].span.start
                line = fold if start in shown else folded.format(kinds=_kinds(run), count=len(run))
                yield partial(self._write_link, words=line, run=run, size=size)
                if start not in shown:
                    continue
            # Qt takes blocks that look alike at once in a tenth of the time.
            for _look, alike in groupby(run, key=_looks):
                while some := list(islice(alike, _AT_ONCE)):
                    yield partial(self._write_blocks, blocks=some, size=size)

    def _write_link(self, cursor: QTextCursor, words: str, run: Sequence[Block], size: float) -> int:
        shape = QTextBlockFormat()
        shape.setBottomMargin(10)
        self._start_block(cursor, shape)
        text = QTextCharFormat()
        text.setAnchor(True)
        text.setAnchorHref(f"junk:{run[0].span.start}")
        text.setForeground(self._theme.color("muted"))
        text.setFontPointSize(size * 0.9)
        cursor.insertText(words, text)
        return run[0].span.start

    def _write_blocks(self, cursor: QTextCursor, blocks: Sequence[Block], size: float) -> int:
        """Write blocks that look alike."""
        assert self._article is not None
        shape, text = self._shape(blocks[0]), self._style(blocks[0], size)
        self._start_block(cursor, shape)
        if blocks[0].kind is BlockKind.LIST_ITEM and not blocks[0].junk:
            style = QTextListFormat()
            style.setStyle(QTextListFormat.Style.ListDisc)
            style.setIndent(blocks[0].level + 1)
            cursor.createList(style)
            cursor.mergeBlockFormat(shape)
        position, lines = cursor.position(), []
        for block in blocks:
            self._blocks.append((block, position))
            self._positions.append(position)
            self._offsets.append(block.span.start)
            # One character for one: offsets in the block stay offsets on the screen.
            lines.append(self._article.quote(block.span).translate(_BREAKS))
            position += self._units(block, block.span.end) + 1
        cursor.insertText(_NEXT.join(lines), text)
        return blocks[-1].span.end

    @staticmethod
    def _shape(block: Block) -> QTextBlockFormat:
        shape = QTextBlockFormat()
        shape.setLineHeight(140, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        shape.setBottomMargin(4 if block.kind is BlockKind.LIST_ITEM else 10)
        if block.kind is BlockKind.HEADING and not block.junk:
            shape.setTopMargin(14)
        return shape

    def _style(self, block: Block, size: float) -> QTextCharFormat:
        text = QTextCharFormat()
        text.setForeground(self._theme.color("muted" if block.junk else "text"))
        if block.junk:
            size *= 0.9
        elif block.kind is BlockKind.HEADING:
            text.setFontWeight(QFont.Weight.DemiBold)
            size *= _HEADING_SIZES[min(max(block.level, 1), 3) - 1]
        text.setFontPointSize(size)
        return text


def junk_runs(blocks: Iterable[Block]) -> list[list[Block]]:
    """The blocks in runs: junk that stands together is one, every body block is one by itself."""
    runs: list[list[Block]] = []
    for block in blocks:
        if block.junk and runs and runs[-1][0].junk:
            runs[-1].append(block)
        else:
            runs.append([block])
    return runs


def _kinds(run: Iterable[Block]) -> str:
    return ", ".join(dict.fromkeys(block.junk for block in run))


def _is_junk(block: Block) -> bool:
    return bool(block.junk)


def _looks(block: Block) -> tuple[BlockKind, int, bool]:
    """What decides how a block looks."""
    return block.kind, block.level, _is_junk(block)
