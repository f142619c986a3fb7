"""What can be wrong inside a library, found and mended by SQL."""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.exc import DatabaseError

from flashcards.store import note_types
from flashcards.store.notes import note_of
from flashcards.store.tables import cards, notes

#: The deck of cards whose own is gone.
RECOVERED = "Recovered"
_MOST_FAULTS = 1000
_OF_INDEX = re.compile(
    r"missing from index|wrong # of entries in index|non-unique entry in index|rowid not at end"
)
_SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Orphan:
    """A row that refers to another that is not there."""

    table: str
    rowid: int
    parent: str
    column: str
    on_delete: str


def faults_of_pages(connection: Connection) -> tuple[list[str], list[str]]:
    """What SQLite finds wrong with pages and rows, and what only with indexes, which can be made anew."""
    try:
        found = [str(row[0]) for row in connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST_FAULTS})")]
    except (DatabaseError, sqlite3.DatabaseError) as error:
        return [str(getattr(error, "orig", error))], []
    faults = [each for each in found if each != "ok"]
    return (
        [each for each in faults if not _OF_INDEX.search(each)],
        [each for each in faults if _OF_INDEX.search(each)],
    )


def orphans(connection: Connection) -> list[Orphan]:
    """Every row with a broken reference."""
    found = []
    keys: dict[str, dict[int, tuple[str, str]]] = {}
    for table, rowid, parent, number in connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        if table not in keys:
            listed = connection.exec_driver_sql(f'PRAGMA foreign_key_list("{table}")').all()
            keys[table] = {row[0]: (row[3], row[6]) for row in listed}
        column, on_delete = keys[table][number]
        found.append(Orphan(str(table), int(rowid), str(parent), column, on_delete))
    return found


def mend_orphans(connection: Connection, now: int) -> None:
    """Give cards without a deck another, notes without a type a plain one; forget other references, or the rows.

    Needs foreign keys that are off, so that nothing follows by itself. `now` in milliseconds.
    """
    while broken := orphans(connection):
        for each in broken:
            if (each.table, each.parent) == ("cards", "decks"):
                _set(connection, each, recovered_deck(connection, now))
            elif (each.table, each.parent) == ("notes", "note_types"):
                _make_type(connection, each)
            elif each.on_delete == "SET NULL":
                _set(connection, each, None)
            else:
                connection.exec_driver_sql(f'DELETE FROM "{each.table}" WHERE rowid = ?', (each.rowid,))  # noqa: S608


def recovered_deck(connection: Connection, now: int) -> int:
    """The deck of what was found without one, which is made if it is missing."""
    from flashcards.store import decks as decks_table

    return decks_table.ensure(connection, RECOVERED, now)


def words_are_wrong(connection: Connection) -> bool:
    """Whether the index of words differs from the notes."""
    try:
        connection.exec_driver_sql("INSERT INTO note_words (note_words, rank) VALUES ('integrity-check', 1)")
    except DatabaseError as error:
        if not str(getattr(error.orig, "sqlite_errorname", "")).startswith("SQLITE_CORRUPT"):
            raise
        return True
    return False


def mend_words(connection: Connection) -> None:
    """Make the index of words anew."""
    connection.exec_driver_sql("INSERT INTO note_words (note_words) VALUES ('rebuild')")


def notes_without_cards(connection: Connection) -> list[int]:
    """The ids of notes without a card."""
    query = select(notes.c.id).where(notes.c.id.not_in(select(cards.c.note_id)))
    return [row[0] for row in connection.execute(query)]


def misfit_notes(connection: Connection) -> list[tuple[int, tuple[str, ...]]]:
    """Notes with another number of fields than their type, with the fields that fit it: nothing is lost."""
    sizes = {each.id: len(each.fields) for each in note_types.by_id(connection).values()}
    found = []
    for row in connection.execute(select(notes)).mappings():
        fields = note_of(row).fields
        wanted = sizes.get(row["note_type_id"], len(fields))
        if len(fields) < wanted:
            found.append((int(row["id"]), (*fields, *[""] * (wanted - len(fields)))))
        elif len(fields) > wanted:
            rest = " ".join(each for each in fields[wanted - 1 :] if each)
            found.append((int(row["id"]), (*fields[: wanted - 1], rest)))
    return found


def card_ids_with_answers(connection: Connection) -> Iterator[int]:
    """The ids of all cards that were ever answered."""
    for row in connection.exec_driver_sql("SELECT DISTINCT card_id FROM reviews ORDER BY card_id").all():
        yield int(row[0])


def _set(connection: Connection, orphan: Orphan, value: int | None) -> None:
    statement = f'UPDATE "{orphan.table}" SET "{orphan.column}" = ? WHERE rowid = ?'  # noqa: S608 (our own names)
    connection.exec_driver_sql(statement, (value, orphan.rowid))


def _make_type(connection: Connection, orphan: Orphan) -> None:
    """A plain note type in the place of one that is gone, with as many fields as its longest note."""
    from flashcards.core.cards import NoteField, NoteType, Template

    query = select(notes.c.note_type_id).where(notes.c.id == orphan.rowid)
    type_id = int(connection.execute(query).scalar_one())
    texts = connection.execute(select(notes.c.fields).where(notes.c.note_type_id == type_id))
    most = max(2, *(text.count(_SEPARATOR) + 1 for (text,) in texts))
    fields = tuple(NoteField(number, f"Field {number}") for number in range(1, most + 1))
    rest = "<br>".join(f"{{{{{each.name}}}}}" for each in fields[1:])
    template = Template(1, "Card 1", "{{Field 1}}", "{{FrontSide}}<hr id=answer>" + rest)
    note_types.save(connection, NoteType(type_id, f"{RECOVERED} {type_id}", fields, (template,), ""))
