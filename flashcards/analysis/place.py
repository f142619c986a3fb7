"""Where a sentence stands in its article."""

import re
from dataclasses import dataclass, field

from flashcards.analysis.frames import Theories
from flashcards.analysis.memory import Memory
from flashcards.analysis.phrases import Wording
from flashcards.core.articles import Span


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands and what surrounds it.

    `told` holds the heads of asides that have become facts of their own.
    """

    evidence: Span
    section: str
    text: str
    wording: Wording
    memory: Memory
    theories: Theories
    told: set[int] = field(default_factory=set)


def theory_opener(theories: Theories) -> str:
    """ "According to the X theory", as long as the paragraph that brought it in goes on."""
    if not theories.number or not theories.current:
        return ""
    return _named(theories.name) if theories.name else theories.opener


def _named(name: str) -> str:
    """The opener for a theory that has a name."""
    name = re.sub(r"^the ", "", name)
    text = (
        name
        if re.search(r"(?:theory|hypothesis|account|view|model)$", name, re.IGNORECASE)
        else f"{name} theory"
    )
    first = text.split(" ", 1)[0]
    text = text if any(c.isupper() for c in first[1:]) else text[:1].lower() + text[1:]
    return f"According to the {text}"
