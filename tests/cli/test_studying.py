"""due, card and answer."""

import json

import pytest

pytestmark = pytest.mark.model


def write_lines(path, *rows):
    path.write_text(
        "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8"
    )
    return path


def test_due_lists_new_cards_in_their_order(run, library):
    rows = run("due", "--library", library, "--json").json
    assert [row["card"] for row in rows] == sorted(row["card"] for row in rows)
    assert {row["state"] for row in rows} == {"new"}
    assert {row["deck"] for row in rows} == {"Medicine"}
    assert len(run("due", "--limit", 2, "--deck", "Medicine", "--library", library, "--json").json) == 2
    assert "Question" in run("due", "--library", library).out


def test_answer_moves_the_card_and_fills_its_log(run, library):
    log = run("answer", 1, "good", "--seconds", 3.5, "--library", library, "--json").json
    assert (log["card"], log["rating"], log["seconds"], log["kind"]) == (1, "good", 3.5, "learn")
    assert log["at"] == "2026-03-02T09:00:00.000+00:00"
    assert log["after"]["due"] == "2026-03-02T09:10:00.000+00:00"
    card = run("card", 1, "--library", library, "--json").json
    assert card["memory"]["state"] == "learning"
    assert card["log"] == [log]
    assert card["front"]
    assert card["note"]["answer"] in card["back"]
    assert set(card["next"]) == {"again", "hard", "good", "easy"}
    later = run("due", "--library", library, "--json", "--now", "2026-03-02T09:10:00Z").json
    assert later[0]["card"] == 1


def test_card_for_people(run, library):
    assert "new, never answered" in run("card", 1, "--library", library).out
    run("answer", 1, "easy", "--library", library)
    out = run("card", 1, "--library", library).out
    for word in ("Question", "Answer", "Source", "review, due 2026-03-", "Rating", "easy"):
        assert word in out


def test_answer_says_when_it_comes_back(run, library):
    assert run("answer", 1, "again", "--library", library).out == "Card 1: again; it comes back in 1 min.\n"


def test_a_file_of_answers(run, library, tmp_path):
    file = write_lines(
        tmp_path / "answers.jsonl",
        {"card": 1, "rating": "good", "at": "2026-03-03T09:00:00Z", "seconds": 2},
        {"card": 1, "rating": "GOOD", "at": "2026-03-03T10:00:00+00:00"},
        {"card": 2, "rating": 1, "at": 1772528400000},
    )
    assert run("answer", "--from", file, "--library", library).out == "3 answers saved.\n"
    assert [log["rating"] for log in run("card", 1, "--library", library, "--json").json["log"]] == [
        "good"
    ] * 2
    (log,) = run("card", 2, "--library", library, "--json").json["log"]
    assert (log["rating"], log["at"][:19]) == ("again", "2026-03-03T09:00:00")


GOOD = {"card": 1, "rating": "good"}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "it is not a JSON object"),
        ("[]", "it is not a JSON object"),
        ("", "it is not a JSON object"),
        ("[" * 100_000, "it is not a JSON object"),
        ({"card": "1", "rating": "good"}, "“card” is not the number of a card"),
        ({"card": True, "rating": "good"}, "“card” is not the number of a card"),
        ({"card": 10**30, "rating": "good"}, "“card” is not the number of a card"),
        ({"card": 1}, "“rating” is none of again, hard, good, easy"),
        ({"card": 1, "rating": 7}, "“rating” is none of again, hard, good, easy"),
        (GOOD | {"at": "soon"}, "“at” is not a time such as 2026-01-31T09:00:00Z"),
        (GOOD | {"at": 10**30}, "“at” is not a time such as 2026-01-31T09:00:00Z"),
        (GOOD | {"seconds": -1}, "“seconds” is not a time that an answer can take"),
        ('{"card": 1, "rating": "good", "seconds": NaN}', "“seconds” is not a time that an answer can take"),
        (GOOD | {"grade": 3}, "“grade” is none of card, rating, at, seconds"),
        ({"card": 999, "rating": "good"}, "there is no card 999"),
    ],
)
def test_a_bad_line_is_named_and_nothing_changes(run, library, tmp_path, line, reason):
    file = write_lines(tmp_path / "answers.jsonl", GOOD, line, GOOD)
    result = run("answer", "--from", file, "--library", library)
    assert (result.code, result.out) == (1, "")
    assert result.err == f"error: Line 2 of answers.jsonl cannot be used: {reason}; nothing was changed.\n"
    assert run("card", 1, "--library", library, "--json").json["log"] == []


def test_a_file_without_answers(run, library, tmp_path):
    file = write_lines(tmp_path / "none.jsonl", "")
    assert (
        run("answer", "--from", file, "--library", library).err
        == "error: There are no answers in none.jsonl.\n"
    )
    result = run("answer", "--from", tmp_path / "absent", "--library", library)
    assert result.err == "error: Nothing can be read from absent: no such file or directory.\n"


def test_a_card_that_is_not_there(run, library, tmp_path):
    assert run("card", 999, "--library", library).err == "error: There is no card 999.\n"
    assert run("answer", 999, "good", "--library", library).err == "error: There is no card 999.\n"
    absent = tmp_path / "absent.db"
    assert run("answer", 1, "good", "--library", absent).code == 1
    assert not absent.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("1",),
        (),
        ("1", "perfect"),
        ("1", "good", "--from", "x"),
        ("one", "good"),
        ("1", "good", "--seconds", "-1"),
    ],
)
def test_used_wrongly(run, library, arguments):
    assert run("answer", *arguments, "--library", library).code == 2
