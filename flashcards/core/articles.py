"""An article as it was read: its verbatim text, cut into blocks by character spans."""

from dataclasses import dataclass
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
    BUNDLED = "bundled"


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article came from; `name` is a file name or a short description, `link` may be empty."""

    kind: SourceKind
    name: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """What was read. `text` is kept verbatim: every span of a block, fact or draft points into it.

    `id` is 0 until the article is in a library.
    """

    title: str
    text: str
    blocks: tuple[Block, ...]
    source: Source
    id: int = 0

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


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """One line of the list of articles; `covered` counts the facts that an accepted card asks for."""

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
