"""What the tests of the analysis share: the model, loaded once, and a way to read a few sentences."""

from collections.abc import Callable

import pytest

from flashcards.core.articles import Article, Block, BlockKind, Source, SourceKind, Span
from flashcards.core.facts import Fact

Find = Callable[..., tuple[Fact, ...]]


def make_article(*lines: str, title: str = "") -> Article:
    """An article of the lines: "# " opens a heading, "- " a list item, anything else a paragraph."""
    blocks: list[Block] = []
    text = ""
    for line in lines:
        kinds = {"# ": BlockKind.HEADING, "- ": BlockKind.LIST_ITEM}
        kind = kinds.get(line[:2], BlockKind.PARAGRAPH)
        body = line if kind is BlockKind.PARAGRAPH else line[2:]
        start = len(text)
        text += body + "\n\n"
        blocks.append(Block(Span(start, start + len(body)), kind, 1 if kind is BlockKind.LIST_ITEM else 0))
    return Article(title, text, tuple(blocks), Source(SourceKind.PASTE, "test"))


@pytest.fixture(scope="session")
def find() -> Find:
    """Find the facts of some lines with the real model."""
    from flashcards.analysis.pipeline import find_facts

    def find_in(*lines: str, title: str = "") -> tuple[Fact, ...]:
        return find_facts(make_article(*lines, title=title))

    return find_in
