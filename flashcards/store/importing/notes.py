"""Takes the notes and cards of a joined package into the library."""

from dataclasses import dataclass

from sqlalchemy import Connection

from flashcards.core.packages import Verdict
from flashcards.store.importing.joining import THEIR_FIELDS, place_notes

_ADD = f"""
INSERT INTO main.notes (id, guid, note_type_id, role, fields, tags, created_at, edited_at)
SELECT i.target, coalesce(n.guid, lower(hex(randomblob(9)))), t.ours, n.role, {THEIR_FIELDS}, n.tags, n.created_at,
    n.edited_at
FROM temp.incoming AS i JOIN package.notes AS n ON n.id = i.note JOIN temp.type_map AS t ON t.theirs = n.note_type
LEFT JOIN (SELECT NULL AS fields) AS m
WHERE i.verdict = ? ORDER BY i.seq
"""  # noqa: S608 (our own words)
#: The user's tags stay; theirs come along.
_REWRITE = f"""
UPDATE main.notes SET fields = {THEIR_FIELDS}, tags = all_tags(m.tags, n.tags), edited_at = n.edited_at
FROM temp.incoming AS i JOIN package.notes AS n ON n.id = i.note JOIN main.notes AS m ON m.id = i.target
WHERE notes.id = m.id AND i.verdict = ?
"""  # noqa: S608 (our own words)

_NEW = """
INSERT INTO main.cards (id, note_id, deck_id, ordinal, position)
SELECT k.target, i.target, d.ours, c.ordinal, :place + c.position
FROM temp.card_map AS k JOIN package.cards AS c ON c.id = k.card JOIN temp.incoming AS i ON i.note = c.note
JOIN temp.deck_map AS d ON d.theirs = c.deck
WHERE k.fresh
"""

#: What of their cards makes ours. A step that is due after a night is due when that study day begins; a review
#: whose last answer nobody knows was last answered its interval ago. `left` in Anki counts the steps that remain.
_SCHEDULE = """
SELECT k.target AS id, i.target AS note_id, d.ours AS deck_id, c.ordinal, :place + c.position AS position, c.suspended,
    CASE WHEN c.buried THEN :tomorrow ELSE 0 END AS buried_until, c.flag,
    c.lapses > 0 AND ' ' || n.tags || ' ' LIKE '% leech %' AS leech, c.state,
    CASE c.state WHEN 1 THEN max(0, d.learning - c.remaining) WHEN 3 THEN max(0, d.relearning - c.remaining)
        ELSE 0 END AS step,
    c.stability, c.difficulty,
    CASE WHEN c.state IN (1, 3) THEN coalesce(c.due_at, mornings.at) END AS due_at,
    CASE WHEN c.state = 2 THEN c.due_day + :zero END AS due_day, c.last_at,
    CASE WHEN c.last_at IS NOT NULL THEN days.day WHEN c.state = 2 THEN c.due_day + :zero - c.interval END
        AS last_day,
    c.interval, c.reps, c.lapses, c.ease, k.card AS theirs, k.fresh AS fresh
FROM temp.card_map AS k JOIN package.cards AS c ON c.id = k.card JOIN temp.incoming AS i ON i.note = c.note
JOIN package.notes AS n ON n.id = c.note
LEFT JOIN temp.deck_map AS d ON d.theirs = c.deck
LEFT JOIN temp.days AS days ON days.quarter = c.last_at / 900000
LEFT JOIN temp.mornings AS mornings ON mornings.day = c.due_day
"""
_COLUMNS = (
    "id, note_id, deck_id, ordinal, position, suspended, buried_until, flag, leech, state, step, stability, "
    "difficulty, due_at, due_day, last_at, last_day, interval, reps, lapses, ease"
)


@dataclass(frozen=True, slots=True)
class Days:
    """How their days count in ours: the study day of their day zero, and ours of tomorrow."""

    zero: int
    tomorrow: int


def write_notes(connection: Connection) -> None:
    """Make the new notes and change the others."""
    place_notes(connection)
    connection.exec_driver_sql(_ADD, (Verdict.NEW.value,))
    connection.exec_driver_sql(_REWRITE, (Verdict.UPDATED.value,))


def write_new_cards(connection: Connection) -> None:
    """Make the missing cards as new ones at the end of the line."""
    connection.exec_driver_sql(_NEW, {"place": _end_of_line(connection)})


def write_cards(connection: Connection, days: Days) -> None:
    """Make the missing cards as they stood, memory and due date included."""
    values = {"place": _end_of_line(connection), "zero": days.zero, "tomorrow": days.tomorrow}
    connection.exec_driver_sql(
        f"INSERT INTO main.cards ({_COLUMNS}) SELECT {_COLUMNS} FROM ({_SCHEDULE} WHERE k.fresh)",  # noqa: S608 (our own text)
        values,
    )


def stand(connection: Connection, days: Days) -> None:
    """A temporary table `stands` with how the cards of both that got new answers stand in the package."""
    values = {"place": 0, "zero": days.zero, "tomorrow": days.tomorrow}
    connection.exec_driver_sql(
        f"CREATE TEMP TABLE stands AS {_SCHEDULE} WHERE k.target IN (SELECT card_id FROM temp.merged)",  # noqa: S608
        values,
    )


def _end_of_line(connection: Connection) -> int:
    """What to add to their places in the line of new cards so that all stand behind ours, in their order."""
    last = connection.exec_driver_sql("SELECT coalesce(max(position), 0) FROM main.cards").scalar() or 0
    first = connection.exec_driver_sql("SELECT coalesce(min(position), 0) FROM package.cards").scalar() or 0
    return int(last) + 1 - int(first)
