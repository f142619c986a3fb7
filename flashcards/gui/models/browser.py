"""The rows of the browser: all ids, but only those rows that are looked at."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer

from flashcards.core.browsing import BrowserColumn, BrowserRow
from flashcards.core.direction import isolated
from flashcards.gui.models.table import heading
from flashcards.gui.theme import as_tip

_ROOT = QModelIndex()
#: Rows that are read at once, and how many such parts are kept: some screens, whatever the table's length.
_PART, _KEPT = 64, 24
#: Milliseconds until rows that could not be read, as the library was busy, are asked for again.
_WAIT = 60


@dataclass(frozen=True, slots=True)
class BrowserField:
    """A column's heading and how a row's cell reads; numbers stand to the right."""

    column: BrowserColumn
    title: str
    text: Callable[[BrowserRow], str]
    number: bool = False


class BrowserModel(QAbstractTableModel):
    """Reads rows in parts when they are first shown, and forgets the oldest parts.

    `read` gives None while the library is busy with a long change: the window does not wait for it.
    """

    def __init__(
        self,
        fields: Sequence[BrowserField],
        read: Callable[[Sequence[int]], Sequence[BrowserRow | None] | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_WAIT)
        self._later.timeout.connect(self._tell_all)
        self.fields = tuple(fields)
        self._read = read
        self._ids = array("q")
        self._parts: OrderedDict[int, Sequence[BrowserRow | None]] = OrderedDict()

    @property
    def ids(self) -> Sequence[int]:
        """All ids, in order."""
        return self._ids

    def stop(self) -> None:
        """Ask for nothing more."""
        self._later.stop()

    def show_ids(self, ids: Sequence[int]) -> bool:
        """Show other rows, or the same ones read anew; whether they are other ones."""
        new = array("q", ids)
        if new == self._ids:
            self.reread()
            return False
        self._parts.clear()
        self.beginResetModel()
        self._ids = new
        self.endResetModel()
        return True

    def reread(self) -> None:
        """Read the rows that are seen anew."""
        self._parts.clear()
        self._tell_all()

    def _read_part(self, part: int) -> Sequence[BrowserRow | None] | None:
        if self._later.isActive():
            return None  # every cell of a screen would wait anew
        rows = self._read(self._ids[part * _PART : (part + 1) * _PART])
        if rows is None:
            self._later.start()
            return None
        self._parts[part] = rows
        while len(self._parts) > _KEPT:
            self._parts.popitem(last=False)
        return rows

    def _tell_all(self) -> None:
        """Let the rows that are seen be painted again."""
        if self._ids:
            last = self.index(len(self._ids) - 1, len(self.fields) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def extend(self, ids: Sequence[int]) -> bool:
        """Show further rows below; whether `ids` begin with those that are shown."""
        new = array("q", ids)
        count = len(self._ids)
        if new[:count] != self._ids:
            return False
        if len(new) > count:
            self.beginInsertRows(_ROOT, count, len(new) - 1)
            self._ids = new
            # The last part may have been cut off.
            self._parts.pop((count - 1) // _PART, None)
            self.endInsertRows()
        return True

    def row(self, number: int) -> BrowserRow | None:
        """A row; None outside the table, for one that is gone meanwhile, and while nothing can be read."""
        if not 0 <= number < len(self._ids):
            return None
        part = number // _PART
        rows = self._parts.get(part) or self._read_part(part)
        return None if rows is None else rows[number % _PART]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """How many columns there are, shown or not."""
        return 0 if parent.isValid() else len(self.fields)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """A cell's text, alignment, or what a screen reader says of the whole row."""
        if not index.isValid():
            return None
        field = self.fields[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if field.number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            row = self.row(index.row())
            text = "" if row is None else field.text(row)
            return as_tip(text) if role == Qt.ItemDataRole.ToolTipRole else isolated(text)
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            row = self.row(index.row())
            return "" if row is None else self._spoken(row)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' headings."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        field = self.fields[section]
        return heading(field.title, role, number=field.number)

    def _spoken(self, row: BrowserRow) -> str:
        parts = ((field.title, field.text(row)) for field in self.fields)
        return ", ".join(f"{title} {text}" for title, text in parts if text)
