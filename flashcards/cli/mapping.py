"""The command that shows an article's mechanism map."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flashcards.cli.output import counted, note, one_line, progress, say, say_labelled, write_json
from flashcards.cli.places import ChaptersOption, PlaceArgument, read_place
from flashcards.cli.records import Record, article_record
from flashcards.cli.session import Session, command
from flashcards.core.articles import Article
from flashcards.core.errors import NothingToLearn
from flashcards.core.maps import Chain, Edge, MechanismMap, Node

if TYPE_CHECKING:
    from flashcards.services.maps import MapService

SvgOption = Annotated[
    Path | None, typer.Option("--svg", metavar="FILE", help="Draw the map into an SVG file too.")
]


@command
def map_(
    session: Session, article: PlaceArgument, chapters: ChaptersOption = "", svg: SvgOption = None
) -> None:
    """Show what leads to what in an article, with the sentences that say so; or draw it into a file."""
    if svg is not None and svg.suffix.lower() != ".svg":
        raise typer.BadParameter(f"{svg.name} does not end in .svg.", param_hint="--svg")
    with session.nothing() as app, progress() as report:
        analysed = app.articles.explain(read_place(app.articles, article, chapters), report)
        found = app.maps.of_text(analysed)
        links = app.maps.chains(found)
        if svg is not None:
            _draw(app.maps, found, analysed.article, svg)
    if session.as_json:
        write_json(_map_record(analysed.article, found, links))
    else:
        _say_map(analysed.article, found, links)


def _draw(maps: "MapService", found: MechanismMap, article: Article, path: Path) -> None:
    """Write the map as a picture; an article that states no effects makes none."""
    if not found.edges:
        raise NothingToLearn(
            f"No map was drawn: “{one_line(article.title)}” says of nothing what it leads to."
        )
    title = f"{article.title}: mechanism map"
    maps.save(path, maps.svg(maps.picture(found), title).encode("utf-8"))
    note(f"Drew {counted(len(found.edges), 'link')} to {path.name}.")


def _map_record(article: Article, found: MechanismMap, chains: Sequence[Chain]) -> Record:
    """The map with its evidence; a chain names its edges by their place in the list, from 0."""
    places = {edge: place for place, edge in enumerate(found.edges)}
    return {
        "article": article_record(article),
        "nodes": [_node_record(node, article) for node in found.nodes],
        "edges": [_edge_record(edge, article) for edge in found.edges],
        "chains": [
            {
                "nodes": list(chain.nodes),
                "edges": [places[edge] for edge in chain.edges],
                "hedged": chain.hedged,
                "theory": chain.theory,
            }
            for chain in chains
        ],
    }


def _node_record(node: Node, article: Article) -> Record:
    """A concept and every sentence where it acts or is acted on."""
    evidence = [{"span": list(span), "text": article.quote(span)} for span in node.evidence]
    return {"id": node.id, "label": node.label, "facts": list(node.facts), "evidence": evidence}


def _edge_record(edge: Edge, article: Article) -> Record:
    """A claimed effect with its sentence, verbatim."""
    return {
        "source": edge.source,
        "target": edge.target,
        "relation": edge.relation,
        "reading": edge.reading,
        "polarity": edge.polarity.value if edge.polarity else None,
        "event": edge.event,
        "event_polarity": edge.event_polarity.value if edge.event_polarity else None,
        "hedged": edge.hedged,
        "hedge": edge.hedge,
        "circumstance": edge.circumstance,
        "kind": edge.kind.value,
        "theory": edge.theory,
        "fact": edge.fact,
        "span": list(edge.evidence),
        "evidence": article.quote(edge.evidence),
    }


def _say_map(article: Article, found: MechanismMap, chains: Sequence[Chain]) -> None:
    """Every chain step by step, then the effects that are in none."""
    nodes, edges = counted(len(found.nodes), "concept"), counted(len(found.edges), "link")
    say(f"{one_line(article.title)}: {nodes}, {edges}, {counted(len(chains), 'chain')}", "bold")
    shown: set[Edge] = set()
    for number, chain in enumerate(chains, 1):
        ends = f"{found.label(chain.nodes[0])} → {found.label(chain.nodes[-1])}"
        _say_edges(f"Chain {number}: {ends}", chain.edges, article)
        shown |= set(chain.edges)
    if rest := [edge for edge in found.edges if edge not in shown]:
        _say_edges("Other links" if chains else "Links", rest, article)


def _say_edges(title: str, edges: Sequence[Edge], article: Article) -> None:
    say()
    say(one_line(title), "bold")
    for edge in edges:
        say()
        notes = _notes(edge)
        say_labelled("Link", f"{edge.reading} ({'; '.join(notes)})" if notes else edge.reading)
        say_labelled("Source", article.quote(edge.evidence))


def _notes(edge: Edge) -> list[str]:
    """What limits a claim and is not in its own words."""
    spoken = set(edge.reading.split())
    unsaid = [word for word in edge.hedge.split() if word not in spoken]
    theory = f"theory {edge.theory}" if edge.theory else ""
    hedge = f"hedged: {edge.hedge}" if unsaid and unsaid != ["theory"] else ""
    return [each for each in (theory, hedge, edge.circumstance) if each]
