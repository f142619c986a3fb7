"""Fit the weights of the ranking to cards that were judged: logistic regression with a ridge towards a prior."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

BIAS = "bias"
_ROUNDS = 400
_CLOSE = 1e-4


@dataclass(frozen=True, slots=True)
class Judged:
    """A card's features, whether it was wanted (1) or not (0), and how much that counts."""

    features: Mapping[str, float]
    wanted: float
    weight: float = 1.0


def chance(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """How likely a card is wanted, from 0 to 1; features without a weight count nothing."""
    total = weights.get(BIAS, 0.0) + sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def fit(judged: Sequence[Judged], prior: Mapping[str, float], ridge: float = 10.0) -> dict[str, float]:
    """The weights that explain the judgements best without straying far from `prior`.

    `ridge` is how many judgements a weight of the prior is worth; the bias is free. Deterministic. Uses
    accelerated gradient steps (Nesterov 1983) of a length that the data allow.
    """
    if not judged:
        return dict(prior)
    names = sorted({name for each in judged for name in each.features} | set(prior) | {BIAS})
    length = max(sum(v * v for v in each.features.values()) + 1 for each in judged)
    step = 1 / (0.25 * length * sum(each.weight for each in judged) + ridge)
    weights = {name: prior.get(name, 0.0) for name in names}
    ahead = dict(weights)
    for round_ in range(_ROUNDS):
        slope = {
            name: 0.0 if name == BIAS else ridge * (ahead[name] - prior.get(name, 0.0)) for name in names
        }
        for each in judged:
            error = each.weight * (chance(each.features, ahead) - each.wanted)
            slope[BIAS] += error
            for name, value in each.features.items():
                slope[name] += error * value
        moved = {name: ahead[name] - step * slope[name] for name in names}
        momentum = round_ / (round_ + 3)
        ahead = {name: moved[name] + momentum * (moved[name] - weights[name]) for name in names}
        change = max(abs(moved[name] - weights[name]) for name in names)
        weights = moved
        if round_ > 20 and change < _CLOSE:
            break
    return {name: round(value, 3) for name, value in weights.items() if abs(value) >= 0.0005}
