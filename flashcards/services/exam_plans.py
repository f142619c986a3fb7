"""Where one stands before an exam, and the plan up to it: which cards come on which day, and why."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from flashcards.core.changes import Changes
from flashcards.core.clock import Clock, StudyCalendar, to_milliseconds
from flashcards.core.errors import BadInput, NotFound
from flashcards.core.exams import Exam
from flashcards.core.progress import Cancel, Report, silent, stepping
from flashcards.services.exam_cards import ExamCards, read
from flashcards.services.exam_figures import ExamOutlook, ExamPlan, Forecast, forecast_of
from flashcards.services.exam_moves import carry_out, near_exam, new_reason, reason
from flashcards.services.exam_planning import plan_of, planning_of, valuable, weakest
from flashcards.services.exams import MOVING, ExamService, parameters
from flashcards.services.presets import PresetService
from flashcards.store import cards as cards_table
from flashcards.store import exams as exams_table
from flashcards.store import figures as figures_table
from flashcards.store.library import MANY, Connection, Library
from flashcards.study.curve import recall_after
from flashcards.study.exam.moving import Why

#: Minutes of the button for those who have little time.
_SHORT = 10.0
#: More cards than that nobody crams.
_MOST_CRAMMED = 500
_DAY = 86_400_000.0


@dataclass(frozen=True, slots=True)
class KeptUp:
    """The exams that were planned unasked, how many cards came to other days by that, and how many went back since
    their exam is over."""

    exams: tuple[str, ...]
    moved: int
    back: int


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
        with self._library.reading() as connection:
            found = read(connection, name, self._clock(), self._calendar)
            titles = figures_table.titles(connection)
        return forecast_of(found, self._calendar, titles)

    def ready(self) -> dict[int, float]:
        """The share that would be recalled at each exam to come, by its id; exams that cover no card are left out."""
        found = {}
        for exam in self._exams.coming():
            with suppress(BadInput, NotFound):
                found[exam.id] = self.forecast(exam.name).readiness.share
        return found

    def outlook(self, name: str, report: Report = silent, cancel: Cancel | None = None) -> ExamOutlook:
        """Forecast and plan with what they lead to on the days until the exam, and what to do at once.

        Nothing is changed. Raises as `forecast` does, and `Cancelled`.
        """
        step = stepping(report, cancel)
        with self._library.reading() as connection:
            found = read(connection, name, self._clock(), self._calendar)
            titles = figures_table.titles(connection)
            limit = self._new_limit(connection, found)
        step(0.0, "planning")
        planning = planning_of(found, self._calendar)
        return ExamOutlook(
            forecast=forecast_of(found, self._calendar, titles),
            plan=plan_of(found, planning, self._calendar, limit, step),
            minutes_done=found.seconds_done / 60.0,
            levels=planning.levels,
            valuable=valuable(found, planning, _SHORT),
            weakest=weakest(found, planning, _MOST_CRAMMED),
        )

    def plan(self, name: str, report: Report = silent, cancel: Cancel | None = None) -> ExamPlan:
        """The plan up to an exam as of now; nothing is changed. Raises as `forecast` does, and `Cancelled`."""
        with self._library.reading() as connection:
            found = read(connection, name, self._clock(), self._calendar)
            limit = self._new_limit(connection, found)
        step = stepping(report, cancel)
        step(0.0, "planning")
        return plan_of(found, planning_of(found, self._calendar), self._calendar, limit, step)

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
        step(0.0, "planning")
        planning = planning_of(found, self._calendar)
        plan = plan_of(found, planning, self._calendar, limit, step)
        with self._library.writing(f"Plan for {found.exam.name}", MOVING, rows=MANY) as connection:
            carry_out(connection, found, planning.moved, planning.pace)
        return plan, MOVING

    def behind(self) -> list[str]:
        """The names of the exams to come that are planned daily and were not planned today, the earliest first."""
        today = self._calendar.day_of(self._clock())
        coming = self._exams.coming()
        if not coming:
            return []
        with self._library.reading() as connection:
            planned = exams_table.planned(connection)
        return [exam.name for exam in coming if exam.daily and planned.get(exam.id) != today]

    def keep_up(self, report: Report = silent, cancel: Cancel | None = None) -> tuple[KeptUp, Changes]:
        """Plan the exams that are behind, and give back the cards of those that are over; exams that cover no cards wait.

        This is what happens unasked: undo takes it back together with the change before it, if there is one.
        """
        step = stepping(report, cancel)
        back, changes = self._exams.release(joining=True)
        names, moved = [], 0
        for name in self.behind():
            step(0.0, "planning")
            try:
                with self._library.reading() as connection:
                    found = read(connection, name, self._clock(), self._calendar)
            except (BadInput, NotFound):
                continue
            planning = planning_of(found, self._calendar)
            with self._library.writing(f"Plan for {found.exam.name}", MOVING, joining=True) as connection:
                moved += carry_out(connection, found, planning.moved, planning.pace)
            names.append(name)
            changes |= MOVING
        return KeptUp(tuple(names), moved, back), changes

    def why(self, card_id: int) -> str | None:
        """Why a card has another day than its memory gave it, and what is known of it within hours of an exam, in
        sentences; None if no plan moved it and no exam is near."""
        with self._library.reading() as connection:
            exams = {exam.id: exam for exam in exams_table.all_exams(connection)}
            if not exams:
                return None
            move = exams_table.move_of(connection, card_id)
            pace = exams_table.paced(connection, card_id)
            near = self._near(connection, exams.values(), card_id)
        parts = [near] if near else []
        if move is not None:
            was = self._calendar.date_of(move.was_day)
            parts.insert(0, reason(exams[move.exam_id].name, was, Why(move.why)))
        parts += [new_reason(exams[each.exam_id].name, self._calendar.date_of(each.due_day)) for each in pace]
        return " ".join(parts) or None

    def _near(self, connection: Connection, exams: Iterable[Exam], card_id: int) -> str:
        """The range of a card's chance at an exam within a day that covers it; empty where there is none."""
        from flashcards.study.exam.forecast import likely

        now = self._clock()
        near = [exam for exam in exams if timedelta(0) < exam.at - now < timedelta(days=1)]
        card = next(iter(cards_table.some(connection, [card_id] if near else [])), None)
        if card is None or card.memory.stability is None or card.memory.last_at is None:
            return ""
        for exam in near:
            if exams_table.covers_card(connection, exam.id, card_id):
                days = (to_milliseconds(exam.at) - card.memory.last_at) / _DAY
                chance = recall_after(days, card.memory.stability, parameters(connection)[20])
                return near_exam(exam.name, exam.at - now, likely(chance))
        return ""

    def _new_limit(self, connection: Connection, found: ExamCards) -> int:
        book = self._presets.book(connection)
        names = {book.name_of(each.card.deck_id) for each in found.covered}
        return sum(book.presets[name].new_per_day for name in names)
