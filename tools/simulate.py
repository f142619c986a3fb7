"""Simulated learners before an exam: our plan against three ways of using FSRS without one. `make simulate`.

Every learner forgets by FSRS-6 with known parameters, somewhat different for each learner; the scheduler knows them
and does not know the answers to come. All ways have the same seconds a day and stop when these are used up. docs/exam.md
has the table.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from flashcards.study.exam.course import Course, Pace, course_of, ratings_of, seconds_of
from flashcards.study.exam.planner import Frame, Policy, best_policy, choose, fitting
from flashcards.study.histories import Floats, Integers
from flashcards.study.model import factor
from flashcards.study.scheduler import DEFAULT_PARAMETERS

_PACE = Pace()
_RETENTION = 0.9
#: Seconds for each card over the whole course: too few for all of it, enough, plenty.
BUDGETS = (40, 70, 120)
COURSES = (
    (200, 10),
    (200, 30),
    (200, 90),
    (1000, 10),
    (1000, 30),
    (1000, 90),
    (5000, 10),
    (5000, 30),
    (5000, 90),
)
#: Our plan weighs its policy anew so many times in a course.
_WEIGHED = 8


@dataclass
class Learner:
    """Cards, how they are forgotten, and when plain FSRS would show them again."""

    course: Course
    w: Floats
    due: Floats
    chance: np.random.Generator

    @classmethod
    def new(cls, cards: int, seed: int) -> "Learner":
        """One who has never seen the cards; the parameters lie within a tenth or so of the published ones."""
        chance = np.random.default_rng(seed)
        w = np.array(DEFAULT_PARAMETERS) * np.exp(chance.normal(0.0, 0.1, 21))
        w[20] = min(max(w[20], 0.1), 0.8)
        nothing = [0.0] * cards
        course = course_of([None] * cards, [None] * cards, nothing, nothing, [1.0] * cards)
        return cls(course, w, np.full(cards, np.inf), chance)

    def study(self, order: Integers, day: int, seconds: float) -> tuple[float, int]:
        """See cards in order until the time is used up; the seconds and the cards that it was."""
        known = self.course.known[order]
        recalls = self.course.recalls_on(self.w, day)[order]
        ratings = ratings_of(self.chance.random((2, order.size)), recalls, known)
        cost = seconds_of(_PACE, ratings, known)
        taken = fitting(cost, seconds)
        order, ratings = order[:taken], ratings[:taken]
        self.course = self.course.answered(self.w, order, ratings, day)
        decay = -1.0 / self.w[20]
        waits = self.course.stability[order] * (_RETENTION**decay - 1.0) / factor(self.w[20])
        self.due[order] = day + np.maximum(1.0, np.round(waits))
        return float(cost[:taken].sum()), taken

    def due_on(self, day: int) -> Integers:
        """Cards that are due, the weakest first."""
        found = np.flatnonzero(self.course.known & (self.due <= day))
        return found[np.argsort(self.course.recalls_on(self.w, day)[found], kind="stable")]

    def unseen(self) -> Integers:
        """New cards in order."""
        return np.flatnonzero(~self.course.known)


@dataclass(frozen=True)
class Result:
    """Mean recall on the exam day, the mean and the largest seconds of a day as shares of what there was."""

    recall: float
    used: float
    largest: float


#: A way of study: does one day of so many for the learner and gives the seconds it took.
Way = Callable[[Learner, int, Frame], float]


def plain(learner: Learner, day: int, frame: Frame) -> float:
    """FSRS at 0.90: what is due, then as many new cards as there is time for."""
    order = np.concatenate([learner.due_on(day), learner.unseen()])
    return learner.study(order, day, frame.seconds[day])[0]


def capped(learner: Learner, day: int, frame: Frame) -> float:
    """The same with a maximum interval of the days left, so that all comes once more on the last day at the latest."""
    used = plain(learner, day, frame)
    seen = learner.course.known & (learner.course.last == day)
    learner.due[seen] = np.minimum(learner.due[seen], max(len(frame.days) - 1, day + 1))
    return used


def advised(learner: Learner, day: int, frame: Frame) -> float:
    """Anki's advice: new cards a day = cards / days; at the end custom study of all cards, begun as early as it must
    be to get through."""
    cards, days, seconds = learner.course.size, len(frame.days), frame.seconds[day]
    fresh = learner.unseen()[: ceil(cards / days)]
    used = learner.study(np.concatenate([learner.due_on(day), fresh]), day, seconds)[0]
    begin = days - ceil(cards * _PACE.recalled * 1.15 / seconds)
    if day >= begin:
        rest = np.flatnonzero(learner.course.known & (learner.course.last < max(begin, 0)))
        rest = rest[np.argsort(learner.course.recalls_on(learner.w, day)[rest], kind="stable")]
        used += learner.study(rest, day, seconds - used)[0]
    return used


class Planned:
    """Our plan, made anew every day."""

    def __init__(self) -> None:
        self._policy = Policy()

    def __call__(self, learner: Learner, day: int, frame: Frame) -> float:
        """Do one day of it."""
        if day % max(1, len(frame.days) // _WEIGHED) == 0:
            left = Frame(frame.w, frame.exam, frame.pace, frame.days[day:], frame.seconds[day:])
            self._policy = best_policy(learner.course, left)[0]
        return learner.study(choose(learner.course, frame, day, self._policy), day, frame.seconds[day])[0]


WAYS: dict[str, Callable[[], Way]] = {
    "plan": Planned,
    "FSRS 0.90": lambda: plain,
    "max interval": lambda: capped,
    "Anki's advice": lambda: advised,
}


def simulate(cards: int, days: int, seconds: float, way: Way, seed: int) -> Result:
    """One learner through one course; the exam is in the morning after the last day."""
    learner = Learner.new(cards, seed)
    frame = Frame(learner.w, days + 0.25, _PACE, tuple(range(days)), (seconds,) * days)
    used = [way(learner, day, frame) for day in range(days)]
    recalls = learner.course.recalls(learner.w, frame.exam)
    return Result(float(recalls.mean()), float(np.mean(used)) / seconds, max(used) / seconds)


def mean(cards: int, days: int, seconds: float, way: Callable[[], Way], learners: int) -> Result:
    """The mean over learners; the largest day of any of them."""
    runs = [simulate(cards, days, seconds, way(), seed) for seed in range(learners)]
    return Result(
        float(np.mean([run.recall for run in runs])),
        float(np.mean([run.used for run in runs])),
        max(run.largest for run in runs),
    )


def rows(
    courses: Sequence[tuple[int, int]], budgets: Sequence[int], learners: int
) -> Iterator[tuple[int, int, float, list[Result]]]:
    """For every course and budget what becomes of it in each way, in the order of `WAYS`; last our plan once more,
    with no more time than the best of the others used."""
    for cards, days in courses:
        for budget in budgets:
            seconds = cards * budget / days
            found = [mean(cards, days, seconds, way, learners) for way in WAYS.values()]
            best = max(found[1:], key=lambda each: each.recall)
            found.append(mean(cards, days, seconds * best.used, Planned, learners))
            yield cards, days, seconds / 60.0, found


def main() -> None:
    """Print the table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=3, help="how many simulated learners for each cell")
    learners = parser.parse_args().learners
    print(
        "| cards | days | minutes a day | "
        + " | ".join(WAYS)
        + " | plan, time of the best other | largest day |"
    )
    print("|--:|--:|--:|" + "--:|" * (len(WAYS) + 2))
    for cards, days, minutes, found in rows(COURSES, BUDGETS, learners):
        cells = " | ".join(f"{each.recall:.1%} ({each.used:.0%})" for each in found[:-1])
        largest = " / ".join(f"{each.largest:.0%}" for each in found[: len(WAYS)])
        print(
            f"| {cards:,} | {days} | {minutes:.1f} | {cells} | {found[-1].recall:.1%} | {largest} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
