"""What one fact says of one concept's effect on another."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from flashcards.core.facts import Fact, FactForm, FactKind
from flashcards.writing.concepts import Concept, concept
from flashcards.writing.effects import CAUSATIVE, EFFECTS, effect, from_gerund, from_participle
from flashcards.writing.grammar import plural_verb, singular_verb, spaced

_ROLES = frozenset({FactKind.MECHANISM, FactKind.THEORY})
_MEANS = re.compile(r"^by (?P<doing>\w+ing .+)$", re.IGNORECASE)
_NEXT_MEANS = re.compile(r",? and by (?=\w+ing )")
_LIST = re.compile(r"^[\w-]+(?: [\w-]+){0,2}(?:, [\w-]+(?: [\w-]+){0,2})+,? and [\w-]+(?: [\w-]+){0,2}$")
_PAST = frozenset({"was", "were"})
_MODAL = frozenset({"may", "might", "can", "could", "would", "will", "should"})


@dataclass(frozen=True, slots=True)
class Link:
    """`verb` is the listed verb behind `relation`, which is as written, without the target's lead."""

    source: Concept
    relation: str
    verb: str
    target: Concept


def links(fact: Fact, short_names: Mapping[str, str]) -> Iterator[Link]:
    """The effects that a fact states; none where it denies, is vague, or is of another role."""
    if fact.negated or fact.kind not in _ROLES or not fact.subject:
        return
    match fact.form:
        case FactForm.ACTIVE | FactForm.STATEMENT:
            yield from _active(fact, short_names)
        case FactForm.PASSIVE:
            yield from _passive(fact, short_names)
        case FactForm.REASON:
            yield from _by_means(fact, short_names)
        case _:
            yield from ()


def _active(fact: Fact, short_names: Mapping[str, str]) -> Iterator[Link]:
    """X blocks Y; with a means ("by blocking Y, X raises Z") it is the means that has the effect."""
    source, began = _source(fact, short_names)
    if means := _MEANS.match(fact.condition):
        doing = concept(means["doing"], short_names, event=True)
        source, began = (doing, "") if doing and doing.event else (source, began)
    verb, extra, objects = _done(fact)
    if source and verb:
        yield from _to_each(source, spaced(began, _relation(fact, verb), extra), verb, objects, short_names)


def _done(fact: Fact) -> tuple[str, str, str]:
    """The listed verb, words to add to the relation, and what the verb is done to."""
    if fact.tail == "to do":
        return _prompted(fact)
    if fact.verb.startswith("to "):
        return "", "", ""
    if fact.object:
        # "makes the clock drift" makes no clock.
        shaky = effect(fact.verb) == "make" and fact.object.lower().startswith(("the ", "it "))
        return "" if shaky or fact.form is FactForm.STATEMENT else effect(fact.verb), "", fact.object
    particle, _, rest = fact.tail.partition(" ")
    verb = effect(f"{fact.verb} {particle}") if particle and rest else ""
    return verb, particle, rest


def _to_each(
    source: Concept, relation: str, verb: str, objects: str, short_names: Mapping[str, str]
) -> Iterator[Link]:
    """A link to the object, or to each member of a list of short objects."""
    members = re.split(r",? and |, ", objects) if _LIST.match(objects) else [objects]
    for each in members:
        target = concept(each, short_names)
        if target and target.key != source.key:
            yield Link(source, relation, verb, target)


def _source(fact: Fact, short_names: Mapping[str, str]) -> tuple[Concept | None, str]:
    """The concept that acts, and what it does first ("adenosine", "attaching to the receptor")."""
    tokens = fact.subject.split()
    for at in range(1, len(tokens) - 1):
        if from_gerund(tokens[at]) and not fact.plural and tokens[at - 1][-1:].isalnum() and at <= 4:
            return concept(" ".join(tokens[:at]), short_names), " ".join(tokens[at:])
    return concept(fact.subject, short_names, event=not fact.plural), ""


def _relation(fact: Fact, verb: str) -> str:
    """The predicate as written."""
    if fact.auxiliary == "did" and fact.tail != "to do":
        particles = verb.partition(" ")[2]
        return fact.relation if fact.relation.endswith(particles) else spaced(fact.relation, particles)
    return (plural_verb if fact.plural else singular_verb)(fact.auxiliary, fact.verb)


def _prompted(fact: Fact) -> tuple[str, str, str]:
    """ "prompts the liver" to "release sugar": the listed verb, the words for it, and its object."""
    tokens = fact.object.split()
    for count in (3, 2, 1):
        verb = " ".join(tokens[:count])
        if len(tokens) > count and verb in EFFECTS and CAUSATIVE & set(fact.verb.split()):
            return verb, f"to {verb}", " ".join(tokens[count:])
    return "", "", ""


def _passive(fact: Fact, short_names: Mapping[str, str]) -> Iterator[Link]:
    """Y is blocked by X, turned round; and Y is involved in X."""
    target = concept(fact.subject, short_names)
    other = concept(fact.object, short_names)
    if not target or not other or target.key == other.key:
        return
    if effect(fact.verb) == "involved in":
        yield Link(target, _relation(fact, "involved in"), "involved in", other)
    elif verb := _undone(fact.verb):
        auxiliary = (
            fact.auxiliary if fact.auxiliary in _MODAL else "did" if fact.auxiliary in _PAST else "does"
        )
        many = not other.lead and other.label.endswith("s") and not other.label.endswith(("ss", "us", "is"))
        yield Link(other, (plural_verb if many else singular_verb)(auxiliary, verb), verb, target)


def _undone(verb: str) -> str:
    """The listed verb of a passive with its doer: "be broken down by" -> "break down"; empty when unclear."""
    tokens = verb.lower().split()
    if tokens[:1] == ["be"]:
        tokens.pop(0)
    if len(tokens) not in (2, 3) or tokens[-1] != "by":
        return ""
    found = spaced(from_participle(tokens[0]), *tokens[1:-1])
    return found if found in EFFECTS else ""


def _by_means(fact: Fact, short_names: Mapping[str, str]) -> Iterator[Link]:
    """X raises Z by blocking Y: X blocks Y, and that raises Z."""
    source = concept(fact.subject, short_names, event=not fact.plural)
    for part in _NEXT_MEANS.split(fact.object):
        means = _MEANS.match(part if part.startswith("by ") else f"by {part}")
        doing = concept(means["doing"], short_names, event=True) if means else None
        if not doing or not doing.event:
            continue
        if source and source.key != doing.key:
            auxiliary = fact.auxiliary if fact.auxiliary in _MODAL else "do" if fact.plural else "does"
            done = (plural_verb if fact.plural else singular_verb)(auxiliary, doing.event)
            count = len(doing.event.split())
            yield Link(source, done, doing.event, _moved(doing, " ".join(doing.lead.split()[count:])))
        if fact.tail and (verb := effect(fact.verb)):
            yield from _to_each(doing, _relation(fact, verb), verb, fact.tail, short_names)


def _moved(doing: Concept, lead: str) -> Concept:
    """The concept that a means acts on, with the lead that is left when the verb is taken off."""
    again = concept(f"{lead} {doing.text}".strip(), {})
    return again or replace(doing, lead="", polarity=None, event="")
