"""Fits FSRS-6's 21 parameters to the user's own log.

The loss, its weights and its pull towards the start are those of fsrs-rs (src/training.rs, src/training_v6.rs); the
search is Adam (Kingma and Ba 2015) over large batches of cards with a cosine schedule. The same log gives the same
parameters.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from flashcards.core.errors import BadInput
from flashcards.core.progress import Cancel, Report
from flashcards.study.histories import Floats, Histories, Integers, histories
from flashcards.study.metrics import log_loss, rmse_bins
from flashcards.study.model import loss_and_slope, run
from flashcards.study.training import Training, first_stabilities, prepare, split

#: With fewer answers on later days there is nothing to learn from.
FEWEST = 64
_TRAINED_ON = 0.8
_RATE = 0.04
_BATCH = 8000
_STEPS = 240
# How far each parameter usually lies from its default, over many people (fsrs-rs src/training_v6.rs).
_SPREADS = np.array(
    [6.43, 9.66, 17.58, 27.85, 0.57, 0.28, 0.6, 0.12, 0.39, 0.18, 0.33, 0.3, 0.09, 0.16, 0.57, 0.25, 1.03, 0.31, 0.32, 0.14, 0.27]
)  # fmt: skip
_PULL = 0.5
_LOW = np.array(
    [0.001, 0.001, 0.001, 0.001, 1, 0.001, 0.001, 0.001, 0, 0, 0.001, 0.001, 0.001, 0.001, 0, 0, 1, 0, 0, 0.01, 0.1]
)  # fmt: skip
_HIGH = np.array(
    [100, 100, 100, 100, 10, 4, 4, 0.75, 4.5, 0.8, 3.5, 5, 0.25, 0.9, 4, 1, 6, 2, 2, 0.8, 0.8]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Log:
    """A review log, sorted by card and time: ratings 1 to 4, study days since the card's answer before (0 for its
    first), and the times in milliseconds."""

    cards: Integers
    ratings: Integers
    days: Integers
    times: Integers

    @classmethod
    def of(cls, rows: Sequence[tuple[int, int, int, int]]) -> "Log":
        """A log of rows (card, time, rating, days) in that order."""
        table = np.array(rows, np.int64).reshape(-1, 4)
        return cls(table[:, 0], table[:, 2], table[:, 3], table[:, 1])


@dataclass(frozen=True, slots=True)
class Score:
    """How well parameters foretell answers: log loss, and the root mean square of what is foretold less what came,
    over bins of alike answers. Smaller is better."""

    log_loss: float
    rmse: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """Parameters and what they are worth: the scores of those before and of fitted ones on later answers that
    the fit had not seen."""

    parameters: tuple[float, ...]
    answers: int
    before: Score
    after: Score

    @property
    def better(self) -> bool:
        """Whether the fitted ones foretell better."""
        return self.after.log_loss < self.before.log_loss


def fit(
    log: Log, before: Sequence[float], defaults: Sequence[float], report: Report, cancel: Cancel
) -> Fitted:
    """Fit parameters to a log and say what that is worth; raises `BadInput` for too short a log and `Cancelled`."""
    cards = histories(log.cards, log.ratings, log.days)
    training = prepare(cards, log.ratings, log.times)
    if training.teaching < FEWEST:
        raise BadInput(
            f"To fit the schedule to your memory, at least {FEWEST} answers on later days are needed; "
            f"there are {training.teaching}."
        )
    earlier, held = split(training, log.times, _TRAINED_ON)
    start = np.array(defaults, np.float64)
    tried = train(earlier, start, _part(report, 0.0, 0.5), cancel)
    scores = [score(np.array(each), cards, log, held) for each in (before, tried)]
    found = train(training, start, _part(report, 0.5, 1.0), cancel)
    return Fitted(tuple(round(float(each), 4) for each in found), training.teaching, scores[0], scores[1])


def train(training: Training, defaults: Floats, report: Report, cancel: Cancel) -> Floats:
    """The parameters that explain the training best."""
    start = defaults.copy()
    start[:4] = first_stabilities(training, defaults)
    w, total = start.copy(), training.teaching
    batches = _batches(training.cards)
    first, second = np.zeros(21), np.zeros(21)
    epochs = max(5, -(-_STEPS // len(batches)))
    steps = epochs * len(batches)
    for number in range(steps):
        cancel.check()
        report(number / steps, "fitting")
        batch = batches[number % len(batches)]
        _loss, slope = loss_and_slope(w, batch, training.recalled, training.weights)
        share = batch.cards.size / training.cards.cards.size
        slope = slope + 2.0 * _PULL * share * (w - start) / _SPREADS**2
        # The slope's size does not matter to Adam but through its small floor: it is taken per answer.
        slope = slope / max(1.0, total * share)
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope * slope
        step = first / (1 - 0.9 ** (number + 1)) / (np.sqrt(second / (1 - 0.99 ** (number + 1))) + 1e-10)
        rate = _RATE * 0.5 * (1.0 + np.cos(np.pi * number / steps))
        w = np.clip(w - rate * step, _LOW, _HIGH)
    return w if _whole(w, training, start) < _whole(start, training, start) else start


def score(w: Floats, cards: Histories, log: Log, counted: Floats) -> Score:
    """How well parameters foretell the answers that count (1; others 0)."""
    recalls, _stability, _difficulty = run(w, cards)
    places = np.flatnonzero(counted)
    recalled = (log.ratings > 1).astype(np.float64)
    return Score(
        log_loss(recalls[places], recalled[places]),
        rmse_bins(recalls[places], recalled[places], cards, log.ratings, places),
    )


def _whole(w: Floats, training: Training, start: Floats) -> float:
    recalls, _stability, _difficulty = run(w, training.cards)
    chance = np.clip(recalls, 1e-7, 1 - 1e-7)
    label = training.recalled
    loss = -np.sum(training.weights * (label * np.log(chance) + (1 - label) * np.log1p(-chance)))
    return float(loss + _PULL * np.sum((w - start) ** 2 / _SPREADS**2))


def _batches(cards: Histories) -> list[Histories]:
    """The cards dealt out in turn, so that every batch has long and short histories alike."""
    count = max(1, round(cards.answers / _BATCH))
    turn = np.arange(cards.cards.size) % count
    return [cards.part(turn == number) for number in range(count)]


def _part(report: Report, start: float, end: float) -> Report:
    return lambda share, stage: report(start + share * (end - start), stage)
