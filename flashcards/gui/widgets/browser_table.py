"""The browser's table: many rows of one height, columns that can be chosen, moved and sorted by."""

from functools import partial

from PySide6.QtCore import QByteArray, QItemSelection, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView

from flashcards.core.browsing import BrowserColumn, BrowserRow, Order
from flashcards.gui.models.browser import BrowserModel
from flashcards.gui.widgets.browser_columns import FIRST_COLUMNS
from flashcards.gui.widgets.menus import add_action

#: With more chosen rows than this, they are not chosen again when the table changes.
_RECHOSEN = 5000


class BrowserTable(QTableView):
    """`ordered` says that another order is wished for, `current` that another row is; `pressed` carries a key."""

    ordered = Signal()
    current = Signal()
    pressed = Signal(str)
    layout_changed = Signal()

    def __init__(self, model: BrowserModel, name: str) -> None:
        super().__init__()
        self._rows = model
        self.setModel(model)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(round(self.fontMetrics().height() * 2.0))
        self._build_header()
        self.selectionModel().currentRowChanged.connect(lambda _now, _before: self.current.emit())

    def order(self) -> Order:
        """The order that the header shows."""
        header = self.horizontalHeader()
        section = header.sortIndicatorSection()
        column = self._rows.fields[section].column if 0 <= section < len(self._rows.fields) else None
        return Order(column, header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder)

    def chosen_ids(self) -> list[int]:
        """The ids of all chosen rows, in order."""
        ids = self._rows.ids
        return [ids[at] for top, bottom in self._spans() for at in range(top, bottom + 1)]

    def chosen_count(self) -> int:
        """How many rows are chosen."""
        return sum(bottom - top + 1 for top, bottom in self._spans())

    def row_at(self, number: int) -> BrowserRow | None:
        """A row by its number, None outside the table."""
        return self._rows.row(number)

    def current_id(self) -> int | None:
        """The id of the row that has the focus."""
        at = self.currentIndex().row()
        return self._rows.ids[at] if 0 <= at < self._rows.rowCount() else None

    def show_ids(self, ids: list[int]) -> None:
        """Show rows; those that were chosen and are still there stay chosen, where there are not too many."""
        before, current = self.chosen_ids(), self.current_id()
        row = max(0, self.currentIndex().row())
        if self._rows.show_ids(ids):
            self.choose(before if len(before) <= _RECHOSEN else [], current, row)

    def choose(self, ids: list[int], current: int | None, row: int = 0) -> None:
        """Choose rows by their ids; without any of them the row at `row`, or the last."""
        wanted = {*ids, *([] if current is None else [current])}
        places = {each: at for at, each in enumerate(self._rows.ids) if each in wanted} if wanted else {}
        if not places:
            at = min(row, self._rows.rowCount() - 1)
            if at >= 0:
                self.selectRow(at)
            return
        last = self._rows.columnCount() - 1
        chosen = QItemSelection()
        for each in ids:
            if each in places:
                at = places[each]
                chosen.select(self._rows.index(at, 0), self._rows.index(at, last))
        at = places.get(current or 0, next(iter(places.values())))
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(self._rows.index(at, 0), flags.Current)
        self.selectionModel().select(chosen, flags.ClearAndSelect)
        self.scrollTo(self._rows.index(at, 0))
        self.current.emit()

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 (Qt's name)
        """Letters are for acts; looking for them in every row would read the whole table."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and Delete are acts on the chosen cards; everything else moves and chooses."""
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        sign = event.text().lower()
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.pressed.emit("delete")
        elif held == Qt.KeyboardModifier.NoModifier and sign in {"@", "b", "e", "f", "h", "?"}:
            self.pressed.emit(sign)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pressed.emit("e")
        else:
            super().keyPressEvent(event)

    def header_state(self) -> str:
        """Which columns are shown, how wide, in which order, and sorted by which, as text."""
        return bytes(self.horizontalHeader().saveState().toBase64().data()).decode("ascii")

    def restore_header(self, state: str) -> None:
        """Show the columns as they were; a text that is none of that changes nothing."""
        header = self.horizontalHeader()
        header.blockSignals(True)
        header.restoreState(QByteArray.fromBase64(state.encode("ascii", "ignore")))
        header.blockSignals(False)
        header.setSectionsClickable(True)

    def column_menu(self, menu: QMenu) -> None:
        """Add every column, ticked if it is shown."""
        header = self.horizontalHeader()
        for section, field in enumerate(self._rows.fields):
            action = add_action(menu, field.title, partial(self._toggle, section))
            action.setCheckable(True)
            action.setChecked(not header.isSectionHidden(section))
            # The question names the row.
            action.setEnabled(field.column is not BrowserColumn.QUESTION)
        menu.addSeparator()
        add_action(menu, self.tr("As at first"), self._reset)

    def _spans(self) -> list[tuple[int, int]]:
        """The first and the last row of each stretch of chosen rows."""
        chosen = self.selectionModel().selection()
        ranges = (chosen.at(number) for number in range(chosen.count()))
        return sorted({(part.top(), part.bottom()) for part in ranges})

    def _build_header(self) -> None:
        header = self.horizontalHeader()
        # A selection of its own, always empty: for each column the header would look whether all rows are chosen.
        header.setSelectionModel(QItemSelectionModel(self._rows, header))
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        # A third click leads back to the order in which notes were taken in, which is the quickest.
        header.setSortIndicatorClearable(True)
        header.setStretchLastSection(True)
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._show_columns)
        self._reset()
        header.sortIndicatorChanged.connect(self._reorder)
        header.sectionMoved.connect(self._tell_layout)
        header.sectionResized.connect(self._tell_layout)

    def _reset(self) -> None:
        header = self.horizontalHeader()
        letter = self.fontMetrics().averageCharWidth()
        for section, field in enumerate(self._rows.fields):
            header.moveSection(header.visualIndex(section), section)
            header.setSectionHidden(section, field.column not in FIRST_COLUMNS)
            header.resizeSection(section, letter * FIRST_COLUMNS.get(field.column, 14))
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.layout_changed.emit()

    def _reorder(self) -> None:
        self.ordered.emit()
        self.layout_changed.emit()

    def _tell_layout(self, _section: int, _before: int, _now: int) -> None:
        self.layout_changed.emit()

    def _toggle(self, section: int) -> None:
        header = self.horizontalHeader()
        header.setSectionHidden(section, not header.isSectionHidden(section))
        self.layout_changed.emit()

    def _show_columns(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.column_menu(menu)
        menu.popup(self.horizontalHeader().mapToGlobal(at))
