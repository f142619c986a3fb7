"""The role of a claim in the article: mechanism, theory, risk, definition or other."""

import re

from flashcards.analysis.lexicon import CAUSAL, REMEDY, RISK_HEADING, RISK_WORDS, word_set
from flashcards.core.facts import FactForm, FactKind

_RISK_HEADING = re.compile(RISK_HEADING, re.IGNORECASE)
_RISK = re.compile(RISK_WORDS, re.IGNORECASE)
_REMEDY = re.compile(REMEDY, re.IGNORECASE)
_EXPLAINS = re.compile(
    r"\b(?:how|why|what happens|mechanisms?|action|works?|inside|process)\b", re.IGNORECASE
)
_TAKES_PART = frozenset(
    {
        "involve",
        "play",
        "occur",
        "participate",
        "act",
        "serve",
        "link",
        "associate",
        "consist",
        "begin",
        "collect",
    }
)
_PLAIN = word_set("""be have say report find show call know use recommend study offer""")


def is_risk_section(section: str) -> bool:
    """Whether a heading announces risks."""
    return bool(_RISK_HEADING.search(section))


def role(*, form: FactForm, sentence: str, section: str, theory: int, verb: str, means: bool) -> FactKind:
    """The kind of a fact from where it stands and how it is said."""
    risk = bool(_RISK.search(sentence)) or bool(_REMEDY.search(sentence) and is_risk_section(section))
    if form is FactForm.DEFINITION:
        return FactKind.DEFINITION
    if is_risk_section(section) or (risk and not theory):
        return FactKind.RISK
    if theory:
        return FactKind.THEORY
    if (
        means
        or verb in CAUSAL | _TAKES_PART
        or (_EXPLAINS.search(section) and verb not in _PLAIN)
        or (form is FactForm.REASON and verb not in _PLAIN)
    ):
        return FactKind.MECHANISM
    return FactKind.OTHER
