"""Everyday words, which are not worth asking for."""

import pytest

from flashcards.core.vocabulary import COMMON, says_something


@pytest.mark.parametrize(
    "text",
    [
        "the same amount",
        "Message",
        "a deep structure",
        "following hours",
        "",
        "the enzyme",
        "healthy adults",
        "a",
    ],
)
def test_furniture_says_nothing(text):
    assert not says_something(text)


@pytest.mark.parametrize(
    "text",
    [
        "NMDA receptors",
        "mood",
        "about five hours",
        "12 percent",
        "severe depression",
        "the hippocampus",
        "two weeks",
    ],
)
def test_names_amounts_and_matter_say_something(text):
    assert says_something(text)


def test_the_lists_hold_plain_small_words():
    assert all(word == word.lower() and word.strip() for word in COMMON)
    assert not COMMON & {"sleep", "blood", "brain", "memory", "pain", "money", "water", "pressure"}
