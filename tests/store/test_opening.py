"""Opening: what is not a library is refused as it is, and a closed library is one complete file."""

import sqlite3

import pytest

from flashcards.app import open_app
from flashcards.core.errors import CannotOpenLibrary, LibraryBusy
from flashcards.store.library import open_library
from tests.conftest import MONDAY, stock


@pytest.fixture
def path(tmp_path):
    return tmp_path / "library.db"


@pytest.fixture
def filled(path, clock):
    app = open_app(path, clock)
    stock(app, 5)
    app.close()
    return path


def names(folder):
    return sorted(each.name for each in folder.iterdir())


def test_a_closed_library_is_one_file(filled):
    assert names(filled.parent) == ["library.db", "library.db.lock"]


def test_a_library_keeps_what_was_put_in(filled, clock):
    app = open_app(filled, clock)
    assert [(row.name, row.cards) for row in app.decks.all()] == [("Biology", 5)]
    app.close()


def test_the_folder_is_made(tmp_path):
    open_library(tmp_path / "a" / "b" / "library.db", MONDAY).close()
    assert (tmp_path / "a" / "b" / "library.db").is_file()


def test_an_empty_file_becomes_a_library(path):
    path.touch()
    open_app(path).close()
    assert path.stat().st_size > 0


def test_a_start_that_was_cut_short_is_taken_up(path):
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE t (a)")
    connection.execute("DROP TABLE t")
    connection.close()
    app = open_app(path)
    app.decks.create("A")
    app.close()


def foreign_database(path):
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE notes (id INTEGER)")
    connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
    connection.execute("INSERT INTO alembic_version VALUES ('0001')")
    connection.commit()
    connection.close()


def text(path):
    path.write_text("Ketamine blocks NMDA receptors.\n" * 40, encoding="utf-8")


def only_a_header(path):
    path.write_bytes(b"SQLite format 3\x00")


def header_and_noise(path):
    path.write_bytes(b"SQLite format 3\x00" + bytes(range(256)) * 20)


@pytest.mark.parametrize("make", [foreign_database, text, only_a_header, header_and_noise])
@pytest.mark.parametrize("write", [True, False])
def test_a_file_that_is_not_a_library_is_refused_as_it_is(path, fingerprint, make, write):
    make(path)
    before = fingerprint(path)
    with pytest.raises(CannotOpenLibrary, match=r"^[^\n]+\.$"):
        open_library(path, MONDAY, write=write)
    assert fingerprint(path) == before
    assert names(path.parent) == ["library.db"]


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.97])
def test_a_library_cut_short_is_refused_as_it_is(filled, fingerprint, share):
    with filled.open("rb+") as file:
        file.truncate(int(filled.stat().st_size * share))
    before = fingerprint(filled)
    with pytest.raises(CannotOpenLibrary, match=r"^[^\n]+\.$"):
        open_library(filled, MONDAY)
    assert fingerprint(filled) == before


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(CannotOpenLibrary, match="is a folder"):
        open_library(tmp_path, MONDAY)
    assert names(tmp_path) == []


def test_a_library_below_a_file_is_refused(path):
    path.write_text("x", encoding="utf-8")
    with pytest.raises(CannotOpenLibrary, match=r"^[^\n]+\.$"):
        open_library(path / "library.db", MONDAY)
    assert path.read_text(encoding="utf-8") == "x"


def test_two_in_one_process_do_not_share_a_library(filled, clock):
    first = open_app(filled, clock)
    with pytest.raises(LibraryBusy, match="open in another window or command"):
        open_app(filled, clock)
    first.close()
    open_app(filled, clock).close()


def test_a_name_with_signs_that_mean_something_in_a_link(tmp_path, clock):
    path = tmp_path / "a?mode=ro&b#c%20 é.db"
    app = open_app(path, clock)
    app.decks.create("A")
    app.close()
    assert names(tmp_path) == [path.name, f"{path.name}.lock"]
    app = open_app(path, clock)
    assert app.decks.names() == ["A"]
    app.close()


def test_a_relative_path(tmp_path, monkeypatch, clock):
    from pathlib import Path

    monkeypatch.chdir(tmp_path)
    open_app(Path("library.db"), clock).close()
    assert names(tmp_path) == ["library.db", "library.db.lock"]
