"""How far down each vertex of ordered layers stands: near its neighbours, and never on another of its layer."""

from collections.abc import Mapping, Sequence

Pair = tuple[int, int]
_PASSES = 16


def heights(
    layers: Sequence[Sequence[int]], edges: Sequence[Pair], tall: Mapping[int, float], gap: float
) -> dict[int, float]:
    """The middles of all vertices, the topmost edge at 0; `tall` are their heights, `gap` the least between them."""
    middle: dict[int, float] = {}
    for layer in layers:
        middle |= dict(zip(layer, _apart([0.0] * len(layer), layer, tall, gap), strict=True))
    joined: dict[int, list[int]] = {vertex: [] for layer in layers for vertex in layer}
    for source, target in edges:
        joined[source].append(target)
        joined[target].append(source)
    for number in range(_PASSES):
        for layer in layers if number % 2 == 0 else reversed(layers):
            wanted = [
                sum(middle[each] for each in joined[vertex]) / len(joined[vertex])
                if joined[vertex]
                else middle[vertex]
                for vertex in layer
            ]
            middle |= dict(zip(layer, _apart(wanted, layer, tall, gap), strict=True))
    top = min((middle[vertex] - tall[vertex] / 2 for vertex in middle), default=0.0)
    return {vertex: place - top for vertex, place in middle.items()}


def _apart(
    wanted: Sequence[float], layer: Sequence[int], tall: Mapping[int, float], gap: float
) -> list[float]:
    """The places nearest to those wanted (least squares) in the same order and far enough apart.

    With the distances that must be kept taken off, this is isotonic regression: neighbours in the wrong order
    are pooled at their mean (Barlow and others, "Statistical inference under order restrictions", 1972).
    """
    offsets, total = [], 0.0
    for at, vertex in enumerate(layer):
        if at:
            total += (tall[layer[at - 1]] + tall[vertex]) / 2 + gap
        offsets.append(total)
    pools: list[tuple[float, int]] = []  # a sum and how many
    for place, offset in zip(wanted, offsets, strict=True):
        pools.append((place - offset, 1))
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] >= pools[-1][0] / pools[-1][1]:
            (sum_, count), (before, earlier) = pools.pop(), pools.pop()
            pools.append((before + sum_, earlier + count))
    means = [sum_ / count for sum_, count in pools for _ in range(count)]
    return [mean + offset for mean, offset in zip(means, offsets, strict=True)]
