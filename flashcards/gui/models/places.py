"""A tree of places to look in, each with the search that looks there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from flashcards.core.direction import isolated
from flashcards.gui.theme import as_tip

_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the tree: `query` None for a heading; `saved` is the name of a search that somebody kept."""

    text: str
    query: str | None = None
    saved: str = ""
    inside: tuple["Place", ...] = ()


class PlacesModel(QAbstractItemModel):
    """Shows places; an index knows its place by a number, so that nothing of Qt's holds on to Python's."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._places: list[Place] = []
        # For each place by its number: its parent's number (-1 for none), its row, and the numbers inside it.
        self._parents: list[int] = []
        self._rows: list[int] = []
        self._inside: dict[int, list[int]] = {-1: []}

    def show_places(self, places: Sequence[Place]) -> None:
        """Show another tree."""
        self.beginResetModel()
        self._places, self._parents, self._rows, self._inside = [], [], [], {-1: []}
        self._take(-1, places)
        self.endResetModel()

    def place(self, index: QModelIndex | QPersistentModelIndex) -> Place | None:
        """What stands at an index."""
        return self._places[index.internalId()] if index.isValid() else None

    def where(self, query: str) -> QModelIndex:
        """The first place with a query; an invalid index where there is none."""
        for number, place in enumerate(self._places):
            if place.query == query:
                return self.createIndex(self._rows[number], 0, number)
        return QModelIndex()

    def index(
        self, row: int, column: int, parent: QModelIndex | QPersistentModelIndex = _ROOT
    ) -> QModelIndex:
        """The index of a line inside another one."""
        inside = self._inside.get(self._number(parent), [])
        if column != 0 or not 0 <= row < len(inside):
            return QModelIndex()
        return self.createIndex(row, 0, inside[row])

    def parent(self, index: QModelIndex | QPersistentModelIndex = _ROOT) -> Any:
        """The line that one lies in."""
        above = self._parents[index.internalId()] if index.isValid() else -1
        return QModelIndex() if above < 0 else self.createIndex(self._rows[above], 0, above)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """How many lines lie inside one."""
        return len(self._inside.get(self._number(parent), []))

    def columnCount(self, _parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """One."""
        return 1

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """A line's text, and its search as a tip."""
        place = self.place(index)
        if place is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return isolated(place.text)
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tip(place.query or place.text)
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Headings cannot be chosen, only folded."""
        place = self.place(index)
        if place is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled
        return flags if place.query is None else flags | Qt.ItemFlag.ItemIsSelectable

    def _take(self, parent: int, places: Sequence[Place]) -> None:
        for row, place in enumerate(places):
            number = len(self._places)
            self._places.append(place)
            self._parents.append(parent)
            self._rows.append(row)
            self._inside[parent].append(number)
            self._inside[number] = []
            self._take(number, place.inside)

    def _number(self, index: QModelIndex | QPersistentModelIndex) -> int:
        return int(index.internalId()) if index.isValid() else -1
