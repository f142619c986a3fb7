"""An article as it was read: its verbatim text, cut into blocks by character spans."""

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple


class Span(NamedTuple):
    """Characters `start` to `end` (exclusive) of an article's text."""

    start: int
    end: int


class BlockKind(StrEnum):
    """What a block of text is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    TABLE_ROW = "table row"


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that stands alone on the page.

    `span` leaves out the bullet or heading mark. `junk` says why the block is not part of
    the article's body ("menu", "teaser", "disclaimer", ...); it is empty for body text.
    """

    span: Span
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    junk: str = ""

    @property
    def is_body(self) -> bool:
        """Whether cards may come from this block."""
        return not self.junk


class SourceKind(StrEnum):
    """How an article came in."""

    FILE = "file"
    PASTE = "paste"
    WEB = "web"
    BUNDLED = "bundled"


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article came from; `name` is a file name or a short description, `link` may be empty.

    `author`, `date` (ISO 8601 where it could be read as a date) and `licence` are as the article's own
    file or page states them, empty where it does not.
    """

    kind: SourceKind
    name: str
    link: str = ""
    author: str = ""
    date: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A web page as it came, to look up later; `media_type` is such as "text/html", `address` where it was."""

    address: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Article:
    """What was read. `text` is kept verbatim: every span of a block, fact or draft points into it.

    `id` is 0 until the article is in a library. `pages` are the offsets at which page 1, 2, 3 and so on
    begin, empty where there are no pages. `snapshot` is at hand only until the article is stored.
    """

    title: str
    text: str
    blocks: tuple[Block, ...]
    source: Source
    id: int = 0
    pages: tuple[int, ...] = ()
    snapshot: Snapshot | None = field(default=None, compare=False, repr=False)

    @property
    def key(self) -> str:
        """The SHA-256 of the text in hexadecimal: the same text is the same article."""
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def words(self) -> int:
        """The number of words in the body, junk left out."""
        return sum(len(self.quote(block.span).split()) for block in self.blocks if block.is_body)

    def quote(self, span: Span) -> str:
        """The verbatim text of a span."""
        return self.text[span.start : span.end]

    def page_of(self, span: Span) -> int:
        """The number of the page on which a span begins, counted from 1; 0 where there are no pages."""
        return bisect_right(self.pages, span.start)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of a book: its number from 1 in reading order, its title (may be empty), its words."""

    number: int
    title: str
    words: int


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """One line of the list of articles.

    `covered` of the `facts` have an accepted draft. `cards` counts those that are studied, suspended ones left
    out; `mastered` are those in review whose chance of being recalled today is at least 90 %.
    """

    id: int
    title: str
    source: Source
    words: int
    added_at: int
    waiting: int
    accepted: int
    rejected: int
    facts: int
    covered: int = 0
    cards: int = 0
    mastered: int = 0

    @property
    def mastery(self) -> float | None:
        """The share of the cards that are mastered, 0 to 1; None where there are no cards."""
        return self.mastered / self.cards if self.cards else None
