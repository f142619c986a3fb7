"""map: what leads to what in an article, for people and for scripts."""

import pytest

pytestmark = pytest.mark.model

TEXT = """\
# How velarin works

Velarin is a drug for weak leaves. It works by blocking gate channels. By blocking gate channels, velarin
increases the levels of sodium. This, in turn, activates pump proteins, which strengthen the walls of the
vessel. By strengthening the walls of the vessel, velarin may improve circulation.

One theory is that velarin also stimulates the release of auxin.
"""


@pytest.fixture
def velarin(tmp_path):
    path = tmp_path / "velarin.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_edges_join_nodes_and_quote_the_article(run, velarin):
    result = run("map", velarin, "--json")
    found = result.json
    assert result.code == 0
    assert found["article"]["title"] == "How velarin works"
    ids = {node["id"] for node in found["nodes"]}
    assert {"gate-channels", "sodium", "pump-proteins", "circulation"} <= ids
    for edge in found["edges"]:
        assert {edge["source"], edge["target"]} <= ids
        assert TEXT[slice(*edge["span"])] == edge["evidence"]
        assert edge["polarity"] in {"raises", "lowers", "neutral", None}
    for node in found["nodes"]:
        assert all(TEXT[slice(*each["span"])] == each["text"] for each in node["evidence"])


def test_chains_name_their_edges(run, velarin):
    found = run("map", velarin, "--json").json
    chain = found["chains"][0]
    edges = [found["edges"][place] for place in chain["edges"]]
    assert chain["nodes"] == [edges[0]["source"], *(edge["target"] for edge in edges)]
    assert len(edges) >= 4
    assert edges[-1]["reading"] == "strengthening the walls of the vessel may improve circulation"
    assert (chain["hedged"], edges[-1]["hedged"], edges[-1]["hedge"]) == (True, True, "may")


def test_the_map_is_the_same_each_time(run, velarin):
    assert run("map", velarin, "--json").out == run("map", velarin, "--json").out


def test_the_map_for_people_goes_chain_by_chain(run, velarin):
    out = run("map", velarin).out
    assert out.startswith("How velarin works: ")
    assert "Chain 1: velarin → circulation" in out
    assert "  Link      blocking gate channels increases the levels of sodium" in out
    assert "  Source    By blocking gate channels, velarin" in out
    assert "Other links" in out
    assert "the release of auxin (theory 1" in out


def test_an_article_without_mechanisms_has_an_empty_map(run, tmp_path):
    path = tmp_path / "tea.txt"
    path.write_text("Hello there. I like tea.\n", encoding="utf-8")
    result = run("map", path)
    assert (result.code, result.out) == (0, "tea: 0 concepts, 0 links, 0 chains\n")
    empty = run("map", path, "--json").json
    assert (empty["nodes"], empty["edges"], empty["chains"]) == ([], [], [])


def test_map_never_touches_a_library(run, velarin, tmp_path):
    assert run("map", velarin, "--library", tmp_path / "absent.db").code == 0
    assert list(tmp_path.iterdir()) == [velarin]


def test_a_file_that_is_not_there(run, tmp_path):
    result = run("map", tmp_path / "absent.txt")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("error: ")


def test_the_map_is_drawn_into_a_file(run, velarin, tmp_path):
    file = tmp_path / "map.svg"
    result = run("map", velarin, "--svg", file)
    assert (result.code, "Drew" in result.err) == (0, True)
    assert "gate channels" in file.read_text(encoding="utf-8")
    first = file.read_bytes()
    run("map", velarin, "--svg", file)
    assert file.read_bytes() == first


def test_a_map_that_cannot_be_drawn_is_said_and_leaves_no_file(run, velarin, tmp_path):
    assert run("map", velarin, "--svg", tmp_path / "map.png").code == 2
    absent = run("map", velarin, "--svg", tmp_path / "absent" / "map.svg")
    assert (absent.code, absent.err.count("error:")) == (1, 1)
    dull = tmp_path / "dull.md"
    dull.write_text("# Nothing\n\nThe hall is large and old.\n", encoding="utf-8")
    empty = run("map", dull, "--svg", tmp_path / "dull.svg")
    assert (empty.code, "No map was drawn" in empty.err) == (1, True)
    assert sorted(path.name for path in tmp_path.glob("*.svg")) == []
