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
_SCREEN = 1.8

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
    groups = [_group(group, nodes, edges, labels) for group in components(len(nodes), edges)]
    boxes: dict[int, Rect] = {}
    tags: dict[int, Rect] = {}
    runs: dict[int, tuple[Point, ...]] = {}
    corners = _shelves([(each.width, each.height) for each in groups])
    for (left, top), group in zip(corners, groups, strict=True):
        boxes |= {node: _moved(place, left, top) for node, place in group.nodes.items()}
        tags |= {edge: _moved(place, left, top) for edge, place in group.labels.items()}
        for edge, points in group.points.items():
            runs[edge] = tuple(Point(point.x + left, point.y + top) for point in points)
    return Layout(
        max((left + group.width for (left, _top), group in zip(corners, groups, strict=True)), default=0.0),
        max((top + group.height for (_left, top), group in zip(corners, groups, strict=True)), default=0.0),
        tuple(boxes[at] for at in range(len(nodes))),
        tuple(tags[at] for at in range(len(edges))),
        tuple(runs[at] for at in range(len(edges))),
    )


@dataclass(slots=True)
class _Group:
    """Nodes that hang together, laid out by themselves from 0, 0; by the numbers of the whole graph."""

    width: float
    height: float
    nodes: dict[int, Rect]
    labels: dict[int, Rect]
    points: dict[int, tuple[Point, ...]]


def _group(
    group: Sequence[int], nodes: Sequence[Size], edges: Sequence[Pair], labels: Sequence[Size]
) -> _Group:
    number = {node: at for at, node in enumerate(group)}
    own = [at for at, (source, _target) in enumerate(edges) if source in number]
    pairs = [(number[edges[at][0]], number[edges[at][1]]) for at in own]
    turned = backward(len(group), pairs)
    forward = [(b, a) if at in turned else (a, b) for at, (a, b) in enumerate(pairs)]
    layered = _layered([nodes[node] for node in group], forward, [labels[at] for at in own])
    places, columns = _places(layered)
    points = [_points(run, places, columns) for run in layered.runs]
    return _Group(
        max(place.right for place in places),
        max(place.bottom for place in places),
        {node: places[at] for at, node in enumerate(group)},
        {edge: places[layered.labels[at]] for at, edge in enumerate(own)},
        {edge: points[at][::-1] if at in turned else points[at] for at, edge in enumerate(own)},
    )


def _shelves(sizes: Sequence[Size]) -> list[tuple[float, float]]:
    """The corners of groups that stand side by side in rows, about as wide together as a screen is for its height."""
    area = sum((width + GROUP_GAP) * (height + GROUP_GAP) for width, height in sizes)
    widest = max([*(width for width, _height in sizes), (area * _SCREEN) ** 0.5], default=0.0)
    corners: list[tuple[float, float]] = []
    left = top = deepest = 0.0
    for width, height in sizes:
        if left and left + width > widest:
            left, top, deepest = 0.0, top + deepest + GROUP_GAP, 0.0
        corners.append((left, top))
        left += width + GROUP_GAP
        deepest = max(deepest, height)
    return corners


def _moved(place: Rect, left: float, top: float) -> Rect:
    return Rect(place.x + left, place.y + top, place.width, place.height)


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


def _places(layered: _Layered) -> tuple[list[Rect], list[tuple[float, float]]]:
    """The rectangle of every vertex, and for each its column's left and right edge."""
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
            places[vertex] = Rect(x, middle[vertex] - height / 2, width, height)
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
