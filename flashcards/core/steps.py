"""A chain of effects as one line with arrows, whose steps can be hidden."""

from flashcards.core.articles import Article, Span
from flashcards.core.maps import Chain, Edge, MechanismMap

#: A line of more steps cannot be kept in mind.
MOST_STEPS = 6


def missing_step(found: MechanismMap, chain: Chain) -> str:
    """A chain as a gap text, one gap for each thing that something leads to: "A —blocks→ {{c1::B}} —raises→ …"."""
    text = found.label(chain.edges[0].source)
    for number, edge in enumerate(chain.edges[:MOST_STEPS], 1):
        words = f"({edge.event}) {edge.relation}" if edge.event else edge.relation
        label = found.label(edge.target).replace("}}", "} }").replace("::", ": :")
        text += f" —{words}→ {{{{c{number}::{label}}}}}"
    return text


def evidence_of(article: Article, chain: Chain) -> Span:
    """The sentences of all steps where they stand in one block, else the first."""
    spans = [edge.evidence for edge in chain.edges]
    whole = Span(min(span.start for span in spans), max(span.end for span in spans))
    inside = any(
        block.is_body and block.span.start <= whole.start and whole.end <= block.span.end
        for block in article.blocks
    )
    return whole if inside else spans[0]


def chain_through(chains: tuple[Chain, ...], edge: Edge) -> Chain:
    """The best chain that an effect is a step of; by itself where it is in none."""
    return next((chain for chain in chains if edge in chain.edges), Chain((edge,)))
