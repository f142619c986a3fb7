"""export with its options, and editions."""

import zipfile

import pytest


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".md", ".json"])
def test_every_format_is_written_by_its_ending(run, library, tmp_path, ending):
    target = tmp_path / f"deck{ending}"
    result = run("export", "Medicine", target, "--library", library)
    assert result.code == 0
    assert "cyclooxygenase" in target.read_text("utf-8")
    assert "In Anki" not in result.out


def test_progress_goes_into_a_package_and_the_boxes_to_tick_are_told(run, library, tmp_path):
    run("answer", 1, "good", "--library", library)
    target = tmp_path / "mine.apkg"
    result = run("export", "Medicine", target, "--with-progress", "--with-presets", "--library", library)
    assert result.code == 0
    assert "Your progress is in it: 1 answer." in result.out
    assert "In Anki: tick “Import any learning progress”." in result.out
    assert "In Anki: tick “Import any deck presets”." in result.out
    found = run("export", "Medicine", target, "--with-progress", "--library", library, "--json").json
    assert (found["with_progress"], found["answers"]) == (True, 1)
    assert any("learning progress" in each for each in found["in_anki"])
    assert zipfile.is_zipfile(target)


def test_progress_in_another_file_is_refused_in_one_sentence(run, library, tmp_path):
    result = run("export", "Medicine", tmp_path / "deck.csv", "--with-progress", "--library", library)
    assert result.code == 1
    assert result.err == "error: Only an Anki package (.apkg) can hold progress or presets.\n"
    assert not (tmp_path / "deck.csv").exists()


def test_a_preview_writes_nothing_and_is_for_packages_only(run, library, tmp_path):
    target = tmp_path / "deck.apkg"
    result = run("export", "Medicine", target, "--preview", "--library", library)
    assert result.code == 0
    assert result.out.startswith("The deck “Medicine” would go to")
    assert not target.exists()
    assert run("editions", "Medicine", "--library", library, "--json").json == []
    found = run("export", "Medicine", target, "--preview", "--library", library, "--json").json
    assert (found["preview"], found["edition"], found["changes"]) == (True, 1, [])
    assert run("export", "Medicine", tmp_path / "deck.md", "--preview", "--library", library).code == 2


def test_editions_tell_what_changed(run, library, tmp_path):
    target = tmp_path / "deck.apkg"
    assert "not exported for others yet" in run("editions", "Medicine", "--library", library).out
    run("export", "Medicine", target, "--library", library)
    again = run("export", "Medicine", target, "--library", library)
    assert "Nothing changed since edition 1." in again.out
    from flashcards.app import open_app

    app = open_app(library)
    note, gone = app.decks.notes()[:2]
    app.decks.edit_note(note.id, ("A better question?", *note.fields[1:]))
    app.decks.remove_notes([gone.id])
    app.close()
    result = run("export", "Medicine", target, "--library", library)
    assert "Since edition 1: 1 changed, 1 withdrawn." in result.out
    assert "  changed   A better question?" in result.out
    listed = run("editions", "Medicine", "--library", library, "--json").json
    assert [(each["number"], each["counts"]) for each in listed] == [
        (1, {}),
        (2, {"changed": 1, "withdrawn": 1}),
    ]
    assert "all new" in run("editions", "Medicine", "--library", library).out
    shown = run("editions", "Medicine", "--show", 2, "--library", library, "--json").json
    assert {each["kind"] for each in shown["changes"]} == {"changed", "withdrawn"}
    assert "withdrawn" in run("editions", "Medicine", "--show", 2, "--library", library).out
    assert "everything in it is new" in run("editions", "Medicine", "--show", 1, "--library", library).out
    missing = run("editions", "Medicine", "--show", 3, "--library", library)
    assert (missing.code, missing.err) == (1, "error: The deck “Medicine” has no edition 3.\n")
    assert run("editions", "Law", "--library", library).code == 1


def test_beside_an_open_window_the_file_is_written_and_the_edition_is_not(run, library, tmp_path):
    from flashcards.app import open_app

    window = open_app(library)
    try:
        result = run("export", "Medicine", tmp_path / "deck.apkg", "--library", library)
    finally:
        window.close()
    assert result.code == 0
    assert "editions are not noted down now" in result.err
    assert zipfile.is_zipfile(tmp_path / "deck.apkg")
