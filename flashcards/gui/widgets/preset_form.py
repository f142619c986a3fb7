"""All values of a preset in plain words."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from flashcards.core.errors import BadInput
from flashcards.core.presets import settings_of, typed
from flashcards.core.settings import LeechAction, NewOrder, NewWhen, ReviewOrder, StudySettings
from flashcards.gui.theme import LARGE, MEDIUM, SMALL, TIGHT, label
from flashcards.gui.widgets.preset_fields import (
    ChoiceField,
    NumberField,
    PresetField,
    RecallField,
    RolesField,
    StepsField,
    SwitchField,
    WeekField,
)

#: A value's name, what it is called, what it does, and what it is set with.
_Row = tuple[str, str, str, QWidget]


class PresetForm(QScrollArea):
    """`changed` when the user touched something."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("form")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._settings = StudySettings()
        self._fields: dict[str, PresetField] = {}
        self._names: dict[str, str] = {}
        inside = QWidget()
        inside.setObjectName("page")
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, MEDIUM, 0)
        self._grid.setHorizontalSpacing(LARGE)
        self._grid.setVerticalSpacing(SMALL)
        self._grid.setColumnStretch(2, 1)
        for heading, rows in self._sections():
            self._add_section(heading, rows)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        self.setWidget(inside)

    def show_settings(self, settings: StudySettings) -> None:
        """Show a preset."""
        self._settings = settings
        for each in self._fields.values():
            widget = cast("QWidget", each)
            widget.blockSignals(True)
            each.show_value(settings)
            widget.blockSignals(False)

    def settings(self) -> StudySettings:
        """The preset as it is set; raises `BadInput` for steps that are none, by the name that stands here."""
        values = {name: field.value() for name, field in self._fields.items()}
        texts = {name: value for name, value in values.items() if name.endswith("_steps")}
        others = {name: value for name, value in values.items() if name not in texts}
        try:
            return settings_of(others, typed(texts, self._settings))
        except BadInput as error:
            words = str(error)
            for name, called in self._names.items():
                words = words.replace(f"for {name}", f"for “{called}”")
            raise BadInput(words) from None

    def _sections(self) -> tuple[tuple[str, Sequence[_Row]], ...]:
        return (
            (self.tr("Every day"), self._limits()),
            (self.tr("How well cards are to be known"), self._recall()),
            (self.tr("New and forgotten cards"), self._steps()),
            (self.tr("In which order"), self._orders()),
            (self.tr("Cards that belong together"), self._siblings()),
            (self.tr("Cards that keep being forgotten"), self._leeches()),
            (self.tr("The week"), self._week()),
        )

    def _limits(self) -> Sequence[_Row]:
        tr = self.tr
        return (
            (
                "new_per_day",
                tr("New cards"),
                tr("at most, for all decks with this preset"),
                NumberField("new_per_day"),
            ),
            (
                "reviews_per_day",
                tr("Reviews"),
                tr("at most; what is over waits for the next day"),
                NumberField("reviews_per_day"),
            ),
        )

    def _recall(self) -> Sequence[_Row]:
        tr = self.tr
        return (
            (
                "desired_retention",
                tr("Chance to recall"),
                tr("a card comes back when its chance has sunk so low"),
                RecallField([tr("Chance to recall")]),
            ),
            ("role_retention", tr("By role"), "", RolesField()),
            (
                "maximum_interval",
                tr("Longest interval"),
                tr("no card stays away for longer"),
                NumberField("maximum_interval", tr(" days")),
            ),
        )

    def _steps(self) -> Sequence[_Row]:
        tr = self.tr
        return (
            (
                "learning_steps",
                tr("Steps of a new card"),
                tr("in minutes, such as 1 10; none for no steps"),
                StepsField("learning_steps"),
            ),
            (
                "relearning_steps",
                tr("Steps after forgetting"),
                tr("in minutes"),
                StepsField("relearning_steps"),
            ),
        )

    def _orders(self) -> Sequence[_Row]:
        tr = self.tr
        new = (
            (NewOrder.POSITION, tr("as they were added")),
            (NewOrder.LATEST, tr("the latest first")),
            (NewOrder.RANDOM, tr("at random")),
        )
        reviews = (
            (ReviewOrder.DUE, tr("by due date")),
            (ReviewOrder.RANDOM, tr("at random")),
            (ReviewOrder.INTERVAL, tr("short intervals first")),
            (ReviewOrder.INTERVAL_DESCENDING, tr("long intervals first")),
            (ReviewOrder.DIFFICULTY, tr("easy ones first")),
            (ReviewOrder.DIFFICULTY_DESCENDING, tr("difficult ones first")),
            (ReviewOrder.RETRIEVABILITY, tr("most likely forgotten first")),
            (ReviewOrder.RETRIEVABILITY_DESCENDING, tr("still known best first (for a backlog)")),
            (ReviewOrder.OVERDUENESS, tr("longest overdue for their interval first")),
        )
        when = (
            (NewWhen.AFTER, tr("after the reviews")),
            (NewWhen.BEFORE, tr("before the reviews")),
            (NewWhen.MIXED, tr("among the reviews")),
        )
        return (
            ("new_order", tr("New cards"), "", ChoiceField("new_order", new)),
            ("review_order", tr("Reviews"), "", ChoiceField("review_order", reviews)),
            ("new_when", tr("New cards come"), "", ChoiceField("new_when", when)),
        )

    def _siblings(self) -> Sequence[_Row]:
        tr = self.tr
        return (
            (
                "bury_new",
                tr("New ones wait"),
                tr("until the next day, once one of their note came"),
                SwitchField("bury_new"),
            ),
            ("bury_reviews", tr("Reviews wait"), tr("likewise"), SwitchField("bury_reviews")),
            (
                "bury_sentence",
                tr("Of one sentence too"),
                tr("cards of the same sentence count as belonging together"),
                SwitchField("bury_sentence"),
            ),
        )

    def _leeches(self) -> Sequence[_Row]:
        tr = self.tr
        ways = (
            (LeechAction.SUSPEND, tr("marked and suspended")),
            (LeechAction.TAG, tr("marked only")),
        )
        return (
            (
                "leech_threshold",
                tr("Forgotten so often"),
                tr("a card is a leech then, and again after every half of it"),
                NumberField("leech_threshold", none=tr("never")),
            ),
            ("leech_action", tr("It is then"), "", ChoiceField("leech_action", ways)),
        )

    def _week(self) -> Sequence[_Row]:
        tr = self.tr
        return (
            ("easy_days", tr("Cards on"), "", WeekField()),
            (
                "balance_load",
                tr("Level the days"),
                tr("within the days that suit a card, it gets one with few others"),
                SwitchField("balance_load"),
            ),
        )

    def _add_section(self, heading: str, rows: Sequence[_Row]) -> None:
        title = label(heading, "heading")
        title.setContentsMargins(0, TIGHT if not self._fields else LARGE, 0, 0)
        self._grid.addWidget(title, self._grid.rowCount(), 0, 1, 3)
        for name, words, hint, widget in rows:
            at = self._grid.rowCount()
            called = label(words)
            called.setBuddy(widget)
            if not widget.accessibleName():
                widget.setAccessibleName(f"{heading}: {words}")
            self._grid.addWidget(called, at, 0)
            wide = not hint and not isinstance(widget, ChoiceField)
            self._grid.addWidget(widget, at, 1, 1, 2 if wide else 1)
            if hint:
                self._grid.addWidget(label(hint, "small"), at, 2)
            field = cast("PresetField", widget)
            field.changed.connect(self.changed)
            self._fields[name] = field
            self._names[name] = words
