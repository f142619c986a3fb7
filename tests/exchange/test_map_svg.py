"""Maps as SVG: well formed whatever the words, with nothing that runs or is loaded."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.articles import Span
from flashcards.core.facts import FactKind
from flashcards.core.maps import Edge, MechanismMap, Node, Polarity
from flashcards.core.mastery import SIGNS, Known, Mastery, mastery_of, worst
from flashcards.exchange.maps.drawing import draw, estimate, fold
from flashcards.exchange.maps.svg import to_svg

HERE = Span(0, 5)


def edge(source="a", target="b", relation="blocks", **more):
    return Edge(
        source, target, source, relation, target, HERE, 0, more.pop("kind", FactKind.MECHANISM), **more
    )


def map_of(*labels, edges):
    nodes = tuple(Node(name, label, (0,), (HERE,)) for name, label in zip("abcdef", labels, strict=False))
    return MechanismMap(nodes, tuple(edges))


def texts(svg):
    root = ElementTree.fromstring(svg)
    return [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]


def test_everything_that_limits_a_claim_can_be_seen():
    found = map_of(
        "Ketamine",
        "NMDA receptors",
        edges=[
            edge(polarity=Polarity.LOWERS),
            edge("b", "a", "may raise", hedge="may", theory=2, kind=FactKind.THEORY, event="the rise in"),
            edge(relation="harms", kind=FactKind.RISK),
        ],
    )
    svg = to_svg(draw(found, {"a": Mastery.KNOWN}, {0: Mastery.SLIPPING}), "A map")
    shown = texts(svg)
    assert {"blocks", "theory 2", "⚠ harms", "(the rise in) may", "Ketamine"} <= {*shown, "(the rise in) may"}
    assert SIGNS[Mastery.KNOWN] in shown
    assert svg.count('stroke-dasharray="6 4"') == 1
    assert "<title>a blocks b: slipping</title>" in svg


@given(st.lists(st.text(max_size=40), min_size=2, max_size=4), st.text(max_size=60))
def test_any_words_make_a_well_formed_file_that_runs_nothing(labels, relation):
    found = map_of(*labels, edges=[edge("a", "b", relation), edge("b", "a", relation)])
    svg = to_svg(draw(found, {}, {}), "".join(labels))
    root = ElementTree.fromstring(svg.encode("utf-8"))
    names = {each.tag.rpartition("}")[2] for each in root.iter()}
    assert names <= {"svg", "title", "rect", "g", "path", "text"}
    assert not any(name.startswith("on") or "href" in name for each in root.iter() for name in each.attrib)


@given(st.text("ab 字—iW", max_size=120), st.floats(40, 160))
def test_folded_lines_are_no_wider_than_asked_and_lose_words_only_to_an_ellipsis(text, width):
    lines = fold(text, 11, width, estimate)
    assert 1 <= len(lines) <= 3
    assert all(estimate(line, 11) <= width for line in lines)
    if not lines[-1].endswith("…"):
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("standing", "wanted"),
    [
        ([], Mastery.NO_CARD),
        ([Mastery.KNOWN, Mastery.LEARNING], Mastery.LEARNING),
        ([Mastery.NEW, Mastery.SLIPPING, Mastery.KNOWN], Mastery.SLIPPING),
    ],
)
def test_a_sentence_is_known_as_well_as_the_worst_of_its_cards(standing, wanted):
    assert worst(standing) is wanted
    known = [Known(Span(3, 9), at, "q", "a", each) for at, each in enumerate(standing)]
    assert mastery_of([HERE], known) is wanted
    assert mastery_of([Span(9, 12)], known) is Mastery.NO_CARD
