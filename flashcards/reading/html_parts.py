"""The open marks of a web page, and the parts of it that they hold."""

from collections.abc import Mapping
from dataclasses import dataclass

from flashcards.core.articles import BlockKind
from flashcards.reading import html_marks as marks
from flashcards.reading.pieces import Piece

#: Deeper lists are shown as deep as this.
_DEEPEST_LIST = 9
#: So many regions inside each other are told apart.
_MOST_REGIONS = 8


@dataclass(eq=False, slots=True)
class Element:
    """An open mark and what holds for the text inside it.

    `junk` is the reason that HTML states, `guess` the one that names suggest; `links` and `lists` count the
    links and lists round it; `regions` are the `article` and `main` marks round it.
    """

    tag: str
    depth: int
    unseen: bool = False
    junk: str = ""
    guess: str = ""
    links: int = 0
    lists: int = 0
    pre: bool = False
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    regions: "tuple[Element, ...]" = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A piece with what is known of its place; `linked` counts its letters inside links."""

    piece: Piece
    guess: str
    linked: int
    regions: tuple[Element, ...]


def inside(outer: Element, tag: str, attributes: Mapping[str, str]) -> Element:
    """What holds inside a mark that opens inside `outer`."""
    inner = Element(
        tag, outer.depth + 1, outer.unseen, outer.junk, outer.guess, outer.links, outer.lists, outer.pre,
        outer.kind, outer.level, outer.regions,
    )  # fmt: skip
    # A page without a body mark may begin its text while the parser still holds the head open.
    inner.unseen = outer.unseen and not (outer.tag == "head" and tag in marks.BLOCKS)
    if inner.unseen or tag in marks.UNSEEN or marks.is_note_mark(tag, attributes):
        inner.unseen = True
        return inner
    stated = marks.stated_reason(tag, attributes)
    if tag == "header" and not stated and not outer.regions:
        stated = "page head"
    inner.junk = outer.junk or stated
    inner.guess = outer.guess or marks.guessed_reason(tag, attributes)
    inner.links += tag == "a"
    inner.pre = outer.pre or tag == "pre"
    if tag in ("article", "main") or attributes.get("role") == "main":
        inner.regions = (*outer.regions, inner)[-_MOST_REGIONS:]
    _shape(inner, tag)
    return inner


def _shape(inner: Element, tag: str) -> None:
    """What kind of block the text in a mark is."""
    if tag in marks.HEADINGS:
        inner.kind, inner.level = BlockKind.HEADING, marks.HEADINGS[tag]
    elif tag == "li":
        inner.kind, inner.level = BlockKind.LIST_ITEM, max(1, min(inner.lists, _DEEPEST_LIST))
    elif tag in marks.FRESH:
        inner.lists += tag in marks.LISTS
        inner.kind, inner.level = BlockKind.PARAGRAPH, 0
