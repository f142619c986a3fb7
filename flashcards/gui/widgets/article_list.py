"""The articles of the library: a search over titles and texts, and a table."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget

from flashcards.core.articles import ArticleSummary
from flashcards.core.text import storable
from flashcards.gui.models.articles import article_columns
from flashcards.gui.models.table import TableModel
from flashcards.gui.theme import Theme
from flashcards.gui.widgets.empty_state import EmptyState
from flashcards.gui.widgets.table import Table

#: Milliseconds without a further letter after which a search begins, and the longest that is looked for.
_PAUSE = 150
_LONGEST = 200


class ArticleList(QStackedWidget):
    """The table, or what to do when it is empty; `search` is a line that a page places.

    `opened` and `removed` carry an `ArticleSummary`. A search goes through `find`, which gets the words and answers
    with the articles that hold them.
    """

    opened = Signal(object)
    removed = Signal(object)

    def __init__(self, theme: Theme, find: Callable[[str], Sequence[ArticleSummary]]) -> None:
        super().__init__()
        self._find = find
        self.search = _SearchLine()
        self.search.setPlaceholderText(self.tr("Search titles and texts"))
        self.search.setAccessibleName(self.tr("Search titles and texts of articles"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaxLength(_LONGEST)
        self.search.setMaximumWidth(self.fontMetrics().averageCharWidth() * 36)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.show_found)
        self.search.textChanged.connect(self._pause.start)
        self.search.returnPressed.connect(self.show_found)
        self.search.went_down.connect(self._go_down)
        self.model: TableModel[ArticleSummary] = TableModel(article_columns(), self)
        self.table = Table(self.model, self.tr("Articles"))
        self.table.opened.connect(self.opened)
        self.table.removed.connect(self.removed)
        self._add_menu()
        empty = self.tr(
            "Open a text, Markdown, HTML, PDF, Word or EPUB file or a web page, paste an article, or drop one here."
        )
        self._none = EmptyState(theme, "newspaper", self.tr("No articles yet"), empty)
        self._nothing = EmptyState(theme, "search", "", "")
        for each in (self.table, self._none, self._nothing):
            self.addWidget(each)

    def show_found(self) -> list[ArticleSummary]:
        """Show the articles that hold every word of the search; returns all there are."""
        self._pause.stop()
        words = storable(self.search.text()).strip()
        everything = list(self._find(""))
        found = list(self._find(words)) if words else everything
        self._show_rows(found)
        self.search.setVisible(len(everything) > 1 or bool(words))
        if not everything:
            self.setCurrentWidget(self._none)
        elif found:
            self.setCurrentWidget(self.table)
        else:
            title = self.tr("No article holds “{words}”").format(words=words)
            self._nothing.say(
                title, self.tr("Titles, texts, authors, files and addresses were looked through.")
            )
            self.setCurrentWidget(self._nothing)
        return everything

    def _show_rows(self, rows: Sequence[ArticleSummary]) -> None:
        """Show rows; the chosen one stays chosen."""
        chosen = self.table.current()
        self.model.set_rows(rows)
        for number, each in enumerate(rows):
            if chosen is not None and each.id == chosen.id:
                self.table.selectRow(number)

    def _go_down(self) -> None:
        if self.model.rowCount():
            self.table.selectRow(0)
            self.table.setFocus()

    def _add_menu(self) -> None:
        """What Enter and Delete do, for the mouse."""
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for text, signal in ((self.tr("Open"), self.opened), (self.tr("Delete"), self.removed)):
            action = QAction(text, self.table)
            action.triggered.connect(lambda _checked=False, signal=signal: self._tell(signal))
            self.table.addAction(action)

    def _tell(self, signal: SignalInstance) -> None:
        row = self.table.current()
        if row is not None:
            signal.emit(row)


class _SearchLine(QLineEdit):
    """The arrow down leads to what was found, Escape clears."""

    went_down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go down, clear, or type."""
        if event.key() == Qt.Key.Key_Down:
            self.went_down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
