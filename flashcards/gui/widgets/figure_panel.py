"""A figure with its name: as a picture, as a table, and as a file."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from flashcards.gui.models.table import Column, TableModel
from flashcards.gui.theme import LARGE, MEDIUM, SMALL, TIGHT, label
from flashcards.gui.widgets.buttons import button
from flashcards.gui.widgets.chart import Chart
from flashcards.gui.widgets.table import Table

if TYPE_CHECKING:
    from flashcards.services.figure_tables import Cell, FigureTable

    Row = tuple[Cell, ...]


class FigurePanel(QFrame):
    """The words below tell what the picture shows, or what is pointed at in it; `saved` wants the table as a file."""

    saved = Signal(object)

    def __init__(self, title: str, chart: Chart) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.chart = chart
        self._table: FigureTable | None = None
        self._told = ""
        self._model: TableModel[Row] | None = None
        self._words = label("", "small")
        # Two lines, so that nothing jumps while one points at this and that.
        self._words.setMinimumHeight(round(self._words.fontMetrics().height() * 2.1))
        self.as_table = button(self.tr("Table"), self._turn, kind="chip")
        self.as_table.setCheckable(True)
        self.as_table.setAccessibleName(self.tr("{title} as a table").format(title=title))
        save = button(self.tr("CSV…"), self._save, kind="quiet", tip=self.tr("Save the table as a file"))
        save.setAccessibleName(self.tr("Save {title} as CSV").format(title=title))
        head = QHBoxLayout()
        head.setSpacing(TIGHT)
        head.addWidget(label(title, "heading"), 1)
        head.addWidget(self.as_table)
        head.addWidget(save)
        picture = QWidget()
        column = QVBoxLayout(picture)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        column.addWidget(chart)
        column.addWidget(self._words)
        column.addStretch()
        self._stack = QStackedWidget()
        self._stack.addWidget(picture)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(LARGE, MEDIUM, MEDIUM, MEDIUM)
        layout.setSpacing(SMALL)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        chart.pointed.connect(self._point)

    def show_table(self, table: "FigureTable", words: str) -> None:
        """Show other numbers, and say in words what they mean."""
        self._table = table
        self._told = words
        self._words.setText(words)
        if self._model is not None:
            self._model.set_rows(table.rows)

    def _turn(self) -> None:
        """Show the table or the picture; the table is made when it is asked for."""
        if self._model is None and self._table is not None:
            columns: list[Column[Row]] = [
                Column(name.capitalize(), lambda row, at=at: _text(row[at]), number=at > 0)  # type: ignore[misc]
                for at, name in enumerate(self._table.columns)
            ]
            self._model = TableModel(columns, self)
            self._model.set_rows(self._table.rows)
            made = Table(self._model, self.as_table.accessibleName())
            made.setMinimumHeight(self.fontMetrics().height() * 10)
            self._stack.addWidget(made)
        self._stack.setCurrentIndex(1 if self.as_table.isChecked() and self._model else 0)

    def _save(self) -> None:
        if self._table is not None:
            self.saved.emit(self._table)

    def _point(self, words: str) -> None:
        self._words.setText(words or self._told)


def _text(value: "Cell") -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.3g}"
    return "" if value is None else str(value)
