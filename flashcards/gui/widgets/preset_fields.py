"""The values of a preset as things to set: each has `value`, `show_value`, and `changed` when the user touched it."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Protocol

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from flashcards.core.facts import FactKind
from flashcards.core.presets import as_text, range_of
from flashcards.core.settings import StudySettings
from flashcards.gui.theme import SMALL, TIGHT, label
from flashcards.gui.widgets.buttons import roomy

_SHARES = (1.0, 0.5, 0.0)
_ROLES_A_ROW = 3


class PresetField(Protocol):
    """What the form knows of each of them."""

    changed: SignalInstance

    def value(self) -> Any:
        """The value as a preset keeps it, or the text that was typed for it."""

    def show_value(self, settings: StudySettings) -> None:
        """Show the value of a preset."""


class NumberField(QSpinBox):
    """A whole number within the range that a preset allows."""

    changed = Signal()

    def __init__(self, name: str, unit: str = "", none: str = "") -> None:
        super().__init__()
        self._name = name
        low, high = range_of(name)
        self.setRange(int(low), int(high))
        self.setSuffix(unit)
        self.setSpecialValueText(none)
        self.setGroupSeparatorShown(True)
        roomy(self)
        self.valueChanged.connect(lambda _number: self.changed.emit())

    def show_value(self, settings: StudySettings) -> None:
        """Show a preset's number."""
        self.setValue(getattr(settings, self._name))


class PercentField(QDoubleSpinBox):
    """A share from 0 to 1, shown as per cent without zeros that say nothing."""

    changed = Signal()

    def __init__(self, name: str = "desired_retention", none: str = "") -> None:
        super().__init__()
        self._name = name
        low, high = range_of("desired_retention")
        self.setDecimals(1)
        roomy(self)
        self.setRange(low * 100 - (1 if none else 0), high * 100)
        self.setSuffix(" %")
        self.setSpecialValueText(none)
        self.valueChanged.connect(lambda _number: self.changed.emit())

    def textFromValue(self, value: float) -> str:
        """90, not 90.0."""
        return f"{value:g}"

    def share(self) -> float | None:
        """The share, None where the special text stands."""
        if self.specialValueText() and self.value() == self.minimum():
            return None
        return round(self.value() / 100, 4)

    def show_share(self, share: float | None) -> None:
        """Show a share."""
        self.setValue(self.minimum() if share is None else share * 100)


class RecallField(QWidget):
    """The desired retention of a preset."""

    changed = Signal()

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._all = PercentField()
        self._all.setAccessibleName(names[0])
        self._all.changed.connect(self.changed)
        row = _row(self)
        row.addWidget(self._all)
        row.addStretch()

    def value(self) -> float | None:
        """The share."""
        return self._all.share()

    def show_value(self, settings: StudySettings) -> None:
        """Show a preset's."""
        self._all.show_share(settings.desired_retention)


class RolesField(QWidget):
    """The desired retention of each role, or that of the preset."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._roles: dict[FactKind, PercentField] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SMALL)
        for number, role in enumerate(FactKind):
            made = PercentField(none=self.tr("as above"))
            made.setAccessibleName(self.tr("Recall of cards of the role {role}").format(role=role.value))
            made.changed.connect(self.changed)
            self._roles[role] = made
            at, column = divmod(number, _ROLES_A_ROW)
            grid.addWidget(label(role.value.capitalize(), "small"), at, 2 * column)
            grid.addWidget(made, at, 2 * column + 1)
        grid.setColumnStretch(2 * _ROLES_A_ROW, 1)

    def value(self) -> list[tuple[FactKind, float]]:
        """The roles that have a share of their own."""
        return [(role, share) for role, made in self._roles.items() if (share := made.share()) is not None]

    def show_value(self, settings: StudySettings) -> None:
        """Show a preset's roles."""
        own = dict(settings.role_retention)
        for role, made in self._roles.items():
            made.show_share(own.get(role))


class ChoiceField(QComboBox):
    """One of some ways, in plain words."""

    changed = Signal()

    def __init__(self, name: str, ways: Sequence[tuple[StrEnum, str]]) -> None:
        super().__init__()
        self._name = name
        for way, words in ways:
            self.addItem(words, way.value)
        self.activated.connect(lambda _row: self.changed.emit())

    def value(self) -> Any:
        """The way's own name."""
        return self.currentData()

    def show_value(self, settings: StudySettings) -> None:
        """Show a preset's way."""
        self.setCurrentIndex(self.findData(getattr(settings, self._name).value))


class SwitchField(QCheckBox):
    """On or off."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.clicked.connect(lambda _on: self.changed.emit())

    def value(self) -> bool:
        """Whether it is on."""
        return self.isChecked()

    def show_value(self, settings: StudySettings) -> None:
        """Show a preset's switch."""
        self.setChecked(getattr(settings, self._name))


class StepsField(QLineEdit):
    """Steps in minutes, parted by spaces; its value is the text, which the preset reads."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.textEdited.connect(lambda _text: self.changed.emit())

    def value(self) -> str:
        """What was typed."""
        return self.text().strip() or "none"

    def show_value(self, settings: StudySettings) -> None:
        """Show a preset's steps."""
        self.setText(as_text(settings, self._name))


class WeekField(QWidget):
    """For each weekday the share of cards it may get."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._days: list[QComboBox] = []
        row = _row(self)
        for number in range(1, 8):
            made = QComboBox()
            for share, words in zip(_SHARES, (self.tr("all"), self.tr("half"), self.tr("few")), strict=True):
                made.addItem(words, share)
            made.setAccessibleName(self.locale().dayName(number))
            made.activated.connect(lambda _row: self.changed.emit())
            row.addWidget(label(self.locale().dayName(number, self.locale().FormatType.ShortFormat), "small"))
            row.addWidget(made)
            self._days.append(made)
        row.addStretch()

    def value(self) -> list[float]:
        """The shares from Monday on."""
        return [float(each.currentData()) for each in self._days]

    def show_value(self, settings: StudySettings) -> None:
        """Show a preset's week; a share that is none of the usual ones stands there as per cent."""
        for made, share in zip(self._days, settings.easy_days, strict=True):
            if made.findData(share) < 0:
                made.addItem(f"{share:.0%}", share)
            made.setCurrentIndex(made.findData(share))


def _row(widget: QWidget) -> QHBoxLayout:
    made = QHBoxLayout(widget)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(TIGHT if isinstance(widget, WeekField) else SMALL)
    return made
