"""A mechanism map: which thing does what to which, as the article tells it."""

from dataclasses import dataclass
from enum import StrEnum

from flashcards.core.articles import Span
from flashcards.core.facts import FactKind


class Polarity(StrEnum):
    """Which way something is moved."""

    RAISES = "raises"
    LOWERS = "lowers"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Node:
    """A concept of the article; `facts` and `evidence` say where it occurs, in the article's order.

    `id` is made from the label and tells nodes of one map apart.
    """

    id: str
    label: str
    facts: tuple[int, ...]
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """One claimed effect of a node on another: `subject` `relation` `object` reads as a clause of the article.

    The subject may be something that happens to the source ("increasing the levels of glutamate"); then
    `event` holds the words for it ("increasing the levels of") and `event_polarity` its direction.
    `relation` takes in what is written before the target ("may lead to a reduction in"), `polarity` is
    its direction, None where it does not tell; `verb` is the same in its bare form ("lead to a reduction in").
    `hedge` holds the words that keep the claim uncertain; `circumstance` when or where it holds ("in mice").
    `fact` is the index of the fact it comes from, `evidence` that fact's span; `theory` numbers competing
    explanations, 0 outside any.
    """

    source: str
    target: str
    subject: str
    relation: str
    object: str
    evidence: Span
    fact: int
    kind: FactKind
    verb: str = ""
    event: str = ""
    event_polarity: Polarity | None = None
    polarity: Polarity | None = None
    hedge: str = ""
    circumstance: str = ""
    theory: int = 0

    @property
    def reading(self) -> str:
        """The edge as a clause: "blocking NMDA receptors increases the levels of glutamate"."""
        return f"{self.subject} {self.relation} {self.object}"

    @property
    def hedged(self) -> bool:
        """Whether the article claims it with a reservation."""
        return bool(self.hedge)


@dataclass(frozen=True, slots=True)
class Chain:
    """Effects in a row: each begins where the one before ended, and goes on from what that one did."""

    edges: tuple[Edge, ...]

    @property
    def nodes(self) -> tuple[str, ...]:
        """The ids of the nodes it passes."""
        return (self.edges[0].source, *(edge.target for edge in self.edges))

    @property
    def theory(self) -> int:
        """The competing explanation that it belongs to, 0 for none."""
        return max(edge.theory for edge in self.edges)

    @property
    def hedged(self) -> bool:
        """Whether any of its steps is uncertain."""
        return any(edge.hedged for edge in self.edges)


@dataclass(frozen=True, slots=True)
class MechanismMap:
    """The nodes and edges of one article, in its order; there may be cycles."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()

    def label(self, node_id: str) -> str:
        """The label of a node."""
        return next(node.label for node in self.nodes if node.id == node_id)
