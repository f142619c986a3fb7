"""Asks for a deck, which may be a new one."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from flashcards.gui.dialogs.text_entry import AskDialog
from flashcards.gui.theme import label


class DeckDialog(AskDialog):
    """`done_with` gets the deck's name; `::` makes a deck inside a deck."""

    def __init__(
        self, parent: QWidget, what: str, names: Sequence[str], done_with: Callable[[str], None]
    ) -> None:
        super().__init__(parent, self.tr("Move to a deck"), self.tr("Move"))
        self._done_with = done_with
        self.deck = QComboBox()
        self.deck.setEditable(True)
        self.deck.addItems(list(names))
        self.deck.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.deck.setAccessibleName(self.tr("Deck"))
        self.deck.setMinimumContentsLength(44)
        completer = QCompleter(self.deck.model(), self.deck)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.deck.setCompleter(completer)
        self._layout.addWidget(label(what))
        self._layout.addWidget(self.deck)
        self._layout.addWidget(
            label(self.tr("A new name makes a new deck; A::B is the deck B inside A."), "small")
        )
        self._layout.addWidget(self._buttons)
        self.deck.editTextChanged.connect(self._check)
        self._check(self.deck.currentText())

    def accept(self) -> None:
        """Hand over the name."""
        name = self.deck.currentText()
        super().accept()
        self._done_with(name)

    def _check(self, text: str) -> None:
        self._ok.setEnabled(bool(text.strip()))
