"""What an import would do, before anything is written."""

from dataclasses import dataclass

from sqlalchemy import Connection

from flashcards.core.packages import Verdict
from flashcards.store.importing.joining import THEIR_FIELDS

_EXAMPLES = f"""
SELECT {THEIR_FIELDS}, m.fields, i.reason FROM temp.incoming AS i JOIN package.notes AS n ON n.id = i.note
LEFT JOIN main.notes AS m ON m.id = i.target WHERE i.verdict = ? ORDER BY i.seq LIMIT ?
"""  # noqa: S608 (our own words)


@dataclass(frozen=True, slots=True)
class JudgedNote:
    """A note of the package: its fields, those of ours where it has one, and why it is kept out."""

    verdict: Verdict
    theirs: tuple[str, ...]
    ours: tuple[str, ...]
    reason: str


def verdicts(connection: Connection) -> dict[Verdict, int]:
    """How many notes get which verdict."""
    rows = connection.exec_driver_sql("SELECT verdict, count(*) FROM temp.incoming GROUP BY verdict")
    return {Verdict(row[0]): row[1] for row in rows}


def reasons(connection: Connection) -> dict[str, int]:
    """Why how many notes conflict."""
    rows = connection.exec_driver_sql(
        "SELECT reason, count(*) FROM temp.incoming WHERE verdict = ? GROUP BY reason ORDER BY reason",
        (Verdict.CONFLICTING.value,),
    )
    return {row[0]: row[1] for row in rows}


def examples(connection: Connection, verdict: Verdict, limit: int) -> list[JudgedNote]:
    """The first notes with a verdict, in the order of the file."""
    rows = connection.exec_driver_sql(_EXAMPLES, (verdict.value, limit))
    return [JudgedNote(verdict, _fields(row[0]), _fields(row[1]), row[2]) for row in rows]


def fresh_cards(connection: Connection) -> int:
    """How many cards would be made."""
    return int(connection.exec_driver_sql("SELECT count(*) FROM temp.card_map WHERE fresh").scalar() or 0)


def _fields(joined: str | None) -> tuple[str, ...]:
    return () if joined is None else tuple(joined.split("\x1f"))
