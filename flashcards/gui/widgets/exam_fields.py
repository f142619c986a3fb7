"""The values of an exam as things to set: minutes of the week, days off, what it covers, and its roles."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QDate, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QCheckBox,
    QDateEdit,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QWidget,
)

from flashcards.core.exams import MOST_MINUTES
from flashcards.core.facts import FactKind
from flashcards.gui.theme import SMALL, TIGHT, label
from flashcards.gui.widgets.buttons import button, roomy

_MOST_WEIGHT = 100.0
_VALUE = Qt.ItemDataRole.UserRole


class TickList(QListWidget):
    """Names to tick, each with a value; Space ticks the chosen one."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("cards")
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.itemChanged.connect(lambda _item: self.changed.emit())

    def sizeHint(self) -> QSize:
        """Some lines of text high; more where there is room."""
        return QSize(self.fontMetrics().averageCharWidth() * 24, self.fontMetrics().height() * 8)

    def offer(self, items: Sequence[tuple[str, Any]], ticked: Sequence[Any]) -> None:
        """Show names with their values; those that are ticked stand first."""
        self.clear()
        for words, value in sorted(items, key=lambda item: item[1] not in ticked):
            made = QListWidgetItem(words)
            made.setData(_VALUE, value)
            made.setToolTip(words)
            made.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
            )
            made.setCheckState(Qt.CheckState.Checked if value in ticked else Qt.CheckState.Unchecked)
            self.addItem(made)
        self.setEnabled(bool(items))

    def ticked(self) -> tuple[Any, ...]:
        """The values that are ticked, in the order of the list."""
        items = [self.item(row) for row in range(self.count())]
        return tuple(each.data(_VALUE) for each in items if each.checkState() is Qt.CheckState.Checked)


class NumberBox(QDoubleSpinBox):
    """A number with at most one decimal, without zeros that say nothing."""

    def __init__(self, name: str, most: float) -> None:
        super().__init__()
        self.setDecimals(1)
        self.setRange(0.0, most)
        named(self, name)

    def textFromValue(self, value: float) -> str:
        """20, not 20.0."""
        return f"{round(value, 1):g}"


class WeekMinutes(QWidget):
    """Minutes for study on each weekday."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SMALL)
        grid.setVerticalSpacing(TIGHT)
        self.days: list[NumberBox] = []
        for number in range(7):
            name = self.locale().dayName(number + 1)
            made = NumberBox(self.tr("Minutes on {day}").format(day=name), MOST_MINUTES)
            made.setSingleStep(5.0)
            short = self.locale().dayName(number + 1, self.locale().FormatType.ShortFormat)
            grid.addWidget(label(short, "small"), 0, number)
            grid.addWidget(made, 1, number)
            self.days.append(made)
        same = button(
            self.tr("All as Monday"), self._spread, kind="quiet", tip=self.tr("The same on every day")
        )
        grid.addWidget(same, 1, 7)
        grid.setColumnStretch(8, 1)

    def value(self) -> tuple[float, ...]:
        """From Monday on."""
        return tuple(each.value() for each in self.days)

    def show_value(self, minutes: Sequence[float]) -> None:
        """Show the minutes of a week."""
        for made, each in zip(self.days, minutes, strict=True):
            made.setValue(each)

    def _spread(self) -> None:
        self.show_value((self.days[0].value(),) * 7)


class DaysOff(QWidget):
    """Dated days without study: one or a row of them is added, Delete takes one away."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._days: list[date] = []
        self.first = _date_edit(today, self.tr("First day off"))
        self.last = _date_edit(today, self.tr("Last day off"))
        self.first.dateChanged.connect(self._follow)
        self.add = button(self.tr("Add"), self._add)
        self.add.setAccessibleName(self.tr("Add days off"))
        self.list = _DayList(self.tr("Days off"), self._drop)
        self.list.setFixedHeight(round(self.fontMetrics().height() * 3.4))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SMALL)
        for each in (self.first, label(self.tr("to")), self.last, self.add):
            row.addWidget(each)
        row.addWidget(self.list, 1)
        self.remove = button(self.tr("Remove"), self._drop, kind="quiet")
        self.remove.setAccessibleName(self.tr("Remove the chosen day off"))
        row.addWidget(self.remove)
        self._fill()

    def value(self) -> tuple[date, ...]:
        """The days, the earliest first."""
        return tuple(self._days)

    def show_value(self, days: Sequence[date]) -> None:
        """Show other days."""
        self._days = sorted(set(days))
        self._fill()

    def _follow(self) -> None:
        """A row of days ends where it begins, or later."""
        if self.last.date() < self.first.date():
            self.last.setDate(self.first.date())

    def _add(self) -> None:
        first, last = _plain(self.first.date()), _plain(self.last.date())
        self.show_value(
            [*self._days, *(first + timedelta(days=each) for each in range((last - first).days + 1))]
        )

    def _drop(self) -> None:
        at = self.list.currentRow()
        if 0 <= at < len(self._days):
            self.show_value([day for day in self._days if day != self._days[at]])
            self.list.setCurrentRow(min(at, len(self._days) - 1))

    def _fill(self) -> None:
        self.list.clear()
        self.list.addItems([f"{day:%Y-%m-%d} ({day:%a})" for day in self._days])
        self.remove.setEnabled(bool(self._days))


class RoleFields(QWidget):
    """Which roles are asked about, and how much a card of each counts."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SMALL)
        grid.setVerticalSpacing(TIGHT)
        self.ticks: dict[FactKind, QCheckBox] = {}
        self.weights: dict[FactKind, NumberBox] = {}
        for number, role in enumerate(FactKind):
            tick = QCheckBox(role.value.capitalize())
            tick.toggled.connect(self._toggled)
            weight = NumberBox(
                self.tr("How much a card of the role {role} counts").format(role=role.value), _MOST_WEIGHT
            )
            weight.setPrefix("× ")
            weight.setSingleStep(0.5)
            self.ticks[role], self.weights[role] = tick, weight
            grid.addWidget(tick, 0, number)
            grid.addWidget(weight, 1, number)
        grid.setColumnStretch(len(FactKind), 1)

    def roles(self) -> tuple[FactKind, ...]:
        """The roles that are ticked, empty for all."""
        ticked = tuple(role for role, tick in self.ticks.items() if tick.isChecked())
        return () if len(ticked) == len(self.ticks) else ticked

    def any_ticked(self) -> bool:
        """Whether a role is ticked at all."""
        return any(tick.isChecked() for tick in self.ticks.values())

    def weighed(self) -> tuple[tuple[FactKind, float], ...]:
        """The weights that are not 1."""
        return tuple((role, box.value()) for role, box in self.weights.items() if box.value() != 1.0)

    def show_value(self, roles: Sequence[FactKind], weights: Sequence[tuple[FactKind, float]]) -> None:
        """Show the roles, none for all, and their weights."""
        own = dict(weights)
        for role in FactKind:
            self.ticks[role].setChecked(not roles or role in roles)
            self.weights[role].setValue(own.get(role, 1.0))
            self.weights[role].setEnabled(self.ticks[role].isChecked())

    def _toggled(self) -> None:
        for role, tick in self.ticks.items():
            self.weights[role].setEnabled(tick.isChecked())
        self.changed.emit()


class _DayList(QListWidget):
    """A list whose chosen row goes with Delete."""

    def __init__(self, name: str, drop: Any) -> None:
        super().__init__()
        self._drop = drop
        self.setObjectName("cards")
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the chosen day away."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._drop()
        else:
            super().keyPressEvent(event)


def named(box: QAbstractSpinBox, name: str) -> None:
    """Give a box with arrows a name; its line, which has the focus, is read by itself."""
    box.setAccessibleName(name)
    box.lineEdit().setAccessibleName(name)
    roomy(box)


def _date_edit(day: date, name: str) -> QDateEdit:
    made = QDateEdit(QDate(day.year, day.month, day.day))
    made.setDisplayFormat("yyyy-MM-dd")
    named(made, name)
    return made


def _plain(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
