"""The other values: note types that may never change, intervals in letters, articles and decks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.articles import Article, Block, Source, SourceKind, Span
from flashcards.core.cards import DeckSummary
from flashcards.core.changes import Changes
from flashcards.core.errors import Cancelled
from flashcards.core.intervals import short_interval
from flashcards.core.note_types import BASIC, BUILT_IN, CLOZE
from flashcards.core.progress import Cancel
from flashcards.core.text import storable

SHARED = (
    "Source sentence", "Source title", "Source link", "Location", "Role", "Student note", "Extra1", "Extra2", "Uid",
)  # fmt: skip


def test_note_types_are_frozen_for_ever():
    """Anki matches note types, fields and templates of decks that are out there by these very numbers.

    If this fails, do not change the test: students who import an update would get every card twice.
    """
    assert BUILT_IN[:2] == (BASIC, CLOZE)
    assert (BASIC.id, BASIC.name, BASIC.is_cloze) == (1763856000101, "Flashcards Basic", False)
    assert (CLOZE.id, CLOZE.name, CLOZE.is_cloze) == (1763856000102, "Flashcards Cloze", True)
    assert [(each.id, each.name) for each in BASIC.fields] == [
        (1763856010101 + number, name) for number, name in enumerate(("Front", "Back", *SHARED))
    ]
    assert [(each.id, each.name) for each in CLOZE.fields] == [
        (1763856020101 + number, name) for number, name in enumerate(("Text", "Back Extra", *SHARED))
    ]
    assert [(each.id, each.name) for each in BASIC.templates] == [(1763856010201, "Card 1")]
    assert [(each.id, each.name) for each in CLOZE.templates] == [(1763856020201, "Cloze")]


def test_a_field_is_found_by_its_name():
    assert BASIC.index("Back") == CLOZE.index("Back Extra") == 1
    with pytest.raises(ValueError, match="Nowhere"):
        BASIC.index("Nowhere")


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "<1 min"), (59, "<1 min"), (60, "1 min"), (600, "10 min"), (3599, "60 min"), (3600, "1 h"),
        (86399, "24 h"), (86400, "1 d"), (4 * 86400, "4 d"), (29 * 86400, "29 d"), (30 * 86400, "1.0 mo"),
        (75 * 86400, "2.5 mo"), (365 * 86400, "1.0 y"), (438 * 86400, "1.2 y"), (36500 * 86400, "100.0 y"),
    ],
)  # fmt: skip
def test_short_intervals(seconds, shown):
    assert short_interval(seconds) == shown


ARTICLE = Article(
    "Title",
    "Title\n\nOne two three.\n\nSubscribe now please!\n\nfour",
    (Block(Span(0, 5)), Block(Span(7, 21)), Block(Span(23, 44), junk="teaser"), Block(Span(46, 50))),
    Source(SourceKind.FILE, "a.txt"),
)


def test_an_article_quotes_its_text_and_counts_its_body():
    assert ARTICLE.quote(Span(7, 21)) == "One two three."
    assert ARTICLE.words == 1 + 3 + 1
    assert [block.is_body for block in ARTICLE.blocks] == [True, True, False, True]


@given(text=st.text(), other=st.text())
def test_the_same_text_has_the_same_key(text, other):
    def key(text, title="T"):
        return Article(title, text, (), Source(SourceKind.PASTE, "p")).key

    assert key(text) == key(text, "Another title")
    assert (key(text) == key(other)) == (text == other)


def test_a_key_of_text_that_no_file_can_hold():
    assert len(Article("T", "\ud83d", (), Source(SourceKind.PASTE, "p")).key) == 64


def test_what_is_due_in_a_deck():
    assert DeckSummary(1, "A", 10, new=1, learning=2, review=3).due == 6


def test_everything_is_every_kind_of_change():
    joined = Changes.NOTHING
    for each in Changes:
        joined |= each
    assert joined == Changes.EVERYTHING


def test_cancel_stops_work_at_its_next_look():
    cancel = Cancel()
    cancel.check()
    cancel.set()
    with pytest.raises(Cancelled):
        cancel.check()


@given(text=st.text(st.characters()))
def test_storable_text_can_be_stored_and_is_only_shortened(text):
    kept = storable(text)
    kept.encode("utf-8")
    assert not any(sign in kept for sign in "\x00\x1f\x1e\x7f")
    assert storable(kept) == kept
    rest = iter(text)
    assert all(sign in rest for sign in kept)
