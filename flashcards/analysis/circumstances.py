"""Means, reasons, conditions and consequences: what hangs on a claim and is worth a question of its own."""

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from flashcards.analysis.assertions import separate_clauses
from flashcards.analysis.classes import class_of
from flashcards.analysis.clauses import Clause, own_subject
from flashcards.analysis.events import event
from flashcards.analysis.inflect import third_person
from flashcards.analysis.lexicon import FRAME_VERBS
from flashcards.analysis.phrases import asides, drop_connective, phrase, sentence, subtree
from flashcards.analysis.place import Place
from flashcards.analysis.predicates import is_means
from flashcards.analysis.roles import role
from flashcards.core.facts import Fact, FactForm, FactKind

_BRINGING = frozenset(
    {"lead", "cause", "result", "trigger", "produce", "reduce", "increase", "allow", "raise"}
)
_TIMES = frozenset({"when", "once", "if", "after", "unless"})


def means_facts(clause: Clause, main: Fact, place: Place) -> Iterator[Fact]:
    """ "By blocking X, Y does Z": the means as the answer, and as a claim of its own."""
    branches = [c for verb in clause.verbs for c in verb.children if is_means(c)]
    for branch in branches:
        doing = next(c for c in branch.children if c.dep_ == "pcomp")
        if any(t.i in place.wording.open for t in branch.subtree):
            continue
        text = phrase(
            subtree(branch, without=[*asides(branch), *(c for c in doing.children if c.dep_ == "advcl")]),
            place.wording,
        )
        low = text[:1].lower() + text[1:]
        yield replace(
            main,
            form=FactForm.REASON,
            object=low,
            condition="",
            kind=_means_kind(main, place),
            tail=_all_after(main),
        )
        yield from _own_claim(doing, clause, main, place)


def _all_after(main: Fact) -> str:
    """Object and tail of a claim together."""
    return f"{main.object} {main.tail}".strip()


def _means_kind(main: Fact, place: Place) -> FactKind:
    """A means makes a claim a mechanism unless it is a risk or a theory."""
    return role(
        form=FactForm.REASON,
        sentence=place.text,
        section=place.section,
        theory=main.theory,
        verb="cause",
        means=True,
    )


def _own_claim(doing: Token, clause: Clause, main: Fact, place: Place) -> Iterator[Fact]:
    """The gerund of a means as a claim about the same subject."""
    noun = next((c for c in doing.children if c.dep_ == "dobj"), None)
    if noun is None or clause.passive or clause.negated:
        return
    tokens = subtree(
        noun, without=[*asides(noun), *(c for c in noun.children if c.dep_ == "conj" and c.pos_ == "VERB")]
    )
    text = phrase(tokens, place.wording)
    lemma = doing.lemma_.lower()
    modal = next((t.text for t in clause.group if t.tag_ == "MD"), "")
    relation = f"{modal} {lemma}".strip() if modal else (lemma if main.plural else third_person(lemma))
    after = [c for c in doing.children if c.i > noun.right_edge.i and c.dep_ == "prep"]
    tail = phrase([t for c in after for t in subtree(c, without=asides(c))], place.wording)
    body = sentence(f"{main.subject} {relation} {text} {tail}")
    yield replace(
        main, form=FactForm.ACTIVE, object=text, relation=relation, statement=body, condition="",
        auxiliary=modal or ("do" if main.plural else "does"), verb=lemma, tail=tail,
        object_class=class_of(noun, place), kind=_means_kind(main, place),
    )  # fmt: skip


def circumstance_facts(clause: Clause, main: Fact, place: Place) -> Iterator[Fact]:
    """Reasons ("because ...") and conditions ("when ...") as facts that can be asked for."""
    for child in clause.verb.children:
        if child.dep_ != "advcl" or any(t.i in place.wording.open for t in child.subtree):
            continue
        mark = next((c for c in child.children if c.dep_ in {"mark", "advmod"} and c.i < child.i), None)
        if mark is None:
            continue
        text = drop_connective(phrase(subtree(child, without=asides(child)), place.wording))
        word = mark.lower_
        bare = _without_branch(clause, child, place)
        if not text.lower().startswith(word) or own_subject(child) is None:
            continue
        if word == "as" and child.lemma_.lower() in FRAME_VERBS:
            continue  # "as animal studies suggest"
        if word in {"because", "since"} or (
            word == "as" and child.i > clause.verb.i and child.left_edge.nbor(-1).text == ","
        ):
            text = re.sub(r"^(?:since|as)\b", "because", text, flags=re.IGNORECASE)
            yield replace(main, form=FactForm.REASON, object=text, tail=_all_after(main), condition="")
        elif word in _TIMES and word != "as" and bare:
            yield replace(main, form=FactForm.CONSEQUENCE, condition=text[:1].lower() + text[1:], object=bare)


def _without_branch(clause: Clause, branch: Token, place: Place) -> str:
    """The clause without one circumstance, in small letters, as an answer."""
    banned = [branch, *separate_clauses(clause.verb), *asides(clause.verb)]
    for child in clause.verb.children:
        leads = child.dep_ in {"mark", "cc"} and child.i < clause.verb.i
        if leads or (child.dep_ == "advcl" and child != branch):
            banned.append(child)
    banned += [
        c for c in clause.verb.children if c.dep_ in {"ccomp", "parataxis"} and c.i < branch.i < clause.verb.i
    ]
    for other in separate_clauses(clause.verb):
        banned += [c for c in other.head.children if c.dep_ == "cc"]
    text = sentence(phrase(subtree(clause.verb, without=banned), place.wording)).rstrip(".")
    return text if 3 <= len(text.split()) <= 18 else ""


def consequence_facts(clause: Clause, main: Fact, place: Place) -> Iterator[Fact]:
    """ "..., leading to a reduction": what the whole clause brings about."""
    for verb in clause.verbs:
        for child in verb.children:
            if child.dep_ != "advcl" or child.tag_ != "VBG" or child.lemma_ not in _BRINGING:
                continue
            cause = event(clause.verb, place.wording, place.memory.topic)
            rest = phrase([t for t in subtree(child, without=asides(child)) if t.i > child.i], place.wording)
            if not cause or not rest or any(t.i in place.wording.open for t in child.subtree):
                continue
            modal = next((t.text for t in clause.group if t.tag_ == "MD"), "")
            lemma = child.lemma_.lower()
            relation = f"{modal} {lemma}" if modal else third_person(lemma)
            first, _, after = rest.partition(" ")
            strand = first in {"to", "in"} and after
            yield replace(
                main, form=FactForm.ACTIVE, subject=cause, relation=relation, condition="",
                object=after if strand else rest, statement=sentence(f"{cause} {relation} {rest}"),
                auxiliary=modal or "does", verb=f"{lemma} {first}" if strand else lemma,
                tail="", plural=False, subject_class="", object_class="",
            )  # fmt: skip
