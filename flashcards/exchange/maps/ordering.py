"""The order of vertices in layers, with few crossings: barycentres in sweeps, then swaps of neighbours.

After Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical system structures" (1981).
"""

from collections.abc import Sequence

Pair = tuple[int, int]
_SWEEPS = 24


def order(layers: Sequence[Sequence[int]], edges: Sequence[Pair]) -> list[list[int]]:
    """The layers with their vertices in an order that crosses little; every edge joins neighbouring layers.

    The given order is the start, and is kept where no other crosses less.
    """
    near = _neighbours(layers, edges)
    best = [list(layer) for layer in layers]
    fewest = crossings(best, edges)
    current = [list(layer) for layer in best]
    for sweep in range(_SWEEPS):
        if not fewest:
            break
        _sweep(current, near, forward=sweep % 2 == 0)
        _swap(current, near)
        count = crossings(current, edges)
        if count < fewest:
            best, fewest = [list(layer) for layer in current], count
    return best


def crossings(layers: Sequence[Sequence[int]], edges: Sequence[Pair]) -> int:
    """How many pairs of edges cross between neighbouring layers."""
    layer_of = {vertex: number for number, layer in enumerate(layers) for vertex in layer}
    place = {vertex: at for layer in layers for at, vertex in enumerate(layer)}
    between: dict[int, list[Pair]] = {}
    for source, target in edges:
        between.setdefault(layer_of[source], []).append((place[source], place[target]))
    return sum(
        (first[0] - second[0]) * (first[1] - second[1]) < 0
        for pairs in between.values()
        for at, first in enumerate(pairs)
        for second in pairs[:at]
    )


_Near = dict[int, tuple[list[int], list[int]]]


def _neighbours(layers: Sequence[Sequence[int]], edges: Sequence[Pair]) -> _Near:
    """For each vertex those it is joined to in the layer before and in the layer after."""
    near: _Near = {vertex: ([], []) for layer in layers for vertex in layer}
    for source, target in edges:
        near[source][1].append(target)
        near[target][0].append(source)
    return near


def _sweep(layers: list[list[int]], near: _Near, *, forward: bool) -> None:
    """Put each layer in the order of the mean places of its neighbours in the layer done before."""
    side = 0 if forward else 1
    numbers = range(1, len(layers)) if forward else range(len(layers) - 2, -1, -1)
    for number in numbers:
        place = {v: at for at, v in enumerate(layers[number - 1 if forward else number + 1])}
        mean = {}
        for at, vertex in enumerate(layers[number]):
            joined = [place[each] for each in near[vertex][side]]
            mean[vertex] = sum(joined) / len(joined) if joined else float(at)
        layers[number].sort(key=mean.__getitem__)


def _swap(layers: list[list[int]], near: _Near) -> None:
    """Swap neighbours while that leaves fewer crossings with the layers on both sides."""
    place = {vertex: at for layer in layers for at, vertex in enumerate(layer)}
    changed, rounds = True, 0
    while changed and rounds < 10:
        changed, rounds = False, rounds + 1
        for layer in layers:
            for at in range(len(layer) - 1):
                upper, lower = layer[at], layer[at + 1]
                if _pairs(upper, lower, near, place) > _pairs(lower, upper, near, place):
                    layer[at], layer[at + 1] = lower, upper
                    place[upper], place[lower] = at + 1, at
                    changed = True


def _pairs(upper: int, lower: int, near: _Near, place: dict[int, int]) -> int:
    """The crossings of two vertices' edges when one stands above the other."""
    return sum(
        place[mine] > place[other]
        for side in (0, 1)
        for mine in near[upper][side]
        for other in near[lower][side]
    )
