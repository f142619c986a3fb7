"""Tell the article from what surrounds it on the page: each junk block gets a reason."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from flashcards.core.articles import Block, BlockKind
from flashcards.reading import cues

_SENTENCE = re.compile(r"[.!?][\"”’)\]*_]*(?:\s|$)")
#: How many blocks are judged between two signs of getting on.
_STRIDE = 500
_MARKS = re.compile(r"[*_`#\[\]]+|\(#?\)")


#: Longer than any paragraph of a script without spaces.
_LONGEST_WORD = 5_000


def mark_junk(
    text: str, blocks: Sequence[Block], advance: Callable[[], None] = lambda: None
) -> tuple[Block, ...]:
    """The same blocks, those outside the article's body with their reason; one given already stays.

    `advance` is called now and then, for a long article takes seconds.
    """
    bodies = [" ".join(text[b.span.start : b.span.end].split()) for b in blocks]
    reasons = []
    for number, (block, body) in enumerate(zip(blocks, bodies, strict=True)):
        reasons.append(block.junk or _own_reason(block, body))
        if number % _STRIDE == 0:
            advance()
    for i, block in enumerate(blocks):
        if cues.WIDE_MENU.fullmatch(text[block.span.start : block.span.end].strip()):
            reasons[i] = reasons[i] or "menu"
    for step in (_sections, _repeated, _opening, _lonely_headings, _ending):
        step(blocks, bodies, reasons)
        advance()
    return tuple(
        replace(block, junk=reason) if reason else block
        for block, reason in zip(blocks, reasons, strict=True)
    )


def _own_reason(block: Block, body: str) -> str:
    """The reason that the block alone gives."""
    plain = _MARKS.sub("", body).strip()
    for reason, opening in cues.OPENINGS:
        if opening.match(plain) and not _is_claim(block, plain, reason):
            return reason
    for reason, holds in _SHAPES:
        if holds(block, body, plain):
            return reason
    return "" if any(c.isalpha() for c in plain) else "decoration"


def _is_furniture(block: Block, body: str, plain: str) -> bool:
    """Whether a block carries the marks of menus and boxes."""
    if cues.FURNITURE.search(body) and len(plain) < 250:
        return True
    return block.kind is not BlockKind.LIST_ITEM and len(plain) < 80 and bool(cues.TRAIL.match(plain))


def _has_endless_word(plain: str) -> bool:
    """Whether a block holds what is no word: encoded data, or a trap. Laying it out grows with the square of its length."""
    return len(plain) > _LONGEST_WORD and max(map(len, plain.split())) > _LONGEST_WORD


_SHAPES: tuple[tuple[str, Callable[[Block, str, str], bool]], ...] = (
    ("no words", lambda _block, _body, plain: _has_endless_word(plain)),
    ("table", lambda block, _body, _plain: block.kind is BlockKind.TABLE_ROW),
    ("menu", _is_furniture),
    ("teaser", lambda _block, _body, plain: cues.says_itself_twice(plain)),
    ("disclaimer", lambda _block, _body, plain: len(plain) < 400 and bool(cues.INTERESTS.search(plain))),
    ("advice", lambda block, _body, plain: block.kind is not BlockKind.HEADING and _is_advice(plain)),
)


def _is_claim(block: Block, plain: str, reason: str) -> bool:
    """Whether a list item or long prose only happens to begin with a cue word."""
    if reason in ("menu", "share box", "newsletter") and block.kind is BlockKind.PARAGRAPH:
        return len(plain.split()) > 40
    return False


def _is_advice(plain: str) -> bool:
    """Whether every sentence tells the reader what to do; "See a doctor if:" opens a list of signs."""
    if plain.endswith(":"):
        return False
    sentences = [s for s in re.split(r"(?<=[.!?])\s+", plain) if s.strip()]
    return bool(sentences) and all(cues.ADVICE.match(s) and len(s.split()) < 45 for s in sentences)


def _repeated(blocks: Sequence[Block], bodies: list[str], reasons: list[str]) -> None:
    """Lines that stand on the page more than once, and are not sentences, are furniture."""
    keys = [_key(body) for body in bodies]
    counts = Counter(key for key, reason in zip(keys, reasons, strict=True) if not reason)
    title = next((i for i, b in enumerate(blocks) if b.kind is BlockKind.HEADING and not reasons[i]), -1)
    last = {key: i for i, key in enumerate(keys)}
    for i, (block, key) in enumerate(zip(blocks, keys, strict=True)):
        if counts[key] < 2 or reasons[i] or i == title:
            continue
        if block.kind is BlockKind.HEADING and last[key] == i and _opens_text(blocks, bodies, i):
            continue  # it stands in the table of contents as well
        if block.kind is BlockKind.LIST_ITEM and len(key.split()) < 4:
            continue
        reasons[i] = "repeated"


def _opens_text(blocks: Sequence[Block], bodies: list[str], heading: int) -> bool:
    """Whether prose stands right under a heading."""
    after = heading + 1
    if after == len(blocks) or blocks[after].kind is BlockKind.HEADING:
        return False
    return bool(_SENTENCE.search(bodies[after])) or bodies[after].endswith(":")


def _key(body: str) -> str:
    """What makes two lines the same."""
    return re.sub(r"\W+", " ", body).casefold().strip()


def _sections(blocks: Sequence[Block], bodies: list[str], reasons: list[str]) -> None:
    """A heading such as "References" takes everything down to the next heading with it."""
    current = ""
    for i, (block, body) in enumerate(zip(blocks, bodies, strict=True)):
        plain = _MARKS.sub("", body).strip(" :")
        short = len(plain.split()) <= 5
        opened = next((r for r, p in cues.SECTIONS if short and p.match(plain)), "")
        if opened and block.kind is not BlockKind.LIST_ITEM:
            current = reasons[i] = opened
        elif (block.kind is BlockKind.HEADING and current not in ("menu", "exercise")) or (
            current in ("menu", "exercise") and _closes(block, plain)
        ):
            current = ""
        elif current:
            reasons[i] = reasons[i] or current


def _closes(block: Block, plain: str) -> bool:
    """Whether a block after a table of contents or exercises is article again."""
    if block.kind is BlockKind.HEADING:
        return True
    return block.kind is BlockKind.PARAGRAPH and len(plain.split()) > 25


def _opening(blocks: Sequence[Block], bodies: list[str], reasons: list[str]) -> None:
    """Before the first real paragraph stand site categories, bylines and the blurb."""
    first = next((i for i, b in enumerate(blocks) if not reasons[i] and _is_prose(b, bodies[i])), len(blocks))
    heads = [i for i in range(first) if blocks[i].kind is BlockKind.HEADING and not reasons[i]]
    marked = [i for i in heads if blocks[i].level == 1]
    named = [i for i in heads if len(bodies[i].split()) > 3]
    title = next(iter(marked if len(marked) == 1 else named or heads), -1)
    for i in range(first):
        if reasons[i] or i == title:
            continue
        words = bodies[i].split()
        if i < title and len(words) <= 3 and "," not in bodies[i] and blocks[i].kind is BlockKind.HEADING:
            reasons[i] = "site category"
        elif cues.STANDFIRST.match(bodies[i]):
            reasons[i] = "standfirst"
    for i in range(first, min(first + 2, len(blocks))):
        if i == title + 1 and not reasons[i] and _is_blurb(bodies[i]):
            reasons[i] = "standfirst"
    if first + 1 < len(blocks) and not reasons[first] and cues.TEASING.fullmatch(bodies[first]):
        reasons[first] = "standfirst"


def _is_prose(block: Block, body: str) -> bool:
    """A paragraph of at least one real sentence that is not the blurb."""
    if block.kind is not BlockKind.PARAGRAPH or len(body.split()) < 8:
        return False
    return bool(_SENTENCE.search(body)) and not cues.STANDFIRST.match(body)


def _is_blurb(body: str) -> bool:
    """A blurb commands the reader in every sentence."""
    return all(cues.STANDFIRST.match(s) for s in re.split(r"(?<=[.!?])\s+", body) if s.strip())


def _lonely_headings(blocks: Sequence[Block], bodies: list[str], reasons: list[str]) -> None:
    """Very short unmarked lines with bars or many capitals are menus."""
    for i, (block, body) in enumerate(zip(blocks, bodies, strict=True)):
        if reasons[i] or block.kind is BlockKind.LIST_ITEM or _SENTENCE.search(body):
            continue
        bars = len(re.findall(r"\s[|·•>»/]\s", body))
        if (
            bars >= 2
            or (bars == 1 and len(body.split()) < 10)
            or (len(body.split()) == 1 and re.search(r"[a-z][A-Z]", body))
            or (re.search(r"[a-z][A-Z][a-z]+[A-Z]?\w*\s\w+$", body) and len(body.split()) <= 3)
        ):
            reasons[i] = "menu"


def _ending(blocks: Sequence[Block], bodies: list[str], reasons: list[str]) -> None:
    """After the last prose of the article, and after a disclaimer, only furniture follows."""
    prose = [i for i, b in enumerate(blocks) if not reasons[i] and _is_prose(b, bodies[i])]
    if not prose:
        return
    for i in range(prose[-1] + 1, len(blocks)):
        item = blocks[i].kind is BlockKind.LIST_ITEM
        marked = any(reasons[prose[-1] + 1 : i])
        if not reasons[i] and (marked or not item) and not _SENTENCE.search(bodies[i]):
            reasons[i] = "page end"
