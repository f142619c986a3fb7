"""Typed answers: what is the same, near or different, and that the comparison keeps both texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.reviews import Rating
from flashcards.core.typed import Nearness, Part, compare, forms

words = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=6, max_size=14)
texts = st.text(max_size=60)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("the NMDA receptor", "NMDA receptor."),
        ("nmda-receptor", "NMDA receptor"),
        ("Gamma aminobutyric acid", "γ-aminobutyric acid / gamma-aminobutyric acid (GABA)"),
        ("naive", "naïve"),
        ("5 mg", "5 mg"),
        ("CO2", "CO 2"),
        ("type 2", "type-2"),
        ("a", "a"),
    ],
)
def test_the_same_in_other_clothes(typed, expected):
    found = compare(typed, expected)
    assert found.nearness is Nearness.SAME
    assert found.rating is Rating.GOOD


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("glutamte", "glutamate"),
        ("gultamate", "glutamate"),
        ("cycloxygenasse", "cyclooxygenase"),
        ("brian derived", "brain derived"),
    ],
)
def test_slips_are_near_and_suggest_hard(typed, expected):
    found = compare(typed, expected)
    assert found.nearness is Nearness.NEAR
    assert found.rating is Rating.HARD


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", "glutamate"),
        ("50 mg", "5 mg"),
        ("55", "5.5"),
        ("5 5", "55"),
        ("5", "-5"),
        ("5", "5 %"),
        ("> 5", "<5"),
        ("serotonin 2", "serotonin 3"),
        ("hyperthermia", "hypothermia"),
        ("decreases", "increases"),
        ("afferent", "efferent"),
        ("nitrite", "nitrate"),
        ("it does not bind", "it does now bind"),
        ("stable", "unstable"),
        ("cat", "bat"),
        ("receptor", "NMDA receptor"),
    ],
)
def test_another_meaning_is_different_however_few_letters_it_takes(typed, expected):
    found = compare(typed, expected)
    assert found.nearness is Nearness.DIFFERENT
    assert found.rating is Rating.AGAIN


def test_brackets_and_other_forms_may_be_left_out():
    assert forms("adrenaline / epinephrine (a hormone)") == (
        "adrenaline / epinephrine (a hormone)",
        "adrenaline",
        "epinephrine (a hormone)",
        "epinephrine",
    )


@given(texts, texts)
def test_the_pieces_are_both_texts(typed, expected):
    found = compare(typed, expected)
    assert "".join(text for part, text in found.pieces if part is not Part.EXPECTED) == " ".join(
        typed.split()
    )
    shown = "".join(text for part, text in found.pieces if part is not Part.TYPED)
    assert shown in forms(expected)


@given(st.lists(words, min_size=1, max_size=4))
def test_any_answer_is_the_same_as_itself_in_capitals_and_with_a_full_stop(answer):
    text = " ".join(answer)
    assert compare(f" The  {text.upper()}. ", text).nearness is Nearness.SAME


@given(words, st.data())
def test_two_neighbouring_letters_swapped_are_never_more_than_near(word, data):
    at = data.draw(st.integers(0, len(word) - 2))
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    found = compare(swapped, word)
    if swapped == word:
        assert found.nearness is Nearness.SAME
    else:
        assert found.nearness is not Nearness.SAME


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_another_number_is_always_different(one, other):
    if one != other:
        assert compare(f"{one} mg", f"{other} mg").nearness is Nearness.DIFFERENT


def test_letters_are_told_only_where_words_are_alike():
    both, typed, expected = Part.BOTH, Part.TYPED, Part.EXPECTED
    assert compare("ketamine", "countries").pieces == ((typed, "ketamine"), (expected, "countries"))
    near = compare("the glutamte", "the glutamate").pieces
    assert near == ((both, "the "), (both, "glutam"), (expected, "a"), (both, "te"))
