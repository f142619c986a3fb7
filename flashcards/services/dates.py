"""Answers that a wrong clock dated in the future: their cards would stay away until then, so they are set right."""

from collections.abc import Collection
from datetime import timedelta

from flashcards.core.clock import Clock, StudyCalendar, from_milliseconds, to_milliseconds
from flashcards.services.optimising import OptimiserService
from flashcards.store import reviews as reviews_table
from flashcards.store.library import Connection

#: Clocks of travellers and of two computers differ by less.
_BEARABLE = timedelta(days=2)


class Dates:
    """Finds such answers, and moves them to now in the order in which they were given."""

    def __init__(self, clock: Clock, calendar: StudyCalendar, optimiser: OptimiserService) -> None:
        self._clock = clock
        self._calendar = calendar
        self._optimiser = optimiser

    def ahead(self, connection: Connection) -> list[tuple[int, int]]:
        """Time (milliseconds) and card of every answer that cannot have been given yet."""
        return reviews_table.after(connection, to_milliseconds(self._clock() + _BEARABLE))

    def set_right(self, connection: Connection) -> set[int]:
        """Give such answers the time that is now, a second apart; returns the cards, whose memories must follow."""
        ahead = self.ahead(connection)
        begin = to_milliseconds(self._clock()) - 1000 * len(ahead)
        for place, (at, card_id) in enumerate(ahead):
            before = [log for log in reviews_table.of_card(connection, card_id) if log.at < at]
            # Never before what the card was asked earlier.
            wanted = max(begin + 1000 * place, before[-1].at + 1 if before else 0)
            new_at = reviews_table.free_time(connection, wanted)
            day = self._calendar.day_of(from_milliseconds(new_at))
            last = before[-1].day if before else day
            reviews_table.redate(connection, at, new_at, max(day, last), max(0, day - last))
        return {card_id for _at, card_id in ahead}

    def reschedule(self, card_ids: Collection[int]) -> None:
        """Give cards the due dates that their memories ask for: those that the log has count from a wrong day."""
        self._optimiser.reschedule(only=card_ids)
