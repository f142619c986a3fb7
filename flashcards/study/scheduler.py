"""FSRS-6 behind plain values: what an answer does to a memory, and when the card comes back.

The formulas are py-fsrs's. Two things are ours. Days are study days, as Anki counts them: 23:00 to
08:00 the next morning is one day, so moments are handed to py-fsrs snapped to their day. And the
interval's fuzz is seeded by card and repetition, so that the same answers give the same dates and
the buttons show the interval that they then give.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from random import Random

import fsrs

from flashcards.core.clock import StudyCalendar, from_milliseconds, to_milliseconds
from flashcards.core.reviews import CardState, Memory, Rating, ReviewKind, ReviewLog
from flashcards.core.settings import StudySettings

ALGORITHM = "FSRS-6"

_DAY_ZERO = datetime(1970, 1, 1, tzinfo=UTC)
# Anki's ranges: (from days, to days, share of the interval inside that range).
_FUZZ_RANGES = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, float("inf"), 0.05))
_LONGEST_STABILITY = 36500.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rating would do: the memory after it and the seconds until the card comes back."""

    memory: Memory
    seconds: int


class Scheduler:
    """Schedules answers under one set of settings; holds no state of cards."""

    def __init__(self, settings: StudySettings, calendar: StudyCalendar) -> None:
        self._settings = settings
        self._calendar = calendar
        self._fsrs = fsrs.Scheduler(
            desired_retention=settings.desired_retention,
            learning_steps=[timedelta(minutes=step) for step in settings.learning_steps],
            relearning_steps=[timedelta(minutes=step) for step in settings.relearning_steps],
            maximum_interval=settings.maximum_interval,
            enable_fuzzing=False,
        )
        self.parameters = _fingerprint(self._fsrs)

    def outcomes(self, card_id: int, memory: Memory, moment: datetime) -> dict[Rating, Outcome]:
        """What each of the four ratings would do at that moment."""
        return {rating: self._outcome(card_id, memory, rating, moment) for rating in Rating}

    def answer(
        self, card_id: int, memory: Memory, rating: Rating, moment: datetime, duration: int
    ) -> ReviewLog:
        """The log of an answer; its `after` is the card's new memory. `duration` is in milliseconds."""
        moment = _not_before(moment, memory)
        outcome = self._outcome(card_id, memory, rating, moment)
        after = outcome.memory
        return ReviewLog(
            at=to_milliseconds(moment),
            card_id=card_id,
            rating=rating,
            kind=_kind(memory.state),
            before=memory,
            after=after,
            day=self._day(moment, memory),
            elapsed_days=self._elapsed(memory, moment),
            scheduled_days=after.interval if after.state is CardState.REVIEW else -outcome.seconds,
            duration=duration,
            algorithm=ALGORITHM,
            parameters=self.parameters,
        )

    def replay(self, logs: list[ReviewLog]) -> Memory:
        """The memory that a card's logs, in order of time, lead to from the beginning."""
        memory = Memory()
        for log in logs:
            moment = from_milliseconds(log.at)
            memory = self._outcome(log.card_id, memory, log.rating, moment, day=log.day).memory
        return memory

    def retrievability(self, memory: Memory, moment: datetime) -> float | None:
        """The chance, 0 to 1, to recall the card at that moment; None for a card never answered."""
        if memory.stability is None or memory.last_day is None:
            return None
        day = self._day(moment, memory)
        return float(self._fsrs.get_card_retrievability(_to_fsrs(0, memory), _snapped(day)))

    def _outcome(
        self, card_id: int, memory: Memory, rating: Rating, moment: datetime, day: int | None = None
    ) -> Outcome:
        today = self._day(moment, memory) if day is None else day
        card, _log = self._fsrs.review_card(
            _to_fsrs(card_id, memory), fsrs.Rating(int(rating)), _snapped(today)
        )
        lapsed = memory.state is CardState.REVIEW and rating is Rating.AGAIN
        after = replace(
            memory,
            step=card.step or 0,
            stability=min(card.stability or 0.0, _LONGEST_STABILITY),
            difficulty=card.difficulty,
            last_at=to_milliseconds(moment),
            last_day=today,
            reps=memory.reps + 1,
            lapses=memory.lapses + lapsed,
        )
        wait = card.due - _snapped(today)
        if card.state is fsrs.State.Review:
            days = self._fuzzed(wait.days, card_id, memory.reps)
            after = replace(after, state=CardState.REVIEW, interval=days, due_day=today + days, due_at=None)
            return Outcome(after, days * 86400)
        state = CardState.LEARNING if card.state is fsrs.State.Learning else CardState.RELEARNING
        seconds = round(wait.total_seconds())
        due_at = to_milliseconds(moment) + seconds * 1000
        return Outcome(replace(after, state=state, due_at=due_at, due_day=None), seconds)

    def _fuzzed(self, days: int, card_id: int, reps: int) -> int:
        if days < _FUZZ_RANGES[0][0]:
            return days
        reach = 1.0 + sum(share * max(min(days, end) - start, 0.0) for start, end, share in _FUZZ_RANGES)
        shortest = max(2, round(days - reach))
        longest = min(round(days + reach), self._settings.maximum_interval)
        # Seeded by card and repetition only: all four buttons of one question lean the same way.
        share = Random(f"{card_id}:{reps}").random()  # noqa: S311 (spreads due dates; keeps no secret)
        return min(longest, int(shortest + share * (longest - shortest + 1)))

    def _day(self, moment: datetime, memory: Memory) -> int:
        """The study day of a moment, never before the card's last one: clocks and travellers go back."""
        return max(self._calendar.day_of(moment), memory.last_day or 0)

    def _elapsed(self, memory: Memory, moment: datetime) -> int:
        return 0 if memory.last_day is None else self._day(moment, memory) - memory.last_day


def _kind(state: CardState) -> ReviewKind:
    if state is CardState.REVIEW:
        return ReviewKind.REVIEW
    return ReviewKind.RELEARN if state is CardState.RELEARNING else ReviewKind.LEARN


def _not_before(moment: datetime, memory: Memory) -> datetime:
    """The moment, or just after the card's last answer if the clock went back meanwhile."""
    if memory.last_at is None:
        return moment
    return max(moment, from_milliseconds(memory.last_at + 1))


def _snapped(day: int) -> datetime:
    return _DAY_ZERO + timedelta(days=day)


def _to_fsrs(card_id: int, memory: Memory) -> fsrs.Card:
    state = fsrs.State(max(int(memory.state), int(fsrs.State.Learning)))
    return fsrs.Card(
        card_id=card_id,
        state=state,
        step=None if state is fsrs.State.Review else memory.step,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=_DAY_ZERO,
        last_review=None if memory.last_day is None else _snapped(memory.last_day),
    )


def _fingerprint(scheduler: fsrs.Scheduler) -> str:
    """A short name for everything that decides an interval, so that a log says what made it."""
    parts = (
        scheduler.parameters,
        scheduler.desired_retention,
        [step.total_seconds() for step in scheduler.learning_steps],
        [step.total_seconds() for step in scheduler.relearning_steps],
        scheduler.maximum_interval,
    )
    return sha256(repr(parts).encode()).hexdigest()[:12]
