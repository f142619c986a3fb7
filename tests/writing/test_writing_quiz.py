"""Questions of a quiz: what is asked, and what is rather left alone than asked badly."""

from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.articles import Span
from flashcards.core.drafts import CardType, Draft
from flashcards.core.facts import Fact, FactForm, FactKind
from flashcards.core.maps import Chain, Edge, MechanismMap, Node
from flashcards.core.quizzes import Basis, Label, Match, QuestionKind, Typed
from flashcards.writing.quiz.labels import labels
from flashcards.writing.quiz.material import Material
from flashcards.writing.quiz.pairs import matches
from flashcards.writing.quiz.plausible import Plausible, is_broad
from flashcards.writing.quiz.single import questions_of
from flashcards.writing.quiz.statements import true_or_false
from flashcards.writing.quiz.typing import typed


def material(question, answer, statement="", *, number=1, type=CardType.BASIC, sentence="S.", **fact):  # noqa: A002
    """A card of its own sentence, made of one claim."""
    span = Span(number * 100, number * 100 + 50)
    form = fact.pop("form", FactForm.STATEMENT)
    subject, object_ = fact.pop("subject", ""), fact.pop("object", "")
    claim = Fact(FactKind.MECHANISM, subject, "", object_, span, form=form, statement=statement, **fact)
    draft = Draft(FactKind.MECHANISM, type, question, answer, span, fact=0, article_id=1, note_id=number)
    basis = Basis(number, number, FactKind.MECHANISM, sentence, "Title")
    return Material(draft, basis, [claim] if statement else [])


def cloze(text, answer, **more):
    return material(text, answer, text.replace("{{c1::", "").replace("}}", ""), type=CardType.CLOZE, **more)


CLAIM = "Ketamine blocks NMDA receptors in the brain."


def test_a_false_statement_puts_another_thing_in_the_place_of_one():
    card = cloze("Ketamine blocks {{c1::NMDA receptors}} in the brain.", "NMDA receptors")
    question = true_or_false(card, ("opioid receptors",), is_true=False)
    assert question.stem == "Ketamine blocks opioid receptors in the brain."
    assert (question.task.correct, question.task.wrong, question.task.instead) == (
        CLAIM,
        "opioid receptors",
        "NMDA receptors",
    )
    assert true_or_false(card, ("opioid receptors",), is_true=True).stem == CLAIM


@pytest.mark.parametrize(
    "text",
    [
        "Ketamine may block {{c1::NMDA receptors}} in the brain.",
        "Ketamine does not block {{c1::NMDA receptors}} in the brain.",
        "One theory is that ketamine blocks {{c1::NMDA receptors}} there.",
        "This blocks {{c1::NMDA receptors}} in the brain for hours.",
        "Drugs such as ketamine block {{c1::NMDA receptors}} in it.",
        "NMDA receptors are {{c1::NMDA receptors}} in the brain today.",
    ],
)
def test_what_is_uncertain_or_leans_on_other_words_is_never_called_true_or_false(text):
    card = cloze(text, "NMDA receptors")
    assert true_or_false(card, ("opioid receptors",), is_true=False) is None
    assert true_or_false(card, ("opioid receptors",), is_true=True) is None, (
        "no true one either: it would tell"
    )


def test_a_false_statement_has_the_right_article_before_the_other_thing():
    card = cloze("The drug binds to a {{c1::receptor}} of the cell wall.", "receptor")
    assert true_or_false(card, ("enzyme",), is_true=False) is None
    assert true_or_false(card, ("channel",), is_true=False) is not None


@pytest.mark.parametrize(
    ("card", "task"),
    [
        (material("Which receptors does ketamine block?", "NMDA receptors"), Typed(("NMDA receptors",))),
        (
            material("What are the risks?", "Nausea; headache; a rash", type=CardType.LIST),
            Typed(("Nausea; headache; a rash",), ("Nausea", "headache", "a rash")),
        ),
        (material("How does it work?", "By blocking one kind of receptor", number=2), None),
        (cloze("Warning signs are {{c1::vomiting}}.", "vomiting", sentence="vomiting"), None),
        (cloze("Some drugs, including {{c1::ibuprofen}}, raise the risk.", "ibuprofen"), None),
        (cloze("Around the windowsill rages a {{c1::bitter war}}.", "bitter war"), None),
        (cloze("Then the {{c1::cells}} die of hunger.", "cells"), None),
        (cloze("It raises the level of {{c1::glutamate}} there.", "glutamate"), Typed(("glutamate",))),
    ],
)
def test_only_what_can_be_expected_in_these_words_is_typed(card, task):
    question = typed(card)
    assert (question and question.task) == task


def test_a_short_name_is_as_right_as_the_long_one():
    card = material(
        "Which factor does it raise?",
        "brain-derived neurotrophic factor",
        "It raises brain-derived neurotrophic factor (BDNF) in the cortex.",
    )
    assert "BDNF" in typed(card).task.answers


@pytest.mark.parametrize(
    ("text", "would"),
    [
        ("AMPA receptors", True),
        ("cells", False),
        ("liver enzyme", False),
        ("white blood cells", False),
        ("different receptors", False),
        ("the right drug", False),
    ],
)
def test_only_things_by_themselves_are_offered(text, would):
    card = material("Which receptors does ketamine block?", "NMDA receptors")
    assert Plausible(card.draft, (), frozenset()).would_do(text) is would
    assert not (is_broad(text) and would)


def test_what_its_source_writes_large_is_not_offered_small():
    card = material("What does it block?", "dopamine")
    known = frozenset({"Epstein", "glutamate"})
    assert not Plausible(card.draft, (), known).would_do("epstein")
    assert Plausible(card.draft, (), known).would_do("glutamate")


def test_steps_are_put_in_order_and_asked_in_no_other_way():
    card = material("How?", "Blocks a → raises b → lifts c", type=CardType.SEQUENCE)
    found = questions_of(card, list(QuestionKind), Random(1))
    assert list(found) == [QuestionKind.ORDER]
    assert found[QuestionKind.ORDER].task.shown != found[QuestionKind.ORDER].task.steps


def definitions(terms):
    return [
        material(
            f"What is {term}?", meaning, f"{term} is {meaning}.", number=number, form=FactForm.DEFINITION, subject=term, object=meaning
        )
        for number, (term, meaning) in enumerate(terms, 1)
    ]  # fmt: skip


def test_terms_are_matched_with_what_they_are_each_with_its_own_card():
    cards = definitions(
        [
            ("prestin", "a protein that changes its length"),
            ("the cochlea", "a coiled tube of fluid"),
            ("tinnitus", "a ringing that nobody else hears"),
        ]
    )
    (question,) = matches(cards, Random(1))
    task = question.task
    assert isinstance(task, Match)
    assert task.left == ("Prestin", "Cochlea", "Tinnitus")
    assert sorted(task.shown) == sorted(task.right)
    assert task.shown != task.right
    assert [basis.card_id for basis in question.basis] == [1, 2, 3]


def test_two_things_that_are_much_the_same_are_not_matched():
    cards = definitions(
        [
            ("prestin", "a protein that changes its length"),
            ("another one", "a protein that changes its length quickly"),
            ("tinnitus", "a ringing that nobody else hears"),
        ]
    )
    assert list(matches(cards, Random(1))) == []


NAMES = ("dopamine", "serotonin", "glutamate", "insulin", "cortisol", "melatonin")


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=4, max_size=9, unique=True),
    st.integers(),
)
def test_only_one_way_to_label_a_map_is_true(pairs, seed):
    pairs = [pair for pair in pairs if pair[0] != pair[1]]
    edges = tuple(
        Edge(
            f"n{a}",
            f"n{b}",
            NAMES[a],
            "raises",
            NAMES[b],
            Span(100 * at, 100 * at + 9),
            at,
            FactKind.MECHANISM,
        )
        for at, (a, b) in enumerate(pairs)
    )
    found = MechanismMap(tuple(Node(f"n{at}", name, (), ()) for at, name in enumerate(NAMES)), edges)
    cards = [
        Material(
            Draft(FactKind.MECHANISM, CardType.BASIC, "?", "!", Span(100 * at, 100 * at + 9)),
            Basis(at + 1, at + 1, FactKind.MECHANISM),
        )
        for at in range(len(edges))
    ]
    known = {(NAMES[a], NAMES[b]) for a, b in pairs}
    for question in labels(found, (Chain(edges),) if edges else (), cards, Random(seed)):
        task = question.task
        assert isinstance(task, Label)
        assert 2 <= len(task.blanks) == len(question.basis) == len(task.shown)
        true = 0
        for filled in permutations(task.shown):
            names = list(task.concepts)
            for place, label in zip(task.blanks, filled, strict=True):
                names[place] = label
            true += all((names[each.source], names[each.target]) in known for each in task.effects)
        assert true == 1


def test_a_map_with_a_card_behind_its_effects_can_be_labelled():
    pairs = ((0, 1), (1, 2), (2, 3), (3, 4))
    edges = tuple(
        Edge(
            f"n{a}",
            f"n{b}",
            NAMES[a],
            "raises",
            NAMES[b],
            Span(100 * at, 100 * at + 9),
            at,
            FactKind.MECHANISM,
        )
        for at, (a, b) in enumerate(pairs)
    )
    found = MechanismMap(tuple(Node(f"n{at}", name, (), ()) for at, name in enumerate(NAMES)), edges)
    card = Material(
        Draft(FactKind.MECHANISM, CardType.BASIC, "?", "!", Span(0, 409)),
        Basis(7, 7, FactKind.MECHANISM),
    )
    (question,) = labels(found, (Chain(edges),), [card], Random(1))
    assert {basis.card_id for basis in question.basis} == {7}
    assert list(labels(found, (Chain(edges),), [], Random(1))) == [], (
        "without a card nothing bears a blank out"
    )
