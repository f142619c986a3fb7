"""Whatever the text, its blocks are ordered, verbatim spans that do not overlap."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.core.articles import Article, Source, SourceKind
from flashcards.core.errors import CannotRead
from flashcards.reading.files import read_text

LINES = st.sampled_from(
    [
        "# Heading", "- item", "  * nested item", "1. first", "> quoted words", "A sentence about rain.", "",
        "Q: Why?", "| a | b |", "---", "Share this | Tweet", "Rain falls.Then it stops.", "ALL CAPITALS", "\r", "•tight",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(LINES, max_size=20).map("\n".join))


def read(text: str) -> Article | None:
    try:
        return read_text(text, source=Source(SourceKind.PASTE, "paste"))
    except CannotRead:
        return None


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_blocks_are_spans_of_the_text(text: str) -> None:
    article = read(text)
    if article is None:
        return
    assert article.text == text
    assert article == read(text)
    for block in article.blocks:
        assert 0 <= block.span.start < block.span.end <= len(text)
        assert article.quote(block.span).strip()
    for before, after in itertools.pairwise(article.blocks):
        assert before.span.end <= after.span.start
