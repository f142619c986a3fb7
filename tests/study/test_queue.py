"""The order of study, from the first card of each line."""

import pytest

from flashcards.core.cards import Card
from flashcards.core.settings import NewWhen
from flashcards.study.queue import Heads, choose

LEARNING, REVIEW, NEW, AHEAD = (Card(id=number, note_id=number, deck_id=1) for number in range(1, 5))


@pytest.mark.parametrize(
    ("heads", "chosen"),
    [
        (Heads(LEARNING, REVIEW, NEW, AHEAD), LEARNING),
        (Heads(None, REVIEW, NEW, AHEAD), REVIEW),
        (Heads(None, None, NEW, AHEAD), NEW),
        (Heads(None, None, None, AHEAD), AHEAD),
        (Heads(), None),
    ],
)
def test_steps_that_are_due_then_reviews_then_new_then_early_steps(heads, chosen):
    assert choose(heads) is chosen


@pytest.mark.parametrize(
    ("when", "reviews_done", "new_done", "chosen"),
    [
        (NewWhen.BEFORE, 0.0, 0.0, NEW),
        (NewWhen.MIXED, 0.5, 0.2, NEW),
        (NewWhen.MIXED, 0.2, 0.5, REVIEW),
        (NewWhen.MIXED, 0.5, 0.5, REVIEW),
        (NewWhen.AFTER, 0.9, 0.0, REVIEW),
    ],
)
def test_new_cards_stand_where_the_preset_says(when, reviews_done, new_done, chosen):
    heads = Heads(None, REVIEW, NEW, AHEAD, when, reviews_done, new_done)
    assert choose(heads) is chosen
    assert choose(Heads(LEARNING, REVIEW, NEW, AHEAD, when, reviews_done, new_done)) is LEARNING
