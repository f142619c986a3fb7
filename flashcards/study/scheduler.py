"""FSRS-6 behind plain values: what an answer does to a memory, and when the card comes back.

Stability and difficulty are py-fsrs's. Three things are ours. Days are study days, as Anki counts them:
23:00 to 08:00 the next morning is one day, so moments are handed to py-fsrs snapped to their day.
Intervals follow Anki's rules (rslib/src/scheduler/states): a better rating waits at least a day longer,
and the day is chosen in a fuzz range. And that choice is seeded by card and repetition, so that the
buttons show the interval that they then give; the log keeps it, so that a replay is exact.
"""

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from random import Random

import fsrs

from flashcards.core.clock import StudyCalendar, from_milliseconds, to_milliseconds
from flashcards.core.reviews import (
    WITHOUT_TRACE,
    CardState,
    Memory,
    Placement,
    Rating,
    ReviewKind,
    ReviewLog,
)
from flashcards.core.settings import StudySettings
from flashcards.study.placing import placed
from flashcards.study.spread import Load, Spread, fuzz_range, rounded

ALGORITHM = "FSRS-6"
DEFAULT_PARAMETERS: tuple[float, ...] = tuple(fsrs.Scheduler().parameters)
LONGEST_STABILITY = 36500.0

#: Memories whose four outcomes are kept: those of the cards that may come next.
_SHOWN = 32
_DAY_ZERO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rating would do: the memory after it and the seconds until the card comes back."""

    memory: Memory
    seconds: int


@lru_cache(maxsize=1000)
def lean(card_id: int, reps: int) -> float:
    """Where in its fuzz range a card's next interval falls, 0 to below 1; the same for all four buttons."""
    return Random(f"{card_id}:{reps}").random()  # noqa: S311 (spreads due dates; keeps no secret)


class Scheduler:
    """Schedules answers under one set of settings; holds no state of cards.

    `load` knows the days ahead where cards should be spread evenly over them; `leaning` is
    replaced by tests that compare with Anki's own chance.
    """

    def __init__(
        self,
        settings: StudySettings,
        calendar: StudyCalendar,
        load: Load | None = None,
        leaning: Callable[[int, int], float] = lean,
    ) -> None:
        self._settings = settings
        self._calendar = calendar
        self._load = load
        self._leaning = leaning
        self._fsrs = _engine(settings, settings.learning_steps, settings.relearning_steps)
        self._stepless = _engine(settings, (), ())
        exponent = -1 / self._fsrs.parameters[20]
        self._per_stability = float((settings.desired_retention**exponent - 1) / (0.9**exponent - 1))
        self.parameters = _fingerprint(self._fsrs)
        # Of the latest memories that were asked for; copies for other days ahead share it.
        self._shown: dict[tuple[Memory, int], Mapping[Rating, fsrs.Card]] = {}

    def balanced(self, load: Load | None) -> "Scheduler":
        """The same scheduler, which heeds the days ahead."""
        if load is self._load:
            return self
        other = copy(self)
        other._load = load  # noqa: SLF001 (a copy of its own class)
        return other

    def outcomes(self, card_id: int, memory: Memory, moment: datetime) -> dict[Rating, Outcome]:
        """What each of the four ratings would do at that moment."""
        when = to_milliseconds(moment), self._day(moment, memory)
        return {
            rating: Outcome(_after(memory, rating, card, when, wait), _seconds(wait))
            for rating, (card, wait) in self._waits(card_id, memory, when[1]).items()
        }

    def seconds(self, card_id: int, memory: Memory, moment: datetime) -> dict[Rating, int]:
        """After how many seconds each rating would let the card come back; cheaper than the whole outcomes."""
        waits = self._waits(card_id, memory, self._day(moment, memory))
        return {rating: _seconds(wait) for rating, (_card, wait) in waits.items()}

    def answer(
        self, card_id: int, memory: Memory, rating: Rating, moment: datetime, duration: int
    ) -> ReviewLog:
        """The log of an answer; its `after` is the card's new memory. `duration` is in milliseconds."""
        moment = _not_before(moment, memory)
        day = self._day(moment, memory)
        card, wait = self._waits(card_id, memory, day)[rating]
        after = _after(memory, rating, card, (to_milliseconds(moment), day), wait)
        return ReviewLog(
            at=to_milliseconds(moment),
            card_id=card_id,
            rating=rating,
            kind=_kind(memory.state),
            before=memory,
            after=after,
            day=day,
            elapsed_days=self._elapsed(memory, moment),
            scheduled_days=wait,
            duration=duration,
            algorithm=ALGORITHM,
            parameters=self.parameters,
        )

    def crammed(
        self, card_id: int, memory: Memory, rating: Rating, moment: datetime, duration: int
    ) -> ReviewLog:
        """The log of an answer that leaves the memory and the schedule as they are."""
        return ReviewLog(
            at=to_milliseconds(moment),
            card_id=card_id,
            rating=rating,
            kind=ReviewKind.CRAM,
            before=memory,
            after=memory,
            day=self._day(moment, memory),
            elapsed_days=self._elapsed(memory, moment),
            scheduled_days=0,
            duration=duration,
            algorithm=ALGORITHM,
            parameters=self.parameters,
        )

    def replay(self, logs: Iterable[ReviewLog], placements: Iterable[Placement] = ()) -> Memory:
        """The memory that a card's logs lead to from the beginning, with what was placed by hand between them.

        Stability and difficulty are computed again; when the card comes back is what the log says.
        """
        memory = Memory()
        events: list[ReviewLog | Placement] = [*logs, *placements]
        # What was placed comes after the answers before it, so at the same time it was first.
        for each in sorted(events, key=lambda event: (event.at, isinstance(event, ReviewLog))):
            if isinstance(each, Placement):
                memory = placed(memory, each)
            elif each.kind not in WITHOUT_TRACE:
                memory = replace(memory, state=_met(each.kind, memory.state))
                card = self._reviewed(each.card_id, memory, each.rating, each.day)
                memory = _after(memory, each.rating, card, (each.at, each.day), each.scheduled_days)
        return memory

    def retrievability(self, memory: Memory, moment: datetime) -> float | None:
        """The chance, 0 to 1, to recall the card at that moment; None for a card never answered."""
        if memory.stability is None or memory.last_day is None:
            return None
        day = self._day(moment, memory)
        return float(self._fsrs.get_card_retrievability(_to_fsrs(0, memory), _snapped(day)))

    def ideal_interval(self, stability: float) -> float:
        """The days, not rounded, after which a memory of that stability has faded to the desired retention."""
        return stability * self._per_stability

    def _waits(self, card_id: int, memory: Memory, today: int) -> dict[Rating, tuple[fsrs.Card, int]]:
        """What py-fsrs makes of a memory for each rating, and the wait after it: days, or seconds below zero."""
        reviewed = self._all_reviewed(card_id, memory, today)
        longest = self._settings.maximum_interval
        spread = Spread(self._leaning(card_id, memory.reps), longest, today, self._load)
        ideal = {rating: self.ideal_interval(card.stability or 0.0) for rating, card in reviewed.items()}
        days = _review_days(memory, ideal, spread)
        start = _snapped(today)
        return {
            rating: (
                card,
                days[rating]
                if card.state is fsrs.State.Review
                else -round((card.due - start).total_seconds()),
            )
            for rating, card in reviewed.items()
        }

    def _all_reviewed(self, card_id: int, memory: Memory, day: int) -> Mapping[Rating, fsrs.Card]:
        """What each rating makes of a memory on a study day; the answer asks for what the buttons have just shown."""
        found = self._shown.get((memory, day))
        if found is None:
            found = {rating: self._reviewed(card_id, memory, rating, day) for rating in Rating}
            while len(self._shown) >= _SHOWN:
                self._shown.pop(next(iter(self._shown)), None)
            self._shown[memory, day] = found
        return found

    def _reviewed(self, card_id: int, memory: Memory, rating: Rating, day: int) -> fsrs.Card:
        # A card that was given a due date before its first answer has no step to go through.
        placed_new = memory.state is CardState.REVIEW and memory.stability is None
        engine = self._stepless if placed_new else self._fsrs
        card, _log = engine.review_card(_to_fsrs(card_id, memory), fsrs.Rating(int(rating)), _snapped(day))
        card.stability = min(card.stability or 0.0, LONGEST_STABILITY)
        return card

    def _day(self, moment: datetime, memory: Memory) -> int:
        """The study day of a moment, never before the card's last one: clocks and travellers go back."""
        return max(self._calendar.day_of(moment), memory.last_day or 0)

    def _elapsed(self, memory: Memory, moment: datetime) -> int:
        return 0 if memory.last_day is None else self._day(moment, memory) - memory.last_day


def _review_days(memory: Memory, ideal: dict[Rating, float], spread: Spread) -> dict[Rating, int]:
    """The interval that each rating gives if it leads to a review, by Anki's rules."""
    whole = {rating: max(1, rounded(days)) for rating, days in ideal.items()}
    if memory.state is not CardState.REVIEW:
        days = {rating: spread.days(whole[rating]) for rating in (Rating.AGAIN, Rating.HARD, Rating.GOOD)}
        least = spread.days(ideal[Rating.GOOD]) + 1
        return days | {Rating.EASY: spread.days(whole[Rating.EASY], least)}
    days = {Rating.AGAIN: min(whole[Rating.AGAIN], spread.longest)}
    least = 1
    for rating in (Rating.HARD, Rating.GOOD, Rating.EASY):
        days[rating] = spread.days(ideal[rating], max(least, _not_back(ideal[rating], memory, spread)))
        least = days[rating] + 1
    return days


def _not_back(ideal: float, memory: Memory, spread: Spread) -> int:
    """The fewest days that chance may make of an interval: it takes nothing back that the answer gave.

    An interval that is clearly shorter than the last one is free: the wish for retention may have changed.
    """
    if rounded(ideal) > memory.interval:
        return memory.interval + 1
    return memory.interval if fuzz_range(ideal, 1, spread.longest)[1] >= memory.interval else 0


def _after(memory: Memory, rating: Rating, card: fsrs.Card, when: tuple[int, int], wait: int) -> Memory:
    """The memory after an answer at (milliseconds, study day); `wait` is days, or seconds below zero."""
    at, day = when
    state, step, due_at, due_day = CardState.REVIEW, 0, None, day + wait if wait > 0 else None
    if due_day is None:
        learning = memory.state in (CardState.NEW, CardState.LEARNING)
        state = CardState.LEARNING if learning else CardState.RELEARNING
        step, due_at = card.step or 0, at - wait * 1000
    return Memory(
        state=state,
        step=step,
        stability=card.stability,
        difficulty=card.difficulty,
        due_at=due_at,
        due_day=due_day,
        last_at=at,
        last_day=day,
        interval=max(wait, 0),
        reps=memory.reps + 1,
        lapses=memory.lapses + (memory.state is CardState.REVIEW and rating is Rating.AGAIN),
    )


def _seconds(wait: int) -> int:
    return wait * 86400 if wait > 0 else -wait


def _kind(state: CardState) -> ReviewKind:
    if state is CardState.REVIEW:
        return ReviewKind.REVIEW
    return ReviewKind.RELEARN if state is CardState.RELEARNING else ReviewKind.LEARN


def _met(kind: ReviewKind, state: CardState) -> CardState:
    """The state that an answer found a card in. Among answers of two programs it is not what the answer before left."""
    if kind is ReviewKind.LEARN:
        return state if state is CardState.NEW else CardState.LEARNING
    return CardState.RELEARNING if kind is ReviewKind.RELEARN else CardState.REVIEW


def _not_before(moment: datetime, memory: Memory) -> datetime:
    """The moment, or just after the card's last answer if the clock went back meanwhile."""
    if memory.last_at is None:
        return moment
    return max(moment, from_milliseconds(memory.last_at + 1))


def _snapped(day: int) -> datetime:
    return _DAY_ZERO + timedelta(days=day)


def _to_fsrs(card_id: int, memory: Memory) -> fsrs.Card:
    known = memory.stability is not None
    state = fsrs.State(max(int(memory.state), int(fsrs.State.Learning))) if known else fsrs.State.Learning
    return fsrs.Card(
        card_id=card_id,
        state=state,
        step=None if state is fsrs.State.Review else memory.step,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=_DAY_ZERO,
        last_review=None if memory.last_day is None or not known else _snapped(memory.last_day),
    )


def _engine(
    settings: StudySettings, learning: tuple[float, ...], relearning: tuple[float, ...]
) -> fsrs.Scheduler:
    return fsrs.Scheduler(
        parameters=settings.parameters or DEFAULT_PARAMETERS,
        desired_retention=settings.desired_retention,
        learning_steps=[timedelta(minutes=step) for step in learning],
        relearning_steps=[timedelta(minutes=step) for step in relearning],
        maximum_interval=settings.maximum_interval,
        enable_fuzzing=False,
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
