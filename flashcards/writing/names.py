"""Whether two phrases name the same thing."""

import re
from functools import lru_cache

from flashcards.writing.grammar import bare
from flashcards.writing.words import STOP, content

#: Longer texts are not remembered.
_PHRASE = 600
_CAPITALS = re.compile(r"[a-z]?[A-Z]{2,}")

#: Names of the same thing, each with the one to compare by.
_SYNONYMS = {
    "nerve cells": "neurons", "nerve cell": "neuron", "brain cells": "neurons", "brain cell": "neuron",
    "blood sugar": "glucose", "blood glucose": "glucose", "sugar": "glucose", "epinephrine": "adrenaline",
    "norepinephrine": "noradrenaline", "diarrhea": "diarrhoea", "anemia": "anaemia", "tiredness": "fatigue",
    "throwing up": "vomiting", "bloodstream": "blood", "high blood pressure": "hypertension", "gut": "intestine",
    "bowel": "intestine",
}  # fmt: skip
_SYNONYM = re.compile(rf"\b(?:{'|'.join(sorted(_SYNONYMS, key=len, reverse=True))})\b")


def stems(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning, with one name for what has several."""
    return _stems_again(text) if len(text) <= _PHRASE else _stems(text)


def _stems(text: str) -> frozenset[str]:
    return frozenset(content(_SYNONYM.sub(lambda match: _SYNONYMS[match[0]], text.lower())))


#: Wrong choices look at the same phrases for every card.
_stems_again = lru_cache(maxsize=20000)(_stems)


def overlap(one: frozenset[str], two: frozenset[str]) -> float:
    """How much two sets of stems have in common."""
    return len(one & two) / len(one | two) if one | two else 1.0


def same_thing(one: str, two: str) -> bool:
    """Whether two phrases name the same: equal, one within the other, or one the other's abbreviation."""
    first, second = stems(one), stems(two)
    if not first or not second or first <= second or second <= first:
        return True
    return _abbreviates(one, two) or _abbreviates(two, one)


def _abbreviates(short: str, long: str) -> bool:
    """Whether a name in capitals (BDNF, mTOR) is made of the first letters of the other's words."""
    found = _CAPITALS.match(bare(short))
    parts = re.findall(r"[a-z]+", bare(long).lower())
    if not found or len(parts) < 2:
        return False
    letters = found[0].lower()
    made = ("".join(part[0] for part in parts), "".join(part[0] for part in parts if part not in STOP))
    return any(initials.startswith(letters) for initials in made)
