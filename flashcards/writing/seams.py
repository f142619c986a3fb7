"""Where a question put together from parts of a sentence has lost what stood between them."""

import itertools
import re
from dataclasses import replace
from functools import lru_cache

from flashcards.core.drafts import CardType
from flashcards.writing.shapes import Shape

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
#: Before these no comma is missed.
_LIGHT = frozenset(
    {"and", "or", "but", "at", "in", "on", "to", "of", "for", "with", "by", "is", "are", "was", "were"}
)


def sewn(shape: Shape, source: str) -> Shape:
    """A question and its answer with the commas that its sentence has between the same words."""
    if shape.type is not CardType.BASIC or "," not in source:
        return shape
    pairs = _borders(source)
    return replace(
        shape, question=_with_commas(shape.question, pairs), answer=_with_commas(shape.answer, pairs)
    )


def is_torn(text: str, source: str) -> bool:
    """Whether a text leaves out words of its sentence without which the rest means something else.

    "So long that", cut down to "that", and "small bumps called guttae", cut down to "guttae".
    """
    low, pairs = _words_of(source)
    for first, then in itertools.pairwise([w.lower() for w in _WORD.findall(text)]):
        if (first, then) in pairs or first not in low or then not in low:
            continue
        start = low.index(first) + 1
        if then not in low[start:]:
            continue
        lost = low[start : low.index(then, start)]
        if (then == "that" and "so" in lost) or lost[-1] in {"called", "named", "termed"}:
            return True
    return False


# A sentence makes many cards: what it is taken apart into is kept while they are made.
@lru_cache(maxsize=64)
def _words_of(source: str) -> tuple[list[str], frozenset[tuple[str, str]]]:
    """The words of a source, and those that stand side by side."""
    words = [w.lower() for w in _WORD.findall(source)]
    return words, frozenset(itertools.pairwise(words))


@lru_cache(maxsize=64)
def _borders(source: str) -> frozenset[tuple[str, str]]:
    """The neighbouring words that the source never writes without a comma between them."""
    words = list(_WORD.finditer(source))
    apart: set[tuple[str, str]] = set()
    joined: set[tuple[str, str]] = set()
    for first, then in itertools.pairwise(words):
        pair = (first[0].lower(), then[0].lower())
        (apart if source[first.end() : then.start()] == ", " else joined).add(pair)
    return frozenset(pair for pair in apart - joined if pair[1] not in _LIGHT)


def _with_commas(text: str, pairs: frozenset[tuple[str, str]]) -> str:
    words = list(_WORD.finditer(text))
    for first, then in reversed(list(itertools.pairwise(words))):
        between = text[first.end() : then.start()]
        if between == " " and (first[0].lower(), then[0].lower()) in pairs:
            text = f"{text[: first.end()]}, {text[then.start() :]}"
    return text
