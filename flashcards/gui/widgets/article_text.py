"""An article written into a text document, and the way between its characters and the document's positions."""

from bisect import bisect_right
from collections.abc import Iterable

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

_BREAKS = frozenset("\n\r\t\u2028\u2029")
_HEADING_SIZES = (1.45, 1.3, 1.15)


class ArticleText:
    """Fills a document with an article's blocks. Runs of page junk are one line unless they are `unfolded`."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        self._document = document
        self._theme = theme
        self._article: Article | None = None
        self._blocks: list[tuple[Block, int]] = []
        self._positions: list[int] = []
        self._offsets: list[int] = []

    def write(self, article: Article, size: float, unfolded: Iterable[int], folded: str, fold: str) -> None:
        """Write an article anew, with text of `size` points.

        `folded` and `fold` are the words on the line of a junk run, closed and open; `unfolded` holds the
        starts of the runs to show. The line links to `junk:START`.
        """
        self._article = article
        # Clearing the document may resize the view, which asks for places at once: there are none.
        for each in (self._blocks, self._positions, self._offsets):
            each.clear()
        shown = frozenset(unfolded)
        self._document.clear()
        cursor = QTextCursor(self._document)
        cursor.beginEditBlock()
        self._first = True
        for run in junk_runs(article.blocks):
            if run[0].junk:
                start = run[0].span.start
                words = fold if start in shown else folded.format(kinds=_kinds(run), count=len(run))
                self._write_link(cursor, words, start, size)
                if start not in shown:
                    continue
            for block in run:
                self._write_block(cursor, block, size)
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

    def _write_link(self, cursor: QTextCursor, words: str, start: int, size: float) -> None:
        shape = QTextBlockFormat()
        shape.setBottomMargin(10)
        self._start_block(cursor, shape)
        text = QTextCharFormat()
        text.setAnchor(True)
        text.setAnchorHref(f"junk:{start}")
        text.setForeground(self._theme.color("muted"))
        text.setFontPointSize(size * 0.9)
        cursor.insertText(words, text)

    def _write_block(self, cursor: QTextCursor, block: Block, size: float) -> None:
        assert self._article is not None
        shape, text = self._shape(block), self._style(block, size)
        self._start_block(cursor, shape)
        if block.kind is BlockKind.LIST_ITEM and not block.junk:
            style = QTextListFormat()
            style.setStyle(QTextListFormat.Style.ListDisc)
            style.setIndent(block.level + 1)
            cursor.createList(style)
            cursor.mergeBlockFormat(shape)
        self._blocks.append((block, cursor.position()))
        self._positions.append(cursor.position())
        self._offsets.append(block.span.start)
        # One character for one: offsets in the block stay offsets on the screen.
        words = self._article.quote(block.span)
        cursor.insertText("".join(" " if each in _BREAKS else each for each in words), text)

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
