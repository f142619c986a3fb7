"""A card's memory and its answers as Anki keeps them (schema 11; rslib/src/card, /revlog, /storage/card/data.rs)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple

from flashcards.core.cards import Card
from flashcards.core.clock import StudyCalendar, from_milliseconds
from flashcards.core.reviews import CardState, PlacementKind, ReviewKind

#: Study day 12784 is 1 January 2005: before anything that could be due.
_DAY_ZERO = 12784
_FACTOR = 2500
_LEARN, _REVIEW, _FILTERED, _MANUAL = 0, 1, 3, 4
_NEW_QUEUE, _LEARN_QUEUE, _REVIEW_QUEUE, _DAY_LEARN_QUEUE = 0, 1, 2, 3
_SUSPENDED, _BURIED = -1, -3
_KINDS = {
    ReviewKind.LEARN.value: _LEARN,
    ReviewKind.REVIEW.value: _REVIEW,
    ReviewKind.RELEARN.value: 2,
    # With a factor of 0, what FSRS ignores.
    ReviewKind.CRAM.value: _FILTERED,
    ReviewKind.QUIZ.value: _FILTERED,
}
_STEPS = (CardState.LEARNING, CardState.RELEARNING)

#: A row of the review log without the card: id, ease, ivl, lastIvl, factor, time, type.
LogRow = tuple[int, int, int, int, int, int, int]


class Study(NamedTuple):
    """What is known of a card, as columns of Anki's table, and its log."""

    type: int
    queue: int
    due: int
    ivl: int
    factor: int
    reps: int
    lapses: int
    left: int
    flags: int
    data: str
    log: Sequence[LogRow]


@dataclass(frozen=True, slots=True)
class Era:
    """From when a file counts days: `seconds` since 1970 at a study day's beginning, and minutes west of UTC then."""

    day: int
    seconds: int
    minutes_west: int
    rollover: int

    @classmethod
    def of(cls, calendar: StudyCalendar) -> "Era":
        """The same for every file of a time zone, so that files can be compared."""
        start = calendar.start_of(_DAY_ZERO)
        away = start.astimezone(calendar.zone).utcoffset() or timedelta()
        return cls(_DAY_ZERO, int(start.timestamp()), -int(away.total_seconds() // 60), calendar.rollover)


@dataclass(frozen=True, slots=True)
class Pace:
    """What a preset gives the cards of a role: how many steps, the wish for retention, FSRS's decay (w20).

    `interval` is the interval in days, not rounded, that a stability stands for.
    """

    learning_steps: int
    relearning_steps: int
    retention: float
    decay: float
    interval: Callable[[float], float]


def study_of(card: Card, pace: Pace, calendar: StudyCalendar, today: int, log: Sequence[LogRow]) -> Study:
    """A card as Anki keeps it. `today` is the study day of the export."""
    memory = card.memory
    queue, due = _place(card, calendar)
    if card.suspended:
        queue = _SUSPENDED
    elif card.buried_until > today:
        queue = _BURIED
    return Study(
        type=int(memory.state),
        queue=queue,
        due=due,
        ivl=_interval(card, pace),
        factor=0 if memory.state is CardState.NEW else _FACTOR,
        reps=memory.reps,
        lapses=memory.lapses,
        left=_steps_left(card, pace),
        flags=card.flag,
        data=_data(card, pace, memory.last_at or _last_answer(log)),
        log=log,
    )


def log_of(answers: Sequence[Sequence[Any]], placed: Sequence[Sequence[Any]]) -> list[LogRow]:
    """The answers of a card in order of time, and what was set by hand.

    An answer is its time, rating, kind, scheduled days (seconds below zero), duration, stability before and
    difficulty after; what was set is its time, kind and interval. The first answer of a card that nothing was
    known of is a learning one whatever it was here, for without such FSRS drops the card's history.
    """
    rows, last, first = [], 0, True
    for at, rating, kind, scheduled, duration, stability, difficulty in answers:
        code = _KINDS[kind]
        if code == _FILTERED:
            rows.append((at, rating, 0, 0, 0, duration, code))
            continue
        begins = first and stability is None
        rows.append((at, rating, scheduled, last, _shown(difficulty), duration, _LEARN if begins else code))
        last, first = scheduled, False
    for at, kind, interval in placed:
        # A factor of 0 makes an entry set by hand a new beginning; any other leaves the history be.
        forgotten = kind == PlacementKind.FORGET.value
        rows.append((at, 0, 0 if forgotten else interval, 0, 0 if forgotten else _FACTOR, 0, _MANUAL))
    return rows


def _place(card: Card, calendar: StudyCalendar) -> tuple[int, int]:
    memory = card.memory
    if memory.state in _STEPS and memory.due_at is not None:
        due_day = calendar.day_of(from_milliseconds(memory.due_at))
        if memory.last_day is not None and due_day > memory.last_day:
            return _DAY_LEARN_QUEUE, due_day - _DAY_ZERO
        return _LEARN_QUEUE, memory.due_at // 1000
    if memory.state is CardState.NEW or memory.due_day is None:
        return _NEW_QUEUE, card.position
    return _REVIEW_QUEUE, memory.due_day - _DAY_ZERO


def _interval(card: Card, pace: Pace) -> int:
    """Anki keeps a forgotten card's coming interval while it is learned again; ours is known once it is."""
    memory = card.memory
    if memory.state is CardState.RELEARNING and memory.stability is not None:
        return max(1, int(pace.interval(memory.stability) + 0.5))
    return memory.interval


def _steps_left(card: Card, pace: Pace) -> int:
    if card.memory.state not in _STEPS:
        return 0
    learning = card.memory.state is CardState.LEARNING
    return max(1, (pace.learning_steps if learning else pace.relearning_steps) - card.memory.step)


def _data(card: Card, pace: Pace, last_at: int | None) -> str:
    memory = card.memory
    parts = [f'"pos":{card.position}']
    if memory.stability is not None and memory.difficulty is not None:
        parts.append(f'"s":{round(memory.stability, 4)},"d":{round(memory.difficulty, 3)}')
        parts.append(f'"dr":{round(pace.retention, 2)},"decay":{round(pace.decay, 3)}')
    if last_at is not None:
        parts.append(f'"lrt":{last_at // 1000}')
    return f"{{{','.join(parts)}}}"


def _last_answer(log: Sequence[LogRow]) -> int | None:
    """When a card was answered last, though it may have been forgotten since."""
    return max((row[0] for row in log if row[6] not in (_FILTERED, _MANUAL)), default=None)


def _shown(difficulty: float | None) -> int:
    """Difficulty, 1 to 10, in the log's column: 100 to 1100."""
    return 0 if difficulty is None else round(((difficulty - 1) / 9 + 0.1) * 1000)
