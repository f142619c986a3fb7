"""Migrations of a library that an older version wrote: all or nothing, after a backup, keeping what hangs on it."""

import shutil
import sqlite3
from datetime import UTC
from importlib.resources import files
from pathlib import Path

import pytest

from flashcards.app import open_app
from flashcards.core.errors import CannotOpenLibrary
from flashcards.store import library as library_module
from flashcards.store import opening
from flashcards.store import upgrade as upgrade_module
from flashcards.store.library import open_library
from flashcards.store.migrations import APPLICATION_ID, REVISIONS
from tests.conftest import MONDAY, stock

NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "{last}"


def upgrade():
{body}
"""
REBUILD_PARENTS = """
    for table in ("decks", "notes"):
        with op.batch_alter_table(table, recreate="always") as batch:
            batch.add_column(sa.Column("remark", sa.Text))
"""
FAIL_HALF_WAY = """
    op.execute("CREATE TABLE half (id INTEGER)")
    op.execute("DELETE FROM reviews")
    raise RuntimeError("half way")
"""
BREAK_REFERENCES = """
    op.execute("DELETE FROM notes")
"""


@pytest.fixture
def older(tmp_path, clock):
    """A library with three cards and an answer, of the version before the one that `newer_program` makes."""
    path = tmp_path / "library.db"
    app = open_app(path, clock)
    card_ids = stock(app, 3)
    from flashcards.core.reviews import Rating

    app.study.answer(card_ids[0], Rating.GOOD)
    app.close()
    return path


@pytest.fixture
def newer_program(tmp_path, monkeypatch):
    """Makes the program one revision newer: the real migrations and one more with the given body."""

    def become(body):
        package = tmp_path / "package"
        shutil.copytree(files("flashcards.store") / "migrations", package / "migrations")
        (package / "migrations" / "versions" / "next.py").write_text(
            NEXT.format(body=body, last=REVISIONS[-1]), "utf-8"
        )
        monkeypatch.setattr(upgrade_module, "files", lambda _package: package)
        for module in (library_module, opening):
            monkeypatch.setattr(module, "REVISIONS", (*REVISIONS, "next"))

    return become


def counts(path):
    connection = sqlite3.connect(path)
    found = {
        table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in (
            "articles",
            "blocks",
            "facts",
            "drafts",
            "decks",
            "notes",
            "cards",
            "reviews",
            "judgements",
        )
    }
    connection.close()
    return found


def rows(path):
    connection = sqlite3.connect(path)
    found = "\n".join(connection.iterdump())
    connection.close()
    return found


def backups(path):
    return sorted(path.with_suffix(".backups").glob("*.db"))


def test_rebuilding_parents_keeps_their_children(older, newer_program):
    before = counts(older)
    newer_program(REBUILD_PARENTS)
    open_library(older, MONDAY).close()
    assert counts(older) == before
    assert before["cards"] == 3


def test_references_are_kept_again_after_a_migration(older, newer_program):
    newer_program(REBUILD_PARENTS)
    library = open_library(older, MONDAY)
    with library.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    from flashcards.core.changes import Changes

    with library.writing("", Changes.DECKS) as connection:
        connection.exec_driver_sql("DELETE FROM decks")
    library.close()
    assert (counts(older)["cards"], counts(older)["reviews"]) == (0, 0)


def test_a_backup_is_made_before_and_is_the_old_library(older, newer_program):
    before = rows(older)
    newer_program(REBUILD_PARENTS)
    open_library(older, MONDAY).close()
    (backup,) = backups(older)
    assert backup.name == "20260302-090000.before-upgrade.db"
    assert rows(backup) == before
    assert rows(older) != before


def test_a_library_that_is_up_to_date_is_not_copied(older):
    open_library(older, MONDAY).close()
    assert backups(older) == []


@pytest.mark.parametrize(
    ("body", "error"), [(FAIL_HALF_WAY, "half way"), (BREAK_REFERENCES, "broken references")]
)
def test_a_migration_that_fails_leaves_nothing(older, newer_program, monkeypatch, body, error):
    before = rows(older)
    newer_program(body)
    with pytest.raises(RuntimeError, match=error):
        open_library(older, MONDAY)
    assert rows(older) == before
    assert {each.name for each in older.parent.iterdir()} - {"package"} == {
        older.name,
        f"{older.name}.lock",
        "library.backups",
    }
    assert len(backups(older)) == 1
    monkeypatch.undo()
    open_library(older, MONDAY).close()  # the older program still opens it


def test_a_damaged_library_is_not_upgraded(older, newer_program, fingerprint):
    size = older.stat().st_size
    with older.open("rb+") as file:
        # Overwrite the middle of the last pages: rows of a table, not the schema.
        file.seek(size // 2)
        file.write(b"\xff" * (size // 2))
    before = fingerprint(older)
    newer_program(REBUILD_PARENTS)
    with pytest.raises(CannotOpenLibrary, match="damaged"):
        open_library(older, MONDAY)
    assert fingerprint(older) == before
    assert backups(older) == []
    assert list(older.parent.rglob("*.part*")) == []


def test_a_newer_library_is_refused_untouched(older, newer_program, monkeypatch, fingerprint):
    newer_program(REBUILD_PARENTS)
    open_library(older, MONDAY).close()
    before = {each.name: fingerprint(each) for each in older.parent.iterdir() if each.is_file()}
    monkeypatch.undo()
    from flashcards.core.errors import LibraryTooNew

    for write in (True, False):
        with pytest.raises(LibraryTooNew, match="newer version of Flashcards"):
            open_library(older, MONDAY, write=write)
    assert {each.name: fingerprint(each) for each in older.parent.iterdir() if each.is_file()} == before


@pytest.fixture(params=REVISIONS[:-1])
def released(request, tmp_path):
    """A library as each earlier version of the program left it: four drafts, two cards, an answer."""
    path = tmp_path / "library.db"
    script = Path(__file__).parent / "libraries" / f"r{request.param}.sql"
    connection = sqlite3.connect(path)
    connection.executescript(script.read_text("utf-8"))
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.close()
    return path


def test_a_library_of_every_earlier_version_works_on(released, clock):
    app = open_app(released, clock, undo=True, zone=UTC)
    (article,) = app.articles.all()
    assert (article.title, article.accepted, article.rejected, article.waiting) == (
        "How lithium works",
        2,
        1,
        1,
    )
    (deck,) = app.decks.all()
    assert (deck.name, deck.cards, app.statistics.summary().answers) == ("Brain", 2, 1)
    for card in app.decks.notes():
        for each in app.decks.note_with_cards(card.id)[2]:
            assert app.study.replayed(each.id) == each.memory
    assert app.judgements.all() == []
    last = app.drafts.of_article(article.id)[-1]
    app.drafts.reject([last.id], "trivial")
    assert [each.question for each in app.judgements.all()] == [last.question]
    app.close()
    assert len(backups(released)) == 1
    assert counts(released)["judgements"] == 1
