"""What of a note type's CSS is shown here: colours, fonts, sizes and alignment, by an allow list.

CSS of strangers is taken apart and written anew, so that nothing passes that is not named here: selectors of tags,
classes and ids, and the properties of `css_values` with values of a plain form. Nothing of it takes an address. Rules for what is moved,
floated or animated are left out, and so are those for one kind of device.

Colours that could not be read are left out: on a light and on a dark card each counts against the ground it stands on
(contrast by WCAG 2.2, at least 3 to 1). As in Anki, the colours of the card itself hold on light cards alone, and rules
for `nightMode` on dark ones.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from flashcards.core.colours import Colour, contrast
from flashcards.core.css_values import colour_of, declarations, pixels, without_variables

_LONGEST = 100_000
_MOST_RULES = 500
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_COMPOUND = re.compile(r"([a-z][a-z0-9]*)?((?:[.#][a-z_][a-z0-9_-]*)*)", re.IGNORECASE)
_NAME = re.compile(r"[.#][^.#]+")
_NIGHT = frozenset({".nightmode", ".night_mode"})
_DEVICES = frozenset(
    f".{each}"
    for each in "win mac linux lin mobile android iphone ipad ios gecko webkit chrome safari js".split()  # noqa: SIM905
)
_HEADING = re.compile(r"h[1-6]")
#: What Qt draws of cells and tables alone.
_OF_TABLES = {"border": ("table", "td", "th"), "padding": ("td", "th"), "border-collapse": ("table",)}
_BOUNDS = re.compile(r"(?<![\w-])(max-)?(width|height)\s*:\s*([^;]{1,20})")
_LEGIBLE = 3.0
#: What a card stands on here where its note type says nothing.
_LIGHT_GROUND, _DARK_GROUND = (255, 255, 255), (43, 48, 56)


@dataclass(frozen=True, slots=True)
class CardStyle:
    """Style sheets for a light and a dark card, how its lines are aligned, and how much larger its text is than usual.

    Sizes are in em of the usual text; what holds for the whole card stands for `body`, headings are classes (`.h1`).
    `pictures` is how wide and high pictures may be in pixels, 0 for as wide as the card and as high as they are.
    """

    light: str = ""
    dark: str = ""
    align: str = "center"
    scale: float = 1.0
    pictures: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class _Rule:
    """Where declarations hold: a selector (empty for the card itself), and whether for dark cards alone."""

    selector: str
    night: bool
    declarations: dict[str, str] = field(hash=False)


@lru_cache(maxsize=64)
def style_of(css: str, ordinal: int) -> CardStyle:
    """The style of the card with that ordinal, from its note type's CSS."""
    written = list(_rules(without_variables(css[:_LONGEST])[:_LONGEST]))
    rules = [rule for each in written for rule in _told(*each, ordinal)]
    whole = dict(item for each in rules if not each.selector for item in each.declarations.items())
    return CardStyle(
        _sheet(rules, night=False),
        _sheet(rules, night=True),
        whole.get("text-align", "center"),
        float(whole.get("font-size", "1em").removesuffix("em")),
        _bounds(written),
    )


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Selectors and bodies of plain rules; what stands in an at-rule's block is skipped with it."""
    text, at, found = _COMMENT.sub(" ", css), 0, 0
    while found < _MOST_RULES and (opens := text.find("{", at)) >= 0:
        selector = text[at:opens].rpartition(";")[2].strip()
        closes = _end_of_block(text, opens)
        if not selector.startswith("@"):
            found += 1
            yield selector, text[opens + 1 : closes]
        at = closes + 1


def _end_of_block(text: str, opens: int) -> int:
    depth = 0
    for match in re.finditer("[{}]", text[opens:]):
        depth += 1 if match[0] == "{" else -1
        if depth == 0:
            return opens + match.start()
    return len(text)


def _told(selectors: str, body: str, ordinal: int) -> Iterator[_Rule]:
    said = dict(declarations(body))
    for each in selectors.split(",") if said else ():
        place = _place(each, ordinal)
        if place is not None:
            yield _Rule(*place, said)


def _bounds(rules: list[tuple[str, str]]) -> tuple[int, int]:
    """How large pictures may be: what the last rules for all of them say in pixels."""
    found = {"width": 0, "height": 0}
    for selectors, body in rules:
        if any(each.split()[-1:] == ["img"] for each in selectors.lower().split(",")):
            found |= {
                name: pixels(value) for _most, name, value in _BOUNDS.findall(body.lower()) if pixels(value)
            }
    return found["width"], found["height"]


def _place(selector: str, ordinal: int) -> tuple[str, bool] | None:
    """Where a selector of ours would hold, and whether only in the dark; None for one that is left out."""
    night, kept = False, []
    for part in selector.split():
        match = _COMPOUND.fullmatch(part)
        if match is None:
            return None
        tag, names = (match[1] or "").lower(), _NAME.findall(match[2])
        night = night or any(name.lower() in _NIGHT for name in names)
        rest = [name for name in names if name.lower() not in _NIGHT]
        if any(name.lower() in _DEVICES for name in rest):
            return None
        whole = [name for name in rest if re.fullmatch(r"\.card\d*", name)]
        if any(name not in (".card", f".card{ordinal + 1}") for name in whole):
            return None
        rest = [name for name in rest if name not in whole]
        tag = {"html": "", "body": ""}.get(tag, f".{tag}" if _HEADING.fullmatch(tag) else tag)
        if tag or rest:
            kept.append("".join([tag, *rest]))
    return " ".join(kept), night


def _sheet(rules: list[_Rule], *, night: bool) -> str:
    """The rules that hold on a light card, or on a dark one, with the colours that can be read on it."""
    own = [each for each in rules if each.night <= night]
    usual = _DARK_GROUND if night else _LIGHT_GROUND
    ground = usual
    for each in own:
        if not each.selector and each.night == night:
            ground = colour_of(each.declarations.get("background-color", "")) or ground
    if ground != usual and not _is_told(own, night=night) and contrast(ground, usual) > _LEGIBLE:
        ground = usual  # nothing says what would be read on it
    lines = [f"body {{ background-color: #{bytes(ground).hex()}; }}"] if ground != usual else []
    for each in own:
        shown = {
            name: value
            for name, value in each.declarations.items()
            if _holds(each, name, value, ground, night=night)
        }
        if shown:
            told = "; ".join(f"{name}: {value}" for name, value in shown.items())
            lines.append(f"{each.selector or 'body'} {{ {told}; }}")
    return "\n".join(lines)


def _is_told(rules: list[_Rule], *, night: bool) -> bool:
    """Whether the card says the colour of its text."""
    return any(not each.selector and each.night == night and "color" in each.declarations for each in rules)


def _holds(rule: _Rule, name: str, value: str, ground: Colour, *, night: bool) -> bool:
    """Whether a declaration is shown: colours only where they can be read; some of the card itself by the view."""
    if name in ("text-align", "font-size"):
        return bool(rule.selector)
    if name in _OF_TABLES:
        return re.split(r"[.#]", rule.selector.rpartition(" ")[2])[0] in _OF_TABLES[name]
    if name not in ("color", "background-color"):
        return True
    if not rule.selector and (name == "background-color" or rule.night != night):
        return False
    colour, behind = colour_of(value), rule.declarations.get("background-color")
    if name == "background-color":
        # A patch needs the colour of its own words.
        text = colour_of(rule.declarations.get("color", ""))
        return text is not None and colour is not None and contrast(text, colour) >= _LEGIBLE
    base = colour_of(behind) if behind and rule.selector else ground
    return colour is not None and base is not None and contrast(colour, base) >= _LEGIBLE
