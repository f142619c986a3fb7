"""Find and replace in one field: words change, mark-up does not."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.errors import BadInput
from flashcards.core.rendering import to_text
from flashcards.core.replacing import Replacement, replaced


def change(html, find, into, **options):
    replacement = Replacement(find, into, **options)
    return replaced(html, replacement.pattern(), replacement)


@pytest.mark.parametrize(
    ("html", "find", "into", "options", "expected"),
    [
        ("<b>b</b> bb", "b", "c", {}, "<b>c</b> cc"),
        ("Na and na", "na", "K", {}, "K and K"),
        ("Na and na", "na", "K", {"case": True}, "Na and K"),
        ("salt &amp; water", "t & w", "t, W", {}, "salt, Water"),
        ("a < b", "b", "<i>", {}, "a &lt; &lt;i&gt;"),
        ("1.5 and 1x5", "1.5", "2", {}, "2 and 1x5"),
        ("1.5 and 1x5", "1.5", "2", {"regex": True}, "2 and 2"),
        ("drug one", r"(\w+) (\w+)", r"\2 \1", {"regex": True}, "one drug"),
        ("a\\b", "a", r"\1", {}, "\\1\\b"),
        ("nothing", "x", "y", {}, "nothing"),
        ("x&#39;s", "y", "z", {}, "x&#39;s"),
    ],
)
def test_words_change_and_mark_up_stays(html, find, into, options, expected):
    assert change(html, find, into, **options) == expected


@pytest.mark.parametrize(
    ("find", "words"),
    [
        ("", "what to look for"),
        ("x" * 501, "500"),
        ("(", "cannot be used"),
        ("a*", "fits nothing"),
        ("(a+)+b", "for ever"),
        ("(a|aa)*b", "for ever"),
        ("((a|b)c){2,}", "for ever"),
    ],
)
def test_what_cannot_be_looked_for_is_said(find, words):
    with pytest.raises(BadInput, match=words):
        Replacement(find, "", regex=bool(find)).pattern()


@pytest.mark.parametrize("into", [r"\2", r"\g<name>"])
def test_a_group_that_is_not_there_is_said(into):
    with pytest.raises(BadInput, match="cannot be used"):
        Replacement("(a)", into, regex=True).pattern()


@pytest.mark.parametrize("find", [r"(\()+x", "[(*+|)]+x", "(ab)+", "(a|b)c", r"\w+ \w+"])
def test_harmless_expressions_are_let_through(find):
    Replacement(find, "", regex=True).pattern()


@given(st.text("ab<>&", max_size=20), st.text("ab<&", min_size=1, max_size=3), st.text("xy<&", max_size=3))
def test_a_plain_replacement_is_that_of_python(text, find, into):
    html = escape(text, quote=False)
    assert to_text(change(html, find, into, case=True)) == text.replace(find, into).strip()
