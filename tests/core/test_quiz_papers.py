"""Versions of a quiz: the same questions and answers, mixed anew, and the letters and numbers of the key."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.errors import BadInput
from flashcards.core.quiz_papers import lettered, right_letters, right_numbers, versions
from flashcards.core.quizzes import Choice, Label, Match, Order, Question, Quiz, QuizSpec
from tests.core.test_quizzes import questions


def told_apart(found):
    """Questions with stems of their own, as those of a quiz have."""
    return tuple(replace(each, stem=f"{at}. {each.stem}") for at, each in enumerate(found))


@st.composite
def quizzes(draw):
    found = told_apart(draw(st.lists(questions(), min_size=1, max_size=8)))
    return Quiz(QuizSpec(seed=draw(st.integers(0, 99))), found)


def offered(question: Question):
    match question.task:
        case Choice(options):
            return options
        case Order(shown=shown) | Match(shown=shown) | Label(shown=shown):
            return shown
    return ()


@given(quizzes(), st.integers(1, 6))
def test_every_version_has_the_same_questions_with_the_same_right_answers(quiz, count):
    made = versions(quiz, count)
    assert "".join(each.letter for each in made) == "ABCDEF"[:count]
    assert made == versions(quiz, count)
    assert made[0].questions == quiz.questions
    by_stem = {each.stem: each for each in quiz.questions}
    for version in made:
        assert sorted(each.stem for each in version.questions) == sorted(by_stem)
        assert version.points == quiz.points
        for each in version.questions:
            before = by_stem[each.stem]
            assert (each.right, each.basis, each.points) == (before.right, before.basis, before.points)
            assert sorted(offered(each)) == sorted(offered(before))
            assert (
                not isinstance(each.task, Order)
                or version.letter == "A"
                or each.task.shown != each.task.steps
            )


@given(quizzes(), st.integers(2, 6))
def test_neighbours_have_another_order(quiz, count):
    made = versions(quiz, count)
    for one, other in itertools.pairwise(made):
        stems = [each.stem for each in one.questions]
        assert len(stems) == 1 or stems != [each.stem for each in other.questions]


@given(questions())
def test_the_key_leads_back_to_the_right_answer(question):
    match question.task:
        case Order(steps, shown) as task:
            placed = sorted(zip(right_numbers(task), shown, strict=True))
            assert tuple(step for _place, step in placed) == steps
        case Match(right=wanted, shown=shown):
            by_letter = dict(zip(lettered(len(shown)), shown, strict=True))
            assert tuple(by_letter[letter] for letter in right_letters(shown, wanted)) == wanted


def test_equal_steps_and_partners_take_their_turns():
    assert right_numbers(Order(("a", "b", "a"), ("a", "a", "b"))) == (1, 3, 2)
    assert right_letters(("x", "y", "x"), ("x", "x", "y")) == ("A", "C", "B")
    assert right_letters(("x", "y"), ("x", "x")) == ("A", "A")
    assert lettered(28)[-2:] == ("A2", "B2")


@pytest.mark.parametrize("count", [0, 13])
def test_too_many_versions_are_refused(count):
    with pytest.raises(BadInput, match="1 to 12 versions"):
        versions(Quiz(QuizSpec(), ()), count)
