"""Lines of effects as a small SVG picture for one card: boxes below each other, narrow enough for a telephone."""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from flashcards.core.steps import StepLine, grouped
from flashcards.core.text import storable
from flashcards.exchange.maps.drawing import LINE, estimate, fold
from flashcards.exchange.maps.svg import COLORS, FONT

#: What stands in place of a hidden thing.
HIDDEN = "?"
WIDTH = 380.0
_TEXT, _EFFECT_TEXT = 15.0, 13.0
_MARGIN, _PAD, _TIP, _GAP = 16.0, 9.0, 9.0, 22.0
_INDENT = 40.0
_WIDEST = WIDTH - 2 * _MARGIN - _INDENT


def step_svg(lines: Sequence[StepLine]) -> bytes:
    """A picture of the lines on white; those that begin with the same thing branch off from it.

    Plain shapes and text, nothing loaded from anywhere. The same lines give the same bytes.
    """
    parts: list[str] = []
    y = _MARGIN
    for group in grouped(lines):
        draw = _chain if len(group) == 1 else _branches
        y = draw(parts, group, y) + _GAP
    height = y - _GAP + _MARGIN
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {WIDTH:.0f} {height:.0f}" font-family="{escape(FONT)}" role="img">'
    )
    page = f'<rect width="{WIDTH:.0f}" height="{height:.0f}" rx="10" fill="{COLORS["base"]}"/>'
    return ("\n".join([head, page, *parts, "</svg>"]) + "\n").encode("utf-8")


def _chain(parts: list[str], group: Sequence[StepLine], y: float) -> float:
    """One thing below the other; gives the lower edge."""
    (line,) = group
    middle = WIDTH / 2
    for at, thing in enumerate(line.things):
        if at:
            words = fold(line.effects[at - 1], _EFFECT_TEXT, _WIDEST - 40, estimate)
            tall = _tall(words, _EFFECT_TEXT) if line.effects[at - 1] else 0.0
            end = y + tall + 2 * _GAP
            parts += [_way(f"M{middle:.1f} {y:.1f} L{middle:.1f} {end:.1f}"), _tip(middle, end)]
            if tall:
                wide = max(estimate(each, _EFFECT_TEXT) for each in words) + 10
                parts.append(_plain_box(middle - wide / 2, y + _GAP - 5, wide, tall + 6))
                parts += _texts(words, (middle, y + _GAP), _EFFECT_TEXT, COLORS["muted"], "middle")
            y = end
        y = _box(parts, thing, middle, y)
    return y


def _branches(parts: list[str], group: Sequence[StepLine], y: float) -> float:
    """A thing, and indented below it each of its effects with what that leads to; gives the lower edge."""
    left = _MARGIN + _INDENT
    bottom = _box(parts, group[0].things[0], None, y)
    trunk = _MARGIN + _INDENT / 2
    y = bottom
    for line in group:
        words = fold(line.effects[0], _EFFECT_TEXT, _WIDEST, estimate)
        parts += _texts(words, (left, y + _GAP), _EFFECT_TEXT, COLORS["muted"], "start")
        top = y + _GAP + _tall(words, _EFFECT_TEXT) + 5
        y = _box(parts, line.things[1], None, top, left=left)
        middle = (top + y) / 2
        parts.append(_way(f"M{trunk:.1f} {bottom:.1f} L{trunk:.1f} {middle:.1f} L{left:.1f} {middle:.1f}"))
        parts.append(_tip(left, middle, down=False))
    return y


def _box(parts: list[str], thing: str, middle: float | None, top: float, left: float = _MARGIN) -> float:
    """A thing in its frame, about `middle` or from `left` on; a hidden one is dashed. Gives the lower edge."""
    hidden = thing == HIDDEN
    words = fold(thing, _TEXT, _WIDEST - 2 * _PAD, estimate)
    wide = max(64.0, max(estimate(each, _TEXT) for each in words) + 2 * _PAD)
    tall = _tall(words, _TEXT) + 2 * _PAD
    x = left if middle is None else middle - wide / 2
    ink = COLORS["never seen"] if hidden else COLORS["text"]
    dashed = ' stroke-dasharray="5 4"' if hidden else ""
    parts.append(
        f'<rect x="{x:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{tall:.1f}" rx="8" fill="{COLORS["base"]}" '
        f'stroke="{ink}" stroke-width="1.6"{dashed}/>'
    )
    parts += _texts(words, (x + wide / 2, top + _PAD), _TEXT, ink, "middle")
    return top + tall


def _texts(
    words: Sequence[str], place: tuple[float, float], size: float, color: str, anchor: str
) -> Iterator[str]:
    for number, line in enumerate(words):
        y = place[1] + size * (LINE * number + 1)
        yield (
            f'<text x="{place[0]:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{color}" text-anchor="{anchor}">'
            f"{escape(storable(line))}</text>"
        )


def _plain_box(x: float, y: float, width: float, height: float) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{COLORS["base"]}"/>'
    )


def _way(path: str) -> str:
    return f'<path d="{path}" fill="none" stroke="{COLORS["muted"]}" stroke-width="1.6"/>'


def _tip(x: float, y: float, *, down: bool = True) -> str:
    half = _TIP / 2
    path = (
        f"M{x - half:.1f} {y - _TIP:.1f} L{x:.1f} {y:.1f} L{x + half:.1f} {y - _TIP:.1f} Z"
        if down
        else f"M{x - _TIP:.1f} {y - half:.1f} L{x:.1f} {y:.1f} L{x - _TIP:.1f} {y + half:.1f} Z"
    )
    return f'<path d="{path}" fill="{COLORS["muted"]}"/>'


def _tall(words: Sequence[str], size: float) -> float:
    return len(words) * size * LINE
