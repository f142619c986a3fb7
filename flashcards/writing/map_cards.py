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
from flashcards.writing.grammar import capital, small

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
    out = [edge for edge in ground.found.edges if edge.source == node]
    near = out + [edge for edge in ground.found.edges if edge.target == node]
    chain = next((chain for chain in ground.chains if node in chain.nodes), None)
    if chain is None and near:
        chain = chain_through(ground.chains, near[0])
    return _cards(ground, out, chain)


def cards_from_edge(ground: Ground, edge: Edge) -> MapCards:
    """The cards about an effect, and about the best chain that it is a step of."""
    return _cards(ground, [edge], chain_through(ground.chains, edge))


def _cards(ground: Ground, edges: Sequence[Edge], chain: Chain | None) -> MapCards:
    return MapCards(
        _leads_to(ground, edges),
        None if chain is None else _order(ground, chain),
        None if chain is None else _missing(ground, chain),
    )


def _leads_to(ground: Ground, out: Sequence[Edge]) -> Draft | None:
    """What does X lead to? Every effect is a line of its own, all things hidden at once."""
    sayable = [edge for edge in out if _is_sayable(ground, edge)]
    # What X does and what befalls X are two questions; the first comes first.
    events = sorted({edge.event for edge in sayable})
    edges = [edge for edge in sayable if edge.event == events[0]]
    if not edges or len({edge.target for edge in edges}) > MOST_EFFECTS:
        return None
    subject = small(edges[0].subject) if edges[0].event else edges[0].subject
    question = f"what {_auxiliary(ground, edges[0], edges)} {subject} lead to?"
    frame = next((frame for edge in edges if (frame := ground.facts[edge.fact].frame)), "")
    text = f"{f'{frame}, {question}' if frame else capital(question)}\n{leads_to(ground.found, edges)}"
    return _gaps(ground, text, edges, edges[0].evidence)


def _is_sayable(ground: Ground, edge: Edge) -> bool:
    """Whether an effect can be said by itself: "the pancreas to release" is what something else gets it to do."""
    own = ground.facts[edge.fact].subject == edge.subject
    said = edge.relation.split(" ", 1)[0]
    return bool(edge.event) or (said != "to" and (own or said != edge.verb.split(" ", 1)[0]))


def _auxiliary(ground: Ground, first: Edge, edges: Sequence[Edge]) -> str:
    """The verb that asks what something leads to; hedged where every effect is."""
    if all(edge.hedged for edge in edges):
        return "may"
    fact = ground.facts[first.fact]
    return "do" if fact.plural and not first.event and fact.subject == first.subject else "does"


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
    first, end = chain.edges[0], ground.found.label(chain.nodes[-1])
    auxiliary = "may" if chain.hedged else _auxiliary(ground, first, chain.edges)
    subject = small(first.subject) if first.event else first.subject
    plain = f"How {auxiliary} {subject} lead to {end}, step by step?"
    made = sequence_draft(ground.article, ground.facts, chain, plain)
    return None if made is None else replace(made, fact=-1)
