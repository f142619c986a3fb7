"""FSRS-6 over many cards at once, with its slope for every parameter.

The formulas are those of FSRS-6 (open-spaced-repetition, "The Algorithm"; fsrs-rs src/model.rs), the same
that py-fsrs computes card by card. The slopes are worked out by hand and walked backwards through each history.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from flashcards.study.histories import Floats, Histories, Integers, Step

LEAST_STABILITY, MOST_STABILITY = 0.001, 36500.0
_NEVER_SURE = 1e-7

Truths = NDArray[np.bool_]


@dataclass(slots=True)
class _Passage:
    """What one step of all its cards computed, kept for the way back."""

    step: Step
    stability: Floats
    difficulty: Floats
    recall: Floats
    new_stability: Floats
    kept_stability: Truths
    kept_difficulty: Truths
    slopes: "dict[str, Floats]"


def factor(decay: float) -> float:
    """What makes recall 0.9 after one stability."""
    return float(0.9 ** (-1.0 / decay) - 1.0)


def first_stability(w: Floats, step: Step) -> Floats:
    """After the first answer."""
    return w[step.ratings - 1]


def first_difficulty(w: Floats, step: Step) -> tuple[Floats, Truths]:
    """After the first answer, and where it lies inside its bounds."""
    return _bounded(w[4] - np.exp(w[5] * (step.ratings - 1)) + 1.0, 1.0, 10.0)


def run(w: Floats, cards: Histories) -> tuple[Floats, Floats, Floats]:
    """For every answer of the log the chance to recall just before it (1 for a first one), and for every card its
    stability and difficulty at the end."""
    recalls = np.ones(cards.answers)
    if not cards.steps:
        return recalls, np.array([]), np.array([])
    stability = first_stability(w, cards.steps[0])
    difficulty, _kept = first_difficulty(w, cards.steps[0])
    for step in cards.steps[1:]:
        count = step.ratings.size
        passage = _pass(w, step, stability[:count], difficulty[:count])
        recalls[step.at] = passage.recall
        stability[:count] = passage.new_stability
        difficulty[:count] = _next_difficulty(w, step, difficulty[:count])[0]
    return recalls, stability, difficulty


def next_stability(w: Floats, step: Step, stability: Floats, difficulty: Floats) -> Floats:
    """What one answer of each card makes of its stability."""
    return _pass(w, step, stability, difficulty).new_stability


def next_difficulty(w: Floats, ratings: Integers, difficulty: Floats) -> Floats:
    """What one answer of each card makes of its difficulty."""
    return _next_difficulty(w, Step(ratings, difficulty, ratings), difficulty)[0]


def recall_of(w: Floats, days: Floats | float, stability: Floats) -> Floats:
    """The chance to recall after so many days."""
    chance: Floats = np.power(1.0 + factor(w[20]) * np.maximum(days, 0.0) / stability, -w[20])
    return chance


def loss_and_slope(w: Floats, cards: Histories, recalled: Floats, weights: Floats) -> tuple[float, Floats]:
    """The log loss over all answers, each with its weight (0: it does not count), and its slope for each parameter."""
    stability = first_stability(w, cards.steps[0])
    difficulty, kept = first_difficulty(w, cards.steps[0])
    passages = []
    for step in cards.steps[1:]:
        count = step.ratings.size
        passage = _pass(w, step, stability[:count], difficulty[:count])
        passages.append(passage)
        stability = passage.new_stability
        difficulty, passage.kept_difficulty = _next_difficulty(w, step, passage.difficulty)
    slope, total = np.zeros(21), 0.0
    by_stability, by_difficulty = np.zeros(stability.size), np.zeros(stability.size)
    for passage in reversed(passages):
        loss, by_recall = _loss(passage, recalled, weights)
        total += loss
        by_stability, by_difficulty = _back(w, passage, (by_stability, by_difficulty, by_recall), slope)
    _back_to_first(w, cards.steps[0], kept, (by_stability, by_difficulty), slope)
    return total, slope


def _loss(passage: _Passage, recalled: Floats, weights: Floats) -> tuple[float, Floats]:
    at = passage.step.at
    chance = np.clip(passage.recall, _NEVER_SURE, 1.0 - _NEVER_SURE)
    label, weight = recalled[at], weights[at]
    loss = -np.sum(weight * (label * np.log(chance) + (1.0 - label) * np.log1p(-chance)))
    return float(loss), weight * (chance - label) / (chance * (1.0 - chance))


def _pass(w: Floats, step: Step, stability: Floats, difficulty: Floats) -> _Passage:
    """One answer of each card: what it makes of stability, and the slopes of that."""
    recall = np.power(1.0 + factor(w[20]) * step.days / stability, -w[20])
    same_day = step.days == 0.0
    failed = ~same_day & (step.ratings == 1)
    new, slopes = _recalled(w, step, stability, difficulty, recall)
    for where, formula in ((failed, _forgotten), (same_day, _same_day)):
        if where.any():
            part = Step(step.ratings[where], step.days[where], step.at[where])
            changed, its = formula(w, part, stability[where], difficulty[where], recall[where])
            new[where] = changed
            for name, values in slopes.items():
                values[where] = its.pop(name, 0.0)
            for name, values in its.items():
                slopes[name] = np.zeros(new.size)
                slopes[name][where] = values
    bounded, kept = _bounded(new, LEAST_STABILITY, MOST_STABILITY)
    return _Passage(step, stability, difficulty, recall, bounded, kept, kept, slopes)


def _recalled(
    w: Floats, step: Step, stability: Floats, difficulty: Floats, recall: Floats
) -> tuple[Floats, dict[str, Floats]]:
    hard, easy = step.ratings == 2, step.ratings == 4
    bonus = np.where(hard, w[15], np.where(easy, w[16], 1.0))
    base = np.exp(w[8]) * (11.0 - difficulty) * np.power(stability, 1.0 - w[9])
    growth = np.exp(w[10] * (1.0 - recall))
    bare = base * (growth - 1.0)
    gain = bare * bonus
    slopes = {
        "S": 1.0 + gain * (1.0 - w[9]) / stability,
        "D": -gain / (11.0 - difficulty),
        "R": -base * bonus * w[10] * growth,
        "8": gain,
        "9": -gain * np.log(stability),
        "10": base * bonus * growth * (1.0 - recall),
        "15": np.where(hard, bare, 0.0),
        "16": np.where(easy, bare, 0.0),
    }
    return stability + gain, slopes


def _forgotten(
    w: Floats, _step: Step, stability: Floats, difficulty: Floats, recall: Floats
) -> tuple[Floats, dict[str, Floats]]:
    scale = np.power(difficulty, -w[12]) * np.exp(w[14] * (1.0 - recall))
    power = np.power(stability + 1.0, w[13])
    long = w[11] * scale * (power - 1.0)
    short = stability * np.exp(-w[17] * w[18])
    rules = long < short
    slopes = {
        "S": np.where(rules, w[11] * scale * w[13] * power / (stability + 1.0), short / stability),
        "D": np.where(rules, -w[12] * long / difficulty, 0.0),
        "R": np.where(rules, -w[14] * long, 0.0),
        "11": np.where(rules, long / w[11], 0.0),
        "12": np.where(rules, -long * np.log(difficulty), 0.0),
        "13": np.where(rules, w[11] * scale * power * np.log1p(stability), 0.0),
        "14": np.where(rules, long * (1.0 - recall), 0.0),
        "17": np.where(rules, 0.0, -w[18] * short),
        "18": np.where(rules, 0.0, -w[17] * short),
    }
    return np.where(rules, long, short), slopes


def _same_day(
    w: Floats, step: Step, stability: Floats, _difficulty: Floats, _recall: Floats
) -> tuple[Floats, dict[str, Floats]]:
    change = np.exp(w[17] * (step.ratings - 3 + w[18])) * np.power(stability, -w[19])
    # A recall on the same day never takes stability away.
    rules = (step.ratings == 1) | (change > 1.0)
    new = stability * np.where(rules, change, 1.0)
    moved = np.where(rules, new, 0.0)
    slopes = {
        "S": np.where(rules, change * (1.0 - w[19]), 1.0),
        "17": moved * (step.ratings - 3 + w[18]),
        "18": moved * w[17],
        "19": -moved * np.log(stability),
    }
    return new, slopes


def _next_difficulty(w: Floats, step: Step, difficulty: Floats) -> tuple[Floats, Truths]:
    moved = difficulty - w[6] * (step.ratings - 3) * (10.0 - difficulty) / 9.0
    easiest = w[4] - np.exp(3.0 * w[5]) + 1.0
    return _bounded(w[7] * easiest + (1.0 - w[7]) * moved, 1.0, 10.0)


def _back(
    w: Floats, passage: _Passage, coming: tuple[Floats, Floats, Floats], slope: Floats
) -> tuple[Floats, Floats]:
    """One step back: from the slopes after an answer to those before it, gathering those of the parameters.

    `coming` are the slopes for stability and difficulty after it, of the cards that go on, and for its recall.
    """
    count = passage.stability.size
    by_stability, by_difficulty = (_filled(each, count) for each in coming[:2])
    by_stability = by_stability * passage.kept_stability
    by_difficulty = by_difficulty * passage.kept_difficulty
    slopes = passage.slopes
    for name, values in slopes.items():
        if name.isdigit():
            slope[int(name)] += by_stability @ values
    before_s, before_d = by_stability * slopes["S"], by_stability * slopes["D"]
    before_s = before_s + _back_through_recall(w, passage, coming[2] + by_stability * slopes["R"], slope)
    before_d = before_d + _back_through_difficulty(w, passage, by_difficulty, slope)
    return before_s, before_d


def _back_through_recall(w: Floats, passage: _Passage, by_recall: Floats, slope: Floats) -> Floats:
    decay, scale = w[20], factor(w[20])
    waited = passage.step.days / passage.stability
    inside = 1.0 + scale * waited
    scale_by_decay = (scale + 1.0) * np.log(0.9) / decay**2
    slope[20] += by_recall @ (-passage.recall * (np.log(inside) + decay * waited * scale_by_decay / inside))
    back: Floats = by_recall * passage.recall * decay * scale * waited / (inside * passage.stability)
    return back


def _back_through_difficulty(w: Floats, passage: _Passage, by: Floats, slope: Floats) -> Floats:
    grade, before = passage.step.ratings - 3, passage.difficulty
    moved = before - w[6] * grade * (10.0 - before) / 9.0
    slope[4] += w[7] * by.sum()
    slope[5] -= w[7] * 3.0 * np.exp(3.0 * w[5]) * by.sum()
    slope[6] -= (1.0 - w[7]) * (by @ (grade * (10.0 - before) / 9.0))
    slope[7] += by @ (w[4] - np.exp(3.0 * w[5]) + 1.0 - moved)
    back: Floats = by * (1.0 - w[7]) * (1.0 + w[6] * grade / 9.0)
    return back


def _back_to_first(w: Floats, step: Step, kept: Truths, coming: tuple[Floats, Floats], slope: Floats) -> None:
    by_stability, by_difficulty = (_filled(each, step.ratings.size) for each in coming)
    by_difficulty = by_difficulty * kept
    slope[:4] += np.bincount(step.ratings - 1, by_stability, 4)
    grade = step.ratings - 1
    slope[4] += by_difficulty.sum()
    slope[5] -= by_difficulty @ (grade * np.exp(w[5] * grade))


def _filled(values: Floats, count: int) -> Floats:
    """Slopes of the cards that go on, and 0 for those whose history ends here."""
    if values.size == count:
        return values
    found = np.zeros(count)
    found[: values.size] = values
    return found


def _bounded(values: Floats, low: float, high: float) -> tuple[Floats, Truths]:
    return np.clip(values, low, high), (values >= low) & (values <= high)
