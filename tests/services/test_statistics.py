"""Figures about study: streak, retention, minutes and forecast count study days, not nights' sleep."""

from datetime import timedelta

import pytest

from flashcards.core.reviews import CardState, Rating


def test_an_empty_library(app):
    summary = app.statistics.summary()
    assert (summary.articles, summary.notes, summary.answers, summary.streak) == (0, 0, 0, 0)
    assert summary.retention is None
    assert summary.states == dict.fromkeys(CardState, 0)
    assert summary.forecast == (0,) * 7


def test_totals_and_states(app, stocked):
    one, two, _three = stocked(3)
    app.study.answer(one, Rating.EASY, duration=30_000)
    app.study.answer(two, Rating.AGAIN, duration=60_000)
    summary = app.statistics.summary()
    assert (summary.articles, summary.notes, summary.answers) == (1, 3, 2)
    assert summary.states == {
        CardState.NEW: 1,
        CardState.LEARNING: 1,
        CardState.REVIEW: 1,
        CardState.RELEARNING: 0,
    }
    assert (summary.answered_today, summary.minutes_today) == (2, 1.5)


def test_a_streak_lasts_while_every_study_day_has_an_answer(app, stocked, clock):
    (card_id,) = stocked(1)
    for hours in (0, 24, 24, 14):  # the last at 23:00 of the third day
        clock.advance(hours=hours)
        app.study.answer(card_id, Rating.GOOD)
    assert app.statistics.summary().streak == 3
    clock.advance(hours=28)  # 03:00 two nights later: still the fourth study day, without an answer yet
    assert app.statistics.summary().streak == 3
    assert app.statistics.summary().answered_today == 0
    clock.advance(hours=1)
    assert app.statistics.summary().streak == 0


def test_an_answer_after_midnight_counts_for_the_evening(app, stocked, clock):
    (card_id,) = stocked(1)
    clock.now = clock.now.replace(hour=2) + timedelta(days=1)
    app.study.answer(card_id, Rating.GOOD)
    clock.now = clock.now.replace(hour=5)
    assert app.statistics.summary().answered_today == 0
    assert app.statistics.summary().streak == 1


def test_retention_counts_cards_in_review_that_had_time_to_fade(app, stocked, clock):
    card_ids = stocked(4)
    for card_id in card_ids:
        app.study.answer(card_id, Rating.EASY)
    clock.advance(days=10)
    for card_id, rating in zip(card_ids, (Rating.AGAIN, Rating.HARD, Rating.GOOD, Rating.EASY), strict=True):
        app.study.answer(card_id, rating)
    app.study.answer(card_ids[1], Rating.AGAIN)  # again on the same day: says nothing about memory
    summary = app.statistics.summary()
    assert (summary.retention, summary.retention_of) == (0.75, 4)
    clock.advance(days=31)
    assert app.statistics.summary().retention is None


def test_the_forecast_puts_overdue_cards_on_today(app, stocked, clock):
    card_ids = stocked(3)
    logs = [app.study.answer(card_id, Rating.EASY)[0] for card_id in card_ids]
    first = min(log.after.due_day for log in logs)
    expected = [sum(log.after.due_day - first == day for log in logs) for day in range(5)]
    clock.advance(days=first - app.calendar.day_of(clock()))
    assert app.statistics.summary(days=5).forecast == tuple(expected)
    clock.advance(days=30)
    assert app.statistics.summary(days=3).forecast == (3, 0, 0)


@pytest.mark.parametrize("rating", list(Rating))
def test_answers_today_equal_the_logs_of_today(app, stocked, rating):
    card_ids = stocked(3)
    for card_id in card_ids:
        app.study.answer(card_id, rating)
    assert app.statistics.summary().answered_today == sum(len(app.study.log(each)) for each in card_ids)
