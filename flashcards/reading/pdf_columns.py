"""The order in which the lines of a page are read: columns one after the other, each from top to bottom."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from statistics import median

from flashcards.reading.pdf_lines import Line, joined

#: The middle line of a column is at least so wide, as a share of the text's width; a column holds so many lines.
_NARROWEST = 0.14
_FEWEST = 4
#: The gap between columns, in points.
_GUTTER = 7.0
#: Lines that run across (titles, wide figures), to lines of the shorter side.
_CROSSING = 0.8
#: So many lines of a page keep to the columns of the page before, if it has the same.
_MOST_KEPT = 0.8
#: Columns do not begin or end in the outer tenth.
_MARGIN = 0.1
_STEP = 2.0


def in_order(
    lines: Sequence[Line], gutters: Sequence[float], *, right_to_left: bool = False
) -> list[list[Line]]:
    """The lines in groups that stand below each other: each group is a column, or a part of it between
    lines that run across all columns. `gutters` are the places between columns, from left to right."""
    groups: list[list[Line]] = []
    columns: list[list[Line]] = [[] for _ in range(len(gutters) + 1)]
    for line in sorted(lines, key=lambda each: -each.top):
        if _spans(line, gutters):
            groups.extend(_taken(columns, right_to_left))
            if groups and groups[-1] and _spans(groups[-1][-1], gutters):
                groups[-1].append(line)
            else:
                groups.append([line])
        else:
            columns[sum(gutter < line.left for gutter in gutters)].append(line)
    groups.extend(_taken(columns, right_to_left))
    return [list(_rows(group)) for group in groups]


def find_gutters(lines: Sequence[Line], usual: Sequence[float] = ()) -> list[float]:
    """The places, from left to right, of the empty strips that part the columns of a page; often none.

    `usual` are those of the page before: they hold for a page too short to show its own.
    """
    found = _own_gutters(lines)
    kept = sum(not _spans(line, usual) for line in lines)
    return found or (list(usual) if kept >= _MOST_KEPT * len(lines) else [])


def _own_gutters(lines: Sequence[Line]) -> list[float]:
    if len(lines) < 2 * _FEWEST:
        return []
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    crossings = _crossings(lines, left, right)
    margin = int(_MARGIN * len(crossings))
    inner = crossings[margin : len(crossings) - margin]
    found = []
    for start, end in _strips(inner, min(inner, default=0) + 1):
        middle = left + (margin + (start + end) / 2) * _STEP
        if (end - start) * _STEP >= _GUTTER and _parts(lines, middle, _NARROWEST * (right - left)):
            found.append(middle)
    return found


def _crossings(lines: Sequence[Line], left: float, right: float) -> list[int]:
    """For each step across the page, how many lines stand there."""
    steps = int((right - left) / _STEP) + 1
    changes = [0] * (steps + 1)
    for line in lines:
        changes[int((line.left - left) / _STEP)] += 1
        changes[int((line.right - left) / _STEP) + 1] -= 1
    return list(accumulate(changes[:-1]))


def _strips(crossings: Sequence[int], most: int) -> Iterator[tuple[int, int]]:
    """Runs of steps, first and one past the last, where at most so many lines stand."""
    start = None
    for place, count in enumerate([*crossings, most + 1]):
        if count <= most and start is None:
            start = place
        elif count > most and start is not None:
            yield start, place
            start = None


def _parts(lines: Sequence[Line], middle: float, narrowest: float) -> bool:
    """Whether a place parts two columns: enough lines on both sides, wide enough, at the same height."""
    before = [line for line in lines if line.right <= middle]
    after = [line for line in lines if line.left >= middle]
    fewer = min(len(before), len(after))
    if fewer < _FEWEST or len(lines) - len(before) - len(after) > _CROSSING * fewer:
        return False
    if any(median(line.right - line.left for line in side) < narrowest for side in (before, after)):
        return False
    low, high = min(line.bottom for line in before), max(line.top for line in before)
    return sum(low <= line.middle <= high for line in after) >= _FEWEST


def _spans(line: Line, gutters: Sequence[float]) -> bool:
    return any(line.left < gutter < line.right for gutter in gutters)


def _taken(columns: list[list[Line]], right_to_left: bool) -> Iterator[list[Line]]:
    """The columns as they are read, emptied."""
    for column in reversed(columns) if right_to_left else list(columns):
        if column:
            yield list(column)
            column.clear()


def _rows(group: Sequence[Line]) -> Iterator[Line]:
    """The lines of a column from top to bottom, those side by side as one."""
    row: list[Line] = []
    for line in sorted(group, key=lambda each: -each.middle):
        if row and abs(row[0].middle - line.middle) > 0.4 * max(row[0].size, line.size):
            yield joined(row)
            row = []
        row.append(line)
    if row:
        yield joined(row)
