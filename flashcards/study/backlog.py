"""Spreading overdue cards over some days so that every day is about equally full."""

from collections.abc import Mapping, Sequence


def spread(overdue: Sequence[int], due: Mapping[int, int], days: Sequence[int]) -> dict[int, int]:
    """For each overdue card the day it goes to; the first cards come on the first days.

    `due` says how many cards have each day anyway; `days` are the days that may be used, in order. Every card gets
    a day: nothing is lost.
    """
    room = _room(len(overdue), [due.get(day, 0) for day in days])
    placed, first = {}, 0
    for day, count in zip(days, room, strict=True):
        placed.update(dict.fromkeys(overdue[first : first + count], day))
        first += count
    return placed


def _room(more: int, counts: Sequence[int]) -> list[int]:
    """How many of `more` cards go to each day: poured in like water, the emptiest days first, spares to the early ones."""
    low, high = 0, max(counts, default=0) + more
    while low < high:
        level = (low + high + 1) // 2
        if sum(max(0, level - count) for count in counts) <= more:
            low = level
        else:
            high = level - 1
    room = [max(0, low - count) for count in counts]
    spare = more - sum(room)
    for at, count in enumerate(counts):
        if spare and count + room[at] <= low:
            room[at] += 1
            spare -= 1
    return room
