"""Cards and answers of a collection: what is numbers passes into the staging file in a few statements of ours.

Only numbers pass, and words that are ours: what each column may hold, the statement says. Text is read in one place
alone, as the JSON of a card's `data`, and only numbers come out of that. `beside` guards the statements.

Which answer of a card came before is kept by Python, which SQL asks for every row: that takes half the time of a window
over the log, and no sorting.
"""

import sqlite3
from bisect import bisect_right
from collections.abc import Mapping

from flashcards.core.packages import QUARTER, Omissions
from flashcards.core.reviews import PlacementKind
from flashcards.exchange.anki.importing.columns import (
    BURIED,
    CRAM,
    CRAM_KIND,
    KINDS,
    LONGEST_DATA,
    LONGEST_STABILITY,
    MANUAL,
    RESCHEDULED,
    SUSPENDED,
)
from flashcards.exchange.staging import THEIRS

_DAY = 86_400_000
#: The first moment that is seconds and not a day number, as Anki tells them apart.
_FIRST_SECOND = 1_000_000_000
_LONGEST = 365_000
_MOST = 1_000_000

#: How an answer counts for the one after it: as the first of its card, as any, or not at all.
_FIRST, _ANY, _CRAM = 0, 1, 2

_VALUES = {
    "day": _DAY,
    "longest": _LONGEST,
    "year": -86_400 * 365,
    "most": _MOST,
    "large": 2**31,
    "second": _FIRST_SECOND,
    "latest_second": 2**33,
    "quarter": QUARTER,
    "data": LONGEST_DATA,
    "stability": LONGEST_STABILITY,
    "far": 1e15,
}
# In SQLite's order numbers stand before texts and blobs, and nothing compares with NULL.
_WHOLE = "typeof(id) = 'integer' AND typeof(cid) = 'integer'"
_ODD = "typeof(id) <> 'integer' OR typeof(cid) <> 'integer' OR typeof(ease) <> 'integer' OR typeof(type) <> 'integer'"
_KIND = " ".join(f"WHEN {number} THEN '{kind}'" for number, kind in KINDS.items())
_CRAMMED = f"(type = {CRAM} AND factor = 0)"
_BY_HAND = f"ease = 0 AND type IN ({MANUAL}, {RESCHEDULED})"
_RATED = f"ease IN (1, 2, 3, 4) AND type IN ({', '.join(map(str, KINDS))})"
_IN_TIME = "id BETWEEN 1 AND :latest"

# A card without an interval before had been made new again, if the log does not say so.
_ANSWERS = f"""
INSERT OR IGNORE INTO main.reviews
SELECT id, cid, ease + (:three_buttons AND type IN (0, 2) AND ease IN (2, 3)),
    CASE WHEN {_CRAMMED} THEN '{CRAM_KIND}' ELSE CASE type {_KIND} END END,
    previous(cid, id, CASE WHEN {_CRAMMED} THEN {_CRAM} WHEN type = 0 AND lastIvl = 0 THEN {_FIRST} ELSE {_ANY} END),
    CASE WHEN ivl BETWEEN :year AND :longest THEN CAST(ivl AS INTEGER) ELSE 0 END,
    CASE WHEN time BETWEEN 0 AND :day THEN CAST(time AS INTEGER) ELSE 0 END,
    CAST(coalesce(factor, 0) AS INTEGER)
FROM {THEIRS}.revlog WHERE {_WHOLE} AND {_IN_TIME} AND {_RATED}
"""  # noqa: S608 (our own words)
_PLACED = f"""
INSERT OR IGNORE INTO main.placements
SELECT id, cid,
    CASE WHEN type = {RESCHEDULED} THEN '{PlacementKind.RESCHEDULE}' WHEN factor = 0 THEN '{PlacementKind.FORGET}'
        ELSE '{PlacementKind.DUE}' END,
    CAST(max(0, min(coalesce(ivl, 0), :longest)) AS INTEGER)
FROM {THEIRS}.revlog WHERE {_WHOLE} AND {_IN_TIME} AND {_BY_HAND}
"""  # noqa: S608 (our own words)
_FORGOTTEN = f"SELECT card, at FROM main.placements WHERE kind = '{PlacementKind.FORGET}' ORDER BY at"  # noqa: S608
_LEFT_OUT = f"""
SELECT sum({_ODD}), sum(NOT ({_ODD}) AND NOT ({_IN_TIME})),
    sum(NOT ({_ODD}) AND {_IN_TIME} AND NOT (({_BY_HAND}) OR ({_RATED})))
FROM {THEIRS}.revlog
"""  # noqa: S608 (our own words)

#: Without these a card is none; what else is missing or no number counts as 0.
_SOUND = " AND ".join(f'c."{name}" < 1e19' for name in ("id", "nid", "ord", "did"))
_TAKEN = {
    name: f'CASE WHEN c."{name}" > -1e15 AND c."{name}" < 1e15 THEN c."{name}" ELSE 0 END'
    for name in ("odid", "odue", "type", "queue", "due", "ivl", "factor", "reps", "lapses", "left", "flags")
}
#: Memory counts with both its parts, as numbers that have an end.
_REMEMBERED = "state > 0 AND s > 0 AND s < :far AND d > -:far AND d < :far"
_IS_MOMENT = "state IN (1, 3) AND due >= :second"
# `LIMIT -1` keeps SQLite from putting the inner queries into the outer one, where their JSON would be read many times.
_CARDS = f"""
INSERT OR IGNORE INTO main.cards
SELECT id, note, CAST(deck AS INTEGER), ordinal,
    CASE WHEN state = 0 THEN CAST(max(-:most, min(due, :large)) AS INTEGER)
        WHEN typeof(position) = 'integer' AND position >= 0 AND position < :large THEN position ELSE 0 END,
    queue = {SUSPENDED}, queue IN ({", ".join(map(str, BURIED))}), CAST(flags AS INTEGER) & 7, state,
    CASE WHEN remain > 0 THEN CAST(remain AS INTEGER) % 1000 ELSE 0 END,
    CASE WHEN {_REMEMBERED} THEN max(0.001, min(s, :stability)) END,
    CASE WHEN {_REMEMBERED} THEN max(1.0, min(d, 10.0)) END,
    CASE WHEN {_IS_MOMENT} THEN CAST(min(due, :latest_second) AS INTEGER) * 1000 END,
    CASE WHEN state = 0 OR {_IS_MOMENT} THEN NULL ELSE CAST(max(-:most, min(due, :most)) AS INTEGER) END,
    CASE WHEN state > 0 THEN nullif(min(coalesce(last_answer(id),
        CASE WHEN typeof(last) = 'integer' AND last > 0 AND last < :latest_second THEN last * 1000 END, 0), :now), 0) END,
    CASE WHEN state = 2 THEN CAST(max(1, min(ivl, :longest)) AS INTEGER) ELSE 0 END,
    CASE WHEN reps BETWEEN 0 AND :most THEN CAST(reps AS INTEGER) ELSE 0 END,
    CASE WHEN lapses BETWEEN 0 AND :most THEN CAST(lapses AS INTEGER) ELSE 0 END,
    CASE WHEN factor BETWEEN 0 AND 100000 THEN CAST(factor AS INTEGER) ELSE 0 END
FROM (
    SELECT c.id AS id, n.id AS note, CASE WHEN {_TAKEN["odid"]} THEN c.odid ELSE c.did END AS deck, c.ord AS ordinal,
        CASE WHEN c.type IN (0, 1, 2, 3) THEN CAST(c.type AS INTEGER) ELSE 0 END AS state, {_TAKEN["queue"]} AS queue,
        CASE WHEN {_TAKEN["odid"]} AND {_TAKEN["odue"]} THEN c.odue ELSE {_TAKEN["due"]} END AS due,
        {_TAKEN["ivl"]} AS ivl, {_TAKEN["factor"]} AS factor, {_TAKEN["reps"]} AS reps, {_TAKEN["lapses"]} AS lapses,
        {_TAKEN["left"]} AS remain, {_TAKEN["flags"]} AS flags, json_extract(c.known, '$.s') AS s,
        json_extract(c.known, '$.d') AS d, json_extract(c.known, '$.lrt') AS last,
        json_extract(c.known, '$.pos') AS position
    FROM (
        SELECT *, CASE WHEN typeof(data) = 'text' AND length(data) BETWEEN 3 AND :data AND json_valid(data)
            THEN data ELSE '{{}}' END AS known
        FROM {THEIRS}.cards LIMIT -1
    ) AS c CROSS JOIN main.notes AS n ON n.id = c.nid
    WHERE {_SOUND} AND c.ord >= 0 AND c.ord < ordinals(n.note_type) LIMIT -1
)
"""  # noqa: S608 (our own words)
_CARDS_LEFT_OUT = f"""
SELECT n.note_type, c.ord, count(*) FROM {THEIRS}.cards AS c LEFT JOIN main.notes AS n ON n.id = c.nid
WHERE ({_SOUND}) AND (n.id IS NULL OR c.ord < 0 OR c.ord >= ordinals(n.note_type)) GROUP BY 1, 2
"""  # noqa: S608 (our own words)
_UNSOUND = f"SELECT count(*) FROM {THEIRS}.cards AS c WHERE ({_SOUND}) IS NOT TRUE"  # noqa: S608 (our own words)
#: In which quarters of an hour there was an answer; of cards too, for their log may not be there.
_QUARTERS = "INSERT OR IGNORE INTO main.quarters SELECT DISTINCT {column} / :quarter FROM main.{table} WHERE {column} > 0"


class Numbers:
    """Passes the log, then the cards, of the database beside a staging file; `now` is milliseconds.

    What is no number where one belongs counts as 0; a card or an answer whose ids are none is left out and counted. Raises
    what SQLite raises for damage and for ids that no collection can hold.
    """

    def __init__(self, connection: sqlite3.Connection, now: int, omissions: Omissions) -> None:
        self._connection = connection
        self._now = now
        self._omissions = omissions
        self._last: dict[int, int] = {}
        self._forgotten: dict[int, list[int]] = {}

    def pass_log(self, *, three_buttons: bool) -> int:
        """Answers and placements into the staging file; returns how many answers. The first scheduler had `three_buttons`
        for cards being learned."""
        self._run(_PLACED)
        for card, at in self._connection.execute(_FORGOTTEN):
            self._forgotten.setdefault(card, []).append(at)
        self._connection.create_function("previous", 3, self._previous)
        self._run(_ANSWERS, three_buttons=int(three_buttons))
        self._run(_QUARTERS.format(column="at", table="reviews"))
        self._run(_QUARTERS.format(column="at", table="placements"))
        count = self._count("main.reviews")
        if count + self._count("main.placements") < self._count(f"{THEIRS}.revlog"):
            unsound, untimely, unrated = self._run(_LEFT_OUT).fetchone()
            for reason, many in (("number", unsound), ("time", untimely), ("rating", unrated)):
                if many:
                    self._omissions.add(f"answer has no possible {reason}", count=many)
        return count

    def pass_cards(self, ordinals: Mapping[int, int], names: Mapping[int, str]) -> int:
        """Cards of the staged notes into the staging file; returns how many. `ordinals` says for each note type how many
        cards a note may have, `names` what it is called."""
        self._connection.create_function("ordinals", 1, ordinals.get)
        self._connection.create_function("last_answer", 1, self._last_answer)
        self._run(_CARDS)
        self._run(_QUARTERS.format(column="last_at", table="cards"))
        count = self._count("main.cards")
        if count < self._count(f"{THEIRS}.cards"):
            if unsound := self._run(_UNSOUND).fetchone()[0]:
                self._omissions.add("card has no possible number", count=unsound)
            for kind, ordinal, many in self._run(_CARDS_LEFT_OUT).fetchall():
                if kind is None:
                    self._omissions.add("card has no note", count=many)
                else:
                    example = f"{names[kind]}, card {ordinal + 1}"
                    self._omissions.add("card has no template", example, many)
        return count

    def _previous(self, card: int, at: int, how: int) -> int | None:
        """The answer of a card before this one, if nothing made the card new between them."""
        last = self._last.get(card)
        if how != _CRAM:
            self._last[card] = at
        if last is None or how == _FIRST or (self._forgotten and self._was_forgotten(card, last, at)):
            return None
        return last

    def _last_answer(self, card: int) -> int | None:
        last = self._last.get(card)
        return None if last is None or self._was_forgotten(card, last, self._now) else last

    def _was_forgotten(self, card: int, after: int, until: int) -> bool:
        moments = self._forgotten.get(card)
        return moments is not None and bisect_right(moments, until) > bisect_right(moments, after)

    def _run(self, statement: str, **more: int) -> sqlite3.Cursor:
        return self._connection.execute(
            statement, {**_VALUES, "now": self._now, "latest": self._now + _DAY, **more}
        )

    def _count(self, table: str) -> int:
        return int(self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 (our names)
