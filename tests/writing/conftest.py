"""Facts and articles made by hand for the tests of writing."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from flashcards.core.articles import Article, Block, Source, SourceKind, Span
from flashcards.core.facts import Fact, FactForm, FactKind

TEXT = (
    "By pumping out potassium ions, guard cells lower their pressure. Stomata are small pores in the skin of "
    "a leaf. One theory is that roots may send a signal to the leaves of the plant when the soil is very dry."
)

Make = Callable[..., Fact]


@pytest.fixture
def article() -> Article:
    """One paragraph of body, then one of junk."""
    junk = "Read next: Ten easy plants."
    text = f"{TEXT}\n\n{junk}"
    blocks = (Block(Span(0, len(TEXT))), Block(Span(len(TEXT) + 2, len(text)), junk="teaser"))
    return Article("Stomata", text, blocks, Source(SourceKind.PASTE, "test"))


@pytest.fixture
def fact() -> Make:
    """A claim about guard cells, with whatever a test wants to be different."""
    base = Fact(
        kind=FactKind.MECHANISM,
        subject="guard cells",
        relation="lower",
        object="their pressure",
        evidence=Span(0, TEXT.index(".") + 1),
        condition="by pumping out potassium ions",
        form=FactForm.ACTIVE,
        statement="By pumping out potassium ions, guard cells lower their pressure.",
        auxiliary="do",
        verb="lower",
        plural=True,
        topic="stomata",
    )
    return lambda **changes: replace(base, **changes)
