"""What is told of an exam: where one stands, the plan up to it, and both together as one picture of the days."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from flashcards.core.clock import StudyCalendar
from flashcards.core.exams import Exam
from flashcards.core.facts import FactKind
from flashcards.services.exam_cards import ExamCards
from flashcards.study.exam.moving import Why

if TYPE_CHECKING:
    from flashcards.study.exam.forecast import Readiness
    from flashcards.study.exam.levels import Level

_WEAKEST = 20


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is known at the exam's hour if no card is seen again: in all, by role, by article (by title; cards of no
    article under an empty one), and the cards with the lowest chances.

    Within a day of the exam FSRS, which thinks in days, is less sure: the range is wider.
    """

    exam: Exam
    days: int
    readiness: "Readiness"
    by_role: Mapping[FactKind, "Readiness"]
    by_topic: Mapping[str, "Readiness"]
    weakest: tuple[tuple[int, float], ...]
    within_a_day: bool


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A day of a plan: the minutes there are and those that are filled, the cards, and how many of them are new."""

    day: date
    minutes: float
    filled: float
    cards: int
    new: int


@dataclass(frozen=True, slots=True)
class MovedCard:
    """A card that the plan gives another day; `reason` is a sentence about it."""

    card_id: int
    was: date
    to: date
    why: Why
    reason: str


@dataclass(frozen=True, slots=True)
class ExamPlan:
    """A plan: readiness without it and with it, its days, the cards it moves, and what other times would reach.

    `reach` are minutes a day with the recall they lead to; `fewest` the least minutes a day that reach the goal, None
    if eight times the time would not do. `new_limit` is how many new cards a day the presets of the decks allow.
    """

    exam: Exam
    without: "Readiness"
    expected: "Readiness"
    days: tuple[PlannedDay, ...]
    moved: tuple[MovedCard, ...]
    reach: tuple[tuple[float, float], ...]
    fewest: float | None
    new_limit: int
    unseen: int


@dataclass(frozen=True, slots=True)
class ExamOutlook:
    """An exam as of now: forecast and plan, how much is recalled on the days until then, and what to do at once.

    `minutes_done` were studied today on its cards. `levels` begin now and end at the exam; `valuable` are the cards
    that gain most in ten minutes, the best first; `weakest` all cards, the least likely recalled first, those that
    were never answered last.
    """

    forecast: Forecast
    plan: ExamPlan
    minutes_done: float
    levels: tuple["Level", ...]
    valuable: tuple[int, ...]
    weakest: tuple[int, ...]


def forecast_of(found: ExamCards, calendar: StudyCalendar, titles: Mapping[int, str]) -> Forecast:
    """Where one stands; `titles` are those of articles by id."""
    from flashcards.study.exam.forecast import Chances

    chances = Chances.of(found.course(calendar), found.parameters, found.point)
    roles: dict[FactKind, list[int]] = defaultdict(list)
    topics: dict[str, list[int]] = defaultdict(list)
    for at, each in enumerate(found.covered):
        roles[each.role].append(at)
        topics[titles.get(each.article_id or 0, "")].append(at)
    goal, soon = found.exam.goal, found.within_a_day
    return Forecast(
        exam=found.exam,
        days=found.exam_day - found.today,
        readiness=chances.readiness(goal, within_a_day=soon),
        by_role={role: chances.part(at).readiness(goal, within_a_day=soon) for role, at in roles.items()},
        by_topic={name: chances.part(at).readiness(goal, within_a_day=soon) for name, at in topics.items()},
        weakest=tuple((found.covered[at].card.id, chance) for at, chance in chances.weakest(_WEAKEST)),
        within_a_day=soon,
    )
