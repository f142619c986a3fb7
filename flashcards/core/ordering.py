"""Steps to put in order: what an answer's steps are, how they are mixed, and how near an order comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations

from flashcards.core.reviews import Rating
from flashcards.core.steps import read_lines

FEWEST_STEPS = 3


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order that somebody gave: `places` is, for each step as it was put, where it belongs (from 0).

    `swaps` counts the pairs that stand the wrong way round (Kendall's tau distance).
    """

    places: tuple[int, ...]
    swaps: int

    @property
    def rating(self) -> Rating:
        """What the order suggests; the student decides."""
        if not self.swaps:
            return Rating.GOOD
        return Rating.HARD if self.swaps == 1 else Rating.AGAIN


def steps_of(answer: str) -> tuple[str, ...]:
    """The steps of an answer that is one row of them, parted by arrows; none for any other answer."""
    words, lines = read_lines(answer, named=False)
    if words or len(lines) != 1 or any(lines[0].effects) or len(lines[0].things) < FEWEST_STEPS:
        return ()
    first, *others = lines[0].things
    # A capital would tell which step comes first.
    plain = first if first[1:2].isupper() else first[:1].lower() + first[1:]
    return (plain, *(each.rstrip(".") for each in others))


def mixed(items: Sequence[str], seed: str) -> tuple[str, ...]:
    """Items in another order than theirs, always the same for a seed; one item, or equal ones, as they are."""
    order = sorted(items, key=lambda item: sha256(f"{seed}\0{item}".encode()).digest())
    return tuple(order if order != list(items) else [*order[1:], *order[:1]])


def compare_order(given: Sequence[str], wanted: Sequence[str]) -> Ordered:
    """An order beside the right one; equal steps may stand in for each other. Both hold the same steps."""
    left: dict[str, list[int]] = {}
    for place, step in enumerate(wanted):
        left.setdefault(step, []).append(place)
    places = tuple(left[step].pop(0) for step in given)
    return Ordered(places, sum(first > second for first, second in combinations(places, 2)))
