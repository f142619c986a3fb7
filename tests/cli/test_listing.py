"""articles, decks, notes, stats and export."""

import json

import pytest

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("command", "empty"),
    [
        ("articles", "There are no articles yet.\n"),
        ("decks", "There are no decks yet.\n"),
        ("notes", "No notes were found.\n"),
        ("due", "Nothing is due.\n"),
    ],
)
def test_a_library_that_is_not_there_is_empty_and_stays_away(run, tmp_path, command, empty):
    path = tmp_path / "absent.db"
    result = run(command, "--library", path)
    assert (result.code, result.out) == (0, empty)
    assert result.err == f"There is no library {path} yet; `make` will create it.\n"
    assert run(command, "--library", path, "--json").json == []
    assert not list(tmp_path.iterdir())


def test_articles(run, library):
    (row,) = run("articles", "--library", library, "--json").json
    assert row["title"] == "How aspirin thins the blood"
    assert row["source"] == "aspirin.md"
    assert row["accepted"] > 0
    assert row["waiting"] == row["rejected"] == 0
    assert row["added"] == "2026-03-02T09:00:00.000+00:00"
    assert "How aspirin thins the blood" in run("articles", "--library", library).out


def test_decks(run, library):
    (row,) = run("decks", "--library", library, "--json").json
    assert row["name"] == "Medicine"
    assert row["cards"] == row["new"] == row["due"] > 0
    assert "Medicine" in run("decks", "--library", library).out


def test_notes_hold_every_word_of_the_query(run, library):
    everything = run("notes", "--library", library, "--json").json
    found = run("notes", "aspirin syndrome", "--library", library, "--json").json
    assert 0 < len(found) < len(everything)
    assert all(note["cards"] for note in everything)
    assert run("notes", "zebra", "--library", library, "--json").json == []
    assert len(run("notes", "--library", library, "--json", "--limit", 1).json) == 1
    assert "Role" in run("notes", "--deck", "Medicine", "--library", library).out


def test_an_unknown_deck_is_named(run, library, tmp_path):
    result = run("notes", "--deck", "Law", "--library", library)
    assert (result.code, result.err) == (1, "error: There is no deck “Law”. There are: Medicine.\n")
    result = run("export", "Law", tmp_path / "x.apkg", "--library", library)
    assert (result.code, result.err) == (1, "error: There is no deck “Law”. There are: Medicine.\n")
    assert not (tmp_path / "x.apkg").exists()


def test_stats_count_todays_answers(run, library):
    run("answer", 1, "good", "--seconds", 30, "--library", library)
    found = run("stats", "--library", library, "--json").json
    assert (found["articles"], found["answers"], found["answered_today"]) == (1, 1, 1)
    assert found["minutes_today"] == 0.5
    assert found["cards"]["learning"] == 1
    assert found["notes"] <= sum(found["cards"].values())
    assert "1 answer in 0 min" in run("stats", "--library", library).out


def test_export_by_ending(run, library, tmp_path):
    target = tmp_path / "deck.json"
    result = run("export", "Medicine", target, "--library", library, "--json")
    assert result.code == 0
    assert result.json["notes"] == len(json.loads(target.read_text(encoding="utf-8"))["notes"])
    assert run("export", "Medicine", tmp_path / "deck.apkg", "--library", library).out.startswith(
        "Exported the deck “Medicine” with"
    )
    result = run("export", "Medicine", tmp_path / "deck.pdf", "--library", library)
    assert (result.code, result.err) == (
        1,
        "error: deck.pdf does not end in one of .apkg, .csv, .tsv, .md, .json.\n",
    )
