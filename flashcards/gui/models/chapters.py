"""The chapters of a book, each with a tick."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from flashcards.core.articles import Chapter
from flashcards.gui.models.table import Column, TableModel


class ChapterModel(TableModel[Chapter]):
    """All chapters are ticked at first."""

    def __init__(self, chapters: Sequence[Chapter], parent: QObject | None = None) -> None:
        super().__init__(
            [
                Column(self.tr("Chapter"), _title),
                Column(self.tr("Words"), lambda each: str(each.words), number=True),
            ],
            parent,
        )
        self._ticked = set(range(len(chapters)))
        self.set_rows(chapters)

    def ticked(self) -> list[Chapter]:
        """The ticked chapters in the order of the book."""
        return [self._rows[number] for number in sorted(self._ticked)]

    def is_ticked(self, row: int) -> bool:
        """Whether a row is ticked."""
        return row in self._ticked

    def tick(self, rows: Iterable[int], *, on: bool) -> None:
        """Tick rows, or take their ticks away."""
        self._ticked = self._ticked | set(rows) if on else self._ticked - set(rows)
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Titles can be ticked."""
        usual = super().flags(index)
        return usual | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else usual

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """What a cell shows, and its tick."""
        if role == Qt.ItemDataRole.CheckStateRole and index.isValid() and index.column() == 0:
            return Qt.CheckState.Checked if index.row() in self._ticked else Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(
        self,
        index: QModelIndex | QPersistentModelIndex,
        value: Any,
        role: int = Qt.ItemDataRole.EditRole,
    ) -> bool:
        """A click on a tick turns it."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.tick([index.row()], on=Qt.CheckState(value) is Qt.CheckState.Checked)
        return True


def _title(chapter: Chapter) -> str:
    return f"{chapter.number}. {chapter.title}" if chapter.title else f"{chapter.number}."
