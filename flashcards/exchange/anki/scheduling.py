"""A card's memory and its answers as Anki keeps them (schema 11; rslib/src/card, /revlog, /storage/card/data.rs)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from operator import itemgetter
from typing import Any, NamedTuple

from flashcards.core.clock import StudyCalendar, from_milliseconds
from flashcards.core.exports import CardRow
from flashcards.core.reviews import CardState, PlacementKind, ReviewKind

#: Study day 12784 is 1 January 2005: before anything that could be due.
_DAY_ZERO = 12784
_FACTOR = 2500
_LEARN, _REVIEW, _FILTERED, _MANUAL, RESCHEDULED = 0, 1, 3, 4, 5
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
#: Bare numbers: to compare with members of an enumeration takes ten times as long.
_IN_REVIEW = int(CardState.REVIEW)
_STEPS = (int(CardState.LEARNING), int(CardState.RELEARNING))
_PLANNED = PlacementKind.RESCHEDULE.value
#: What was set by hand has so many parts; an answer has more.
_SET = 3

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

    @property
    def answers(self) -> int:
        """How many entries of the log are answers."""
        return sum(row[1] > 0 for row in self.log)


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
    data: str = field(init=False, default="")

    def __post_init__(self) -> None:
        # What the data of each card says of it.
        object.__setattr__(self, "data", f'"dr":{round(self.retention, 2)},"decay":{round(self.decay, 3)}')


def study_of(card: CardRow, pace: Pace, calendar: StudyCalendar, today: int, log: Sequence[LogRow]) -> Study:
    """A card as Anki keeps it. `today` is the study day of the export."""
    state, ivl, left, factor = card.state, card.interval, 0, card.ease or _FACTOR
    if state == _IN_REVIEW and card.due_day is not None:
        queue, due = _REVIEW_QUEUE, card.due_day - _DAY_ZERO
    elif state in _STEPS and card.due_at is not None:
        queue, due = _step(card, card.due_at, calendar, rests=card.suspended > 0 or card.buried_until > today)
        ivl, left = _interval(card, pace), _steps_left(card, pace)
    else:
        queue, due, factor = _NEW_QUEUE, card.position, 0
    if card.suspended:
        queue = _SUSPENDED
    elif card.buried_until > today:
        queue = _BURIED
    data = _data(card, pace, card.last_at or _last_answer(log))
    return Study(state, queue, due, ivl, factor, card.reps, card.lapses, left, card.flag, data, log)


def log_of(answers: Sequence[Sequence[Any]], placed: Sequence[Sequence[Any]]) -> list[LogRow]:
    """The answers of a card and what was set by hand, in order of time, as each knows the interval before it.

    An answer is its time, rating, kind, scheduled days (seconds below zero), duration, difficulty after, and the ease
    in thousandths if Anki scheduled it by SM-2; what was set is its time, kind and interval. A new card that was given
    a due date counts as in review here; in Anki its first answer is one of learning, for without such FSRS drops the
    card's history.
    """
    rows: list[LogRow] = []
    last, first = 0, True
    for event in sorted([*answers, *placed], key=itemgetter(0)) if placed else answers:
        if len(event) == _SET:
            rows.append(_set_by_hand(event, last, rows[-1][4] if rows else 0))
            last = rows[-1][2]
            continue
        at, rating, kind, scheduled, duration, difficulty, ease = event
        code = _KINDS[kind]
        if code == _FILTERED:
            rows.append((at, rating, scheduled, last, 0, duration, code))
            continue
        if first and code == _REVIEW and not all(row[1] for row in rows):
            code = _LEARN
        rows.append((at, rating, scheduled, last, ease or _shown(difficulty), duration, code))
        last, first = scheduled, False
    return rows


def _set_by_hand(placement: Sequence[Any], last: int, factor: int) -> LogRow:
    """A factor of 0 makes an entry set by hand a new beginning; any other, such as that before it, leaves the history be."""
    at, kind, interval = placement
    if kind == PlacementKind.FORGET.value:
        return at, 0, 0, last, 0, 0, _MANUAL
    return at, 0, interval, last, factor or _FACTOR, 0, RESCHEDULED if kind == _PLANNED else _MANUAL


def _step(card: CardRow, due_at: int, calendar: StudyCalendar, *, rests: bool) -> tuple[int, int]:
    """Queue and due of a card in a step: a moment, or a day once a night lies between.

    Of a card that rests Anki takes the moment in both cases; a day it would not count from its own day zero.
    """
    due_day = calendar.day_of(from_milliseconds(due_at))
    if not rests and card.last_day is not None and due_day > card.last_day:
        return _DAY_LEARN_QUEUE, due_day - _DAY_ZERO
    return _LEARN_QUEUE, due_at // 1000


def _interval(card: CardRow, pace: Pace) -> int:
    """Anki keeps a forgotten card's coming interval while it is learned again; ours is known once it is."""
    if card.state == CardState.RELEARNING and card.stability is not None:
        return max(1, int(pace.interval(card.stability) + 0.5))
    return card.interval


def _steps_left(card: CardRow, pace: Pace) -> int:
    steps = pace.learning_steps if card.state == CardState.LEARNING else pace.relearning_steps
    return max(1, steps - card.step)


def _data(card: CardRow, pace: Pace, last_at: int | None) -> str:
    known, last = "", "" if last_at is None else f',"lrt":{last_at // 1000}'
    if card.stability is not None and card.difficulty is not None:
        known = f',"s":{round(card.stability, 4)},"d":{round(card.difficulty, 3)},{pace.data}'
    return f'{{"pos":{card.position}{known}{last}}}'


def _last_answer(log: Sequence[LogRow]) -> int | None:
    """When a card was answered last, though it may have been forgotten since."""
    return max((row[0] for row in log if row[1] and row[6] != _FILTERED), default=None)


def _shown(difficulty: float | None) -> int:
    """Difficulty, 1 to 10, in the log's column: 100 to 1100."""
    return 0 if difficulty is None else round(((difficulty - 1) / 9 + 0.1) * 1000)
