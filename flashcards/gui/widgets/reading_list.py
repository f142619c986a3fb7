"""The files that are being read: a row for each, with what came of it."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from flashcards.gui.models.table import Column, TableModel
from flashcards.gui.theme import MEDIUM, SMALL, label
from flashcards.gui.widgets.buttons import button
from flashcards.gui.widgets.table import Table

#: So many rows show at once; more are scrolled to.
_MOST_ROWS = 6


@dataclass(frozen=True, slots=True)
class Reading:
    """One file on its way. `result` is the sentence to show; `article_id` is 0 where it became no article."""

    name: str
    result: str
    article_id: int = 0
    done: bool = False


class ReadingList(QFrame):
    """Hidden while there is nothing to say; `opened` carries the id of an article."""

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._rows: list[Reading] = []
        columns: list[Column[Reading]] = [
            Column(self.tr("File"), lambda each: each.name),
            Column(self.tr("Result"), lambda each: each.result),
        ]
        self._model: TableModel[Reading] = TableModel(columns, self)
        self.table = Table(self._model, self.tr("Files that were read"))
        self.table.opened.connect(self._open)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, header.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, header.ResizeMode.Stretch)
        self._title = label("", "small")
        self._clear = button(self.tr("Dismiss"), self.clear, kind="quiet")
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._clear)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MEDIUM, SMALL, SMALL, MEDIUM)
        layout.setSpacing(SMALL)
        layout.addLayout(top)
        layout.addWidget(self.table)
        self.hide()

    @property
    def rows(self) -> tuple[Reading, ...]:
        """The files in the order in which they came."""
        return tuple(self._rows)

    def add(self, name: str) -> int:
        """A file that waits to be read; returns its number."""
        if all(each.done for each in self._rows):
            self._rows = []
        self._rows.append(Reading(name, self.tr("waiting")))
        self._show()
        return len(self._rows) - 1

    def say(self, number: int, result: str, article_id: int = 0, *, done: bool = True) -> None:
        """Say what became of a file, or that it is being read."""
        row = self._rows[number]
        self._rows[number] = replace(row, result=result, article_id=article_id, done=done)
        self._show()

    def clear(self) -> None:
        """Forget the files; articles that were read stay."""
        self._rows = []
        self._show()

    def _show(self) -> None:
        self._model.set_rows(self._rows)
        done = sum(each.done for each in self._rows)
        words = self.tr("{done} of {all} files done")
        self._title.setText(words.format(done=done, all=len(self._rows)))
        self._clear.setEnabled(done == len(self._rows))
        rows = min(len(self._rows), _MOST_ROWS) * self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(rows + self.table.horizontalHeader().sizeHint().height() + SMALL)
        self.setVisible(len(self._rows) > 1)

    def _open(self, row: Reading) -> None:
        if row.article_id:
            self.opened.emit(row.article_id)
