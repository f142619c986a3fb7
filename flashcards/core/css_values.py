"""Values of a stranger's CSS in a plain form of ours; empty for what may not pass. Nothing of it takes an address."""

import re
from collections.abc import Iterator
from colorsys import hls_to_rgb

from flashcards.core.colours import COLOURS, Colour

_FAMILY = re.compile(r"""[\w \-,'"]{1,200}""")
_SIZE = re.compile(r"(\d{1,3}(?:\.\d{1,3})?)(px|pt|em|rem|%)", re.IGNORECASE)
_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_SEEN_THROUGH = r"(?:\s*[,/]\s*(\d{0,3}(?:\.\d{1,4})?%?))?\s*\)"
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})" + _SEEN_THROUGH, re.IGNORECASE)
_HSL = re.compile(
    r"hsla?\(\s*(\d{1,3})(?:deg)?[\s,]+(\d{1,3})%[\s,]+(\d{1,3})%" + _SEEN_THROUGH, re.IGNORECASE
)
_WORDS = {
    "font-weight": re.compile(r"normal|bold|[1-9]00"),
    "font-style": re.compile(r"normal|italic|oblique"),
    "text-decoration": re.compile(r"none|underline|line-through|overline"),
    "border-collapse": re.compile(r"collapse|separate"),
}
_FONT = re.compile(
    r"((?:(?:italic|oblique|bold|normal|small-caps|[1-9]00)\s+){0,3})([\w.%-]{2,10})(?:\s*/\s*[\w.%]{1,10})?\s+(.{1,200})",
    re.IGNORECASE,
)
_LINE = re.compile(r"solid|dashed|dotted|double")
_PIXELS = re.compile(r"(\d{1,4})(?:\.\d{1,3})?px")
_VARIABLE = re.compile(r"(--[\w-]{1,60})\s*:\s*([^;{}]{1,200})")
_USED = re.compile(r"var\(\s*(--[\w-]{1,60})\s*(?:,\s*([^()]{0,100}))?\)")
_ALIGNMENTS = frozenset({"left", "right", "center", "justify"})
_KEYWORDS = {
    "small": 0.8,
    "medium": 1.0,
    "large": 1.2,
    "x-large": 1.5,
    "xx-large": 2.0,
    "smaller": 0.8,
    "larger": 1.2,
}
#: Anki's own note types say 20 px for a card; that is the size of a card's text here.
_USUAL = {"px": 20.0, "pt": 15.0, "em": 1.0, "rem": 1.0, "%": 100.0}
_LEAST_SIZE, _MOST_SIZE = 0.5, 3.0
_MOST_SPACE = 40


def declarations(body: str) -> Iterator[tuple[str, str]]:
    """What the body of a rule declares, as far as it may pass; `background` and `font` by their parts."""
    for each in body.split(";"):
        name, _mark, value = each.partition(":")
        name, value = name.strip().lower(), value.replace("!important", "").strip()
        parts = _font(value) if name == "font" else ((_LONG_NAMES.get(name, name), value),)
        for part, written in parts:
            if plain := plain_value(part, written):
                yield part, plain


_LONG_NAMES = {"background": "background-color"}


def plain_value(name: str, value: str) -> str:
    """A value in a plain form, empty for one that may not pass."""
    lowered = value.lower()
    if name in ("color", "background-color"):
        colour = colour_of(lowered)
        return "" if colour is None else f"#{bytes(colour).hex()}"
    if name == "font-family":
        return value if _FAMILY.fullmatch(value) else ""
    if name in _WORDS:
        return lowered if _WORDS[name].fullmatch(lowered) else ""
    made = _MADE.get(name)
    return made(lowered) if made else ""


def colour_of(value: str) -> Colour | None:
    """Red, green and blue (0 to 255) of a colour in lower case; None for what is none, or is seen through by half.

    By name, as `#rgb`, `#rrggbb`, `rgb()` or `hsl()`.
    """
    if match := _HEX.fullmatch(value):
        digits = match[1] if len(match[1]) == 6 else "".join(each * 2 for each in match[1])
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    if match := _RGB.fullmatch(value):
        found = min(255, int(match[1])), min(255, int(match[2])), min(255, int(match[3]))
        return found if _is_solid(match[4]) else None
    if match := _HSL.fullmatch(value):
        light, strong = min(100, int(match[3])) / 100, min(100, int(match[2])) / 100
        red, green, blue = (
            round(255 * each) for each in hls_to_rgb(int(match[1]) % 360 / 360, light, strong)
        )
        return (red, green, blue) if _is_solid(match[4]) else None
    return COLOURS.get(value)


def pixels(value: str) -> int:
    """A length in whole pixels, 0 for any other."""
    match = _PIXELS.fullmatch(value.replace("!important", "").strip().lower())
    return int(match[1]) if match else 0


def without_variables(css: str) -> str:
    """CSS with the values of its variables in their places; of several values the first counts."""
    if "var(" not in css:
        return css
    known: dict[str, str] = {}
    for name, value in _VARIABLE.findall(css):
        known.setdefault(name, value.strip())
    return _USED.sub(lambda match: known.get(match[1], (match[2] or "").strip()), css)


def _is_solid(share: str | None) -> bool:
    if not share or share in (".", "%"):
        return True
    return float(share.removesuffix("%") or 0) >= (50 if share.endswith("%") else 0.5)


def _font(value: str) -> Iterator[tuple[str, str]]:
    """The parts of the short form: style and weight, size, family."""
    match = _FONT.fullmatch(value)
    if match is None:
        return
    for word in match[1].lower().split():
        yield ("font-style" if word in ("italic", "oblique") else "font-weight"), word
    yield "font-size", match[2]
    yield "font-family", match[3]


def _size(value: str) -> str:
    if value in _KEYWORDS:
        share = _KEYWORDS[value]
    elif match := _SIZE.fullmatch(value):
        share = float(match[1]) / _USUAL[match[2]]
    else:
        return ""
    return f"{min(_MOST_SIZE, max(_LEAST_SIZE, share)):.2f}em"


def _align(value: str) -> str:
    return value if value in _ALIGNMENTS else ""


def _border(value: str) -> str:
    """A line of so many pixels, by what stands there of width, kind and colour."""
    parts = re.sub(r"\s*,\s*", ",", value).split()
    line = next((each for each in parts if _LINE.fullmatch(each)), "")
    width = next((pixels(each) for each in parts if pixels(each)), 1)
    colour = next((found for each in parts if (found := colour_of(each))), (128, 128, 128))
    return f"{min(width, 5)}px {line} #{bytes(colour).hex()}" if line and len(parts) <= 3 else ""


def _space(value: str) -> str:
    first = value.split(maxsplit=1)[0] if value.split() else ""
    return f"{min(_MOST_SPACE, pixels(first))}px" if pixels(first) else ""


_MADE = {"font-size": _size, "text-align": _align, "border": _border, "padding": _space}
