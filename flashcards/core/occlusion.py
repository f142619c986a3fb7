"""Places of a picture that a card hides: Anki's image occlusion, shapes written as gaps of a kind of their own.

`{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.1:oi=1}}` hides a place on card 1; with `oi=1` it stays hidden
on the others too. Numbers are shares of the picture's width and height; `points=x,y x,y` are the corners of a polygon,
`rx` and `ry` half the width and height of an ellipse (rslib/src/image_occlusion/imageocclusion.rs).

The shapes travel with the picture, in the `class` of its tag, so that whoever shows the card needs nothing else.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from flashcards.core.clozes import OCCLUSION, Gap, gaps_in, hides_places

_MARK = "occlusion"
_PICTURE = re.compile(r"<img\b(?![^<>]*\bclass=)", re.IGNORECASE)
_CLASS = re.compile(rf'<img class="{_MARK} ([^"<>]*)"[^<>]*\bsrc="([^"<>]*)"', re.IGNORECASE)
_NUMBER = re.compile(r"-?\d{0,4}(?:\.\d{1,8})?")
_POINT = re.compile(rf"{_NUMBER.pattern},{_NUMBER.pattern}")
_MOST = 200
_MOST_CORNERS = 200


class Cover(StrEnum):
    """How a place is shown: hidden and asked for, hidden, or shown as the answer."""

    ASKED = "a"
    HIDDEN = "h"
    SHOWN = "s"


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a picture: its corners, or for an ellipse its box (left, top, right, bottom), in shares; angle in degrees."""

    cover: Cover
    corners: tuple[tuple[float, float], ...]
    round: bool = False
    angle: float = 0.0


def covered(fields: Mapping[str, str], number: int, *, question: bool) -> dict[str, str]:
    """The fields of a note with the shapes of a card beside the first picture, where the note hides places of one."""
    text = next((value for value in fields.values() if hides_places(value)), None)
    pictured = next((name for name, value in fields.items() if _PICTURE.search(value)), None)
    if text is None or pictured is None:
        return dict(fields)
    written = " ".join(_written(text, number, question=question))
    picture = _PICTURE.sub(f'<img class="{_MARK} {written}"', fields[pictured], count=1)
    return {**fields, pictured: picture}


def places_in(html: str) -> dict[str, tuple[Place, ...]]:
    """The places that a side covers, by the name of the picture as its address says it."""
    return {
        match[2]: tuple(place for each in match[1].split()[:_MOST] if (place := _place(each)) is not None)
        for match in _CLASS.finditer(html)
    }


def _written(text: str, number: int, *, question: bool) -> Iterator[str]:
    """The shapes that are seen on one side of the card with that number."""
    for gap in gaps_in(text):
        kind, values = _shape(gap)
        if number in gap.numbers:
            cover = Cover.ASKED if question else Cover.SHOWN
        elif values.get("oi") == "1":
            cover = Cover.HIDDEN
        else:
            continue
        corners = _corners(kind, values)
        if corners:
            angle = values.get("angle", "0")
            yield f"{cover}:{'e' if kind == 'ellipse' else 'p'}:{angle if _NUMBER.fullmatch(angle) else 0}:{corners}"


def _shape(gap: Gap) -> tuple[str, dict[str, str]]:
    text = gap.parts[0] if gap.parts and isinstance(gap.parts[0], str) else ""
    if not text.startswith(OCCLUSION):
        return "", {}
    kind, *rest = text.removeprefix(OCCLUSION).split(":")
    return kind, dict(each.partition("=")[::2] for each in rest)


def _corners(kind: str, values: Mapping[str, str]) -> str:
    """The corners as `x,y;x,y`; empty for a shape that hides nothing, such as words on the picture."""
    if kind == "polygon":
        points = values.get("points", "").split()[:_MOST_CORNERS]
        return ";".join(each for each in points if _POINT.fullmatch(each))
    left, top = _number(values.get("left")), _number(values.get("top"))
    if kind == "rect":
        right, bottom = left + _number(values.get("width")), top + _number(values.get("height"))
        return f"{left:.4f},{top:.4f};{right:.4f},{top:.4f};{right:.4f},{bottom:.4f};{left:.4f},{bottom:.4f}"
    if kind == "ellipse":
        return f"{left:.4f},{top:.4f};{left + 2 * _number(values.get('rx')):.4f},{top + 2 * _number(values.get('ry')):.4f}"
    return ""


def _place(written: str) -> Place | None:
    cover, _mark, rest = written.partition(":")
    kind, _mark, rest = rest.partition(":")
    angle, _mark, corners = rest.partition(":")
    points = tuple(
        (_number(x), _number(y)) for x, _comma, y in (each.partition(",") for each in corners.split(";"))
    )
    if cover not in list(Cover) or len(points) < (2 if kind == "e" else 3):
        return None
    return Place(Cover(cover), points[:_MOST_CORNERS], kind == "e", _number(angle))


def _number(text: str | None) -> float:
    return float(text) if text and _NUMBER.fullmatch(text) and text not in ("", "-", ".") else 0.0
