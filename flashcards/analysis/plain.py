"""The bare text of a block for the parser, with the way back to the verbatim text."""

import re
from dataclasses import dataclass

from flashcards.core.articles import Article, Block, Span

_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*\)")
_NOTE = re.compile(r"\[\d{1,3}(?:[,–-]\s?\d{1,3})*\]")
_CITATION = re.compile(r"\s?\((?:see |cf\. )?[A-Z][^()]{2,120}(?:\b(?:19|20)\d\d[a-z]?|n\.d\.)\)")
_GLUE = re.compile(r"(?<=[a-z0-9)%][.!?])(?=[A-Z][a-z]*\s)|(?<=[a-z][a-z][:;,])(?=[A-Za-z])")
#: What else may stand in a block and must go: marks, links, note numbers, white space other than single blanks.
_MARKED = re.compile(r"[*`_\[\]\u200b\u00ad\ufeff]|\s{2}|[^\S ]")
_RUN_IN = re.compile(r"(?P<head>[A-Z][A-Za-z0-9,'’/ -]{2,45})[.:]\s+(?=[A-Z“\"])")


@dataclass(frozen=True, slots=True)
class Plain:
    """A block's text without marks; `places[i]` is where character i stands in the article."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The article's span of a stretch of this text."""
        return Span(self.places[start], self.places[end - 1] + 1)


def plain_text(article: Article, block: Block) -> Plain:
    """Drop emphasis marks, links and note numbers; part glued sentences; unify white space."""
    raw = article.quote(block.span)
    if not _MARKED.search(raw) and not _GLUE.search(raw) and not _CITATION.search(raw):
        text = raw.strip()
        start = block.span.start + len(raw) - len(raw.lstrip())
        return Plain(text, tuple(range(start, start + len(text))))
    dropped = _dropped(raw)
    glued = {match.start() for match in _GLUE.finditer(raw)}
    letters: list[str] = []
    places: list[int] = []
    for i, letter in enumerate(raw):
        if i in glued:
            letters.append(" ")
            places.append(block.span.start + i)
        if i in dropped:
            continue
        space = letter.isspace()
        if space and (not letters or letters[-1] == " "):
            continue
        letters.append(" " if space else letter)
        places.append(block.span.start + i)
    return Plain("".join(letters).rstrip(), tuple(places))


def _dropped(raw: str) -> set[int]:
    """The characters of a block that are marks, not text."""
    dropped = {i for i, letter in enumerate(raw) if letter in "*`\u200b\u00ad\ufeff"}
    dropped |= {m.start() for m in re.finditer(r"(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)", raw)}
    for match in _LINK.finditer(raw):
        dropped |= set(range(match.start(), match.start(1))) | set(range(match.end(1), match.end()))
    for match in _CITATION.finditer(raw):
        dropped |= set(range(match.start(), match.end()))
    for match in _NOTE.finditer(raw):
        dropped |= set(range(match.start(), match.end()))
    return dropped


#: "This is an emergency." is a sentence, not a title.
_SAYS = re.compile(r"\b(?:is|are|was|were|has|have|can|may|do|does|will|should|must)\b", re.IGNORECASE)


def run_in_head(text: str) -> tuple[str, int]:
    """The short title at the start of a paragraph ("Tremor. A fine ...") and where the text goes on."""
    match = _RUN_IN.match(text)
    if (
        not match
        or _SAYS.search(match["head"])
        or len(match["head"].split()) > 4
        or len(text) - match.end() < 20
    ):
        return "", 0
    return match["head"], match.end()
