"""The cards of an exam as arrays, and what seeing some of them does to their memories.

Days are study days. `exam` is a point on the same scale: 20.25 is a quarter of a day after day 20 began.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from flashcards.study.histories import Floats, Integers, Step
from flashcards.study.model import next_difficulty, next_stability, recall_of

Truths = NDArray[np.bool_]

#: How answers are spread over Again, Hard, Good and Easy the first time, and those that are recalled later over the
#: last three: what fsrs-rs's simulator begins with.
FIRST_RATINGS = (0.24, 0.094, 0.495, 0.171)
LATER_RATINGS = (0.224, 0.631, 0.145)
#: On its last day a card was seen in the middle of the day, for all that a plan knows.
_MIDDLE = 0.5


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds that a card takes: the first time with its learning steps, when it is recalled, when it is forgotten."""

    new: float = 30.0
    recalled: float = 8.0
    forgotten: float = 24.0


@dataclass(frozen=True, slots=True)
class Course:
    """Cards with what is known of them; where `known` is false the card was never answered and the rest is idle.

    `last` are the study days of the last answers, `seen` the moments of them on the same scale.
    """

    known: Truths
    stability: Floats
    difficulty: Floats
    last: Floats
    seen: Floats
    weights: Floats

    @property
    def size(self) -> int:
        """How many cards."""
        return int(self.known.size)

    def part(self, chosen: Integers) -> "Course":
        """Only some cards."""
        return Course(
            self.known[chosen],
            self.stability[chosen],
            self.difficulty[chosen],
            self.last[chosen],
            self.seen[chosen],
            self.weights[chosen],
        )

    def recalls(self, w: Floats, moment: float) -> Floats:
        """The chance to recall each card at a moment; 0 for one that was never answered."""
        return np.where(self.known, recall_of(w, moment - self.seen, self.stability), 0.0)

    def recalls_on(self, w: Floats, day: int) -> Floats:
        """The same on a study day, by whole days, as the scheduler counts them."""
        return np.where(self.known, recall_of(w, day - self.last, self.stability), 0.0)

    def answered(self, w: Floats, chosen: Integers, ratings: Integers, day: int) -> "Course":
        """The course after some of its cards were answered on a study day; a card that was forgotten is recalled in
        a later step of the same day."""
        stability, difficulty = after(w, self.part(chosen), ratings, day)
        known = self.known.copy()
        known[chosen] = True
        return Course(
            known,
            _with(self.stability, chosen, stability),
            _with(self.difficulty, chosen, difficulty),
            _with(self.last, chosen, float(day)),
            _with(self.seen, chosen, day + _MIDDLE),
            self.weights,
        )


def course_of(
    stability: Sequence[float | None],
    difficulty: Sequence[float | None],
    last: Sequence[float],
    seen: Sequence[float],
    weights: Sequence[float],
) -> Course:
    """The course of cards; a stability of None is that of a card that was never answered."""
    known = np.array([each is not None for each in stability], bool)
    return Course(
        known,
        np.array([each or 1.0 for each in stability], np.float64),
        np.array([each or 5.0 for each in difficulty], np.float64),
        np.array(last, np.float64),
        np.array(seen, np.float64),
        np.array(weights, np.float64),
    )


def after(w: Floats, cards: Course, ratings: Integers, day: int) -> tuple[Floats, Floats]:
    """Stability and difficulty of every card after an answer on a study day."""
    step = Step(ratings, np.maximum(day - cards.last, 0.0), np.arange(ratings.size))
    first_difficulty = np.clip(w[4] - np.exp(w[5] * (ratings - 1)) + 1.0, 1.0, 10.0)
    stability = np.where(
        cards.known, next_stability(w, step, cards.stability, cards.difficulty), w[ratings - 1]
    )
    difficulty = np.where(cards.known, next_difficulty(w, ratings, cards.difficulty), first_difficulty)
    forgotten = ratings == 1
    stability[forgotten] = _relearned(w, stability[forgotten], difficulty[forgotten])
    return stability, difficulty


def ratings_of(draws: Floats, recalls: Floats, known: Truths) -> Integers:
    """Ratings by the chances above: `draws` are two rows of numbers from 0 to below 1, one column for each card."""
    later = 2 + np.searchsorted(np.cumsum(LATER_RATINGS[:2]), draws[1], side="right")
    first = 1 + np.searchsorted(np.cumsum(FIRST_RATINGS[:3]), draws[1], side="right")
    return np.where(known, np.where(draws[0] < recalls, later, 1), first).astype(np.int64)


def seconds_of(pace: Pace, ratings: Integers, known: Truths) -> Floats:
    """How long each answer takes."""
    return np.where(known, np.where(ratings == 1, pace.forgotten, pace.recalled), pace.new)


def _with(values: Floats, chosen: Integers, new: Floats | float) -> Floats:
    copy = values.copy()
    copy[chosen] = new
    return copy


def _relearned(w: Floats, stability: Floats, difficulty: Floats) -> Floats:
    count = stability.size
    step = Step(np.full(count, 3), np.zeros(count), np.arange(count))
    return next_stability(w, step, stability, difficulty)
