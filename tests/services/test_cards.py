"""Suspending, burying, flagging, setting due and forgetting: what they do to the queue, and the way back."""

import pytest

from flashcards.core.errors import BadInput, NotFound
from flashcards.core.reviews import CardState, Rating
from flashcards.services.study import Left

AGAIN, HARD, GOOD, EASY = Rating


def card(app, card_id):
    return app.study.show(card_id).card


@pytest.fixture
def cards(app, stocked):
    return stocked(3)


def test_suspended_cards_are_away_until_unsuspended(app, cards):
    app.cards.suspend(cards[:2])
    assert [each.id for each in app.study.due()] == cards[2:]
    assert app.history.undo_label == "Suspend 2 cards"
    app.cards.unsuspend(cards[:1])
    assert [each.id for each in app.study.due()] == [cards[0], cards[2]]


def test_buried_cards_come_back_with_the_next_study_day(app, cards, clock):
    app.cards.bury([cards[0]])
    assert app.study.left() == Left(2, 0, 0)
    clock.advance(hours=18, minutes=59)
    assert cards[0] not in [each.id for each in app.study.due()]
    clock.advance(minutes=1)  # four in the morning
    assert cards[0] in [each.id for each in app.study.due()]
    app.cards.bury(cards)
    app.cards.unbury(cards)
    assert app.study.left().new == 3


def test_a_buried_learning_step_waits_too(app, cards, clock):
    app.study.answer(cards[0], AGAIN)
    app.cards.bury(cards)
    clock.advance(minutes=5)
    assert app.study.next() is None
    assert app.study.left() == Left(0, 0, 0)


def test_flags(app, cards):
    app.cards.flag(cards, 4)
    assert [card(app, each).flag for each in cards] == [4, 4, 4]
    app.cards.flag(cards[:1], 0)
    assert card(app, cards[0]).flag == 0
    with pytest.raises(BadInput, match=r"from 0 \(none\) to 7"):
        app.cards.flag(cards, 8)


def test_a_due_date_keeps_what_is_known(app, cards, clock):
    app.study.answer(cards[0], EASY)
    memory = card(app, cards[0]).memory
    app.cards.set_due(cards[:1], 3)
    after = card(app, cards[0]).memory
    assert after.due_day == app.calendar.day_of(clock()) + 3
    assert (after.stability, after.interval) == (memory.stability, memory.interval)
    assert app.study.replayed(cards[0]) == after
    assert app.cards.set_due(cards[:1], 0)
    assert app.study.next().card.id == cards[0]


@pytest.mark.parametrize(
    ("verb", "arguments"),
    [("suspend", ()), ("bury", ()), ("flag", (3,)), ("set_due", (2, 9)), ("forget", ())],
)
def test_all_of_it_can_be_taken_back_and_done_again(app, cards, dump, verb, arguments):
    app.study.answer(cards[0], EASY)
    app.study.answer(cards[1], AGAIN)
    before = dump(app)
    getattr(app.cards, verb)(cards, *arguments)
    after = dump(app)
    assert after != before
    app.history.undo()
    assert dump(app) == before
    app.history.redo()
    assert dump(app) == after


def test_a_new_card_with_a_due_date_is_in_review_and_learns_from_its_first_answer(app, cards, clock):
    app.cards.suspend(cards[:1])
    app.cards.set_due(cards[:1], 2)
    assert not card(app, cards[0]).suspended
    clock.advance(days=2)
    assert app.study.next().card.id == cards[0]
    assert app.study.next().retrievability is None
    log, _changes = app.study.answer(cards[0], GOOD)
    assert log.after.state is CardState.REVIEW
    assert log.after.stability == pytest.approx(2.3065)
    assert app.study.replayed(cards[0]) == log.after


def test_due_dates_spread_over_a_range(app, stocked, clock):
    card_ids = stocked(40)
    app.cards.set_due(card_ids, 2, 6)
    today = app.calendar.day_of(clock())
    days = {card(app, each).memory.due_day - today for each in card_ids}
    assert days == {2, 3, 4, 5, 6}


@pytest.mark.parametrize(("first", "last"), [(-1, None), (5, 2), (0, 40000)])
def test_due_dates_that_cannot_be(app, cards, dump, first, last):
    before = dump(app)
    with pytest.raises(BadInput, match="0 to 36500, the smaller number first"):
        app.cards.set_due(cards, first, last)
    assert dump(app) == before


def test_a_forgotten_card_is_new_and_starts_afresh(app, cards, clock):
    app.study.answer(cards[0], EASY)
    clock.advance(days=9)
    app.study.answer(cards[0], GOOD)
    app.cards.forget(cards[:1])
    memory = card(app, cards[0]).memory
    assert (memory.state, memory.stability, memory.due_day, memory.reps) == (CardState.NEW, None, None, 2)
    assert len(app.study.log(cards[0])) == 2
    assert app.study.replayed(cards[0]) == memory
    log, _changes = app.study.answer(cards[0], GOOD)
    assert log.after.stability == pytest.approx(2.3065)
    assert app.study.replayed(cards[0]) == card(app, cards[0]).memory
    app.history.undo(), app.history.undo()
    assert card(app, cards[0]).memory.stability > 8


@pytest.mark.parametrize("verb", ["suspend", "unsuspend", "bury", "unbury", "forget", "forgive"])
def test_cards_that_are_not_there_change_nothing(app, cards, dump, verb):
    before = dump(app)
    with pytest.raises(NotFound, match="no card 99"):
        getattr(app.cards, verb)([*cards, 99])
    assert dump(app) == before


def test_one_card_with_its_paragraph(app, stocked):
    (card,) = stocked(1)
    found = app.cards.leech(card)
    assert found.card.id == card
    assert "raises protein 0" in found.paragraph
    with pytest.raises(NotFound):
        app.cards.leech(card + 1000)
