"""The title of an article, found in its text."""

import re
from collections.abc import Sequence

from flashcards.core.articles import Block, BlockKind

_NUMBER = re.compile(r"^(?:chapter\s+)?\d+(?:\.\d+)*[.:)]?\s+", re.IGNORECASE)
#: A chapter's name, and that of the numbered part of it which the text is.
_CHAPTER, _PART = re.compile(r"^chapter\s+\d", re.IGNORECASE), re.compile(r"^\d+\.\d+")
#: Headings that stand over the first part of any article.
_SECTION = re.compile(
    r"(?:in brief|overview|summary|key (?:points|facts|terms)|at a glance|introduction|background|about this .*"
    r"|learning objectives?|highlights|contents|abstract|the basics|what you need to know)[:.]?",
    re.IGNORECASE,
)
#: A first heading that the text says so often is what the page is about.
_SUBJECT = 5
_THRICE = 3
#: A paragraph of so many words is prose; a headline has at most so many.
_PROSE, _HEADLINE = 25, 20
#: Menus, paths, bylines and dates.
_NOT_A_HEADLINE = re.compile(
    r"\S {2,}\S|[|›»·☰]| > |/|\t|^\W*(?:by|from|posted|updated|share|words by)\b|\d{4}|https?:",
    re.IGNORECASE,
)
#: Longer words that say nothing of what a text is about.
_EVERYWHERE = re.compile(
    r"about|advice|after|also|answer(?:s|ed)?|and|been|before|could|does|even|every|from|have|health|here|into|just|like"
    r"|made|make|many|more|most|much|only|other|over|page|questions?|read|said|same|should|some|such|than|that|their|them"
    r"|then|there|these|they|this|those|through|time|today|under|very|were|what|when|where|which|while|will|with|would|your"
)
_INLINE = re.compile(r"\[([^\]]*)\]\([^)]*\)|[*_`#]+")


def find_title(text: str, blocks: Sequence[Block]) -> str:
    """The first heading that is more than a site's category; empty when there is none."""
    headings = [b for b in blocks[:12] if b.kind is BlockKind.HEADING and b.is_body]
    names = [_NUMBER.sub("", _bare(text, b)).strip() for b in headings]
    named = [(b, name) for b, name in zip(headings, names, strict=True) if not _SECTION.fullmatch(name)]
    headings, names = [b for b, _ in named], [name for _, name in named]
    top = [name for b, name in zip(headings, names, strict=True) if b.level == 1]
    if top:
        return top[0]
    numbered = [n for b, n in zip(headings, names, strict=True) if _NUMBER.match(_bare(text, b))]
    if numbered[:1] == names[:1] and numbered:
        under = (
            len(headings) > 1
            and _CHAPTER.match(_bare(text, headings[0]))
            and _PART.match(_bare(text, headings[1]))
        )
        return names[1] if under else numbered[0]
    found = _first_heading(text, names)
    lines, low = _opening_lines(text, blocks), text.lower()
    if (found in lines or " " not in found) and _kinship(found, low, _THRICE):
        return found
    kin, best = max(
        ((_kinship(line, low), line) for line in lines), key=lambda pair: pair[0], default=(0, "")
    )
    return best if kin else found


def _first_heading(text: str, names: Sequence[str]) -> str:
    """The first heading that reads like a title; empty when there is none."""
    long = [n for n in names if len(re.findall(r"\w+", n)) >= 3 and not n.endswith("?")]
    for choice in ([n for n in long if n.upper() != n], long):
        if choice:
            return choice[0]
    if names and len(re.findall(rf"\b{re.escape(names[0])}\b", text, re.IGNORECASE)) >= _SUBJECT:
        return names[0]  # one word over a page of questions: "GOUT"
    return next((name for name in names if len(name.split()) > 1), "")


def _opening_lines(text: str, blocks: Sequence[Block]) -> list[str]:
    """The lines before the first long paragraph that could be a headline, whatever they were taken for."""
    lines: list[str] = []
    for block in blocks[:12]:
        raw = text[block.span.start : block.span.end]
        if max((len(line.split()) for line in raw.splitlines()), default=0) >= _PROSE:
            break
        for part in raw.splitlines():
            line = _NUMBER.sub("", _INLINE.sub(lambda match: match[1] or "", part)).strip()
            fits = 2 <= len(line.split()) <= _HEADLINE and not line.endswith(".")
            if fits and not _NOT_A_HEADLINE.search(part):
                lines.append(" ".join(line.split()))
    return lines


def _kinship(line: str, low: str, often: int = _SUBJECT) -> int:
    """How many of a line's longer words the text says again and again: what a headline has and a site's name has not."""
    words = {word.lower() for word in re.findall(r"[^\W\d_]{4,}", line)}
    return sum(low.count(word) >= often for word in words if not _EVERYWHERE.fullmatch(word))


def _bare(text: str, heading: Block) -> str:
    """A heading without Markdown marks."""
    words = text[heading.span.start : heading.span.end].split()
    return _INLINE.sub(lambda match: match[1] or "", " ".join(words)).strip()
