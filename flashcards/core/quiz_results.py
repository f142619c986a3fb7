"""How a quiz came out: points by role, topic and kind, what to repeat, and whether it gets better."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from flashcards.core.grading import Given, Grade, Outcome, grade
from flashcards.core.quizzes import Question, Quiz

#: A change by less than this share of the points is no trend.
_STEADY = 0.05


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """What was answered, how it was graded, and in how many milliseconds.

    `overruled` says that the student counted it as right: the grade is that of the right answer.
    """

    given: Given
    grade: Grade
    duration: int = 0
    overruled: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """The points of some questions of all that they give."""

    name: str
    points: int
    of: int
    questions: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.points / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class QuizRun:
    """A quiz with the answers so far, by the place of the question from 0; times in milliseconds since 1970."""

    quiz: Quiz
    started_at: int
    ended_at: int | None = None
    answers: Mapping[int, GivenAnswer] = field(default_factory=dict)

    @property
    def next(self) -> int | None:
        """The place of the first question without an answer; None when all have one."""
        return next((at for at in range(len(self.quiz.questions)) if at not in self.answers), None)

    @property
    def seconds_left(self) -> float | None:
        """The time that is left, None without a limit. Only the time in which questions are open counts."""
        if self.quiz.spec.minutes is None:
            return None
        used = sum(answer.duration for answer in self.answers.values()) / 1000
        return max(0.0, self.quiz.spec.minutes * 60 - used)


@dataclass(frozen=True, slots=True)
class QuizResult:
    """The result of a quiz. `missed` are the cards to repeat, each once; `seconds` is the time that answers took."""

    all: Tally
    outcomes: Mapping[Outcome, int]
    by_role: tuple[Tally, ...]
    by_topic: tuple[Tally, ...]
    by_kind: tuple[Tally, ...]
    missed: tuple[int, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class QuizSummary:
    """One line of the history."""

    id: int
    title: str
    started_at: int
    ended_at: int | None
    mock: bool
    questions: int
    points: int
    of: int

    @property
    def share(self) -> float:
        """The points as a share, from 0 to 1."""
        return self.points / self.of if self.of else 0.0


def result_of(run: QuizRun) -> QuizResult:
    """The result so far. In a mock exam or against the clock a question without an answer is one that was skipped;
    in any other quiz it does not count."""
    counted = [
        (question, run.answers[at].grade if at in run.answers else grade(question, ()))
        for at, question in enumerate(run.quiz.questions)
        if at in run.answers or run.quiz.spec.mock or run.quiz.spec.minutes is not None
    ]
    topic = _topics([question for question, _grade in counted])
    missed = dict.fromkeys(card for question, got in counted for card in _missed(question, got))
    return QuizResult(
        all=_tally("", counted),
        outcomes={each: sum(got.outcome is each for _question, got in counted) for each in Outcome},
        by_role=_tallies(counted, lambda question: question.role.value),
        by_topic=_tallies(counted, topic),
        by_kind=_tallies(counted, lambda question: question.kind.value),
        missed=tuple(missed),
        seconds=sum(answer.duration for answer in run.answers.values()) / 1000,
    )


def trend(history: Sequence[QuizSummary]) -> float | None:
    """By how much of all points the latest three quizzes are better than those before; None with too few to tell,
    0 where the difference is small. `history` begins with the latest."""
    shares = [each.share for each in history if each.of and each.ended_at is not None]
    if len(shares) < 2:
        return None
    recent = shares[: min(3, len(shares) // 2)]
    before = shares[len(recent) :]
    change = sum(recent) / len(recent) - sum(before) / len(before)
    return change if abs(change) >= _STEADY else 0.0


def _missed(question: Question, got: Grade) -> Iterable[int]:
    if got.outcome is Outcome.RIGHT:
        return []
    if len(question.basis) == len(got.parts):
        pairs = zip(question.basis, got.parts, strict=True)
        return [basis.card_id for basis, right in pairs if not right]
    return [basis.card_id for basis in question.basis]


def _topics(questions: Sequence[Question]) -> Callable[[Question], str]:
    """The article of a question; where all are of one, the section."""
    if len({question.basis[0].title for question in questions}) > 1:
        return lambda question: question.basis[0].title
    return lambda question: question.basis[0].section or question.basis[0].title


def _tallies(counted: Sequence[tuple[Question, Grade]], key: Callable[[Question], str]) -> tuple[Tally, ...]:
    """Weakest first."""
    groups: dict[str, list[tuple[Question, Grade]]] = {}
    for question, got in counted:
        groups.setdefault(key(question), []).append((question, got))
    found = [_tally(name, group) for name, group in groups.items()]
    return tuple(sorted(found, key=lambda each: (each.share, -each.of, each.name)))


def _tally(name: str, counted: Sequence[tuple[Question, Grade]]) -> Tally:
    points = sum(got.points for _question, got in counted)
    return Tally(name, points, sum(got.of for _question, got in counted), len(counted))
