"""Takes the log of a joined package into the library, and finds which memories have to be computed from it.

An answer is known by its card and its time. A time that another card's answer has moves to the next free
millisecond, for times are unique in the library. An answer given in Anki says by `algorithm` how it was
scheduled, and with SM-2 by `parameters` the ease in thousandths; its memory after holds what Anki's log says.
"""

from collections.abc import Sequence

from sqlalchemy import Connection

from flashcards.core.reviews import WITHOUT_TRACE, CardState, PlacementKind, Rating, ReviewKind
from flashcards.store.importing.joining import any_answers

_WITHOUT_TRACE = ", ".join(f"'{kind}'" for kind in sorted(WITHOUT_TRACE))

#: Cards of both with answers that we lack.
_MERGED = """
CREATE TEMP TABLE merged AS
SELECT DISTINCT k.target AS card_id FROM package.reviews AS r
JOIN temp.card_map AS k ON k.card = r.card AND NOT k.fresh
LEFT JOIN main.reviews AS m ON m.at = r.at AND m.card_id = k.target
WHERE m.at IS NULL AND EXISTS (SELECT 1 FROM temp.card_map WHERE NOT fresh)
"""
_TAKEN = """
SELECT r.at, k.target, r.rating, r.duration FROM package.reviews AS r JOIN temp.card_map AS k ON k.card = r.card
JOIN main.reviews AS m ON m.at = r.at WHERE m.card_id <> k.target ORDER BY r.at
"""
_STATE = (
    "CASE WHEN r.previous_at IS NULL THEN 0 "
    f"WHEN r.kind = '{ReviewKind.LEARN}' THEN 1 WHEN r.kind = '{ReviewKind.RELEARN}' THEN 3 ELSE 2 END"
)
_ADD = f"""
INSERT INTO main.reviews (at, card_id, rating, kind, state, before, after, day, elapsed_days, scheduled_days,
    duration, algorithm, parameters)
SELECT at, card, rating, kind, state,
    CASE state WHEN 2 THEN '{{"state":2}}' WHEN 0 THEN '{{"state":0}}' WHEN 1 THEN '{{"state":1}}'
        ELSE '{{"state":3}}' END,
    CASE WHEN scheduled > 0 THEN '{{"state":2,"interval":' || scheduled WHEN state IN (0, 1) THEN '{{"state":1'
        ELSE '{{"state":3' END
        || CASE WHEN factor BETWEEN 100 AND 1100 THEN ',"difficulty":' || (factor * 9 + 100) || 'e-3}}' ELSE '}}' END,
    day, coalesce(day - before, 0), scheduled, duration,
    CASE WHEN factor BETWEEN 100 AND 1100 THEN 'FSRS' WHEN factor > 1100 THEN 'SM-2' ELSE '' END,
    CASE WHEN factor > 1100 THEN factor ELSE '' END
FROM (
    SELECT {{at}} AS at, k.target AS card, r.rating, r.kind, {_STATE} AS state, d.day AS day, p.day AS before,
        r.scheduled, r.duration, r.factor
    FROM package.reviews AS r JOIN temp.card_map AS k ON k.card = r.card
    JOIN temp.days AS d ON d.quarter = r.at / 900000
    LEFT JOIN temp.days AS p ON p.quarter = r.previous_at / 900000
    {{where}}
)
"""  # noqa: S608 (our own words)
_FRESH = "SELECT count(*) FROM package.reviews AS r JOIN temp.card_map AS k ON k.card = r.card "
_UNKNOWN = "WHERE NOT EXISTS (SELECT 1 FROM main.reviews AS m WHERE m.at = r.at)"

_PLACE = """
INSERT INTO main.placements (at, card_id, kind, due_day, interval)
SELECT p.at, k.target, p.kind, CASE WHEN p.kind <> 'forget' THEN d.day + p.interval END, p.interval
FROM package.placements AS p JOIN temp.card_map AS k ON k.card = p.card
JOIN temp.days AS d ON d.quarter = p.at / 900000
WHERE NOT EXISTS (SELECT 1 FROM main.placements AS m WHERE m.card_id = k.target AND m.at = p.at)
    AND (k.fresh OR k.target IN (SELECT card_id FROM temp.merged))
ORDER BY p.at
"""
#: Cards of both whose due dates were set here.
_PLACED = """
CREATE TEMP TABLE placed AS
SELECT DISTINCT card_id FROM main.placements WHERE card_id IN (SELECT card_id FROM temp.merged)
"""
#: A card whose due date is not what its last answer gave was placed by something the log does not say.
_PLACE_REST = """
INSERT INTO main.placements (at, card_id, kind, due_day, interval)
SELECT c.last_at + 1, c.id, 'due', c.due_day, c.interval
FROM main.cards AS c JOIN temp.card_map AS k ON k.target = c.id JOIN main.reviews AS r ON r.at = c.last_at
WHERE c.state = 2 AND (r.scheduled_days <> c.interval OR r.day + r.scheduled_days <> c.due_day)
    AND NOT EXISTS (SELECT 1 FROM main.placements AS p WHERE p.card_id = c.id AND p.at > c.last_at)
"""

#: Between the answers of both come those of the other: study days since the answer before, and what it met.
_ORDER = f"""
UPDATE main.reviews SET elapsed_days = n.elapsed, state = n.state,
    before = CASE WHEN reviews.state = n.state THEN reviews.before ELSE '{{"state": ' || n.state || '}}' END
FROM (
    SELECT at, coalesce(day - lag(day) OVER card, 0) AS elapsed,
        CASE WHEN row_number() OVER card = 1 THEN 0 WHEN kind = '{ReviewKind.LEARN}' THEN 1
            WHEN kind = '{ReviewKind.RELEARN}' THEN 3 ELSE 2 END AS state
    FROM main.reviews WHERE card_id IN (SELECT card_id FROM temp.merged) AND kind NOT IN ({_WITHOUT_TRACE})
    WINDOW card AS (PARTITION BY card_id ORDER BY at)
) AS n
WHERE reviews.at = n.at AND (reviews.elapsed_days <> n.elapsed OR reviews.state <> n.state)
"""  # noqa: S608 (our own words)
_COUNTS = f"""
UPDATE main.cards SET reps = n.reps, lapses = n.lapses
FROM (
    SELECT card_id, count(*) AS reps,
        sum(kind = '{ReviewKind.REVIEW}' AND rating = {int(Rating.AGAIN)}) AS lapses
    FROM main.reviews WHERE card_id IN (SELECT card_id FROM temp.merged) AND kind NOT IN ({_WITHOUT_TRACE})
    GROUP BY card_id
) AS n
WHERE cards.id = n.card_id
"""  # noqa: S608 (our own words)
#: Where their last answer is the later one, the card comes back as theirs does.
_TAKE = """
UPDATE main.cards SET state = s.state, step = s.step, due_at = s.due_at, due_day = s.due_day, last_at = s.last_at,
    last_day = s.last_day, interval = s.interval, suspended = s.suspended, buried_until = s.buried_until,
    flag = CASE WHEN s.flag > 0 THEN s.flag ELSE cards.flag END,
    stability = s.stability, difficulty = s.difficulty, ease = s.ease
FROM temp.stands AS s WHERE cards.id = s.id AND s.last_at >= coalesce(cards.last_at, 0)
"""
#: Cards whose memory the log must tell: those whose file does not say it, and those with answers on both sides
#: that the other did not know.
_WANTED = f"""
CREATE TEMP TABLE wanted AS
SELECT c.id FROM main.cards AS c JOIN temp.card_map AS k ON k.target = c.id
WHERE c.state > 0 AND c.stability IS NULL
UNION
SELECT s.id FROM temp.stands AS s JOIN main.cards AS c ON c.id = s.id
WHERE s.last_at < c.last_at OR s.last_at IS NULL OR
    (SELECT count(*) FROM main.reviews AS m WHERE m.card_id = c.id AND m.kind NOT IN ({_WITHOUT_TRACE}))
    <> (SELECT count(*) FROM package.reviews AS r WHERE r.card = s.theirs AND r.kind NOT IN ({_WITHOUT_TRACE}))
    OR EXISTS (SELECT 1 FROM package.reviews AS r JOIN main.reviews AS m ON m.at = r.at
        WHERE r.card = s.theirs AND m.card_id = c.id AND m.rating <> r.rating)
"""  # noqa: S608 (our own words)
#: Which step a card of both stands at is not what the other says where it does not know all of the answers.
_STEPPED = f"""
INSERT INTO temp.placed
SELECT c.id FROM temp.wanted AS w JOIN main.cards AS c ON c.id = w.id
WHERE c.state IN ({int(CardState.LEARNING)}, {int(CardState.RELEARNING)})
    AND c.id IN (SELECT card_id FROM temp.merged) AND c.id NOT IN (SELECT card_id FROM temp.placed)
"""  # noqa: S608 (our own words)
_LOG = f"""
SELECT r.card_id, r.at, r.rating, r.elapsed_days FROM temp.wanted AS w JOIN main.reviews AS r ON r.card_id = w.id
WHERE r.kind NOT IN ({_WITHOUT_TRACE}) AND r.at > coalesce(
    (SELECT max(p.at) FROM main.placements AS p
        WHERE p.card_id = w.id AND p.kind = '{PlacementKind.FORGET}'), 0)
ORDER BY r.card_id, r.at
"""  # noqa: S608 (our own words)


def find_merged(connection: Connection) -> None:
    """A temporary table `merged`: cards of both whose log will grow."""
    connection.exec_driver_sql(_MERGED)
    if connection.exec_driver_sql("SELECT 1 FROM temp.merged LIMIT 1").first() is not None:
        connection.exec_driver_sql(
            "CREATE INDEX IF NOT EXISTS package.ix_reviews_card ON reviews (card, kind)"
        )


def write_log(connection: Connection) -> int:
    """Put their answers and placements beside ours; returns how many answers are new."""
    there = any_answers(connection)
    taken = connection.exec_driver_sql(_TAKEN).all() if there else []
    unknown = _UNKNOWN if there else ""
    added = connection.exec_driver_sql(_add("r.at", unknown)).rowcount
    for at, *answer in taken:
        target = _free_time(connection, at, answer)
        if target is not None:
            connection.exec_driver_sql(_add(str(target), "WHERE r.at = ?"), (at,))
            added += 1
    connection.exec_driver_sql(_PLACED)
    connection.exec_driver_sql(_PLACE)
    return int(added)


def fresh_count(connection: Connection) -> int:
    """How many answers `write_log` would add."""
    there = any_answers(connection)
    untaken = connection.exec_driver_sql(_FRESH + (_UNKNOWN if there else "")).scalar() or 0
    taken = connection.exec_driver_sql(_TAKEN).all() if there else []
    moved = (_free_time(connection, at, answer) for at, *answer in taken)
    return int(untaken) + sum(each is not None for each in moved)


def settle(connection: Connection) -> None:
    """Bring what hangs on the log up to date for cards of both; needs `merged` and `stands`."""
    for statement in (_ORDER, _COUNTS, _TAKE, _WANTED):
        connection.exec_driver_sql(statement)


def wanted_log(connection: Connection) -> list[tuple[int, int, int, int]]:
    """The answers of cards whose memory must be computed: card, time, rating, study days since the answer before."""
    return [(row[0], row[1], row[2], row[3]) for row in connection.exec_driver_sql(_LOG)]


def without_log(connection: Connection) -> list[tuple[int, int, int]]:
    """Cards in review of which nothing but interval and ease is known: id, days, ease in thousandths."""
    query = (
        "SELECT c.id, c.interval, p.ease FROM main.cards AS c JOIN temp.card_map AS k ON k.target = c.id "
        "JOIN package.cards AS p ON p.id = k.card WHERE c.state = 2 AND c.stability IS NULL"
    )
    return [(row[0], row[1], row[2]) for row in connection.exec_driver_sql(query)]


def remember(
    connection: Connection, ids: Sequence[int], stabilities: Sequence[float], difficulties: Sequence[float]
) -> None:
    """Set what is known of memories."""
    rows = list(zip(stabilities, difficulties, ids, strict=True))
    if rows:
        connection.exec_driver_sql("UPDATE main.cards SET stability = ?, difficulty = ? WHERE id = ?", rows)


def finish(connection: Connection) -> list[int]:
    """Note where due dates came from that no answer gave, and leave no temporary table behind.

    Returns the cards of both whose due dates were set here, or whose learning steps both answered: only a replay tells
    how they stand.
    """
    connection.exec_driver_sql(_PLACE_REST)
    connection.exec_driver_sql(_STEPPED)
    placed = [row[0] for row in connection.exec_driver_sql("SELECT card_id FROM temp.placed")]
    for table in ("merged", "placed", "stands", "wanted"):
        connection.exec_driver_sql(f"DROP TABLE temp.{table}")
    return placed


def _add(at: str, where: str) -> str:
    """The statement that files answers, with the time they get and which they are."""
    return _ADD.replace("{at}", at).replace("{where}", where)


def _free_time(connection: Connection, at: int, answer: Sequence[int]) -> int | None:
    """The next free millisecond for an answer (card, rating, duration); None if an earlier import put it there."""
    query = "SELECT card_id, rating, duration FROM main.reviews WHERE at = ?"
    while True:
        at += 1
        row = connection.exec_driver_sql(query, (at,)).first()
        if row is None:
            return at
        if list(row) == list(answer):
            return None
