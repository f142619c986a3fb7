"""Where in its fuzz range a card goes: never outside, to the emptier days, hardly ever to days off."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.study.leeches import is_leech
from flashcards.study.spread import Spread, fuzz_range, rounded, weekday


@dataclass(frozen=True)
class Days:
    """The days ahead, written down; `today` is day 0."""

    cards: dict[int, int] = field(default_factory=dict)
    easy: dict[int, float] = field(default_factory=dict)
    siblings: frozenset[int] = frozenset()

    def cards_on(self, day):
        return self.cards.get(day, 0)

    def easiness(self, day):
        return self.easy.get(day, 1.0)

    def has_sibling(self, day):
        return day in self.siblings


def shares(load, interval=30.0, count=400):
    """How often each day is chosen over evenly spread chances."""
    return Counter(Spread(number / count, 36500, 0, load).days(interval) for number in range(count))


# The ranges that Anki's own tests state.
@pytest.mark.parametrize(
    ("interval", "least", "most", "expected"),
    [
        (1.0, 1, 1000, (1, 1)), (2.49, 1, 1000, (2, 2)), (2.5, 1, 1000, (2, 4)), (7.0, 1, 1000, (5, 9)),
        (17.0, 1, 1000, (14, 20)), (37.0, 1, 1000, (33, 41)), (2.0, 3, 1000, (3, 4)), (2.0, 3, 3, (3, 3)),
        (100.0, 101, 1000, (101, 108)), (100.0, 1, 99, (92, 99)), (100.0, 97, 103, (97, 103)), (1.0, 3, 2, (2, 2)),
    ],
)  # fmt: skip
def test_the_ranges_are_ankis(interval, least, most, expected):
    assert fuzz_range(interval, least, most) == expected


@given(
    interval=st.floats(0.1, 40000),
    least=st.integers(1, 200),
    most=st.integers(1, 36500),
    share=st.floats(0, 1, exclude_max=True),
    counts=st.lists(st.integers(0, 500), min_size=110, max_size=110),
    easy=st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=7, max_size=7),
)
def test_a_day_is_always_inside_the_range(interval, least, most, share, counts, easy):
    load = Days(dict(enumerate(counts)), {day: easy[day % 7] for day in range(110)})
    for each in (None, load):
        spread = Spread(share, most, 0, each)
        low, high = fuzz_range(interval, least, most)
        assert low <= spread.days(interval, least) <= high <= most
        assert spread.days(interval, least) == spread.days(interval, least)


def test_crowded_days_are_passed_over():
    low, high = fuzz_range(30.0, 1, 36500)
    crowded = Days({day: 3 if day == 29 else 40 for day in range(low, high + 1)})
    assert shares(crowded)[29] > 380


def test_equal_days_are_all_used_and_early_ones_a_little_more():
    low, high = fuzz_range(30.0, 1, 36500)
    found = shares(Days(dict.fromkeys(range(low, high + 1), 20)))
    assert set(found) == set(range(low, high + 1))
    assert found[low] > found[high]


def test_days_off_and_days_of_siblings_get_nothing_while_others_are_open():
    low, high = fuzz_range(30.0, 1, 36500)
    counts = dict.fromkeys(range(low, high + 1), 10)
    assert shares(Days(counts, {30: 0.0}))[30] <= 1
    assert shares(Days(counts, siblings=frozenset({31})))[31] <= 1


def test_where_every_day_is_off_one_is_chosen_all_the_same():
    low, high = fuzz_range(30.0, 1, 36500)
    found = shares(Days(dict.fromkeys(range(low, high + 1), 10), dict.fromkeys(range(low, high + 1), 0.0)))
    assert sum(found.values()) == 400


def test_a_day_of_half_ease_gets_half():
    low, high = fuzz_range(30.0, 1, 36500)
    counts, chosen = dict.fromkeys(range(low, high + 1), 10), Counter()
    for number in range(700):
        load = Days(counts, {29: 0.5})
        day = Spread((number * 0.618) % 1, 36500, 0, load).days(30.0)
        counts[day] += 1
        chosen[day] += 1
    others = [counts[day] for day in counts if day != 29]
    assert counts[29] == pytest.approx(0.5 * sum(others) / len(others), rel=0.25)


def test_long_intervals_are_not_balanced():
    low, _high = fuzz_range(400.0, 1, 36500)
    assert Spread(0.0, 36500, 0, Days({low: 10_000})).days(400.0) == low


@given(day=st.integers(0, 40000))
def test_weekdays(day):
    assert weekday(day) == (date(1970, 1, 1) + timedelta(days=day)).weekday()


def test_halves_are_rounded_up():
    assert [rounded(each) for each in (0.5, 1.5, 2.5, 2.49)] == [1, 2, 3, 2]


@pytest.mark.parametrize(
    ("threshold", "leeches"),
    [
        (8, {8, 12, 16}),
        (3, {3, 5, 7, 9, 11, 13, 15}),
        (1, set(range(1, 17))),
        (0, set()),
        (2, set(range(2, 17))),
    ],
)
def test_leeches(threshold, leeches):
    assert {lapses for lapses in range(17) if is_leech(lapses, threshold)} == leeches
