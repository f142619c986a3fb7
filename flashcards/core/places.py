"""The sentence that somebody points at in an article, and the heading above it."""

import re

from flashcards.core.articles import Article, Block, Span

#: A full stop ends a sentence where a space and no small letter follow; the wide marks of Chinese and Japanese always do.
_END = re.compile(r"[.!?]+[\"'”’)\]]*\s+(?![a-z])|[。！？]+[」』”]*\s*")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|Dr|Prof|Mr|Mrs|Ms|St|Fig|No|al)|\b[A-Z])\.$")


def sentences(article: Article, block: Block) -> list[Span]:
    """The sentences of a block in order, without the spaces between them."""
    text = article.quote(block.span)
    found, start = [], 0
    for match in _END.finditer(text):
        head = text[start : match.end()].rstrip()
        if _ABBREVIATION.search(head):
            continue
        found.append(Span(block.span.start + start, block.span.start + start + len(head)))
        start = match.end()
    rest = text[start:].rstrip()
    if rest:
        found.append(Span(block.span.start + start, block.span.start + start + len(rest)))
    return found


def sentences_around(article: Article, span: Span) -> Span:
    """The whole sentences, all of one block, that a selection touches; an empty one touches where it stands.

    A selection over several blocks belongs to the first that holds any of it; outside of all blocks it is kept.
    """
    end = max(span.end, span.start + 1)
    block = next(
        (each for each in article.blocks if each.span.start < end and span.start < each.span.end), None
    )
    if block is None:
        return span
    found = sentences(article, block)
    touched = [each for each in found if each.start < end and span.start < each.end]
    if not touched:  # between two sentences: the one before
        touched = [each for each in found if each.end <= span.start][-1:] or found[:1]
    return Span(touched[0].start, touched[-1].end) if touched else block.span


def section_of(article: Article, offset: int) -> str:
    """The heading above a place, empty where there is none."""
    headings = [
        each for each in article.blocks if each.is_body and each.kind == "heading" and each.span.end <= offset
    ]
    return article.quote(headings[-1].span) if headings else ""
