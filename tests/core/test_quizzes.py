"""The values of a quiz, and what an answer earns."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.errors import BadInput
from flashcards.core.facts import FactKind
from flashcards.core.grading import Outcome, grade
from flashcards.core.quizzes import (
    Basis,
    Choice,
    Effect,
    Label,
    Match,
    Order,
    Question,
    QuestionKind,
    QuizSpec,
    Task,
    TrueFalse,
    Typed,
    checked,
    drawn,
)

CARD = Basis(1, 1, FactKind.MECHANISM, "Ketamine blocks NMDA receptors.", "Ketamine", "Effects", 3, 1)
WORDS = st.text("abcdefghij", min_size=3, max_size=8)


def ask(task: Task, cards: int = 1) -> Question:
    return Question("What is it?", task, (CARD,) * cards)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    words = draw(st.lists(WORDS, min_size=4, max_size=6, unique=True))
    mixed = tuple(draw(st.permutations(words)))
    chain = tuple(Effect(at, at + 1, "raises") for at in range(len(words) - 1))
    tasks: list[Task] = [
        Choice(mixed, draw(st.integers(0, len(mixed) - 1))),
        TrueFalse(is_true=draw(st.booleans())),
        Typed((words[0],)),
        Typed((", ".join(words),), tuple(words)),
        Order(tuple(words), mixed),
        Match(tuple(words), mixed, tuple(words)),
        Label(tuple(words), chain, (1, 2), mixed),
    ]
    return ask(draw(st.sampled_from(tasks)), 4)


@given(questions())
def test_the_right_answer_earns_all_points_and_none_earns_nothing(question: Question) -> None:
    found = grade(question, question.right)
    assert (found.outcome, found.points) == (Outcome.RIGHT, question.points)
    assert all(found.parts)
    assert grade(question, ()).outcome is Outcome.SKIPPED


@given(questions(), st.lists(st.text(max_size=8), max_size=8))
def test_any_answer_earns_something_from_nothing_to_all(question: Question, said: list[str]) -> None:
    found = grade(question, tuple(said))
    assert 0 <= found.points <= found.of == question.points
    assert (found.points == found.of) == (found.outcome is Outcome.RIGHT)


@pytest.mark.parametrize(
    ("said", "outcome", "near"),
    [
        ("the NMDA receptors", Outcome.RIGHT, False),
        ("NMDA receptor", Outcome.RIGHT, True),
        ("glutamate receptors", Outcome.RIGHT, False),
        ("GABA receptors", Outcome.WRONG, False),
        ("  ", Outcome.SKIPPED, False),
    ],
)
def test_typed_answers_may_vary_and_slip(said: str, outcome: Outcome, near: bool) -> None:
    found = grade(ask(Typed(("NMDA receptors", "glutamate receptors"))), (said,))
    assert (found.outcome, found.near) == (outcome, near)


def test_a_list_may_come_in_any_order_in_one_line_or_in_several() -> None:
    question = ask(Typed(("nausea; headache; dizziness",), ("nausea", "headache", "dizziness")))
    assert grade(question, ("dizziness, nausea and headache",)).outcome is Outcome.RIGHT
    found = grade(question, ("headaches", "cough", "nausea"))
    assert (found.outcome, found.points, found.parts, found.near) == (
        Outcome.PARTLY,
        2,
        (True, True, False),
        True,
    )
    assert grade(question, ("cough, fever, rash, nausea, headache, dizziness",)).points == 0


def test_an_order_with_two_neighbours_swapped_earns_half() -> None:
    question = ask(Order(("a", "b", "c"), ("c", "a", "b")))
    assert grade(question, ("b", "a", "c")).points == 1
    assert grade(question, ("c", "b", "a")).points == 0
    assert grade(question, ("a", "b")).outcome is Outcome.WRONG


def test_pairs_count_one_by_one_and_equal_partners_may_stand_in_for_each_other() -> None:
    question = ask(Match(("a", "b", "c"), ("x", "y", "x"), ("y", "x", "x")), 3)
    assert grade(question, ("x", "", "x")).parts == (True, False, True)
    assert grade(question, ("x", "y")).points == 2


def test_a_blank_of_a_map_shows_its_number_until_it_is_told() -> None:
    task = Label(
        ("ketamine", "NMDA receptors", "glutamate"),
        (Effect(0, 1, "blocks"), Effect(1, 2, "lower")),
        (2, 1),
        ("glutamate", "NMDA receptors"),
    )
    assert [node.label for node in drawn(task).nodes] == ["ketamine", "2", "1"]
    assert [node.label for node in drawn(task, told=True).nodes] == list(task.concepts)
    assert [edge.reading for edge in drawn(task, told=True).edges] == [
        "ketamine blocks NMDA receptors",
        "NMDA receptors lower glutamate",
    ]


@pytest.mark.parametrize(
    "spec",
    [
        QuizSpec(number=0),
        QuizSpec(number=201),
        QuizSpec(kinds=()),
        QuizSpec(minutes=0),
        QuizSpec(minutes=math.nan),
        QuizSpec(minutes=601),
    ],
)
def test_a_quiz_that_cannot_be_is_refused(spec: QuizSpec) -> None:
    with pytest.raises(BadInput):
        checked(spec)


def test_a_place_is_told_in_a_few_words() -> None:
    assert CARD.place == "Effects, p. 3"
    assert ask(TrueFalse(is_true=True)).kind is QuestionKind.TRUE_FALSE
