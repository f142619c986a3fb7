"""Studying through the services: which card comes, what an answer does, and what is left."""

from datetime import UTC, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.app import open_app
from flashcards.core.changes import Changes
from flashcards.core.clock import to_milliseconds
from flashcards.core.errors import BadInput, NotFound
from flashcards.core.reviews import CardState, Memory, Rating, ReviewKind
from flashcards.core.settings import StudySettings
from flashcards.services.study import Answer, Left
from tests.conftest import FakeClock, stock

GOOD, AGAIN, HARD, EASY = Rating.GOOD, Rating.AGAIN, Rating.HARD, Rating.EASY


def card(app, card_id):
    return app.study.show(card_id).card


def ids(cards):
    return [each.id for each in cards]


def test_a_new_card_is_shown_with_both_sides_and_what_each_button_gives(app, stocked):
    stocked(1)
    shown = app.study.next()
    assert "What does step 0 of drug1 raise?" in shown.sides.front
    assert "protein 0" not in shown.sides.front
    assert "protein 0" in shown.sides.back
    assert "Step 0 of drug1 raises protein 0 in the brain." in shown.sides.back
    assert shown.seconds == {AGAIN: 60, HARD: 330, GOOD: 600, EASY: 9 * 86400}
    assert shown.retrievability is None


def test_nothing_to_study_in_an_empty_library(app):
    assert app.study.next() is None
    assert app.study.due() == []
    assert app.study.left() == Left(0, 0, 0)
    assert app.study.next_step_at() is None


def test_an_answer_is_logged_with_the_memory_before_and_after(app, stocked, clock):
    (card_id,) = stocked(1)
    log, changes = app.study.answer(card_id, GOOD, duration=4200)
    assert changes == Changes.REVIEWS | Changes.DECKS
    assert app.study.log(card_id) == [log]
    assert (log.at, log.card_id, log.rating, log.kind) == (
        to_milliseconds(clock()),
        card_id,
        GOOD,
        ReviewKind.LEARN,
    )
    assert (log.elapsed_days, log.scheduled_days, log.duration, log.algorithm) == (0, -600, 4200, "FSRS-6")
    assert log.before == Memory()
    assert log.after == card(app, card_id).memory
    assert log.after.state is CardState.LEARNING


def test_the_kind_of_an_answer_follows_the_state_of_the_card(app, stocked, clock):
    (card_id,) = stocked(1)
    app.study.answer(card_id, EASY)
    clock.advance(days=8)
    app.study.answer(card_id, AGAIN)
    clock.advance(minutes=10)
    app.study.answer(card_id, GOOD)
    assert [log.kind.value for log in app.study.log(card_id)] == ["learn", "review", "relearn"]
    assert [log.elapsed_days for log in app.study.log(card_id)] == [0, 8, 0]
    assert card(app, card_id).memory.lapses == 1


@given(history=st.lists(st.tuples(st.sampled_from(Rating), st.integers(0, 40 * 86400)), max_size=12))
def test_the_log_alone_leads_to_the_stored_memory(history):
    clock = FakeClock()
    app = open_app(None, clock, zone=UTC)
    card_ids = stock(app, 2)
    for number, (rating, seconds) in enumerate(history):
        app.study.answer(card_ids[number % 2], rating)
        clock.now += timedelta(seconds=seconds)
    for card_id in card_ids:
        assert app.study.replayed(card_id) == card(app, card_id).memory
    app.close()


def test_answers_in_the_same_millisecond_move_apart_and_still_replay(app, stocked):
    card_ids = stocked(3)
    logs = [app.study.answer(each, GOOD)[0] for each in card_ids]
    assert [log.at - logs[0].at for log in logs] == [0, 1, 2]
    for card_id in card_ids:
        assert app.study.replayed(card_id) == card(app, card_id).memory
        assert app.study.log(card_id)[0].after == card(app, card_id).memory


def test_many_answers_are_filed_together_or_not_at_all(app, stocked, dump):
    first, second = stocked(2)
    before = dump(app)
    with pytest.raises(NotFound, match="no card 99"):
        app.study.answer_all([Answer(first, GOOD), Answer(99, GOOD)])
    assert dump(app) == before
    logs, _changes = app.study.answer_all([Answer(first, GOOD), Answer(second, HARD), Answer(first, GOOD)])
    assert [log.card_id for log in logs] == [first, second, first]
    assert app.history.undo()[0] == "3 answers"
    assert dump(app) == before


def test_an_answer_cannot_take_less_than_no_time(app, stocked, dump):
    (card_id,) = stocked(1)
    before = dump(app)
    with pytest.raises(BadInput, match="less than no time"):
        app.study.answer(card_id, GOOD, duration=-1)
    assert dump(app) == before


def test_a_forgotten_window_counts_ten_minutes_at_most(app, stocked):
    (card_id,) = stocked(1)
    log, _changes = app.study.answer(card_id, GOOD, duration=8 * 3600 * 1000)
    assert log.duration == 10 * 60 * 1000


def test_a_clock_that_goes_back_loses_no_answer_and_gives_no_negative_interval(app, stocked, clock):
    (card_id,) = stocked(1)
    app.study.answer(card_id, EASY)
    clock.advance(days=-3650)
    log, _changes = app.study.answer(card_id, GOOD)
    assert log.elapsed_days == 0
    assert log.scheduled_days > 0
    assert [each.at for each in app.study.log(card_id)] == sorted(each.at for each in app.study.log(card_id))
    assert app.study.replayed(card_id) == card(app, card_id).memory
    clock.advance(days=3650 * 2)
    assert app.study.next().card.id == card_id


def test_due_steps_come_before_reviews_and_reviews_before_new_cards(app, stocked, clock):
    review, step, fresh = stocked(3)
    app.study.answer(review, EASY)
    clock.advance(days=10)
    app.study.answer(step, AGAIN)
    assert ids(app.study.due()) == [review, fresh]
    assert app.study.next().card.id == review
    clock.advance(minutes=1)
    assert ids(app.study.due()) == [step, review, fresh]
    assert app.study.next().card.id == step
    app.study.answer(step, EASY)
    app.study.answer(review, GOOD)
    assert app.study.next().card.id == fresh


def test_the_most_urgent_of_each_kind_comes_first(app, stocked, clock):
    one, two, three, four = stocked(4)
    app.study.answer(one, EASY)
    clock.advance(days=5)
    app.study.answer(two, EASY)
    clock.advance(days=30)
    assert ids(app.study.due()) == [one, two, three, four]
    app.study.answer(three, HARD)
    app.study.answer(four, AGAIN)
    clock.advance(minutes=6)
    assert ids(app.study.due()) == [four, three, one, two]


def test_a_step_a_few_minutes_away_is_shown_early_when_nothing_else_is_left(app, stocked, clock):
    (card_id,) = stocked(1)
    app.study.answer(card_id, GOOD)
    assert app.study.due() == []
    assert app.study.next().card.id == card_id
    assert app.study.next_step_at() == clock() + timedelta(minutes=10)
    stocked(1)
    assert app.study.next().card.id != card_id


def test_a_step_further_away_than_learn_ahead_waits(clock):
    app = open_app(None, clock, zone=UTC, settings=StudySettings(learning_steps=(30, 60)))
    (card_id,) = stock(app, 1)
    app.study.answer(card_id, AGAIN)
    assert app.study.next() is None
    assert app.study.next_step_at() == clock() + timedelta(minutes=30)
    clock.advance(minutes=10)
    assert app.study.next().card.id == card_id
    app.close()


def test_the_limit_of_new_cards_is_shared_by_all_decks_and_renews_each_study_day(app, stocked, clock):
    first = stocked(15, "One")
    second = stocked(15, "Two")
    assert app.study.left() == Left(new=20, learning=0, review=0)
    assert [(row.name, row.new) for row in app.decks.all()] == [("One", 15), ("Two", 15)]
    for card_id in first:
        app.study.answer(card_id, EASY)
    assert app.study.left().new == 5
    assert [(row.name, row.new) for row in app.decks.all()] == [("One", 0), ("Two", 5)]
    for card_id in second[:5]:
        app.study.answer(card_id, EASY)
    assert app.study.next() is None
    clock.advance(hours=18, minutes=59)  # 03:59, still the same study day
    assert app.study.left().new == 0
    clock.advance(minutes=1)
    assert app.study.left().new == 10
    assert app.study.next().card.id == second[5]


def test_one_deck_is_studied_with_those_inside_it(app, stocked):
    stocked(1, "Other")
    inner = stocked(1, "Biology::Brain")
    assert ids(app.study.due("Biology::Brain")) == inner
    outer = stocked(1, "Biology")
    assert ids(app.study.due("Biology")) == inner + outer
    assert app.study.next("Biology").card.id == inner[0]
    assert app.study.left("Biology") == Left(new=2, learning=0, review=0)


def test_a_deck_whose_name_merely_begins_alike_is_not_inside(app, stocked):
    stocked(2, "Bio")
    stocked(3, "Biology")
    assert app.study.left("Bio").new == len(app.study.due("Bio")) == 2


@pytest.mark.parametrize("verb", ["next", "due", "next_step_at"])
def test_studying_a_deck_that_is_not_there(app, verb):
    with pytest.raises(NotFound, match="no deck “Nowhere”"):
        getattr(app.study, verb)("Nowhere")


def test_steps_of_later_today_are_left_and_those_of_tomorrow_are_not(app, stocked, clock):
    (card_id,) = stocked(1)
    app.study.answer(card_id, GOOD)
    assert app.study.left() == Left(0, 1, 0)
    assert app.decks.all()[0].learning == 1
    clock.now = clock.now.replace(hour=3, minute=55) + timedelta(days=1)
    app.study.answer(card_id, AGAIN)
    clock.advance(minutes=4)
    app.study.answer(card_id, GOOD)  # due at 04:09, after the day's end
    assert app.study.left() == Left(0, 0, 0)


def test_suspended_cards_are_neither_counted_nor_shown(app, stocked):
    card_ids = stocked(2)
    _suspend(app, card_ids[0])
    assert ids(app.study.due()) == card_ids[1:]
    assert app.study.left().new == app.decks.all()[0].new == 1
    assert app.decks.all()[0].cards == 2


def test_a_learning_card_that_is_suspended_does_not_come_early(app, stocked):
    (card_id,) = stocked(1)
    app.study.answer(card_id, GOOD)
    _suspend(app, card_id)
    assert app.study.next() is None
    assert app.study.next_step_at() is None
    assert app.study.left().total == 0


@pytest.mark.parametrize("verb", ["show", "answer"])
def test_a_card_that_is_not_there(app, verb):
    with pytest.raises(NotFound, match="no card 7"):
        getattr(app.study, verb)(*((7,) if verb == "show" else (7, GOOD)))


def test_the_buttons_show_what_they_then_give(app, stocked, clock):
    for card_id, rating in zip(stocked(4), Rating, strict=True):
        for days in (0, 1, 9):
            clock.advance(days=days)
            promised = app.study.show(card_id).seconds[rating]
            log, _changes = app.study.answer(card_id, rating)
            given = log.scheduled_days * 86400 if log.scheduled_days > 0 else -log.scheduled_days
            assert given == promised


def test_retrievability_falls_from_one_to_ninety_percent_after_a_stability(app, stocked, clock):
    (card_id,) = stocked(1)
    app.study.answer(card_id, EASY)
    assert app.study.show(card_id).retrievability == 1.0
    clock.advance(days=8)
    assert app.study.show(card_id).retrievability == pytest.approx(0.903, abs=0.001)


def test_three_days_of_study_leave_counts_that_agree(app, stocked, clock):
    stocked(5)
    for _day in range(3):
        while shown := app.study.next():
            app.study.answer(shown.card.id, GOOD, duration=1000)
            clock.advance(seconds=20)
        left, rows, states = app.study.left(), app.decks.all(), app.statistics.summary().states
        assert left.total == sum(row.due for row in rows) == 0
        assert sum(states.values()) == sum(row.cards for row in rows) == 5
        clock.advance(days=1)
    assert app.statistics.summary().answers == sum(card(app, each).memory.reps for each in range(1, 6))


def _suspend(app, card_id):
    with app.library.writing("Suspend", Changes.DECKS) as connection:
        connection.exec_driver_sql("UPDATE cards SET suspended = 1 WHERE id = ?", (card_id,))
