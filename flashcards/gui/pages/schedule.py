"""How decks are scheduled: their presets, the fit to one's own memory, a backlog, and days off."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QWidget

from flashcards.core.changes import Changes
from flashcards.gui.changes import ChangeBus
from flashcards.gui.dialogs.text_entry import LineDialog
from flashcards.gui.tasks import Tasks
from flashcards.gui.theme import SMALL
from flashcards.gui.widgets.backlog_panel import BacklogPanel
from flashcards.gui.widgets.buttons import button
from flashcards.gui.widgets.fit_panel import FitPanel
from flashcards.gui.widgets.page import Page
from flashcards.gui.widgets.preset_panel import PresetPanel

if TYPE_CHECKING:
    from flashcards.app import App


class SchedulePage(Page):
    """Three parts, one at a time."""

    back_asked = Signal()

    CARES_FOR = Changes.PRESETS | Changes.DECKS | Changes.REVIEWS

    def __init__(self, app: "App", tasks: Tasks, bus: ChangeBus) -> None:
        super().__init__(self.tr("Schedule"))
        self.presets = PresetPanel(app, bus)
        self.fit = FitPanel(app, tasks, bus)
        self.backlog = BacklogPanel(app, tasks, bus)
        self.presets.name_asked.connect(self._ask_name)
        self._build()

    def show_deck(self, deck: str) -> None:
        """Show the preset of a deck, or the default one."""
        self.presets.show_deck(deck)
        self.show_part(0)

    def show_part(self, number: int) -> None:
        """Show the presets (0), the fit (1), or backlog and breaks (2)."""
        self._chips[number].setChecked(True)
        self._stack.setCurrentIndex(number)
        if number == 2:
            self.backlog.refresh()

    def refresh(self) -> None:
        """Show what there is now."""
        self.presets.refresh()
        if self._stack.currentWidget() is self.backlog:
            self.backlog.refresh()

    def stop(self) -> None:
        """Ask running work to stop, as when the window closes."""
        self.fit.stop()

    def _build(self) -> None:
        self.header.insertWidget(0, button(self.tr("‹ Decks"), self.back_asked.emit, kind="quiet"))
        self._stack = QStackedWidget()
        self._chips: list[QPushButton] = []
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        parts: tuple[tuple[str, QWidget], ...] = (
            (self.tr("Presets"), self.presets),
            (self.tr("My memory"), self.fit),
            (self.tr("Backlog and breaks"), self.backlog),
        )
        for number, (words, part) in enumerate(parts):
            chip = QPushButton(words)
            chip.setCheckable(True)
            chip.setProperty("kind", "chip")
            group.addButton(chip, number)
            row.addWidget(chip)
            self._chips.append(chip)
            self._stack.addWidget(part)
        for panel in (self.presets, self.fit, self.backlog):
            panel.said.connect(self.said)
            panel.failed.connect(self.failed)
        group.idClicked.connect(self.show_part)
        row.addStretch()
        self._chips[0].setChecked(True)
        self.body.addLayout(row)
        self.body.addWidget(self._stack, 1)

    def _ask_name(self) -> None:
        prompt = self.tr("Name of the preset; it begins as the one that is shown")
        LineDialog(self, self.tr("New preset"), prompt, "", self.presets.make).open()
