"""Temporary tables beside a staged package: which of their notes, cards, decks and types are which of ours.

incoming   note -> target (ours, NULL for none), verdict, reason
card_map   card -> target, fresh (1 for a card that is made)
deck_map   deck -> ours, how many steps its preset has
type_map   note type -> ours
days       quarter of an hour -> study day          mornings   study day -> its first millisecond
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from flashcards.core.layouts import UNSAID
from flashcards.core.packages import Verdict

_SEPARATOR = "\x1f"

#: Why a note is left as it is here.
OTHER_TYPE = "it has another note type here"
CHANGED_HERE = "it was changed here since"
_WORDS = {
    "{new}": Verdict.NEW.value,
    "{updated}": Verdict.UPDATED.value,
    "{duplicate}": Verdict.DUPLICATE.value,
    "{conflicting}": Verdict.CONFLICTING.value,
    "{other_type}": OTHER_TYPE,
    "{changed_here}": CHANGED_HERE,
}

_TABLES = (
    "CREATE TEMP TABLE type_map (theirs INTEGER PRIMARY KEY, ours INTEGER)",
    "CREATE TEMP TABLE incoming (seq INTEGER PRIMARY KEY, note INTEGER UNIQUE, target INTEGER, verdict TEXT, "
    "reason TEXT)",
    "CREATE TEMP TABLE card_map (card INTEGER PRIMARY KEY, target INTEGER, fresh INTEGER)",
    "CREATE TEMP TABLE deck_map (theirs INTEGER PRIMARY KEY, ours INTEGER, learning INTEGER, relearning INTEGER)",
    "CREATE TEMP TABLE days (quarter INTEGER PRIMARY KEY, day INTEGER)",
    "CREATE TEMP TABLE mornings (day INTEGER PRIMARY KEY, at INTEGER)",
)
_NAMES = ("type_map", "incoming", "card_map", "deck_map", "days", "mornings")

#: The first field of our notes, for files whose notes have no guid; of several with the same the oldest counts.
_FIRSTS = """
CREATE TEMP TABLE firsts AS
SELECT note_type_id AS kind, substr(fields, 1, instr(fields || char(31), char(31)) - 1) AS first, min(id) AS id
FROM main.notes WHERE note_type_id IN (SELECT ours FROM temp.type_map) GROUP BY 1, 2
"""
_BY_FIRST = """
LEFT JOIN temp.firsts AS f ON n.guid IS NULL AND f.kind = t.ours
    AND f.first = substr(n.fields, 1, instr(n.fields || char(31), char(31)) - 1)
LEFT JOIN main.notes AS m ON m.id = f.id OR (n.guid IS NOT NULL AND m.guid = n.guid)
"""
_BY_GUID = "LEFT JOIN main.notes AS m ON m.guid = n.guid"

#: The fields of their note `n`; what a text file says nothing of is as in ours, `m`.
THEIR_FIELDS = (
    f"CASE WHEN instr(n.fields, char({ord(UNSAID)})) THEN kept_fields(n.fields, m.fields) ELSE n.fields END"
)

_JUDGE = """
INSERT INTO temp.incoming (note, target, verdict, reason)
SELECT n.id, m.id,
    CASE
        WHEN m.id IS NULL THEN '{new}'
        WHEN m.note_type_id <> t.ours THEN '{conflicting}'
        WHEN {same_time} THEN '{duplicate}'
        WHEN m.fields = {fields} AND (m.tags = n.tags OR all_tags(m.tags, n.tags) = m.tags) THEN '{duplicate}'
        WHEN {newer} THEN '{updated}'
        ELSE '{conflicting}'
    END,
    CASE
        WHEN m.note_type_id <> t.ours THEN '{other_type}'
        WHEN {same_time} THEN ''
        WHEN m.fields = {fields} AND (m.tags = n.tags OR all_tags(m.tags, n.tags) = m.tags) THEN ''
        WHEN NOT ({newer}) THEN '{changed_here}'
        ELSE ''
    END
FROM package.notes AS n JOIN temp.type_map AS t ON t.theirs = n.note_type {join}
WHERE m.id IS NOT NULL OR EXISTS (SELECT 1 FROM package.cards AS c WHERE c.note = n.id)
ORDER BY n.id
"""

#: Their cards beside ours. A note that conflicts by its type keeps its own cards.
_PAIR = """
INSERT INTO temp.card_map (card, target, fresh)
SELECT c.id, coalesce(m.id, :last + row_number() OVER (ORDER BY c.id)), m.id IS NULL
FROM package.cards AS c JOIN temp.incoming AS i ON i.note = c.note
LEFT JOIN main.cards AS m ON m.note_id = i.target AND m.ordinal = c.ordinal
WHERE i.reason <> '{other_type}'
"""
_ADRIFT = "SELECT 1 FROM temp.card_map WHERE target NOT IN (SELECT id FROM main.cards) LIMIT 1"


@contextmanager
def joined(connection: Connection, types: Mapping[int, int], *, by_first: bool) -> Iterator[None]:
    """The notes judged and the cards paired, while the block lasts; `types` maps note types, theirs to ours.

    `by_first` also finds notes without a guid by their first field.
    """
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.create_function("all_tags", 2, all_tags, deterministic=True)
    driver.create_function("kept_fields", 2, kept_fields, deterministic=True)
    for table in _TABLES:
        connection.exec_driver_sql(table)
    try:
        fill(connection, "type_map", list(types.items()))
        if by_first:
            connection.exec_driver_sql(_FIRSTS)
            connection.exec_driver_sql("CREATE INDEX temp.ix_firsts ON firsts (kind, first)")
        connection.exec_driver_sql(_spelled(_judging(by_first=by_first)))
        connection.exec_driver_sql(_spelled(_PAIR), {"last": _last(connection, "cards")})
        yield
    finally:
        # After an error the transaction takes them back with everything else.
        for name in (*_NAMES, "firsts"):
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS temp.{name}")


def fill(connection: Connection, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Put rows into a temporary table."""
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        connection.exec_driver_sql(f"INSERT INTO temp.{table} VALUES ({marks})", list(rows))  # noqa: S608 (our names)


def place_notes(connection: Connection) -> None:
    """Give every note that is made its id."""
    last = _last(connection, "notes")
    connection.exec_driver_sql(
        "UPDATE temp.incoming SET target = ? + seq WHERE verdict = ?", (last, Verdict.NEW.value)
    )


def must_refer(connection: Connection) -> None:
    """Raise an `IntegrityError` if what was written refers to something that is not there.

    Answers and placements got their cards from `card_map`, so that looking at its cards is enough for them.
    """
    for table in ("notes", "cards", "note_types", "decks", "deck_presets"):
        if connection.exec_driver_sql(f"PRAGMA main.foreign_key_check({table})").first() is not None:
            raise IntegrityError(
                "an import", None, sqlite3.IntegrityError(f"{table} refer to what is not there")
            )
    if connection.exec_driver_sql(_ADRIFT).first() is not None:
        raise IntegrityError(
            "an import", None, sqlite3.IntegrityError("answers refer to cards that are not there")
        )


def used_types(connection: Connection) -> set[int]:
    """Their note types of which there are notes."""
    return {row[0] for row in connection.exec_driver_sql("SELECT DISTINCT note_type FROM package.notes")}


def used_decks(connection: Connection) -> list[tuple[int, int]]:
    """Their decks in which cards would be made, with how many."""
    return _pairs(
        connection,
        "SELECT c.deck, count(*) FROM package.cards AS c JOIN temp.card_map AS k ON k.card = c.id "
        "WHERE k.fresh GROUP BY c.deck",
    )


def all_decks(connection: Connection) -> set[int]:
    """All of their decks that hold cards."""
    return {row[0] for row in connection.exec_driver_sql("SELECT DISTINCT deck FROM package.cards")}


def any_answers(connection: Connection) -> bool:
    """Whether our log holds any answer."""
    return connection.exec_driver_sql("SELECT 1 FROM main.reviews LIMIT 1").first() is not None


def quarters(connection: Connection) -> list[int]:
    """The quarters of an hour in which something was answered."""
    return [row[0] for row in connection.exec_driver_sql("SELECT quarter FROM package.quarters")]


def step_days(connection: Connection) -> list[int]:
    """The days, as their file counts them, on which cards have learning steps after a night."""
    query = "SELECT DISTINCT due_day FROM package.cards WHERE state IN (1, 3) AND due_day IS NOT NULL"
    return [row[0] for row in connection.exec_driver_sql(query)]


def all_tags(ours: str, theirs: str) -> str:
    """Our tags with those of theirs that are not among them."""
    kept = ours.split()
    return " ".join([*kept, *(each for each in theirs.split() if each not in kept)])


def kept_fields(theirs: str, ours: str | None) -> str:
    """Their fields, with ours where they say nothing."""
    mine = [] if ours is None else ours.split(_SEPARATOR)
    said = theirs.split(_SEPARATOR)
    mine += [""] * (len(said) - len(mine))
    return _SEPARATOR.join(own if each == UNSAID else each for each, own in zip(said, mine, strict=False))


def _judging(*, by_first: bool) -> str:
    """How notes are judged: those without dates say what holds now, whenever ours were edited."""
    parts = {
        "{join}": _BY_FIRST if by_first else _BY_GUID,
        "{same_time}": "FALSE" if by_first else "n.edited_at / 1000 = m.edited_at / 1000",
        "{newer}": "TRUE" if by_first else "n.edited_at > m.edited_at",
        "{fields}": THEIR_FIELDS,
    }
    statement = _JUDGE
    for mark, words in parts.items():
        statement = statement.replace(mark, words)
    return statement


def _spelled(statement: str) -> str:
    """A statement with our words for verdicts and reasons in their places."""
    for mark, word in _WORDS.items():
        statement = statement.replace(mark, word)
    return statement


def _last(connection: Connection, table: str) -> int:
    return int(connection.exec_driver_sql(f"SELECT coalesce(max(id), 0) FROM main.{table}").scalar() or 0)  # noqa: S608


def _pairs(connection: Connection, query: str) -> list[tuple[int, int]]:
    return [(row[0], row[1]) for row in connection.exec_driver_sql(query)]
