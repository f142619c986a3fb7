"""Study days: they begin at 04:00 local time, whatever daylight saving, odd offsets and date lines do."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.clock import StudyCalendar, from_milliseconds, system_clock, to_milliseconds

ZONES = [
    "UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Chatham",
    "Asia/Tokyo", "Pacific/Kiritimati", "America/St_Johns",
]  # fmt: skip
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))


def day(zone, *local):
    """The date of the study day that holds a local time."""
    calendar = StudyCalendar(ZoneInfo(zone))
    return calendar.date_of(calendar.day_of(datetime(*local, tzinfo=ZoneInfo(zone))))


@pytest.mark.parametrize(
    ("local", "expected"),
    [
        ((2026, 3, 3, 3, 59, 59), date(2026, 3, 2)),
        ((2026, 3, 3, 4, 0, 0), date(2026, 3, 3)),
        ((2026, 3, 3, 23, 59, 59), date(2026, 3, 3)),
        ((2026, 3, 4, 0, 0, 0), date(2026, 3, 3)),
    ],
)
def test_a_day_lasts_from_four_to_four(local, expected):
    assert day("Europe/Berlin", *local) == expected


@pytest.mark.parametrize(
    ("zone", "spring", "hours"),
    [
        ("Europe/Berlin", date(2026, 3, 28), 23),
        ("Europe/Berlin", date(2026, 10, 24), 25),
        ("America/New_York", date(2026, 3, 7), 23),
        ("America/New_York", date(2026, 10, 31), 25),
        ("Australia/Lord_Howe", date(2026, 10, 3), 23.5),
        ("Australia/Lord_Howe", date(2026, 4, 4), 24.5),
        ("Asia/Tokyo", date(2026, 3, 28), 24),
    ],
)
def test_the_day_of_a_change_of_clocks_is_shorter_or_longer_but_one_day(zone, spring, hours):
    calendar = StudyCalendar(ZoneInfo(zone))
    number = (spring - date(1970, 1, 1)).days
    start, end = calendar.start_of(number), calendar.start_of(number + 1)
    assert end - start == timedelta(hours=hours)
    assert start.astimezone(ZoneInfo(zone)).hour == end.astimezone(ZoneInfo(zone)).hour == 4
    half_hours = [start + timedelta(minutes=30 * each) for each in range(int(hours * 2))]
    assert {calendar.day_of(moment) for moment in half_hours} == {number}


def test_the_date_that_apia_skipped_has_no_moment():
    apia = ZoneInfo("Pacific/Apia")
    calendar = StudyCalendar(apia)
    before, skipped, after = ((date(2011, 12, each) - date(1970, 1, 1)).days for each in (29, 30, 31))
    night = datetime(2011, 12, 30, 9, tzinfo=UTC)  # 23:00 on the 29th, an hour before the jump
    days = [calendar.day_of(night + timedelta(minutes=10 * each)) for each in range(6 * 24)]
    assert sorted(set(days)) == [before, skipped, after]  # until 04:00 on the 31st it is still the day before
    assert days == sorted(days)
    assert calendar.start_of(skipped) == calendar.start_of(after)


@given(moment=MOMENTS, zone=st.sampled_from(ZONES), rollover=st.integers(0, 12))
def test_a_moment_lies_in_its_own_day(moment, zone, rollover):
    calendar = StudyCalendar(ZoneInfo(zone), rollover)
    number = calendar.day_of(moment)
    assert calendar.start_of(number) <= moment < calendar.start_of(number + 1)


@given(number=st.integers(7305, 43829), zone=st.sampled_from(ZONES), rollover=st.integers(0, 12))
def test_a_day_begins_in_itself_and_not_before(number, zone, rollover):
    calendar = StudyCalendar(ZoneInfo(zone), rollover)
    start = calendar.start_of(number)
    assert calendar.day_of(start) == number
    assert calendar.day_of(start - timedelta(microseconds=1)) == number - 1


@given(first=MOMENTS, second=MOMENTS, zone=st.sampled_from(ZONES))
def test_days_never_run_backwards(first, second, zone):
    calendar = StudyCalendar(ZoneInfo(zone))
    early, late = sorted((first, second))
    assert calendar.day_of(early) <= calendar.day_of(late)


def test_without_a_zone_the_computer_decides(monkeypatch):
    import time

    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        calendar = StudyCalendar()
        moment = datetime(2026, 3, 2, 19, tzinfo=UTC)  # 04:00 in Tokyo
        assert calendar.day_of(moment) == calendar.day_of(moment - timedelta(seconds=1)) + 1
        assert calendar.start_of(calendar.day_of(moment)) == moment
    finally:
        monkeypatch.undo()
        time.tzset()


@given(milliseconds=st.integers(0, 4_000_000_000_000))
def test_milliseconds_there_and_back(milliseconds):
    assert to_milliseconds(from_milliseconds(milliseconds)) == milliseconds


@given(moment=MOMENTS, zone=st.sampled_from(ZONES))
def test_milliseconds_are_the_same_in_every_zone(moment, zone):
    assert to_milliseconds(moment.astimezone(ZoneInfo(zone))) == to_milliseconds(moment)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        to_milliseconds(datetime(2026, 3, 2))


def test_the_systems_clock_is_aware():
    assert system_clock().utcoffset() == timedelta(0)
