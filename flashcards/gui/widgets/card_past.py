"""A card's past beside the browser: the curve of its memory, its answers, and what its words were before."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from flashcards.core.clock import from_milliseconds
from flashcards.core.intervals import short_interval
from flashcards.core.rendering import to_text
from flashcards.core.reviews import ReviewKind, ReviewLog
from flashcards.gui.models.table import Column, TableModel
from flashcards.gui.theme import SMALL, Theme, label
from flashcards.gui.widgets.buttons import button
from flashcards.gui.widgets.memory_curve import MemoryCurve
from flashcards.gui.widgets.table import Table

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.services.notes import Edit

_DAY = 86_400


class CardPast(QWidget):
    """The curve above, every answer below."""

    def __init__(self, theme: Theme, app: "App") -> None:
        super().__init__()
        self._app = app
        self._curve = MemoryCurve(theme, app.calendar)
        self._facts = label("", "small")
        columns: list[Column[ReviewLog]] = [
            Column(self.tr("Answer"), self._rating),
            Column(self.tr("When"), self._when),
            Column(self.tr("Took"), lambda log: f"{log.duration / 1000:.0f} s", number=True),
            Column(self.tr("Then"), _wait, number=True),
            Column(self.tr("Stability"), _stability, number=True),
        ]
        self.answers: TableModel[ReviewLog] = TableModel(columns, self)
        self._table = Table(self.answers, self.tr("Answers"))
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(0, header.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SMALL)
        layout.addWidget(self._curve)
        layout.addWidget(self._facts)
        layout.addWidget(self._table, 1)

    def show_card(self, card_id: int) -> None:
        """Show the past of a card."""
        past = self._app.past.of_card(card_id)
        self._curve.show_past(past)
        self.answers.set_rows(list(reversed(past.logs)))
        memory = past.memory
        parts = []
        if memory.stability is not None and memory.difficulty is not None:
            parts.append(self.tr("Stability {days}").format(days=short_interval(memory.stability * _DAY)))
            parts.append(self.tr("difficulty {number}").format(number=f"{memory.difficulty:.1f}"))
        if past.placements:
            parts.append(self.tr("due date set {times} times").format(times=len(past.placements)))
        self._facts.setText(", ".join(parts))
        self._facts.setVisible(bool(parts))

    def _when(self, log: ReviewLog) -> str:
        return f"{from_milliseconds(log.at).astimezone(self._app.calendar.zone):%y-%m-%d %H:%M}"

    def _rating(self, log: ReviewLog) -> str:
        words = (self.tr("Again"), self.tr("Hard"), self.tr("Good"), self.tr("Easy"))
        rating = f"{int(log.rating)} {words[log.rating - 1]}"
        kinds = {ReviewKind.CRAM: self.tr("cram"), ReviewKind.QUIZ: self.tr("quiz")}
        return f"{rating} ({kinds[log.kind]})" if log.kind in kinds else rating


class OlderWords(QWidget):
    """What a note's fields were before; `asked` carries the number of those that are wanted back."""

    asked = Signal(int)

    def __init__(self, app: "App") -> None:
        super().__init__()
        self._app = app
        columns: list[Column[Edit]] = [
            Column(self.tr("What it was"), lambda edit: _line(" — ".join(edit.fields[:2]))),
            Column(self.tr("Until"), self._until),
        ]
        self.edits: TableModel[Edit] = TableModel(columns, self)
        self.table = Table(self.edits, self.tr("Older words"))
        self.table.opened.connect(self._bring_back)
        self._none = label(self.tr("This note was never edited here."), "muted")
        self._back = button(
            self.tr("Bring back"),
            self._bring_back,
            tip=self.tr("The words of now stay here, so nothing is lost"),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SMALL)
        layout.addWidget(self._none)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._back)

    def show_note(self, note_id: int) -> None:
        """Show the older words of a note."""
        found = self._app.notes.older(note_id)
        self.edits.set_rows(found)
        for each in (self.table, self._back):
            each.setVisible(bool(found))
        self._none.setVisible(not found)
        if found:
            self.table.selectRow(0)

    def _bring_back(self) -> None:
        edit = self.table.current()
        if edit is not None:
            self.asked.emit(edit.id)

    def _until(self, edit: "Edit") -> str:
        return f"{from_milliseconds(edit.at).astimezone(self._app.calendar.zone):%Y-%m-%d %H:%M}"


def _line(html: str) -> str:
    return " ".join(to_text(html).split())


def _wait(log: ReviewLog) -> str:
    days = log.scheduled_days
    return short_interval(days * _DAY if days > 0 else -days)


def _stability(log: ReviewLog) -> str:
    return "" if log.after.stability is None else short_interval(log.after.stability * _DAY)
