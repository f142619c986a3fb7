"""Small forms of English that questions need."""

import re

_ARTICLE = re.compile(r"^(?:an?|the)\s+", re.IGNORECASE)
_VERBS_IN_LY = frozenset({"apply", "rely", "supply", "comply", "multiply", "imply", "reply", "fly", "ally"})
_PLURAL_TO_SINGULAR = {"are": "is", "were": "was", "have": "has", "do": "does"}


def capital(text: str) -> str:
    """The text with a capital first letter, unless its first word has its own spelling (mRNA)."""
    first = text.split(" ", 1)[0]
    if any(letter.isupper() for letter in first[1:]) and first[:1].islower():
        return text
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """The text with a small first letter, unless its first word has its own spelling (NMDA)."""
    first = text.split(" ", 1)[0]
    if any(letter.isupper() for letter in first[1:]) or any(c.isdigit() for c in first):
        return text
    return text[:1].lower() + text[1:]


def bare(text: str) -> str:
    """A phrase without its article."""
    return _ARTICLE.sub("", text)


def spaced(*parts: str) -> str:
    """The parts that are not empty with one space between."""
    return " ".join(part for part in parts if part)


def third_person(lemma: str) -> str:
    """The -s form of a verb."""
    irregular = {"be": "is", "have": "has", "do": "does", "go": "goes"}
    if lemma in irregular:
        return irregular[lemma]
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return lemma[:-1] + "ies"
    if lemma.endswith(("s", "x", "z", "ch", "sh")):
        return lemma + "es"
    return lemma + "s"


def singular_verb(auxiliary: str, verb: str) -> str:
    """The predicate that goes with "What" as its subject: ("do", "block") -> "blocks"."""
    if auxiliary in {"do", "does"} and not verb.startswith("not "):
        first, _, rest = verb.partition(" ")
        if first.endswith("ly") and first not in _VERBS_IN_LY:
            second, _, rest = rest.partition(" ")
            return spaced(first, third_person(second), rest)
        return spaced(third_person(first), rest)
    if not auxiliary and verb.startswith("get "):
        return f"gets{verb[3:]}"
    return spaced(_PLURAL_TO_SINGULAR.get(auxiliary, auxiliary), verb)


def plural_verb(auxiliary: str, verb: str) -> str:
    """The predicate that goes with a plural subject."""
    if auxiliary in {"do", "does"}:
        return verb if not verb.startswith("not ") else spaced("do", verb)
    return spaced({"is": "are", "was": "were", "has": "have"}.get(auxiliary, auxiliary), verb)
