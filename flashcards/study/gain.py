"""What it is worth to see a card now."""

from collections.abc import Sequence

import numpy as np

from flashcards.core.reviews import Memory
from flashcards.study.histories import Floats, Step
from flashcards.study.model import factor, next_stability

#: Gains are counted in recall so many days from now.
HORIZON = 30.0


def gains(memories: Sequence[Memory], today: int, parameters: Sequence[float]) -> list[float]:
    """For each card how much more likely it is recalled in a month if it is seen today: expected over recalling
    it (as Good) and not.

    A card that was never answered gains what its first Good gives.
    """
    w = np.array(parameters, np.float64)
    found = np.full(len(memories), _recall(w, HORIZON, w[2:3])[0])
    places = [at for at, memory in enumerate(memories) if memory.stability is not None]
    known = [memories[at] for at in places]
    stability = np.array([each.stability for each in known], np.float64)
    difficulty = np.array([each.difficulty for each in known], np.float64)
    waited = np.array([max(0, today - (each.last_day or 0)) for each in known], np.float64)
    now = _recall(w, waited, stability)
    after = [
        _recall(w, HORIZON, next_stability(w, _step(rating, waited), stability, difficulty))
        for rating in (3, 1)
    ]
    found[places] = now * after[0] + (1.0 - now) * after[1] - _recall(w, waited + HORIZON, stability)
    return [float(each) for each in found]


def recalls(memories: Sequence[Memory], today: int, parameters: Sequence[float]) -> list[float]:
    """The chance to recall each card today; 0 for one that was never answered."""
    w = np.array(parameters, np.float64)
    stability = np.array([each.stability or 1e-9 for each in memories], np.float64)
    waited = np.array([max(0, today - (each.last_day or 0)) for each in memories], np.float64)
    found = _recall(w, waited, stability)
    return [float(chance) if each.stability else 0.0 for each, chance in zip(memories, found, strict=True)]


def _step(rating: int, waited: Floats) -> Step:
    return Step(np.full(waited.size, rating), waited, np.arange(waited.size))


def _recall(w: Floats, days: Floats | float, stability: Floats) -> Floats:
    chance: Floats = np.power(1.0 + factor(w[20]) * np.asarray(days) / stability, -w[20])
    return chance
