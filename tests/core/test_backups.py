"""Which backups stay: rules that hold for any history of them."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.backups import Backup, Reason, superfluous

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def backup(age, reason=Reason.AUTOMATIC, size=1):
    at = NOW - age
    return Backup(f"{at:%Y%m%d-%H%M%S}.{reason}.db", at, reason, size)


def kept(backups, now=NOW, most_bytes=2**40):
    gone = {each.name for each in superfluous(backups, now, most_bytes)}
    return [each for each in backups if each.name not in gone]


def test_one_for_each_hour_day_week_and_month():
    hourly = [backup(timedelta(hours=hours)) for hours in range(24 * 400)]
    ages = [(NOW - each.made_at) / timedelta(days=1) for each in kept(hourly)]
    assert sum(age < 1 for age in ages) == 24
    assert sum(1 <= age < 7 for age in ages) == 6
    assert 7 <= sum(7 <= age < 60 for age in ages) <= 9
    assert 11 <= sum(age >= 60 for age in ages) <= 13


def test_three_years_of_hourly_backups_thinned_as_they_come():
    there = []
    for hour in range(24 * 365 * 3):
        moment = NOW + timedelta(hours=hour)
        there.append(Backup(f"{hour:06}.db", moment, Reason.AUTOMATIC, 1))
        if hour % 6 == 0:
            there = kept(there, moment)
    ages = [(moment - each.made_at).days for each in there]
    assert len(there) < 90
    assert max(ages) > 3 * 365 - 40
    assert sum(age < 8 for age in ages) >= 30


ANY = st.builds(
    backup,
    st.timedeltas(timedelta(days=-2), timedelta(days=900)),
    st.sampled_from(Reason),
    st.integers(0, 100),
)


@given(st.lists(ANY, unique_by=lambda each: each.name), st.integers(0, 2000))
def test_the_newest_and_those_made_by_hand_always_stay(backups, most):
    left = kept(backups, most_bytes=most)
    newest = sorted(backups, key=lambda each: (each.made_at, each.name))[-1:]
    assert set(newest) <= set(left)
    assert [each for each in backups if each.reason is Reason.MANUAL] == [
        each for each in left if each.reason is Reason.MANUAL
    ]
    assert kept(left, most_bytes=most) == left  # asked again, nothing more goes
    others = [each for each in left if each.reason is not Reason.MANUAL]
    assert sum(each.size for each in others[3:]) <= most + 300


@given(st.lists(ANY, unique_by=lambda each: each.name))
def test_what_goes_has_a_younger_one_of_its_month_beside_it(backups):
    left = kept(backups)
    for gone in set(backups) - set(left):
        assert any(
            each.made_at >= gone.made_at
            and (each.made_at.year, each.made_at.month) == (gone.made_at.year, gone.made_at.month)
            for each in left
        )
