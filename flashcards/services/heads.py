"""The first cards of a line whose order no index has; sorting 30,000 due cards for each answer would be felt."""

from flashcards.core.cards import Card
from flashcards.core.reviews import CardState
from flashcards.core.settings import ReviewOrder
from flashcards.store import cards as cards_table
from flashcards.store import lines
from flashcards.store.library import Connection

_KEPT = 100


class SortedHeads:
    """Keeps the first ids of each sorted line. They stay in order all day, so answers only take cards away;
    when the line has grown, something came in and it is sorted anew."""

    def __init__(self) -> None:
        self._lines: dict[tuple[lines.Part, ReviewOrder], tuple[int, list[int]]] = {}

    def first(self, connection: Connection, part: lines.Part, order: ReviewOrder) -> Card | None:
        """The first card in review that is due."""
        length = lines.count_reviews(connection, part)
        before, ids = self._lines.get((part, order), (-1, []))
        card = self._first_due(connection, part, ids) if length <= before else None
        if card is None and length:
            found = lines.reviews(connection, part, order, _KEPT)
            ids = [each.id for each in found]
            card = found[0] if found else None
        self._lines = {key: kept for key, kept in self._lines.items() if key[0].today == part.today}
        self._lines[part, order] = (length, ids)
        return card

    @staticmethod
    def _first_due(connection: Connection, part: lines.Part, ids: list[int]) -> Card | None:
        while ids:
            card = cards_table.get(connection, ids[0])
            if card and _is_due(card, part):
                return card
            ids.pop(0)
        return None


def _is_due(card: Card, part: lines.Part) -> bool:
    if card.suspended or card.buried_until > part.today:
        return False
    if part.deck_ids is not None and card.deck_id not in part.deck_ids:
        return False
    memory = card.memory
    return memory.state is CardState.REVIEW and memory.due_day is not None and memory.due_day <= part.today
