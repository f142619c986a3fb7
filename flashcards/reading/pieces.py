"""What the readers of structured files hand over: pieces of text with their kind, put together as an article."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flashcards.core.articles import Block, BlockKind, Span
from flashcards.core.text import storable

_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r" ?\n[ \n]*")
# Soft hyphens, zero-width spaces, joining marks without meaning, and byte order marks inside a text.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\ufffe\uffff]")
#: Kinds that stand close together in a list or a table.
_CLOSE = (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW)


@dataclass(frozen=True, slots=True)
class Piece:
    """A future block: its tidied text, and where inside it which page begins, as (offset, page from 1)."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    junk: str = ""
    pages: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Extract:
    """What a file holds: its pieces in reading order, and what it says about itself.

    `endless` says that it was not read to its end, for it is longer than any article.
    """

    pieces: tuple[Piece, ...]
    title: str = ""
    author: str = ""
    date: str = ""
    licence: str = ""
    endless: bool = False


def tidy(text: str) -> str:
    """Text as it is read: spaces single, lines without margins, no signs that nobody sees."""
    spaced = _SPACES.sub(" ", _UNSEEN.sub("", text.replace("\r", "\n")))
    return storable(_BREAKS.sub("\n", spaced)).strip()


def line_of(text: str, longest: int = 300) -> str:
    """A line about the article, such as its author: no line breaks, not longer than `longest`."""
    plain = " ".join(tidy(text).split())
    return unicodedata.normalize("NFC", plain)[:longest].strip()


def join(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...], tuple[int, ...]]:
    """One text, its blocks, and the offsets at which the pages begin."""
    parts: list[str] = []
    blocks: list[Block] = []
    starts: list[tuple[int, int]] = []
    at = 0
    for piece in pieces:
        if not piece.text:
            continue
        if blocks:
            close = piece.kind in _CLOSE and blocks[-1].kind is piece.kind
            parts.append("\n" if close else "\n\n")
            at += len(parts[-1])
        blocks.append(Block(Span(at, at + len(piece.text)), piece.kind, piece.level, piece.junk))
        starts.extend((at + offset, page) for offset, page in piece.pages)
        parts.append(piece.text)
        at += len(piece.text)
    return "".join(parts), tuple(blocks), _page_starts(starts, at)


def _page_starts(starts: Sequence[tuple[int, int]], length: int) -> tuple[int, ...]:
    """The offset of each page from 1 on; a page without text begins where the next one does."""
    if not starts:
        return ()
    first: dict[int, int] = {}
    for offset, page in starts:
        first.setdefault(page, offset)
    found: list[int] = []
    later = length
    for page in range(max(first), 0, -1):
        later = min(later, first.get(page, later))
        found.append(later)
    found[-1] = 0
    return tuple(reversed(found))
