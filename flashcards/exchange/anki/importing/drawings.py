"""Drawings (SVG) of strangers, written anew from what may stand in one.

A drawing may hold scripts, pages, and addresses of other files, which a renderer would load. What is kept are shapes,
texts, groups, gradients and clips, with attributes of plain values; references lead to the drawing itself. Entities and
document types are refused, and so is a drawing whose references lead in a ring or unfold to very many shapes. The
names are those of SVG 1.1, of which Qt draws the part called Tiny.
"""

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"(?:<!DOCTYPE svg[^\[>]{0,300}>\s*)?<svg[\s>]",
    re.DOTALL,
)
_DOCTYPE = re.compile(rb"<!DOCTYPE svg[^\[>]{0,300}>")
_LARGEST = 2_000_000
_DEEPEST = 100
_MOST_SHAPES = 20_000

_TAGS = frozenset(
    (
        *(
            "svg",
            "g",
            "defs",
            "symbol",
            "use",
            "title",
            "desc",
            "path",
            "rect",
            "circle",
            "ellipse",
            "line",
            "polyline",
        ),
        *("polygon", "text", "tspan", "linearGradient", "radialGradient", "stop", "clipPath", "marker"),
    )
)
_ATTRIBUTES = frozenset(
    (
        *(
            "id",
            "class",
            "x",
            "y",
            "x1",
            "y1",
            "x2",
            "y2",
            "cx",
            "cy",
            "r",
            "rx",
            "ry",
            "dx",
            "dy",
            "fx",
            "fy",
            "d",
        ),
        *(
            "points",
            "width",
            "height",
            "viewBox",
            "preserveAspectRatio",
            "version",
            "transform",
            "offset",
            "fill",
        ),
        *(
            "fill-opacity",
            "fill-rule",
            "stroke",
            "stroke-width",
            "stroke-linecap",
            "stroke-linejoin",
            "stroke-opacity",
        ),
        *("stroke-miterlimit", "opacity", "color", "font-family", "font-size", "font-weight", "font-style"),
        *(
            "text-anchor",
            "dominant-baseline",
            "letter-spacing",
            "textLength",
            "display",
            "visibility",
            "clip-path",
        ),
        *("clip-rule", "clipPathUnits", "gradientUnits", "gradientTransform", "spreadMethod", "stop-color"),
        *(
            "stop-opacity",
            "refX",
            "refY",
            "markerWidth",
            "markerHeight",
            "orient",
            "marker-end",
            "marker-start",
        ),
        *("marker-mid", "vector-effect", "overflow"),
    )
)
#: `url(#name)` is the one address that a value may hold.
_INSIDE = re.compile(r"url\(\s*['\"]?#[\w.:-]{1,200}['\"]?\s*\)")
_OUTSIDE = re.compile(r"url|[\\@<>]|:/|script|expression|import", re.IGNORECASE)
_OWN = re.compile(r"#[\w.:-]{1,200}")
_REFERENCE = re.compile(r"#([\w.:-]{1,200})")
#: What a style attribute says counts as attributes of the same names.
_STYLE = re.compile(r"\s*([a-z-]{1,40})\s*:\s*([^;]{1,400})")


def is_drawing(data: bytes) -> bool:
    """Whether a file begins as a drawing does."""
    return _BEGINS.match(data[:4000]) is not None


def redrawn(data: bytes) -> bytes | None:
    """The drawing with nothing but shapes in it, the same bytes each time; None for one that may not come in."""
    if len(data) > _LARGEST or not is_drawing(data):
        return None
    plain = _DOCTYPE.sub(b"", data, count=1)
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        return None
    try:
        root = ElementTree.fromstring(plain)  # noqa: S314 (no entities; in a process of its own, under limits)
        kept = _kept(root, 0)
    except (ElementTree.ParseError, ValueError, LookupError):
        return None
    if kept is None or kept.tag != f"{{{_SVG}}}svg" or not _unfolds_to_little(kept):
        return None
    ElementTree.register_namespace("", _SVG)
    ElementTree.register_namespace("xlink", _XLINK[1:].partition("}")[0])
    return bytes(ElementTree.tostring(kept, "utf-8"))


def _kept(element: Element, depth: int) -> Element | None:
    namespace, _mark, tag = element.tag.rpartition("}") if isinstance(element.tag, str) else ("", "", "")
    if depth > _DEEPEST:
        raise ValueError("a drawing that nests without end")
    if tag not in _TAGS or namespace not in ("", f"{{{_SVG}"):
        return None
    own = Element(f"{{{_SVG}}}{tag}", dict(_attributes(element)))
    if tag in ("text", "tspan", "title", "desc"):
        own.text = element.text
    for each in element:
        inside = _kept(each, depth + 1)
        if inside is not None:
            inside.tail = each.tail if tag in ("text", "tspan") else None
            own.append(inside)
    return own


def _attributes(element: Element) -> list[tuple[str, str]]:
    said = dict(element.attrib)
    said |= {match[1]: match[2].strip() for match in _STYLE.finditer(said.pop("style", ""))}
    found = [(name, value) for name, value in said.items() if name in _ATTRIBUTES and _is_plain(value)]
    target = said.get(_XLINK) or said.get("href") or ""
    if _OWN.fullmatch(target):
        found.append((_XLINK, target))
    return sorted(found)


def _is_plain(value: str) -> bool:
    return not _OUTSIDE.search(_INSIDE.sub("", value))


def _unfolds_to_little(root: Element) -> bool:
    """Whether the drawing stays small when every reference stands for what it names, and none leads in a ring."""
    named = {each.get("id", ""): each for each in root.iter()}
    sizes: dict[int, int] = {}
    under_way: set[int] = set()

    def size(element: Element) -> int:
        key = id(element)
        if key in sizes:
            return sizes[key]
        if key in under_way:
            raise RecursionError
        under_way.add(key)
        found = 1 + sum(map(size, element))
        for value in element.attrib.values():
            for name in _REFERENCE.findall(value) if "#" in value else ():
                if name in named:
                    found += size(named[name])
        under_way.discard(key)
        sizes[key] = min(found, _MOST_SHAPES + 1)
        return sizes[key]

    try:
        return size(root) <= _MOST_SHAPES
    except RecursionError:
        return False
