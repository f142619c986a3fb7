"""Which cards to see on which day before an exam.

Every day has its time. It goes to the cards that gain most by it: how much likelier each is recalled at the exam
if it is seen that day, over recalling it and not, by the seconds that this takes and by its weight. New cards gain
most and so come first; cards that FSRS would leave alone until after the exam gain most shortly before it, the weak
last, so every card gets its last look as late as there is time for all of them, and no day is fuller than it may be.

Where there is time enough it is better to keep cards at a recall first and to look at all of them in the last part
only: `Policy` says from when on, and at which recall. Which policy suits is found by trying them on the cards.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from flashcards.study.exam.course import FIRST_RATINGS, Course, Pace, after, ratings_of, seconds_of
from flashcards.study.histories import Floats, Integers
from flashcards.study.model import recall_of

#: A look that gains less is not worth the while, however much time is left.
LEAST_GAIN = 0.002
#: Policies are tried on at most so many cards, with as much less time.
_SAMPLE = 600
#: The last parts of the days, as shares, each with a recall to hold until then.
_LAST_PARTS = ((0.5, 0.7), (0.5, 0.8), (0.3, 0.8), (0.3, 0.9))
_MIDDLE = 0.5
_FORGOTTEN, _RECALLED = 1, 3

#: Is shown the course as it is after a study day.
Watch = Callable[[Course, int], None]


@dataclass(frozen=True, slots=True)
class Policy:
    """Cards come at a recall of `hold` until the study day `until`; from then on what gains most."""

    until: int = 0
    hold: float = 0.9


@dataclass(frozen=True, slots=True)
class Frame:
    """What a plan goes by: FSRS's parameters, the moment of the exam, the pace, and the seconds of each day.

    `days` are study days in order, those before the exam; the days that are off have no seconds.
    """

    w: Floats
    exam: float
    pace: Pace
    days: tuple[int, ...]
    seconds: tuple[float, ...]

    def scaled(self, share: float) -> "Frame":
        """The same with a share of the time."""
        return Frame(self.w, self.exam, self.pace, self.days, tuple(each * share for each in self.seconds))


def frame_of(
    parameters: Sequence[float], exam: float, pace: Pace, days: Sequence[int], seconds: Sequence[float]
) -> Frame:
    """A frame of plain values."""
    return Frame(np.array(parameters, np.float64), exam, pace, tuple(days), tuple(seconds))


@dataclass(frozen=True, slots=True)
class Outlook:
    """What comes of a plan: chances at the exam, the first day each card is seen (-1: never), and for every day the
    cards that are new, all cards, and the seconds that they take."""

    recalls: Floats
    first: Integers
    new: tuple[int, ...]
    looks: tuple[int, ...]
    seconds: tuple[float, ...]


def expected(course: Course, recalls: Floats) -> float:
    """The weighted mean of chances; 0 without cards."""
    total = float(course.weights.sum())
    return float(course.weights @ recalls) / total if total else 0.0


def choose(course: Course, frame: Frame, day: int, policy: Policy) -> Integers:
    """The cards that are worth a look on a day, the best first."""
    gain, seconds = gains(course, frame, day)
    rate = gain * course.weights / seconds
    if day < policy.until:
        recalls = course.recalls_on(frame.w, day)
        held = course.known & (recalls > policy.hold)
        # What fades comes before what is new, the weakest first.
        rate = np.where(course.known, 1e6 * (2.0 - recalls), rate)
        rate[held | (course.weights == 0.0)] = 0.0
    rate[(course.known & (course.last >= day)) | (gain < LEAST_GAIN)] = 0.0
    order = np.argsort(-rate, kind="stable")
    return order[rate[order] > 0.0]


def gains(course: Course, frame: Frame, day: int) -> tuple[Floats, Floats]:
    """How much likelier each card is recalled at the exam if it is seen on a day, and the seconds that takes."""
    w, left = frame.w, frame.exam - day - _MIDDLE
    now = course.recalls_on(w, day)
    right, wrong = (
        recall_of(w, left, after(w, course, np.full(course.size, rating), day)[0])
        for rating in (_RECALLED, _FORGOTTEN)
    )
    first = sum(share * recall_of(w, left, w[at : at + 1])[0] for at, share in enumerate(FIRST_RATINGS))
    seen = now * right + (1.0 - now) * wrong - course.recalls(w, frame.exam)
    pace = frame.pace
    seconds = now * pace.recalled + (1.0 - now) * pace.forgotten
    return np.where(course.known, seen, first), np.where(course.known, seconds, pace.new)


def rehearse(
    course: Course, frame: Frame, policy: Policy, watch: Watch = lambda _course, _day: None
) -> Outlook:
    """Go through all days once, with answers drawn by their chances; the same course gives the same outlook.

    `watch` is shown the course after each day.
    """
    chance = np.random.default_rng(7)
    draws = chance.random((2, course.size))
    first = np.full(course.size, -1)
    new, looks, used = [], [], []
    for day, seconds in zip(frame.days, frame.seconds, strict=True):
        order = choose(course, frame, day, policy) if seconds > 0.0 else np.array([], np.int64)
        known = course.known[order]
        ratings = ratings_of(draws[:, order], course.recalls_on(frame.w, day)[order], known)
        taken = fitting(seconds_of(frame.pace, ratings, known), seconds)
        order, ratings, known = order[:taken], ratings[:taken], known[:taken]
        used.append(float(seconds_of(frame.pace, ratings, known).sum()))
        course = course.answered(frame.w, order, ratings, day)
        first[order] = np.where(first[order] < 0, day, first[order])
        new.append(int(np.sum(~known)))
        looks.append(int(order.size))
        watch(course, day)
        # Another number each time, evenly spread for every card: fewer surprises than fresh chance.
        draws = (draws + 0.6180339887498949) % 1.0
    return Outlook(course.recalls(frame.w, frame.exam), first, tuple(new), tuple(looks), tuple(used))


def best_policy(course: Course, frame: Frame) -> tuple[Policy, float]:
    """The policy that leads to the highest expected recall, and that recall; found on some of the cards if there are
    many."""
    part, frame = _sample(course, frame)
    tried = [(expected(part, rehearse(part, frame, policy).recalls), policy) for policy in _policies(frame)]
    recall, policy = max(
        tried, key=lambda each: each[0], default=(expected(part, part.recalls(frame.w, frame.exam)), Policy())
    )
    return policy, recall


def fitting(seconds: Floats, most: float) -> int:
    """How many of the cards, taken in order, fit into a time."""
    return int(np.searchsorted(np.cumsum(seconds), most + 1e-9, side="right"))


def _policies(frame: Frame) -> list[Policy]:
    """Those that are tried: from the first day on what gains most, or only in the last part of the days."""
    if not frame.days:
        return []
    begin, count = frame.days[0], len(frame.days)
    later = [Policy(begin + round(count * (1.0 - share)), hold) for share, hold in _LAST_PARTS]
    return [Policy(), *later]


def _sample(course: Course, frame: Frame) -> tuple[Course, Frame]:
    if course.size <= _SAMPLE:
        return course, frame
    # Sorted by what is known, so that the sample has its share of all kinds.
    order = np.lexsort((course.difficulty, course.stability, course.known))
    chosen = order[np.linspace(0, course.size - 1, _SAMPLE).astype(np.int64)]
    return course.part(np.sort(chosen)), frame.scaled(_SAMPLE / course.size)
