"""Role colours and standings can be told apart by people who see colours otherwise; signs and words say the same.

Simulation by the matrices of Machado, Oliveira and Fernandes (2009) for severity 1, in linear light; distances in
CIELAB (CIE76).
"""

from itertools import combinations

import pytest

from flashcards.core.mastery import SIGNS, Mastery
from flashcards.exchange.maps.svg import COLORS as SVG_COLORS
from flashcards.gui.theme import colors
from flashcards.gui.widgets.draft_delegate import ROLE_ICONS
from flashcards.gui.widgets.map_items import COLORS

SIGHT = {
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.01182, 0.04294, 0.968881),
    ),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.3039),
    ),
}
#: Just told apart side by side is 2.3; for a small icon or a word some way off it takes more.
_FAR = 12
ROLES = ("mechanism", "theory", "risk", "definition", "other")


def linear(color):
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def seen(color, kind):
    rgb = linear(color)
    return [min(1.0, max(0.0, sum(m * c for m, c in zip(row, rgb, strict=True)))) for row in SIGHT[kind]]


def lab(rgb):
    r, g, b = rgb
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
    )
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(first, second, kind):
    pair = (lab(seen(color, kind)) for color in (first, second))
    return sum((a - b) ** 2 for a, b in zip(*pair, strict=True)) ** 0.5


@pytest.mark.parametrize("kind", SIGHT)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_roles_are_told_apart(scheme, kind):
    named = colors(scheme)
    close = {
        (first, second): round(distance(named[first], named[second], kind), 1)
        for first, second in combinations(ROLES, 2)
        if distance(named[first], named[second], kind) < _FAR
    }
    assert close == {}


@pytest.mark.parametrize("kind", SIGHT)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_standings_on_the_map_are_told_apart(scheme, kind):
    named = colors(scheme)
    close = {
        (first.value, second.value): round(distance(named[COLORS[first]], named[COLORS[second]], kind), 1)
        for first, second in combinations(Mastery, 2)
        if distance(named[COLORS[first]], named[COLORS[second]], kind) < _FAR
    }
    assert close == {}


def test_the_drawing_has_the_colours_of_the_light_window():
    named = colors("light")
    for mastery, name in COLORS.items():
        assert SVG_COLORS[mastery.value] == named[name]
    assert {name: SVG_COLORS[name] for name in ("risk", "theory", "base", "text", "muted")} == {
        name: named[name] for name in ("risk", "theory", "base", "text", "muted")
    }


def test_no_colour_stands_alone():
    assert len(set(ROLE_ICONS.values())) == len(ROLE_ICONS)
    assert len(set(SIGNS.values())) == len(Mastery)
