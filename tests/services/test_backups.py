"""Backups over a real library on the disk: made beside the work, verified, compared, put back."""

import sqlite3
from datetime import UTC

import pytest

from flashcards.app import open_app
from flashcards.core.backups import Moved, Reason
from flashcards.core.errors import BadInput, CannotRestore, CannotSave, NotFound
from flashcards.core.reviews import Rating
from tests.conftest import stock


@pytest.fixture
def path(tmp_path):
    return tmp_path / "library.db"


@pytest.fixture
def app(path, clock):
    opened = open_app(path, clock, undo=True, zone=UTC)
    yield opened
    opened.close()


def test_a_backup_is_the_library_and_proves_it(app, path, dump):
    ids = stock(app, 5)
    app.study.answer(ids[0], Rating.GOOD)
    made = app.backups.make()
    assert (made.reason, made.tally.cards, made.tally.answers) == (Reason.MANUAL, 5, 1)
    assert app.backups.all() == [made]
    assert sorted(each.name for each in app.backups.folder.iterdir()) == [made.name, f"{made.name}.json"]
    copy = sqlite3.connect(app.backups.folder / made.name)
    assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    copy.close()


def test_a_difference_says_what_would_come_back_and_go(app, clock):
    ids = stock(app, 5)
    clock.advance(minutes=1)
    made = app.backups.make()
    assert app.backups.difference(made).nothing
    first = app.decks.notes()[0]
    app.decks.edit_note(first.id, ("Other words?", *first.fields[1:]))
    app.decks.remove_notes([app.decks.notes()[1].id])
    stock(app, 2, "Chemistry", "salt")
    app.study.answer(ids[4], Rating.GOOD)
    found = app.backups.difference(made)
    assert (found.notes, found.cards, found.answers, found.decks) == (
        Moved(1, 2),
        Moved(1, 2),
        Moved(0, 1),
        Moved(0, 1),
    )
    assert found.changed_notes == 1
    assert len(found.back) == 1
    assert "salt" in found.gone[0]
    assert not found.nothing


def test_restoring_and_restoring_what_was_before(app, clock, dump):
    ids = stock(app, 5)
    app.study.answer(ids[0], Rating.GOOD)
    made = app.backups.make()
    then = dump(app)
    app.decks.remove("Biology")
    stock(app, 3, "Chemistry", "salt")
    now = dump(app)
    clock.advance(minutes=5)
    before, changes = app.backups.restore(made)
    assert dump(app) == then
    assert changes
    assert before.reason is Reason.RESTORE
    assert app.decks.names() == ["Biology"]
    assert app.study.next().card
    assert app.history.undo_label == ""
    # Words are found by the index, which came along.
    assert len(app.decks.notes("ketamine")) == 5
    app.study.answer(ids[1], Rating.GOOD)
    app.history.undo()
    assert dump(app) == then
    app.backups.restore(before)
    assert dump(app) == now


def test_a_restored_library_goes_on_after_the_next_start(path, clock):
    app = open_app(path, clock, zone=UTC)
    stock(app, 5)
    made = app.backups.make()
    app.decks.remove("Biology")
    app.backups.restore(made)
    ids = [card.id for card in app.study.due()]
    app.study.answer(ids[0], Rating.GOOD)
    app.close()
    again = open_app(path, clock, zone=UTC)
    assert [log.rating for log in again.study.log(ids[0])] == [Rating.GOOD]
    assert again.study.replayed(ids[0]) == again.study.show(ids[0]).card.memory
    assert again.decks.all()[0].cards == 5
    again.close()


def test_large_changes_and_imports_keep_what_was_before(app, clock, tmp_path):
    ids = stock(app, 120)
    for number, act in enumerate(
        (
            lambda: app.notes.tag([note.id for note in app.decks.notes()], "late"),
            lambda: app.notes.move(ids, "Other"),
            lambda: app.decks.remove("Biology"),
        )
    ):
        clock.advance(minutes=1)
        act()
        app.backups.wait()
        newest = app.backups.all()[0]
        assert (newest.reason, newest.made_at, newest.tally.notes) == (Reason.CHANGE, clock(), 120)
        assert len(app.backups.all()) == number + 1
    clock.advance(minutes=1)
    deck = tmp_path / "deck.csv"
    deck.write_text("Front,Back\nWhy?,Because.\n", "utf-8")
    stock(app, 1, "Physics", "iron")
    incoming = app.importing.read(deck, said={"deck": "Imported"})
    app.importing.bring(incoming, with_progress=False)
    incoming.close()
    app.backups.wait()
    newest = app.backups.all()[0]
    assert newest.reason is Reason.IMPORT
    assert newest.tally.notes == app.statistics.summary().notes - 1


def test_small_changes_make_none(app, clock):
    stock(app, 5)
    app.notes.tag([note.id for note in app.decks.notes()], "late")
    app.backups.wait()
    assert app.backups.all() == []


def test_a_backup_comes_by_itself_once_an_hour_while_something_changes(app, clock):
    ids = stock(app, 5)
    assert app.backups.keep_if_due() is None
    for hour in range(3):
        clock.advance(minutes=61)
        app.study.answer(ids[hour], Rating.GOOD)
        assert app.backups.keep_if_due().result().reason is Reason.AUTOMATIC
        assert app.backups.keep_if_due() is None
    clock.advance(hours=5)
    assert app.backups.keep_if_due() is None  # nothing has changed since
    assert len(app.backups.all()) == 3


def test_closing_makes_the_one_that_is_due(path, clock):
    app = open_app(path, clock)
    stock(app, 3)
    app.close()
    assert app.backups.all() == []
    clock.advance(days=1)
    app = open_app(path, clock)
    app.decks.create("New")
    app.close()
    assert [each.reason for each in app.backups.all()] == [Reason.AUTOMATIC]
    clock.advance(days=1)
    app = open_app(path, clock)
    app.close()  # changed nothing
    assert len(app.backups.all()) == 1


def test_a_snapshot_is_the_library_before_whatever_is_written_meanwhile(app, clock):
    ids = stock(app, 50)
    made = app.backups.keep(Reason.CHANGE)
    for number in range(50):
        app.study.answer(ids[number], Rating.GOOD)
    assert made.result().tally.answers == 0
    assert app.statistics.summary().answers == 50


@pytest.mark.parametrize("damage", ["flip", "cut", "empty", "foreign"])
def test_a_backup_that_is_not_as_it_was_made_is_refused(app, clock, dump, damage):
    stock(app, 5)
    first = app.backups.make()
    clock.advance(minutes=5)
    app.decks.create("New")
    second = app.backups.make()
    file = app.backups.folder / second.name
    content = bytearray(file.read_bytes())
    if damage == "flip":
        content[len(content) // 2] ^= 1
    elif damage == "cut":
        del content[len(content) // 2 :]
    elif damage == "empty":
        content.clear()
    file.unlink()
    file.write_bytes(content)
    if damage == "foreign":
        file.unlink()
        file.with_name(f"{file.name}.json").unlink()
        other = sqlite3.connect(file)
        other.execute("CREATE TABLE t (a)")
        other.close()
    before = dump(app)
    for act in (app.backups.restore, app.backups.difference):
        with pytest.raises(CannotRestore, match=r"^[^\n]+ was not used\.$"):
            act(second)
    assert dump(app) == before
    assert app.backups._folder.newest_sound() == first


def test_a_backup_of_an_earlier_version_is_brought_up_to_date(app, path, clock, dump):
    from pathlib import Path

    from flashcards.store import migrations

    stock(app, 5)
    app.backups.make()
    script = Path(__file__).parents[1] / "store" / "libraries" / "r0001.sql"
    older = app.backups.folder / "20250101-120000.manual.db"
    connection = sqlite3.connect(older)
    connection.executescript(script.read_text("utf-8"))
    connection.execute(f"PRAGMA application_id={migrations.APPLICATION_ID}")
    connection.close()
    backup = app.backups.get("20250101-120000.manual")
    assert app.backups.difference(backup).notes == Moved(2, 5)
    app.backups.restore(backup)
    assert app.decks.names() == ["Brain"]
    assert [each.title for each in app.articles.all()] == ["How lithium works"]
    assert not [each for each in app.backups.folder.iterdir() if each.name.startswith(".")]


def test_what_a_killed_program_left_is_swept_at_the_next_start(path, clock):
    app = open_app(path, clock)
    stock(app, 3)
    made = app.backups.make()
    app.close()
    folder = app.backups.folder
    (folder / "20260302-090000.manual.db.part").write_bytes(b"half")
    (folder / "20260302-080000.manual.db.json").write_text("{}")
    open_app(path, clock).close()
    assert sorted(each.name for each in folder.iterdir()) == [made.name, f"{made.name}.json"]


def test_names_that_are_not_backups(app):
    with pytest.raises(NotFound, match=r"^There are no backups yet\.$"):
        app.backups.get("latest")
    made = app.backups.make()
    assert app.backups.get("latest") == app.backups.get(made.name.removesuffix(".db")) == made
    (app.backups.folder / "mine.db").write_bytes(b"x")
    (app.backups.folder / "20261399-000000.manual.db").write_bytes(b"x")
    assert app.backups.all() == [made]
    with pytest.raises(NotFound, match="no backup “mine”"):
        app.backups.get("mine")


def test_a_folder_that_cannot_be_written_is_said_and_changes_nothing(app, dump):
    stock(app, 120)
    app.backups.folder.write_text("a file has that name", "utf-8")
    before, said = dump(app), []
    with pytest.raises(CannotSave, match=r"^No backup could be made in library\.backups: [^\n]+\.$"):
        app.backups.make()
    assert dump(app) == before
    app.backups.failed = said.append
    app.notes.tag([note.id for note in app.decks.notes()], "late")  # the change itself goes on
    app.backups.wait()
    assert [type(each) for each in said] == [CannotSave]


def test_a_copy_to_a_file_of_ones_own(app, tmp_path):
    stock(app, 3)
    target = tmp_path / "mine.db"
    app.backups.write_to(target)
    copy = open_app(target)
    assert copy.decks.all()[0].cards == 3
    copy.close()
    with pytest.raises(CannotSave, match="is there already"):
        app.backups.write_to(target)
    with pytest.raises(CannotSave, match="could not be written"):
        app.backups.write_to(tmp_path / "absent" / "mine.db")


def test_a_library_in_memory_has_none(clock):
    app = open_app(None, clock)
    stock(app, 120)
    assert app.backups.keep(Reason.MANUAL) is None
    assert app.backups.all() == []
    with pytest.raises(BadInput):
        app.backups.make()
    app.close()
