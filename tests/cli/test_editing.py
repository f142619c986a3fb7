"""The commands that change many notes."""

import pytest


@pytest.fixture
def ids(run, library):
    return [each["card"] for each in run("cards", "--library", library, "--json").json]


def test_replace_shows_first_and_changes_with_apply(run, library):
    def call(*options):
        return run("replace", "aspirin", "the drug", "--library", library, *options)

    shown = call("--json").json
    assert shown["applied"] is False
    assert shown["notes"] > 0
    assert call("--json").json == shown, "showing changes nothing"
    assert f"{shown['notes']} notes would change; --apply changes them." in call().out
    assert call("--apply").out == f"{shown['notes']} notes changed.\n"
    assert call().out == "“aspirin” was not found.\n"
    note = shown["changes"][0]["note"]
    (card,) = run("notes", f"note:{note}", "--library", library, "--json").json[0]["cards"][:1]
    older = run("card", card, "--library", library, "--json").json["older"]
    assert any("spirin" in field for field in older[0]["fields"])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("replace", "(a+)+", "b", "--regex"), "can take for ever"),
        (("replace", "a", "b", "--field", "Colour"), "no field “Colour”"),
        (("replace", "a", "b", "--in", "is:nothing"), "knows no “is:nothing”"),
        (("duplicates", "--field", "Colour"), "no field “Colour”; there are Front"),
        (("move", " ", "is:new"), "A deck needs a name"),
        (("tag", " ", "is:new"), "Say which tags"),
        (("searches", "--save", "x", "is:nothing"), "knows no “is:nothing”"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(run, library, arguments, words):
    result = run(*arguments, "--library", library)
    assert (result.code, result.out) == (1, "")
    assert words in result.err
    assert len(result.err.splitlines()) == 1


def test_move_tag_and_untag(run, library, ids):
    assert run("move", "Exam", ids[0], "--library", library).out == "1 card is in “Exam”.\n"
    assert [each["card"] for each in run("cards", "deck:Exam", "--library", library, "--json").json] == ids[
        :1
    ]
    run("tag", "hard exam", *ids[:2], "--library", library)
    assert len(run("notes", "tag:hard", "--library", library, "--json").json) == 2
    run("untag", "hard", "tag:exam", "--library", library)
    assert run("notes", "tag:hard", "--library", library).out == "No notes were found.\n"


def test_duplicates(run, library, ids):
    assert run("duplicates", "--library", library).out == "No duplicates were found.\n"
    run("replace", "^.+$", "Same?", "--regex", "--field", "Front", "--apply", "--library", library)
    (group,) = run("duplicates", "--library", library, "--json").json
    assert len(group) >= 2
    assert "Same?" in run("duplicates", "--library", library).out


def test_searches_are_saved_and_forgotten(run, library):
    assert run("searches", "--library", library).out == "There are no saved searches.\n"
    saved = run("searches", "--save", "Weak", "prop:r<0.8", "--library", library, "--json").json
    assert saved == {"Weak": "prop:r<0.8"}
    assert "prop:r<0.8" in run("searches", "--library", library).out
    assert run("searches", "--delete", "Weak", "--library", library, "--json").json == {}
