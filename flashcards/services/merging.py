"""Memories and answers of a package beside ours: the union of both logs, and the memories that it leads to.

What the file says of a memory counts where the file knows every answer of the card; else the log is replayed by
this library's parameters. Where due dates were set here too, the whole of both is replayed in its order. A card of which
only SM-2's interval and ease are known gets the memory that FSRS takes them for.
"""

from datetime import UTC, datetime, timedelta

from flashcards.core.clock import StudyCalendar, from_milliseconds, to_milliseconds
from flashcards.core.packages import QUARTER, Package
from flashcards.core.progress import Report
from flashcards.services.answering import Answering
from flashcards.services.presets import PARAMETERS
from flashcards.store import cards as cards_table
from flashcards.store import settings as settings_table
from flashcards.store.importing import answers, joining, notes
from flashcards.store.library import Connection
from flashcards.study.converting import from_sm2
from flashcards.study.scheduler import DEFAULT_PARAMETERS

_DAY_ZERO = datetime(1970, 1, 1, tzinfo=UTC)


class Merge:
    """Takes in cards with their progress, once notes and decks are there."""

    def __init__(
        self, package: Package, calendar: StudyCalendar, answering: Answering, now: datetime
    ) -> None:
        self._package = package
        self._answering = answering
        self._calendar = calendar
        self._days = notes.Days(self._zero(), calendar.day_of(now) + 1)

    def write(self, connection: Connection, report: Report) -> int:
        """Write cards and answers and compute what memories follow; returns how many answers are new."""
        self._fill_days(connection)
        answers.find_merged(connection)
        notes.stand(connection, self._days)
        notes.write_cards(connection, self._days)
        report(0.5, "writing answers")
        added = answers.write_log(connection)
        answers.settle(connection)
        report(0.8, "remembering")
        self._remember(connection)
        for card_id in answers.finish(connection):
            memory = self._answering.replayed(connection, card_id)
            assert memory is not None
            cards_table.remember(connection, card_id, memory)
        return added

    def _zero(self) -> int:
        """Our number of the study day from which the file counts, as Anki finds it: by the local date there and then."""
        begun = _DAY_ZERO + timedelta(seconds=self._package.day_zero)
        if self._package.minutes_west is None:
            return self._calendar.day_of(begun)
        return (begun - timedelta(minutes=self._package.minutes_west) - _DAY_ZERO).days

    def _fill_days(self, connection: Connection) -> None:
        """Study days are ours to count: of every quarter of an hour with an answer, and the moments steps begin at."""
        day_of = self._calendar.day_of
        quarters = joining.quarters(connection)
        joining.fill(
            connection, "days", [(each, day_of(from_milliseconds(each * QUARTER))) for each in quarters]
        )
        steps = joining.step_days(connection)
        mornings = ((day, to_milliseconds(self._calendar.start_of(self._days.zero + day))) for day in steps)
        joining.fill(connection, "mornings", list(mornings))

    def _remember(self, connection: Connection) -> None:
        parameters = tuple(settings_table.get(connection, PARAMETERS) or DEFAULT_PARAMETERS)
        log = answers.wanted_log(connection)
        if log:
            from flashcards.study.optimiser import Log
            from flashcards.study.remembering import remembered

            found = remembered(Log.of(log), parameters)
            answers.remember(connection, found.cards, found.stabilities, found.difficulties)
        bare = answers.without_log(connection)
        memories = [from_sm2(days, (ease or 2500) / 1000, parameters) for _id, days, ease in bare]
        answers.remember(
            connection,
            [row[0] for row in bare],
            [each[0] for each in memories],
            [each[1] for each in memories],
        )
