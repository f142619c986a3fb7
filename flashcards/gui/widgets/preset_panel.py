"""The presets of decks: choose one, change it, make one, give it to decks."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from flashcards.core.direction import isolated
from flashcards.core.errors import BadInput, FlashcardsError
from flashcards.core.presets import DEFAULT
from flashcards.gui.changes import ChangeBus
from flashcards.gui.theme import MEDIUM, SMALL, label
from flashcards.gui.widgets.buttons import button
from flashcards.gui.widgets.preset_form import PresetForm

if TYPE_CHECKING:
    from flashcards.app import App


class PresetPanel(QWidget):
    """`name_asked` asks for the name of a new preset, which `make` then makes."""

    said = Signal(str, bool)
    failed = Signal(object)
    name_asked = Signal()

    def __init__(self, app: "App", bus: ChangeBus) -> None:
        super().__init__()
        self._app = app
        self._bus = bus
        self.presets = QComboBox()
        self.presets.setAccessibleName(self.tr("Preset"))
        self.presets.activated.connect(lambda _row: self._show())
        self.deck = QComboBox()
        self.deck.setAccessibleName(self.tr("Deck to give the preset to"))
        self._users = label("", "muted")
        self._problem = label("", "error")
        self.form = PresetForm()
        self.form.changed.connect(self._check)
        self.save = button(self.tr("Save"), self._save, kind="primary")
        self._undo = button(self.tr("Discard"), self._show, kind="quiet")
        self._delete = button(self.tr("Delete"), self._remove, kind="quiet")
        self._give = button(self.tr("Give it to this deck"), self._assign)
        self._build()

    def show_deck(self, deck: str) -> None:
        """Show the preset of a deck, or the default one where `deck` is empty."""
        name = self._app.presets.of_deck(deck)[0] if deck else DEFAULT
        self._fill(name, deck)

    def refresh(self) -> None:
        """Show the presets there are; what is being changed stays as it is typed."""
        if not self.save.isEnabled():
            self._fill(self.presets.currentText() or DEFAULT, self.deck.currentText())

    def make(self, name: str) -> None:
        """Make a preset that begins as the one that is shown."""
        try:
            if name in self._app.presets.all():
                raise BadInput(f"There is a preset “{name}” already.")
            self._bus.announce(self._app.presets.save(name, self.form.settings()))
        except FlashcardsError as error:
            self.failed.emit(error)
            return
        self._fill(" ".join(name.split()), self.deck.currentText())
        self.said.emit(self.tr("Made the preset “{name}”.").format(name=name), True)

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SMALL)
        top.addWidget(self.presets, 2)
        top.addWidget(button(self.tr("New…"), self.name_asked.emit))
        top.addWidget(self._delete)
        top.addStretch(1)
        top.addWidget(self.deck, 2)
        top.addWidget(self._give)
        foot = QHBoxLayout()
        foot.setSpacing(SMALL)
        foot.addWidget(self.save)
        foot.addWidget(self._undo)
        foot.addWidget(self._problem, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MEDIUM)
        layout.addLayout(top)
        layout.addWidget(self._users)
        layout.addWidget(self.form, 1)
        layout.addLayout(foot)

    def _fill(self, name: str, deck: str) -> None:
        decks = self._app.decks.names()
        for box, items, chosen in (
            (self.presets, list(self._app.presets.all()), name),
            (self.deck, decks, deck),
        ):
            box.clear()
            box.addItems(items)
            box.setCurrentIndex(max(0, box.findText(chosen)))
        self._give.setEnabled(bool(decks))
        self._show()

    def _show(self) -> None:
        name = self.presets.currentText()
        self.form.show_settings(self._app.presets.all()[name])
        users = [deck for deck in self._app.decks.names() if self._app.presets.of_deck(deck)[0] == name]
        words = self.tr("Decks with it: {decks}.") if users else self.tr("No deck has it.")
        self._users.setText(words.format(decks=", ".join(map(isolated, users))))
        self._delete.setText(self.tr("Reset") if name == DEFAULT else self.tr("Delete"))
        self._delete.setToolTip(
            self.tr("As it came with the program")
            if name == DEFAULT
            else self.tr("Its decks go back to the default")
        )
        self._settle(on=False)

    def _check(self) -> None:
        """Say what cannot be used while it is typed."""
        self._settle(on=True)
        try:
            self.form.settings()
        except FlashcardsError as error:
            self._problem.setText(str(error))
            self.save.setEnabled(False)

    def _settle(self, *, on: bool) -> None:
        self._problem.setText("")
        self.save.setEnabled(on)
        self._undo.setEnabled(on)

    def _save(self) -> None:
        name = self.presets.currentText()
        try:
            changes = self._app.presets.save(name, self.form.settings())
        except FlashcardsError as error:
            self.failed.emit(error)
            return
        self._settle(on=False)
        self._bus.announce(changes)
        self.said.emit(self.tr("Saved the preset “{name}”.").format(name=name), True)

    def _assign(self) -> None:
        name, deck = self.presets.currentText(), self.deck.currentText()
        try:
            changes = self._app.presets.assign(deck, name)
        except FlashcardsError as error:
            self.failed.emit(error)
            return
        self._bus.announce(changes)
        words = self.tr("“{deck}” and the decks inside it have the preset “{name}” now.")
        self.said.emit(words.format(deck=deck, name=name), True)

    def _remove(self) -> None:
        name = self.presets.currentText()
        try:
            changes = self._app.presets.remove(name)
        except FlashcardsError as error:
            self.failed.emit(error)
            return
        self._settle(on=False)
        self._bus.announce(changes)
        self._fill(DEFAULT, self.deck.currentText())
        words = (
            self.tr("Reset the preset “{name}”.")
            if name == DEFAULT
            else self.tr("Deleted the preset “{name}”.")
        )
        self.said.emit(words.format(name=name), True)
