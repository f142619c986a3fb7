"""The title of an article, found in its text."""

import re
from collections.abc import Sequence

from flashcards.core.articles import Block, BlockKind

_NUMBER = re.compile(r"^(?:chapter\s+)?\d+(?:\.\d+)*[.:)]?\s+", re.IGNORECASE)
_INLINE = re.compile(r"\[([^\]]*)\]\([^)]*\)|[*_`#]+")


def find_title(text: str, blocks: Sequence[Block]) -> str:
    """The first heading that is more than a site's category; empty when there is none."""
    headings = [b for b in blocks[:12] if b.kind is BlockKind.HEADING and b.is_body]
    names = [_plain(text[b.span.start : b.span.end]) for b in headings]
    top = [name for b, name in zip(headings, names, strict=True) if b.level == 1]
    if top:
        return top[0]
    mixed = [n for n in names if n.upper() != n and len(n.split()) >= 3 and not n.endswith("?")]
    for choice in (mixed, [n for n in names if len(n.split()) >= 3 and not n.endswith("?")], names):
        for name in choice:
            if len(name.split()) > 1:
                return name
    return ""


def _plain(text: str) -> str:
    """A heading without number and Markdown marks."""
    bare = _INLINE.sub(lambda match: match[1] or "", " ".join(text.split()))
    return _NUMBER.sub("", bare).strip()
