"""The first cards of lines, kept in their order: cards go out, and more are read when they are used up."""

from collections.abc import Callable, Set

from flashcards.core.cards import Card
from flashcards.store import lines
from flashcards.store.library import Connection

#: Gives so many first cards of a line as it is now.
Read = Callable[[Connection, int], list[Card]]

_MOST_STEPS = 20
_NEVER = 2**62


class Beginning:
    """The beginning of a line that cards only leave.

    It reads one card at first, for often nothing more is asked of it, and `later` at once from then on.
    """

    def __init__(self, read: Read, first: int = 1, later: int = 50) -> None:
        self._read = read
        self._count, self._later = first, later
        self._cards: list[Card] = []
        self._whole = False

    def first(self, connection: Connection, count: int = 1) -> list[Card]:
        """So many first cards, fewer at the end of the line."""
        if len(self._cards) < count and not self._whole:
            asked = max(count, self._count)
            self._cards, self._count = self._read(connection, asked), self._later
            self._whole = len(self._cards) < asked
        return self._cards[:count]

    def drop(self, ids: Set[int]) -> None:
        """Cards that left the line."""
        self._cards = [card for card in self._cards if card.id not in ids]


class Steps:
    """The learning steps of a part of the library by time: the most urgent of them where there are many."""

    def __init__(self, part: lines.Part) -> None:
        self._part = part
        self._cards: list[Card] = []
        self._whole = False

    def first(self, connection: Connection, before: int, count: int = 1) -> list[Card]:
        """So many of the most urgent that are due by `before` (milliseconds)."""
        self._fill(connection)
        return [card for card in self._cards[:count] if _due_at(card) <= before]

    def count(self, connection: Connection, before: int) -> int:
        """How many are due by `before` (milliseconds)."""
        self._fill(connection)
        if not self._whole:
            return lines.count_learning(connection, self._part, before)
        return sum(_due_at(card) <= before for card in self._cards)

    def change(self, ids: Set[int], came: Card | None) -> None:
        """Cards that left, and one that came."""
        self._cards = [card for card in self._cards if card.id not in ids]
        # Beyond the last that was read nobody knows what else stands there.
        if came and (self._whole or (self._cards and _key(came) < _key(self._cards[-1]))):
            self._cards.append(came)
            self._cards.sort(key=_key)

    def _fill(self, connection: Connection) -> None:
        if not self._cards and not self._whole:
            self._cards = lines.learning(connection, self._part, _NEVER, _MOST_STEPS)
            self._whole = len(self._cards) < _MOST_STEPS


def _key(card: Card) -> tuple[int, int]:
    return _due_at(card), card.id


def _due_at(card: Card) -> int:
    return card.memory.due_at or 0
