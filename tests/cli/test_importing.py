"""The command import: previews, imports, and wrong use."""

import pytest

from tests.importing.making import Student

pytestmark = pytest.mark.anki


@pytest.fixture
def package(tmp_path):
    student = Student(tmp_path / "anki")
    student.add("A::B", Front="q", Back="a")
    student.answer(student.cards()[0].id, 3)
    path = student.export(tmp_path / "deck.apkg")
    student.close()
    return path


def test_a_preview_makes_no_library(run, package, tmp_path):
    library = tmp_path / "new" / "library.db"
    done = run("--library", library, "import", package, "--preview")
    assert done.code == 0
    assert "nothing was written yet" in done.out
    assert "A::B" in done.out
    assert not library.parent.exists()


def test_import_and_import_again(run, package, tmp_path):
    library = tmp_path / "library.db"
    done = run("--now", "2100-01-01", "--library", library, "import", package)
    assert (done.code, "1 new note with 1 card" in done.out) == (0, True)
    assert "--with-progress" in done.err
    done = run("--now", "2100-01-01", "--library", library, "import", package, "--with-progress")
    assert (done.code, "1 answer" in done.out) == (0, True)
    done = run("--now", "2100-01-01", "--library", library, "import", package, "--with-progress")
    assert "Everything in deck.apkg is here already" in done.out


def test_json(run, package, tmp_path):
    library = tmp_path / "library.db"
    seen = run(
        "--now",
        "2100-01-01",
        "--library",
        library,
        "import",
        package,
        "--preview",
        "--with-progress",
        "--json",
    )
    assert seen.json["preview"] is True
    assert seen.json["notes"] == {"new": 1}
    assert (seen.json["cards"], seen.json["answers"]) == (1, 1)
    assert seen.json["examples"][0]["text"] == "q · a"
    done = run("--library", library, "import", package, "--json")
    assert (done.json["preview"], done.json["decks"]) == (False, [{"deck": "A::B", "cards": 1}])


@pytest.mark.parametrize(
    ("name", "words"),
    [("missing.apkg", "There is no file"), (".", "is a folder"), ("notes.apkg", "not an Anki package")],
)
def test_what_is_no_package_is_one_sentence(run, tmp_path, name, words):
    (tmp_path / "notes.apkg").write_text("no zip", "utf-8")
    done = run("--library", tmp_path / "library.db", "import", tmp_path / name)
    assert done.code == 1
    assert words in done.err
    assert done.err.count("\n") == 1


def test_a_preview_works_beside_an_open_window(run, package, tmp_path):
    from flashcards.app import open_app

    library = tmp_path / "library.db"
    window = open_app(library)
    try:
        seen = run("--library", library, "import", package, "--preview", "--json")
        assert (seen.code, seen.json["notes"]) == (0, {"new": 1})
        refused = run("--library", library, "import", package)
        assert refused.code == 1
        assert refused.err.startswith("error: ")
    finally:
        window.close()
