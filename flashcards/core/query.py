"""The language of searches: words, phrases and conditions, joined as in Anki's browser.

`serotonin "in the brain" deck:Biology -is:suspended (role:risk or prop:r<0.8)` asks for cards whose note
holds a word beginning with serotonin and the phrase, in the deck, not suspended, and risky or faded.
"""

import re
from dataclasses import dataclass

from flashcards.core.errors import BadInput
from flashcards.core.facts import FactKind
from flashcards.core.text import spaced

STATES = ("new", "learn", "review", "due", "suspended", "buried", "leech")
PROPERTIES = {
    "s": "stability in days",
    "d": "difficulty",
    "r": "recall chance",
    "ivl": "interval in days",
    "due": "days until due",
    "reps": "answers",
    "lapses": "lapses",
}
_NAMES = ("deck", "tag", "role", "article", "is", "flag", "prop", "rated", "added", "note", "card")
_TOKEN = re.compile(
    r"""\s*(?:(?P<open>-?\()|(?P<close>\))|(?P<minus>-)?(?:(?P<name>[a-z]+):)?(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s()"]+)))""",
    re.IGNORECASE,
)
_PROPERTY = re.compile(r"([a-z]+)(<=|>=|!=|<|>|=)(-?\d+(?:\.\d+)?)")
_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Text:
    """The note holds this: words in a row if it is a phrase, else a word that begins so."""

    text: str
    phrase: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """Something named: a deck, a tag, a role, an article, a state, a flag, the days of `rated` or `added`, an id.

    `value` is checked already; `rating` only stands with `rated`, 0 for any.
    """

    name: str
    value: str
    rating: int = 0


@dataclass(frozen=True, slots=True)
class Property:
    """A number of the card compared with another; the names are those of `PROPERTIES`."""

    name: str
    sign: str
    number: float


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class All:
    """All of the parts; without parts everything."""

    parts: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class OneOf:
    """At least one of the parts."""

    parts: tuple["Node", ...]


Node = Text | Condition | Property | Not | All | OneOf


def parse(query: str) -> Node:
    """The tree of a query; raises `BadInput` with one sentence for one that cannot be read."""
    return _Reader(spaced(query)).whole()


class _Reader:
    def __init__(self, query: str) -> None:
        self._query = query
        self._at = 0

    def whole(self) -> Node:
        found = self._any(0)
        if self._at < len(self._query.rstrip()):
            raise BadInput("A bracket of the search closes that was never opened.")
        return found

    def _any(self, depth: int) -> Node:
        if depth > _DEEPEST:
            raise BadInput("The brackets of the search are nested too deeply.")
        choices = [self._all(depth)]
        while self._is_or():
            choices.append(self._all(depth))
        if len(choices) > 1 and All() in choices:
            raise BadInput("Something is missing before or after “or” in the search.")
        return choices[0] if len(choices) == 1 else OneOf(tuple(choices))

    def _all(self, depth: int) -> Node:
        parts: list[Node] = []
        while not self._is_or(take=False):
            match = _TOKEN.match(self._query, self._at)
            if match is None or match["close"]:
                break
            self._at = match.end()
            if match["open"]:
                parts.append(self._bracket(match["open"].startswith("-"), depth))
            else:
                part = _part(match)
                parts.append(Not(part) if match["minus"] else part)
        if self._rest().startswith('"'):
            raise BadInput("A quotation mark of the search is never closed.")
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _bracket(self, negated: bool, depth: int) -> Node:
        inside = self._any(depth + 1)
        if not self._rest().startswith(")"):
            raise BadInput("A bracket of the search is never closed.")
        self._at = self._query.index(")", self._at) + 1
        return Not(inside) if negated else inside

    def _rest(self) -> str:
        return self._query[self._at :].lstrip().removeprefix("-")

    def _is_or(self, *, take: bool = True) -> bool:
        match = re.compile(r"\s*or(?=[\s(]|$)", re.IGNORECASE).match(self._query, self._at)
        if match and take:
            self._at = match.end()
        return match is not None


def _part(match: "re.Match[str]") -> Node:
    name, quoted, bare = match["name"], match["quoted"], match["bare"]
    value = quoted if quoted is not None else bare
    if name is None:
        return Text(value, phrase=quoted is not None)
    if name.lower() not in _NAMES:
        if name.lower() in ("http", "https"):
            return Text(f"{name}:{value}", phrase=True)
        raise BadInput(f"The search knows no “{name}:”; it knows {', '.join(f'{each}:' for each in _NAMES)}.")
    if not value:
        raise BadInput(f"Something is missing after “{name}:” in the search.")
    return _named(name.lower(), value)


def _named(name: str, value: str) -> Node:
    if name == "prop":
        return _property(value)
    if name == "rated":
        return _rated(value)
    known = {"is": STATES, "role": tuple(FactKind)}.get(name)
    if known is not None and value.lower() not in known:
        raise BadInput(f"The search knows no “{name}:{value}”; it is one of {', '.join(known)}.")
    if name in ("flag", "added", "note", "card"):
        _whole(name, value, {"flag": (0, 7), "added": (1, 36500)}.get(name, (1, 2**63 - 1)))
    return Condition(name, value.lower() if known else value)


def _property(value: str) -> Property:
    match = _PROPERTY.fullmatch(value.lower())
    if match is None or match[1] not in PROPERTIES:
        names = ", ".join(PROPERTIES)
        raise BadInput(
            f"“prop:{value}” cannot be read; it is one of {names}, a sign and a number, as in prop:r<0.8."
        )
    return Property(match[1], match[2], float(match[3]))


def _rated(value: str) -> Condition:
    days, _colon, rating = value.partition(":")
    _whole("rated", days, (1, 36500))
    if rating:
        _whole("rated", rating, (1, 4))
    return Condition("rated", days, int(rating or 0))


def _whole(name: str, value: str, bounds: tuple[int, int]) -> None:
    low, high = bounds
    if not (value.isascii() and value.isdigit() and len(value) < 20 and low <= int(value) <= high):
        limit = "" if high > 36500 else f" from {low} to {high}"
        raise BadInput(f"“{name}:{value}” cannot be read: a whole number{limit} is needed.")
