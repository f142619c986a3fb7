"""Review logs of made-up people whose memory follows FSRS-6 with parameters of their own."""

from math import exp
from random import Random

from flashcards.study.scheduler import DEFAULT_PARAMETERS

#: A person who forgets faster at first and whose difficulty matters more than usual.
SOMEBODY = tuple(
    value * share
    for value, share in zip(
        DEFAULT_PARAMETERS,
        (1.8, 0.7, 1.5, 0.8, 1.1, 1.1, 0.9, 20, 0.85, 1.2, 1.2, 0.9, 1, 1.2, 1.1, 0.8, 1.1, 1.2, 1, 1, 1.5),
        strict=True,
    )
)
_DAY = 86_400_000


def answers_of(person, count, seed=1):
    """Rows (card, time, rating, days) sorted by card and time; scalar formulas, written down a second time."""
    chance, rows, card = Random(seed), [], 0
    scale = 0.9 ** (-1 / person[20]) - 1
    while len(rows) < count:
        card += 1
        day, rating = chance.randrange(300), chance.choices((1, 2, 3, 4), (25, 10, 50, 15))[0]
        stability, difficulty = (
            person[rating - 1],
            _bounded(person[4] - exp(person[5] * (rating - 1)) + 1, 1, 10),
        )
        rows.append((card, day * _DAY + card, rating, 0))
        while chance.random() < 0.9 and day < 1500:
            days = 0 if chance.random() < 0.15 else max(1, round(stability * chance.uniform(0.4, 2.2)))
            recall = (1 + scale * days / stability) ** -person[20]
            rating = chance.choices((2, 3, 4), (15, 70, 15))[0] if chance.random() < recall else 1
            day += days
            stability = _stability(person, stability, difficulty, (days, rating, recall))
            difficulty = _difficulty(person, difficulty, rating)
            rows.append((card, day * _DAY + card + len(rows), rating, days))
    return rows


def _stability(w, stability, difficulty, answer):
    days, rating, recall = answer
    if days == 0:
        change = exp(w[17] * (rating - 3 + w[18])) * stability ** -w[19]
        new = stability * (max(1.0, change) if rating > 1 else change)
    elif rating == 1:
        long = w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1) * exp(w[14] * (1 - recall))
        new = min(long, stability / exp(w[17] * w[18]))
    else:
        bonus = {2: w[15], 3: 1.0, 4: w[16]}[rating]
        growth = exp(w[10] * (1 - recall)) - 1
        new = stability * (1 + exp(w[8]) * (11 - difficulty) * stability ** -w[9] * growth * bonus)
    return _bounded(new, 0.001, 36500)


def _difficulty(w, difficulty, rating):
    moved = difficulty - w[6] * (rating - 3) * (10 - difficulty) / 9
    return _bounded(w[7] * (w[4] - exp(3 * w[5]) + 1) + (1 - w[7]) * moved, 1, 10)


def _bounded(value, low, high):
    return min(high, max(low, value))
