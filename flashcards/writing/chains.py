"""Chains of effects: the paths through a mechanism map along which one thing really leads to the next."""

from collections.abc import Iterator, Sequence

from flashcards.core.maps import Chain, Edge, MechanismMap, Polarity
from flashcards.writing.concepts import key_of
from flashcards.writing.mechanisms import mechanism_map
from flashcards.writing.words import word_set

__all__ = ["chains", "leads_on", "mechanism_map"]

FEWEST, MOST = 3, 6
#: So many paths are looked at and no more: an odd text must not take for ever.
_PATIENCE = 20_000
_MOST_CHAINS = 40
#: What holds many things at once passes nothing on: the liver that is reached is not the liver that acts.
_HOLDERS = word_set(
    """liver brain body heart kidney lung gut stomach muscle bone skin blood cell neuron tissue pancreas
    intestine hippocampus cortex amygdala nerve bacteria animal mouse mice enzyme protein hormone gene receptor
    chemical substance drug medicine prefrontal white red immune system vessel area"""
)
_UNSURE = word_set("if unless without mice mouse rats rodents animals study trial trials studies experiments")


def chains(found: MechanismMap, fewest: int = FEWEST) -> tuple[Chain, ...]:
    """The longest paths of at least `fewest` steps, the best first; each tells something that none before does."""
    paths = sorted(_paths(found, fewest), key=lambda chain: _rank(found, chain))
    kept: list[Chain] = []
    for chain in paths:
        if len(kept) == _MOST_CHAINS:
            break
        if not any(_says_no_more(chain, other) for other in kept):
            kept.append(chain)
    return tuple(kept)


def leads_on(first: Edge, second: Edge, label: str) -> bool:
    """Whether the second effect follows from what the first did to the node between them.

    What was blocked acts no more; but its being blocked may have an effect, if the article says so.
    """
    if first.target != second.source or first.polarity is None or set(key_of(label).split()) <= _HOLDERS:
        return False
    if first.theory and second.theory and first.theory != second.theory:
        return False
    if not second.event or second.event_polarity is Polarity.NEUTRAL:
        return first.polarity is not Polarity.LOWERS
    if second.event_polarity is None:
        return False
    return first.polarity is second.event_polarity


def _says_no_more(chain: Chain, other: Chain) -> bool:
    """Whether a chain is a short cut through another one, or differs from it in one step of many."""
    known = {(edge.source, edge.target) for edge in other.edges}
    new = sum((edge.source, edge.target) not in known for edge in chain.edges)
    return set(chain.nodes) <= set(other.nodes) or new < min(2, len(chain.edges) - 1)


def _rank(found: MechanismMap, chain: Chain) -> tuple[int, int, int, Sequence[int]]:
    """Long, sure and early chains are best."""
    order = {node.id: place for place, node in enumerate(found.nodes)}
    hedged = sum(edge.hedged for edge in chain.edges)
    return -len(chain.edges), hedged, order[chain.edges[0].source], [edge.fact for edge in chain.edges]


def _paths(found: MechanismMap, fewest: int) -> Iterator[Chain]:
    """Every path without a node twice that cannot be made longer at its end, up to the most steps."""
    labels = {node.id: node.label for node in found.nodes}
    out: dict[str, list[Edge]] = {}
    for edge in found.edges:
        if _is_sure(edge):
            out.setdefault(edge.source, []).append(edge)
    waiting: list[tuple[Edge, ...]] = [(edge,) for edge in reversed(found.edges) if _is_sure(edge)]
    for _ in range(_PATIENCE):
        if not waiting:
            return
        path = waiting.pop()
        further = [(*path, edge) for edge in out.get(path[-1].target, ()) if _may_follow(path, edge, labels)]
        waiting += reversed(further)
        if len(path) >= fewest and not further:
            yield Chain(path)


def _may_follow(path: tuple[Edge, ...], edge: Edge, labels: dict[str, str]) -> bool:
    """Whether an edge goes on from the end of a path."""
    theories = {each.theory for each in (*path, edge)} - {0}
    return (
        len(path) < MOST
        and len(theories) <= 1
        and edge.target not in Chain(path).nodes
        and leads_on(path[-1], edge, labels[edge.source])
    )


def _is_sure(edge: Edge) -> bool:
    """Whether an effect holds as such, not only under a condition or in an experiment."""
    return not _UNSURE & set(edge.circumstance.lower().split()) and edge.polarity is not None
