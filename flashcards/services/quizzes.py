"""Quizzes and mock exams: begun, answered, ended and looked back on; none of it touches the schedule by itself."""

from collections.abc import Sequence
from dataclasses import replace

from flashcards.core.changes import Changes
from flashcards.core.clock import Clock, StudyCalendar, to_milliseconds
from flashcards.core.errors import BadInput, NotFound
from flashcards.core.exams import Coverage
from flashcards.core.grading import Given, Grade, grade
from flashcards.core.note_types import SEQUENCE
from flashcards.core.progress import Cancel, Report, silent, stepping
from flashcards.core.query import parse
from flashcards.core.quiz_results import GivenAnswer, QuizResult, QuizRun, QuizSummary, result_of
from flashcards.core.quizzes import Question, Quiz, QuizSpec, Typed, checked
from flashcards.core.reviews import CardState, Placement, PlacementKind
from flashcards.core.sessions import SessionOrder, SessionPlan
from flashcards.services.maps import MapService
from flashcards.services.origins import OriginService
from flashcards.services.presets import PARAMETERS
from flashcards.services.search import now_of
from flashcards.store import articles as articles_table
from flashcards.store import cards as cards_table
from flashcards.store import decks as decks_table
from flashcards.store import placements as placements_table
from flashcards.store import quizzes as quizzes_table
from flashcards.store import search as search_table
from flashcards.store import settings as settings_table
from flashcards.store.covering import Covered, covered_by, of_type
from flashcards.store.library import Connection, Library
from flashcards.study.quiz.drawing import Candidate
from flashcards.study.scheduler import DEFAULT_PARAMETERS

QUIZZES = Changes.QUIZZES
_TODAY = Changes.REVIEWS | Changes.DECKS
_LONGEST_ANSWER = 60 * 60 * 1000
_LONGEST_TITLE = 100
_MOST_CARDS = 1_000_000
_HISTORY = 100


class QuizService:
    """Every quiz is kept from its first question on, so that one that was interrupted goes on where it stopped."""

    def __init__(
        self,
        library: Library,
        clock: Clock,
        calendar: StudyCalendar,
        origins: OriginService,
        maps: MapService,
    ) -> None:
        self._library = library
        self._clock = clock
        self._calendar = calendar
        self._origins = origins
        self._maps = maps

    def count(self, spec: QuizSpec) -> int:
        """How many cards a quiz could ask about; raises `BadInput` or `NotFound`."""
        return len(self._covered(spec))

    def make(self, spec: QuizSpec, report: Report = silent, cancel: Cancel | None = None) -> Quiz:
        """The questions of a quiz; nothing is kept. Slow for many questions: for the background lane.

        Raises `BadInput`, `NotFound` where there is no card or no good question, and `Cancelled`.
        """
        from flashcards.services.quiz_making import QuizMaker
        from flashcards.services.quiz_material import MaterialReader
        from flashcards.study.gain import recalls

        found = self._covered(checked(spec))
        if not found:
            raise NotFound("There are no cards to ask about.")
        with self._library.reading() as connection:
            parameters = settings_table.get(connection, PARAMETERS) or DEFAULT_PARAMETERS
            ordered = of_type(connection, SEQUENCE.id)
        today = self._calendar.day_of(self._clock())
        chances = recalls([each.card.memory for each in found], today, parameters)
        candidates = [
            Candidate(each.card.id, each.role, chance, each.article_id, each.card.id in ordered)
            for each, chance in zip(found, chances, strict=True)
        ]
        maker = QuizMaker(
            MaterialReader(self._library, self._origins), self._maps, spec, stepping(report, cancel)
        )
        return maker.make({each.card.id: each.card for each in found}, candidates)

    def as_cards(self, spec: QuizSpec, report: Report = silent, cancel: Cancel | None = None) -> Quiz:
        """The cards of a set as they are, in the order in which they were made, to be shown and not graded.

        As many as the set has, whatever number is wanted; cards without text are left out. Raises what `make` raises.
        """
        from flashcards.services.quiz_material import MaterialReader

        watch = stepping(report, cancel)
        found = self._covered(spec)
        reader = MaterialReader(self._library, self._origins)
        questions = []
        for done, each in enumerate(found):
            watch(done / len(found), "reading cards")
            material = reader.of(each.card)
            if material is not None and material.stem.strip() and material.draft.answer.strip():
                questions.append(material.ask(Typed((material.draft.answer,))))
        if not questions:
            raise NotFound("There are no cards to show.")
        return Quiz(spec, tuple(questions))

    def start(
        self, spec: QuizSpec, report: Report = silent, cancel: Cancel | None = None
    ) -> tuple[QuizRun, Changes]:
        """Make a quiz and begin it; raises what `make` raises."""
        return self.begin(self.make(spec, report, cancel))

    def begin(self, quiz: Quiz) -> tuple[QuizRun, Changes]:
        """Begin a quiz that was made."""
        title = " ".join(quiz.spec.title.split())[:_LONGEST_TITLE] or _title(quiz.spec)
        with self._library.writing(f"Begin the quiz “{title}”", QUIZZES) as connection:
            quiz_id = quizzes_table.add(connection, quiz, title, to_milliseconds(self._clock()))
            return _run(connection, quiz_id), QUIZZES

    def get(self, quiz_id: int) -> QuizRun:
        """A quiz with the answers so far; raises `NotFound`."""
        with self._library.reading() as connection:
            return _run(connection, quiz_id)

    def current(self) -> QuizRun | None:
        """The latest quiz that is not over, None where there is none."""
        with self._library.reading() as connection:
            quiz_id = quizzes_table.under_way(connection)
            return None if quiz_id is None else _run(connection, quiz_id)

    def answer(self, quiz_id: int, place: int, given: Given, duration: int = 0) -> tuple[Grade, Changes]:
        """Answer the question at a place, from 0; `duration` in milliseconds.

        In a mock exam an answer may be changed until the end, which adds to its time. Raises `NotFound`, and `BadInput`
        where the quiz is over or the question was answered already.
        """
        with self._library.writing("Answer a question", QUIZZES) as connection:
            run = _run(connection, quiz_id)
            question = _open(run, place)
            before = run.answers.get(place)
            if before is not None and not run.quiz.spec.mock:
                raise BadInput("This question was answered already.")
            taken = min(max(0, duration), _LONGEST_ANSWER) + (before.duration if before else 0)
            made = GivenAnswer(tuple(given), grade(question, given), taken)
            quizzes_table.answer(connection, quiz_id, place, made)
        return made.grade, QUIZZES

    def overrule(self, quiz_id: int, place: int) -> tuple[Grade, Changes]:
        """Count an answer as right, as the student judges it; raises `BadInput` for a question without an answer."""
        with self._library.writing("Count the answer as right", QUIZZES) as connection:
            run = _run(connection, quiz_id)
            before = run.answers.get(place)
            if before is None:
                raise BadInput("This question has no answer yet.")
            right = grade(run.quiz.questions[place], run.quiz.questions[place].right)
            quizzes_table.answer(connection, quiz_id, place, replace(before, grade=right, overruled=True))
            if run.ended_at is not None:
                self._end(connection, quiz_id, run.ended_at)
        return right, QUIZZES

    def finish(self, quiz_id: int) -> tuple[QuizResult, Changes]:
        """End a quiz; one that is over stays as it is."""
        with self._library.writing("End the quiz", QUIZZES) as connection:
            run = _run(connection, quiz_id)
            if run.ended_at is not None:
                return result_of(run), Changes.NOTHING
            return self._end(connection, quiz_id, to_milliseconds(self._clock())), QUIZZES

    def result(self, quiz_id: int) -> QuizResult:
        """The result of a quiz, or how it stands; raises `NotFound`."""
        return result_of(self.get(quiz_id))

    def history(self, limit: int = _HISTORY) -> list[QuizSummary]:
        """Quizzes, the latest first."""
        with self._library.reading() as connection:
            return quizzes_table.history(connection, limit)

    def remove(self, quiz_id: int) -> Changes:
        """Delete a quiz with its answers; raises `NotFound`."""
        with self._library.writing("Delete the quiz", QUIZZES) as connection:
            _run(connection, quiz_id)
            quizzes_table.remove(connection, quiz_id)
        return QUIZZES

    def add_to_today(self, card_ids: Sequence[int]) -> tuple[int, Changes]:
        """Let missed cards come today: what is in review becomes due, what was never answered comes first, what was
        put off comes again. Returns how many there still are; memories stay as they are."""
        now, today = self._clock(), self._calendar.day_of(self._clock())
        with self._library.writing("Add missed cards to today", _TODAY) as connection:
            found = cards_table.some(connection, list(dict.fromkeys(card_ids)))
            placed = [
                Placement(
                    max(to_milliseconds(now), (card.memory.last_at or 0) + 1),
                    card.id,
                    PlacementKind.DUE,
                    today,
                    card.memory.interval,
                )
                for card in found
                if card.memory.state is CardState.REVIEW and (card.memory.due_day or 0) > today
            ]
            placements_table.add(connection, placed)
            cards_table.place(connection, placed)
            cards_table.mark(connection, [card.id for card in found], buried_until=0)
            new = [card.id for card in found if card.memory.state is CardState.NEW]
            cards_table.put_first(connection, new)
        return len(found), _TODAY

    def cram_plan(self, card_ids: Sequence[int]) -> SessionPlan:
        """A session that goes through missed cards and leaves their schedule alone."""
        return SessionPlan(order=SessionOrder.WEAKEST, cram=True, card_ids=tuple(card_ids))

    def _end(self, connection: Connection, quiz_id: int, ended_at: int) -> QuizResult:
        found = result_of(_run(connection, quiz_id))
        quizzes_table.end(connection, quiz_id, ended_at, found.all.points, found.all.of)
        return found

    def _covered(self, spec: QuizSpec) -> list[Covered]:
        """The cards that a quiz may ask about."""
        node = parse(spec.query) if spec.query.strip() else None
        with self._library.reading() as connection:
            if spec.card_ids is not None:
                wanted = set(spec.card_ids)
                return [each for each in covered_by(connection, Coverage()) if each.card.id in wanted]
            _check(connection, spec)
            found = covered_by(connection, spec.covers)
            if node is None:
                return found
            now = now_of(connection, self._clock(), self._calendar)
            fitting = {card.id for card in search_table.find_cards(connection, node, now, _MOST_CARDS)}
            return [each for each in found if each.card.id in fitting]


def _run(connection: Connection, quiz_id: int) -> QuizRun:
    run = quizzes_table.get(connection, quiz_id)
    if run is None:
        raise NotFound(f"There is no quiz {quiz_id}.")
    return run


def _open(run: QuizRun, place: int) -> Question:
    """The question at a place of a quiz that is not over."""
    if run.ended_at is not None:
        raise BadInput("This quiz is over.")
    if not 0 <= place < len(run.quiz.questions):
        raise BadInput(f"This quiz has questions 1 to {len(run.quiz.questions)}.")
    return run.quiz.questions[place]


def _check(connection: Connection, spec: QuizSpec) -> None:
    """Raise `NotFound` for a deck or an article that is not there."""
    known = {deck.name for deck in decks_table.all_decks(connection)}
    for name in spec.covers.decks:
        if not any(f"{each}::".startswith(f"{name}::") for each in known):
            raise NotFound(f"There is no deck “{name}”.")
    for article_id in spec.covers.articles:
        if articles_table.get(connection, article_id) is None:
            raise NotFound(f"There is no article {article_id}.")


def _title(spec: QuizSpec) -> str:
    """What a quiz is called that nobody gave a name."""
    covers = spec.covers
    parts = [*(name.rpartition("::")[2] for name in covers.decks), *covers.tags, *covers.roles]
    parts += [spec.query] if spec.query.strip() else []
    named = ", ".join(parts)[:_LONGEST_TITLE] or ("Some cards" if spec.card_ids else "All cards")
    return named if not covers.articles or parts else "Articles"
