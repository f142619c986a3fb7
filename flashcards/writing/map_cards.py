"""Cards that somebody asks for on the mechanism map: what a thing leads to, the steps in order, the missing step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flashcards.core.articles import Article, Span
from flashcards.core.drafts import CardType, Draft
from flashcards.core.facts import Fact, FactKind
from flashcards.core.maps import Chain, Edge, MechanismMap
from flashcards.core.places import section_of
from flashcards.core.rendering import hidden
from flashcards.core.steps import chain_through, evidence_of, leads_to, missing_step
from flashcards.writing.chain_cards import sequence_draft
from flashcards.writing.grammar import capital, small, spaced

#: More things at once cannot be recalled.
MOST_EFFECTS = 4


@dataclass(frozen=True, slots=True)
class MapCards:
    """What can be asked from one place of a map; None where no good card can be made."""

    leads_to: Draft | None = None
    order: Draft | None = None
    missing: Draft | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """An article with all that cards from its map are made of."""

    article: Article
    facts: Sequence[Fact]
    found: MechanismMap
    chains: tuple[Chain, ...]


def cards_from_node(ground: Ground, node: str) -> MapCards:
    """The cards about a concept, and about the best chain that passes it."""
    near = [edge for edge in ground.found.edges if edge.source == node]
    near += [edge for edge in ground.found.edges if edge.target == node]
    chain = next((chain for chain in ground.chains if node in chain.nodes), None)
    if chain is None and near:
        chain = chain_through(ground.chains, near[0])
    return _cards(ground, node, chain)


def cards_from_edge(ground: Ground, edge: Edge) -> MapCards:
    """The cards about the thing that an effect begins with, and about the best chain that it is a step of."""
    return _cards(ground, edge.source, chain_through(ground.chains, edge))


def _cards(ground: Ground, node: str, chain: Chain | None) -> MapCards:
    return MapCards(
        _leads_to(ground, node),
        None if chain is None else _order(ground, chain),
        None if chain is None else _missing(ground, chain),
    )


def _leads_to(ground: Ground, node: str) -> Draft | None:
    """What does X lead to? Every effect is a line of its own, all things hidden at once."""
    out = [edge for edge in ground.found.edges if edge.source == node]
    # What X does and what befalls X are two questions.
    edges = [edge for edge in out if edge.event == out[0].event]
    if not edges or len({edge.target for edge in edges}) > MOST_EFFECTS:
        return None
    first = edges[0]
    subject = first.subject if first.event else ground.found.label(node)
    many = ground.facts[first.fact].plural and not first.event
    auxiliary = "may" if all(edge.hedged for edge in edges) else "do" if many else "does"
    question = f"What {auxiliary} {small(subject)} lead to?"
    text = f"{question}\n{leads_to(ground.found, edges)}"
    return _gaps(ground, text, edges, first.evidence)


def _missing(ground: Ground, chain: Chain) -> Draft:
    """The chain with one gap for each thing that something leads to."""
    text = missing_step(ground.found, chain)
    return _gaps(ground, text, chain.edges, evidence_of(ground.article, chain))


def _gaps(ground: Ground, text: str, edges: Sequence[Edge], evidence: Span) -> Draft:
    return Draft(
        role=FactKind.THEORY if any(edge.theory for edge in edges) else edges[0].kind,
        type=CardType.CLOZE,
        question=text,
        answer=hidden(text),
        evidence=evidence,
        hedged=any(edge.hedged for edge in edges),
        section=section_of(ground.article, evidence.start),
    )


def _order(ground: Ground, chain: Chain) -> Draft | None:
    """The generator's own card of the steps in order; where its question would not read well, a plainer one."""
    labels = [ground.found.label(node) for node in (chain.nodes[0], chain.nodes[-1])]
    first = chain.edges[0]
    many = ground.facts[first.fact].plural and not first.event
    auxiliary = "may" if chain.hedged else "do" if many else "does"
    subject = first.subject if first.event else labels[0]
    plain = capital(spaced("how", auxiliary, small(subject), "lead to", small(labels[1])) + ", step by step?")
    made = sequence_draft(ground.article, ground.facts, chain, plain)
    return None if made is None else replace(made, fact=-1)
