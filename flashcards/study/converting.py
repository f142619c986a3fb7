"""A memory in FSRS's terms for a card of which only SM-2's interval and ease are known.

The formula is fsrs-rs's `memory_state_from_sm2`: the stability is the one that reaches the retention SM-2 is said to
have kept after the interval; the difficulty is the one with which a Good answer multiplies it by the ease.
"""

from collections.abc import Sequence
from math import exp, expm1

_LEAST = 0.001
_MOST = 36_500.0
#: What SM-2's intervals are taken to have kept, as in Anki's presets.
RETENTION = 0.9


def from_sm2(
    interval: float, ease: float, parameters: Sequence[float], retention: float = RETENTION
) -> tuple[float, float]:
    """Stability in days and difficulty, 1 to 10, of a card with an interval in days and an ease such as 2.5."""
    decay = -parameters[20]
    stability = max(interval, _LEAST) * (0.9 ** (1 / decay) - 1) / (retention ** (1 / decay) - 1)
    stability = min(max(stability, _LEAST), _MOST)
    growth = exp(parameters[8]) * stability ** -parameters[9] * expm1((1 - retention) * parameters[10])
    return stability, min(max(11 - (ease - 1) / growth, 1.0), 10.0)
