"""Presets, marks, due dates, searches, plans and figures from the command line."""

import csv

import pytest

pytestmark = pytest.mark.model


def answered(run, library, card, rating="easy", now="2026-03-02T09:00:00Z"):
    return run("answer", card, rating, "--library", library, "--now", now)


def test_cards_and_notes_by_query(run, library):
    rows = run("cards", "role:risk", "--library", library, "--json").json
    assert rows
    assert {row["role"] for row in rows} == {"risk"}
    notes = run("notes", "role:risk", "-stomach", "--library", library)
    assert notes.code == 2  # one query is one argument
    found = run("notes", "role:risk -stomach", "--library", library, "--json").json
    assert all("stomach" not in note["source"] for note in found)
    assert run("cards", "zebra", "--library", library).out == "No cards were found.\n"
    result = run("cards", "(aspirin", "--library", library)
    assert (result.code, result.err) == (1, "error: A bracket of the search is never closed.\n")
    assert "State" in run("cards", "--library", library).out


def test_marks_by_id_and_by_query(run, library):
    assert run("suspend", 1, 2, "--library", library).out == "2 cards are suspended.\n"
    assert [row["card"] for row in run("cards", "is:suspended", "--library", library, "--json").json] == [
        1,
        2,
    ]
    assert run("unsuspend", "is:suspended", "--library", library, "--json").json == {"cards": [1, 2]}
    assert run("flag", 3, 1, "--library", library).out == "1 card is flagged 3.\n"
    run("bury", 2, "--library", library)
    rows = run("cards", "--library", library, "--json").json
    assert [(row["flag"], row["buried"]) for row in rows[:2]] == [(3, False), (0, True)]
    assert "flag 3" in run("cards", "card:1", "--library", library).out
    assert run("unbury", 2, "--library", library).out == "1 card is back for today.\n"
    assert run("flag", 0, 1, "--library", library).out == "1 card is unflagged.\n"


def test_due_dates_and_forgetting(run, library):
    assert run("set-due", "3-7", 1, "--library", library).out == "1 card is due in 3-7 days.\n"
    (row,) = run("cards", "card:1", "--library", library, "--json").json
    assert "2026-03-05" <= row["due"] <= "2026-03-09"
    assert run("set-due", 0, 1, "--library", library).out == "1 card is due today.\n"
    assert "given a due date and was never answered" in run("why", 1, "--library", library).out
    assert run("forget", 1, "--library", library).out == "1 card is new again.\n"
    assert "Card 1 is new." in run("why", 1, "--library", library).out
    assert run("leeches", "--library", library).out == "There are no leeches.\n"


def test_a_leech_is_forgiven(run, library):
    run("preset", "Default", "--set", "leech_threshold=1", "--set", "leech_action=tag", "--library", library)
    run("answer", 1, "easy", "--library", library)
    run("answer", 1, "again", "--library", library, "--now", "2026-06-02T09:00:00Z")
    assert [row["card"] for row in run("leeches", "--library", library, "--json").json] == [1]
    assert run("forgive", 1, "--library", library).out == "1 card is forgiven.\n"
    assert run("leeches", "--library", library).out == "There are no leeches.\n"


@pytest.mark.parametrize(
    ("arguments", "code", "problem"),
    [
        (("suspend", 999), 1, "There is no card 999."),
        (("suspend", "zebra"), 1, "No card fits “zebra”."),
        (("suspend",), 2, "Missing argument"),
        (("flag", 8, 1), 2, "less than or equal to 7"),
        (("set-due", "soon", 1), 2, "not a number of days"),
        (("set-due", "7-3", 1), 1, "the smaller number first"),
        (("preset", "Nothing"), 2, "there is no preset"),
        (("preset", "Default", "--set", "new_per_day"), 2, "KEY=VALUE"),
        (("preset", "Default", "--set", "speed=1"), 1, "A preset has no “speed”"),
        (("preset", "Default", "--deck", "Law"), 1, "There is no deck “Law”."),
        (("days-off", "Christmas"), 2, "not a date"),
        (("catch-up", 0), 2, "greater than or equal to 1"),
        (("optimise",), 1, "at least 64 answers on later days are needed; there are 0."),
        (("optimise", "--back"), 1, "never been fitted"),
        (("due", "--role", "villain"), 2, "villain"),
        (("due", "--minutes", 0), 1, "more than no minutes"),
        (("why", 999), 1, "There is no card 999."),
        (("answer", 1, "good", "--cram", "--from", "x"), 2, "--from"),
        (("stats", "--csv", "/nowhere"), 1, "there is no folder /nowhere"),
    ],
)
def test_wrong_input_is_one_sentence_and_changes_nothing(run, library, fingerprint, arguments, code, problem):
    before = run("cards", "--library", library, "--json").out
    result = run(*arguments, "--library", library)
    assert result.code == code
    assert problem in result.err
    assert "Traceback" not in result.err
    assert run("cards", "--library", library, "--json").out == before


def test_presets(run, library):
    made = run("preset", "Exam", "--set", "new_per_day=2", "--deck", "Medicine", "--library", library)
    assert "new_per_day = 2\n" in made.out
    assert run("due", "--library", library, "--json").json[2:] == []
    (default, exam) = run("presets", "--library", library, "--json").json
    assert (default["decks"], exam["decks"], exam["new_per_day"]) == ([], ["Medicine"], 2)
    assert "Exam" in run("presets", "--library", library).out
    assert run("preset", "Exam", "--remove", "--library", library).out == "The preset “Exam” is gone.\n"
    assert run("days-off", "2026-12-24", "--library", library).out == "2026-12-24\n"
    assert run("days-off", "--clear", "--library", library).out == "No days are off.\n"


def test_due_by_role_order_and_time(run, library):
    risks = run("due", "--role", "risk", "--library", library, "--json").json
    assert {row["role"] for row in risks} == {"risk"}
    for card in (1, 2, 3):
        answered(run, library, card)
    later = ("--library", library, "--json", "--now", "2026-04-30T09:00:00Z")
    weakest = run("due", "--order", "weakest", *later).json
    assert len(run("due", "--minutes", 1, "--order", "gain", *later).json) < len(weakest)
    assert "is due since" in run("why", 1, "--library", library, "--now", "2026-04-30T09:00:00Z").out
    assert "is not due for" in run("why", 1, "--library", library, "--now", "2026-03-03T09:00:00Z").out


def test_cramming_is_logged_and_nothing_else(run, library):
    out = run("answer", 1, "again", "--cram", "--library", library).out
    assert out == "Card 1: again; its schedule stays as it is.\n"
    card = run("card", 1, "--library", library, "--json").json
    assert card["memory"]["state"] == "new"
    assert [log["kind"] for log in card["log"]] == ["cram"]


def test_catching_up(run, library):
    for card in range(1, 5):
        answered(run, library, card)
    now = ("--now", "2026-05-30T09:00:00Z", "--library", library)
    plan = run("catch-up", 2, *now, "--json").json
    assert (plan["overdue"], [day["backlog"] for day in plan["days"]], plan["applied"]) == (4, [2, 2], False)
    assert "only the plan" in run("catch-up", 2, *now).out
    assert len(run("cards", "prop:due<0", *now, "--json").json) == 4
    assert "Done." in run("catch-up", 2, "--apply", *now).out
    assert run("cards", "prop:due<0", *now, "--json").json == []
    assert len(run("cards", "prop:due=0", *now, "--json").json) == 2


def test_rescheduling(run, library):
    answered(run, library, 1)
    run(
        "preset",
        "Default",
        "--set",
        "desired_retention=0.8",
        "--set",
        "role_retention=none",
        "--library",
        library,
    )
    assert run("reschedule", "--library", library, "--json").json == {"moved": 1}


def test_figures_for_people_programs_and_tables(run, library, tmp_path):
    for card in (1, 2):
        answered(run, library, card)
        answered(run, library, card, "good", "2026-04-02T09:00:00Z")
    now = ("--now", "2026-04-02T10:00:00Z", "--library", library)
    found = run("stats", *now, "--json").json
    assert found["retention_of"] == found["by_role"][0]["answers"] == 2
    assert sum(found["buttons"]["review"].values()) == 2
    assert len(found["hours"]) == 24
    assert "too few to tell" in run("stats", *now).out
    assert run("stats", "--csv", tmp_path, *now).out.startswith("Wrote retention.csv, calendar.csv")
    with (tmp_path / "calendar.csv").open(newline="", encoding="utf-8") as file:
        assert [row["answers"] for row in csv.DictReader(file)] == ["2", "2"]
    with (tmp_path / "mastery.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["title"] for row in rows} == {"How aspirin thins the blood"}
