"""Who says it and how sure: theory frames, reports and hedges."""

import re
from dataclasses import dataclass

from spacy.tokens import Token

from flashcards.analysis.clauses import Clause, own_subject
from flashcards.analysis.lexicon import (
    DOUBT_VERBS,
    FRAME_VERBS,
    HEDGES,
    HEDGING_MODALS,
    THEORY_NOUNS,
)
from flashcards.analysis.people import is_by_somebody, is_somebody
from flashcards.analysis.phrases import Wording, asides, phrase, subtree


@dataclass(frozen=True, slots=True)
class Frame:
    """The clause that a claim hangs from. `opener` starts a question ("According to one theory")."""

    governor: Token | None = None
    opener: str = ""
    hedge: str = ""
    attribution: str = ""
    theory: bool = False
    spoken: bool = False


def find_frame(clause: Clause, wording: Wording, *, among_theories: bool = False) -> Frame:
    """The frame of a clause, an empty one when it stands on its own; "another is that" is one among theories."""
    verb = clause.verb
    while verb.dep_ == "conj":
        verb = verb.head
    governor = verb.head
    if verb.dep_ != "ccomp" or governor.pos_ not in {"VERB", "AUX"}:
        return _according(clause, wording)
    subject = own_subject(governor) or next(
        (c for c in governor.children if c.dep_ in {"nsubj", "nsubjpass"}), None
    )
    if subject is None:
        return Frame()
    if among_theories and subject.lower_ in {"one", "another"} and governor.lemma_ == "be":
        return Frame(governor, f"According to {subject.lower_} view", subject.lower_, theory=True)
    return _governed(governor, subject, wording)


def _governed(governor: Token, subject: Token, wording: Wording) -> Frame:
    """The frame that a verb such as "suggest" and its subject make."""
    lemma = governor.lemma_.lower()
    theory = subject.lemma_.lower() in THEORY_NOUNS
    if lemma == "be" and theory:
        return Frame(governor, _opener(subject, wording), subject.text.lower(), theory=True)
    if lemma not in FRAME_VERBS:
        return Frame()
    if subject.lower_ == "it":
        name = wording.names.get(subject.i, "")
        if name:
            return Frame(None, f"According to {name}", governor.text, name, True)
        return Frame(governor, "", governor.text if lemma in DOUBT_VERBS else "")
    doubt = lemma in DOUBT_VERBS or theory
    if is_somebody(subject, wording):
        if not doubt:
            return Frame(governor, spoken=True)
        return Frame(governor, "According to one view", governor.text)
    who = _opener(subject, wording)
    opener = who if theory or not who else _as_they_say(who, governor)
    return Frame(governor, opener if doubt else "", governor.text if doubt else "", who, theory, not doubt)


#: Some who only think so.
_THINKERS = re.compile(
    r"According to (?:some|others|many|most|a few)(?: (?:\w+ )?(?:authors|researchers|scientists|investigators|experts|doctors|workers"
    r"|specialists|biologists|critics|people))?"
)


def _as_they_say(who: str, governor: Token) -> str:
    """ "As some studies have suggested" from "According to some studies" and the verb; those who think hold one view."""
    if _THINKERS.fullmatch(who):
        return "According to one view"
    helpers = [c.text for c in governor.children if c.dep_ in {"aux", "neg"} and c.i < governor.i]
    return " ".join(["As", who.removeprefix("According to "), *helpers, governor.text])


def _according(clause: Clause, wording: Wording) -> Frame:
    """A frame of the form "According to the oldest theory, ..."."""
    for child in clause.verb.children:
        if child.lower_ == "according" and child.i < clause.verb.i:
            source = next((t for t in child.subtree if t.dep_ == "pobj"), None)
            if is_by_somebody(child, wording):
                return Frame()
            if source is not None and not any(t.i in wording.open for t in child.subtree):
                text = phrase(subtree(child), wording)
                who = text.removeprefix("according to ").removeprefix("According to ")
                theory = source.lemma_.lower() in THEORY_NOUNS
                return Frame(None, f"According to {who}", source.text if theory else "", who, theory)
    return Frame()


def _opener(subject: Token, wording: Wording) -> str:
    """ "According to some studies" from the subject of the frame."""
    text = phrase(subtree(subject, without=asides(subject)), wording)
    text = re.sub(r"\bpossibility\b", "explanation", text)
    if not text or len(text.split()) > 8 or any(t.i in wording.open for t in subject.subtree):
        return ""
    return f"According to {text}"


def hedge_of(clause: Clause) -> str:
    """The words inside a clause that keep it uncertain."""
    found = [
        t.text for t in (*clause.inherited, *clause.group) if t.lower_ in HEDGING_MODALS or t.lower_ in HEDGES
    ]
    found += [
        t.text
        for t in clause.verb.children
        if t.dep_ == "advmod" and t.lower_ in HEDGES and t.text not in found
    ]
    found += [t.text for t in clause.subject.children if t.lower_ == "some"]
    return " ".join(found)


@dataclass(slots=True)
class Theories:
    """Which of several competing explanations the text is presenting.

    `current` says that the paragraph which brought the theory in is still going on.
    """

    number: int = 0
    count: int = 0
    name: str = ""
    opener: str = ""
    fresh: bool = False
    current: bool = False

    def reset(self) -> None:
        """A heading ends all theories above it."""
        self.number = self.count = 0
        self.name = self.opener = ""

    def begin(self, name: str, opener: str) -> None:
        """The next theory starts here."""
        self.count += 1
        self.number = self.count
        self.name, self.opener = name, opener
        self.fresh = not opener
        self.current = True


_NOUNS = "|".join(sorted(THEORY_NOUNS))
_STARTS = re.compile(
    r"^(?:(?:one|another|a second|a third|the (?:first|second|third|other|oldest|simplest|leading|main"
    r"|classic(?:al)?|most [a-z]+)|an? [a-z-]+)(?: [a-z-]+)? "
    rf"(?:{_NOUNS})s?\b|(?:the )?(?:first|second|third), )",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"^(?:The|A|One) (?:first|second|third|other|main|leading)(?: (?:{_NOUNS}))?, "
    r"(?P<name>(?!and |or |but )(?:the )?[a-z][\w -]{5,50}?),"
)


def theory_name(text: str) -> str:
    """The name of the theory that a sentence brings in ("The second theory, the X hypothesis, ...")."""
    match = _NAMED.match(text)
    return match["name"] if match else ""


def starts_theory(text: str) -> bool:
    """Whether a sentence brings in a new theory by its first words."""
    return bool(_STARTS.match(text))
