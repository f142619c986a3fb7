"""HTML to pieces: every block that the page shows, and why some are not the article.

The parser hands over marks one by one and no tree is built, so that 50,000 nested boxes cost no more than
50,000 boxes side by side.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from flashcards.core.articles import BlockKind
from flashcards.core.errors import CannotRead
from flashcards.reading.html_blocks import Page
from flashcards.reading.html_parts import Element, Part
from flashcards.reading.pieces import Extract, Piece

_STEP = 256 * 1024
_SENTENCE = re.compile(r"[.!?。！？][\"”’)\]]*(?:\s|$)|[。！？]")
#: A guess by name, or one region as the whole article, stands only if so much of the prose bears it out.
_MOST_HIDDEN = 0.4
_LEAST_INSIDE = 0.6
#: A block of which so much is links, and no sentence, is a menu.
_LINKED = 0.8


def read_html(text: str, advance: Callable[[], None] = lambda: None) -> Extract:
    """The pieces of a page, junk among them with its reason; `advance` is called now and then."""
    page = parse(text, advance)
    pieces = tuple(each.piece for each in _judged(page.rows.parts))
    if not pieces and not page.endless:
        raise CannotRead("The page shows no text.")
    head = page.head
    return Extract(
        pieces,
        _title(pieces, head.find_title()),
        head.author(),
        head.date(),
        head.licence(_ends(pieces)),
        page.endless,
    )


def parse(text: str, advance: Callable[[], None] = lambda: None) -> Page:
    """Go through the marks of a page."""
    from lxml import etree

    page = Page()
    # The encoding is settled; what the page says about it is past.
    parser = etree.HTMLParser(target=page, encoding="utf-8", no_network=True)
    data = text.encode("utf-8", "replace").replace(b"\0", b"")
    try:
        for start in range(0, len(data), _STEP):
            parser.feed(data[start : start + _STEP])
            advance()
            if page.endless:
                break
        if data:
            parser.close()
    except etree.LxmlError:
        # What was read up to here is the page: browsers do the same.
        page.close()
    return page


def _judged(parts: Sequence[Part]) -> list[Part]:
    """The parts with the final reasons."""
    prose = [_prose(part) for part in parts]
    wrong = _wrong_guesses(parts, prose)
    found = [_with(part, _reason(part, wrong)) for part in parts]
    kept = [0 if part.piece.junk else words for part, words in zip(found, prose, strict=True)]
    region = _region(found, kept)
    if region is None:
        return found
    single = sum(part.piece.level == 1 and part.piece.kind is BlockKind.HEADING for part in found) == 1
    return [
        part
        if part.piece.junk or region in part.regions or (single and _is_title(part))
        else _with(part, "outside the article")
        for part in found
    ]


def _prose(part: Part) -> int:
    """How many words a part adds to the prose of the page."""
    words = len(part.piece.text.split()) + len(part.piece.text) // 12 * (" " not in part.piece.text)
    return words if words > 8 and _SENTENCE.search(part.piece.text) else 0


def _wrong_guesses(parts: Sequence[Part], prose: Sequence[int]) -> set[str]:
    """The guessed reasons that would hide too much of the page to be true."""
    hidden: Counter[str] = Counter()
    for part, words in zip(parts, prose, strict=True):
        if part.guess and not part.piece.junk:
            hidden[part.guess] += words
    total = sum(words for part, words in zip(parts, prose, strict=True) if not part.piece.junk)
    return {reason for reason, words in hidden.items() if words > _MOST_HIDDEN * total}


def _reason(part: Part, wrong: set[str]) -> str:
    piece = part.piece
    if piece.junk:
        return "" if piece.junk == "page head" and _is_title(part) else piece.junk
    if part.guess and part.guess not in wrong:
        return part.guess
    linked = part.linked >= _LINKED * len(piece.text) and not _SENTENCE.search(piece.text)
    return "menu" if linked and piece.kind is not BlockKind.HEADING else ""


def _region(parts: Sequence[Part], kept: Sequence[int]) -> Element | None:
    """The smallest `article` or `main` that holds most of the prose, if the page marks one."""
    held: dict[Element, int] = {}
    for part, words in zip(parts, kept, strict=True):
        for region in part.regions:
            held[region] = held.get(region, 0) + words
    enough = [region for region, words in held.items() if words and words >= _LEAST_INSIDE * sum(kept)]
    return max(enough, key=lambda region: region.depth, default=None)


def _is_title(part: Part) -> bool:
    return part.piece.kind is BlockKind.HEADING and part.piece.level == 1


def _with(part: Part, junk: str) -> Part:
    return part if part.piece.junk == junk else replace(part, piece=replace(part.piece, junk=junk))


def _title(pieces: Sequence[Piece], stated: str) -> str:
    """The only main heading of the page, else what its head says."""
    mains = [
        piece.text
        for piece in pieces
        if piece.kind is BlockKind.HEADING and piece.level == 1 and not piece.junk
    ]
    return " ".join(mains[0].split()) if len(mains) == 1 else stated


def _ends(pieces: Sequence[Piece]) -> str:
    """The last words of a page, where licences stand."""
    return "\n".join(piece.text[-2000:] for piece in pieces[-30:])
