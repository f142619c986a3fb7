"""Quizzes from the command line: asked in the terminal, made and graded by files, listed, and wrong input."""

import io
import json
import sys

import pytest

pytestmark = pytest.mark.model


@pytest.fixture
def quiz(run, library):
    """Runs `quiz` over a library."""
    return lambda *arguments: run("quiz", *arguments, "--library", library)


@pytest.fixture
def typing(monkeypatch):
    """What is typed at the terminal, line by line."""
    return lambda *lines: monkeypatch.setattr(
        sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines))
    )


def test_the_same_seed_makes_the_same_quiz_with_answers_and_sources(quiz):
    first = quiz("make", "-n", 3, "--seed", 5, "--json").json
    second = quiz("make", "-n", 3, "--seed", 5, "--json").json
    assert first["questions"] == second["questions"]
    assert first["seed"] == 5
    for question in first["questions"]:
        assert question["right"]
        assert question["basis"][0]["sentence"]
    shown = quiz("make", "-n", 3, "--seed", 5).out
    assert first["questions"][0]["stem"].split("[...]")[0].strip() in shown


def test_answers_of_a_file_are_graded_and_the_result_is_kept(quiz, tmp_path):
    made = quiz("make", "-n", 3, "--seed", 5, "--json").json
    file = tmp_path / "answers.json"
    answers = [made["questions"][0]["right"], ""]
    file.write_text(json.dumps(answers), encoding="utf-8")
    graded = quiz("grade", made["quiz"], file, "--json").json
    assert graded["result"]["points"] == made["questions"][0]["points"]
    assert graded["questions"][1]["grade"]["outcome"] == "skipped"
    assert "To repeat" in quiz("result", made["quiz"]).out
    listed = quiz("list", "--json").json
    assert listed["quizzes"][0]["points"] == made["questions"][0]["points"]
    assert quiz("today", made["quiz"]).code == 0
    assert quiz("grade", made["quiz"], file).err == "error: This quiz is over.\n"
    assert quiz("remove", made["quiz"]).code == 0
    assert quiz("list").out == "There are no quizzes yet.\n"


def test_a_quiz_is_asked_left_and_resumed(quiz, typing):
    typing("no such thing")
    left = quiz("ask", "-n", 2, "--seed", 1, "--kinds", "typed")
    assert "1/2" in left.out
    assert "Not right." in left.out
    assert "“" in left.out, "the sentence is shown"
    assert "`quiz resume` goes on" in left.err
    typing("", "")
    resumed = quiz("resume")
    assert "2/2" in resumed.out
    assert "0 of" in resumed.out
    assert quiz("resume").err == "error: No quiz was left.\n"


def test_a_mock_exam_tells_all_at_the_end(quiz, typing):
    typing("x", "y")
    told = quiz("ask", "-n", 2, "--seed", 1, "--kinds", "typed", "--mock", "--minutes", 10)
    questions, _result, end = told.out.partition(" of 2 points")
    assert "Not right" not in questions
    assert "✕ 1." in end


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("make", "--kinds", "essay"), 2, "'essay' is none of choice"),
        (("make", "-n", 0), 2, "greater than or equal to 1"),
        (("make", "--minutes", -3), 1, "more than 0"),
        (("make", "--deck", "Nowhere"), 1, "There is no deck “Nowhere”."),
        (("make", "--exam", "Nowhere"), 1, "There is no exam “Nowhere”."),
        (("make", "--query", "(open"), 1, "never closed"),
        (("make", "--role", "essay"), 2, "essay"),
        (("ask", "--json"), 2, "quiz make"),
        (("result", 99), 1, "There is no quiz 99."),
        (("today", 99), 1, "There is no quiz 99."),
        (("grade", 99, "absent.json"), 1, "cannot be read"),
    ],
)
def test_wrong_use_is_said_in_one_sentence(quiz, arguments, code, said):
    result = quiz(*arguments)
    assert (result.code, said in result.err) == (code, True), result.err
    assert quiz("list").out == "There are no quizzes yet.\n"


@pytest.mark.parametrize("content", ["{}", "[", "[3]", '["x", "y", "z", "w"]'])
def test_a_file_that_holds_no_answers_changes_nothing(quiz, tmp_path, content):
    made = quiz("make", "-n", 2, "--seed", 5, "--json").json
    file = tmp_path / "answers.json"
    file.write_text(content, encoding="utf-8")
    result = quiz("grade", made["quiz"], file)
    assert result.code == 1
    assert result.err.count("\n") == 1
    assert all("given" not in each for each in quiz("result", made["quiz"], "--json").json["questions"])
