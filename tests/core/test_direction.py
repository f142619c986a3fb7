"""Names from right to left are set apart where they are shown, and others stay as they are."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.direction import isolated, with_quotes_isolated

HEBREW, ARABIC, TURNED = "ביולוגיה (שנה 1)", "أحياء 101", "abc \u202edcba 12"
SIGNS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI"}


@pytest.mark.parametrize("name", ["", "Biology::Cells 2", "Ökologie", "生物学", "α – β “x”", "🧠"])
def test_most_names_stay_as_they_are(name):
    assert isolated(name) == name
    assert with_quotes_isolated(f"Moved to “{name}”.") == f"Moved to “{name}”."


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (HEBREW, f"\u2068{HEBREW}\u2069"),
        (f"A::{ARABIC}::B", f"\u2068A\u2069::\u2068{ARABIC}\u2069::\u2068B\u2069"),
        (f"{ARABIC} › 2", f"\u2068{ARABIC}\u2069 › \u20682\u2069"),
        (TURNED, "\u2068abc dcba 12\u2069"),
        ("a\u2069\u2068b", "\u2068ab\u2069"),
    ],
)
def test_each_step_of_a_path_is_set_apart(name, shown):
    assert isolated(name) == shown
    assert with_quotes_isolated(f"2 cards to “{name}”, 3 to “B”.") == f"2 cards to “{shown}”, 3 to “B”."


def test_a_sentence_is_not_set_apart_twice():
    once = with_quotes_isolated(f"The deck “{HEBREW}” is gone.")
    assert with_quotes_isolated(once) == once


@given(st.text(st.sampled_from("aא1ع:› “”\u202a\u202e\u202c\u2066\u2068\u2069\u200f"), max_size=20))
def test_nothing_that_a_name_begins_goes_on_after_it(name):
    shown = isolated(name)
    depth = 0
    for sign in shown if shown != name else "":
        kind = unicodedata.bidirectional(sign)
        assert kind not in SIGNS
        depth += {"FSI": 1, "PDI": -1}.get(kind, 0)
        assert 0 <= depth <= 1
    assert depth == 0
    plain = [sign for sign in name if unicodedata.bidirectional(sign) not in {*SIGNS, "FSI", "PDI"}]
    assert [sign for sign in shown if sign not in "\u2068\u2069"] == plain or shown == name
