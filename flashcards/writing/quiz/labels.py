"""A part of the mechanism map with blank boxes, each of which one label fits and no other."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, permutations
from random import Random

from flashcards.core.coverage import overlap
from flashcards.core.maps import Chain, Edge, MechanismMap
from flashcards.core.quizzes import Basis, Effect, Label, Question
from flashcards.writing.kinds import kinds_of, look
from flashcards.writing.names import same_thing
from flashcards.writing.quiz.material import Material

FEWEST_BLANKS, MOST_BLANKS = 2, 4
_FEWEST_CONCEPTS, _MOST_CONCEPTS = 4, 9
#: What hangs together without being a chain is worth a question from so many effects on.
_FEWEST_EFFECTS = 4
#: A label that is more of a clause than a name is not asked for.
_MOST_WORDS = 4
_STEM = "Label the map: what belongs in the numbered boxes?"


def labels(
    found: MechanismMap, chains: Sequence[Chain], materials: Sequence[Material], lot: Random
) -> Iterator[Question]:
    """Questions about parts of a map, its chains first; each blank is borne out by a card about an effect that it has part in."""
    cards = {
        at: each.basis
        for at, edge in enumerate(found.edges)
        for each in reversed(materials)
        if overlap(edge.evidence, each.draft.evidence)
    }
    used: set[str] = set()
    for chain in (*chains, *(Chain((edge,)) for edge in found.edges)):
        if used & set(chain.nodes):
            continue
        edges = _around(found, chain)
        if len(chain.edges) == 1 and len(edges) < _FEWEST_EFFECTS:
            continue
        question = _question(found, edges, cards, lot)
        if question is not None:
            used |= set(chain.nodes)
            yield question


def _around(found: MechanismMap, chain: Chain) -> list[int]:
    """The effects of a chain, and what else joins its concepts or hangs on them, up to what is easily seen."""
    edges = [at for at, edge in enumerate(found.edges) if edge in chain.edges]
    nodes = set(chain.nodes)
    for at, edge in enumerate(found.edges):
        ends = {edge.source, edge.target}
        if at in edges or not ends & nodes or edge.source == edge.target:
            continue
        if len(nodes | ends) <= _MOST_CONCEPTS and ends & set(chain.nodes):
            edges.append(at)
            nodes |= ends
    return sorted(edges)


def _question(
    found: MechanismMap, edges: Sequence[int], cards: Mapping[int, Basis], lot: Random
) -> Question | None:
    shown = [found.edges[at] for at in edges]
    nodes = list(dict.fromkeys(end for edge in shown for end in (edge.source, edge.target)))
    names = [found.label(node) for node in nodes]
    if any(len(name.split()) > _MOST_WORDS or look(name).mark for name in names):
        return None
    if len(nodes) < _FEWEST_CONCEPTS or any(same_thing(*pair) for pair in combinations(names, 2)):
        return None
    borne = {
        node: cards[at]
        for at in edges
        if at in cards and not _is_told(found, at)
        for node in (found.edges[at].source, found.edges[at].target)
    }
    blanks = _blanks(
        found,
        shown,
        [node for node in nodes if node in borne and _is_name(found.label(node))],
        len(nodes),
        lot,
    )
    if len(blanks) < FEWEST_BLANKS:
        return None
    places = {node: at for at, node in enumerate(nodes)}
    task = Label(
        concepts=tuple(names),
        effects=tuple(
            Effect(places[edge.source], places[edge.target], _words(edge), edge.polarity, edge.hedge)
            for edge in shown
        ),
        blanks=tuple(places[node] for node in blanks),
        shown=_mixed([found.label(node) for node in blanks], lot),
    )
    return Question(_STEM, task, tuple(borne[node] for node in blanks))


def _is_name(label: str) -> bool:
    """Whether a label names a thing in a few words."""
    return len(label.split()) <= _MOST_WORDS and not look(label).mark and bool(kinds_of(label))


def _is_told(found: MechanismMap, at: int) -> bool:
    """Whether the words on an arrow name what they point at."""
    edge = found.edges[at]
    return any(found.label(node).lower() in _words(edge).lower() for node in (edge.source, edge.target))


def _blanks(
    found: MechanismMap, shown: Sequence[Edge], nodes: Sequence[str], of: int, lot: Random
) -> list[str]:
    """Nodes to leave blank, in the map's order: at most half, and so that only one way to fill them is true."""
    order = list(nodes)
    lot.shuffle(order)
    chosen: list[str] = []
    for node in order:
        if len(chosen) < min(MOST_BLANKS, of // 2) and _is_unique(found, shown, [*chosen, node]):
            chosen.append(node)
    return [node for node in nodes if node in chosen]


def _is_unique(found: MechanismMap, shown: Sequence[Edge], blanks: Sequence[str]) -> bool:
    """Whether every other way to fill the blanks says something that the article does not say."""
    known = {(edge.source, edge.target) for edge in found.edges}
    for filled in permutations(blanks):
        put = dict(zip(blanks, filled, strict=True))
        if filled != tuple(blanks) and all(
            (put.get(edge.source, edge.source), put.get(edge.target, edge.target)) in known for edge in shown
        ):
            return False
    return True


def _words(edge: Edge) -> str:
    return f"({edge.event}) {edge.relation}" if edge.event else edge.relation


def _mixed(texts: Sequence[str], lot: Random) -> tuple[str, ...]:
    mixed = list(texts)
    while mixed == list(texts):
        lot.shuffle(mixed)
    return tuple(mixed)
