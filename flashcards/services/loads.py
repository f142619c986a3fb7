"""How many cards the days ahead have, kept in memory: counting them for each answer would cost more than the answer."""

from collections.abc import Collection
from dataclasses import dataclass

from flashcards.core.changes import Changes
from flashcards.core.reviews import Memory
from flashcards.core.settings import StudySettings
from flashcards.services.presets import PresetBook
from flashcards.store import lines
from flashcards.store.library import Connection, Library
from flashcards.study.spread import weekday

#: Days that are counted together: a card looks at some days beside each other, and every change but an answer makes
#: all be counted anew.
_BLOCK = 4
_WATCHED = Changes.REVIEWS | Changes.DECKS | Changes.PRESETS
_ANSWER = 2  # an answer touches reviews and decks


class Counts:
    """Due cards of one preset by day, counted where somebody asks."""

    def __init__(self, connection: Connection, part: lines.Part) -> None:
        self.connection = connection
        self._part = part
        self._days: dict[int, int] = {}
        self._blocks: set[int] = set()

    def on(self, day: int) -> int:
        """How many cards are due on a day."""
        if day // _BLOCK not in self._blocks:
            self._count(day // _BLOCK)
        return self._days.get(day, 0)

    def moved(self, before: int | None, after: int | None) -> None:
        """Note that a card went from one day to another; days that nobody asked for are counted later."""
        for day, more in ((before, -1), (after, 1)):
            if day is not None and day // _BLOCK in self._blocks:
                self._days[day] = max(0, self._days.get(day, 0) + more)

    def _count(self, block: int) -> None:
        first = block * _BLOCK
        self._days.update(lines.due_by_day(self.connection, self._part, first, first + _BLOCK - 1))
        self._blocks.add(block)


@dataclass(frozen=True, slots=True)
class CardLoad:
    """The days ahead as one card sees them, within one transaction."""

    counts: Counts
    settings: StudySettings
    days_off: frozenset[int]
    sibling_days: frozenset[int]

    def cards_on(self, day: int) -> int:
        """How many cards of the preset are due."""
        return self.counts.on(day)

    def easiness(self, day: int) -> float:
        """The share of cards that the day may get."""
        return 0.0 if day in self.days_off else self.settings.easy_days[weekday(day)]

    def has_sibling(self, day: int) -> bool:
        """Whether a card of the same note is due."""
        return day in self.sibling_days


class Loads:
    """The counts of every preset. Answers keep them true; any other change lets them be made anew."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._counts: dict[str, Counts] = {}
        self._today = -1
        self._version = -1
        self._answered = False

    def refresh(self, today: int) -> None:
        """Forget counts that may not be true any more."""
        now = self._library.version(_WATCHED)
        if self._answered and now == self._version + _ANSWER:
            self._version, self._answered = now, False
        if today != self._today or now != self._version:
            self._counts.clear()
            self._today, self._version, self._answered = today, now, False

    def for_card(
        self, connection: Connection, book: PresetBook, deck_id: int, siblings: Collection[Memory]
    ) -> CardLoad | None:
        """What a card of a deck should heed; None where its preset does not balance."""
        name, settings = book.name_of(deck_id), book.of(deck_id)
        if not settings.balance_load:
            return None
        if name not in self._counts:
            decks = None
            if book.of_decks:
                decks = tuple(each for each in lines.deck_ids(connection) if book.name_of(each) == name)
            self._counts[name] = Counts(connection, lines.Part(self._today, decks))
        days = frozenset(each.due_day for each in siblings if each.due_day is not None)
        return CardLoad(self._counts[name], settings, book.days_off, days)

    def moved(self, name: str, before: Memory, after: Memory) -> None:
        """Note that an answer took a card of a preset from one day to another."""
        self._answered = True
        if name in self._counts:
            self._counts[name].moved(before.due_day, after.due_day)
