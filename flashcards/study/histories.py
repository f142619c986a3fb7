"""Review logs as arrays: every card a row of answers, the longest first, so that a step is a slice."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

#: Answers of one card beyond these teach nothing new (fsrs-rs cuts there too).
LONGEST_HISTORY = 256


@dataclass(frozen=True, slots=True)
class Step:
    """The n-th answers of all cards that have so many: ratings, study days since the answer before, and which
    answers of the log they are. They belong to the first cards of the step before, in the same order."""

    ratings: Integers
    days: Floats
    at: Integers


@dataclass(frozen=True, slots=True)
class Histories:
    """Cards with their answers; `cards` are their ids in the order of the first step."""

    cards: Integers
    steps: tuple[Step, ...]
    answers: int

    def part(self, chosen: NDArray[np.bool_]) -> "Histories":
        """Only some cards, told by a truth for each."""
        steps = []
        for step in self.steps:
            kept = chosen[: step.ratings.size]
            if kept.any():
                steps.append(Step(step.ratings[kept], step.days[kept], step.at[kept]))
        return Histories(self.cards[chosen], tuple(steps), self.answers)


def histories(
    cards: Integers, ratings: Integers, days: Integers, longest: int | None = LONGEST_HISTORY
) -> Histories:
    """Arrays of a log that is sorted by card and time; `days` are study days since the answer before."""
    starts = np.flatnonzero(np.r_[True, cards[1:] != cards[:-1]]) if cards.size else np.array([], np.int64)
    lengths = np.diff(np.r_[starts, cards.size])
    if longest is not None:
        lengths = np.minimum(lengths, longest)
    order = np.argsort(-lengths, kind="stable")
    starts, lengths = starts[order], lengths[order]
    return Histories(cards[starts], tuple(_steps(starts, lengths, ratings, days)), cards.size)


def _steps(starts: Integers, lengths: Integers, ratings: Integers, days: Integers) -> Iterator[Step]:
    for number in range(int(lengths[0]) if lengths.size else 0):
        at = starts[: np.searchsorted(-lengths, -number, side="left")] + number
        yield Step(ratings[at], days[at].astype(np.float64), at)
