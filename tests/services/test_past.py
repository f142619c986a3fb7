"""A card's past: its answers and its memory's curve."""

import pytest

from flashcards.core.errors import NotFound
from flashcards.core.reviews import Rating


@pytest.fixture
def card(app, clock, stocked):
    """A card that was answered four times, forgotten once."""
    (card,) = stocked(1)
    for rating, days in ((Rating.EASY, 6), (Rating.GOOD, 12), (Rating.AGAIN, 2), (Rating.GOOD, 1)):
        app.study.answer(card, rating)
        clock.advance(days=days)
    return card


def test_the_curve_is_certain_after_each_answer_and_fades(app, card):
    past = app.past.of_card(card)
    assert [log.rating for log in past.logs] == [4, 3, 1, 3]
    assert len(past.curve) == 4
    for part in past.curve:
        assert part[0].recall == 1.0
        assert [each.recall for each in part] == sorted((each.recall for each in part), reverse=True)


def test_the_curve_meets_the_scheduler(app, card):
    past = app.past.of_card(card)
    now = app.study.show(card).retrievability
    assert past.curve[-1][-1].day == past.today
    assert past.curve[-1][-1].recall == pytest.approx(now)
    assert past.ahead[0].recall == pytest.approx(now)
    assert past.ahead[-1].day >= past.memory.due_day


def test_a_new_card_has_no_curve_and_a_missing_one_no_past(app, stocked):
    past = app.past.of_card(stocked(1)[0])
    assert (past.logs, past.curve, past.ahead) == ((), (), ())
    with pytest.raises(NotFound):
        app.past.of_card(999)


def test_cramming_leaves_the_curve_and_forgetting_ends_it(app, clock, card):
    before = app.past.of_card(card)
    app.study.cram(card, Rating.AGAIN)
    assert app.past.of_card(card).curve == before.curve
    app.cards.forget([card])
    clock.advance(days=30)
    past = app.past.of_card(card)
    assert past.ahead == ()
    assert past.curve[-1][-1].day == past.logs[-2].day
    assert past.placements[0].kind.value == "forget"
