"""What differs between a library and a backup of it, counted by the keys that people would know things by."""

import sqlite3
from pathlib import Path

from flashcards.core.backups import Difference, Moved
from flashcards.store.backups.copies import tally_of

_SEPARATOR = "\x1f"
_EXAMPLES = 5
#: What makes a thing the same here and there.
_DECKS = "SELECT name FROM {0}.decks"
_NOTES = "SELECT guid FROM {0}.notes"
_CARDS = "SELECT guid, ordinal FROM {0}.cards JOIN {0}.notes ON notes.id = cards.note_id"
# An answer's time is unique in a library.
_ANSWERS = "SELECT at, rating FROM {0}.reviews"
_CHANGED = """
    SELECT count(*) FROM main.notes AS here JOIN backup.notes AS there ON there.guid = here.guid
    WHERE there.fields <> here.fields OR there.tags <> here.tags
"""
_FIRST = """
    SELECT fields FROM {0}.notes WHERE guid NOT IN (SELECT guid FROM {1}.notes)
    ORDER BY created_at DESC, id LIMIT ?
"""


def difference(library: sqlite3.Connection, backup: Path) -> Difference:
    """Compare a library with a backup of it; what is compared is in every schema since the first."""
    library.execute("ATTACH ? AS backup", (f"{backup.absolute().as_uri()}?mode=ro&immutable=1",))
    library.execute("BEGIN")
    try:
        return Difference(
            now=tally_of(library),
            then=tally_of(library, "backup"),
            decks=_moved(library, _DECKS),
            notes=_moved(library, _NOTES),
            cards=_moved(library, _CARDS),
            answers=_moved(library, _ANSWERS),
            changed_notes=int(library.execute(_CHANGED).fetchone()[0]),
            back=_words(library, "backup", "main"),
            gone=_words(library, "main", "backup"),
        )
    finally:
        library.execute("ROLLBACK")
        library.execute("DETACH backup")


def _moved(connection: sqlite3.Connection, what: str) -> Moved:
    here, there = what.format("main"), what.format("backup")
    back, go = (
        connection.execute(f"SELECT count(*) FROM ({one} EXCEPT {other})").fetchone()[0]  # noqa: S608 (our statements)
        for one, other in ((there, here), (here, there))
    )
    return Moved(int(back), int(go))


def _words(connection: sqlite3.Connection, of: str, not_in: str) -> tuple[str, ...]:
    rows = connection.execute(_FIRST.format(of, not_in), (_EXAMPLES,))
    return tuple(str(row[0]).split(_SEPARATOR, 1)[0] for row in rows)
