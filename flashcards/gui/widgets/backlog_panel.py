"""Working off a backlog in some days, and days on which nothing should come."""

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QFrame, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from flashcards.core.changes import Changes
from flashcards.core.errors import FlashcardsError
from flashcards.core.wording import counted
from flashcards.gui.changes import ChangeBus
from flashcards.gui.models.table import Column, TableModel
from flashcards.gui.tasks import Tasks
from flashcards.gui.theme import LARGE, MEDIUM, SMALL, label
from flashcards.gui.widgets.buttons import button, roomy
from flashcards.gui.widgets.table import Table

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.services.backlog import CatchUp, CatchUpDay

_USUAL = 7
_MOST = 365


class BacklogPanel(QWidget):
    """Every plan is shown before it is carried out."""

    said = Signal(str, bool)
    failed = Signal(object)

    def __init__(self, app: "App", tasks: Tasks, bus: ChangeBus) -> None:
        super().__init__()
        self._app = app
        self._tasks = tasks
        self._bus = bus
        self._asked: tuple[int, str] = (0, "")
        self.days = QSpinBox()
        roomy(self.days)
        self.days.setRange(1, _MOST)
        self.days.setValue(_USUAL)
        self.days.setSuffix(self.tr(" days"))
        self.days.setAccessibleName(self.tr("Catch up in so many days"))
        self.days.valueChanged.connect(lambda _number: self.preview())
        self.deck = QComboBox()
        self.deck.setAccessibleName(self.tr("Deck to catch up in"))
        self.deck.activated.connect(lambda _row: self.preview())
        self.go = button(self.tr("Catch up"), self._catch_up, kind="primary")
        self._overdue = label("", "muted")
        self._build()

    def refresh(self) -> None:
        """Offer the decks there are, and plan anew."""
        chosen = self.deck.currentData()
        self.deck.clear()
        self.deck.addItem(self.tr("All decks"), "")
        for name in self._app.decks.names():
            self.deck.addItem(name, name)
        self.deck.setCurrentIndex(max(0, self.deck.findData(chosen)))
        self.preview()
        self._show_breaks()

    def preview(self) -> None:
        """Show what the plan would be."""
        self._asked = asked = (self.days.value(), self.deck.currentData() or "")
        self.go.setEnabled(False)
        self._tasks.run(
            lambda _report: self._app.backlog.preview(asked[0], asked[1] or None),
            then=partial(self._show, asked),
            failed=self.failed.emit,
        )

    def overdue(self) -> str:
        """What is said of the backlog."""
        return self._overdue.text()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addWidget(label(self.tr("Catch up in")))
        row.addWidget(self.days)
        row.addWidget(self.deck, 1)
        row.addWidget(self.go)
        columns: list[Column[CatchUpDay]] = [
            Column(self.tr("Day"), lambda each: self._day(each.day)),
            Column(self.tr("Due anyway"), lambda each: str(each.due)),
            Column(self.tr("Of the backlog"), lambda each: str(each.backlog)),
            Column(self.tr("Together"), lambda each: str(each.due + each.backlog)),
        ]
        self._model: TableModel[CatchUpDay] = TableModel(columns, self)
        self.table = Table(self._model, self.tr("The plan, day by day"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MEDIUM)
        layout.addLayout(row)
        layout.addWidget(self._overdue)
        layout.addWidget(self.table, 2)
        layout.addWidget(self._build_breaks(), 1)

    def _build_breaks(self) -> QFrame:
        made = QFrame()
        made.setObjectName("panel")
        today = self._app.calendar.date_of(self._app.calendar.day_of(self._app.clock()))
        self.first, self.last = (
            _date_edit(today, self.tr("First day off")),
            _date_edit(today, self.tr("Last day off")),
        )
        for each in (self.first, self.last):
            each.dateChanged.connect(lambda _date: self._count_break())
        self._words = label("", "small")
        columns: list[Column[date]] = [Column(self.tr("Days off"), self._day)]
        self._off: TableModel[date] = TableModel(columns, self)
        self.off = Table(self._off, self.tr("Days off"))
        self.off.removed.connect(self._remove_day)
        self.off.setMinimumHeight(self.fontMetrics().height() * 6)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addWidget(label(self.tr("A break from")))
        row.addWidget(self.first)
        row.addWidget(label(self.tr("to")))
        row.addWidget(self.last)
        self.plan = button(self.tr("Take these days off"), self._take_off)
        row.addWidget(self.plan)
        row.addWidget(self._words, 1)
        layout = QVBoxLayout(made)
        layout.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        layout.setSpacing(SMALL)
        layout.addLayout(row)
        layout.addWidget(self.off, 1)
        return made

    def _show(self, asked: tuple[int, str], plan: "CatchUp") -> None:
        if asked != self._asked:
            return  # another was asked for meanwhile
        self._model.set_rows(plan.days)
        self.go.setEnabled(plan.overdue > 0)
        words = (
            self.tr(
                "{cards} overdue. What is still known best comes first, for there most is saved; nothing is lost."
            )
            if plan.overdue
            else self.tr("Nothing is overdue.")
        )
        self._overdue.setText(words.format(cards=counted(plan.overdue, "card")))

    def _catch_up(self) -> None:
        days, deck = self._asked
        self.go.setEnabled(False)

        def then(done: tuple["CatchUp", Changes]) -> None:
            plan, changes = done
            self._bus.announce(changes)
            words = self.tr("{cards} spread over {days}.")
            self.said.emit(words.format(cards=counted(plan.overdue, "card"), days=counted(days, "day")), True)
            self.preview()

        self._tasks.run(
            lambda _report: self._app.backlog.catch_up(days, deck or None),
            then=then,
            failed=self.failed.emit,
        )

    def _show_breaks(self) -> None:
        self._off.set_rows(self._app.presets.days_off())
        self._count_break()

    def _count_break(self) -> None:
        """How many cards are due in the break: they stay due, and a plan to catch up takes them along."""
        days = self._chosen()
        self.plan.setEnabled(bool(days))
        if not days:
            self._words.setText(self.tr("The last day lies before the first."))
            return
        due = self._app.backlog.due_between(days[0], days[-1])
        words = self.tr(
            "{cards} due then will wait; cards answered from now on come on other days if they can."
        )
        self._words.setText(words.format(cards=counted(due, "card")))

    def _chosen(self) -> list[date]:
        first, last = _plain(self.first.date()), _plain(self.last.date())
        return [first + timedelta(days=number) for number in range((last - first).days + 1)]

    def _take_off(self) -> None:
        self._set_off([*self._app.presets.days_off(), *self._chosen()], self.tr("{days} off."))

    def _remove_day(self, day: date) -> None:
        kept = [each for each in self._app.presets.days_off() if each != day]
        self._set_off(kept, self.tr("One day less off."))

    def _set_off(self, days: list[date], words: str) -> None:
        try:
            changes = self._app.presets.set_days_off(days)
        except FlashcardsError as error:
            self.failed.emit(error)
            return
        self._bus.announce(changes)
        self._show_breaks()
        self.said.emit(words.format(days=counted(len(self._app.presets.days_off()), "day")), True)

    def _day(self, day: date) -> str:
        return self.locale().toString(
            QDate(day.year, day.month, day.day), self.locale().FormatType.LongFormat
        )


def _date_edit(day: date, name: str) -> QDateEdit:
    made = QDateEdit(QDate(day.year, day.month, day.day))
    made.setAccessibleName(name)
    roomy(made)
    made.setDisplayFormat("yyyy-MM-dd")
    return made


def _plain(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
