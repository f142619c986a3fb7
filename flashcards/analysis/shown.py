"""A sentence, or a part of one, as the fact that a card shows word for word."""

import re

from spacy.tokens import Token

from flashcards.analysis.frames import starts_theory
from flashcards.analysis.lexicon import CAUSAL, HEDGES, HEDGING_MODALS
from flashcards.analysis.phrases import small_after_opener
from flashcards.analysis.place import Place, theory_opener
from flashcards.analysis.roles import role
from flashcards.core.facts import Fact, FactForm, FactKind

_FRAMED = re.compile(
    r"\b(?:theor|hypothes|according to|suggest|believ|thought|explanation|view is|critics|evidence|account|propos)",
    re.IGNORECASE,
)


def statement_fact(text: str, tokens: list[Token], gaps: list[str], place: Place, *, alone: bool) -> Fact:
    """The fact of a text that is shown as it stands: a sentence, a part of one, or one with the sentence before it.

    `tokens` are the words that the text says, `gaps` what a card could hide of it, the best first; `alone` says
    that no other sentence is shown with it.
    """
    hedges = ["view"] if place.view else []
    hedges += [w for w in re.findall(r"[a-z]+", text.lower()) if w in HEDGING_MODALS or w in HEDGES]
    verbs = [t.lemma_.lower() for t in tokens if t.pos_ == "VERB"]
    causal = next((v for v in verbs if v in CAUSAL), verbs[0] if verbs else "be")
    named = bool(place.theories.name) and place.theories.name.lower().removeprefix("the ") in text.lower()
    opener = theory_opener(place.theories) if alone and not named else ""
    named = opener.lower().removeprefix("according to ").removeprefix("the ") in text.lower()
    if opener and not named and not hedges and not (_FRAMED.search(text) or starts_theory(text)):
        text, hedges = (
            f"{opener}, {small_after_opener(text, tokens[0], place.wording)}",
            ["theory"],
        )
    theory = place.theories.number if hedges or place.theories.current else 0
    kind = role(
        form=FactForm.STATEMENT,
        sentence=place.text,
        section=place.section,
        theory=theory,
        verb=causal,
        means=False,
    )
    return Fact(
        kind=kind, subject="", relation="", object=gaps[0], tail=gaps[1] if len(gaps) > 1 else "",
        evidence=place.evidence, negated=any(t.dep_ == "neg" for t in tokens), hedge=" ".join(hedges),
        theory=theory if kind is FactKind.THEORY else 0, section=place.section, form=FactForm.STATEMENT,
        statement=text, topic=place.memory.topic, gaps=tuple(gaps),
    )  # fmt: skip
