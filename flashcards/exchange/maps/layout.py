"""Places for a graph, left to right in layers. A label is a vertex of its own between two layers of nodes, so that
nothing ever stands on anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from flashcards.core.pictures import Point, Rect
from flashcards.exchange.maps.heights import heights
from flashcards.exchange.maps.ordering import order
from flashcards.exchange.maps.ranks import Pair, backward, components, ranks

COLUMN_GAP, ROW_GAP, GROUP_GAP = 26.0, 16.0, 34.0
_THREAD = 8.0

Size = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where nodes and labels stand and how arrows run, in the order given; `points` as in `pictures.Arrow`."""

    width: float
    height: float
    nodes: tuple[Rect, ...]
    labels: tuple[Rect, ...]
    points: tuple[tuple[Point, ...], ...]


@dataclass(slots=True)
class _Layered:
    """A graph whose edges all join neighbouring layers: nodes first, then labels and the threads of long edges."""

    sizes: list[Size]
    layers: list[list[int]]
    edges: list[Pair]
    #: For each edge its vertices from left to right, and which of them is the label.
    runs: list[list[int]]
    labels: list[int]


def lay_out(nodes: Sequence[Size], edges: Sequence[Pair], labels: Sequence[Size]) -> Layout:
    """Places for nodes of those sizes and for the labels of edges between them; no edge joins a node to itself."""
    boxes: dict[int, Rect] = {}
    tags: dict[int, Rect] = {}
    runs: dict[int, tuple[Point, ...]] = {}
    top = width = 0.0
    for group in components(len(nodes), edges):
        number = {node: at for at, node in enumerate(group)}
        own = [at for at, (source, _target) in enumerate(edges) if source in number]
        pairs = [(number[edges[at][0]], number[edges[at][1]]) for at in own]
        turned = backward(len(group), pairs)
        forward = [(b, a) if at in turned else (a, b) for at, (a, b) in enumerate(pairs)]
        layered = _layered([nodes[node] for node in group], forward, [labels[at] for at in own])
        places, columns = _places(layered, top)
        for at, node in enumerate(group):
            boxes[node] = places[at]
        for at, edge in enumerate(own):
            tags[edge] = places[layered.labels[at]]
            points = _points(layered.runs[at], places, columns)
            runs[edge] = points[::-1] if at in turned else points
        top = max(place.bottom for place in places) + GROUP_GAP
        width = max(width, *(place.right for place in places))
    return Layout(
        width,
        max(0.0, top - GROUP_GAP),
        tuple(boxes[at] for at in range(len(nodes))),
        tuple(tags[at] for at in range(len(edges))),
        tuple(runs[at] for at in range(len(edges))),
    )


def _layered(sizes: Sequence[Size], edges: Sequence[Pair], labels: Sequence[Size]) -> _Layered:
    """Put nodes on even layers and labels on odd ones, and cut long edges into threads."""
    layer = [2 * rank for rank in ranks(len(sizes), edges)]
    made = _Layered(list(sizes), [], [], [], [])
    for (source, target), label in zip(edges, labels, strict=True):
        run = [source]
        for between in range(layer[source] + 1, layer[target]):
            run.append(len(made.sizes))
            made.sizes.append(label if between == layer[source] + 1 else (0.0, _THREAD))
            layer.append(between)
        run.append(target)
        made.runs.append(run)
        made.labels.append(run[1])
        made.edges += pairwise(run)
    made.layers = [[] for _ in range(max(layer, default=0) + 1)]
    for vertex in _walk(len(layer), made.edges):
        made.layers[layer[vertex]].append(vertex)
    return made


def _walk(count: int, edges: Sequence[Pair]) -> list[int]:
    """All vertices in the order of a depth-first walk from the left, in which a tree has no crossings."""
    out: list[list[int]] = [[] for _ in range(count)]
    entered = [False] * count
    for source, target in edges:
        out[source].append(target)
        entered[target] = True
    seen: dict[int, None] = {}
    for start in sorted(range(count), key=lambda vertex: entered[vertex]):
        waiting = [start]
        while waiting:
            vertex = waiting.pop()
            if vertex not in seen:
                seen[vertex] = None
                waiting += reversed(out[vertex])
    return list(seen)


def _places(layered: _Layered, top: float) -> tuple[list[Rect], list[tuple[float, float]]]:
    """The rectangle of every vertex below `top`, and for each its column's left and right edge."""
    layers = order(layered.layers, layered.edges)
    tall = {vertex: size[1] for vertex, size in enumerate(layered.sizes)}
    middle = heights(layers, layered.edges, tall, ROW_GAP)
    places: list[Rect] = [Rect(0, 0, 0, 0)] * len(layered.sizes)
    columns: list[tuple[float, float]] = [(0.0, 0.0)] * len(layered.sizes)
    left = 0.0
    for layer in layers:
        widest = max((layered.sizes[vertex][0] for vertex in layer), default=0.0)
        for vertex in layer:
            width, height = layered.sizes[vertex]
            x = left + (widest - width) / 2
            places[vertex] = Rect(x, top + middle[vertex] - height / 2, width, height)
            columns[vertex] = (left, left + widest)
        left += widest + COLUMN_GAP
    return places, columns


def _points(
    run: Sequence[int], places: Sequence[Rect], columns: Sequence[tuple[float, float]]
) -> tuple[Point, ...]:
    """The way of an edge: straight through its vertices' columns, in bows through the gaps between them."""
    first, last = places[run[0]], places[run[-1]]
    points = [Point(first.right, first.middle), Point(columns[run[0]][1], first.middle)]
    for vertex in run[1:-1]:
        left, right = columns[vertex]
        points += [Point(left, places[vertex].middle), Point(right, places[vertex].middle)]
    return (*points, Point(columns[run[-1]][0], last.middle), Point(last.x, last.middle))
