"""Reads articles in the background lane, one after the other, and says what became of each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from flashcards.core.articles import Article, Chapter
from flashcards.core.changes import Changes
from flashcards.core.direction import isolated
from flashcards.core.errors import FlashcardsError
from flashcards.core.progress import Cancel, Report
from flashcards.core.wording import counted
from flashcards.gui.changes import ChangeBus
from flashcards.gui.tasks import Tasks
from flashcards.gui.widgets.job_bar import JobBar
from flashcards.gui.widgets.reading_list import ReadingList

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.services.versions import LaterVersion

_BOOK = ".epub"


@dataclass(frozen=True, slots=True)
class Book:
    """A book of several chapters that waits for a choice; `row` is its place in the list of readings."""

    row: int
    path: Path
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """An article in the library, or a later version of one that is not stored yet."""

    article_id: int = 0
    changes: Changes = Changes.NOTHING
    later: "LaterVersion | None" = None


class Reader(QObject):
    """Its `job` and `list` are widgets that a page places.

    `opened` carries the id of the one article that was read, `changed` a `LaterVersion`, `chapters_asked` a `Book`.
    """

    opened = Signal(int)
    changed = Signal(object)
    chapters_asked = Signal(object)
    said = Signal(str, bool)
    failed = Signal(object)

    def __init__(self, app: "App", tasks: Tasks, bus: ChangeBus, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self._tasks = tasks
        self._bus = bus
        self._cancel = Cancel()
        self._running = 0
        self.job = JobBar()
        self.job.cancel_asked.connect(self.stop)
        self.list = ReadingList()
        self.list.opened.connect(self.opened)

    def stop(self) -> None:
        """Ask running work to stop, as when the window closes."""
        self._cancel.set()

    def read_file(self, path: Path) -> None:
        """Read a file; a book of several chapters asks for some first."""
        if path.suffix.lower() == _BOOK:
            self._look_into(path)
        else:
            self.read(path.name, partial(self._app.articles.read_file, path, ()))

    def read_chapters(self, book: Book, numbers: Sequence[int]) -> None:
        """Read the chosen chapters of a book that asked; none leaves it alone."""
        if not numbers:
            self.list.say(book.row, self.tr("left alone"))
            return
        self._read_book(book, () if len(numbers) == len(book.chapters) else numbers)

    def read_address(self, address: str) -> None:
        """Fetch a page and read it."""
        self.read(address, partial(self._app.articles.read_address, address))

    def read_paste(self, title: str, text: str, html: str) -> None:
        """Read what was pasted or dropped."""
        read = partial(self._app.articles.read_paste, text, title, html)
        self.read(title or self.tr("pasted text"), read)

    def read(self, name: str, read: Callable[[Cancel], Article]) -> None:
        """Read an article with a function that looks at the switch it gets."""
        self._start(self.list.add(name), name, read)

    def keep(self, later: "LaterVersion", *, whole: bool) -> None:
        """Store a later version, with the cards of new sentences or of all."""
        found = later.whole if whole else later.news
        name = found.article.title

        def work(_report: Report) -> _Outcome:
            return _Outcome(*self._app.articles.add(found, later.difference.earlier_id))

        self._run(self.list.add(name), self.tr("Keeping {name} …").format(name=isolated(name)), work)

    def _look_into(self, path: Path) -> None:
        row, cancel = self.list.add(path.name), self._switch()

        def work(_report: Report) -> Book:
            cancel.check()
            return Book(row, path, self._app.articles.chapters(path, cancel))

        self._begin(self.tr("Reading {name} …").format(name=isolated(path.name)))
        self._tasks.run(work, then=self._ask_chapters, failed=partial(self._was_not_read, row))

    def _ask_chapters(self, book: Book) -> None:
        if len(book.chapters) > 1:
            self.list.say(book.row, self.tr("waits for a choice of chapters"), done=False)
            self.chapters_asked.emit(book)
        else:
            self._read_book(book, ())
        self._finish()

    def _read_book(self, book: Book, numbers: Sequence[int]) -> None:
        self._start(
            book.row, book.path.name, partial(self._app.articles.read_file, book.path, tuple(numbers))
        )

    def _start(self, row: int, name: str, read: Callable[[Cancel], Article]) -> None:
        cancel = self._switch()
        words = self.tr("Reading {name} …").format(name=isolated(name))

        def work(report: Report) -> _Outcome:
            cancel.check()
            report(0.0, words)
            return self._take(read(cancel), report, cancel)

        self._run(row, words, work)

    def _take(self, article: Article, report: Report, cancel: Cancel) -> _Outcome:
        """Keep an article, unless it is there or what to keep of it has to be asked."""
        from flashcards.services.articles import with_drafts

        articles = self._app.articles
        known = articles.known(article)
        if known is not None:
            return _Outcome(known)
        found = articles.explain(article, report, cancel)
        later = self._app.versions.later(found)
        if later is not None and (later.whole.drafts or later.difference.gone):
            return _Outcome(later=later)
        return _Outcome(*articles.add(with_drafts(found)))

    def _run(self, row: int, words: str, work: Callable[[Report], _Outcome]) -> None:
        self._begin(words)
        self._tasks.run(
            work,
            then=partial(self._was_read, row),
            failed=partial(self._was_not_read, row),
            progress=partial(self._advance, row),
        )

    def _switch(self) -> Cancel:
        """The switch that stops all that is being read now."""
        if not self._running:
            self._cancel = Cancel()
        return self._cancel

    def _begin(self, words: str) -> None:
        self._running += 1
        self.job.start(words)

    def _advance(self, row: int, share: float, stage: str) -> None:
        self.job.advance(share, stage)
        if not share:
            self.list.say(row, self.tr("reading …"), done=False)

    def _was_read(self, row: int, outcome: _Outcome) -> None:
        self._bus.announce(outcome.changes)
        self._finish()
        if outcome.later is not None:
            self.list.say(row, self.tr("has changed since it was read; see above"))
            self.changed.emit(outcome.later)
            return
        words = self.tr("{drafts} to judge") if outcome.changes else self.tr("was read before")
        waiting = next(
            (each.waiting for each in self._app.articles.all() if each.id == outcome.article_id), 0
        )
        self.list.say(row, words.format(drafts=counted(waiting, "draft")), outcome.article_id)
        if len(self.list.rows) > 1:
            return
        if not outcome.changes:
            self.said.emit(self.tr("That article was read before; here it is."), False)
        self.opened.emit(outcome.article_id)

    def _was_not_read(self, row: int, error: Exception) -> None:
        known = isinstance(error, FlashcardsError)
        self.list.say(
            row, str(error) if known else self.tr("Something went wrong: {error}").format(error=error)
        )
        self._finish()
        if len(self.list.rows) == 1 or not known:
            self.failed.emit(error)

    def _finish(self) -> None:
        self._running -= 1
        if not self._running:
            self.job.hide()
