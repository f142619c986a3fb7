"""Exams: adding, changing, listing and removing them, and giving back the cards that their plans moved."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from flashcards.core.changes import Changes
from flashcards.core.clock import Clock, StudyCalendar, to_milliseconds
from flashcards.core.errors import BadInput, NotFound
from flashcards.core.exams import Coverage, Exam, checked
from flashcards.core.facts import FactKind
from flashcards.core.reviews import Placement, PlacementKind
from flashcards.services.presets import PARAMETERS, PresetBook, PresetService
from flashcards.store import articles as articles_table
from flashcards.store import cards as cards_table
from flashcards.store import decks as decks_table
from flashcards.store import exams as exams_table
from flashcards.store import placements as placements_table
from flashcards.store import settings as settings_table
from flashcards.store.exams import Move
from flashcards.store.library import Connection, Library
from flashcards.study.scheduler import DEFAULT_PARAMETERS

EXAMS = Changes.EXAMS
#: What it touches to move cards or to give them back.
MOVING = Changes.EXAMS | Changes.REVIEWS | Changes.DECKS


class ExamService:
    """The exams of a library; names are unique, whatever their case."""

    def __init__(
        self, library: Library, clock: Clock, calendar: StudyCalendar, presets: PresetService
    ) -> None:
        self._library = library
        self._clock = clock
        self._calendar = calendar
        self._presets = presets

    def all(self) -> list[Exam]:
        """Every exam, the earliest first, past ones too."""
        with self._library.reading() as connection:
            return exams_table.all_exams(connection)

    def coming(self) -> list[Exam]:
        """The exams that are not over, the earliest first."""
        now = self._clock()
        return [exam for exam in self.all() if exam.at > now]

    def get(self, name: str) -> Exam:
        """An exam by its name; raises `NotFound`."""
        with self._library.reading() as connection:
            return named(connection, name)

    def count(self, covers: Coverage) -> tuple[int, int]:
        """How many cards an exam would cover, and how many of them were never answered."""
        with self._library.reading() as connection:
            return exams_table.count(connection, covers)

    def add(self, exam: Exam) -> tuple[Exam, Changes]:
        """Store a new exam; raises `BadInput`, and `NotFound` for a deck or an article that is not there."""
        return self._save(replace(exam, id=0), f"Add the exam “{exam.name}”")

    def change(self, name: str, exam: Exam) -> tuple[Exam, Changes]:
        """Store an exam in the place of the one with that name; what its plan moved stays until the next plan."""
        before = self.get(name)
        return self._save(replace(exam, id=before.id), f"Change the exam “{before.name}”")

    def remove(self, name: str) -> Changes:
        """Delete an exam; the cards that its plan moved go to the dates that their memories give."""
        with self._library.writing(f"Delete the exam “{name}”", MOVING) as connection:
            exam = named(connection, name)
            self._give_back(connection, exams_table.moves(connection, exam.id))
            exams_table.remove(connection, exam.id)
        return MOVING

    def release(self, *, joining: bool = False) -> tuple[int, Changes]:
        """Once an exam is over, give the cards that its plan moved the dates that their memories give.

        Returns how many; cards that were answered since have such a date already. `joining` is for what is done
        unasked: it is taken back together with the change before it.
        """
        if not self._over():
            return 0, Changes.NOTHING
        now = self._clock()
        label = "Go back to the schedule after the exam"
        with self._library.writing(label, MOVING, joining=joining) as connection:
            over = {exam.id for exam in exams_table.all_exams(connection) if exam.at <= now}
            moves = [move for move in exams_table.moves(connection) if move.exam_id in over]
            count = self._give_back(connection, moves)
            exams_table.forget_all_moves(connection, sorted(over))
            return count, MOVING

    def _give_back(self, connection: Connection, moves: Sequence[Move]) -> int:
        """Give moved cards the due dates that their memories and presets ask for; returns how many were moved."""
        from flashcards.study.remembering import Planned, due_days

        wanted = {move.card_id for move in moves}
        rows = [row for row in cards_table.in_review(connection) if row[0] in wanted] if wanted else []
        book = self._presets.book(connection)
        wishes, longest = _wishes(book, rows)
        known = [Planned(row[0], row[3], row[4], row[5] or 0) for row in rows]
        days = due_days(known, parameters(connection), wishes, longest)
        now = to_milliseconds(self._clock())
        placed = [
            Placement(max(now, (row[6] or 0) + 1), row[0], PlacementKind.RESCHEDULE, day, interval)
            for row, (day, interval) in zip(rows, days, strict=True)
        ]
        placements_table.add(connection, placed)
        cards_table.place(connection, placed)
        exams_table.forget_moves(connection, sorted(wanted))
        return len(placed)

    def _over(self) -> bool:
        now = self._clock()
        with self._library.reading() as connection:
            moved = exams_table.with_moves(connection)
            return any(
                exam.at <= now and exam.id in moved
                for exam in (exams_table.all_exams(connection) if moved else ())
            )

    def _save(self, exam: Exam, label: str) -> tuple[Exam, Changes]:
        exam = checked(exam)
        _check_moment(exam.at, self._clock())
        with self._library.writing(label, EXAMS) as connection:
            for other in exams_table.all_exams(connection):
                if other.id != exam.id and other.name.casefold() == exam.name.casefold():
                    raise BadInput(f"There is already an exam “{other.name}”.")
            _check_covered(connection, exam)
            saved = replace(exam, id=exams_table.save(connection, exam))
            exams_table.set_planned(connection, saved.id, None)
        return saved, EXAMS


def named(connection: Connection, name: str) -> Exam:
    """The exam with a name, whatever its case; raises `NotFound`."""
    wanted = " ".join(name.split()).casefold()
    for exam in exams_table.all_exams(connection):
        if exam.name.casefold() == wanted:
            return exam
    raise NotFound(f"There is no exam “{name}”.")


def parameters(connection: Connection) -> tuple[float, ...]:
    """FSRS's parameters that the library uses."""
    return tuple(settings_table.get(connection, PARAMETERS) or DEFAULT_PARAMETERS)


def _wishes(book: PresetBook, rows: Sequence[tuple[Any, ...]]) -> tuple[list[float], list[int]]:
    presets = [book.of(row[1]) for row in rows]
    wishes = [preset.retention_of(FactKind(row[2])) for preset, row in zip(presets, rows, strict=True)]
    return wishes, [preset.maximum_interval for preset in presets]


def _check_moment(at: datetime, now: datetime) -> None:
    if at <= now:
        raise BadInput("The exam must lie in the future.")
    if (at - now).days > 3660:
        raise BadInput("An exam lies at most ten years ahead.")


def _check_covered(connection: Connection, exam: Exam) -> None:
    decks = {deck.name for deck in decks_table.all_decks(connection)}
    for name in exam.covers.decks:
        if name not in decks:
            raise NotFound(f"There is no deck “{name}”.")
    for article_id in exam.covers.articles:
        if articles_table.get(connection, article_id) is None:
            raise NotFound(f"There is no article {article_id}.")
