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
#: Writing without spaces between words; no space is put between its lines.
_DENSE = re.compile("[\u2e80-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]")


class Words:
    """The words of a document, to tell how a parted one is written."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._counts: Counter[str] = Counter()
        for line in lines:
            self._counts.update(word.lower() for word in _WORD.findall(line))

    def join(self, before: str, after: str) -> str:
        """What stands between two lines that belong together, and whether the hyphen goes: the joined text."""
        broken = _BROKEN.search(before)
        following = _GOES_ON.match(after)
        if broken and following and after[:1].islower():
            head, tail = broken[1], following[0]
            return before + after if self._hyphenated(head, tail) else before[: broken.end(1)] + after
        if broken and following:
            return before + after  # "anti-" and "TNF", "Smith-" and "Jones"
        if _DENSE.match(before[-1:]) and _DENSE.match(after[:1]):
            return before + after
        return f"{before} {after}"

    def _hyphenated(self, head: str, tail: str) -> bool:
        """Whether a word keeps its hyphen: as the document writes it elsewhere."""
        whole, parted = (self._counts[f"{head}{sign}{tail}".lower()] for sign in ("", "-"))
        if whole or parted:
            return parted > whole
        return head.lower() in _KEEPS
