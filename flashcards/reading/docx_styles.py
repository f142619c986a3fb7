"""The styles of a Word document: which of them make headings, list items, captions and tables of contents."""

import re
from dataclasses import dataclass, replace

from flashcards.reading.xml import named, plain

_HEADING = re.compile(r"(?:heading|überschrift|titre|rubrik)\s*([1-9])$", re.IGNORECASE)
#: Styles may be based on each other; a chain of more is a ring.
_LONGEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Style:
    """What a style makes of a paragraph: a heading of a level, a list item, a caption, or a line of contents."""

    based_on: str = ""
    heading: int = 0
    listed: bool = False
    level: int = 0
    caption: bool = False
    contents: bool = False


class Styles:
    """The target that reads the part `word/styles.xml`."""

    def __init__(self) -> None:
        self._styles: dict[str, Style] = {}
        self._id = ""

    def of(self, style_id: str) -> Style:
        """A style by its id with what it inherits; one that is not known says nothing."""
        style = self._styles.get(style_id, _by_name(style_id))
        for _step in range(_LONGEST_CHAIN):
            base = self._styles.get(style.based_on)
            if base is None:
                break
            style = replace(
                style,
                based_on=base.based_on,
                heading=style.heading or base.heading,
                listed=style.listed or base.listed,
                level=style.level or base.level,
                caption=style.caption or base.caption,
                contents=style.contents or base.contents,
            )
        return style

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A mark opens."""
        name, values = plain(tag), named(attributes)
        value = values.get("val", "")
        if name == "style":
            self._id = values.get("styleId", "") if values.get("type", "paragraph") == "paragraph" else ""
        if not self._id:
            return
        style = self._styles.get(self._id, Style())
        if name == "name":
            known = _by_name(value)
            style = replace(known, based_on=style.based_on)
        elif name == "basedOn":
            style = replace(style, based_on=value)
        elif name == "outlineLvl" and value.isdigit() and int(value) < 9:
            style = replace(style, heading=style.heading or int(value) + 1)
        elif name == "numId":
            style = replace(style, listed=value not in ("", "0"))
        elif name == "ilvl" and value.isdigit():
            style = replace(style, level=min(int(value), 8))
        self._styles[self._id] = style

    def end(self, tag: str) -> None:
        """A mark closes."""
        if plain(tag) == "style":
            self._id = ""

    def data(self, text: str) -> None:
        """Styles hold no text."""


def _by_name(name: str) -> Style:
    """What a style's name alone says; the names of the built-in styles are English in every language."""
    plain_name = name.strip().lower()
    if match := _HEADING.match(plain_name):
        return Style(heading=int(match[1]))
    return Style(
        heading=1 if plain_name == "title" else 0,
        listed=plain_name.startswith(("list bullet", "list number")),
        caption=plain_name == "caption",
        contents=plain_name.startswith("toc"),
    )
