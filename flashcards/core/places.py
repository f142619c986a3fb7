"""The sentence that somebody points at in an article, and the heading above it."""

from flashcards.core.articles import Article, Span
from flashcards.core.sentences import sentences_of


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
    found = sentences_of(article, block)
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
