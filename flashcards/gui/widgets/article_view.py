"""The article as it reads, with the evidence of a draft marked and junk folded away."""

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from flashcards.core.articles import Article, Span
from flashcards.gui.theme import Theme
from flashcards.gui.widgets.article_text import ArticleText
from flashcards.gui.widgets.page_marks import margin_for, paint_marks
from flashcards.gui.widgets.safe_browser import SafeBrowser

#: The characters that a line should hold at most, and the steps of the zoom.
_LINE = 70
_MARGIN = 20
_ZOOMS = (0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5)
_MOST_FOUND = 1000


class ArticleView(SafeBrowser):
    """Shows the blocks of one article; `place_clicked` carries an offset in its text.

    `laid_out` tells that places may have moved on the screen.
    """

    place_clicked = Signal(int)
    laid_out = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._article: Article | None = None
        self._marked: Span | None = None
        self._unfolded: set[int] = set()
        self._zoom = _ZOOMS.index(1.0)
        self._found: list[QTextCursor] = []
        self._at = 0
        self._keys_go_to: QWidget | None = None
        self._text = ArticleText(self.document(), theme)
        self._writing = QTimer(self)
        self._writing.timeout.connect(self._go_on)
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.timeout.connect(self._keep_marked)
        self.setAccessibleName(self.tr("Article"))
        self.anchorClicked.connect(self._toggle_junk)
        theme.changed.connect(self._rebuild)

    def show_article(self, article: Article) -> None:
        """Show an article from its beginning."""
        self._article = article
        self._marked = None
        self._unfolded.clear()
        self._found = []
        self._rebuild()
        self.verticalScrollBar().setValue(0)

    def send_letters_to(self, widget: QWidget) -> None:
        """Hand keys that only type, which this view has no use for, to another widget."""
        self._keys_go_to = widget

    def mark(self, span: Span | None) -> None:
        """Mark a span and bring it into view."""
        self._marked = span
        if span is not None and (run := self._text.junk_run_of(span.start)) not in (None, *self._unfolded):
            assert run is not None
            self._unfolded.add(run)
            self._rebuild()
        if span is not None:
            self._text.reach(span.end)
        self._paint_marks()
        if span is not None:
            self.reveal(span.start)

    def reveal(self, offset: int) -> None:
        """Scroll so that a place stands in the upper third, unless it can be seen already."""
        self._text.reach(offset)
        top = self.top_of(offset)
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if not bar.value() + 0.05 * height <= top <= bar.value() + 0.8 * height:
            bar.setValue(max(0, round(top - height / 3)))

    @property
    def is_whole(self) -> bool:
        """Whether all of the article is there to be seen; a long one comes bit by bit."""
        return self._text.is_whole

    def top_of(self, offset: int) -> float:
        """How far down the whole text a place stands, in pixels."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._text.position_of(offset))
        return float(self.cursorRect(cursor).top() + self.verticalScrollBar().value())

    def pages_in_sight(self) -> list[tuple[int, QRectF]]:
        """The numbers of the pages that begin in what can be seen, and where."""
        pages = () if self._article is None else self._article.pages
        bar, height = self.verticalScrollBar(), self.viewport().height()
        cursor = QTextCursor(self.document())
        found = []
        for at in range(bisect_left(pages, float(bar.value() - _MARGIN), key=self.top_of), len(pages)):
            cursor.setPosition(self._text.position_of(pages[at]))
            where = QRectF(self.cursorRect(cursor))
            if where.top() > height:
                break
            found.append((at + 1, where))
        return found

    def chosen_span(self) -> Span | None:
        """The part of the article that the user selected, without spaces at its ends."""
        cursor = self.textCursor()
        start = self._text.offset_at(cursor.selectionStart())
        end = self._text.offset_at(cursor.selectionEnd())
        if self._article is None or start is None or end is None:
            return None
        text = self._article.text[start:end]
        start += len(text) - len(text.lstrip())
        end -= len(text) - len(text.rstrip())
        return Span(start, end) if start < end else None

    def find_text(self, words: str, *, backwards: bool = False, again: bool = False) -> tuple[int, int]:
        """Mark every place with those words and go to the next; returns its number and how many there are."""
        if not again:
            self._text.reach(0 if self._article is None else len(self._article.text))
            self._found = self._all_of(words)
            top = self.cursorForPosition(QPoint(_MARGIN, 0)).position()
            ahead = [at for at, each in enumerate(self._found) if each.selectionStart() >= top]
            self._at = ahead[0] if ahead else 0
        elif self._found:
            self._at = (self._at + (-1 if backwards else 1)) % len(self._found)
        self._paint_marks()
        if not self._found:
            return 0, 0
        offset = self._text.offset_at(self._found[self._at].selectionStart())
        if offset is not None:
            self.reveal(offset)
        return self._at + 1, len(self._found)

    def select_found(self) -> None:
        """Leave the place that was found selected, and mark no other."""
        if self._found:
            self.setTextCursor(self._found[self._at])
        self._found = []
        self._paint_marks()

    def zoom(self, steps: int) -> None:
        """Make the text larger or smaller by steps; 0 gives it its own size."""
        wanted = self._zoom + steps if steps else _ZOOMS.index(1.0)
        self._zoom = min(max(wanted, 0), len(_ZOOMS) - 1)
        self._rebuild()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters judge drafts; the rest scrolls, selects and copies."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if self._keys_go_to is not None and plain and event.text().isalpha():
            QApplication.sendEvent(self._keys_go_to, event)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell which place of the article was clicked; a drag selects."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        if self.textCursor().hasSelection() or self.anchorAt(place):
            return
        offset = self._text.offset_at(self.cursorForPosition(place).position())
        if offset is not None:
            self.place_clicked.emit(offset)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write page numbers into the margin."""
        super().paintEvent(event)
        if self._article is not None and self._article.pages:
            side = self.document().rootFrame().frameFormat().leftMargin()
            ink = self._theme.color("muted")
            paint_marks(self.viewport(), self.pages_in_sight(), side, self.font(), ink)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep lines at a length that can be read, and what is marked in view."""
        # First, for either lays a long text out anew, and the second time the lines are right.
        self._fit()
        super().resizeEvent(event)
        if self._marked is not None and event.oldSize().width() != event.size().width():
            self._keeping.start(0)

    def changeEvent(self, event: QEvent) -> None:
        """Write the text anew when its size changes with the system's."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._article is not None:
            self._rebuild()

    def _size(self) -> float:
        return self.font().pointSizeF() * _ZOOMS[self._zoom]

    def _fit(self) -> None:
        line = self.fontMetrics().averageCharWidth() * _LINE * _ZOOMS[self._zoom]
        paged = self._article is not None and bool(self._article.pages)
        least = margin_for(self.font()) if paged else float(_MARGIN)
        spare = (self.viewport().width() - line) / 2
        left, right = max(least, spare), max(float(_MARGIN), spare)
        frame = self.document().rootFrame()
        shape = frame.frameFormat()
        if abs(shape.leftMargin() - left) >= 1 or abs(shape.rightMargin() - right) >= 1:
            shape.setLeftMargin(left)
            shape.setRightMargin(right)
            shape.setTopMargin(_MARGIN)
            shape.setBottomMargin(_MARGIN)
            frame.setFrameFormat(shape)
        self.laid_out.emit()

    def _toggle_junk(self, link: QUrl) -> None:
        start = int(link.toString().partition(":")[2])
        self._unfolded ^= {start}
        self._rebuild()

    def _rebuild(self) -> None:
        """Write the text anew; what stood at the top stays there."""
        if self._article is None:
            return
        top = self._text.offset_at(self.cursorForPosition(QPoint(_MARGIN, 4)).position())
        # Qt would follow every place that is marked through every change.
        self._found = []
        self.setExtraSelections([])
        folded = self.tr("▸ Page junk left out: {kinds} ({count})")
        self._text.write(
            self._article, self._size(), self._unfolded, folded, self.tr("▾ Page junk, left out")
        )
        self._fit()
        self._paint_marks()
        if not self._text.is_whole:
            self._writing.start(0)
        if top:
            self._text.reach(top)
            self.verticalScrollBar().setValue(round(self.top_of(top)))

    def _go_on(self) -> None:
        """Write what follows, a portion at a time, so that the window answers in between."""
        self._text.write_more()
        if self._text.is_whole:
            self._writing.stop()
            self.laid_out.emit()

    def _keep_marked(self) -> None:
        if self._marked is not None:
            self.reveal(self._marked.start)

    def _all_of(self, words: str) -> list[QTextCursor]:
        found: list[QTextCursor] = []
        if not words.strip():
            return found
        cursor = self.document().find(words, 0)
        while not cursor.isNull() and len(found) < _MOST_FOUND:
            found.append(cursor)
            cursor = self.document().find(words, cursor, QTextDocument.FindFlag(0))
        return found

    def _paint_marks(self) -> None:
        evidence = [] if self._marked is None else self._text.stretches(self._marked)
        others = [each for at, each in enumerate(self._found) if at != self._at]
        current = self._found[self._at : self._at + 1]
        self.setExtraSelections(
            [
                *self._selections(evidence, "mark", "text"),
                *self._selections(others, "hover", "text", underlined=True),
                *self._selections(current, "accent", "accentText"),
            ]
        )

    def _selections(
        self, cursors: Sequence[QTextCursor], ground: str, ink: str, *, underlined: bool = False
    ) -> list[QTextEdit.ExtraSelection]:
        shown = QTextCharFormat()
        shown.setBackground(self._theme.color(ground))
        shown.setForeground(self._theme.color(ink))
        shown.setFontUnderline(underlined)
        made = []
        for cursor in cursors:
            selection = QTextEdit.ExtraSelection()
            selection.format = shown
            selection.cursor = cursor
            made.append(selection)
        return made
