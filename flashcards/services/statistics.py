"""Figures about study."""

from dataclasses import dataclass

from flashcards.core.clock import Clock, StudyCalendar
from flashcards.core.reviews import CardState
from flashcards.store import statistics as statistics_table
from flashcards.store.library import Library

_RETENTION_DAYS = 30


@dataclass(frozen=True, slots=True)
class Summary:
    """The state of the library and of recent study.

    `retention` is the share of cards in review that were recalled in the last 30 study days, None
    without answers; `forecast` counts cards falling due today and on the days after.
    """

    articles: int
    notes: int
    answers: int
    states: dict[CardState, int]
    answered_today: int
    minutes_today: float
    streak: int
    retention: float | None
    retention_of: int
    forecast: tuple[int, ...]


class StatisticsService:
    """Counts, retention and what is to come."""

    def __init__(self, library: Library, clock: Clock, calendar: StudyCalendar) -> None:
        self._library = library
        self._clock = clock
        self._calendar = calendar

    def summary(self, days: int = 7) -> Summary:
        """Everything at once, with a forecast over that many days."""
        today = self._calendar.day_of(self._clock())
        with self._library.reading() as connection:
            articles, notes, answers = statistics_table.totals(connection)
            states = statistics_table.card_states(connection)
            answered, spent = statistics_table.done_on(connection, today)
            streak = statistics_table.streak(connection, today)
            recalled, asked = statistics_table.true_retention(connection, today - _RETENTION_DAYS)
            forecast = statistics_table.forecast(connection, today, days)
        return Summary(
            articles=articles,
            notes=notes,
            answers=answers,
            states=states,
            answered_today=answered,
            minutes_today=spent / 60_000,
            streak=streak,
            retention=recalled / asked if asked else None,
            retention_of=asked,
            forecast=tuple(forecast),
        )
