"""The full-text index of the notes, kept true by the connection that writes them.

SQLite lets no trigger write to a virtual table where `trusted_schema` is off, and rightly so. Temporary
triggers note which notes changed, undo included, and every transaction brings the index up to date at its end.
"""

from sqlalchemy import Connection

from flashcards.store.prepared import plain

_FIRST = "INSERT OR IGNORE INTO changed_words (note_id, fields, tags) VALUES"
_TRIGGERS = (
    ("insert", "INSERT", f"{_FIRST} (NEW.id, NULL, NULL)"),
    ("delete", "DELETE", f"{_FIRST} (OLD.id, OLD.fields, OLD.tags)"),
    ("update", "UPDATE OF fields, tags", f"{_FIRST} (OLD.id, OLD.fields, OLD.tags)"),
)
_FORGET = (
    "INSERT INTO note_words (note_words, rowid, fields, tags) "
    "SELECT 'delete', note_id, fields, tags FROM changed_words WHERE fields IS NOT NULL"
)
_LEARN = (
    "INSERT INTO note_words (rowid, fields, tags) SELECT notes.id, notes.fields, notes.tags "
    "FROM changed_words JOIN notes ON notes.id = changed_words.note_id"
)
#: With more notes than this, words are gathered in larger heaps before they are sorted into the index (bytes; the
#: first is FTS5's own): fewer parts to merge, and a third less time.
_MANY = 1000
_HEAP, _LARGE_HEAP = 1 << 20, 8 << 20


def follow(connection: Connection) -> None:
    """From now on note what changes, with the words that the index knows."""
    connection.exec_driver_sql(
        "CREATE TEMP TABLE changed_words (note_id INTEGER PRIMARY KEY, fields TEXT, tags TEXT)"
    )
    for name, event, body in _TRIGGERS:
        connection.exec_driver_sql(
            f"CREATE TEMP TRIGGER words_{name} AFTER {event} ON main.notes BEGIN {body}; END"
        )


def catch_up(connection: Connection) -> None:
    """Bring the index up to date with what changed in this transaction."""
    count = plain(connection, "SELECT count(*) FROM changed_words")
    if not count:
        return
    if count > _MANY:
        _gather(connection, _LARGE_HEAP)
    for statement in (_FORGET, _LEARN, "DELETE FROM changed_words"):
        connection.exec_driver_sql(statement)
    if count > _MANY:
        _gather(connection, _HEAP)


def _gather(connection: Connection, size: int) -> None:
    connection.exec_driver_sql("INSERT INTO note_words (note_words, rank) VALUES ('hashsize', ?)", (size,))
