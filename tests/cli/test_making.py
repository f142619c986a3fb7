"""make: from articles to cards in a deck and a file."""

import json

import pytest

pytestmark = pytest.mark.model


def test_make_stores_accepts_and_exports(run, article, tmp_path):
    library, target = tmp_path / "new.db", tmp_path / "deck.apkg"
    result = run(
        "make", article, "--deck", "Medicine", "--accept", "all", "--export", target,
        "--library", library, "--json",
    )  # fmt: skip
    text = article.read_text(encoding="utf-8")
    assert result.code == 0, result.err
    made = result.json
    assert made["article"]["id"] == 1
    assert made["deck"] == "Medicine"
    assert made["exported"] == str(target)
    assert target.read_bytes()[:2] == b"PK"
    assert made["added"] == len(made["cards"]) > 0
    assert all(card["evidence"] in text for card in made["cards"])
    drafted = run("draft", article, "--json").json["cards"]
    assert [card["question"] for card in made["cards"]] == [card["question"] for card in drafted]
    assert len(run("notes", "--library", library, "--json").json) == len(drafted)


def test_make_again_adds_nothing_twice(run, article, library):
    before = run("notes", "--json", "--library", library).json
    again = run("make", article, "--deck", "Medicine", "--library", library)
    assert again.code == 0
    assert "already in the library" in again.out
    assert "nothing to add" in again.out
    assert run("notes", "--json", "--library", library).json == before


def test_best_takes_the_highest_scores_in_the_articles_order(run, article, tmp_path):
    drafted = run("draft", article, "--json").json["cards"]
    best = sorted(drafted, key=lambda card: -card["score"])[:3]
    library = tmp_path / "new.db"
    options = ("--deck", "Medicine", "--library", library, "--json")
    made = run("make", article, "--accept", "best:3", *options).json
    assert [card["question"] for card in made["cards"]] == [c["question"] for c in drafted if c in best]
    assert run("make", article, "--accept", "best:3", *options).json["added"] == 0
    rest = run("make", article, *options).json
    assert rest["added"] == len(drafted) - 3
    assert len(rest["cards"]) == len(drafted)


def test_one_bad_article_does_not_stop_the_others(run, article, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.touch()
    target = tmp_path / "deck.json"
    result = run(
        "make", empty, article, tmp_path / "absent.txt", "--deck", "Medicine", "--export", target,
        "--library", tmp_path / "new.db", "--json",
    )  # fmt: skip
    assert result.code == 1
    assert result.err.splitlines() == [
        "error: empty.txt is empty.",
        f"error: There is no file {tmp_path / 'absent.txt'}.",
    ]
    rows = result.json["articles"]
    assert [bool(row.get("error")) for row in rows] == [True, False, True]
    assert len(json.loads(target.read_text(encoding="utf-8"))["notes"]) == len(rows[1]["cards"])


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--deck", " "), "A deck needs a name."),
        (("--deck", "a::"), "A part of the deck's name is empty."),
        (
            ("--deck", "D", "--export", "deck.pdf"),
            "deck.pdf does not end in one of .apkg, .csv, .tsv, .md, .json.",
        ),
        (("--deck", "D", "--export", "no/deck.apkg"), "deck.apkg cannot be written: there is no folder no."),
    ],
)
def test_what_is_wrong_is_said_before_any_work(run, article, tmp_path, options, sentence):
    library = tmp_path / "new.db"
    result = run("make", article, *options, "--library", library)
    assert (result.code, result.out, result.err) == (1, "", f"error: {sentence}\n")
    assert not library.exists()


def test_the_library_and_the_article_are_never_overwritten(run, article, tmp_path, library):
    named = library.rename(tmp_path / "library.json")
    result = run("make", article, "--deck", "D", "--export", named, "--library", named)
    assert (result.code, result.err) == (
        1,
        "error: library.json is the library itself; export to another file.\n",
    )
    own = tmp_path / "own.json"
    own.write_bytes(article.read_bytes())
    result = run("make", own, "--deck", "D", "--export", own, "--library", named)
    assert (result.code, result.err) == (
        1,
        "error: own.json is the article itself; export to another file.\n",
    )


def test_an_article_without_cards_makes_no_library(run, tmp_path):
    path = tmp_path / "tea.txt"
    path.write_text("Hello there. I like tea.\n", encoding="utf-8")
    result = run("make", path, "--deck", "D", "--library", tmp_path / "new.db")
    assert result.code == 1
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_export_keeps_the_cards(run, article, tmp_path, library, monkeypatch):
    from flashcards.core.errors import CannotExport
    from flashcards.services.exchange import ExchangeService

    def fail(self, deck, path):
        raise CannotExport("deck.apkg could not be written: the disk is full.")

    monkeypatch.setattr(ExchangeService, "export", fail)
    target = tmp_path / "deck.apkg"
    result = run("make", article, "--deck", "D", "--export", target, "--library", library, "--json")
    assert result.code == 1
    assert result.json["exported"] is None
    assert result.err == (
        "error: deck.apkg could not be written: the disk is full. The library keeps the cards.\n"
    )
