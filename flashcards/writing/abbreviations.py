"""Long names and the short ones that stand in brackets behind them."""

import re
from collections.abc import Iterable, Mapping

_SHORT = re.compile(r" \(([A-Z][A-Za-z0-9-]{1,7})\)")
_BEFORE = re.compile(r"(?:[\w’'-]+ ){1,6}$")
#: No six words are longer.
_REACH = 150


def abbreviations(texts: Iterable[str]) -> dict[str, str]:
    """Long names with the short ones that stand in brackets behind them."""
    found: dict[str, str] = {}
    for text in texts:
        for match in _SHORT.finditer(text):
            before = _BEFORE.search(text, max(0, match.start() - _REACH), match.start() + 1)
            if before and (long := _long_name(before[0].split(), match[1])):
                found.setdefault(long.lower(), match[1])
    return found


def _long_name(before: list[str], short: str) -> str:
    """The last words before a bracket that the short name abbreviates."""
    letters = re.sub(r"[^a-z]", "", short.lower())
    for count in range(1, len(before) + 1):
        name = " ".join(before[-count:])
        if letters and name[0].lower() == letters[0] and _spells(name.lower(), letters.removesuffix("s")):
            return name
    return ""


def _spells(name: str, letters: str) -> bool:
    """Whether the letters occur in a name in their order, most of them at the beginning of a word."""
    rest = iter(name)
    initials = {part[0] for part in re.split(r"[\s-]+", name) if part}
    return all(letter in rest for letter in letters) and 2 * sum(c in initials for c in letters) > len(
        letters
    )


def shortened(phrase: str, short_names: Mapping[str, str]) -> str:
    """A phrase with the short names instead of the long ones."""
    for long, short in short_names.items():
        if long in phrase.lower():
            name = rf"\b{re.escape(long)}\b(?: \({re.escape(short)}\))?"
            phrase = re.sub(name, short, phrase, flags=re.IGNORECASE)
    return phrase
