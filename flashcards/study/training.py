"""Which answers teach, how much each counts, and where the search for parameters begins; as in fsrs-rs.

Sources: fsrs-rs src/dataset.rs (filter of outliers, weights by recency) and src/parameter_initialization.rs.
"""

from dataclasses import dataclass

import numpy as np

from flashcards.study.histories import Floats, Histories, Integers
from flashcards.study.model import LEAST_STABILITY, factor

_MOST_FIRST_STABILITY = 100.0
_SEARCHES = 60


@dataclass(frozen=True, slots=True)
class Training:
    """Cards to learn from. For each answer of the log: whether it was recalled (1 or 0), and its weight."""

    cards: Histories
    recalled: Floats
    weights: Floats

    @property
    def teaching(self) -> int:
        """How many answers count."""
        return int(np.count_nonzero(self.weights))


def prepare(cards: Histories, ratings: Integers, times: Integers) -> Training:
    """Everything that teaches, the latest answers with the most weight.

    Answers on the day of the one before teach nothing by themselves; cards whose first wait is an outlier
    are left out whole, unless that were most of them, as in a short log.
    """
    usual = _usual(cards)
    chosen = cards.part(usual) if 2 * np.count_nonzero(usual) > usual.size else cards
    teaches = np.zeros(cards.answers, bool)
    for step in chosen.steps[1:]:
        teaches[step.at[step.days > 0]] = True
    weights = np.zeros(cards.answers)
    places = np.flatnonzero(teaches)
    places = places[np.argsort(times[places], kind="stable")]
    weights[places] = 0.25 + 0.75 * (np.arange(places.size) / max(1, places.size)) ** 3
    return Training(chosen, (ratings > 1).astype(np.float64), weights)


def split(training: Training, times: Integers, share: float) -> tuple[Training, Floats]:
    """The first `share` of what teaches, by time, to learn from; and the truth for each answer of the rest."""
    places = np.flatnonzero(training.weights)
    places = places[np.argsort(times[places], kind="stable")]
    later = places[round(places.size * share) :]
    weights = training.weights.copy()
    weights[later] = 0.0
    held = np.zeros(weights.size)
    held[later] = 1.0
    return Training(training.cards, training.recalled, weights), held


def first_stabilities(training: Training, defaults: Floats) -> Floats:
    """The four stabilities after a first answer that explain best how the first wait went."""
    waits, at = _first_waits(training.cards)
    counted = (waits > 0) & (training.weights[at] > 0)
    first, waits, recalled = (
        training.cards.steps[0].ratings[counted],
        waits[counted],
        training.recalled[at[counted]],
    )
    average = training.recalled[training.weights > 0].mean()
    found, counts = np.array(defaults[:4]), np.bincount(first, minlength=5)[1:5]
    for rating in range(1, 5):
        mine = first == rating
        if mine.any():
            found[rating - 1] = _best_stability(waits[mine], recalled[mine], average, defaults, rating)
    known = counts > 0
    if known.any() and not known.all():
        ratio = np.exp(np.mean(np.log(found[known] / defaults[:4][known])))
        found[~known] = defaults[:4][~known] * ratio
    # A better first answer means no less; the rating that was given more often is believed.
    for low, high in ((0, 1), (1, 2), (2, 3), (0, 2), (1, 3), (0, 3)):
        if found[low] > found[high]:
            believed = found[low] if counts[low] > counts[high] else found[high]
            found[low] = found[high] = believed
    return np.clip(found, LEAST_STABILITY, _MOST_FIRST_STABILITY)


def _best_stability(waits: Floats, recalled: Floats, average: float, defaults: Floats, rating: int) -> float:
    days, group = np.unique(waits, return_inverse=True)
    counts = np.bincount(group).astype(np.float64)
    share = (np.bincount(group, recalled) + average) / (counts + 1.0)
    decay, scale, usual = defaults[20], factor(defaults[20]), defaults[rating - 1]

    def loss(stability: float) -> float:
        chance = np.power(1.0 + scale * days / stability, -decay)
        logs = share * np.log(chance) + (1.0 - share) * np.log1p(-chance)
        return float(-(logs @ counts) + abs(stability - usual) / 16.0)

    low, high = LEAST_STABILITY, _MOST_FIRST_STABILITY
    for _search in range(_SEARCHES):
        left, right = low + (high - low) / 3, high - (high - low) / 3
        low, high = (low, right) if loss(left) < loss(right) else (left, high)
    return (low + high) / 2


def _first_waits(cards: Histories) -> tuple[Floats, Integers]:
    """For each card the days of its first wait, 0 for one that never came back on a later day, and which answer
    ended it."""
    waits, at = np.zeros(cards.cards.size), np.zeros(cards.cards.size, np.int64)
    for step in cards.steps[1:]:
        count = step.days.size
        new = (waits[:count] == 0) & (step.days > 0)
        waits[:count][new] = step.days[new]
        at[:count][new] = step.at[new]
    return waits, at


def _usual(cards: Histories) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which cards are no outliers: of each first rating the rarest first waits are dropped, up to 20 cards or a
    twentieth, and those of fewer than six cards or of very many days."""
    usual = np.ones(cards.cards.size, bool)
    if not cards.steps:
        return usual
    waited = _first_waits(cards)[0]
    first = cards.steps[0].ratings
    for rating in range(1, 5):
        days, counts = np.unique(waited[(first == rating) & (waited > 0)], return_counts=True)
        dropped = 0
        for day, count in sorted(zip(days, counts, strict=True), key=lambda each: (each[1], -each[0])):
            if dropped + count < max(20, counts.sum() // 20):
                dropped += count
            elif count >= 6 and day <= (365 if rating == 4 else 100):
                continue
            usual[(first == rating) & (waited == day)] = False
    return usual
