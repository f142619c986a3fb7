"""Fills the browser's table with what a search finds, quickly however much that is."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from flashcards.core.browsing import BrowserRow, Order, Show
from flashcards.core.errors import BadInput
from flashcards.gui.models.browser import BrowserModel
from flashcards.gui.tasks import Tasks
from flashcards.gui.widgets.browser_table import BrowserTable

if TYPE_CHECKING:
    from flashcards.app import App

#: The first rows are found at once, the rest in the background: sorting stops early where few are wanted.
FIRST = 200
#: Somebody who still types is not told that a query cannot be read.
_COMPLAIN = 700
#: Milliseconds from the first rows to the search for the rest, which a key in between spares.
_REST = 60


class BrowserSearch(QObject):
    """`found` says that other rows are shown, and whether more are on the way; `complaint` is empty for a good query."""

    found = Signal(bool)
    complaint = Signal(str)
    failed = Signal(object)

    def __init__(self, app: "App", tasks: Tasks, model: BrowserModel, table: BrowserTable) -> None:
        super().__init__(table)
        self._app = app
        self._tasks = tasks
        self._model = model
        self._table = table
        self._query = ""
        self._number = 0
        self.show = Show.CARDS
        #: Ids that no search found, None while a search is shown.
        self.given: list[int] | None = None
        self._error = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_COMPLAIN)
        self._pause.timeout.connect(lambda: self.complaint.emit(self._error))
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._find_rest)
        table.ordered.connect(self._reorder)

    def read(self, ids: Sequence[int]) -> Sequence[BrowserRow | None] | None:
        """The rows of ids, for the model; None while the library is busy."""
        return self._app.browsing.rows(ids, self.show) if self._app.browsing.is_free() else None

    def stop(self) -> None:
        """Look for nothing more."""
        self._number += 1
        self._pause.stop()
        self._rest.stop()

    def search(self, query: str) -> None:
        """Show what fits a query."""
        self._query = query
        self.given = None
        self._search(keep=False)

    def again(self) -> None:
        """Search once more for the same, as after a change."""
        if self.given is not None:
            self.show_given(self.given)
        else:
            self._search(keep=True)

    def show_as(self, show: Show) -> None:
        """Show cards or notes; those that were chosen stay chosen."""
        if show is self.show:
            return
        notes = self._app.browsing.notes_of(self._table.chosen_ids(), self.show)
        self.show = show
        self.given = None
        self._model.show_ids([])
        self._search(keep=False)
        ids = notes if show is Show.NOTES else self._app.browsing.cards_of(notes, Show.NOTES)
        if ids:
            self._table.choose(ids, ids[0])

    def show_given(self, note_ids: Sequence[int]) -> None:
        """Show notes that no search found; those that are gone meanwhile go."""
        self._number += 1
        self._pause.stop()
        self._rest.stop()
        self.complaint.emit("")
        self.show = Show.NOTES
        self.given = [row.note_id for row in self._app.browsing.rows(note_ids, self.show) if row is not None]
        self._table.show_ids(self.given)
        self.found.emit(False)

    def _reorder(self) -> None:
        """Another order of the same; what no search found keeps its own."""
        if self.given is None:
            self._search(keep=False)

    def _search(self, *, keep: bool) -> None:
        """Find the first rows at once and the rest in the background; a search that was overtaken is dropped.

        With `keep` the rows of a long table stay until all are found, so that nothing jumps.
        """
        query, show, order = self._query, self.show, self._table.order()
        self._number += 1
        self._rest.stop()
        try:
            first = self._app.browsing.first_ids(query, show, order, FIRST)
        except BadInput as error:
            self._error = str(error)
            self._pause.start()
            return
        self._pause.stop()
        self.complaint.emit("")
        if first is None:
            if not keep:
                self._table.show_ids([])
            self.found.emit(True)
            self._rest.start()
            return
        if len(first) < FIRST:
            self._table.show_ids(first)
            self.found.emit(False)
            return
        if keep and self._model.rowCount() > FIRST:
            self._model.reread()
        else:
            self._table.show_ids(first)
        self.found.emit(True)
        self._rest.start()

    def _find_rest(self) -> None:
        """Begin once the first rows are painted: what reads the library keeps others from it."""
        query, show, order, number = self._query, self.show, self._table.order(), self._number
        self._tasks.run(
            lambda _report: self._all(number, query, show, order),
            then=partial(self._complete, number),
            failed=self.failed.emit,
        )

    def _all(self, number: int, query: str, show: Show, order: Order) -> list[int]:
        """In the lane: every id, unless somebody typed on meanwhile."""
        return self._app.browsing.ids(query, show, order) if number == self._number else []

    def _complete(self, number: int, ids: list[int]) -> None:
        if number != self._number:
            return
        if not self._model.rowCount() or not self._model.extend(ids):
            self._table.show_ids(ids)
        self.found.emit(False)
