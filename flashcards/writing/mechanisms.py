"""The facts of an article as a mechanism map: links meet where they speak of the same concept."""

import re
from collections.abc import Iterable, Sequence

from flashcards.core.articles import Span
from flashcards.core.facts import Fact
from flashcards.core.maps import Edge, MechanismMap, Node
from flashcards.writing.abbreviations import abbreviations
from flashcards.writing.concepts import Concept, key_of
from flashcards.writing.effects import polarity, together
from flashcards.writing.grammar import spaced
from flashcards.writing.links import Link, links

_ANYWHERE = frozenset({"brain", "body", "people"})
_Found = list[tuple[int, Link]]


def mechanism_map(facts: Sequence[Fact]) -> MechanismMap:
    """The effects that the facts state, in the article's order, with the concepts that they join."""
    short_names = abbreviations(
        text for fact in facts for text in (fact.statement, fact.subject, fact.object)
    )
    found = [(index, link) for index, fact in enumerate(facts) for link in links(fact, short_names)]
    ids = _Ids(concept for _, link in found for concept in (link.source, link.target))
    edges: dict[tuple[str, ...], Edge] = {}
    for index, link in found:
        edge = _edge(ids, link, facts[index], index)
        same = (edge.source, edge.target, link.verb, link.source.event, str(edge.theory))
        if edge.source != edge.target:
            edges.setdefault(same, edge)
    return MechanismMap(_nodes(ids, found, facts, list(edges.values())), tuple(edges.values()))


def _edge(ids: "_Ids", link: Link, fact: Fact, index: int) -> Edge:
    """A link as an edge between nodes."""
    verb = polarity(link.verb, link.target.key)
    means = fact.condition.lower().startswith("by ")
    return Edge(
        source=ids.of(link.source),
        target=ids.of(link.target),
        subject=spaced(link.source.lead, link.source.text),
        relation=spaced(link.relation, link.target.lead),
        object=link.target.text,
        evidence=fact.evidence,
        fact=index,
        kind=fact.kind,
        verb=spaced(link.verb, link.target.lead),
        event=link.source.lead,
        event_polarity=link.source.polarity,
        polarity=together(verb, link.target.polarity),
        hedge=fact.hedge,
        circumstance="" if means else fact.condition,
        theory=fact.theory,
    )


def _nodes(ids: "_Ids", found: _Found, facts: Sequence[Fact], edges: Sequence[Edge]) -> tuple[Node, ...]:
    """The nodes of the edges in the order in which they first occur."""
    used = {end for edge in edges for end in (edge.source, edge.target)}
    places: dict[str, list[int]] = {}
    for index, link in found:
        for concept in (link.source, link.target):
            if (node := ids.of(concept)) in used:
                places.setdefault(node, []).append(index)
    return tuple(
        Node(node, ids.label(node), tuple(dict.fromkeys(at)), _spans(facts, at))
        for node, at in places.items()
    )


def _spans(facts: Sequence[Fact], indices: Iterable[int]) -> tuple[Span, ...]:
    """The different spans of some facts."""
    return tuple(dict.fromkeys(facts[index].evidence for index in indices))


class _Ids:
    """Which concepts are one node, and what it is called."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        everything = list(concepts)
        self._keys = _widened(everything)
        self._labels: dict[str, str] = {}
        ids: dict[str, str] = {}
        for concept in everything:
            key = self._keys[concept.key]
            if key not in ids:
                ids[key] = _unused(concept.wider if key != concept.key else concept.label, self._labels)
            label = concept.wider if key != concept.key else concept.label
            known = self._labels.get(ids[key], label)
            self._labels[ids[key]] = label if len(label) < len(known) else known
        self._ids = ids

    def of(self, concept: Concept) -> str:
        """The node of a concept."""
        return self._ids[self._keys[concept.key]]

    def label(self, node: str) -> str:
        """The shortest name of a node."""
        return self._labels[node]


def _unused(label: str, taken: dict[str, str]) -> str:
    """An id made from a label that no other node has."""
    slug = re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-") or "node"
    node, number = slug, 2
    while node in taken:
        node, number = f"{slug}-{number}", number + 1
    return node


def _widened(concepts: Sequence[Concept]) -> dict[str, str]:
    """The key that stands for each key: one place at the end is left out where the article knows no other.

    "Connections between neurons in the brain" are those "between neurons in the prefrontal cortex", but
    the serotonin in the gut is not that in the brain.
    """
    variants: dict[str, set[str]] = {}
    for concept in concepts:
        if concept.wider:
            variants.setdefault(key_of(concept.wider), set()).add(concept.key)
    keys = {concept.key: concept.key for concept in concepts}
    for wide, located in variants.items():
        if len(located) == 1 and wide not in keys:
            continue
        special = [key for key in located if not _ANYWHERE & set(key.split()) - set(wide.split())]
        if not special or (len(special) == 1 and len(wide.split()) > 1):
            keys.update(dict.fromkeys(located, wide))
    return keys
