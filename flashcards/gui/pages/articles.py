"""The articles that were read, and reading new ones."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from flashcards.core.articles import ArticleSummary
from flashcards.core.changes import Changes
from flashcards.gui.changes import ChangeBus
from flashcards.gui.dialogs.chapters import ChaptersDialog
from flashcards.gui.dialogs.files import choose_articles
from flashcards.gui.dialogs.text_entry import AddressDialog, PasteDialog
from flashcards.gui.models.table import Column, TableModel
from flashcards.gui.tasks import Tasks
from flashcards.gui.theme import MEDIUM, Theme, label
from flashcards.gui.widgets.article_list import ArticleList
from flashcards.gui.widgets.buttons import button
from flashcards.gui.widgets.later_offers import LaterOffers
from flashcards.gui.widgets.menus import add_shortcut
from flashcards.gui.widgets.page import Page
from flashcards.gui.widgets.reader import Book, Reader
from flashcards.gui.widgets.table import Table

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.services.examples import Example
    from flashcards.services.versions import LaterVersion


class ArticlesPage(Page):
    """Reads articles in the background lane; `drafts_asked` carries the id of one to judge."""

    drafts_asked = Signal(int)

    CARES_FOR = Changes.ARTICLES | Changes.DRAFTS | Changes.NOTES | Changes.REVIEWS

    def __init__(self, theme: Theme, app: "App", tasks: Tasks, bus: ChangeBus) -> None:
        super().__init__(self.tr("Articles"))
        self._theme = theme
        self._app = app
        self._bus = bus
        self._reader = Reader(app, tasks, bus, self)
        self._job, self._readings = self._reader.job, self._reader.list
        self._later = LaterOffers(app, bus, theme, self)
        self._later.failed.connect(self.failed)
        self._books: list[Book] = []
        self._build()

    def refresh(self) -> None:
        """Show the list, or what to do when it is empty."""
        articles = self._list.show_found()
        read = {each.title for each in articles}
        self._examples.set_rows([each for each in self._app.examples.articles() if each.title not in read])
        self._show_offers(not self._later.bar.editor.isHidden())
        self._later.refresh()

    def choose_files(self) -> None:
        """Ask for files and read them."""
        choose_articles(self, self.read_files)

    def paste(self) -> None:
        """Take an article from the clipboard, to look over before it is read; an address is asked about as such."""
        copied = QGuiApplication.clipboard().mimeData()
        text = copied.text() if copied is not None and copied.hasText() else ""
        if self._app.articles.is_address(text):
            self.ask_address(text)
        else:
            PasteDialog(self, copied, self.read_text).open()

    def ask_address(self, address: str = "") -> None:
        """Ask for the address of a page; nothing is fetched before it is confirmed."""
        AddressDialog(self, address.strip(), self.read_address).open()

    def ask_copied_address(self) -> None:
        """Ask for an address, and put in the one that was copied last."""
        text = QGuiApplication.clipboard().text()
        self.ask_address(text if self._app.articles.is_address(text) else "")

    def read_files(self, paths: list[Path]) -> None:
        """Read files one after the other; one that fails does not stop the others."""
        for path in paths:
            self._reader.read_file(path)

    def read_address(self, address: str) -> None:
        """Fetch a page and read it; https is meant where nothing is said."""
        self._reader.read_address(address if "://" in address else f"https://{address}")

    def read_text(self, title: str, text: str, html: str = "") -> None:
        """Read a pasted article; a paste that is an address and nothing else is fetched."""
        if self._app.articles.is_address(text):
            self.read_address(text.strip())
        else:
            self._reader.read_paste(title, text, html)

    def read_example(self, example: "Example") -> None:
        """Read a bundled article."""
        self._reader.read(example.title, lambda _cancel: self._app.examples.read(example))

    def read_first_example(self) -> None:
        """Read the first bundled article."""
        self.read_example(self._app.examples.articles()[0])

    def add_example_deck(self) -> None:
        """Add the finished deck that comes with the program."""
        name, changes = self._app.examples.add_deck()
        self._bus.announce(changes)
        self.said.emit(self.tr("Added the deck “{name}”.").format(name=name), True)

    def stop(self) -> None:
        """Ask running work to stop, as when the window closes."""
        self._reader.stop()

    def _build(self) -> None:
        self._list = ArticleList(self._theme, self._app.articles.all)
        self._list.opened.connect(self._open)
        self._list.removed.connect(self._remove)
        self._search, self._table, self._model = self._list.search, self._list.table, self._list.model
        add_shortcut(self, QKeySequence.StandardKey.Find, self._search.setFocus)
        self.header.addWidget(self._search)
        self.header.addWidget(button(self.tr("Paste text…"), self.paste))
        web = button(self.tr("Open web page…"), self.ask_copied_address, tip=self.tr("Ctrl+L"))
        self.header.addWidget(web)
        self.header.addWidget(button(self.tr("Open an article…"), self.choose_files, kind="primary"))
        self._reader.opened.connect(self.drafts_asked)
        self._reader.chapters_asked.connect(self._ask_chapters)
        self._reader.changed.connect(self._later.add)
        self._later.chosen.connect(self._keep)
        for each in (self._reader, self._later):
            each.said.connect(self.said)
        self._reader.failed.connect(self.failed)
        for widget in (self._job, self._later.bar, self._readings):
            self.body.addWidget(widget)
        self.body.addWidget(self._list, 3)
        self.body.addWidget(self._build_examples(), 2)
        self._later.bar.edited.connect(self._show_offers)

    def _build_examples(self) -> QWidget:
        columns: list[Column[Example]] = [
            Column(self.tr("Title"), lambda each: each.title),
            Column(self.tr("What it explains"), lambda each: each.summary),
        ]
        self._examples: TableModel[Example] = TableModel(columns, self)
        table = Table(self._examples, self.tr("Example articles"))
        table.opened.connect(self.read_example)
        self._offers = QWidget()
        layout = QVBoxLayout(self._offers)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MEDIUM)
        layout.addWidget(label(self.tr("Example articles: double-click one to try it"), "muted"))
        layout.addWidget(table)
        return self._offers

    def _show_offers(self, editing: bool) -> None:
        """Examples that were not read yet, unless their room is needed."""
        self._offers.setVisible(self._examples.rowCount() > 0 and not editing)

    def _keep(self, later: "LaterVersion", whole: bool) -> None:
        self._reader.keep(later, whole=whole)

    def _ask_chapters(self, book: Book) -> None:
        """Ask about one book after the other."""
        self._books.append(book)
        if len(self._books) == 1:
            self._ask_next()

    def _ask_next(self) -> None:
        if self._books:
            book = self._books[0]
            ChaptersDialog(self, book.path.name, book.chapters, self._read_chapters).open()

    def _read_chapters(self, numbers: tuple[int, ...]) -> None:
        self._reader.read_chapters(self._books.pop(0), numbers)
        self._ask_next()

    def _open(self, article: ArticleSummary) -> None:
        self.drafts_asked.emit(article.id)

    def _remove(self, article: ArticleSummary) -> None:
        self._bus.announce(self._app.articles.remove(article.id))
        self.said.emit(self.tr("Deleted “{title}”; its cards stay.").format(title=article.title), True)
