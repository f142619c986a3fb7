"""How well recall was foretold."""

import numpy as np

from flashcards.study.histories import Floats, Histories, Integers


def log_loss(chances: Floats, recalled: Floats) -> float:
    """The mean of minus the logarithm of the chance that was given to what came."""
    bounded = np.clip(chances, 1e-7, 1 - 1e-7)
    return float(-np.mean(recalled * np.log(bounded) + (1 - recalled) * np.log1p(-bounded)))


def rmse_bins(
    chances: Floats, recalled: Floats, cards: Histories, ratings: Integers, places: Integers
) -> float:
    """The root mean square, weighted by answers, of the mean chance less the share recalled in each bin.

    A bin holds answers after about as many days, as many answers and as many lapses before, on the
    logarithmic grid of fsrs-rs (src/dataset.rs, r_matrix_index).
    """
    days, length, lapses = (each[places] for each in _before(cards, ratings))
    keys = np.stack(
        [
            np.round(248 * 3.62 ** np.floor(np.log(days) / np.log(3.62))),
            np.round(1.99 * 1.89 ** np.floor(np.log(length) / np.log(1.89))),
            np.where(
                lapses == 0,
                0,
                np.round(1.65 * 1.73 ** np.floor(np.log(np.maximum(lapses, 1)) / np.log(1.73))),
            ),
        ]
    )
    _bins, group = np.unique(keys, axis=1, return_inverse=True)
    group = group.ravel()
    counts = np.bincount(group)
    gap = (np.bincount(group, chances) - np.bincount(group, recalled)) / counts
    return float(np.sqrt(np.sum(counts * gap**2) / counts.sum()))


def _before(cards: Histories, ratings: Integers) -> tuple[Floats, Floats, Floats]:
    """For each answer: the days before it, how many answers on later days there were with it and one more, and the
    lapses before it."""
    days, length, lapses = (np.ones(cards.answers) for _each in range(3))
    reviews, failed = np.zeros(cards.cards.size), np.zeros(cards.cards.size)
    for step in cards.steps:
        count = step.at.size
        later = step.days > 0
        reviews[:count] += later
        days[step.at] = np.maximum(step.days, 1.0)
        length[step.at] = reviews[:count] + 1.0
        lapses[step.at] = failed[:count]
        failed[:count] += later & (ratings[step.at] == 1)
    return days, length, lapses
