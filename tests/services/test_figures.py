"""Figures about study against the same counted by hand from the logs."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.app import open_app
from flashcards.core.changes import Changes
from flashcards.core.clock import StudyCalendar, from_milliseconds, to_milliseconds
from flashcards.core.facts import FactKind
from flashcards.core.reviews import CardState, Rating
from flashcards.core.sessions import SessionPlan
from flashcards.services.figures import STABILITY_BOUNDS, wilson
from flashcards.services.offsets import offsets
from tests.conftest import stock

AGAIN, HARD, GOOD, EASY = Rating


@pytest.fixture
def studied(app, clock):
    """Thirty cards of two articles that were studied for two months, by chance; returns their logs."""
    app.presets.change("Default", {"leech_threshold": "0", "new_per_day": "99"})
    cards = [*stock(app, 15, "A", "one"), *stock(app, 15, "B", "two")]
    chance = Random(4)
    for _day in range(60):
        while (shown := app.study.next()) and chance.random() < 0.97:
            app.study.answer(
                shown.card.id, chance.choices(tuple(Rating), (2, 1, 6, 1))[0], chance.randint(1, 20) * 1000
            )
            clock.advance(seconds=40)
        clock.advance(hours=chance.randint(20, 28))
    app.sessions.start(SessionPlan(cram=True))
    app.sessions.answer(cards[0], AGAIN)
    app.sessions.end()
    return [log for card in cards for log in app.study.log(card) if log.kind.value != "cram"]


def telling(app, logs, days):
    first = app.calendar.day_of(app.clock()) - days + 1
    return [
        log
        for log in logs
        if log.day >= first and log.before.state is CardState.REVIEW and log.elapsed_days > 0
    ]


def test_true_retention_of_all_and_of_each_role(app, studied):
    logs = telling(app, studied, 30)
    whole, *roles = app.figures.retention()
    assert (whole.role, whole.answers) == (None, len(logs))
    assert whole.recalled == sum(log.rating > 1 for log in logs)
    assert {each.role for each in roles} == {FactKind.MECHANISM, FactKind.THEORY, FactKind.RISK}
    assert sum(each.answers for each in roles) == whole.answers
    assert next(each.desired for each in roles if each.role is FactKind.RISK) == pytest.approx(0.95)
    assert 0.9 < whole.desired < 0.95
    assert whole.low < whole.share < whole.high
    assert whole.enough == (whole.answers >= 150)


def test_without_answers_there_is_no_share(app):
    (whole,) = app.figures.retention()
    assert (whole.share, whole.answers, whole.enough, whole.low, whole.high) == (None, 0, False, 0.0, 1.0)
    assert app.figures.all().calendar == ()


def test_the_calendar_and_the_buttons_count_every_answer(app, studied):
    days = Counter(log.day for log in studied)
    found = app.figures.calendar()
    assert sum(each.answers for each in found) == len(studied) + 1  # cramming takes time too
    assert [each.day for each in found] == sorted(each.day for each in found)
    assert len(found) == len({*days, app.calendar.day_of(app.clock())})
    buttons = app.figures.buttons()
    expected = Counter((log.before.state, log.rating) for log in studied)
    assert {
        (state, rating): count for state, row in buttons.items() for rating, count in row.items() if count
    } == expected


def test_distributions_count_every_memory(app, studied):
    memories = [card.memory for card in app.search.cards("-is:new")]
    found = app.figures.distributions()
    bounds = (0, *STABILITY_BOUNDS, 10**9)
    assert found.stability == tuple(
        sum(low <= memory.stability < high for memory in memories) for low, high in pairwise(bounds)
    )
    assert found.difficulty == tuple(
        sum(int(memory.difficulty) == n for memory in memories) for n in range(1, 11)
    )
    recall = [app.study.show(card.id).retrievability for card in app.search.cards("-is:new")]
    assert found.retrievability[0] == sum(each > 0.9 for each in recall)
    assert sum(found.retrievability) == len(memories)


def test_calibration_follows_each_rating_to_the_next_answer(app, studied):
    expected = {}
    for one, two in pairwise(studied):
        if one.card_id == two.card_id and two.elapsed_days > 0:
            lapsed, count = expected.get(one.rating, (0, 0))
            expected[one.rating] = (lapsed + (two.rating is AGAIN), count + 1)
    assert {each.rating: (each.lapsed, each.answers) for each in app.figures.calibration()} == expected


def test_calibration_is_that_of_the_chosen_days(app, studied):
    first = app.calendar.day_of(app.clock()) - 20 + 1
    recent = [log for log in studied if log.day >= first]
    expected = {}
    for one, two in pairwise(recent):
        if one.card_id == two.card_id and two.elapsed_days > 0:
            lapsed, count = expected.get(one.rating, (0, 0))
            expected[one.rating] = (lapsed + (two.rating is AGAIN), count + 1)
    assert {each.rating: (each.lapsed, each.answers) for each in app.figures.calibration(20)} == expected
    assert app.figures.all(20).calibration == app.figures.calibration(20)
    assert app.figures.all(36500).calibration == app.figures.calibration(36500) == app.figures.calibration()


def test_an_answer_is_not_followed_by_one_of_another_card(app, clock):
    """Logs from elsewhere may begin in the middle, with days since an answer that is not there."""
    first, second = stock(app, 2)
    for card in (first, second):
        app.study.answer(card, EASY)
        clock.advance(days=20)
        app.study.answer(card, GOOD)
    with app.library.writing("Cut", Changes.REVIEWS) as connection:
        connection.exec_driver_sql("DELETE FROM reviews WHERE elapsed_days = 0")
    assert app.figures.calibration() == ()


def test_figures_are_the_same_once_sqlite_knows_the_shape_of_the_log(app, studied):
    """`PRAGMA optimize` at the end of a session lets SQLite choose other ways to the same figures."""
    before = app.figures.all()
    with app.library.writing("Analyse", Changes.NOTHING) as connection:
        connection.exec_driver_sql("ANALYZE")
    assert app.figures.all() == before


def test_hours_are_those_of_the_student(tmp_path, clock):
    for zone, hour in ((UTC, 9), (ZoneInfo("Asia/Tokyo"), 18), (ZoneInfo("Asia/Kathmandu"), 14)):
        app = open_app(None, clock, zone=zone)
        (card,) = stock(app, 1)
        app.study.answer(card, EASY)
        clock.advance(days=20)
        app.study.answer(card, GOOD)
        hours = app.figures.hours()
        assert hours[hour] == (1, 1)
        assert sum(answers for _recalled, answers in hours) == 1
        app.close()


def test_hours_follow_daylight_saving(clock):
    app = open_app(None, clock, zone=ZoneInfo("Europe/Berlin"))
    (card,) = stock(app, 1)
    app.study.answer(card, EASY)
    for _day in range(40):  # from 10:00 in winter to 11:00 in summer, the clocks of UTC being the same
        clock.advance(days=1)
        app.study.answer(card, GOOD)
    hours = app.figures.hours()
    assert (hours[10][1] > 0, hours[11][1] > 0) == (True, True)
    assert hours[10][1] + hours[11][1] == 40 == sum(answers for _recalled, answers in hours)
    assert hours[10][1] == sum(_local(app, log).hour == 10 for log in app.study.log(card)[1:])
    app.close()


def _local(app, log):
    return from_milliseconds(log.at).astimezone(app.calendar.zone)


@given(
    zone=st.sampled_from(["UTC", "Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kolkata"]),
    begin=st.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1)),
    days=st.integers(0, 500),
    share=st.floats(0, 1),
)
def test_offsets_give_the_local_time_of_any_moment(zone, begin, days, share):
    calendar = StudyCalendar(ZoneInfo(zone))
    begin = begin.replace(tzinfo=UTC)
    at = to_milliseconds(begin + timedelta(days=days) * share)
    found = offsets(calendar, begin, begin + timedelta(days=days))
    offset = next((each for until, each in found if at < until), found[-1][1])
    local = from_milliseconds(at).astimezone(calendar.zone)
    assert (at + offset) // 60_000 % 1440 == local.hour * 60 + local.minute


def test_the_matrix_of_mastery_counts_every_card_once(app, studied):
    found = app.figures.mastery()
    assert {(each.title, each.role) for each in found} == {
        (f"How {name} works", role)
        for name in ("one", "two")
        for role in (FactKind.MECHANISM, FactKind.THEORY, FactKind.RISK)
    }
    assert all(each.new + each.weak + each.fading + each.strong == 5 for each in found)
    recall = [app.study.show(card.id).retrievability for card in app.search.cards("-is:new")]
    assert sum(each.strong for each in found) == sum(each >= 0.9 for each in recall)
    assert sum(each.weak for each in found) == sum(each < 0.7 for each in recall)


def test_the_streak_does_not_depend_on_the_chosen_time(app, clock):
    (card,) = stock(app, 1)
    for _day in range(5):
        app.study.answer(card, EASY)
        clock.advance(days=1)
    assert app.figures.all(2).streak == app.figures.all(365).streak == 5, "today is not over yet"
    clock.advance(days=1)
    assert app.figures.all(2).streak == 0


def test_the_forecast_holds_every_review(app, studied):
    due = [card.memory.due_day for card in app.search.cards("is:review")]
    today = app.calendar.day_of(app.clock())
    assert app.figures.forecast(400) == tuple(
        sum(max(day, today) == today + n for day in due) for n in range(400)
    )


@pytest.mark.parametrize(
    ("good", "count", "low", "high"), [(90, 100, 0.826, 0.945), (0, 10, 0.0, 0.278), (0, 0, 0, 1)]
)
def test_wilsons_interval(good, count, low, high):
    assert wilson(good, count) == pytest.approx((low, high), abs=0.001)
