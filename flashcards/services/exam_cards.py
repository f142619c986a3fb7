"""The cards of an exam read for the forecast and the plan: their memories as arrays, and the time there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from flashcards.core.clock import StudyCalendar, to_milliseconds
from flashcards.core.errors import BadInput
from flashcards.core.exams import Exam
from flashcards.core.reviews import CardState, Memory
from flashcards.services.exams import named, parameters
from flashcards.store import exams as exams_table
from flashcards.store import reviews as reviews_table
from flashcards.store.covering import Covered
from flashcards.store.exams import Move
from flashcards.store.library import Connection

if TYPE_CHECKING:
    from flashcards.study.exam.course import Course, Pace
    from flashcards.study.exam.planner import Frame

_DAY = 86_400_000.0
#: What answers take where none were given yet, in seconds.
_USUAL = {CardState.NEW: 20.0, CardState.LEARNING: 10.0, CardState.REVIEW: 10.0, CardState.RELEARNING: 10.0}
_DAYS_OF_PACE = 30


@dataclass(frozen=True, slots=True)
class ExamCards:
    """An exam with the cards that it covers as of one moment; `moves` are those of any exam, by card, and `paced`
    the new cards to which any exam gave a day."""

    exam: Exam
    moment: datetime
    today: int
    exam_day: int
    point: float
    covered: Sequence[Covered]
    moves: Mapping[int, Move]
    paced: Mapping[int, Move]
    studied: Mapping[int, float]
    seconds: Mapping[CardState, float]
    parameters: tuple[float, ...]

    @property
    def within_a_day(self) -> bool:
        """Whether the exam is so near that FSRS, which thinks in days, knows little of it."""
        return (self.exam.at - self.moment).total_seconds() < 86_400

    @property
    def seconds_done(self) -> float:
        """The seconds that its cards were studied today."""
        covered = {each.card.id for each in self.covered}
        return sum(taken for card_id, taken in self.studied.items() if card_id in covered)

    def now(self, calendar: StudyCalendar) -> float:
        """The present moment in study days and parts of them."""
        since = to_milliseconds(self.moment) - to_milliseconds(calendar.start_of(self.today))
        return self.today + since / _DAY

    def course(self, calendar: StudyCalendar) -> "Course":
        """The memories of the cards, in the order of `covered`."""
        from flashcards.study.exam.course import course_of

        memories = [each.card.memory for each in self.covered]
        return course_of(
            [each.stability for each in memories],
            [each.difficulty for each in memories],
            [float(each.last_day or 0) for each in memories],
            [_seen(each, calendar) for each in memories],
            [self.exam.weight_of(each.role) for each in self.covered],
        )

    def frame(self, calendar: StudyCalendar) -> "Frame":
        """The days until the exam with their time; of today what is left of it. On the day of the exam that day."""
        from flashcards.study.exam.planner import frame_of

        days = range(self.today, max(self.exam_day, self.today + 1))
        seconds = [60.0 * self.exam.minutes_on(calendar.date_of(day)) for day in days]
        left = (self.exam.at - self.moment).total_seconds()
        seconds[0] = min(max(0.0, seconds[0] - self.seconds_done), left)
        return frame_of(self.parameters, self.point, self._pace(), days, seconds)

    def _pace(self) -> "Pace":
        from flashcards.study.exam.course import Pace

        usual = self.seconds
        return Pace(
            new=max(1.0, usual[CardState.NEW] + usual[CardState.LEARNING]),
            recalled=max(1.0, usual[CardState.REVIEW]),
            forgotten=max(1.0, usual[CardState.REVIEW] + usual[CardState.RELEARNING]),
        )


def read(connection: Connection, name: str, moment: datetime, calendar: StudyCalendar) -> ExamCards:
    """An exam and its cards; raises `NotFound`, and `BadInput` for one that is over or covers no card."""
    exam = named(connection, name)
    if exam.at <= moment:
        raise BadInput(f"The exam “{exam.name}” is over.")
    covered = exams_table.covered(connection, exam.id)
    if not covered:
        raise BadInput(f"The exam “{exam.name}” covers no cards.")
    today, exam_day = calendar.day_of(moment), calendar.day_of(exam.at)
    since = to_milliseconds(exam.at) - to_milliseconds(calendar.start_of(exam_day))
    return ExamCards(
        exam=exam,
        moment=moment,
        today=today,
        exam_day=exam_day,
        point=exam_day + since / _DAY,
        covered=covered,
        moves={move.card_id: move for move in exams_table.moves(connection)},
        paced={move.card_id: move for move in exams_table.paced(connection)},
        studied=exams_table.seconds_on(connection, today),
        seconds=_USUAL | reviews_table.seconds_by_state(connection, today - _DAYS_OF_PACE),
        parameters=parameters(connection),
    )


def _seen(memory: Memory, calendar: StudyCalendar) -> float:
    """When a card was last answered, in study days and parts of them."""
    if memory.last_day is None or memory.last_at is None:
        return float(memory.last_day or 0)
    since = memory.last_at - to_milliseconds(calendar.start_of(memory.last_day))
    return memory.last_day + min(max(since / _DAY, 0.0), 1.0)
