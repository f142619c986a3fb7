"""Where accepted cards go: the deck, further tags, and whether the article's order is kept."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QHBoxLayout, QLineEdit, QWidget

from flashcards.gui.theme import SMALL, label


class DeckChooser(QWidget):
    """A deck's name to choose or to type; "A::B" is the deck B inside A."""

    def __init__(self) -> None:
        super().__init__()
        self._deck = QComboBox()
        self._deck.setEditable(True)
        self._deck.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._deck.setAccessibleName(self.tr("Deck for accepted cards"))
        self._deck.setToolTip(self.tr("The deck for accepted cards; A::B is the deck B inside A"))
        self._deck.setMinimumContentsLength(24)
        completer = QCompleter(self._deck.model(), self._deck)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._deck.setCompleter(completer)
        self._tags = QLineEdit()
        self._tags.setPlaceholderText(self.tr("Tags"))
        self._tags.setAccessibleName(self.tr("Tags for accepted cards, separated by spaces"))
        self._tags.setToolTip(self.tr("Tags for accepted cards, separated by spaces"))
        self._in_order = QCheckBox(self.tr("Article order"))
        self._in_order.setChecked(True)
        self._in_order.setToolTip(
            self.tr("New cards are learned in the order in which the article tells them")
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SMALL)
        layout.addWidget(label(self.tr("Deck")))
        layout.addWidget(self._deck, 3)
        layout.addWidget(self._tags, 1)
        layout.addWidget(self._in_order)

    @property
    def deck(self) -> str:
        """The deck's name as typed."""
        return self._deck.currentText()

    @property
    def tags(self) -> str:
        """The tags as typed."""
        return self._tags.text()

    @property
    def in_order(self) -> bool:
        """Whether new cards are learned in the article's order."""
        return self._in_order.isChecked()

    def offer(self, names: Sequence[str]) -> None:
        """Offer decks, and those that they lie in; what was typed stays."""
        inside = {"::".join(name.split("::")[:depth]) for name in names for depth in range(1, 9)}
        wanted = sorted({*names, *inside}, key=str.casefold)
        if wanted == [self._deck.itemText(row) for row in range(self._deck.count())]:
            return
        typed = self._deck.currentText()
        self._deck.clear()
        self._deck.addItems(wanted)
        self.name(typed)

    def name(self, deck: str) -> None:
        """Put in a deck's name and show its beginning."""
        self._deck.setEditText(deck)
        line = self._deck.lineEdit()
        if line is not None:
            line.setCursorPosition(0)
