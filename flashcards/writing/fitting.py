"""Fit the weights of the ranking to cards that were judged: logistic regression with a ridge towards a prior."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

BIAS = "bias"
_ROUNDS = 50
_CLOSE = 1e-5
#: Keeps the bias from running away where all judgements agree.
_STEADY = 1e-6


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

    `ridge` is how many judgements a weight of the prior is worth; the bias is free. Deterministic. Newton's steps
    (iteratively reweighted least squares) to the one optimum that this convex problem has, halved where a whole step
    would make it worse.
    """
    if not judged:
        return dict(prior)
    names = [BIAS, *sorted(({name for each in judged for name in each.features} | set(prior)) - {BIAS})]
    place = {name: at for at, name in enumerate(names)}
    rows = [[(0, 1.0), *((place[name], value) for name, value in each.features.items())] for each in judged]
    start = [prior.get(name, 0.0) for name in names]
    problem = _Problem(rows, [(each.wanted, each.weight) for each in judged], start, ridge)
    weights, loss = start, problem.loss(start)
    for _round in range(_ROUNDS):
        step = _solved(*problem.slope_and_curve(weights))
        share = 1.0
        while True:
            moved = [w - share * s for w, s in zip(weights, step, strict=True)]
            later = problem.loss(moved)
            if later <= loss or share < _CLOSE:
                break
            share /= 2
        weights, loss = moved, later
        if max(abs(share * s) for s in step) < _CLOSE:
            break
    return {name: round(w, 3) for name, w in zip(names, weights, strict=True) if abs(w) >= 0.0005}


@dataclass(frozen=True, slots=True)
class _Problem:
    """Rows of (place, value), whether each was wanted and how much that counts, and the pull towards a prior."""

    rows: list[list[tuple[int, float]]]
    wanted: list[tuple[float, float]]
    prior: list[float]
    ridge: float

    def loss(self, weights: list[float]) -> float:
        """The cross-entropy of the judgements and the price of straying from the prior."""
        total = 0.0
        for row, (wanted, weight) in zip(self.rows, self.wanted, strict=True):
            z = sum(weights[at] * value for at, value in row)
            total += weight * (max(z, 0.0) - wanted * z + math.log1p(math.exp(-abs(z))))
        strayed = sum((w - p) ** 2 for w, p in zip(weights[1:], self.prior[1:], strict=True))
        return total + self.ridge * strayed / 2

    def slope_and_curve(self, weights: list[float]) -> tuple[list[float], list[list[float]]]:
        """The first derivatives and the lower half of the second ones."""
        size = len(weights)
        slope = [self.ridge * (w - p) for w, p in zip(weights, self.prior, strict=True)]
        curve = [[0.0] * size for _ in range(size)]
        slope[0], curve[0][0] = 0.0, _STEADY
        for at in range(1, size):
            curve[at][at] = self.ridge
        for row, (wanted, weight) in zip(self.rows, self.wanted, strict=True):
            expected = 1 / (
                1 + math.exp(-max(-30.0, min(30.0, sum(weights[at] * value for at, value in row))))
            )
            error, bend = weight * (expected - wanted), weight * expected * (1 - expected)
            for at, value in row:
                slope[at] += error * value
                line, bent = curve[at], bend * value
                for other, also in row:
                    line[other] += bent * also
        return slope, curve


def _solved(slope: list[float], curve: list[list[float]]) -> list[float]:
    """The x with curve x = slope, by Cholesky's factors; `curve` is symmetric and positive definite."""
    size = len(slope)
    lower = [[0.0] * size for _ in range(size)]
    for i in range(size):
        for j in range(i + 1):
            rest = curve[i][j] - sum(a * b for a, b in zip(lower[i][:j], lower[j][:j], strict=True))
            lower[i][j] = math.sqrt(rest) if i == j else rest / lower[j][j]
    forward: list[float] = []
    for i in range(size):
        forward.append(
            (slope[i] - sum(a * b for a, b in zip(lower[i][:i], forward, strict=True))) / lower[i][i]
        )
    found = [0.0] * size
    for i in reversed(range(size)):
        found[i] = (forward[i] - sum(lower[k][i] * found[k] for k in range(i + 1, size))) / lower[i][i]
    return found
