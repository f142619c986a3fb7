"""What a search offers while it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.browsing import Places
from flashcards.core.completing import NAMES, completions, condition
from flashcards.core.query import parse

PLACES = Places(
    ("Biology", "Biology::The cell", "Chemistry"), ("exam", "hard"), ((1, 'How "ketamine" works'),), ()
)


def offered(typed):
    return [each.text for each in completions(typed, PLACES)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", []),
        ("serotonin", []),
        ("de", ["deck:"]),
        ("brain -de", ["-deck:"]),
        ("is:s", ["is:suspended"]),
        ("is:due", []),
        ("deck:", ["deck:Biology", 'deck:"Biology::The cell"', "deck:Chemistry"]),
        ('deck:"the c', ['deck:"Biology::The cell"']),
        ("(tag:h", ["tag:hard"]),
        ("tag:a", ["tag:exam", "tag:hard"]),
        ("prop:r", ["prop:r<", "prop:reps<"]),
        ("article:ket", ['article:"How  ketamine  works"']),
        ("nonsense:x", []),
    ],
)
def test_what_is_offered(typed, expected):
    found = offered(typed)
    assert found[: len(expected)] == expected
    assert bool(found) == bool(expected)


def test_a_completion_says_where_it_begins():
    (one,) = completions("brain (deck:Chem", PLACES)
    assert "brain (deck:Chem"[: one.start] + one.text == "brain (deck:Chemistry"


@given(st.text(max_size=30))
def test_nothing_that_is_typed_breaks_it(typed):
    for each in completions(typed, PLACES):
        assert 0 <= each.start <= len(typed)


@given(st.sampled_from(["deck", "tag", "article"]), st.text("ab:( )*", min_size=1).filter(str.strip))
def test_a_condition_can_be_read_by_the_search(name, value):
    parse(condition(name, value))


def test_every_word_of_the_language_is_explained():
    values = {"prop": "r<1", "is": "new", "role": "risk"}
    for name in NAMES:
        parse(f"{name}{values.get(name[:-1], '1')}")
