"""Ids that are moments: near a wish, each given once, none later than allowed but for want of room."""

from hypothesis import given
from hypothesis import strategies as st

from flashcards.exchange.anki.free_ids import FreeIds


@given(st.lists(st.tuples(st.integers(-5, 60), st.integers(1, 4))))
def test_every_id_is_given_once_and_in_a_row(wishes):
    free, given_ids = FreeIds(40), set()
    for wish, count in wishes:
        at = free.take(wish, count)
        made = set(range(at, at + count))
        assert not made & given_ids
        given_ids |= made
        allowed = wish if 0 < wish < 40 else 40
        assert at >= allowed
        # The first place with room from the wish on, but for holes that another wish left behind it.
        assert at == allowed or at - 1 in given_ids or any(allowed <= each < at + count for each in given_ids)


def test_thousands_with_one_wish_take_no_time():
    free = FreeIds(10**12)
    assert [free.take(7) for _time in range(100_000)] == list(range(7, 100_007))
    assert [free.take(10**13) for _time in range(3)] == [10**12, 10**12 + 1, 10**12 + 2]
