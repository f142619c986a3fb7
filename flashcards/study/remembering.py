"""Memories of many cards at once: computed again from their logs, and what due dates they ask for."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from flashcards.study.histories import histories
from flashcards.study.model import run
from flashcards.study.optimiser import Log
from flashcards.study.spread import fuzz_range


@dataclass(frozen=True, slots=True)
class Remembered:
    """Cards by id with their stabilities in days and their difficulties from 1 to 10."""

    cards: tuple[int, ...]
    stabilities: tuple[float, ...]
    difficulties: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """What of a card in review its due date rests on; the stability in days, the study day of the last answer."""

    card_id: int
    stability: float
    reps: int
    last_day: int


def remembered(log: Log, parameters: Sequence[float]) -> Remembered:
    """The memory of every card of a log after its last answer, to about 12 digits what a replay gives."""
    cards = histories(log.cards, log.ratings, log.days, longest=None)
    _recalls, stability, difficulty = run(np.array(parameters, np.float64), cards)
    return Remembered(tuple(cards.cards.tolist()), tuple(stability.tolist()), tuple(difficulty.tolist()))


def due_days(
    cards: Sequence[Planned], parameters: Sequence[float], wishes: Sequence[float], longest: Sequence[int]
) -> list[tuple[int, int]]:
    """For each card in review the study day on which it has faded to the recall wished for, and the interval until then.

    The day is spread over the fuzz range by a number of the card; what lies in the past is due at once all the same.
    """
    stability = np.array([card.stability for card in cards], np.float64)
    exponent = -1.0 / parameters[20]
    days = stability * (np.array(wishes, np.float64) ** exponent - 1) / (0.9**exponent - 1)
    found = []
    for card, ideal, most in zip(cards, days.tolist(), longest, strict=True):
        low, high = fuzz_range(ideal, 1, most)
        interval = low + (card.card_id * 40_503 + card.reps * 9_973) % 65_536 * (1 + high - low) // 65_536
        found.append((card.last_day + interval, interval))
    return found
