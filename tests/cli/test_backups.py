"""backup, restore and check as somebody types them, on sound and on damaged libraries."""

import sqlite3

import pytest

from flashcards.app import open_app
from tests.conftest import FakeClock, stock


@pytest.fixture
def path(tmp_path):
    """A library of three cards."""
    path = tmp_path / "library.db"
    app = open_app(path, FakeClock())
    stock(app, 3)
    app.close()
    return path


def damage(path):
    with path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xa5" * 4096 * 12)


def test_backup_list_and_restore(run, path):
    made = run("backup", "--library", path)
    assert made.code == 0
    assert "Made the backup 20260302-090000.manual.db" in made.out
    name = "20260302-090000.manual"
    assert run("answer", 1, "good", "--library", path).code == 0
    for command in (("restore",), ("backup", "--list")):
        listed = run(*command, "--library", path)
        assert name in listed.out
        assert "by hand" in listed.out
    seen = run("restore", name, "--preview", "--library", path)
    assert "nothing was changed yet" in seen.out
    assert "0 come back, 1 go" in seen.out
    assert run("stats", "--json", "--library", path).json["answers"] == 1
    done = run("restore", "latest", "--library", path, "--json").json
    assert (done["restored"], done["difference"]["answers"]) == (True, {"come_back": 0, "go": 1})
    assert run("stats", "--json", "--library", path).json["answers"] == 0
    back = run("restore", done["before"], "--library", path)
    assert "1 come back, 0 go" in back.out
    assert run("stats", "--json", "--library", path).json["answers"] == 1


def test_a_backup_as_json_and_to_a_file(run, path, tmp_path):
    made = run("backup", "--json", "--library", path).json
    assert (made["reason"], made["holds"]["cards"], len(made["sha256"])) == ("manual", 3, 64)
    assert run("restore", "--json", "--library", path).json == [made]
    target = tmp_path / "copy.db"
    assert run("backup", target, "--library", path).code == 0
    assert run("decks", "--json", "--library", target).json[0]["cards"] == 3
    again = run("backup", target, "--library", path)
    assert (again.code, again.err) == (1, "error: copy.db is there already; name another file.\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("restore", "nonsense"), "There is no backup “nonsense”."),
        (("restore", "--salvage"), "nothing to salvage"),
    ],
)
def test_what_cannot_be_restored(run, path, arguments, said):
    run("backup", "--library", path)
    result = run(*arguments, "--library", path)
    assert (result.code, result.out) == (1, "")
    assert said in result.err


def test_used_wrongly(run, path):
    assert run("restore", "latest", "--salvage", "--library", path).code == 2


@pytest.mark.parametrize("arguments", [("backup",), ("check",), ("check", "--repair")])
def test_without_a_library_nothing_is_made(run, tmp_path, arguments):
    result = run(*arguments, "--library", tmp_path / "absent.db")
    assert (result.code, result.err) == (1, f"error: There is no library {tmp_path / 'absent.db'}.\n")
    assert list(tmp_path.iterdir()) == []
    assert "no backups yet" in run("restore", "--library", tmp_path / "absent.db").out
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_library_names_the_way_out(run, path):
    run("backup", "--library", path)
    damage(path)
    for command in (("decks",), ("check",), ("answer", 1, "good"), ("check", "--repair")):
        result = run(*command, "--library", path)
        assert (result.code, result.out) == (1, "")
        assert result.err.startswith(
            "error: The library library.db is damaged; it was left as it is. The latest backup"
        )
        assert result.err.count("\n") == 1
    assert "nothing to compare" in run("restore", "latest", "--preview", "--library", path).err
    done = run("restore", "latest", "--library", path, "--json").json
    assert done["kept_aside"].endswith("library.damaged-20260302-090000.db")
    assert run("check", "--library", path).out == "The library is sound.\n"


def test_a_damaged_library_is_salvaged(run, path):
    run("backup", "--library", path)
    damage(path)
    done = run("restore", "--salvage", "--library", path)
    assert (done.code, done.err) == (0, "")
    assert "kept as library.damaged-20260302-090000.db" in done.out
    assert run("decks", "--json", "--library", path).json[0]["cards"] == 3


def test_a_damaged_library_without_backups(run, path):
    path.write_bytes(b"x" * 9000)
    assert (
        run("decks", "--library", path).err
        == "error: library.db is not a Flashcards library; it was left as it is.\n"
    )
    assert "There are no backups yet." in run("restore", "latest", "--library", path).err


def test_a_library_that_is_gone_is_not_begun_anew(run, path, article):
    run("backup", "--library", path)
    path.unlink()
    for command in (("decks",), ("make", article, "--deck", "D")):
        result = run(*command, "--library", path)
        assert result.code == 1
        assert "`restore latest` puts it back" in result.err
        assert not path.exists()
    assert run("restore", "latest", "--library", path).code == 0
    assert run("decks", "--json", "--library", path).json[0]["cards"] == 3


def test_check_finds_and_repairs(run, path):
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM decks")
    connection.commit()
    connection.close()
    found = run("check", "--library", path, "--json")
    assert found.code == 1
    assert found.json["findings"][0]["flaw"] == "references"
    told = run("check", "--library", path)
    assert "`check --repair` mends that." in told.out
    repaired = run("check", "--repair", "--library", path)
    assert (repaired.code, "Everything was repaired" in repaired.out) == (0, True)
    assert run("check", "--library", path).out == "The library is sound.\n"
    assert [each["reason"] for each in run("restore", "--json", "--library", path).json] == ["before-repair"]


def test_a_copy_in_conflict_is_told_with_every_command(run, path):
    path.with_name("library (conflicted copy 2026-03-02).db").touch()
    result = run("decks", "--library", path)
    assert result.code == 0
    assert result.err.startswith("library (conflicted copy 2026-03-02).db is a copy of the library")


def test_beside_an_open_window(run, path):
    app = open_app(path, FakeClock())
    assert run("check", "--library", path).code == 0
    assert run("backup", "--library", path).code == 0
    assert "open in another window or command" in run("restore", "latest", "--library", path).err
    assert "open in another window or command" in run("check", "--repair", "--library", path).err
    app.close()
