"""Quizzes on paper: the same questions in several versions, mixed anew for each, and the key to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256

from flashcards.core.errors import BadInput
from flashcards.core.ordering import mixed
from flashcards.core.quizzes import Choice, Label, Match, Order, Question, Quiz

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MOST_VERSIONS = 12


class Parts(StrEnum):
    """What of a quiz is printed."""

    BOTH = "both"
    PAPERS = "papers"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a quiz: its letter, and the questions in its order."""

    letter: str
    questions: tuple[Question, ...]

    @property
    def points(self) -> int:
        """All that can be earned; the same in every version."""
        return sum(question.points for question in self.questions)


@dataclass(frozen=True, slots=True)
class QuizPapers:
    """A quiz to print. `maps` are the pictures of its questions about maps as SVG, by their tasks without
    what is on offer, which is mixed.

    `deck` is its title. `minutes` is the time for it, None where there is no limit.
    """

    deck: str
    versions: tuple[Version, ...]
    minutes: float | None = None
    mock: bool = False
    parts: Parts = Parts.BOTH
    maps: Mapping[Label, str] = field(default_factory=dict)

    def map_of(self, task: Label) -> str:
        """The picture of a question's map, empty where there is none."""
        return self.maps.get(replace(task, shown=()), "")


def versions(quiz: Quiz, count: int) -> tuple[Version, ...]:
    """The versions of a quiz: A is the quiz as it is, in the others questions and what they offer are mixed.

    The same quiz gives the same versions; no two neighbours have the same order where there is another. Raises
    `BadInput`.
    """
    check_versions(count)
    made = [Version("A", quiz.questions)]
    for letter in LETTERS[1:count]:
        seed = f"{quiz.spec.seed}/{letter}"
        questions = _other_order(quiz.questions, [each.stem for each in made[-1].questions], seed)
        made.append(Version(letter, tuple(_mixed(each, f"{seed}/{each.stem}") for each in questions)))
    return tuple(made)


def check_versions(count: int) -> None:
    """Raise `BadInput` for more versions than there can be, or none."""
    if not 1 <= count <= MOST_VERSIONS:
        raise BadInput(f"A quiz has 1 to {MOST_VERSIONS} versions.")


def right_letter(task: Choice) -> str:
    """The letter of the right option."""
    return LETTERS[task.right]


def right_numbers(task: Order) -> tuple[int, ...]:
    """For each step as it is printed, its place in the right order, from 1; equal steps take their turns."""
    left: dict[str, list[int]] = {}
    for place, step in enumerate(task.steps, 1):
        left.setdefault(step, []).append(place)
    return tuple(left[step].pop(0) for step in task.shown)


def right_letters(shown: Sequence[str], wanted: Sequence[str]) -> tuple[str, ...]:
    """For each text that is wanted, the letter of one that is shown; equal ones take their turns."""
    left: dict[str, list[str]] = {}
    for letter, text in zip(lettered(len(shown)), shown, strict=True):
        left.setdefault(text, []).append(letter)
    return tuple(left[text].pop(0) if len(left[text]) > 1 else left[text][0] for text in wanted)


def lettered(count: int) -> tuple[str, ...]:
    """So many letters: A to Z, then A2 to Z2, and so on."""
    return tuple(
        LETTERS[at % len(LETTERS)] + (str(at // len(LETTERS) + 1) if at >= len(LETTERS) else "")
        for at in range(count)
    )


def _mixed(question: Question, seed: str) -> Question:
    """A question with what it offers in another order."""
    match question.task:
        case Choice(options, right):
            order = _order(len(options), seed)
            task = Choice(tuple(options[at] for at in order), order.index(right))
            return replace(question, task=task)
        case Order(steps=steps):
            # The order of the steps themselves would give them away.
            return replace(question, task=replace(question.task, shown=mixed(steps, seed)))
        case Match(shown=shown) | Label(shown=shown):
            order = _order(len(shown), seed)
            return replace(question, task=replace(question.task, shown=tuple(shown[at] for at in order)))
    return question


def _other_order(questions: Sequence[Question], before: Sequence[str], seed: str) -> tuple[Question, ...]:
    found = tuple(questions[at] for at in _order(len(questions), seed))
    return found if [each.stem for each in found] != before else (*found[1:], *found[:1])


def _order(count: int, seed: str) -> tuple[int, ...]:
    """The numbers below a count, mixed; the same for a seed on every machine."""
    return tuple(sorted(range(count), key=lambda at: sha256(f"{seed}\0{at}".encode()).digest()))
