"""The layout of maps: whatever the graph, nothing stands on anything, and arrows go to the right."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.exchange.maps.layout import COLUMN_GAP, lay_out
from flashcards.exchange.maps.ordering import crossings, order
from flashcards.exchange.maps.ranks import backward, components, ranks


@st.composite
def graphs(draw, most=9):
    count = draw(st.integers(1, most))
    node = st.integers(0, count - 1)
    edges = draw(st.lists(st.tuples(node, node).filter(lambda pair: pair[0] != pair[1]), max_size=14))
    return count, edges


@st.composite
def trees(draw):
    count = draw(st.integers(1, 14))
    return count, [(draw(st.integers(0, node - 1)), node) for node in range(1, count)]


def sized(draw, count):
    size = st.tuples(st.floats(10, 150), st.floats(10, 60))
    return draw(st.lists(size, min_size=count, max_size=count))


def apart(first, second):
    return (
        first.right <= second.x + 0.01
        or second.right <= first.x + 0.01
        or first.bottom <= second.y + 0.01
        or second.bottom <= first.y + 0.01
    )


@given(graphs(), st.data())
def test_nothing_overlaps_and_all_is_inside(graph, data):
    count, edges = graph
    made = lay_out(sized(data.draw, count), edges, sized(data.draw, len(edges)))
    rects = [*made.nodes, *made.labels]
    assert all(apart(first, second) for first, second in combinations(rects, 2))
    for rect in rects:
        assert rect.x >= -0.01
        assert rect.y >= -0.01
        assert rect.right <= made.width + 0.01
        assert rect.bottom <= made.height + 0.01


@given(graphs(), st.data())
def test_an_arrow_begins_and_ends_at_its_nodes_and_passes_its_label_only(graph, data):
    count, edges = graph
    made = lay_out(sized(data.draw, count), edges, sized(data.draw, len(edges)))
    turned = backward(count, edges)
    for number, (source, target) in enumerate(edges):
        points, first, last = made.points[number], made.nodes[source], made.nodes[target]
        forward = points[0].x < points[-1].x
        assert points[0] == pytest.approx((first.right if forward else first.x, first.middle))
        assert points[-1] == pytest.approx((last.x if forward else last.right, last.middle))
        label = made.labels[number]
        assert any(abs(point.y - label.middle) < 0.01 for point in points)
        # Straight parts run through columns: no other node or label of the column is on the way.
        for start, end in zip(points[::2], points[1::2], strict=True):
            left, right = sorted((start.x, end.x))
            crossed = [
                rect
                for rect in (*made.nodes, *made.labels)
                if rect not in (first, last, label)
                and rect.x + 0.01 < right
                and left < rect.right - 0.01
                and rect.y + 0.01 < start.y < rect.bottom - 0.01
            ]
            assert crossed == []
    if not turned:
        assert all(points[0].x + COLUMN_GAP < points[-1].x for points in made.points)


@given(graphs())
def test_turning_some_edges_round_leaves_no_ring(graph):
    count, edges = graph
    turned = backward(count, edges)
    forward = [(b, a) if at in turned else (a, b) for at, (a, b) in enumerate(edges)]
    rank = ranks(count, forward)
    assert all(rank[source] < rank[target] for source, target in forward)
    assert min(rank) >= 0


@given(graphs())
def test_components_part_the_nodes_and_no_edge(graph):
    count, edges = graph
    groups = components(count, edges)
    assert sorted(node for group in groups for node in group) == list(range(count))
    for source, target in edges:
        assert any(source in group and target in group for group in groups)


def crossed(made, edges):
    """Crossings of the drawn arrows, counted in every gap between columns."""
    bows = []
    for points in made.points:
        bows += [(start, end) for start, end in zip(points[1::2], points[2::2], strict=False)]
    return sum(
        abs(first[0].x - second[0].x) < 1e-6
        and (first[0].y - second[0].y) * (first[1].y - second[1].y) < -1e-6
        for first, second in combinations(bows, 2)
    )


@given(trees(), st.data())
def test_the_arrows_of_a_tree_never_cross(tree, data):
    count, edges = tree
    made = lay_out(sized(data.draw, count), edges, sized(data.draw, len(edges)))
    assert crossed(made, edges) == 0


def test_two_chains_that_were_listed_crosswise_are_disentangled():
    layers = [[0, 1, 2], [3, 4, 5]]
    edges = [(0, 5), (1, 4), (2, 3)]
    assert crossings(layers, edges) == 3
    assert crossings(order(layers, edges), edges) == 0


@given(st.integers(1, 5), st.integers(1, 5), st.data())
def test_ordering_never_makes_it_worse(left, right, data):
    layers = [list(range(left)), list(range(left, left + right))]
    pair = st.tuples(st.integers(0, left - 1), st.integers(left, left + right - 1))
    edges = data.draw(st.lists(pair, max_size=12, unique=True))
    made = order(layers, edges)
    assert [sorted(layer) for layer in made] == layers
    assert crossings(made, edges) <= crossings(layers, edges)


def test_the_same_map_is_always_laid_out_the_same():
    edges = [(0, 1), (1, 2), (2, 0), (0, 3), (4, 3)]
    sizes, labels = [(50.0, 20.0)] * 5, [(40.0, 12.0)] * 5
    assert lay_out(sizes, edges, labels) == lay_out(sizes, edges, labels)


def test_nothing_makes_an_empty_picture():
    made = lay_out([], [], [])
    assert (made.width, made.height, made.nodes) == (0, 0, ())
