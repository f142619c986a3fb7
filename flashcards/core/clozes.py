"""Gaps in a text, `{{c1::hidden::hint}}`, read as Anki reads them: nested, several numbers in one, in one pass.

The rules are those of rslib/src/cloze.rs: what is open at the end is text; a hint is what follows the first `::`
of a gap; gaps inside of a hidden gap are hidden with it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

_TOKEN = re.compile(r"\{\{c(\d[\d,]{0,40})::|\}\}|::")
#: Anki hides places of a picture by gaps of its own kind (`core.occlusion`); they say nothing to a reader.
OCCLUSION = "image-occlusion:"
_HIDES_PLACES = re.compile(r"\{\{c\d[\d,]{0,40}::" + re.escape(OCCLUSION))
_DEEPEST = 50


@dataclass(slots=True)
class Gap:
    """A gap: its numbers, and its parts, text and other gaps in turn; `hint` is empty where there is none."""

    numbers: tuple[int, ...]
    parts: list["Part"] = field(default_factory=list)
    hint: str = ""

    def walk(self) -> Iterator["Gap"]:
        """This gap and all gaps in it."""
        yield self
        for part in self.parts:
            if isinstance(part, Gap):
                yield from part.walk()


Part = str | Gap


def parts_of(text: str) -> list[Part]:
    """A text as pieces of text and gaps in turn."""
    top: list[Part] = []
    open_gaps: list[tuple[str, Gap]] = []
    at = 0
    for token in _TOKEN.finditer(text):
        here = open_gaps[-1][1].parts if open_gaps else top
        _put(here, text[at : token.start()])
        at = token.end()
        if token[1] is not None and len(open_gaps) < _DEEPEST:
            numbers = tuple(int(each[:9]) for each in token[1].split(",") if each)
            open_gaps.append((token[0], Gap(numbers)))
        elif token[0] == "}}" and open_gaps:
            _opening, gap = open_gaps.pop()
            _take_hint(gap)
            (open_gaps[-1][1].parts if open_gaps else top).append(gap)
        else:
            _put(here, token[0])
    rest = text[at:]
    while open_gaps:
        opening, gap = open_gaps.pop()
        outer = open_gaps[-1][1].parts if open_gaps else top
        _put(outer, opening)
        for part in gap.parts:
            if isinstance(part, str):
                _put(outer, part)
            else:
                outer.append(part)
    _put(top, rest)
    return top


def gaps_in(text: str) -> Iterator[Gap]:
    """Every gap of a text, outer ones before those in them."""
    if "{{c" in text:
        for part in parts_of(text):
            if isinstance(part, Gap):
                yield from part.walk()


def hides_places(text: str) -> bool:
    """Whether a gap of a text hides a place of a picture; words that only speak of such gaps do not."""
    return OCCLUSION in text and _HIDES_PLACES.search(text) is not None


def shown(gap: Gap) -> str:
    """What a gap and the gaps in it hide, as the text says it."""
    return inside(gap, shown)


def inside(gap: Gap, gap_as: Callable[[Gap], str]) -> str:
    """What a gap hides, with the gaps in it as they are wanted; nothing of a place of a picture."""
    text = spelled(gap.parts, gap_as)
    return "" if text.startswith(OCCLUSION) else text


def spelled(parts: list[Part], gap_as: Callable[[Gap], str]) -> str:
    """Pieces as one text, with gaps as they are wanted."""
    return "".join(part if isinstance(part, str) else gap_as(part) for part in parts)


def _put(parts: list[Part], text: str) -> None:
    """Add text; what stands beside text becomes one with it."""
    if not text:
        return
    if parts and isinstance(parts[-1], str):
        parts[-1] += text
    else:
        parts.append(text)


def _take_hint(gap: Gap) -> None:
    """The hint of a gap stands in its last piece, behind the first `::`."""
    last = gap.parts[-1] if gap.parts else ""
    if isinstance(last, str) and "::" in last:
        before, _mark, gap.hint = last.partition("::")
        gap.parts[-1] = before
