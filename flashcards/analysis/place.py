"""Where a sentence stands in its article."""

import re
from dataclasses import dataclass, field

from spacy import tokens

from flashcards.analysis.frames import Theories
from flashcards.analysis.memory import Memory
from flashcards.analysis.phrases import Wording
from flashcards.core.articles import Span


@dataclass(frozen=True, slots=True)
class Before:
    """The sentence before; `together` is the span of both in the article, or of the later one where another
    paragraph begins with it.
    """

    sent: tokens.Span
    wording: Wording
    together: Span


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands and what surrounds it.

    `told` holds the heads of asides that have become facts of their own; `view` says that somebody only holds it.
    """

    evidence: Span
    section: str
    text: str
    wording: Wording
    memory: Memory
    theories: Theories
    told: set[int] = field(default_factory=set)
    before: Before | None = None
    view: bool = False


def theory_opener(theories: Theories) -> str:
    """ "According to the X theory", as long as the paragraph that brought it in goes on."""
    if not theories.number or not theories.current:
        return ""
    return f"According to {as_theory(theories.name)}" if theories.name else theories.opener


def as_theory(name: str) -> str:
    """A theory's name with its article and a word that says what it is."""
    name = name.removeprefix("the ")
    first = name.split(" ", 1)[0]
    if not any(c.isupper() for c in first[1:]):
        name = name[:1].lower() + name[1:]
    said = re.search(r"(?:theory|hypothesis|account|view|model|explanation)$", name, re.IGNORECASE)
    return f"the {name}" if said else f"the {name} theory"
