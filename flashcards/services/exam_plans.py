"""Where one stands before an exam, and the plan up to it: which cards come on which day, and why."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from flashcards.core.changes import Changes
from flashcards.core.clock import Clock, StudyCalendar
from flashcards.core.exams import Exam
from flashcards.core.facts import FactKind
from flashcards.core.progress import Cancel, Report, silent, stepping
from flashcards.services.exam_cards import ExamCards, read
from flashcards.services.exam_moves import carry_out, moves_of, reason
from flashcards.services.exams import MOVING, ExamService
from flashcards.services.presets import PresetService
from flashcards.store import exams as exams_table
from flashcards.store import figures as figures_table
from flashcards.store.library import MANY, Connection, Library
from flashcards.study.exam.moving import Moved, Why

if TYPE_CHECKING:
    from flashcards.study.exam.forecast import Readiness

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


class ExamPlanService:
    """Forecasts and plans. A plan is slow for long courses: for the background lane."""

    def __init__(
        self,
        library: Library,
        clock: Clock,
        calendar: StudyCalendar,
        presets: PresetService,
        exams: ExamService,
    ) -> None:
        self._library = library
        self._clock = clock
        self._calendar = calendar
        self._presets = presets
        self._exams = exams

    def forecast(self, name: str) -> Forecast:
        """Where one stands; raises `NotFound`, and `BadInput` for an exam that is over or covers no card."""
        from flashcards.study.exam.forecast import Chances

        with self._library.reading() as connection:
            found = read(connection, name, self._clock(), self._calendar)
            titles = figures_table.titles(connection)
        chances = Chances.of(found.course(self._calendar), found.parameters, found.point)
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
            by_topic={
                name: chances.part(at).readiness(goal, within_a_day=soon) for name, at in topics.items()
            },
            weakest=tuple((found.covered[at].card.id, chance) for at, chance in chances.weakest(_WEAKEST)),
            within_a_day=soon,
        )

    def plan(self, name: str, report: Report = silent, cancel: Cancel | None = None) -> ExamPlan:
        """The plan up to an exam as of now; nothing is changed. Raises as `forecast` does, and `Cancelled`."""
        with self._library.reading() as connection:
            found = read(connection, name, self._clock(), self._calendar)
            limit = self._new_limit(connection, found)
        return self._planned(found, limit, stepping(report, cancel))[0]

    def apply(
        self, name: str, report: Report = silent, cancel: Cancel | None = None
    ) -> tuple[ExamPlan, Changes]:
        """Give the cards the days of the plan; those that it no longer moves, and those of exams that are over, go
        back. To be done every day."""
        step = stepping(report, cancel)
        self._exams.release()
        with self._library.reading() as connection:
            found = read(connection, name, self._clock(), self._calendar)
            limit = self._new_limit(connection, found)
        plan, moved = self._planned(found, limit, step)
        with self._library.writing(f"Plan for {found.exam.name}", MOVING, rows=MANY) as connection:
            carry_out(connection, found, moved)
        return plan, MOVING

    def why(self, card_id: int) -> str | None:
        """Why a card has another day than its memory gave it, as a sentence; None if no plan moved it."""
        with self._library.reading() as connection:
            names = {exam.id: exam.name for exam in exams_table.all_exams(connection)}
            for move in exams_table.moves(connection):
                if move.card_id == card_id:
                    return reason(names[move.exam_id], self._calendar.date_of(move.was_day), Why(move.why))
        return None

    def _planned(self, found: ExamCards, limit: int, report: Report) -> tuple[ExamPlan, list[Moved]]:
        from flashcards.study.exam.forecast import Chances, readiness
        from flashcards.study.exam.planner import best_policy, rehearse
        from flashcards.study.exam.reach import SHARES, curve, least_share

        course, frame = found.course(self._calendar), found.frame(self._calendar)
        goal, soon = found.exam.goal, found.within_a_day
        report(0.0, "planning")
        outlook = rehearse(course, frame, best_policy(course, frame)[0])
        moved = moves_of(found, outlook.first.tolist())
        report(0.3, "trying other times")
        reached = curve(course, frame)
        least = least_share(course, frame, goal, lambda done: report(0.5 + done / 2, "trying other times"))
        usual = _usual_minutes(frame.seconds)
        plan = ExamPlan(
            exam=found.exam,
            without=Chances.of(course, found.parameters, found.point).readiness(goal, within_a_day=soon),
            expected=readiness(outlook.recalls, course.weights, goal, within_a_day=soon),
            days=tuple(
                PlannedDay(self._calendar.date_of(day), there / 60.0, filled / 60.0, looks, new)
                for day, there, filled, looks, new in zip(
                    frame.days, frame.seconds, outlook.seconds, outlook.looks, outlook.new, strict=True
                )
            ),
            moved=tuple(self._moved_card(found, each) for each in moved),
            reach=tuple((usual * share, recall) for share, recall in zip(SHARES, reached, strict=True))
            if usual
            else (),
            fewest=None if least is None else usual * least,
            new_limit=limit,
            unseen=sum(each.card.memory.stability is None for each in found.covered) - sum(outlook.new),
        )
        return plan, moved

    def _new_limit(self, connection: Connection, found: ExamCards) -> int:
        book = self._presets.book(connection)
        names = {book.name_of(each.card.deck_id) for each in found.covered}
        return sum(book.presets[name].new_per_day for name in names)

    def _moved_card(self, found: ExamCards, moved: Moved) -> MovedCard:
        date_of = self._calendar.date_of
        return MovedCard(
            found.covered[moved.at].card.id,
            date_of(moved.was_day),
            date_of(moved.due_day),
            moved.why,
            reason(found.exam.name, date_of(moved.was_day), moved.why),
        )


def _usual_minutes(seconds: Sequence[float]) -> float:
    """The minutes of a day with any, on average; of today, of which a part may be over, only if there is no other day."""
    open_ = [each for each in seconds[1:] if each] or [each for each in seconds if each]
    return sum(open_) / len(open_) / 60.0 if open_ else 0.0
