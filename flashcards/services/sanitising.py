"""The one place that says what HTML from strangers may do: show text, tables and pictures of the library.

Scripts, styles that reach out, frames, forms and events are gone; a picture is a bare name in the media folder, a
link leads to the web and nowhere else. What would hang a renderer is shown as plain text. The allow list is
nh3's (ammonia); what it lets through is tried against the tests' hostile cards.
"""

import re
from functools import cache
from html import escape
from urllib.parse import quote, unquote

import nh3

from flashcards.core.nesting import LONGEST, breakable, is_too_much, strains
from flashcards.core.rendering import Sides
from flashcards.core.templates import HINT
from flashcards.core.tex import legible

_TAGS = """
        a abbr b bdi bdo blockquote br caption center cite code dd del dfn div dl dt em font h1 h2 h3 h4 h5 h6 hr i
        img ins kbd li mark ol p pre q rp rt ruby s samp small span strike strong sub sup table tbody td tfoot th
        thead time tr tt u ul var wbr
"""
_GONE = frozenset(
    {"script", "style", "iframe", "object", "noscript", "template", "title", "textarea", "select"}
)
_ATTRIBUTES = {
    "*": {"class", "dir", "id", "lang", "align", "style"},
    "a": {"href"},
    "font": {"color", "size", "face"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan", "width", "valign", "bgcolor"},
    "th": {"colspan", "rowspan", "width", "valign", "bgcolor"},
    "table": {"width", "border", "cellspacing", "cellpadding", "bgcolor"},
}
#: What an inline style may set: nothing here takes an address.
_STYLES = """
        color background-color font-weight font-style font-size font-family text-align text-decoration
        vertical-align white-space margin-top margin-bottom margin-left margin-right
"""
_SCHEMES = frozenset({"http", "https", "mailto"})
#: Links within the program: a sound of the media folder by its bare name, and a hint with its HTML.
_SOUNDS = "sound:"
_OWN_SCHEMES = frozenset({_SOUNDS.rstrip(":"), HINT.rstrip(":")})
_LONGEST_HINT = 20_000

_SOUND = re.compile(r"\[sound:([^\[\]<>]{1,200})\]|\[anki:(?:play|tts)[^\[\]]{0,200}\]")
_SPACES = re.compile(r"<[^<>]{0,10000}>")
_NOT_BARE = re.compile(r"[\x00-\x1f\x7f/\\:]")


def safe_sides(sides: Sides) -> Sides:
    """Both sides of a card so that they can be shown."""
    return Sides(safe_html(sides.front), safe_html(sides.back))


def safe_html(html: str) -> str:
    """HTML from anywhere so that it can be shown; formulas as text, sounds as links with their names."""
    if is_too_much(html):
        return _as_text(html)
    shown = _SOUND.sub(_sound, legible(html))
    if "<" not in shown:
        return breakable(shown)
    cleaned = _cleaner().clean(shown)
    # Only now every tag closes where the renderer will close it.
    if strains(cleaned):
        return _as_text(cleaned)
    return breakable(cleaned.replace("<img>", ""))


@cache
def _cleaner() -> nh3.Cleaner:
    """The allow list, put together once: that takes longer than cleaning a card."""
    return nh3.Cleaner(
        tags=set(_TAGS.split()),
        clean_content_tags=set(_GONE),
        attributes={name: set(values) for name, values in _ATTRIBUTES.items()},
        attribute_filter=_attribute,
        url_schemes=set(_SCHEMES | _OWN_SCHEMES),
        filter_style_properties=set(_STYLES.split()),
        link_rel=None,
        strip_comments=True,
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    """What becomes of an attribute; None takes it away."""
    if tag == "img" and name == "src":
        return _bare(value)
    if tag == "a" and name == "href" and value.startswith(_SOUNDS):
        bare = _bare(value.removeprefix(_SOUNDS))
        return None if bare is None else _SOUNDS + quote(bare)
    if tag == "a" and name == "href" and value.startswith(HINT):
        return HINT + quote(safe_html(unquote(value[:_LONGEST_HINT]).removeprefix(HINT)))
    if tag == "a" and name == "href":
        return value if value.split(":", 1)[0].strip().lower() in _SCHEMES else None
    return value


def _bare(address: str) -> str | None:
    """A name in the media folder, as it stands on cards; None for any other address."""
    for name in (address.strip(), unquote(address.strip())):
        if not name or len(name) > 250 or _NOT_BARE.search(name) or name.startswith((".", "-")):
            return None
    return unquote(address.strip())


def _sound(match: re.Match[str]) -> str:
    """A link that plays it, once somebody asks."""
    return f'<a class="sound" href="{_SOUNDS}{quote(match[1])}">♪ {escape(match[1])}</a>' if match[1] else ""


def _as_text(html: str) -> str:
    """HTML that is too much, as the plain text in it, cut off."""
    return breakable(escape(_SPACES.sub(" ", html[: 4 * LONGEST]))[:LONGEST])
