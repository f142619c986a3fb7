"""Effects as lines with arrows ("A —blocks→ B —raises→ C"), written to hide their steps, and read again to draw them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flashcards.core.articles import Article, Span
from flashcards.core.maps import Chain, Edge, MechanismMap

#: A line of more steps cannot be kept in mind.
MOST_STEPS = 6
#: A line of more things is not drawn.
_MOST_DRAWN = 8
#: What stands between two things of a line: a dash, the effect, an arrow.
_EFFECT = re.compile(r"\s+—([^\s—→<>](?:[^—→<>]{0,78}[^\s—→<>])?)→\s+")
_ARROW = re.compile(r"\s+→\s+")


@dataclass(frozen=True, slots=True)
class StepLine:
    """Things in a row, each with what it does to the next; an effect that is not named is empty."""

    things: tuple[str, ...]
    effects: tuple[str, ...]


def missing_step(found: MechanismMap, chain: Chain) -> str:
    """A chain as a gap text, one gap for each thing that something leads to: "A —blocks→ {{c1::B}} —raises→ …"."""
    text = found.label(chain.edges[0].source)
    for number, edge in enumerate(chain.edges[:MOST_STEPS], 1):
        text += f" —{_words(edge)}→ {_gap(number, found.label(edge.target))}"
    return text


def leads_to(found: MechanismMap, edges: Sequence[Edge]) -> str:
    """Effects of one thing as lines below each other, all that they lead to hidden at once."""
    return "\n".join(
        f"{found.label(edge.source)} —{_words(edge)}→ {_gap(1, found.label(edge.target))}" for edge in edges
    )


def read_lines(text: str, *, named: bool = True) -> tuple[str, tuple[StepLine, ...]]:
    """The words of a text that are no such lines, and the lines; with `named` off, bare arrows make lines too."""
    words, lines = [], []
    for row in text.split("\n"):
        line = _read(row, named=named)
        if line is None:
            words.append(row)
        else:
            lines.append(line)
    return "\n".join(words).strip(), tuple(lines)


def grouped(lines: Sequence[StepLine]) -> list[list[StepLine]]:
    """Single effects of the same thing together, everything else by itself."""
    groups: list[list[StepLine]] = []
    for line in lines:
        before = groups[-1][0].things if groups else ()
        if len(line.things) == len(before) == 2 and line.things[0] == before[0]:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


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


def _read(row: str, *, named: bool) -> StepLine | None:
    pieces = _EFFECT.split(row)
    things, effects = pieces[::2], pieces[1::2]
    if not effects and not named:
        things = _ARROW.split(row)
        effects = [""] * (len(things) - 1 if len(things) > 2 else 0)
    if not effects or len(things) > _MOST_DRAWN:
        return None
    return StepLine(tuple(each.strip() for each in things), tuple(effects))


def _words(edge: Edge) -> str:
    return f"({edge.event}) {edge.relation}" if edge.event else edge.relation


def _gap(number: int, label: str) -> str:
    plain = label.replace("}}", "} }").replace("::", ": :")
    return f"{{{{c{number}::{plain}}}}}"
