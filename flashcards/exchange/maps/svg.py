"""A picture of a map as SVG 1.1: plain shapes and text, no script, nothing loaded from anywhere."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from flashcards.core.maps import Polarity
from flashcards.core.mastery import SIGNS, Mastery
from flashcards.core.pictures import Arrow, Box, Picture, Point
from flashcards.core.text import storable
from flashcards.exchange.maps.drawing import LABEL_TEXT, LINE, NODE_TEXT, PAD_X, PAD_Y

MARGIN = 24.0
_LEGEND_LINE = 22.0
#: Colours of a light page; the window's theme gives others.
COLORS = {
    "base": "#ffffff", "text": "#1b2130", "muted": "#566072", "line": "#d5dae3", "risk": "#ad3906",
    "theory": "#79247b", "never seen": "#2459c4", "learning": "#8e5402", "known": "#186b3c",
    "slipping": "#9f2124", "no card": "#566072",
}  # fmt: skip
FONT = "'Noto Sans', 'DejaVu Sans', 'Segoe UI', Arial, sans-serif"
#: The signs that the legend explains, each with its words.
LEGEND = {mastery: mastery.value for mastery in Mastery}


def to_svg(
    picture: Picture,
    title: str,
    colors: Mapping[str, str] = COLORS,
    legend: Mapping[Mastery, str] = LEGEND,
) -> str:
    """The picture with a legend below; every shape carries its whole text as a title."""
    width = max(picture.width, 560.0) + 2 * MARGIN
    height = picture.height + 2 * MARGIN + 2 * _LEGEND_LINE
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" font-family={quoteattr(FONT)} role="img">',
        f"<title>{_text(title)}</title>",
        f'<rect width="{width:.0f}" height="{height:.0f}" fill="{colors["base"]}"/>',
        f'<g transform="translate({MARGIN:g} {MARGIN:g})">',
        *(part for arrow in picture.arrows for part in _arrow(arrow, colors)),
        *(part for box in picture.boxes for part in _box(box, colors)),
        *_legend(picture, colors, legend),
        "</g>",
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def path_of(points: tuple[Point, ...]) -> str:
    """The way of an arrow in the words of SVG: straight, then a bow, and so on."""
    path = f"M{points[0].x:.1f} {points[0].y:.1f}"
    for at, (before, point) in enumerate(pairwise(points)):
        if at % 2 == 0:
            path += f" L{point.x:.1f} {point.y:.1f}"
        else:
            middle = (before.x + point.x) / 2
            path += f" C{middle:.1f} {before.y:.1f} {middle:.1f} {point.y:.1f} {point.x:.1f} {point.y:.1f}"
    return path


def head_of(arrow: Arrow) -> tuple[str, bool]:
    """An arrow's head as a path, and whether it is filled: a bar for what is lowered, else a tip."""
    back = 8.0 if arrow.backwards else -8.0
    (x, y), polarity = arrow.points[-1], arrow.polarity
    if polarity is Polarity.LOWERS:
        return f"M{x + back / 2:.1f} {y - 7:.1f} L{x + back / 2:.1f} {y + 7:.1f}", False
    tip = f"M{x + back:.1f} {y - 4.5:.1f} L{x:.1f} {y:.1f} L{x + back:.1f} {y + 4.5:.1f}"
    return (f"{tip} Z", True) if polarity is Polarity.RAISES else (tip, False)


def _box(box: Box, colors: Mapping[str, str]) -> Iterator[str]:
    color = colors[box.mastery.value]
    place = box.place
    dashed = ' stroke-dasharray="2 3"' if box.mastery is Mastery.NO_CARD else ""
    yield f"<g><title>{_text(f'{box.label}: {box.mastery.value}')}</title>"
    yield (
        f'<rect x="{place.x:.1f}" y="{place.y:.1f}" width="{place.width:.1f}" height="{place.height:.1f}" '
        f'rx="8" fill="{colors["base"]}" stroke="{color}" stroke-width="1.6"{dashed}/>'
    )
    yield _line(place.x + PAD_X * 0.6, place.middle + NODE_TEXT * 0.35, SIGNS[box.mastery], NODE_TEXT, color)
    for number, line in enumerate(box.lines):
        y = place.y + PAD_Y + NODE_TEXT * (LINE * number + 1)
        yield _line(place.x + PAD_X + NODE_TEXT * 1.1, y, line, NODE_TEXT, colors["text"])
    yield "</g>"


def _arrow(arrow: Arrow, colors: Mapping[str, str]) -> Iterator[str]:
    color = colors[arrow.mastery.value]
    dashed = ' stroke-dasharray="6 4"' if arrow.hedged else ""
    yield f"<g><title>{_text(f'{arrow.reading}: {arrow.mastery.value}')}</title>"
    yield f'<path d="{path_of(arrow.points)}" fill="none" stroke="{color}" stroke-width="1.6"{dashed}/>'
    head, filled = head_of(arrow)
    yield f'<path d="{head}" fill="{color if filled else "none"}" stroke="{color}" stroke-width="1.6"/>'
    place = arrow.place
    yield (
        f'<rect x="{place.x:.1f}" y="{place.y:.1f}" width="{place.width:.1f}" height="{place.height:.1f}" '
        f'fill="{colors["base"]}"/>'
    )
    ink = colors["risk"] if arrow.kind == "risk" else colors["theory"] if arrow.theory else colors["muted"]
    for number, line in enumerate(arrow.lines):
        y = place.y + 2 + LABEL_TEXT * (LINE * number + 1)
        yield _line(place.x + place.width / 2, y, line, LABEL_TEXT, ink, anchor="middle")
    yield "</g>"


def _legend(picture: Picture, colors: Mapping[str, str], legend: Mapping[Mastery, str]) -> Iterator[str]:
    x, y = 0.0, picture.height + _LEGEND_LINE + 10
    for mastery, meaning in legend.items():
        words = f"{SIGNS[mastery]} {meaning}"
        yield _line(x, y, words, LABEL_TEXT, colors[mastery.value])
        x += 26 + 7.2 * len(words)
    words = "filled tip: raises · open tip: acts on · bar: lowers · dashed: hedged · ⚠ risk"
    yield _line(0.0, y + _LEGEND_LINE, words, LABEL_TEXT, colors["muted"])


def _line(x: float, y: float, text: str, size: float, color: str, anchor: str = "start") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{color}" text-anchor="{anchor}">'
        f"{_text(text)}</text>"
    )


def _text(text: str) -> str:
    return escape(storable(text))
