"""draft and explain: what they find in an article, without a library."""

import pytest

pytestmark = pytest.mark.model


def test_draft_quotes_the_article_verbatim(run, article):
    result = run("draft", article, "--json")
    text = article.read_text(encoding="utf-8")
    assert result.code == 0
    assert result.json["article"]["title"] == "How aspirin thins the blood"
    assert result.json["article"]["source"] == "aspirin.md"
    assert len(result.json["article"]["key"]) == 64
    cards = result.json["cards"]
    assert cards
    for card in cards:
        assert card["evidence"] in text
        assert text[slice(*card["span"])] == card["evidence"]
        assert card["kind"] == card["role"]
        assert card["role"] in {"mechanism", "theory", "risk", "definition", "other"}
        assert card["question"]
        assert card["answer"]
        if card["type"] == "cloze":
            assert "{{c1::" in card["question"]


def test_draft_writes_the_same_cards_each_time(run, article):
    assert run("draft", article, "--json").out == run("draft", article, "--json").out


def test_draft_for_people_groups_by_role_and_shows_no_cloze_marks(run, article):
    result = run("draft", article)
    assert result.out.startswith("How aspirin thins the blood: ")
    assert "  Question  " in result.out
    assert "  Source    " in result.out
    assert "{{c1" not in result.out


def test_draft_never_touches_a_library(run, article, tmp_path):
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"not a library")
    assert run("draft", article, "--library", broken).code == 0
    assert run("draft", article, "--library", tmp_path / "absent.db").code == 0
    assert broken.read_bytes() == b"not a library"
    assert list(tmp_path.iterdir()) == [broken]


def test_explain_names_gates_and_junk(run, article):
    found = run("explain", article, "--json").json
    text = article.read_text(encoding="utf-8")
    assert any(block["junk"] for block in found["blocks"])
    assert all(text[slice(*block["span"])] == block["text"] for block in found["blocks"])
    assert all(fact["evidence"] in text for fact in found["facts"])
    passed = [each for each in found["candidates"] if not each["gate"]]
    assert sorted(each["rank"] for each in passed) == list(range(1, len(passed) + 1))
    assert all(each["rank"] is None for each in found["candidates"] if each["gate"])
    best = min(passed, key=lambda each: each["rank"])
    assert best["score"] == max(each["score"] for each in passed)


def test_explain_for_people_has_three_tables(run, article):
    out = run("explain", article).out
    for word in ("blocks", "facts", "candidates", "passed every gate"):
        assert word in out


def test_an_article_cannot_steer_the_terminal(run, tmp_path, article):
    path = tmp_path / "nasty.md"
    path.write_text(
        article.read_text(encoding="utf-8").replace("stomach", "sto\x1b[31mmach"), encoding="utf-8"
    )
    result = run("explain", path)
    assert result.code == 0
    assert "\x1b" not in result.out


def test_nothing_to_learn_is_one_sentence(run, tmp_path):
    path = tmp_path / "tea.txt"
    path.write_text("Hello there. I like tea.\n", encoding="utf-8")
    result = run("draft", path, "--json")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("error: Nothing to learn was found in “tea”")
    assert result.err.count("\n") == 1
