"""Where sentences end, told from their signs alone: good enough to point at them, show them and compare two texts."""

import re
from collections.abc import Iterator

from flashcards.core.articles import Article, Block, Span

# A full stop ends a sentence where a space and a capital, a digit or a bracket follow; the wide marks of Chinese and
# Japanese always do. Before the capital may stand a quotation mark, or the star or bar of a text's markup. Possessive,
# and begun only where a run begins, so that a run of dots is gone through once.
_END = re.compile(
    r"(?<![.!?…])[.!?…]++[\"”’'»)\]]*+\s++(?=[(\[]|[\"“‘'«*_|▸]{0,3}+ ?[^\W_a-z])|[。！？]++[」』”]*+|\n\s*\n"
)
#: A full stop after these ends no sentence; single letters are initials.
_SHORT = re.compile(
    r"(?:^|[\s(])(?:[A-Z]|e\.g|i\.e|cf|vs|etc|al|ca|approx|dr|prof|mr|mrs|ms|st|no|nos|fig|figs|eq|vol|pp?|ed|eds|jr|sr|ref|refs)\.$",
    re.IGNORECASE,
)


def find_sentences(text: str) -> Iterator[Span]:
    """The sentences of a text in order, without the spaces round them."""
    start = 0
    for match in _END.finditer(text):
        if match[0][0] == "." and _SHORT.search(text[max(start, match.start() - 12) : match.start() + 1]):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def sentences_of(article: Article, block: Block) -> list[Span]:
    """The sentences of a block in order, by their places in the article."""
    start = block.span.start
    return [Span(start + each.start, start + each.end) for each in find_sentences(article.quote(block.span))]


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    part = text[start:end]
    left = start + len(part) - len(part.lstrip())
    right = end - (len(part) - len(part.rstrip()))
    if left < right:
        yield Span(left, right)
