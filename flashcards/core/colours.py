"""Colours by their names in CSS, and how well one is read on another."""

from collections.abc import Mapping

#: Red, green, blue, 0 to 255 each.
Colour = tuple[int, int, int]

_TABLE = """
    aqua 00ffff black 000000 blue 0000ff brown a52a2a coral ff7f50 crimson dc143c cyan 00ffff darkblue 00008b
    darkcyan 008b8b darkgray a9a9a9 darkgreen 006400 darkgrey a9a9a9 darkmagenta 8b008b darkorange ff8c00
    darkred 8b0000 deeppink ff1493 deepskyblue 00bfff dimgray 696969 dodgerblue 1e90ff firebrick b22222
    forestgreen 228b22 fuchsia ff00ff gold ffd700 gray 808080 green 008000 grey 808080 hotpink ff69b4
    indigo 4b0082 ivory fffff0 khaki f0e68c lavender e6e6fa lightblue add8e6 lightgray d3d3d3
    lightgreen 90ee90 lightgrey d3d3d3 lightyellow ffffe0 lime 00ff00 limegreen 32cd32 magenta ff00ff
    maroon 800000 navy 000080 olive 808000 orange ffa500 orangered ff4500 orchid da70d6 pink ffc0cb
    plum dda0dd purple 800080 red ff0000 royalblue 4169e1 salmon fa8072 seagreen 2e8b57 sienna a0522d
    silver c0c0c0 skyblue 87ceeb slateblue 6a5acd slategray 708090 steelblue 4682b4 tan d2b48c teal 008080
    tomato ff6347 turquoise 40e0d0 violet ee82ee wheat f5deb3 white ffffff whitesmoke f5f5f5 yellow ffff00
    yellowgreen 9acd32
"""
_NAMED = _TABLE.split()
COLOURS: Mapping[str, Colour] = {
    name: (int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16))
    for name, digits in zip(_NAMED[::2], _NAMED[1::2], strict=True)
}


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of WCAG 2.2, from 1 (the same) to 21 (black on white)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Colour) -> float:
    parts = [each / 255 for each in colour]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
