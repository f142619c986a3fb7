"""What a PDF repeats on its pages: running heads, running feet and page numbers."""

import re
from collections import Counter
from collections.abc import Sequence

from flashcards.reading.pdf_lines import Line

#: The strips at the top and bottom of a page in which it stands, as a share of the page's height.
_STRIP = 0.12
#: How many of the outermost lines may be furniture, and on how many pages a line must come back.
_OUTERMOST = 3
#: How far the text is from it at least, in letter heights.
_GAP = 1.6
_TIMES = 3
_SHARE = 0.15
_NUMBER = re.compile(
    r"\W*(?:page|p\.|seite|pagina|página)?\s*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/|von|de)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")


def without_furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """The lines of each page without those that only say where in the document it is."""
    outer = [_outermost(lines, height) for lines, height in zip(pages, heights, strict=True)]
    counts = Counter(key for lines in outer for key in {_key(line) for line in lines})
    least = max(2, min(_TIMES, len(pages)), _SHARE * len(pages))
    found = []
    for lines, edge in zip(pages, outer, strict=True):
        gone = {line for line in edge if counts[_key(line)] >= least or _NUMBER.fullmatch(line.text)}
        found.append([line for line in lines if line not in gone])
    return found


def _outermost(lines: Sequence[Line], height: float) -> list[Line]:
    """The highest and lowest lines of a page, where they stand at its edges and away from the text."""
    rising = sorted(lines, key=lambda line: line.middle)
    low = [line for line in rising if line.middle < _STRIP * height]
    high = [line for line in reversed(rising) if line.middle > (1 - _STRIP) * height]
    return _apart(low, rising) + _apart(high, rising[::-1])


def _apart(edge: Sequence[Line], ordered: Sequence[Line]) -> list[Line]:
    """The lines at an edge, going inwards, up to the first gap; none if they run on into the text."""
    for place in range(min(len(edge), _OUTERMOST), 0, -1):
        inner = ordered[place] if place < len(ordered) else None
        if inner is None or abs(inner.middle - ordered[place - 1].middle) > _GAP * ordered[place - 1].size:
            return list(ordered[:place])
    return []


def _key(line: Line) -> tuple[str, int]:
    """What makes two lines the same: their words, whatever the page's number, at about the same height."""
    return _DIGITS.sub("#", line.text.casefold()), round(line.middle / 6)
