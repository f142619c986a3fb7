"""HTML of a card made fit for Qt's rich text: lines of their own, headings that take a size, colours that can be read.

Qt goes on in the same line after `</div>`, and gives headings sizes of its own whatever a style sheet says. Inline
colours were chosen for another ground than the one a card stands on here. Tags are those that the sanitiser let through.
"""

import re
from dataclasses import dataclass, field

from flashcards.core.colours import Colour, contrast
from flashcards.core.css_values import colour_of

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>")
_HEADING = re.compile(r"<(/?)(h[1-6])(?=[\s>])([^<>]*)>", re.IGNORECASE)
_CLASS = re.compile(r"""\sclass=(["'])(.*?)\1""", re.IGNORECASE)
_STYLE = re.compile(r"""(?<=\s)style="([^"<>]*)\"""", re.IGNORECASE)
_COLOUR = re.compile(r"""\s(color|bgcolor)="([^"<>]*)\"""", re.IGNORECASE)
_BLOCKS = frozenset(
    "blockquote caption center dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre table tbody td tfoot th thead tr ul".split()  # noqa: SIM905
)
#: After these Qt does not begin a line.
_RUN_ON = frozenset({"div", "center", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"})
_EMPTY = frozenset({"br", "img", "wbr"})
_LEGIBLE = 3.0
_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)


def fitted(html: str, ground: Colour) -> str:
    """A side's HTML for a card that stands on `ground`."""
    return _COLOUR.sub(
        lambda match: _attribute(match, ground),
        _STYLE.sub(lambda match: f'style="{_legible(match[1], ground)}"', with_headings(own_lines(html))),
    )


def own_lines(html: str) -> str:
    """What follows a block in its line gets a block of its own, as browsers show it."""
    flow = _Flow()
    at = 0
    for tag in _TAG.finditer(html):
        flow.text(html[at : tag.start()])
        flow.tag(tag[0], tag[2].lower(), closes=bool(tag[1]))
        at = tag.end()
    flow.text(html[at:])
    flow.end()
    return "".join(flow.found)


def with_headings(html: str) -> str:
    """Headings as blocks with classes of their names, to which style sheets give sizes."""
    return _HEADING.sub(_as_block, html)


@dataclass(slots=True)
class _Flow:
    """Where in the flow of a side one is: behind a block, or in a line that was put into a block of its own."""

    found: list[str] = field(default_factory=list)
    behind: bool = False
    inside: bool = False
    open: int = 0

    def text(self, text: str) -> None:
        """Words between two tags."""
        if text.strip():
            self._begin()
        self.found.append(text)

    def tag(self, written: str, name: str, *, closes: bool) -> None:
        """A tag as it stands."""
        if name in _BLOCKS:
            self.end()
            self.behind = closes and name in _RUN_ON
        elif not closes:
            self._begin()
            self.open += name not in _EMPTY
        elif self.inside and not self.open:
            # It closes what was opened before the line.
            self.end()
            self.behind = True
        else:
            self.open = max(0, self.open - 1)
        self.found.append(written)

    def end(self) -> None:
        """The line is over."""
        if self.inside:
            self.found.append("</div>")
        self.inside = False

    def _begin(self) -> None:
        if self.behind:
            self.found.append("<div>")
            self.inside, self.behind, self.open = True, False, 0


def _as_block(tag: re.Match[str]) -> str:
    closes, name, attributes = tag[1], tag[2].lower(), tag[3]
    if closes:
        return "</div>"
    named = _CLASS.search(attributes)
    rest = _CLASS.sub("", attributes, count=1)
    return f'<div class="{name}{" " + named[2] if named else ""}"{rest}>'


def _legible(style: str, ground: Colour) -> str:
    """An inline style with no colour that could not be read; a patch gets the colour of its own words."""
    parts = [each.partition(":") for each in style.split(";") if ":" in each]
    said = {name.strip().lower(): value.strip() for name, _mark, value in parts}
    text, patch = (colour_of(said.get(name, "").lower()) for name in ("color", "background-color"))
    behind = patch or ground
    if text is not None and contrast(text, behind) < _LEGIBLE and (patch is None or text != patch):
        said.pop("color")
        text = None
    if patch is not None and text is None and contrast(patch, ground) > 1.01:
        said["color"] = "#" + bytes(max((_BLACK, _WHITE), key=lambda each: contrast(each, patch))).hex()
    return "; ".join(f"{name}: {value}" for name, value in said.items())


def _attribute(match: re.Match[str], ground: Colour) -> str:
    """The colour of old tags: of words only where it can be read, of a ground with words on it."""
    colour = colour_of(match[2].lower())
    if match[1].lower() == "color":
        return match[0] if colour is not None and contrast(colour, ground) >= _LEGIBLE else ""
    usual = max((_BLACK, _WHITE), key=lambda each: contrast(each, ground))
    return match[0] if colour is not None and contrast(colour, usual) >= _LEGIBLE else ""
