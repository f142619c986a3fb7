"""Facts from clauses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from flashcards.analysis.clauses import Clause, own_subject
from flashcards.analysis.events import event
from flashcards.analysis.frames import Frame, Theories, find_frame, hedge_of
from flashcards.analysis.inflect import third_person
from flashcards.analysis.lexicon import CLASS_NOUNS, FRAME_VERBS, GENERIC_HEADS, META_NOUNS, NAMED_KINDS
from flashcards.analysis.naming import class_noun
from flashcards.analysis.phrases import Wording, asides, is_plural, phrase, sentence, subtree
from flashcards.analysis.predicates import Parts, is_means, separate_clauses, stands_alone, write_parts
from flashcards.analysis.references import Memory
from flashcards.analysis.roles import role
from flashcards.core.articles import Span
from flashcards.core.facts import Fact, FactForm, FactKind

_MARKS = {"because": FactForm.REASON, "since": FactForm.REASON, "as": FactForm.REASON}
_BEFORE = frozenset({"advmod", "prep", "advcl", "npadvmod", "cc", "mark", "ccomp", "dep", "intj", "neg", "preconj", "parataxis", "aux"})
_TIMES = frozenset({"when", "once", "if", "after", "until", "unless", "as", "while"})


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


def clause_facts(clause: Clause, place: Place) -> Iterator[Fact]:
    """All facts of one clause, the main one first."""
    if not _is_claim(clause, place.wording):
        return
    frame = find_frame(clause, place.wording)
    if frame.theory and clause.verb.dep_ != "conj":
        _begin_theory(frame, place)
    parts = write_parts(clause, place.wording, frame.governor if not frame.spoken else None)
    if parts.object and parts.object.lower() == parts.subject.lower():
        return
    main = _main(clause, parts, frame, place)
    if clause.relative:
        place.told.add(clause.verb.i)
    yield main
    yield from _means(clause, main, place)
    yield from _circumstances(clause, parts, main, place)
    yield from _consequence(clause, main, place)


def _begin_theory(frame: Frame, place: Place) -> None:
    """Count a theory that its frame brings in, unless a run-in title has just done so."""
    theories = place.theories
    if theories.fresh:
        theories.opener, theories.fresh = frame.opener, False
    elif theories.opener != frame.opener:
        theories.begin("", frame.opener)


def _is_claim(clause: Clause, wording: Wording) -> bool:
    """Whether a clause asserts something whole: no open reference, no question, no mere condition."""
    verb = clause.verb
    if any(t.i in wording.open or t.i in wording.near for t in verb.subtree) and _open_inside(clause, wording):
        return False
    if verb.dep_ == "advcl":
        marks = {c.lower_ for c in verb.children if c.dep_ in {"mark", "advmod"}}
        return bool(marks & {"whereas", "so"}) and clause.subject.lower_ not in {"you", "we"}
    if verb.dep_ == "conj" and not stands_alone(verb):
        return False
    if verb.dep_ == "relcl" and (not clause.relative or not _adds(verb)):
        return False
    if _only_frames(clause):
        return False
    if verb.dep_ == "ccomp" and verb.left_edge.tag_ in {"WP", "WRB", "WDT"}:
        return False
    if verb.dep_ == "ccomp" and any(c.lower_ in {"if", "whether", "how", "why", "what"} for c in verb.children):
        return False
    if clause.subject.lower_ in {"you", "we", "i", "he", "she", "there", "it", "that", "this", "which", "who", "what", "one", "anyone"}:
        return clause.subject.i in wording.names
    if is_bare_generality(clause.subject) and clause.subject.i not in wording.names:
        return False
    if any(t.tag_ in {"VBZ", "VBP", "VBD", "MD"} for t in _outside_relatives(clause.subject)) and not clause.subject.dep_.startswith("csubj"):
        return False
    if clause.subject.pos_ in {"ADJ", "NUM", "ADV", "VERB", "SYM"} and not clause.subject.dep_.startswith("csubj"):
        return False
    return bool(clause.subject_text) and clause.subject.pos_ != "SCONJ" and _parse_holds(clause)


def _outside_relatives(noun: Token) -> list[Token]:
    """The words of a noun phrase that are not in a clause about it."""
    clauses = [t for t in noun.subtree if t.dep_ in {"relcl", "acl", "ccomp"} and t != noun]
    return subtree(noun, without=clauses)


def is_bare_generality(noun: Token) -> bool:
    """Whether a noun such as "the reason" or "critics" says nothing without what came before."""
    if noun.lemma_.lower() not in GENERIC_HEADS | META_NOUNS or noun.dep_ in {"csubj", "csubjpass"}:
        return False
    if noun.tag_ == "NNS" and not any(c.dep_ == "det" for c in noun.children):
        return False
    return all(c.dep_ in {"det", "punct", "predet"} and c.lower_ not in {"one", "another"} for c in noun.children)


def _parse_holds(clause: Clause) -> bool:
    """Whether nothing unexplained stands before the subject: a sign that the parse went wrong."""
    verb = clause.verb
    if clause.relative or verb.dep_ != "ROOT" or own_subject(verb) != clause.subject:
        return True
    explained = {t.i for c in verb.children if c.i < verb.i and c.dep_ in _BEFORE for t in c.subtree}
    start, end = verb.sent.start, clause.subject.left_edge.i
    return all(t.i in explained or t.is_punct or t.is_space for t in verb.doc[start:end])


def _adds(verb: Token) -> bool:
    """Whether a relative clause only adds to a noun that stands without it: a comma goes before it."""
    return verb.left_edge.i > 0 and verb.left_edge.nbor(-1).text in {",", "–", "—", "("} and verb.left_edge.lower_ in {"which", "who"}


def _only_frames(clause: Clause) -> bool:
    """Whether a clause only introduces the claim in its that-clause."""
    claim = next((c for c in clause.verb.children if c.dep_ == "ccomp" and c.i > clause.verb.i), None)
    if claim is None or not any(c.dep_ in {"nsubj", "nsubjpass", "expl"} for c in claim.children):
        return False
    lemma = clause.verb.lemma_.lower()
    return lemma in FRAME_VERBS | {"mean", "know", "be"}


def _open_inside(clause: Clause, wording: Wording) -> bool:
    """Whether an unresolved reference would show in the statement."""
    banned = [*separate_clauses(clause.verb), *asides(clause.verb)]
    tokens = subtree(clause.verb, without=banned)
    return any(t.i in wording.open or (t.i in wording.near and t.i not in wording.names) for t in (*tokens, *clause.subject.subtree))


def _main(clause: Clause, parts: Parts, frame: Frame, place: Place) -> Fact:
    """The fact that the clause states."""
    form = _form(clause, parts)
    hedge = " ".join(filter(None, (frame.hedge, hedge_of(clause))))
    definition = form is FactForm.DEFINITION
    theory = 0 if definition or not (hedge or place.theories.current) else place.theories.number
    lemma = clause.core.lemma_.lower()
    noun = parts.noun
    return Fact(
        kind=role(form=form, sentence=place.text, section=place.section, theory=theory, verb=lemma, means=False),
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
        subject_class=_class(clause.subject, place),
        object_class=_class(noun, place) if noun is not None else "",
        frame=_frame_opener(frame, hedge, place) if not definition else "",
        topic=place.memory.topic,
    )


def _frame_opener(frame: Frame, hedge: str, place: Place) -> str:
    """How a question must begin so that the claim stays within its theory."""
    if frame.opener:
        return frame.opener if not place.theories.name else _named(place.theories.name)
    if place.theories.number and not hedge and (place.theories.current or place.theories.name):
        return _named(place.theories.name) if place.theories.name else place.theories.opener
    return ""


def _named(name: str) -> str:
    """The opener for a theory that has a name."""
    name = re.sub(r"^the ", "", name)
    text = name if re.search(r"(?:theory|hypothesis|account|view|model)$", name, re.IGNORECASE) else f"{name} theory"
    first = text.split(" ", 1)[0]
    text = text if any(c.isupper() for c in first[1:]) else text[:1].lower() + text[1:]
    return f"According to the {text}"


def _condition(clause: Clause, parts: Parts) -> str:
    """The means or circumstance of a claim."""
    for verb in (clause.core, clause.verb):
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


def _defines(clause: Clause, parts: Parts) -> bool:
    """Whether "X is a Y" says what X is."""
    noun = clause.complement
    if noun is None or clause.negated or noun.pos_ not in {"NOUN", "PROPN"} or len(parts.subject.split()) > 6:
        return False
    if clause.subject.lemma_.lower() in META_NOUNS | GENERIC_HEADS or noun.lemma_.lower() in META_NOUNS:
        return False
    if len(clause.group) > 1 or clause.inherited or len(parts.object.split()) < 2:
        return False
    opener = parts.object.split()[0].lower()
    plural = noun.tag_ == "NNS"
    return opener in {"a", "an"} or (opener == "the" and clause.relative) or (plural and opener not in {"the", "some", "two", "three"})


def _class(noun: Token, place: Place) -> str:
    """The noun for a question with "Which": known from the text, or the head of a longer name."""
    wording, memory = place.wording, place.memory
    if any(c.dep_ == "conj" for c in noun.children):
        return ""
    plural = is_plural(noun, wording)
    kind = wording.classes.get(noun.i, "")
    if not kind:
        name = phrase([t for t in noun.subtree if t.i <= noun.i and t.dep_ in {"compound", "amod", "nmod"} or t == noun], wording)
        kinds = memory.kinds.get(name.lower(), set()) | memory.kinds.get(noun.text.lower(), set())
        kind = min(kinds & CLASS_NOUNS, default="")
    if not kind and noun.lemma_.lower() in CLASS_NOUNS and _has_own_name(noun):
        kind = noun.lemma_.lower()
    if kind not in CLASS_NOUNS:
        return ""
    return _plural(kind) if plural else kind


def _has_own_name(noun: Token) -> bool:
    """Whether words before a noun tell it from others of its kind."""
    named = any(c.dep_ in {"compound", "nmod"} and c.i < noun.i and c.tag_ != "VBG" for c in noun.children)
    return named and noun.lemma_.lower() in NAMED_KINDS and class_noun(noun) == noun.lemma_.lower()


def _plural(noun: str) -> str:
    """The plural of a class noun."""
    irregular = {"bacterium": "bacteria", "species": "species", "nucleus": "nuclei", "virus": "viruses", "cortex": "cortices"}
    if noun in irregular:
        return irregular[noun]
    if noun == "hypothesis":
        return "hypotheses"
    return third_person(noun)


def _means(clause: Clause, main: Fact, place: Place) -> Iterator[Fact]:
    """ "By blocking X, Y does Z": the means as the answer, and as a claim of its own."""
    branches = [c for verb in {clause.verb, clause.core} for c in verb.children if is_means(c)]
    for branch in branches:
        doing = next(c for c in branch.children if c.dep_ == "pcomp")
        if any(t.i in place.wording.open for t in branch.subtree):
            continue
        text = phrase(subtree(branch, without=[*asides(branch), *(c for c in doing.children if c.dep_ == "advcl")]), place.wording)
        low = text[:1].lower() + text[1:]
        yield replace(main, form=FactForm.REASON, object=low, condition="", kind=_means_kind(main, place), tail=_all_after(main))
        yield from _own_claim(doing, clause, main, place)


def _all_after(main: Fact) -> str:
    """Object and tail of a claim together."""
    return f"{main.object} {main.tail}".strip()


def _means_kind(main: Fact, place: Place) -> FactKind:
    """A means makes a claim a mechanism unless it is a risk or a theory."""
    return role(form=FactForm.REASON, sentence=place.text, section=place.section, theory=main.theory, verb="cause", means=True)


def _own_claim(doing: Token, clause: Clause, main: Fact, place: Place) -> Iterator[Fact]:
    """The gerund of a means as a claim about the same subject."""
    noun = next((c for c in doing.children if c.dep_ == "dobj"), None)
    if noun is None or clause.passive or clause.negated:
        return
    tokens = subtree(noun, without=[*asides(noun), *(c for c in noun.children if c.dep_ == "conj" and c.pos_ == "VERB")])
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
        object_class=_class(noun, place), kind=_means_kind(main, place),
    )  # fmt: skip


def _circumstances(clause: Clause, parts: Parts, main: Fact, place: Place) -> Iterator[Fact]:
    """Reasons ("because ...") and conditions ("when ...") as facts that can be asked for."""
    for child in clause.verb.children:
        if child.dep_ != "advcl" or any(t.i in place.wording.open for t in child.subtree):
            continue
        mark = next((c for c in child.children if c.dep_ in {"mark", "advmod"} and c.i < child.i), None)
        if mark is None:
            continue
        text = phrase(subtree(child, without=asides(child)), place.wording)
        word = mark.lower_
        bare = _without_branch(clause, child, place)
        if word in {"because", "since"} or (word == "as" and child.i > clause.verb.i and child.left_edge.nbor(-1).text == ","):
            text = re.sub(r"^(?:since|as)\b", "because", text, flags=re.IGNORECASE)
            yield replace(main, form=FactForm.REASON, object=text, tail=_all_after(main), condition="")
        elif word in _TIMES and word != "as" and bare:
            yield replace(main, form=FactForm.CONSEQUENCE, condition=text[:1].lower() + text[1:], object=bare)


def _without_branch(clause: Clause, branch: Token, place: Place) -> str:
    """The clause without one circumstance, in small letters, as an answer."""
    banned = [branch, *separate_clauses(clause.verb), *asides(clause.verb)]
    banned += [c for c in clause.verb.children if c.dep_ in {"mark", "cc"} or (c.dep_ == "advcl" and c != branch)]
    text = sentence(phrase(subtree(clause.verb, without=banned), place.wording)).rstrip(".")
    return text if 3 <= len(text.split()) <= 18 else ""


def _consequence(clause: Clause, main: Fact, place: Place) -> Iterator[Fact]:
    """ "..., leading to a reduction": what the whole clause brings about."""
    for verb in {clause.verb, clause.core}:
        for child in verb.children:
            if child.dep_ != "advcl" or child.tag_ != "VBG" or child.lemma_ not in {"lead", "cause", "result", "trigger", "produce", "reduce", "increase", "allow", "raise"}:
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
                main, form=FactForm.ACTIVE, subject=cause, relation=relation, object=after if strand else rest, condition="",
                statement=sentence(f"{cause} {relation} {rest}"), auxiliary=modal or "does",
                verb=f"{lemma} {first}" if strand else lemma, tail="", plural=False, subject_class="", object_class="",
            )  # fmt: skip

