"""Which day inside an interval's fuzz range a card goes to.

The ranges and limits are Anki's (rslib/src/scheduler/states/fuzz.rs), and so is the balancing of loads:
a day is the likelier the fewer cards it has, and a little likelier the earlier it is; days that should
stay easy and days with a card of the same note get almost none (load_balancer.rs there).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from math import floor
from typing import Protocol

# (from days, to days, share of the interval inside that range)
_RANGES = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, float("inf"), 0.05))
#: Longer intervals need no balancing: their range is wide enough by itself.
LONGEST_BALANCED = 90
_NEARLY_NEVER = 0.0001
_SIBLING = 0.001


class Load(Protocol):
    """What is known of the days ahead; `day` is a study day."""

    def cards_on(self, day: int) -> int:
        """How many cards of the preset are due."""

    def easiness(self, day: int) -> float:
        """The share of cards that the day may get, from 0 (none) to 1 (as many as any)."""

    def has_sibling(self, day: int) -> bool:
        """Whether a card of the same note is due."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Chooses days for one card.

    `share`, from 0 to below 1, leans all its answers the same way; `load` is None where the days ahead do not matter.
    """

    share: float
    longest: int
    today: int
    load: Load | None = None

    def days(self, interval: float, least: int = 1) -> int:
        """The days until the card comes back, at least `least` unless the longest interval is shorter."""
        low, high = fuzz_range(interval, least, self.longest)
        if self.load is None or low == high or interval > LONGEST_BALANCED or least > LONGEST_BALANCED:
            return min(high, floor(low + self.share * (1 + high - low)))
        weights = self._weights(self.load, range(low, high + 1))
        reached = self.share * sum(weights)
        return low + next((at for at, sum_ in enumerate(accumulate(weights)) if reached < sum_), high - low)

    def _weights(self, load: Load, days: range) -> list[float]:
        counts = [load.cards_on(self.today + each) for each in days]
        open_ = _openness([load.easiness(self.today + each) for each in days], counts)
        return [
            (1.0 if count == 0 else 1 / (count * count * each))
            * openness
            * (_SIBLING if load.has_sibling(self.today + each) else 1.0)
            for each, count, openness in zip(days, counts, open_, strict=True)
        ]


def fuzz_range(interval: float, least: int, most: int) -> tuple[int, int]:
    """The fewest and the most days that an interval of so many days may become."""
    least = min(least, most)
    interval = min(max(interval, least), most)
    reach = 0.0
    if interval >= _RANGES[0][0]:
        reach = 1.0 + sum(share * max(min(interval, end) - start, 0.0) for start, end, share in _RANGES)
    low = min(max(rounded(interval - reach), least), most)
    high = min(max(rounded(interval + reach), least), most)
    if low == high and 2 < high < most:
        high += 1
    return low, high


def rounded(days: float) -> int:
    """To the nearest whole number, halves up: Python's own rounding takes halves to the even one."""
    return floor(days + 0.5)


def weekday(day: int) -> int:
    """0 for a study day that begins on a Monday to 6 for a Sunday."""
    return (day + date(1970, 1, 1).weekday()) % 7


def _openness(easiness: Sequence[float], counts: Sequence[int]) -> list[float]:
    """For each day 1 if it may get a card, next to 0 if not.

    A day with a share between 0 and 1 is open while it has less than its share of what the days around it have.
    """
    total, shares = sum(counts), sum(max(each, _NEARLY_NEVER) for each in easiness)
    found = []
    for share, count in zip(easiness, counts, strict=True):
        full = 0.0 < share < 1.0 and count / share * (shares - share) > total - count
        found.append(_NEARLY_NEVER if share <= 0.0 or full else 1.0)
    return found
