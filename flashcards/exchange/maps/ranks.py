"""Which layer each node of a directed graph belongs to: every arrow goes to the right, but those that close a ring."""

from collections.abc import Sequence

#: A source and a target, by number.
Pair = tuple[int, int]


def components(count: int, edges: Sequence[Pair]) -> list[list[int]]:
    """The nodes that hang together, the largest group first, each in the given order."""
    group = list(range(count))

    def root(node: int) -> int:
        while group[node] != node:
            group[node] = group[group[node]]
            node = group[node]
        return node

    for source, target in edges:
        first, second = sorted((root(source), root(target)))
        group[second] = first
    found: dict[int, list[int]] = {}
    for node in range(count):
        found.setdefault(root(node), []).append(node)
    return sorted(found.values(), key=lambda each: (-len(each), each[0]))


def backward(count: int, edges: Sequence[Pair]) -> set[int]:
    """The numbers of edges to turn round so that no ring is left: those that lead back on a depth-first walk."""
    out: list[list[int]] = [[] for _ in range(count)]
    for number, (source, _target) in enumerate(edges):
        out[source].append(number)
    state = [0] * count  # 0 not seen, 1 on the way, 2 done
    turned: set[int] = set()
    entered = {target for source, target in edges if source != target}
    for start in sorted(range(count), key=lambda node: node in entered):
        walk = [(start, iter(out[start]))] if not state[start] else []
        state[start] = state[start] or 1
        while walk:
            node, left = walk[-1]
            number = next(left, -1)
            if number < 0:
                state[node] = 2
                walk.pop()
                continue
            target = edges[number][1]
            if state[target] == 1:
                turned.add(number)
            elif state[target] == 0:
                state[target] = 1
                walk.append((target, iter(out[target])))
    return turned


def ranks(count: int, edges: Sequence[Pair]) -> list[int]:
    """The layer of each node of a graph without rings, from 0; a node that nothing leads to stands as far right
    as it can, so that its arrows are short."""
    into: list[list[int]] = [[] for _ in range(count)]
    out: list[list[int]] = [[] for _ in range(count)]
    for source, target in edges:
        into[target].append(source)
        out[source].append(target)
    rank = [0] * count
    left = [len(each) for each in into]
    ready = [node for node in range(count) if not left[node]]
    for node in ready:  # grows while it is walked
        for target in out[node]:
            rank[target] = max(rank[target], rank[node] + 1)
            left[target] -= 1
            if not left[target]:
                ready.append(target)
    for node in range(count):
        if not into[node] and out[node]:
            rank[node] = min(rank[target] for target in out[node]) - 1
    return rank
