"""Answers that a wrong clock dated in the future: their cards would stay away until then, so they are set right."""

from collections.abc import Collection
from datetime import timedelta

from flashcards.core.clock import Clock, StudyCalendar, from_milliseconds, to_milliseconds
from flashcards.core.reviews import WITHOUT_TRACE, ReviewLog
from flashcards.services.optimising import OptimiserService
from flashcards.store import cards as cards_table
from flashcards.store import placements as placements_table
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
        """Give such answers, and due dates that were set then, the time that is now, a second apart; returns the cards of
        the answers, whose memories must follow."""
        ahead = self.ahead(connection)
        placed = placements_table.after(connection, to_milliseconds(self._clock() + _BEARABLE))
        # At the same time what was placed was first, as in a replay.
        events = sorted(
            [*placed, *((*each, None) for each in ahead)], key=lambda each: (each[0], each[2] is None)
        )
        begin = to_milliseconds(self._clock()) - 1000 * len(events)
        for place, (at, card_id, placement_id) in enumerate(events):
            logs = reviews_table.of_card(connection, card_id)
            set_before = [each.at for each in placements_table.of_card(connection, card_id) if each.at < at]
            # Never before what became of the card earlier.
            earlier = max([0, *set_before, *(log.at for log in logs if log.at < at)])
            wanted = max(begin + 1000 * place, earlier + 1)
            if placement_id is None:
                self._redate(connection, [log for log in logs if log.at <= at], wanted)
            else:
                placements_table.redate(connection, placement_id, wanted)
                cards_table.redate(connection, card_id, at, wanted)
        return {card_id for _at, card_id in ahead}

    def _redate(self, connection: Connection, logs: list[ReviewLog], wanted: int) -> None:
        """Give the last of a card's answers another time, and the study day that follows."""
        log = logs[-1]
        taught = [each for each in logs[:-1] if each.kind not in WITHOUT_TRACE]
        new_at = reviews_table.free_time(connection, wanted)
        day = self._calendar.day_of(from_milliseconds(new_at))
        last = taught[-1].day if taught else day
        # A card that was made new between them began again.
        elapsed = max(0, day - last) if log.elapsed_days else 0
        reviews_table.redate(connection, log.at, new_at, max(day, last), elapsed)

    def reschedule(self, card_ids: Collection[int]) -> None:
        """Give cards the due dates that their memories ask for: those that the log has count from a wrong day."""
        self._optimiser.reschedule(only=card_ids)
