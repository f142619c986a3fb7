"""Every card and note: searched, sorted, looked at, and changed many at once."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QPushButton, QSplitter, QVBoxLayout, QWidget

from flashcards.core.browsing import BrowserRow, Places, Show
from flashcards.core.changes import Changes
from flashcards.core.errors import FlashcardsError
from flashcards.gui.changes import ChangeBus
from flashcards.gui.dialogs.browser_asks import BrowserAsks
from flashcards.gui.models.browser import BrowserModel
from flashcards.gui.preferences import Preferences
from flashcards.gui.tasks import Tasks
from flashcards.gui.theme import MEDIUM, SMALL, TIGHT, Theme, label
from flashcards.gui.widgets.browser_acts import BrowserActs
from flashcards.gui.widgets.browser_columns import browser_fields
from flashcards.gui.widgets.browser_search import BrowserSearch
from flashcards.gui.widgets.browser_sidebar import BrowserSidebar
from flashcards.gui.widgets.browser_table import BrowserTable
from flashcards.gui.widgets.buttons import button
from flashcards.gui.widgets.card_details import CardDetails
from flashcards.gui.widgets.key_help import KeyHelp
from flashcards.gui.widgets.menus import add_shortcut
from flashcards.gui.widgets.page import Page
from flashcards.gui.widgets.query_help import query_rows, table_rows
from flashcards.gui.widgets.query_line import QueryLine

if TYPE_CHECKING:
    from flashcards.app import App

#: A card is shown beside the table once one rests on it; widths are kept once one lets go of them.
_REST, _LET_GO = 60, 600
_PLACES = Changes.DECKS | Changes.NOTES | Changes.ARTICLES | Changes.SEARCHES
_WHERE = "browser"


class BrowsePage(Page):
    """A table that is never read whole, with what one can look in to its left and the chosen card to its right."""

    session_asked = Signal(object)

    CARES_FOR = _PLACES | Changes.REVIEWS | Changes.PRESETS

    def __init__(
        self, theme: Theme, app: "App", tasks: Tasks, bus: ChangeBus, preferences: Preferences
    ) -> None:
        super().__init__(self.tr("Browse"))
        self._theme = theme
        self._same_answer = False
        self._app = app
        self._tasks = tasks
        self._bus = bus
        self._preferences = preferences
        self._places_stale = True
        self._rest = self._timer(_REST, self._show_details)
        self._let_go = self._timer(_LET_GO, self._remember)
        self._build()
        self._connect()
        self._restore()

    def refresh(self) -> None:
        """Show what changed; what is chosen stays chosen."""
        if self._places_stale:
            self._places_stale = False
            self._tasks.run(
                lambda _report: self._app.browsing.places(), then=self._know, failed=self.failed.emit
            )
        self.search.again()
        self._rest.start()

    def on_changes(self, changes: Changes) -> None:
        """Remember whether there may be other things to look in."""
        self._places_stale = self._places_stale or bool(changes & _PLACES)
        super().on_changes(changes)

    def search_for(self, query: str) -> None:
        """Show what fits a query."""
        self.line.put(query)

    def focus_search(self) -> None:
        """Let the query be typed."""
        self.line.setFocus()
        self.line.selectAll()

    def stop(self) -> None:
        """Ask for nothing more and let running work stop, as when the window closes."""
        self._rest.stop()
        self.line.stop()
        self.search.stop()
        self.model.stop()
        self.acts.stop()
        if self._let_go.isActive():
            self._let_go.stop()
            self._remember()

    def _timer(self, milliseconds: int, call: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(call)
        return timer

    def _build(self) -> None:
        self.line = QueryLine()
        self.sidebar = BrowserSidebar()
        self.model = BrowserModel(browser_fields(self._app.calendar), self._read, self)
        self.table = BrowserTable(self.model, self.tr("Cards found"))
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.search = BrowserSearch(self._app, self._tasks, self.model, self.table)
        self.details = CardDetails(self._theme, self._app)
        self.acts = BrowserActs(self._app, self._tasks, self.table)
        self.asks = BrowserAsks(self, self._app, self._tasks, self.acts)
        self.count = label("", "muted")
        self.count.setWordWrap(False)
        self.error = label("", "error")
        self.error.hide()
        self._build_header()
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addWidget(self.line, 1)
        row.addWidget(button(self.tr("Save…"), self._save, kind="quiet", tip=self.tr("Keep this search")))
        row.addWidget(button(self.tr("Help"), self._toggle_help, kind="quiet", tip=self.tr("How to search")))
        self.body.setSpacing(SMALL)
        self.body.addLayout(row)
        self.body.addWidget(self.error)
        self.body.addWidget(self.acts.job)
        self.body.addWidget(self._build_splitter(), 1)
        self._help = KeyHelp(
            self, [*query_rows(), *table_rows()], self.tr("Searching, and the keys of the table")
        )
        QWidget.setTabOrder(self.line, self.sidebar)
        QWidget.setTabOrder(self.sidebar, self.table)

    def _build_header(self) -> None:
        group = QButtonGroup(self)
        self._chips: dict[Show, QPushButton] = {}
        for show, text in ((Show.CARDS, self.tr("Cards")), (Show.NOTES, self.tr("Notes"))):
            chip = button(text, partial(self._set_show, show), kind="chip")
            chip.setCheckable(True)
            group.addButton(chip)
            self._chips[show] = chip
            self.header.addWidget(chip)
        self._chips[Show.CARDS].setChecked(True)
        self.header.addSpacing(MEDIUM)
        self._columns = button(self.tr("Columns"), self._show_columns, kind="quiet")
        self._actions = button(self.tr("With the chosen …"), self._show_actions)
        self.header.addWidget(self._columns)
        self.header.addWidget(self._actions)

    def _build_splitter(self) -> QSplitter:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(self.table, 1)
        column.addWidget(self.count)
        self.splitter = QSplitter()
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(MEDIUM)
        for part, stretch in ((self.sidebar, 0), (middle, 3), (self.details, 2)):
            self.splitter.addWidget(part)
            self.splitter.setStretchFactor(self.splitter.count() - 1, stretch)
        letter = self.fontMetrics().averageCharWidth()
        self.splitter.setSizes([letter * 25, letter * 74, letter * 50])
        return self.splitter

    def _connect(self) -> None:
        self.line.asked.connect(self.search.search)
        self.line.asked.connect(self.sidebar.mark)
        self.line.went_down.connect(self._go_down)
        self.sidebar.asked.connect(self._look)
        self.sidebar.forgotten.connect(self._forget_search)
        self.sidebar.duplicates_asked.connect(self._find_duplicates)
        self.search.found.connect(self._say_found)
        self.search.complaint.connect(self._say_complaint)
        self.search.failed.connect(self.failed)
        self.table.current.connect(self._rest.start)
        self.table.pressed.connect(self._press)
        self.table.layout_changed.connect(self._let_go.start)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.table.selectionModel().selectionChanged.connect(lambda _now, _before: self._say_count())
        self.splitter.splitterMoved.connect(lambda _place, _which: self._let_go.start())
        self.details.changed.connect(self._done)
        self.details.failed.connect(self.failed)
        self.details.left.connect(self.table.setFocus)
        self.acts.done.connect(self._done)
        self.acts.failed.connect(self.failed)
        self.acts.said.connect(self.said)
        self.acts.cram_asked.connect(self.session_asked)
        self.acts.edit_asked.connect(self._edit)
        self.acts.replace_asked.connect(self._ask_replacement)
        for keys, act in (
            ("Ctrl+F", self.focus_search),
            ("Ctrl+H", self._ask_replacement),
            ("Ctrl+S", self._save),
        ):
            add_shortcut(self, keys, act)

    def _read(self, ids: Sequence[int]) -> Sequence[BrowserRow | None] | None:
        return self.search.read(ids)

    def _know(self, places: Places) -> None:
        self.line.know(places)
        self.sidebar.show_places(places)

    def _set_show(self, show: Show) -> None:
        self.acts.show = show
        self.search.show_as(show)

    def _look(self, query: str, joins: bool) -> None:
        before = self.line.text().strip()
        if joins and before and query:
            query = f"({before}) {query}" if " or " in before else f"{before} {query}"
        self.line.put(query)

    def _go_down(self) -> None:
        self.table.setFocus()
        if self.table.currentIndex().row() < 0 and self.model.rowCount():
            self.table.selectRow(0)

    def _show_details(self) -> None:
        if not self._app.browsing.is_free():
            self._rest.start()
            return
        try:
            self.details.show_row(self.table.row_at(self.table.currentIndex().row()))
        except FlashcardsError as error:
            self.failed.emit(error)

    def _say_found(self, more: bool) -> None:
        self._say_count(more=more)
        if not self.model.rowCount():
            self._rest.start()

    def _say_count(self, *, more: bool = False) -> None:
        rows, chosen = self.model.rowCount(), self.table.chosen_count()
        one = self.tr("card") if self.search.show is Show.CARDS else self.tr("note")
        text = f"{rows:,} {one if rows == 1 else one + 's'}"
        if self.search.given is not None:
            question = self.tr("{found} with the same question as another one")
            answer = self.tr("{found} with the same answer as another one")
            text = (answer if self._same_answer else question).format(found=text)
        elif more and not rows:
            text = self.tr("Searching …")
        elif more:
            text = self.tr("{found} and more …").format(found=text)
        elif not rows:
            text = (
                self.tr("Nothing fits this search.") if self.line.text().strip() else self.tr("No cards yet.")
            )
        if chosen > 1:
            text = self.tr("{found} · {count} chosen").format(found=text, count=f"{chosen:,}")
        self.count.setText(text)

    def _say_complaint(self, text: str) -> None:
        self.error.setText(text)
        self.error.setVisible(bool(text))

    def _press(self, key: str) -> None:
        acts = {
            "delete": self.acts.remove,
            "@": self.acts.suspend,
            "b": self.acts.bury,
            "f": self.acts.toggle_flag,
            "e": self._edit,
            "h": self._toggle_help,
            "?": self._toggle_help,
        }
        acts[key]()

    def _edit(self) -> None:
        self._rest.stop()
        self._show_details()
        self.details.begin_edit()

    def _done(self, changes: Changes, words: str) -> None:
        self._bus.announce(changes)
        if changes:
            self.said.emit(words, True)

    def _save(self) -> None:
        query = self.line.text().strip()
        if not query:
            self.said.emit(self.tr("Type a search first, then save it."), False)
            return

        def save(name: str) -> None:
            self._try(lambda: self._app.browsing.save_search(name, query), self.tr("Saved the search."))

        self.asks.name_of_search(query, save)

    def _forget_search(self, name: str) -> None:
        self._try(lambda: self._app.browsing.forget_search(name), self.tr("Deleted the search."))

    def _try(self, act: Callable[[], Changes], words: str) -> None:
        try:
            changes = act()
        except FlashcardsError as error:
            self.failed.emit(error)
            return
        self._done(changes, words)

    def _find_duplicates(self, field: int) -> None:
        """Show notes side by side that have the same words in their first field, or in their second."""

        def then(groups: list[list[int]]) -> None:
            self._same_answer = field > 0
            self._chips[Show.NOTES].setChecked(True)
            self.acts.show = Show.NOTES
            self.search.show_given([note_id for group in groups for note_id in group])

        self.count.setText(self.tr("Looking for duplicates …"))
        self._tasks.run(lambda _report: self._app.notes.duplicates(field), then=then, failed=self.failed.emit)

    def _ask_replacement(self) -> None:
        self.asks.replacement(self.model, self.table, self.search.show)

    def _toggle_help(self) -> None:
        self._help.toggle()

    def _show_columns(self) -> None:
        menu = self._menu()
        self.table.column_menu(menu)
        menu.popup(self._columns.mapToGlobal(QPoint(0, self._columns.height())))

    def _show_actions(self) -> None:
        menu = self._menu()
        self.acts.fill(menu)
        menu.popup(self._actions.mapToGlobal(QPoint(0, self._actions.height())))

    def _show_menu(self, at: QPoint) -> None:
        menu = self._menu()
        self.acts.fill(menu)
        menu.popup(self.table.viewport().mapToGlobal(at))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _remember(self) -> None:
        sizes = ",".join(str(each) for each in self.splitter.sizes())
        self._preferences.keep(_WHERE, f"{sizes} {self.table.header_state()}")

    def _restore(self) -> None:
        """Columns, order and widths as they were left."""
        sizes, _space, header = self._preferences.text(_WHERE).partition(" ")
        if header:
            self.table.restore_header(header)
        widths = [int(each) for each in sizes.split(",") if each.isascii() and each.isdigit()]
        if len(widths) == self.splitter.count():
            self.splitter.setSizes(widths)
