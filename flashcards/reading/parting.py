"""Paragraphs without end are parted, so that what lays them out and what reads their sentences takes them bit by bit."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from flashcards.core.articles import Block, BlockKind, Span

#: The longest paragraph, in characters: some ten pages. Qt lays one of 4.5 MB out in 15 seconds, in parts in 3.
_LONGEST = 20_000
_SENTENCE_END = re.compile(r"[.!?]\s+(?=\S)")
_SPACE = re.compile(r"\s+(?=\S)")


def parted(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, each long paragraph as several: at the end of a sentence, or else between words."""
    if all(block.span.end - block.span.start <= _LONGEST for block in blocks):
        return tuple(blocks)
    return tuple(part for block in blocks for part in _parts(text, block))


def _parts(text: str, block: Block) -> Iterator[Block]:
    start, end = block.span.start, block.span.end
    while block.kind is BlockKind.PARAGRAPH and end - start > _LONGEST:
        gap = _last(_SENTENCE_END, text, start, start + _LONGEST) or _last(
            _SPACE, text, start, start + _LONGEST
        )
        if gap is None:
            break
        yield replace(block, span=Span(start, gap[0]))
        start = gap[1]
    yield replace(block, span=Span(start, end))


def _last(pattern: "re.Pattern[str]", text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the last gap before `end` begins and ends; a full stop stays before it."""
    found = None
    for match in pattern.finditer(text, start + 1, end):
        found = match
    if found is None:
        return None
    return found.end() - len(found[0].lstrip(".!?")), found.end()
