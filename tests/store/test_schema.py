"""The schema: tables equal migrations, types and references are checked, and every promise has its pragma."""

import re
import sqlite3

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import IntegrityError

from flashcards.core.changes import Changes
from flashcards.store.library import open_library
from flashcards.store.migrations import APPLICATION_ID, REVISIONS
from flashcards.store.tables import metadata
from tests.conftest import MONDAY


@pytest.fixture
def library(tmp_path):
    opened = open_library(tmp_path / "library.db", MONDAY)
    yield opened
    opened.close()


def pragma(library, name):
    with library.reading() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def test_tables_equal_migrations(library):
    with library.reading() as connection:
        options = {"compare_type": True, "include_name": _is_ours}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def _is_ours(name, kind, _parents):
    """The index of words is a virtual table with tables of its own, which SQLAlchemy knows nothing of."""
    return kind != "table" or not name.startswith("note_words")


def test_columns_checks_and_defaults_equal_migrations_to_the_letter(library):
    """What `compare_metadata` does not look at: checks, defaults, STRICT and partial indexes."""
    made = sqlite3.connect(":memory:")
    from sqlalchemy.dialects import sqlite
    from sqlalchemy.schema import CreateIndex, CreateTable

    for table in metadata.sorted_tables:
        made.execute(str(CreateTable(table).compile(dialect=sqlite.dialect())))
        for index in table.indexes:
            made.execute(str(CreateIndex(index).compile(dialect=sqlite.dialect())))
    with library.reading() as connection:
        migrated = connection.connection.driver_connection
        query = (
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name != 'alembic_version' "
            "AND name NOT LIKE 'note_words%'"
        )
        assert _normal(migrated.execute(query)) == _normal(made.execute(query))
    made.close()


#: Line ends, and commas outside of brackets.
_PARTS = re.compile(r"\n|,(?![^(]*\))")


def _normal(rows):
    """Name to the definition as a set of its lines, whose order and quoting may differ.

    A column that was added later stands behind a constraint on one line.
    """
    return {
        name: {" ".join(part.split()).strip(" ,()") for part in _PARTS.split(sql.replace('"', ""))}
        for name, sql in rows
    }


def test_the_list_of_revisions_is_the_chain_of_migrations():
    from importlib.resources import files

    script = ScriptDirectory(str(files("flashcards.store") / "migrations"))
    assert tuple(reversed([each.revision for each in script.walk_revisions()])) == REVISIONS


def test_every_table_is_strict(library):
    with library.reading() as connection:
        rows = connection.exec_driver_sql("PRAGMA main.table_list").mappings()
        strict = {row["name"]: row["strict"] for row in rows if row["schema"] == "main"}
    assert {name: strict[name] for name in metadata.tables} == dict.fromkeys(metadata.tables, 1)


def test_a_value_of_the_wrong_type_is_refused(library):
    with (
        pytest.raises(IntegrityError, match="cannot store TEXT"),
        library.writing("", Changes.DECKS) as connection,
    ):
        connection.exec_driver_sql("INSERT INTO decks (name, created_at) VALUES ('A', 'yesterday')")


@pytest.mark.parametrize(
    "memory", ["stability = 0", "stability = -1", "difficulty = 0.9", "difficulty = 11", "state = 4"]
)
def test_an_impossible_memory_is_refused(app, stocked, memory):
    stocked(1)
    with pytest.raises(IntegrityError), app.library.writing("", Changes.REVIEWS) as connection:
        connection.exec_driver_sql(f"UPDATE cards SET {memory}")


def test_a_reference_to_nothing_is_refused(library):
    with pytest.raises(IntegrityError), library.writing("", Changes.NOTES) as connection:
        connection.exec_driver_sql("INSERT INTO cards (note_id, deck_id) VALUES (1, 1)")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("busy_timeout", 5000),
        ("application_id", APPLICATION_ID),
    ],
)
def test_the_settings_that_promises_rest_on(library, name, value):
    assert pragma(library, name) == value


def test_the_settings_hold_for_a_library_opened_again(tmp_path):
    for _each in range(2):
        library = open_library(tmp_path / "library.db", MONDAY)
        assert (pragma(library, "journal_mode"), pragma(library, "synchronous")) == ("wal", 2)
        assert pragma(library, "foreign_keys") == 1
        library.close()


def test_a_library_in_memory_keeps_the_same_rules():
    library = open_library(None, MONDAY)
    assert (pragma(library, "foreign_keys"), pragma(library, "trusted_schema")) == (1, 0)
    library.close()
