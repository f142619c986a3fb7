"""Figures about study, summed up in SQL from indexes that hold all they need.

Where SQLite would sort every answer to count kinds of them, it joins a short code for each to one text instead, and
the codes are counted here: half the time.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    REAL,
    ColumnElement,
    Connection,
    Integer,
    Text,
    case,
    cast,
    func,
    literal_column,
    select,
)

from flashcards.core.facts import FactKind
from flashcards.core.reviews import WITHOUT_TRACE, CardState, Rating, ReviewKind
from flashcards.store.tables import articles, cards, notes, reviews

_HOUR = 3_600_000
_NOTHING = literal_column("''", Text)
_RECALLED = func.count(case((reviews.c.rating > int(Rating.AGAIN), 1)))
# Answers that tell of a memory: to cards in review, on a later day than the answer before.
_TELLING = (
    reviews.c.state == int(CardState.REVIEW),
    reviews.c.kind == ReviewKind.REVIEW,
    reviews.c.elapsed_days > 0,
)
# What an answer on a later day than the one before has added to its rating in a text of answers.
_LATER = 4
# A rating, whether or not its answer was on a later day; and of the next answer, if that was on a later day, whether
# it was forgotten (x) or recalled (y).
_AS_FIRST = bytes.maketrans(b"5678", b"1234")
_AS_NEXT = bytes.maketrans(b"012345678", b"-----xyyy")
# The kinds that leave no trace are the only ones with names so short: a length is compared faster than two texts.
_LONGEST_WITHOUT_TRACE = max(map(len, WITHOUT_TRACE))
assert all(len(kind) > _LONGEST_WITHOUT_TRACE for kind in set(ReviewKind) - WITHOUT_TRACE)
# The answers of every card since a time, in order, which is that of the index, as ratings; 0 ends a card.
_HISTORIES = f"""
    SELECT group_concat(codes, '') FROM (
        SELECT group_concat(rating + {_LATER} * (elapsed_days > 0), '') || '0' AS codes
        FROM reviews INDEXED BY ix_reviews_card
        WHERE length(kind) > {_LONGEST_WITHOUT_TRACE} AND at >= ? GROUP BY card_id
    )
"""  # noqa: S608 (our own names)


@dataclass(frozen=True, slots=True)
class Tally:
    """Answers of one study day to cards in one state with one rating: how many, and the milliseconds they took."""

    day: int
    state: CardState
    rating: Rating
    cram: bool
    answers: int
    milliseconds: int


@dataclass(frozen=True, slots=True)
class Tallies:
    """All of them, and for each local hour of the day the answers that tell of a memory: those recalled, and all."""

    parts: Sequence[Tally]
    hours: Sequence[tuple[int, int]]


def retention(connection: Connection, first_day: int) -> list[tuple[int, FactKind, int, int]]:
    """For each deck and role since a study day: deck, role, answers that were recalled, and all."""
    # By card first, and adding nothing so that no index has that order: beginning with the cards, SQLite would read
    # the rows of the whole log.
    by_card = (
        select(reviews.c.card_id, _RECALLED.label("good"), func.count().label("answers"))
        .where(reviews.c.day >= first_day, *_TELLING)
        .group_by(reviews.c.card_id + 0)
        .subquery()
    )
    query = (
        select(cards.c.deck_id, notes.c.role, func.sum(by_card.c.good), func.sum(by_card.c.answers))
        .select_from(by_card)
        .join(cards, cards.c.id == by_card.c.card_id)
        .join(notes, notes.c.id == cards.c.note_id)
        .group_by(cards.c.deck_id, notes.c.role)
    )
    return [(deck, FactKind(role), good, count) for deck, role, good, count in connection.execute(query)]


def first_answer(connection: Connection) -> int | None:
    """When the first answer of all was given, in milliseconds."""
    return connection.execute(select(func.min(reviews.c.at))).scalar()


def answers(connection: Connection, first_day: int, offsets: Sequence[tuple[int, int]]) -> Tallies:
    """Answers since a study day, grouped in the order of an index, so that nothing is sorted.

    `offsets` are those of local time from UTC, each with the time until which it holds; all in milliseconds.
    The last one holds for ever.
    """
    groups = (reviews.c.day, reviews.c.state, reviews.c.kind, reviews.c.rating)
    changes = [(reviews.c.at < until, _plain(offset)) for until, offset in offsets[:-1]]
    last = _plain(offsets[-1][1])
    offset = case(*changes, else_=last) if changes else last
    hour = _plain(10) + (reviews.c.at + offset) // _plain(_HOUR) % _plain(24)
    codes = func.group_concat(case((reviews.c.elapsed_days > _plain(0), hour)), _NOTHING)
    query = select(*groups, func.count(), func.sum(reviews.c.duration), codes)
    query = query.where(reviews.c.day >= first_day).group_by(*groups)
    rows = connection.execute(query).all()
    # The codes of one group are all of a kind: telling of a memory if the cards were in review.
    texts: dict[bool, list[str]] = {True: [], False: []}
    for row in rows:
        if row[1] == CardState.REVIEW and row[2] == ReviewKind.REVIEW and row[6]:
            texts[row[3] > Rating.AGAIN].append(row[6])
    recalled, lapsed = (_codes("".join(texts[good]), 2) for good in (True, False))
    return Tallies(
        [
            Tally(row[0], CardState(row[1]), Rating(row[3]), row[2] == ReviewKind.CRAM, row[4], row[5])
            for row in rows
        ],
        [(recalled[str(each)], recalled[str(each)] + lapsed[str(each)]) for each in range(10, 34)],
    )


def next_recall(connection: Connection, since: int) -> list[tuple[Rating, int, int]]:
    """For each rating since a time (milliseconds): how often the next answer of the card, on a later day, was recalled,
    and how often there was one."""
    codes = (connection.exec_driver_sql(_HISTORIES, (since,)).scalar() or "").encode("ascii")
    if not codes:
        return []
    # Each answer's rating in turn with what the next answer was, in other letters, so that pairs can be counted whole.
    pairs = bytearray(2 * len(codes))
    pairs[0::2] = codes.translate(_AS_FIRST)
    pairs[1::2] = codes[1:].translate(_AS_NEXT) + b"-"
    found = []
    for rating in Rating:
        lapsed, recalled = (pairs.count(f"{int(rating)}{then}".encode()) for then in "xy")
        if lapsed + recalled:
            found.append((rating, recalled, lapsed + recalled))
    return found


@dataclass(frozen=True, slots=True)
class Memories:
    """How the memories of one article and role are spread: cards without a memory, and cards in each bucket.

    Ten buckets each of stability, of difficulty (1 to below 2, and so on; the tenth is 10), and of days since the
    last answer over stability.
    """

    article_id: int | None
    role: FactKind
    new: int
    stability: Sequence[int]
    difficulty: Sequence[int]
    faded: Sequence[int]


def memories(
    connection: Connection, today: int, stabilities: Sequence[float], faded: Sequence[float]
) -> list[Memories]:
    """The memories of each article and role, in one pass over the cards.

    The bounds of stability (days) and of fading, nine of each, go up; the tenth bucket is what lies above them.
    """
    stability = _plain(100) * _bucket(cards.c.stability, stabilities)
    difficulty = _plain(10) * (func.min(cast(cards.c.difficulty, Integer), _plain(10)) - _plain(1))
    # What has faded just so far is in the bucket below: recall of 90 % and more is together.
    code = _plain(1000) + stability + difficulty + _bucket(_waited(today), faded, reaches=True)
    codes = func.group_concat(case((cards.c.stability.is_not(None), code)), _NOTHING)
    # In the order of the notes' index, so that nothing is sorted and no note is read.
    query = (
        select(notes.c.article_id, notes.c.role, func.count(), codes)
        .select_from(notes)
        .join(cards, cards.c.note_id == notes.c.id)
        .group_by(notes.c.article_id, notes.c.role)
    )
    return [_memories(row[0], FactKind(row[1]), row[2], row[3] or "") for row in connection.execute(query)]


def titles(connection: Connection) -> dict[int, str]:
    """The titles of all articles."""
    return {row[0]: row[1] for row in connection.execute(select(articles.c.id, articles.c.title))}


def _memories(article_id: int | None, role: FactKind, cards_: int, codes: str) -> Memories:
    spread = ([0] * 10, [0] * 10, [0] * 10)
    for each, count in _codes(codes, 4).items():
        for buckets, digit in zip(spread, each[1:], strict=True):
            buckets[int(digit)] += count
    return Memories(article_id, role, cards_ - len(codes) // 4, *spread)


def _codes(text: str, width: int) -> Counter[str]:
    """How often each code is in a text of codes of 2 or 4 digits; what is left over at the end does not count."""
    whole = len(text) // width * width
    # As numbers of so many bytes: an object for each code would cost more than all of the SQL.
    numbers = Counter(memoryview(text[:whole].encode("ascii")).cast("H" if width == 2 else "I"))
    return Counter(
        {number.to_bytes(width, sys.byteorder).decode(): count for number, count in numbers.items()}
    )


def _bucket(
    value: ColumnElement[Any], bounds: Sequence[float], first: int = 0, *, reaches: bool = False
) -> ColumnElement[int]:
    """The number of the first bound that a value is below, or with `reaches` not above, by halves."""
    if not bounds:
        return _plain(first)
    middle = len(bounds) // 2
    bound = _plain(bounds[middle])
    below = _bucket(value, bounds[:middle], first, reaches=reaches)
    return case(
        (value <= bound if reaches else value < bound, below),
        else_=_bucket(value, bounds[middle + 1 :], first + middle + 1, reaches=reaches),
    )


def _waited(today: int) -> ColumnElement[Any]:
    """Days since the last answer over stability."""
    return (_plain(float(today)) - cards.c.last_day) / cards.c.stability


def _plain(number: float) -> ColumnElement[Any]:
    """A number as part of the SQL: SQLite works with it faster than with a parameter."""
    return literal_column(repr(number), Integer if isinstance(number, int) else REAL)
