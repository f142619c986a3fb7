"""Facts from clauses."""

from collections.abc import Iterator

from spacy.tokens import Token

from flashcards.analysis.circumstances import circumstance_facts, consequence_facts, means_facts
from flashcards.analysis.claims import is_claim
from flashcards.analysis.classes import class_of
from flashcards.analysis.clauses import FINITE, Clause
from flashcards.analysis.frames import Frame, find_frame, hedge_of
from flashcards.analysis.lexicon import (
    CLASS_NOUNS,
    GENERIC_HEADS,
    META_NOUNS,
)
from flashcards.analysis.place import Place, theory_opener
from flashcards.analysis.predicates import Parts, is_means, write_parts
from flashcards.analysis.roles import role
from flashcards.core.facts import Fact, FactForm
from flashcards.core.vocabulary import says_something


def clause_facts(clause: Clause, place: Place) -> Iterator[Fact]:
    """All facts of one clause, the main one first."""
    if not is_claim(clause, place.wording):
        return
    frame = find_frame(clause, place.wording, among_theories=place.theories.number > 0)
    if frame.theory and clause.verb.dep_ != "conj":
        _begin_theory(frame, place)
    parts = write_parts(clause, place.wording, frame.governor if not frame.spoken else None)
    if not parts.statement or (parts.object and parts.object.lower() == parts.subject.lower()):
        return
    main = _main(clause, parts, frame, place)
    if clause.relative:
        place.told.add(clause.verb.i)
    yield main
    yield from means_facts(clause, main, place)
    yield from circumstance_facts(clause, main, place)
    yield from consequence_facts(clause, main, place)


def _begin_theory(frame: Frame, place: Place) -> None:
    """Count a theory that its frame brings in, unless a run-in title has just done so."""
    theories = place.theories
    if theories.fresh:
        theories.opener, theories.fresh = frame.opener, False
    elif theories.opener != frame.opener:
        theories.begin("", frame.opener)


def _main(clause: Clause, parts: Parts, frame: Frame, place: Place) -> Fact:
    """The fact that the clause states."""
    form = _form(clause, parts)
    hedge = " ".join(filter(None, (frame.hedge, hedge_of(clause))))
    definition = form is FactForm.DEFINITION
    theory = 0 if definition or not (hedge or place.theories.current) else place.theories.number
    lemma = clause.core.lemma_.lower()
    noun = parts.noun
    return Fact(
        kind=role(
            form=form, sentence=place.text, section=place.section, theory=theory, verb=lemma, means=False
        ),
        subject=parts.subject,
        relation=parts.relation,
        object=parts.object,
        evidence=place.evidence,
        condition=_condition(clause, parts),
        negated=clause.negated,
        hedge=hedge,
        attribution=frame.attribution,
        theory=theory,
        section=place.section,
        form=form,
        statement=parts.statement,
        auxiliary=parts.auxiliary,
        verb=f"{parts.verb} {parts.preposition}".strip(),
        tail=parts.tail,
        plural=clause.plural,
        subject_class=class_of(clause.subject, place),
        object_class=class_of(noun, place) if noun is not None else "",
        frame=_frame_opener(frame, hedge, place) if not definition else "",
        topic=place.memory.topic,
    )


def _frame_opener(frame: Frame, hedge: str, place: Place) -> str:
    """How a question must begin so that the claim stays within its theory."""
    if frame.opener:
        return (
            frame.opener
            if frame.governor is not None or not place.theories.name
            else theory_opener(place.theories)
        )
    return theory_opener(place.theories) if not hedge else ""


def _condition(clause: Clause, parts: Parts) -> str:
    """The means or circumstance of a claim."""
    for verb in clause.verbs:
        for child in verb.children:
            if is_means(child) and child.i > clause.core.i:
                return ""
    return parts.lead


def _form(clause: Clause, parts: Parts) -> FactForm:
    """The grammatical shape of a clause."""
    complement = clause.complement
    if parts.object and parts.noun is None:
        return FactForm.ACTIVE
    if complement is not None and complement.dep_ == "attr" and clause.core.lemma_ == "be":
        return FactForm.DEFINITION if _defines(clause, parts) else FactForm.COPULA
    if complement is not None and complement.dep_ in {"acomp", "oprd", "attr"}:
        return FactForm.STATEMENT
    if not parts.object:
        return FactForm.STATEMENT
    if clause.passive:
        return FactForm.PASSIVE
    return FactForm.ACTIVE


def _breaks_off(noun: Token) -> bool:
    """Whether a relative clause below a noun was caught without its verb: "a disorder in which attacks"."""
    words = list(noun.subtree)
    opener = next((t for t in words if t.tag_ in {"WDT", "WP", "WRB"}), None)
    return opener is not None and not any(t.i > opener.i and t.tag_ in FINITE for t in words)


def _defines(clause: Clause, parts: Parts) -> bool:
    """Whether "X is a Y" says what X is."""
    noun = clause.complement
    if noun is None or clause.negated or noun.pos_ not in {"NOUN", "PROPN"} or len(parts.subject.split()) > 6:
        return False
    if clause.subject.lemma_.lower() in META_NOUNS | GENERIC_HEADS or noun.lemma_.lower() in META_NOUNS:
        return False
    if len(clause.group) > 1 or clause.inherited or len(parts.object.split()) < 3 or _breaks_off(noun):
        return False
    if parts.subject.split()[0].lower() in {"what", "that", "how", "whether", "why", "who"}:
        return False
    if not any(says_something(w) and w.lower() not in CLASS_NOUNS for w in parts.subject.split()):
        return False
    opener = parts.object.split()[0].lower()
    plural = noun.tag_ == "NNS"
    return (
        opener in {"a", "an"}
        or (opener == "the" and clause.relative)
        or (plural and opener not in {"the", "some", "two", "three"})
    )
