"""The articles that were read, and reading new ones."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from flashcards.core.articles import Article, ArticleSummary
from flashcards.core.changes import Changes
from flashcards.core.clock import from_milliseconds
from flashcards.core.errors import FlashcardsError
from flashcards.core.progress import Cancel, Report
from flashcards.core.wording import counted
from flashcards.gui.changes import ChangeBus
from flashcards.gui.dialogs.files import choose_articles
from flashcards.gui.dialogs.text_entry import PasteDialog
from flashcards.gui.models.table import Column, TableModel
from flashcards.gui.tasks import Tasks
from flashcards.gui.theme import MEDIUM, Theme, label
from flashcards.gui.widgets.buttons import button
from flashcards.gui.widgets.empty_state import EmptyState
from flashcards.gui.widgets.job_bar import JobBar
from flashcards.gui.widgets.menus import add_shortcut
from flashcards.gui.widgets.page import Page
from flashcards.gui.widgets.reading_list import ReadingList
from flashcards.gui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from flashcards.app import App
    from flashcards.services.examples import Example


class ArticlesPage(Page):
    """Reads articles in the background lane; `drafts_asked` carries the id of one to judge."""

    drafts_asked = Signal(int)

    CARES_FOR = Changes.ARTICLES | Changes.DRAFTS

    def __init__(self, theme: Theme, app: "App", tasks: Tasks, bus: ChangeBus) -> None:
        super().__init__(self.tr("Articles"))
        self._theme = theme
        self._app = app
        self._tasks = tasks
        self._bus = bus
        self._cancel = Cancel()
        self._running = 0
        self._all: list[ArticleSummary] = []
        self._build()

    def refresh(self) -> None:
        """Show the list, or what to do when it is empty."""
        articles = self._app.articles.all()
        self._all = articles
        self._show_found()
        self._search.setVisible(len(articles) > 1)
        self._stack.setCurrentIndex(0 if articles else 1)
        read = {each.title for each in articles}
        self._examples.set_rows([each for each in self._app.examples.articles() if each.title not in read])
        self._offers.setVisible(self._examples.rowCount() > 0)

    def choose_files(self) -> None:
        """Ask for files and read them."""
        choose_articles(self, self.read_files)

    def paste(self) -> None:
        """Take an article from the clipboard, to look over before it is read."""
        PasteDialog(self, QGuiApplication.clipboard().text(), self.read_text).open()

    def read_files(self, paths: list[Path]) -> None:
        """Read files one after the other; one that fails does not stop the others."""
        for path in paths:
            self._read(path.name, partial(self._app.articles.read_file, path))

    def read_text(self, title: str, text: str) -> None:
        """Read a pasted article."""
        self._read(title or self.tr("pasted text"), partial(self._app.articles.read_paste, text, title))

    def read_example(self, example: "Example") -> None:
        """Read a bundled article."""
        self._read(example.title, partial(self._app.examples.read, example))

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
        self._cancel.set()

    def _build(self) -> None:
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Search articles"))
        self._search.setAccessibleName(self.tr("Search articles"))
        self._search.setClearButtonEnabled(True)
        self._search.setMaximumWidth(self.fontMetrics().averageCharWidth() * 36)
        self._search.textChanged.connect(self._show_found)
        add_shortcut(self, QKeySequence.StandardKey.Find, self._search.setFocus)
        self.header.addWidget(self._search)
        self.header.addWidget(button(self.tr("Paste text…"), self.paste))
        self.header.addWidget(button(self.tr("Open an article…"), self.choose_files, kind="primary"))
        self._job = JobBar()
        self._job.cancel_asked.connect(self.stop)
        self.body.addWidget(self._job)
        self._readings = ReadingList()
        self._readings.opened.connect(self.drafts_asked)
        self.body.addWidget(self._readings)
        columns: list[Column[ArticleSummary]] = [
            Column(self.tr("Article"), lambda each: each.title),
            Column(self.tr("Words"), lambda each: str(each.words), number=True),
            Column(self.tr("Facts covered"), _covered, number=True),
            Column(self.tr("To judge"), lambda each: str(each.waiting), number=True),
            Column(self.tr("Cards"), lambda each: str(each.accepted), number=True),
            Column(self.tr("Added"), _added),
        ]
        self._model: TableModel[ArticleSummary] = TableModel(columns, self)
        self._table = Table(self._model, self.tr("Articles"))
        self._table.opened.connect(self._open)
        self._table.removed.connect(self._remove)
        empty = EmptyState(
            self._theme,
            "newspaper",
            self.tr("No articles yet"),
            self.tr("Open a text or Markdown file, paste text, or drop a file here."),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._table)
        self._stack.addWidget(empty)
        self.body.addWidget(self._stack, 3)
        self.body.addWidget(self._build_examples(), 2)

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

    def _show_found(self) -> None:
        """Show the articles whose title or source holds every word of the search."""
        words = self._search.text().casefold().split()
        found = [each for each in self._all if all(word in _searched(each) for word in words)]
        self._model.set_rows(found)

    def _read(self, name: str, read: "Callable[[], Article]") -> None:
        if not self._running:
            self._cancel = Cancel()
        cancel = self._cancel
        self._running += 1
        number = self._readings.add(name)
        self._job.start(self.tr("Reading {name} …").format(name=name))
        articles = self._app.articles

        def work(report: Report) -> tuple[int, Changes]:
            cancel.check()
            report(0.0, self.tr("Reading {name} …").format(name=name))
            article = read()
            known = articles.known(article)
            if known is not None:
                return known, Changes.NOTHING
            return articles.add(articles.analyse(article, report, cancel))

        self._tasks.run(
            work,
            then=partial(self._was_read, number),
            failed=partial(self._was_not_read, number),
            progress=partial(self._advance, number),
        )

    def _advance(self, number: int, share: float, stage: str) -> None:
        self._job.advance(share, stage)
        if not share:
            self._readings.say(number, self.tr("reading …"), done=False)

    def _was_read(self, number: int, result: tuple[int, Changes]) -> None:
        article_id, changes = result
        self._bus.announce(changes)
        words = self.tr("{drafts} to judge") if changes else self.tr("was read before")
        waiting = next((each.waiting for each in self._app.articles.all() if each.id == article_id), 0)
        self._readings.say(number, words.format(drafts=counted(waiting, "draft")), article_id)
        self._finish()
        if len(self._readings.rows) > 1:
            return
        if not changes:
            self.said.emit(self.tr("That article was read before; here it is."), False)
        self.drafts_asked.emit(article_id)

    def _was_not_read(self, number: int, error: Exception) -> None:
        known = isinstance(error, FlashcardsError)
        self._readings.say(
            number, str(error) if known else self.tr("Something went wrong: {error}").format(error=error)
        )
        self._finish()
        if len(self._readings.rows) == 1 or not known:
            self.failed.emit(error)

    def _finish(self) -> None:
        self._running -= 1
        if not self._running:
            self._job.hide()

    def _open(self, article: ArticleSummary) -> None:
        self.drafts_asked.emit(article.id)

    def _remove(self, article: ArticleSummary) -> None:
        self._bus.announce(self._app.articles.remove(article.id))
        self.said.emit(self.tr("Deleted “{title}”; its cards stay.").format(title=article.title), True)


def _covered(article: ArticleSummary) -> str:
    return f"{article.covered} / {article.facts}"


def _searched(article: ArticleSummary) -> str:
    return f"{article.title} {article.source.name}".casefold()


def _added(article: ArticleSummary) -> str:
    return from_milliseconds(article.added_at).astimezone().strftime("%d %b %Y")
