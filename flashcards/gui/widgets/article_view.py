"""The article as it reads, with the evidence of a draft marked and junk greyed."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QMouseEvent, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextListFormat
from PySide6.QtWidgets import QTextEdit

from flashcards.core.articles import Article, Block, BlockKind, Span
from flashcards.gui.theme import Theme
from flashcards.gui.widgets.card_view import SafeBrowser


class ArticleView(SafeBrowser):
    """Shows the blocks of one article; `place_clicked` carries an offset in its text."""

    place_clicked = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._article: Article | None = None
        self._marked: Span | None = None
        self._starts: list[tuple[Block, int]] = []
        self.setAccessibleName(self.tr("Article"))
        self.document().setDocumentMargin(20)
        theme.changed.connect(self._rebuild)

    def show_article(self, article: Article) -> None:
        """Show an article from its beginning."""
        self._article = article
        self._marked = None
        self._rebuild()

    def mark(self, span: Span | None) -> None:
        """Mark a span and bring it into view."""
        self._marked = span
        selections = []
        for block, start in self._starts:
            if span is None or block.span.end <= span.start or block.span.start >= span.end:
                continue
            cursor = QTextCursor(self.document())
            cursor.setPosition(start + self._units(block, max(span.start, block.span.start)))
            end = start + self._units(block, min(span.end, block.span.end))
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection = QTextEdit.ExtraSelection()
            shown = QTextCharFormat()
            shown.setBackground(self._theme.color("mark"))
            shown.setForeground(self._theme.color("text"))
            selection.format = shown
            selection.cursor = cursor
            selections.append(selection)
        self.setExtraSelections(selections)
        if selections:
            self._reveal(selections[0].cursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell which place of the article was clicked."""
        super().mousePressEvent(event)
        position = self.cursorForPosition(event.position().toPoint()).position()
        for block, start in self._starts:
            length = block.span.end - block.span.start
            if start <= position <= start + length:
                self.place_clicked.emit(block.span.start + position - start)
                return

    def _reveal(self, cursor: QTextCursor) -> None:
        place = QTextCursor(cursor)
        place.setPosition(cursor.selectionStart())
        top = self.cursorRect(place).top() + self.verticalScrollBar().value()
        self.verticalScrollBar().setValue(max(0, top - self.viewport().height() // 3))

    def _units(self, block: Block, offset: int) -> int:
        """How many UTF-16 units, in which Qt counts, stand in the block before an offset."""
        assert self._article is not None
        return len(self._article.text[block.span.start : offset].encode("utf-16-le", "surrogatepass")) // 2

    def _rebuild(self) -> None:
        self.clear()
        self._starts = []
        if self._article is None:
            return
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for number, block in enumerate(self._article.blocks):
            if number:
                cursor.insertBlock()
            self._write(cursor, block)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.mark(self._marked)

    def _write(self, cursor: QTextCursor, block: Block) -> None:
        assert self._article is not None
        shape = QTextBlockFormat()
        shape.setLineHeight(140, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        shape.setBottomMargin(4 if block.kind is BlockKind.LIST_ITEM else 10)
        text = QTextCharFormat()
        size = self.font().pointSizeF()
        text.setForeground(self._theme.color("text"))
        if block.junk:
            text.setForeground(self._theme.color("muted"))
            size *= 0.9
        elif block.kind is BlockKind.HEADING:
            text.setFontWeight(QFont.Weight.DemiBold)
            shape.setTopMargin(14)
            size *= 1.25
        text.setFontPointSize(size)
        if block.kind is BlockKind.LIST_ITEM and not block.junk:
            style = QTextListFormat()
            style.setStyle(QTextListFormat.Style.ListDisc)
            style.setIndent(block.level + 1)
            cursor.createList(style)
        cursor.mergeBlockFormat(shape)
        if block.kind is not BlockKind.LIST_ITEM or block.junk:
            plain = QTextBlockFormat(shape)
            plain.setObjectIndex(-1)
            cursor.setBlockFormat(plain)
        self._starts.append((block, cursor.position()))
        # One character for one: offsets in the block stay offsets on the screen.
        words = self._article.quote(block.span)
        cursor.insertText("".join(" " if each in "\n\r\t\u2028\u2029" else each for each in words), text)
