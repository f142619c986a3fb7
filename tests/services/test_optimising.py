"""Fitting the schedule in a library: applied only if better, taken back, and the same in memory and log."""

from datetime import UTC, datetime, timedelta

import pytest

from flashcards.core.changes import Changes
from flashcards.core.errors import BadInput, Cancelled
from flashcards.core.progress import Cancel
from flashcards.core.reviews import Rating
from flashcards.services.study import Answer
from flashcards.study.scheduler import DEFAULT_PARAMETERS
from tests.conftest import stock
from tests.study.logs import SOMEBODY, answers_of

EASY, GOOD = Rating.EASY, Rating.GOOD


@pytest.fixture
def studied(app, clock):
    """A library in which somebody with a memory of their own has studied for years."""
    app.presets.change("Default", {"new_per_day": "9999", "leech_threshold": "0", "balance_load": "off"})
    rows = answers_of(SOMEBODY, 600, seed=3)
    count = rows[-1][0]
    ids = [each for number in range(-(-count // 60)) for each in stock(app, 60, "Deck", f"drug{number}")]
    start = datetime(2020, 1, 1, 12, tzinfo=UTC)
    answers = [
        Answer(ids[card - 1], Rating(rating), 1000, start + timedelta(milliseconds=at))
        for card, at, rating, _days in sorted(rows, key=lambda row: row[1])
    ]
    app.study.answer_all(answers)
    clock.now = datetime(2025, 1, 1, 12, tzinfo=UTC)
    return ids[:count]


def memory(app, card_id):
    return app.study.show(card_id).card.memory


def test_a_better_fit_is_applied_to_every_memory_and_can_be_taken_back(app, studied, dump):
    before, shares = dump(app), []
    done, changes = app.optimiser.optimise(lambda share, stage: shares.append(share))
    assert done.applied
    assert done.fitted.after.log_loss < done.fitted.before.log_loss
    assert Changes.REVIEWS in changes
    assert app.optimiser.parameters() == done.fitted.parameters != DEFAULT_PARAMETERS
    assert shares == sorted(shares)
    for card_id in studied[:20]:
        stored, replayed = memory(app, card_id), app.study.replayed(card_id)
        assert (stored.stability, stored.difficulty) == pytest.approx(
            (replayed.stability, replayed.difficulty), rel=1e-9
        )
        assert (stored.due_day, stored.due_at) == (replayed.due_day, replayed.due_at)
    fitted = dump(app)
    app.history.undo()
    assert dump(app) == before
    assert app.optimiser.parameters() == DEFAULT_PARAMETERS
    app.history.redo()
    assert dump(app) == fitted
    app.optimiser.back()
    assert app.optimiser.parameters() == DEFAULT_PARAMETERS


def test_fitting_the_same_log_again_is_no_better_and_changes_nothing(app, studied, dump):
    first, _changes = app.optimiser.optimise()
    assert first.applied
    before = dump(app)
    again, changes = app.optimiser.optimise()
    assert not again.applied
    assert (changes, dump(app)) == (Changes.NOTHING, before)


def test_a_look_changes_nothing(app, studied, dump):
    before = dump(app)
    assert app.optimiser.fit().answers > 64
    assert dump(app) == before


def test_it_can_be_stopped(app, studied, dump):
    before, cancel = dump(app), Cancel()
    cancel.set()
    with pytest.raises(Cancelled):
        app.optimiser.optimise(cancel=cancel)
    assert dump(app) == before


def test_too_little_to_learn_from(app, stocked):
    app.study.answer(stocked(1)[0], EASY)
    with pytest.raises(BadInput, match="at least 64 answers on later days are needed; there are 0"):
        app.optimiser.optimise()
    with pytest.raises(BadInput, match="never been fitted"):
        app.optimiser.back()


def test_what_was_forgotten_teaches_no_more(app, studied):
    assert app.optimiser.fit().answers > 64
    app.cards.forget(studied)
    with pytest.raises(BadInput, match="there are 0"):
        app.optimiser.fit()


def test_rescheduling_follows_the_wish_for_retention(app, stocked, clock):
    card_ids = stocked(9)
    for card_id in card_ids:
        app.study.answer(card_id, EASY)
        clock.advance(seconds=5)
    clock.advance(days=1)
    usual = {each: memory(app, each).interval for each in card_ids}
    app.presets.change("Default", {"desired_retention": "0.8", "role_retention": "risk=0.99"})
    moved, _changes = app.optimiser.reschedule()
    assert moved >= 7
    for number, card_id in enumerate(card_ids):
        interval = memory(app, card_id).interval
        assert interval < usual[card_id] if number % 3 == 2 else interval > usual[card_id]
        assert app.study.replayed(card_id) == memory(app, card_id)
    assert app.optimiser.reschedule()[0] == 0
    app.history.undo()
    assert {each: memory(app, each).interval for each in card_ids} == usual
