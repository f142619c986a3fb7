"""draft, explain and make leave out what was rejected in the library."""

import pytest

from flashcards.app import open_app

from .conftest import TEXT


@pytest.fixture
def turned_down(library):
    """The question of a card that was rejected in the library."""
    app = open_app(library)
    (article,) = app.articles.all()
    draft = app.drafts.of_article(article.id)[0]
    app.drafts.reject([draft.id], "trivial")
    app.close()
    return draft.question


def test_a_rejected_card_is_not_drafted_and_explain_says_why(run, article, library, turned_down):
    drafted = run("draft", article, "--library", library, "--json").json["cards"]
    everything = run("draft", article, "--library", library.with_name("none.db"), "--json").json["cards"]
    assert [each["question"] for each in everything if each not in drafted] == [turned_down]
    candidates = run("explain", article, "--library", library, "--json").json["candidates"]
    assert [each["question"] for each in candidates if each["gate"] == "rejected before"] == [turned_down]
    assert not library.with_name("none.db").exists()


def test_make_leaves_it_out_of_another_article_with_the_same_sentence(run, tmp_path, library, turned_down):
    other = tmp_path / "other.md"
    other.write_text(TEXT + "\nAspirin was first sold in 1899.\n", encoding="utf-8")
    made = run("make", other, "--deck", "Again", "--library", library, "--json")
    assert made.code == 0, made.err
    questions = [each["question"] for each in made.json["cards"]]
    assert questions
    assert turned_down not in questions


def test_a_library_that_cannot_be_read_costs_only_a_remark(run, article, tmp_path):
    broken = tmp_path / "library.db"
    broken.write_text("no library", encoding="utf-8")
    result = run("draft", article, "--library", broken)
    assert result.code == 0
    assert "rejected before are not left out" in result.err
    assert broken.read_text(encoding="utf-8") == "no library"
