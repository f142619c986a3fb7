"""A walk through the marks of a page that collects its blocks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from flashcards.reading import html_marks as marks
from flashcards.reading import limits
from flashcards.reading.html_head import Head
from flashcards.reading.html_parts import Element, Part, inside
from flashcards.reading.html_rows import Rows
from flashcards.reading.pieces import Piece, tidy
from flashcards.reading.raised import raised_after

#: Two words glued together where one mark ends and the next begins: "HomeNews".
_GLUED = re.compile(r"\w\w[a-z0-9]$")
_FRESH = re.compile(r"[A-Z][a-z]")
_GLUE = "\0"
_SPACE = str.maketrans("\n\r\t\f\v\u2028\u2029\0", "        ")
_OUTSIDE = Element("", 0)


@dataclass(slots=True)
class Page:
    """The target of the parser: takes marks and text as they come, and holds what was found."""

    head: Head = field(default_factory=Head)
    rows: Rows = field(default_factory=Rows)
    _count: int = 0
    _open: list[Element] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    _raised: list[str] | None = None
    _linked: int = 0
    _ended: str = ""

    @property
    def endless(self) -> bool:
        """Whether the page is longer than any article, so that reading on would be in vain."""
        return self.rows.full or self._count > limits.MARKS

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A mark opens."""
        tag = str(tag).lower()
        self._count += 1
        self.head.see(tag, attributes)
        outer = self._open[-1] if self._open else _OUTSIDE
        inner = inside(outer, tag, attributes)
        self._open.append(inner)
        ended, self._ended = self._ended, ""
        if outer.unseen and inner.unseen:
            return
        if tag in marks.BLOCKS:
            self._flush(outer)
            self.rows.opened(tag, attributes.get("role", ""))
        elif tag == "br":
            self._break(outer)
        elif tag == "sup" and not inner.unseen:
            self._raised = []
        elif ended == tag and self._text and _GLUED.search(self._text[-1]):
            self._text.append(_GLUE)

    def end(self, _tag: str) -> None:
        """A mark closes."""
        if not self._open:
            return
        element = self._open.pop()
        if not element.unseen:
            if element.tag in marks.BLOCKS:
                self._flush(element)
                self.rows.closed(element.tag)
            elif element.tag == "sup":
                self._lower()
            self._ended = element.tag

    def data(self, text: str) -> None:
        """Text inside the innermost mark."""
        element = self._open[-1] if self._open else _OUTSIDE
        if element.unseen:
            self.head.hear(element.tag, text)
            return
        plain = text if element.pre else text.translate(_SPACE)
        if self._text and self._text[-1] == _GLUE:
            self._text[-1] = " " if _FRESH.match(plain) else ""
        (self._text if self._raised is None else self._raised).append(plain)
        self._ended = ""
        self._linked += len(plain.strip()) if element.links else 0

    def comment(self, _text: str) -> None:
        """Remarks are no text."""

    def close(self) -> None:
        """The page is over."""
        self._flush(self._open[-1] if self._open else _OUTSIDE)
        self.rows.finish()

    def _lower(self) -> None:
        """Raised signs are over: 10⁹ is not 109, and the mark of a note is no text."""
        if self._raised is None:
            return
        raised, self._raised = "".join(self._raised), None
        self._text.append(raised_after("".join(self._text[-3:])[-40:], raised))

    def _break(self, place: Element) -> None:
        """A line break ends a line; two of them end a block."""
        before = "".join(self._text[-2:]).rstrip(" ")
        if before.endswith("\n"):
            self._flush(place)
        else:
            self._text.append("\n")

    def _flush(self, place: Element) -> None:
        """What was collected in a place is a block of it."""
        self._lower()
        linked, self._linked = self._linked, 0
        if not self._text:
            return
        text = tidy("".join(self._text).replace(_GLUE, ""))
        self._text.clear()
        if text:
            piece = Piece(text, place.kind, place.level, place.junk)
            self.rows.add(Part(piece, place.guess, linked, place.regions))
