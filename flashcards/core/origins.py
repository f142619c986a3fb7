"""Where a card came from, in full: kept with the card, so that it outlives the article."""

from dataclasses import dataclass

from flashcards.core.articles import Article, Block, BlockKind, Span
from flashcards.core.sentences import find_sentences


@dataclass(frozen=True, slots=True)
class Origin:
    """The place of a card's sentence. `name` is a file name or a short description, `link` an address or empty.

    `page` counts from 1, 0 where there are none. `sentence` is verbatim; `before` and `after` are the
    sentences beside it in the article's body, empty at its ends.
    """

    title: str
    name: str
    link: str
    author: str
    date: str
    licence: str
    section: str
    page: int
    before: str
    sentence: str
    after: str

    @property
    def place(self) -> str:
        """Section and page in a few words: "Causes, p. 12"."""
        return place_of(self.section, self.page)


def origin_of(article: Article, evidence: Span, section: str) -> Origin:
    """Where a sentence of an article stands."""
    before, after = neighbours(article, evidence)
    source = article.source
    return Origin(
        title=article.title,
        name=source.name,
        link=source.link,
        author=source.author,
        date=source.date,
        licence=source.licence,
        section=section,
        page=article.page_of(evidence),
        before=before,
        sentence=article.quote(evidence),
        after=after,
    )


def place_of(section: str, page: int) -> str:
    """A section and a page in a few words; either may be missing."""
    return ", ".join(part for part in (section, f"p. {page}" if page else "") if part)


def neighbours(article: Article, span: Span) -> tuple[str, str]:
    """The sentences before and after a span, verbatim; those of the blocks beside it where it ends one."""
    prose = [block for block in article.blocks if block.is_body and block.kind is not BlockKind.HEADING]
    inside = [place for place, block in enumerate(prose) if block.span.start <= span.start < block.span.end]
    if not inside:
        return "", ""
    place = inside[0]
    block = prose[place]
    before = _sentences(article, Span(block.span.start, span.start)) or _beside(article, prose, place - 1)
    after = _sentences(article, Span(span.end, max(span.end, block.span.end))) or _beside(
        article, prose, place + 1
    )
    return (before[-1] if before else ""), (after[0] if after else "")


def _beside(article: Article, prose: list[Block], place: int) -> list[str]:
    return _sentences(article, prose[place].span) if 0 <= place < len(prose) else []


def _sentences(article: Article, span: Span) -> list[str]:
    text = article.quote(span)
    return [text[found.start : found.end] for found in find_sentences(text)]
