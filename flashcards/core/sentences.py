"""Where sentences end, told from their signs alone: good enough to show them and to compare two texts."""

import re
from collections.abc import Iterator

from flashcards.core.articles import Span

# Possessive, so that a run of a million dots is gone through once.
_END = re.compile(r"[.!?…]++[\"”’'»)\]]*+\s++(?=[\"“‘'«(\[]?[^\W_a-z])|[。！？]++[」』”]*+|\n\s*\n")
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


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    part = text[start:end]
    left = start + len(part) - len(part.lstrip())
    right = end - (len(part) - len(part.rstrip()))
    if left < right:
        yield Span(left, right)
