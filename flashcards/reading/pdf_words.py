"""Joining the lines of a paragraph: words that were parted at the end of a line become one again."""

import re
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(r"([^\W\d_]+)[-\u2010]$")
_GOES_ON = re.compile(r"[^\W\d_]+")
#: First parts that keep their hyphen, where the document itself does not tell.
_KEEPS = frozenset({
    "self", "well", "long", "short", "high", "low", "half", "cross", "double", "single", "multi", "non",
    "semi", "ill", "much", "far", "first", "second", "third", "one", "two", "three", "four", "five", "six",
    "ten", "open", "close", "dose", "time", "evidence", "patient",
})  # fmt: skip
_LONGEST_WORD = 60
#: Writing without spaces between words; no space is put between its lines.
_DENSE = re.compile("[\u2e80-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]")


class Words:
    """The words of a document, to tell how a parted one is written."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._counts: Counter[str] = Counter()
        for line in lines:
            self._counts.update(word.lower() for word in _WORD.findall(line))

    def between(self, before: str, after: str) -> tuple[int, str]:
        """How two lines that belong together are joined: letters to take off the first, and what to put between."""
        broken = _BROKEN.search(before[-_LONGEST_WORD:])
        following = _GOES_ON.match(after)
        if broken and following and after[:1].islower():
            return (0 if self._hyphenated(broken[1], following[0]) else 1), ""
        if broken and following:
            return 0, ""  # "anti-" and "TNF", "Smith-" and "Jones"
        dense = _DENSE.match(before[-1:]) and _DENSE.match(after[:1])
        return 0, "" if dense else " "

    def join(self, before: str, after: str) -> str:
        """Two lines that belong together as one."""
        cut, between = self.between(before, after)
        return before[: len(before) - cut] + between + after

    def _hyphenated(self, head: str, tail: str) -> bool:
        """Whether a word keeps its hyphen: as the document writes it elsewhere."""
        whole, parted = (self._counts[f"{head}{sign}{tail}".lower()] for sign in ("", "-"))
        if whole or parted:
            return parted > whole
        return head.lower() in _KEEPS
