"""What is reachable in how much time, and the least time that reaches a goal."""

from collections.abc import Callable, Sequence
from itertools import accumulate

from flashcards.study.exam.course import Course
from flashcards.study.exam.planner import Frame, best_policy

#: Times that are tried, as shares of what there is.
SHARES = (0.5, 0.75, 1.0, 1.5, 2.0)
_MOST = 8.0
_TRIES = 7

#: Told after each try which share of the work is done; may raise to stop it.
Tell = Callable[[float], None]


def curve(course: Course, frame: Frame, shares: Sequence[float] = SHARES) -> list[float]:
    """The expected recall at the exam for each share of the time there is, from the smallest share on.

    More time never reaches less, whatever chance does to a single try: it need not be used.
    """
    return list(accumulate((best_policy(course, frame.scaled(share))[1] for share in shares), max))


def least_share(course: Course, frame: Frame, goal: float, tell: Tell = lambda _done: None) -> float | None:
    """The smallest share of the time there is that reaches the goal, to about a hundredth of itself or two; None if
    eight times of it would not do.

    0 if the goal is reached without seeing a card again.
    """
    if not sum(frame.seconds):
        return None
    low, high = 0.0, _MOST
    if best_policy(course, frame.scaled(0.0))[1] >= goal:
        return 0.0
    if best_policy(course, frame.scaled(_MOST))[1] < goal:
        return None
    for number in range(_TRIES):
        tell((number + 1) / _TRIES)
        # First by halves down to the right size, then between the ends.
        middle = high / 2.0 if low == 0.0 else (low + high) / 2.0
        if best_policy(course, frame.scaled(middle))[1] >= goal:
            high = middle
        else:
            low = middle
    return high
