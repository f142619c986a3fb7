"""Quizzes: what is asked about which cards, the questions as they are put, and their right answers.

A question is one stem with a task. Whatever the task, an answer is a tuple of texts, so that it does not depend on
the order in which things were shown (`core.grading` says what each task takes and grades it).
"""

from dataclasses import dataclass, field
from enum import StrEnum
from math import isfinite

from flashcards.core.articles import Span
from flashcards.core.errors import BadInput
from flashcards.core.exams import Coverage
from flashcards.core.facts import FactKind
from flashcards.core.maps import Edge, MechanismMap, Node, Polarity
from flashcards.core.origins import place_of

MOST_QUESTIONS = 200
MOST_MINUTES = 600.0
#: What stands in a stem for what is to be typed.
GAP = "[...]"
TRUE, FALSE = "true", "false"


class QuestionKind(StrEnum):
    """What a question wants done."""

    CHOICE = "choice"
    TRUE_FALSE = "true-false"
    TYPED = "typed"
    ORDER = "order"
    MATCH = "match"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class QuizSpec:
    """Which questions are wanted.

    Of the cards that `covers` names, those that the search `query` finds (all of them where it is empty), or the
    cards of `card_ids`, whatever the others say. `number` is how many questions, at most; the same `seed` over the
    same cards gives the same quiz. `kinds` are those that may be asked. `minutes` is the time for all of it, None for
    as long as it takes. A mock exam tells nothing before its end. `title` is what the quiz is called.
    """

    covers: Coverage = field(default_factory=Coverage)
    query: str = ""
    card_ids: tuple[int, ...] | None = None
    number: int = 10
    seed: int = 0
    kinds: tuple[QuestionKind, ...] = tuple(QuestionKind)
    minutes: float | None = None
    mock: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class Basis:
    """A card that a question asks about, and the sentence that bears out its answer.

    `sentence` is verbatim and may be empty for cards of other programs; `title` is the article's, `page` counts
    from 1, 0 where there are none. `article_id` is None where the article is not in the library.
    """

    card_id: int
    note_id: int
    role: FactKind
    sentence: str = ""
    title: str = ""
    section: str = ""
    page: int = 0
    article_id: int | None = None

    @property
    def place(self) -> str:
        """Section and page in a few words: "Causes, p. 12"."""
        return place_of(self.section, self.page)


@dataclass(frozen=True, slots=True)
class Choice:
    """Pick one of several options, in the order in which they are shown; `right` is the place of the only true one."""

    options: tuple[str, ...]
    right: int


@dataclass(frozen=True, slots=True)
class TrueFalse:
    """Say whether the stem is true. For a false one `correct` is what is true, and `wrong` is the phrase of the stem
    that stands in the place of `instead`; all three are empty for a true one."""

    is_true: bool
    correct: str = ""
    wrong: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """Type the answer, or all `items` of a list, in any order.

    `answers` are the accepted ones, the first of them is shown afterwards; forms parted by " / " are accepted too. A
    stem with `GAP` is a sentence to be filled in.
    """

    answers: tuple[str, ...]
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """Put steps in their order; `shown` is how they are mixed."""

    steps: tuple[str, ...]
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Find for each of `left` its partner, which stands at the same place of `right`; `shown` is how those are mixed.

    The question has one basis for each pair, in the same order.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """An arrow of a map: from the concept at place `source` to that at `target`, with the words on it."""

    source: int
    target: int
    words: str
    polarity: Polarity | None = None
    hedge: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """Name the blank boxes of a mechanism map.

    `blanks` are places in `concepts`, numbered from 1 in the picture; `shown` are the labels on offer, mixed. The
    question has one basis for each blank, in the same order.
    """

    concepts: tuple[str, ...]
    effects: tuple[Effect, ...]
    blanks: tuple[int, ...]
    shown: tuple[str, ...]


Task = Choice | TrueFalse | Typed | Order | Match | Label
_KINDS: dict[type, QuestionKind] = {
    Choice: QuestionKind.CHOICE,
    TrueFalse: QuestionKind.TRUE_FALSE,
    Typed: QuestionKind.TYPED,
    Order: QuestionKind.ORDER,
    Match: QuestionKind.MATCH,
    Label: QuestionKind.LABEL,
}


@dataclass(frozen=True, slots=True)
class Question:
    """One question, as plain text. `basis` holds one card, or one for each pair or blank."""

    stem: str
    task: Task
    basis: tuple[Basis, ...]

    @property
    def kind(self) -> QuestionKind:
        """What is wanted."""
        return _KINDS[type(self.task)]

    @property
    def points(self) -> int:
        """One for an answer, an item, a pair or a blank; two for an order."""
        match self.task:
            case Typed(items=items) if items:
                return len(items)
            case Order():
                return 2
            case Match(left=left):
                return len(left)
            case Label(blanks=blanks):
                return len(blanks)
        return 1

    @property
    def role(self) -> FactKind:
        """The role of what it asks; that of the first card where there are several."""
        return self.basis[0].role

    @property
    def right(self) -> tuple[str, ...]:
        """The answer that earns all points."""
        match self.task:
            case Choice(options, place):
                return (options[place],)
            case TrueFalse(is_true):
                return (TRUE if is_true else FALSE,)
            case Typed(answers, items):
                return items or answers[:1]
            case Order(steps=steps):
                return steps
            case Match(right=partners):
                return partners
            case Label(concepts, blanks=blanks):
                return tuple(concepts[place] for place in blanks)


@dataclass(frozen=True, slots=True)
class Quiz:
    """The questions in the order in which they are put. `id` is 0 until stored."""

    spec: QuizSpec
    questions: tuple[Question, ...]
    id: int = 0

    @property
    def points(self) -> int:
        """All that can be earned."""
        return sum(question.points for question in self.questions)


def drawn(task: Label, *, told: bool = False) -> MechanismMap:
    """The map of a question as it is drawn: its blanks are their numbers, or, when `told`, what belongs there."""
    numbers = {place: str(number) for number, place in enumerate(task.blanks, 1)}
    labels = [
        label if told or place not in numbers else numbers[place] for place, label in enumerate(task.concepts)
    ]
    nodes = tuple(Node(f"n{place}", label, (), ()) for place, label in enumerate(labels))
    edges = tuple(
        Edge(
            source=f"n{each.source}",
            target=f"n{each.target}",
            subject=labels[each.source],
            relation=each.words,
            object=labels[each.target],
            evidence=Span(0, 0),
            fact=0,
            kind=FactKind.MECHANISM,
            polarity=each.polarity,
            hedge=each.hedge,
        )
        for each in task.effects
    )
    return MechanismMap(nodes, edges)


def checked(spec: QuizSpec) -> QuizSpec:
    """The specification as it can be carried out; raises `BadInput`."""
    if not 1 <= spec.number <= MOST_QUESTIONS:
        raise BadInput(f"A quiz has 1 to {MOST_QUESTIONS} questions.")
    if not spec.kinds:
        raise BadInput("A quiz needs at least one kind of question.")
    if spec.minutes is not None and not (isfinite(spec.minutes) and 0 < spec.minutes <= MOST_MINUTES):
        raise BadInput(f"The time for a quiz is more than 0 and at most {MOST_MINUTES:g} minutes.")
    return spec
