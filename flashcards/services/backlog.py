"""Catching up after a break, and planning one."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from flashcards.core.cards import Card
from flashcards.core.changes import Changes
from flashcards.core.clock import Clock, StudyCalendar, to_milliseconds
from flashcards.core.errors import BadInput
from flashcards.core.reviews import Placement, PlacementKind
from flashcards.core.scopes import Scope, scope_of
from flashcards.core.settings import ReviewOrder
from flashcards.core.wording import counted
from flashcards.services.presets import PresetService
from flashcards.services.queue import Queue
from flashcards.store import cards as cards_table
from flashcards.store import lines
from flashcards.store import placements as placements_table
from flashcards.store.library import MANY, Connection, Library
from flashcards.study.backlog import spread

_MOST_DAYS = 365
_MOST_CARDS = 200_000


@dataclass(frozen=True, slots=True)
class CatchUpDay:
    """A day of the plan: cards that are due on it anyway, and those of the backlog that it gets."""

    day: date
    due: int
    backlog: int


@dataclass(frozen=True, slots=True)
class CatchUp:
    """How a backlog would be worked off; `overdue` is the sum of what its days get."""

    overdue: int
    days: tuple[CatchUpDay, ...]


class BacklogService:
    """Spreads overdue cards over some days; nothing is lost, and it can be undone."""

    def __init__(
        self, library: Library, clock: Clock, calendar: StudyCalendar, presets: PresetService, queue: Queue
    ) -> None:
        self._library = library
        self._clock = clock
        self._calendar = calendar
        self._presets = presets
        self._queue = queue

    def preview(self, days: int, scope: Scope | str | None = None) -> CatchUp:
        """What catching up in so many days would mean; nothing is changed."""
        with self._library.reading() as connection:
            return self._plan(connection, days, scope_of(scope))[0]

    def due_between(self, first: date, last: date) -> int:
        """How many cards in review fall due from one day to another."""
        one = date(1970, 1, 1)
        with self._library.reading() as connection:
            part = self._queue.part(connection, scope_of(None), self._clock())
            due = lines.due_by_day(connection, part, (first - one).days, (last - one).days)
        return sum(due.values())

    def catch_up(self, days: int, scope: Scope | str | None = None) -> tuple[CatchUp, Changes]:
        """Give every overdue card a day of the plan: what is still known best comes first, for there most is saved."""
        changes = Changes.REVIEWS | Changes.DECKS
        now = to_milliseconds(self._clock())
        with self._library.writing(f"Catch up in {counted(days, 'day')}", changes, rows=MANY) as connection:
            plan, placed = self._plan(connection, days, scope_of(scope))
            moved = [
                Placement(
                    max(now, (card.memory.last_at or 0) + 1),
                    card.id,
                    PlacementKind.DUE,
                    day,
                    card.memory.interval,
                )
                for card, day in placed
            ]
            placements_table.add(connection, moved)
            cards_table.place(connection, moved)
        return plan, changes

    def _plan(
        self, connection: Connection, days: int, scope: Scope
    ) -> tuple[CatchUp, list[tuple[Card, int]]]:
        if not 1 <= days <= _MOST_DAYS:
            raise BadInput(f"Catching up takes from 1 to {_MOST_DAYS} days.")
        part = self._queue.part(connection, scope, self._clock())
        off = self._presets.book(connection).days_off
        span = range(part.today, part.today + days)
        usable = [day for day in span if day not in off]
        if not usable:
            raise BadInput("All of these days are off.")
        late = lines.reviews(connection, part, ReviewOrder.RETRIEVABILITY_DESCENDING, _MOST_CARDS)
        overdue = {card.id: card for card in late if (card.memory.due_day or 0) < part.today}
        due = lines.due_by_day(connection, part, part.today, span[-1])
        placed = spread(list(overdue), due, usable)
        more = Counter(placed.values())
        found = tuple(CatchUpDay(self._calendar.date_of(day), due.get(day, 0), more[day]) for day in span)
        return CatchUp(len(overdue), found), [(overdue[each], day) for each, day in placed.items()]
