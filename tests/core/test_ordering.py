"""Steps to put in order: read from an answer, mixed, and compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.ordering import compare_order, mixed, steps_of
from flashcards.core.reviews import Rating


@pytest.mark.parametrize(
    ("answer", "steps"),
    [
        ("Blocks A → raises B → heals C.", ("blocks A", "raises B", "heals C")),
        ("NMDA is blocked → b → c", ("NMDA is blocked", "b", "c")),
        ("a → b", ()),
        ("a, b and c", ()),
        ("A —blocks→ B —raises→ C", ()),
        ("First this: a → b → c\nand more", ()),
        ("", ()),
    ],
)
def test_an_answer_is_steps_only_where_it_is_one_row_of_them(answer, steps):
    assert steps_of(answer) == steps


@given(st.lists(st.text(max_size=6), unique=True, min_size=2, max_size=8), st.text(max_size=8))
def test_mixing_loses_nothing_gives_nothing_away_and_is_always_the_same(items, seed):
    found = mixed(items, seed)
    assert sorted(found) == sorted(items)
    assert list(found) != items
    assert mixed(items, seed) == found


@given(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=6), st.randoms())
def test_an_order_is_right_only_when_every_step_stands_where_it_belongs(wanted, random):
    given_ = list(wanted)
    random.shuffle(given_)
    found = compare_order(given_, wanted)
    assert sorted(found.places) == list(range(len(wanted)))
    assert (found.swaps == 0) == (given_ == wanted)


def test_one_swap_of_neighbours_is_hard_more_is_again():
    assert compare_order("abcd", "abcd").rating is Rating.GOOD
    assert compare_order("bacd", "abcd").rating is Rating.HARD
    assert compare_order("cbad", "abcd").rating is Rating.AGAIN
    assert compare_order("bacd", "abcd").places == (1, 0, 2, 3)
