"""The title of an article, found in its text."""

import re
from collections.abc import Sequence

from flashcards.core.articles import Block, BlockKind

_NUMBER = re.compile(r"^(?:chapter\s+)?\d+(?:\.\d+)*[.:)]?\s+", re.IGNORECASE)
#: Headings that stand over the first part of any article.
_SECTION = re.compile(
    r"(?:in brief|overview|summary|key (?:points|facts|terms)|at a glance|introduction|background|about this .*"
    r"|learning objectives?|highlights|contents|abstract|the basics|what you need to know)[:.]?",
    re.IGNORECASE,
)
#: A first heading that the text says so often is what the page is about.
_SUBJECT = 5
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
        return numbered[0]
    mixed = [n for n in names if n.upper() != n and len(n.split()) >= 3 and not n.endswith("?")]
    for choice in (mixed, [n for n in names if len(n.split()) >= 3 and not n.endswith("?")]):
        if choice:
            return choice[0]
    if names and len(re.findall(rf"\b{re.escape(names[0])}\b", text, re.IGNORECASE)) >= _SUBJECT:
        return names[0]  # one word over a page of questions: "GOUT"
    return next((name for name in names if len(name.split()) > 1), "")


def _bare(text: str, heading: Block) -> str:
    """A heading without Markdown marks."""
    words = text[heading.span.start : heading.span.end].split()
    return _INLINE.sub(lambda match: match[1] or "", " ".join(words)).strip()
