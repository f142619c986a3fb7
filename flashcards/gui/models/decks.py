"""How a table shows decks."""

from PySide6.QtCore import QCoreApplication

from flashcards.core.cards import DeckSummary
from flashcards.gui.models.table import Column


def deck_columns() -> list[Column[DeckSummary]]:
    """A deck's name, what is to study in it today, and how many cards it has."""
    return [
        Column(_tr("Deck"), lambda deck: deck.name.replace("::", " › ")),
        Column(_tr("New"), lambda deck: str(deck.new), number=True),
        Column(_tr("Learning"), lambda deck: str(deck.learning), number=True),
        Column(_tr("Review"), lambda deck: str(deck.review), number=True),
        Column(_tr("Cards"), lambda deck: str(deck.cards), number=True),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("decks", text)
