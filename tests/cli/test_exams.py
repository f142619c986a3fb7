"""Exams from the command line: what is typed, what is told, and that the queue follows the plan."""

import pytest

pytestmark = pytest.mark.model

SOON = "2026-03-14T09:00+00:00"
WHEN = ("--at", SOON)


@pytest.fixture
def exam(run, library):
    """Runs `exam` over a library."""
    return lambda *arguments: run("exam", *arguments, "--library", library)


def test_an_exam_is_added_listed_changed_and_removed(exam):
    assert exam("list").out == "There are no exams yet.\n"
    options = ("--deck", "Medicine", "--goal", 85, "--minutes", "10 10 10 10 10 0 30", "--off", "2026-03-09")
    added = exam("add", "Biology", *WHEN, *options, "--role", "risk", "--weight", "risk=2", "--json").json
    assert added == {
        "name": "Biology",
        "at": "2026-03-14T09:00:00+00:00",
        "decks": ["Medicine"],
        "articles": [],
        "tags": [],
        "roles": ["risk"],
        "goal": 0.85,
        "minutes": [10, 10, 10, 10, 10, 0, 30],
        "days_off": ["2026-03-09"],
        "weights": {"risk": 2.0},
        "daily": True,
    }
    assert [(row["name"], row["ready"]) for row in exam("list", "--json").json] == [("Biology", 0.0)]
    assert "12 days" in exam("list").out
    changed = exam("change", "biology", "--rename", "Bio", "--minutes", 15, "--no-daily", "--json").json
    assert changed == added | {"name": "Bio", "minutes": [15.0] * 7, "daily": False}
    assert not exam("change", "Bio", "--json").json["daily"]
    assert exam("remove", "Bio").out == "The exam “Bio” is gone.\n"
    assert exam("list", "--json").json == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "say when it is"),
        (("--at", "2026-03-14"), "is not a date with an hour"),
        (("--at", "soon"), "is not a date with an hour"),
        ((*WHEN, "--minutes", "1,2"), "neither one number nor seven"),
        ((*WHEN, "--minutes", "many"), "neither one number nor seven"),
        ((*WHEN, "--weight", "risk"), "not a role with a number"),
        ((*WHEN, "--weight", "joke=2"), "is no role"),
        ((*WHEN, "--role", "joke"), "is no role"),
        ((*WHEN, "--off", "tomorrow"), "is not a date"),
        ((*WHEN, "--goal", "0.9"), "not a goal in percent"),
    ],
)
def test_wrong_use_is_told_and_stores_nothing(exam, arguments, sentence):
    result = exam("add", "E", *arguments)
    assert result.code == 2
    assert sentence in result.err
    assert exam("list", "--json").json == []


def test_what_cannot_be_is_one_sentence(exam):
    assert exam("add", "E", *WHEN, "--deck", "Nope").err == "error: There is no deck “Nope”.\n"
    assert exam("add", "E", "--at", "2026-03-01T09:00").err == "error: The exam must lie in the future.\n"
    assert exam("add", "E", *WHEN, "--goal", "20").err == "error: The goal lies between 50% and 99%.\n"
    for verb in ("forecast", "plan", "remove"):
        assert (exam(verb, "E").code, exam(verb, "E").err) == (1, "error: There is no exam “E”.\n")


def test_the_forecast_and_the_plan_and_what_the_queue_makes_of_it(exam, run, library):
    later = ("--now", "2026-03-02T10:00:00Z", "--library", library)
    for card in (1, 2, 3):
        run("answer", card, "easy", "--library", library)
    assert "if nothing is seen again" in exam("add", "Biology", *WHEN, "--minutes", 5).out
    found = run("exam", "forecast", "Biology", *later, "--json").json
    assert found["readiness"]["cards"] == found["readiness"]["unseen"] + 3
    assert 0 < found["readiness"]["low"] < found["readiness"]["share"]
    text = run("exam", "forecast", "Biology", *later).out
    assert "How aspirin thins the blood" in text
    assert "Weakest cards" in text
    shown = run("exam", "plan", "Biology", *later)
    assert "only the plan" in shown.out
    assert "fewest minutes" in shown.out
    assert run("why", 1, *later, "--json").json["moved"] is None
    plan = run("exam", "plan", "Biology", "--apply", *later, "--json").json
    assert plan["applied"]
    assert plan["expected"]["share"] > plan["without"]["share"]
    assert all(day["filled"] <= day["minutes"] for day in plan["days"])
    move = plan["moved"][0]
    assert run("card", move["card"], *later, "--json").json["memory"]["due"] == move["to"]
    assert "Moved for Biology, was due" in run("why", move["card"], *later).out
    due = run("due", "--now", f"{move['to']}T10:00:00Z", "--library", library, "--json").json
    assert move["card"] in [row["card"] for row in due]
    run("exam", "remove", "Biology", *later)
    assert run("why", move["card"], *later, "--json").json["moved"] is None
