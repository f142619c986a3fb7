"""Figures about study, as plain numbers for the window, for JSON and for CSV."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from flashcards.core.clock import Clock, StudyCalendar, from_milliseconds, to_milliseconds
from flashcards.core.facts import FactKind
from flashcards.core.reviews import CardState, Rating
from flashcards.services.offsets import offsets
from flashcards.services.presets import PARAMETERS, PresetService
from flashcards.store import figures as figures_table
from flashcards.store import settings as settings_table
from flashcards.store import statistics as statistics_table
from flashcards.store.figures import Memories, Tallies
from flashcards.store.library import Connection, Library
from flashcards.study.scheduler import DEFAULT_PARAMETERS

#: The upper ends of the buckets of stability, in days; the last bucket is open.
STABILITY_BOUNDS = (1, 3, 7, 14, 30, 60, 120, 240, 365)
# With this many answers, 95 of 100 times the share lies within 5 points or so of the true one.
_ENOUGH = 150


@dataclass(frozen=True, slots=True)
class Retention:
    """Of the answers to cards with a role in review: how many were recalled, and the wish.

    `low` and `high` are the ends of the 95 % interval by Wilson's score; `enough` says whether there are so many
    answers that the share means something.
    """

    role: FactKind | None
    desired: float
    recalled: int
    answers: int
    low: float
    high: float
    enough: bool

    @property
    def share(self) -> float | None:
        """The share recalled; None without answers."""
        return self.recalled / self.answers if self.answers else None


@dataclass(frozen=True, slots=True)
class Day:
    """A day with study: answers and minutes."""

    day: date
    answers: int
    minutes: float


@dataclass(frozen=True, slots=True)
class Distributions:
    """Memories by stability (buckets as `STABILITY_BOUNDS`), difficulty (1 to 10) and recall chance now
    (tenths, the surest first)."""

    stability: tuple[int, ...]
    difficulty: tuple[int, ...]
    retrievability: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Calibration:
    """How a rating turned out: how often the next answer of the card, on a later day, was a lapse."""

    rating: Rating
    lapsed: int
    answers: int


@dataclass(frozen=True, slots=True)
class Mastery:
    """How well one role of an article is known: cards that are new, weak (recall below 70 %), fading, and
    strong (90 % and more)."""

    article_id: int | None
    title: str
    role: FactKind
    new: int
    weak: int
    fading: int
    strong: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All of it; `streak` counts the study days in a row up to today, whatever time is asked for."""

    retention: tuple[Retention, ...]
    calendar: tuple[Day, ...]
    forecast: tuple[int, ...]
    distributions: Distributions
    buttons: dict[CardState, dict[Rating, int]]
    hours: tuple[tuple[int, int], ...]
    calibration: tuple[Calibration, ...]
    mastery: tuple[Mastery, ...]
    streak: int


class FiguresService:
    """Figures over a span of study days up to today. Some are slow for long logs: for the background lane."""

    def __init__(
        self, library: Library, clock: Clock, calendar: StudyCalendar, presets: PresetService
    ) -> None:
        self._library = library
        self._clock = clock
        self._calendar = calendar
        self._presets = presets

    def all(self, days: int = 365) -> Figures:
        """Every figure at once, as of one moment."""
        with self._library.reading() as connection:
            answers = self._answers(connection, days)
            memories = self._memories(connection)
            return Figures(
                retention=self._retention(connection, 30),
                calendar=self._calendar_of(answers),
                forecast=self._forecast(connection, 30),
                distributions=_distributions(memories),
                buttons=_buttons(answers),
                hours=tuple(answers.hours),
                calibration=self._calibration(connection, days),
                mastery=_mastery(memories, figures_table.titles(connection)),
                streak=statistics_table.streak(connection, self._today()),
            )

    def retention(self, days: int = 30) -> tuple[Retention, ...]:
        """True retention against the wish: of all cards first (role None), then of each role with answers."""
        with self._library.reading() as connection:
            return self._retention(connection, days)

    def calendar(self, days: int = 365) -> tuple[Day, ...]:
        """Every study day with answers."""
        with self._library.reading() as connection:
            return self._calendar_of(self._answers(connection, days))

    def forecast(self, days: int = 30) -> tuple[int, ...]:
        """How many cards fall due today, overdue ones with them, and on each day after."""
        with self._library.reading() as connection:
            return self._forecast(connection, days)

    def distributions(self) -> Distributions:
        """How the memories of all cards are spread."""
        with self._library.reading() as connection:
            return _distributions(self._memories(connection))

    def buttons(self, days: int = 365) -> dict[CardState, dict[Rating, int]]:
        """How often each rating was given, by the state of the card."""
        with self._library.reading() as connection:
            return _buttons(self._answers(connection, days))

    def hours(self, days: int = 365) -> tuple[tuple[int, int], ...]:
        """For each local hour of the day: reviews recalled, and all."""
        with self._library.reading() as connection:
            return tuple(self._answers(connection, days).hours)

    def calibration(self, days: int = 365) -> tuple[Calibration, ...]:
        """For each rating that was followed by an answer on a later day: how often that one was a lapse."""
        with self._library.reading() as connection:
            return self._calibration(connection, days)

    def mastery(self) -> tuple[Mastery, ...]:
        """The matrix of articles and roles."""
        with self._library.reading() as connection:
            return _mastery(self._memories(connection), figures_table.titles(connection))

    def _answers(self, connection: Connection, days: int) -> Tallies:
        now = self._clock()
        first = figures_table.first_answer(connection)
        # A day more than asked for, as the answers of a study day begin before it does in UTC.
        begin = now if first is None else max(from_milliseconds(first), now - timedelta(days=days + 1))
        return figures_table.answers(connection, self._first(days), offsets(self._calendar, begin, now))

    def _retention(self, connection: Connection, days: int) -> tuple[Retention, ...]:
        book = self._presets.book(connection)
        rows = figures_table.retention(connection, self._first(days))
        found: dict[FactKind | None, list[tuple[float, int, int]]] = {None: []}
        for deck_id, role, recalled, answers in rows:
            wish = book.of(deck_id).retention_of(role)
            for group in (None, role):
                found.setdefault(group, []).append((wish, recalled, answers))
        if not rows:
            wish = book.presets["Default"].desired_retention
            return (_retention(None, [(wish, 0, 0)]),)
        return tuple(_retention(role, parts) for role, parts in found.items())

    def _calendar_of(self, answers: Tallies) -> tuple[Day, ...]:
        counts: dict[int, list[int]] = {}
        for each in answers.parts:
            whole = counts.setdefault(each.day, [0, 0])
            whole[0] += each.answers
            whole[1] += each.milliseconds
        return tuple(
            Day(self._calendar.date_of(day), count, spent / 60_000) for day, (count, spent) in counts.items()
        )

    def _forecast(self, connection: Connection, days: int) -> tuple[int, ...]:
        return tuple(statistics_table.forecast(connection, self._today(), days))

    def _calibration(self, connection: Connection, days: int) -> tuple[Calibration, ...]:
        since = to_milliseconds(self._calendar.start_of(self._first(days)))
        rows = figures_table.next_recall(connection, since)
        return tuple(Calibration(rating, answers - recalled, answers) for rating, recalled, answers in rows)

    def _memories(self, connection: Connection) -> list[Memories]:
        tenths = [self._faded(connection, place / 10) for place in range(9, 0, -1)]
        return figures_table.memories(connection, self._today(), STABILITY_BOUNDS, tenths)

    def _faded(self, connection: Connection, recall: float) -> float:
        """The days over stability at which recall has sunk so far."""
        decay = (settings_table.get(connection, PARAMETERS) or DEFAULT_PARAMETERS)[20]
        return float((recall ** (-1 / decay) - 1) / (0.9 ** (-1 / decay) - 1))

    def _today(self) -> int:
        return self._calendar.day_of(self._clock())

    def _first(self, days: int) -> int:
        return self._today() - days + 1


def _buttons(answers: Tallies) -> dict[CardState, dict[Rating, int]]:
    found = {state: dict.fromkeys(Rating, 0) for state in CardState}
    for each in answers.parts:
        found[each.state][each.rating] += 0 if each.cram else each.answers
    return found


def _distributions(memories: Sequence[Memories]) -> Distributions:
    stability, difficulty, faded = (
        tuple(map(sum, zip(*parts, strict=True))) if memories else (0,) * 10
        for parts in (
            [each.stability for each in memories],
            [each.difficulty for each in memories],
            [each.faded for each in memories],
        )
    )
    return Distributions(stability, difficulty, faded)


def _mastery(memories: Sequence[Memories], titles: Mapping[int, str]) -> tuple[Mastery, ...]:
    """Strong is the first tenth of recall, fading the next two."""
    return tuple(
        Mastery(
            each.article_id,
            titles.get(each.article_id or 0, ""),
            each.role,
            each.new,
            weak=sum(each.faded[3:]),
            fading=sum(each.faded[1:3]),
            strong=each.faded[0],
        )
        for each in memories
    )


def _retention(role: FactKind | None, parts: Sequence[tuple[float, int, int]]) -> Retention:
    recalled, answers = sum(each[1] for each in parts), sum(each[2] for each in parts)
    wish = sum(each[0] * each[2] for each in parts) / answers if answers else parts[0][0]
    low, high = wilson(recalled, answers)
    return Retention(role, wish, recalled, answers, low, high, answers >= _ENOUGH)


def wilson(good: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927); 0 to 1 without answers."""
    if not count:
        return 0.0, 1.0
    z, share = 1.96, good / count
    middle = share + z * z / (2 * count)
    reach = z * sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    scale = 1 + z * z / count
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)
