"""Exams: when they are, what they cover, and how much time there is until then."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from math import isfinite

from flashcards.core.errors import BadInput
from flashcards.core.facts import FactKind
from flashcards.core.text import storable

LONGEST_NAME = 100
MOST_MINUTES = 24 * 60.0
_MOST_DAYS_OFF = 366
_MOST_COVERED = 500
_LEAST_GOAL, _MOST_GOAL = 0.5, 0.99
_MOST_WEIGHT = 100.0


@dataclass(frozen=True, slots=True)
class Coverage:
    """What an exam asks about: cards of any of the decks (with those inside them), articles and tags (with those
    below them), or all cards where nothing of that is named; of them only those with one of the roles, if any is named.

    `lost` says that something was named and all of it was deleted since: then nothing is covered, not everything.
    """

    decks: tuple[str, ...] = ()
    articles: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    roles: tuple[FactKind, ...] = ()
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Exam:
    """An exam with a goal.

    `at` is an aware moment; `goal` the share of what is covered that should be recalled then. `minutes` are
    those for study on each weekday from Monday on; on `days_off` there are none. A role without a weight in `weights`
    has 1. A `daily` plan is carried out anew every day without being asked. `id` is 0 until the exam is stored.
    """

    name: str
    at: datetime
    covers: Coverage = field(default_factory=Coverage)
    goal: float = 0.9
    minutes: tuple[float, ...] = (20.0,) * 7
    days_off: tuple[date, ...] = ()
    weights: tuple[tuple[FactKind, float], ...] = ()
    daily: bool = True
    id: int = 0

    def minutes_on(self, day: date) -> float:
        """The minutes for study on a day."""
        return 0.0 if day in self.days_off else self.minutes[day.weekday()]

    def weight_of(self, role: FactKind) -> float:
        """How much a card with a role counts."""
        return dict(self.weights).get(role, 1.0)


def checked(exam: Exam) -> Exam:
    """The exam as it may be stored, its name tidied; raises `BadInput`."""
    name = " ".join(exam.name.split())
    if not name or len(name) > LONGEST_NAME or storable(name) != name:
        raise BadInput(f"An exam needs a name of up to {LONGEST_NAME} characters.")
    if not _LEAST_GOAL <= exam.goal <= _MOST_GOAL:
        raise BadInput(f"The goal lies between {_LEAST_GOAL:.0%} and {_MOST_GOAL:.0%}.")
    if len(exam.minutes) != 7 or not all(_within(each, MOST_MINUTES) for each in exam.minutes):
        raise BadInput("Minutes are one number for every day or seven, from Monday on, each from 0 to 1440.")
    _check_lists(exam)
    return replace(exam, name=name, days_off=tuple(sorted(set(exam.days_off))))


def _check_lists(exam: Exam) -> None:
    roles = [role for role, _weight in exam.weights]
    if len(set(roles)) < len(roles) or not all(_within(each, _MOST_WEIGHT) for _role, each in exam.weights):
        raise BadInput(f"Each role has one weight, from 0 to {_MOST_WEIGHT:g}.")
    if len(exam.days_off) > _MOST_DAYS_OFF:
        raise BadInput(f"Up to {_MOST_DAYS_OFF} days can be off.")
    covers = exam.covers
    if len(covers.decks) + len(covers.articles) + len(covers.tags) > _MOST_COVERED:
        raise BadInput(f"An exam covers up to {_MOST_COVERED} decks, articles and tags.")
    if any(not tag or len(tag.split()) != 1 or storable(tag) != tag for tag in covers.tags):
        raise BadInput("A tag is one word.")


def _within(number: float, most: float) -> bool:
    return isfinite(number) and 0.0 <= number <= most
