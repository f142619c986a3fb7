"""Which cards a plan gives another day, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """Why a card has another day than its memory gave it."""

    LAST_LOOK = "last look"
    EARLIER = "earlier"
    LATER = "later"
    AFTER = "after"
    #: A new card, which had no day before.
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Moved:
    """A card by its place in the course, and the study days that it goes from and to."""

    at: int
    was_day: int
    due_day: int
    why: Why


def moves(due: Sequence[int | None], first: Sequence[int], today: int, exam_day: int) -> list[Moved]:
    """The cards whose day changes. `due` are their days, None for those that a plan does not move; `first` the days
    of the plan, -1 for a card that it does not show before the exam.

    What is overdue counts as due today. A card that is due before the exam and for which there is no time waits until
    the day of the exam, so that the days before stay as full as they should be.
    """
    found = []
    for at, (was, day) in enumerate(zip(due, first, strict=True)):
        if was is None:
            continue
        to = int(day) if day >= 0 else max(was, exam_day)
        if to != max(was, today):
            found.append(Moved(at, was, to, _why(was, int(day), exam_day)))
    return found


def _why(was: int, day: int, exam_day: int) -> Why:
    if day < 0:
        return Why.AFTER
    if was >= exam_day:
        return Why.LAST_LOOK
    return Why.EARLIER if day < was else Why.LATER
