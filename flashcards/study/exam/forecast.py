"""How much of an exam will be known at its hour, if nothing is seen until then."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from flashcards.study.exam.course import Course
from flashcards.study.histories import Floats

#: How far FSRS-6 misses on average (RMSE over bins, srs-benchmark): over days, and with answers of the same day.
MISS, MISS_WITHIN_A_DAY = 0.065, 0.10
_NORMAL_95 = 1.96


@dataclass(frozen=True, slots=True)
class Readiness:
    """The share that is expected to be recalled, 0 to 1, each card by its weight, with a range.

    The range holds the chance of the draw (95 of 100 times) and the usual miss of FSRS. `cards` were counted, `unseen`
    of them were never answered and count as not known, `below` lie under the goal.
    """

    share: float
    low: float
    high: float
    cards: int
    unseen: int
    below: int


@dataclass(frozen=True, slots=True)
class Chances:
    """The chance to recall each card at the exam, with its weight."""

    recalls: Floats
    weights: Floats

    @classmethod
    def of(cls, course: Course, parameters: Sequence[float], exam: float) -> "Chances":
        """Those of a course of which no card is seen again."""
        return cls(course.recalls(np.array(parameters, np.float64), exam), course.weights)

    def part(self, at: Sequence[int]) -> "Chances":
        """Only some cards."""
        return Chances(self.recalls[list(at)], self.weights[list(at)])

    def weakest(self, count: int) -> list[tuple[int, float]]:
        """The cards with the lowest chances that were seen and count, by their places, and those chances."""
        wanted = np.flatnonzero((self.recalls > 0.0) & (self.weights > 0.0))
        order = wanted[np.argsort(self.recalls[wanted], kind="stable")][:count]
        return [(int(at), float(self.recalls[at])) for at in order]

    def readiness(self, goal: float, *, within_a_day: bool = False) -> Readiness:
        """What they come to."""
        return readiness(self.recalls, self.weights, goal, within_a_day=within_a_day)


def likely(chance: float) -> tuple[float, float]:
    """The range of a single card's chance within a day of the exam, where FSRS, which thinks in days, knows little."""
    return max(0.0, chance - MISS_WITHIN_A_DAY), min(1.0, chance + MISS_WITHIN_A_DAY)


def readiness(recalls: Floats, weights: Floats, goal: float, *, within_a_day: bool = False) -> Readiness:
    """What the chances of all cards come to."""
    total = float(weights.sum())
    if not total:
        return Readiness(0.0, 0.0, 0.0, int(recalls.size), int(np.sum(recalls == 0.0)), 0)
    share = float(recalls @ weights) / total
    spread = sqrt(float((weights**2) @ (recalls * (1.0 - recalls)))) / total
    # What was never answered is surely unknown: the model cannot miss there.
    seen = float(weights[recalls > 0.0].sum()) / total
    miss = (MISS_WITHIN_A_DAY if within_a_day else MISS) * seen
    reach = sqrt((_NORMAL_95 * spread) ** 2 + miss**2)
    return Readiness(
        share,
        max(0.0, share - reach),
        min(seen, share + reach),
        int(recalls.size),
        int(np.sum(recalls == 0.0)),
        int(np.sum(recalls < goal)),
    )
