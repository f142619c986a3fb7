"""The article in its frame: where it came from and a search line above it, the coverage strip beside it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from flashcards.core.articles import Article
from flashcards.core.coverage import Stretch
from flashcards.gui.theme import Theme
from flashcards.gui.widgets.article_head import ArticleHead
from flashcards.gui.widgets.article_view import ArticleView
from flashcards.gui.widgets.coverage_strip import CoverageStrip
from flashcards.gui.widgets.find_bar import FindBar
from flashcards.gui.widgets.menus import add_shortcut


class ArticlePanel(QFrame):
    """Ctrl+F finds, Ctrl and plus or minus zooms."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.head = ArticleHead()
        self.view = ArticleView(theme)
        self.strip = CoverageStrip(theme, self._shares_of, self._seen)
        self.find_bar = FindBar()
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.view, 1)
        row.addWidget(self.strip)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(2, 2, 2, 2)
        inside.setSpacing(0)
        inside.addWidget(self.head)
        inside.addWidget(self.find_bar)
        inside.addLayout(row, 1)
        self.find_bar.sought.connect(self._find)
        self.find_bar.closed.connect(self._found)
        self.view.laid_out.connect(self.strip.place)
        self.view.verticalScrollBar().valueChanged.connect(self.strip.update)
        self.strip.asked.connect(self.view.reveal)

    def show_article(self, article: Article) -> None:
        """Show an article from its beginning."""
        self.head.show_article(article)
        self.view.show_article(article)

    def show_stretches(self, stretches: Sequence[Stretch]) -> None:
        """Show what is covered."""
        self.strip.show_stretches(stretches)

    def add_shortcuts(self, page: QWidget) -> None:
        """Let find and zoom be reached from anywhere on a page."""
        keys = QKeySequence.StandardKey
        add_shortcut(page, keys.Find, self.find_bar.open)
        add_shortcut(page, keys.ZoomIn, partial(self.view.zoom, 1))
        add_shortcut(page, "Ctrl+=", partial(self.view.zoom, 1))
        add_shortcut(page, keys.ZoomOut, partial(self.view.zoom, -1))
        add_shortcut(page, "Ctrl+0", partial(self.view.zoom, 0))

    def _find(self, words: str, again: bool, backwards: bool) -> None:
        self.find_bar.say(*self.view.find_text(words, again=again, backwards=backwards))

    def _found(self) -> None:
        self.view.select_found()
        self.view.setFocus()

    def _shares_of(self, offsets: Sequence[int]) -> list[float]:
        if not self.view.is_whole:
            return []
        height = self.view.document().size().height() or 1.0
        return [min(1.0, self.view.top_of(each) / height) for each in offsets]

    def _seen(self) -> tuple[float, float]:
        bar = self.view.verticalScrollBar()
        whole = max(1, bar.maximum() + bar.pageStep())
        return bar.value() / whole, (bar.value() + bar.pageStep()) / whole
