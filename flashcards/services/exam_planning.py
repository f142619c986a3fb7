"""Making the plan of an exam from its cards: pure work on what was read, so that no transaction waits for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flashcards.core.clock import StudyCalendar
from flashcards.core.progress import Report, silent
from flashcards.services.exam_cards import ExamCards
from flashcards.services.exam_figures import ExamPlan, MovedCard, PlannedDay
from flashcards.services.exam_moves import moves_of, pace_of, reason
from flashcards.store.exams import Move
from flashcards.study.exam.moving import Moved

if TYPE_CHECKING:
    from flashcards.study.exam.course import Course
    from flashcards.study.exam.levels import Level
    from flashcards.study.exam.planner import Frame, Outlook, Policy


@dataclass(frozen=True, slots=True)
class Planning:
    """A plan as it was rehearsed, with the cards it moves, the days it gives new ones, and the levels it
    leads through."""

    course: "Course"
    frame: "Frame"
    policy: "Policy"
    outlook: "Outlook"
    levels: tuple["Level", ...]
    moved: tuple[Moved, ...]
    pace: tuple[Move, ...]


def planning_of(found: ExamCards, calendar: StudyCalendar) -> Planning:
    """Find the plan for the cards of an exam."""
    from flashcards.study.exam.levels import levels
    from flashcards.study.exam.planner import best_policy

    course, frame = found.course(calendar), found.frame(calendar)
    policy = best_policy(course, frame)[0]
    outlook, reached = levels(course, frame, policy, found.now(calendar))
    first = outlook.first.tolist()
    moved, pace = moves_of(found, first), pace_of(found, first)
    return Planning(course, frame, policy, outlook, tuple(reached), tuple(moved), tuple(pace))


def plan_of(
    found: ExamCards, planning: Planning, calendar: StudyCalendar, limit: int, report: Report = silent
) -> ExamPlan:
    """Tell a plan, and what more or less time would reach; `limit` is how many new cards the presets allow."""
    from flashcards.study.exam.forecast import Chances, readiness
    from flashcards.study.exam.reach import SHARES, curve, least_share

    course, frame, outlook = planning.course, planning.frame, planning.outlook
    goal, soon = found.exam.goal, found.within_a_day
    report(0.3, "trying other times")
    reached = curve(course, frame)
    least = least_share(course, frame, goal, lambda done: report(0.5 + done / 2, "trying other times"))
    usual = _usual_minutes(frame.seconds)
    return ExamPlan(
        exam=found.exam,
        without=Chances.of(course, found.parameters, found.point).readiness(goal, within_a_day=soon),
        expected=readiness(outlook.recalls, course.weights, goal, within_a_day=soon),
        days=tuple(
            PlannedDay(calendar.date_of(day), there / 60.0, filled / 60.0, looks, new)
            for day, there, filled, looks, new in zip(
                frame.days, frame.seconds, outlook.seconds, outlook.looks, outlook.new, strict=True
            )
        ),
        moved=tuple(_moved_card(found, each, calendar) for each in planning.moved),
        reach=tuple((usual * share, recall) for share, recall in zip(SHARES, reached, strict=True))
        if usual
        else (),
        fewest=None if least is None else usual * least,
        new_limit=limit,
        unseen=sum(each.card.memory.stability is None for each in found.covered) - sum(outlook.new),
    )


def valuable(found: ExamCards, planning: Planning, minutes: float) -> tuple[int, ...]:
    """The cards for some minutes, whatever time the day has left: those that the plan shows today, the best first,
    then what else would gain most.

    Cards that were put off until another day are left out.
    """
    from flashcards.study.exam.planner import Policy, choose, fitting, gains

    course, frame = planning.course, planning.frame
    planned, others = (choose(course, frame, found.today, each) for each in (planning.policy, Policy()))
    order = dict.fromkeys([*planned.tolist(), *others.tolist()])
    open_ = [at for at in order if found.covered[at].card.buried_until <= found.today]
    seconds = gains(course, frame, found.today)[1][open_]
    return tuple(found.covered[at].card.id for at in open_[: fitting(seconds, minutes * 60.0)])


def weakest(found: ExamCards, planning: Planning, most: int) -> tuple[int, ...]:
    """Cards by their chance at the exam if they are not seen again, the lowest first; never answered ones come last."""
    course, frame = planning.course, planning.frame
    chances = course.recalls(frame.w, frame.exam)
    order = sorted(range(course.size), key=lambda at: (not course.known[at], chances[at]))
    return tuple(found.covered[at].card.id for at in order[:most])


def _moved_card(found: ExamCards, moved: Moved, calendar: StudyCalendar) -> MovedCard:
    was = calendar.date_of(moved.was_day)
    return MovedCard(
        found.covered[moved.at].card.id,
        was,
        calendar.date_of(moved.due_day),
        moved.why,
        reason(found.exam.name, was, moved.why),
    )


def _usual_minutes(seconds: Sequence[float]) -> float:
    """The minutes of a day with any, on average; of today, of which a part may be over, only if there is no other day."""
    open_ = [each for each in seconds[1:] if each] or [each for each in seconds if each]
    return sum(open_) / len(open_) / 60.0 if open_ else 0.0
