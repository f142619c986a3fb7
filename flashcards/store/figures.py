"""Figures about study, summed up in SQL from indexes that hold all they need.

Where SQLite would sort every answer to count kinds of them, it joins a short code for each to one text instead, and
the codes are counted here: half the time.
"""

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
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
# The answers of every card in order of time, which is the order of the index, as ratings; 0 ends a card.
_HISTORIES = f"""
    SELECT group_concat(codes, '') FROM (
        SELECT group_concat(rating + {_LATER} * (elapsed_days > 0), '') || '0' AS codes
        FROM reviews INDEXED BY ix_reviews_card WHERE kind NOT IN ({", ".join(f"'{each}'" for each in sorted(WITHOUT_TRACE))})
        GROUP BY card_id
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


def next_recall(connection: Connection) -> list[tuple[Rating, int, int]]:
    """For each rating: how often the next answer of the card, on a later day, was recalled, and how often there was one."""
    codes = connection.exec_driver_sql(_HISTORIES).scalar() or ""
    pairs = _codes(codes, 2) + _codes(codes[1:], 2)
    found = []
    for rating in Rating:
        counts = {then: _followed(pairs, rating, then) for then in Rating}
        if count := sum(counts.values()):
            found.append((rating, count - counts[Rating.AGAIN], count))
    return found


def memories(
    connection: Connection, today: int, stabilities: Sequence[float], faded: Sequence[float]
) -> tuple[list[int], list[int], list[int]]:
    """How all memories are spread: by stability, by difficulty, and by days since the last answer over stability.

    The bounds of stability (days) and of fading, nine of each, go up; the tenth bucket is what lies above them. The
    buckets of difficulty are 1 to below 2, and so on; the tenth is 10.
    """
    waited = _waited(today)
    stability = _plain(100) * _bucket(cards.c.stability, stabilities)
    difficulty = _plain(10) * (func.min(cast(cards.c.difficulty, Integer), _plain(10)) - _plain(1))
    code = _plain(1000) + stability + difficulty + _bucket(waited, faded)
    query = select(func.group_concat(code, _NOTHING)).where(cards.c.stability.is_not(None))
    codes = _codes(connection.execute(query).scalar() or "", 4)
    spread = ([0] * 10, [0] * 10, [0] * 10)
    for each, count in codes.items():
        for buckets, digit in zip(spread, each[1:], strict=True):
            buckets[int(digit)] += count
    return spread


def mastery(
    connection: Connection, today: int, strong: float, weak: float
) -> list[tuple[int | None, str, FactKind, tuple[int, int, int, int]]]:
    """For each article and role: id, title, role, and how many cards are new, weak, fading and strong.

    A memory is strong below the bound `strong` of days over stability, weak above that of `weak`.
    """
    waited = _waited(today)
    counts = (
        func.count(case((cards.c.stability.is_(None), 1))),
        func.count(case((waited > _plain(weak), 1))),
        func.count(case(((waited > _plain(strong)) & (waited <= _plain(weak)), 1))),
        func.count(case((waited <= _plain(strong), 1))),
    )
    # Adding nothing, so that no index has the order of notes: each card would be looked up by itself.
    per_note = (
        select(notes.c.article_id, notes.c.role, *counts)
        .join(cards, cards.c.note_id + 0 == notes.c.id)
        .group_by(notes.c.article_id, notes.c.role)
    )
    titles = {row[0]: row[1] for row in connection.execute(select(articles.c.id, articles.c.title))}
    return [
        (row[0], titles.get(row[0], ""), FactKind(row[1]), (row[2], row[3], row[4], row[5]))
        for row in connection.execute(per_note)
    ]


def _followed(pairs: Mapping[str, int], rating: Rating, then: Rating) -> int:
    """How often a rating was followed by another on a later day; whether it was on a later day itself is all one."""
    return sum(pairs.get(f"{first}{_LATER + int(then)}", 0) for first in (int(rating), _LATER + int(rating)))


def _codes(text: str, width: int) -> Counter[str]:
    """How often each code is in a text of codes of 2 or 4 digits; what is left over at the end does not count."""
    whole = len(text) // width * width
    # As numbers of so many bytes: an object for each code would cost more than all of the SQL.
    numbers = Counter(memoryview(text[:whole].encode("ascii")).cast("H" if width == 2 else "I"))
    return Counter(
        {number.to_bytes(width, sys.byteorder).decode(): count for number, count in numbers.items()}
    )


def _bucket(value: ColumnElement[Any], bounds: Sequence[float], first: int = 0) -> ColumnElement[int]:
    """The number of the first bound that a value is below, by halves."""
    if not bounds:
        return _plain(first)
    middle = len(bounds) // 2
    below = _bucket(value, bounds[:middle], first)
    return case(
        (value < _plain(bounds[middle]), below),
        else_=_bucket(value, bounds[middle + 1 :], first + middle + 1),
    )


def _waited(today: int) -> ColumnElement[Any]:
    """Days since the last answer over stability."""
    return (_plain(float(today)) - cards.c.last_day) / cards.c.stability


def _plain(number: float) -> ColumnElement[Any]:
    """A number as part of the SQL: SQLite works with it faster than with a parameter."""
    return literal_column(repr(number), Integer if isinstance(number, int) else REAL)
