"""Clocks that jump, travellers, daylight saving and the rollover in the middle of a session."""

from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.app import open_app
from flashcards.core.checks import Flaw
from flashcards.core.reviews import CardState, Rating
from tests.conftest import FakeClock, stock

YEAR = timedelta(days=365)


class Traveller(tzinfo):
    """A zone that its owner carries along: `hours` east of Greenwich."""

    def __init__(self, hours=0.0):
        self.hours = hours

    def utcoffset(self, moment):
        return timedelta(hours=self.hours)

    def dst(self, moment):
        return timedelta()

    def tzname(self, moment):
        return f"{self.hours:+}"


def judge(app, ids):
    """What holds whatever the clock did: logs in order, nothing negative, memories as the log says, no fault anywhere."""
    for card_id in ids:
        logs = app.study.log(card_id)
        assert [log.at for log in logs] == sorted({log.at for log in logs})
        assert [log.day for log in logs] == sorted(log.day for log in logs)
        assert all(log.elapsed_days >= 0 for log in logs)
        shown = app.study.show(card_id)
        memory = shown.card.memory
        assert app.study.replayed(card_id) == memory
        assert memory.interval >= 0
        assert all(seconds > 0 for seconds in shown.seconds.values())
        assert shown.retrievability is None or 0 <= shown.retrievability <= 1
    summary = app.statistics.summary()
    assert summary.streak >= 0
    assert all(count >= 0 for count in summary.forecast)
    app.study.next()
    app.study.left()
    app.sessions.current()


STEPS = st.lists(
    st.tuples(
        st.timedeltas(timedelta(days=-3650), timedelta(days=3650))
        | st.timedeltas(timedelta(hours=-30), timedelta(hours=30)),
        st.sampled_from((-11.0, -5.0, 0.0, 5.75, 10.5, 13.0)),
        st.integers(0, 3),
        st.sampled_from(Rating),
    ),
    max_size=12,
)


@given(STEPS)
@settings(max_examples=40)
def test_whatever_the_clock_and_the_zone_do_the_log_stays_in_order(steps):
    clock, zone = FakeClock(datetime(2030, 6, 1, 12, tzinfo=UTC)), Traveller()
    app = open_app(None, clock, undo=True, zone=zone)
    ids = stock(app, 4)
    for jump, hours, which, rating in steps:
        moved = clock.now + jump
        clock.now = min(max(moved, datetime(1971, 1, 1, tzinfo=UTC)), datetime(2150, 1, 1, tzinfo=UTC))
        zone.hours = hours
        app.study.answer(ids[which], rating)
    judge(app, ids)
    app.close()


@pytest.fixture
def studied(app, stocked, clock):
    """Ten cards with a month of study."""
    ids = stocked(10)
    for _day in range(30):
        for card in app.study.due():
            app.study.answer(card.id, Rating.GOOD)
            clock.advance(seconds=20)
        clock.advance(days=1)
    return ids


def test_a_clock_a_year_ahead_puts_nothing_off_for_years_once_it_is_right_again(app, studied, clock, dump):
    real = clock.now
    clock.advance(days=365)
    ahead = [card.id for card in app.study.due()][:6]
    for card_id in ahead:
        app.study.answer(card_id, Rating.GOOD)
        clock.advance(seconds=20)
    clock.now = real
    today = app.calendar.day_of(real)
    assert min(app.study.show(each).card.memory.due_day - today for each in ahead) > 365
    (warning,) = app.checks.warnings()
    assert warning.startswith("6 answers are dated in the future")
    (found,) = app.checks.check().findings
    assert (found.flaw, found.count) == (Flaw.FUTURE, 6)
    repaired, _changes = app.checks.repair()
    assert repaired.sound
    judge(app, studied)
    for card_id in ahead:
        memory = app.study.show(card_id).card.memory
        assert memory.last_day <= today
        assert memory.due_day - today < 200
    assert [log.at for card_id in ahead for log in app.study.log(card_id)[-1:]] == sorted(
        log.at for card_id in ahead for log in app.study.log(card_id)[-1:]
    )
    assert app.checks.check().findings == ()
    assert app.checks.warnings() == []


@pytest.mark.parametrize("then", ["answer", "forget", "set_due"])
def test_what_follows_a_due_date_that_was_set_before_the_clock_went_back_counts_after_it(
    app, studied, clock, then
):
    card_id = studied[0]
    app.cards.set_due([card_id], 0)
    clock.advance(days=-1, milliseconds=-7)
    if then == "answer":
        app.study.answer(card_id, Rating.AGAIN)
    else:
        getattr(app.cards, then)([card_id], *((9,) if then == "set_due" else ()))
    judge(app, [card_id])


def test_a_card_that_was_made_new_by_a_clock_ahead_keeps_what_it_is_answered_later(app, studied, clock):
    real, card_id = clock.now, studied[0]
    clock.advance(days=365)
    app.study.answer(card_id, Rating.GOOD)
    app.cards.forget([card_id])
    app.study.answer(card_id, Rating.EASY)
    app.cards.set_due([card_id], 3)
    clock.now = real
    assert app.checks.repair()[0].sound
    memory = app.study.show(card_id).card.memory
    assert memory.stability == app.study.log(card_id)[-1].after.stability
    assert memory.last_day <= app.calendar.day_of(real)
    clock.advance(minutes=1)
    app.study.answer(card_id, Rating.HARD)
    assert app.study.replayed(card_id) == app.study.show(card_id).card.memory
    assert all(log.at <= clock.now.timestamp() * 1000 for log in app.study.log(card_id))


def test_answers_of_a_journey_that_lie_hours_ahead_are_no_flaw(app, studied, clock):
    clock.advance(hours=14)
    app.study.answer(studied[0], Rating.GOOD)
    clock.advance(hours=-14)
    assert app.checks.check().findings == ()


def test_travelling_west_and_east_gives_each_card_its_days(clock):
    zone = Traveller(1)
    app = open_app(None, clock, zone=zone)
    ids = stock(app, 3)
    for hours in (1, -8, 13, 1, -11, 1):
        zone.hours = hours
        for card_id in ids:
            app.study.answer(card_id, Rating.GOOD)
        judge(app, ids)
        clock.advance(days=3)
    assert len({log.day for log in app.study.log(ids[0])}) == 6
    app.close()


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Australia/Lord_Howe", "America/New_York", "Pacific/Apia"])
def test_a_year_of_daily_study_through_every_change_of_clocks_is_one_streak(zone):
    local = ZoneInfo(zone)
    clock = FakeClock(datetime(2026, 1, 1, 18, tzinfo=local).astimezone(UTC))
    app = open_app(None, clock, zone=local)
    ids = stock(app, 1)
    for day in range(365):
        clock.now = datetime(2026, 1, 1, 18, tzinfo=local) + timedelta(days=day)  # by the clock on the wall
        clock.now = clock.now.astimezone(UTC)
        app.study.cram(ids[0], Rating.GOOD)
    assert app.statistics.summary().streak == 365
    assert len({log.day for log in app.study.log(ids[0])}) == 365
    app.close()


def test_the_rollover_in_the_middle_of_a_session_begins_the_next_day(clock):
    clock.now = datetime(2026, 3, 3, 3, 58, tzinfo=UTC)
    app = open_app(None, clock, zone=UTC)
    ids = stock(app, 60)
    before = app.study.left().new
    for card_id in ids[:before]:
        app.study.answer(card_id, Rating.EASY)
    assert app.study.next() is None
    clock.advance(minutes=3)
    assert app.study.left().new == before  # the new day has its own cards
    shown = app.study.next()
    log, _changes = app.study.answer(shown.card.id, Rating.GOOD)
    assert log.day == app.study.log(ids[0])[0].day + 1
    assert app.statistics.summary().streak == 2
    assert app.study.show(ids[0]).card.memory.state is CardState.REVIEW
    judge(app, ids)
    app.close()
