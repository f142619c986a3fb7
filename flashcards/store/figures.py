"""Figures about study, summed up in SQL from indexes that hold all they need."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, case, cast, func, literal, select

from flashcards.core.facts import FactKind
from flashcards.core.reviews import CardState, Rating, ReviewKind
from flashcards.store.tables import articles, cards, notes, reviews

_HOUR = 3_600_000
_RECALLED = func.count(case((reviews.c.rating > int(Rating.AGAIN), 1)))
# Answers that tell of a memory: to cards in review, on a later day than the answer before.
_TELLING = (
    reviews.c.state == int(CardState.REVIEW),
    reviews.c.kind == ReviewKind.REVIEW,
    reviews.c.elapsed_days > 0,
)


def retention(connection: Connection, first_day: int) -> list[tuple[int, FactKind, int, int]]:
    """For each deck and role since a study day: deck, role, answers that were recalled, and all."""
    query = (
        select(cards.c.deck_id, notes.c.role, _RECALLED, func.count())
        .select_from(reviews)
        .join(cards, cards.c.id == reviews.c.card_id)
        .join(notes, notes.c.id == cards.c.note_id)
        .where(reviews.c.day >= first_day, *_TELLING)
        .group_by(cards.c.deck_id, notes.c.role)
    )
    return [(deck, FactKind(role), good, count) for deck, role, good, count in connection.execute(query)]


def answers(connection: Connection, first_day: int) -> list[tuple[int, CardState, Rating, bool, int, int]]:
    """Answers since a study day by day, state of the card, rating and whether it was cramming; with how many there
    were and the milliseconds they took. Grouped in the order of an index, so that nothing is sorted."""
    groups = (reviews.c.day, reviews.c.state, reviews.c.kind, reviews.c.rating)
    query = select(*groups, func.count(), func.sum(reviews.c.duration)).where(reviews.c.day >= first_day)
    return [
        (row[0], CardState(row[1]), Rating(row[3]), row[2] == ReviewKind.CRAM, row[4], row[5])
        for row in connection.execute(query.group_by(*groups))
    ]


def hours(connection: Connection, first_day: int) -> list[tuple[int, int, int]]:
    """For each hour since 1970 with answers, from a study day on: the hour, those recalled, and all."""
    hour = cast(reviews.c.at / _HOUR, Integer)
    query = select(hour, _RECALLED, func.count()).where(reviews.c.day >= first_day, *_TELLING).group_by(hour)
    return [(row[0], row[1], row[2]) for row in connection.execute(query)]


def next_recall(connection: Connection) -> list[tuple[Rating, int, int]]:
    """For each rating: how often the next answer of the card, on a later day, was recalled, and how often there was one."""
    # One number holds days and rating, for every window over the log costs as much again.
    both = reviews.c.elapsed_days * 10 + reviews.c.rating
    then = func.lead(both).over(partition_by=reviews.c.card_id, order_by=reviews.c.at).label("then")
    kinds = (ReviewKind.LEARN, ReviewKind.REVIEW, ReviewKind.RELEARN)
    following = select(reviews.c.rating, then).where(reviews.c.kind.in_(kinds)).subquery()
    found = []
    for rating in Rating:
        recalled = func.count(case((following.c.then % 10 > int(Rating.AGAIN), 1)))
        found += [
            recalled.filter(following.c.rating == int(rating)),
            func.count().filter(following.c.rating == int(rating)),
        ]
    row = connection.execute(select(*found).where(following.c.then >= 10)).one()
    counts = [(rating, row[2 * place], row[2 * place + 1]) for place, rating in enumerate(Rating)]
    return [each for each in counts if each[2]]


def stabilities(connection: Connection, bounds: Sequence[float]) -> list[int]:
    """How many memories are below each bound, in days, but not below the one before; the last are all others."""
    return _buckets(connection, cards.c.stability, bounds)


def difficulties(connection: Connection) -> list[int]:
    """How many memories have a difficulty from 1 to below 2, and so on; the tenth is 10."""
    return _buckets(connection, cards.c.difficulty, range(2, 11))


def faded(connection: Connection, today: int, bounds: Sequence[float]) -> list[int]:
    """How many memories lie between bounds of days since the last answer over stability, the least faded first."""
    return _buckets(connection, literal(1.0) * (today - cards.c.last_day) / cards.c.stability, bounds)


def mastery(
    connection: Connection, today: int, strong: float, weak: float
) -> list[tuple[int | None, str, FactKind, tuple[int, int, int, int]]]:
    """For each article and role: id, title, role, and how many cards are new, weak, fading and strong.

    A memory is strong below the bound `strong` of days over stability, weak above that of `weak`.
    """
    waited = literal(1.0) * (today - cards.c.last_day) / cards.c.stability
    counts = (
        func.count(case((cards.c.stability.is_(None), 1))),
        func.count(case((waited > weak, 1))),
        func.count(case(((waited > strong) & (waited <= weak), 1))),
        func.count(case((waited <= strong, 1))),
    )
    per_note = (
        select(notes.c.article_id, notes.c.role, *counts)
        .join(cards, cards.c.note_id == notes.c.id)
        .group_by(notes.c.article_id, notes.c.role)
    )
    titles = {row[0]: row[1] for row in connection.execute(select(articles.c.id, articles.c.title))}
    return [
        (row[0], titles.get(row[0], ""), FactKind(row[1]), (row[2], row[3], row[4], row[5]))
        for row in connection.execute(per_note)
    ]


def _buckets(connection: Connection, value: ColumnElement[Any], bounds: Sequence[float]) -> list[int]:
    bucket = case(*((value < bound, place) for place, bound in enumerate(bounds)), else_=len(bounds))
    query = select(bucket, func.count()).where(cards.c.stability.is_not(None)).group_by(bucket)
    counts = {row[0]: row[1] for row in connection.execute(query)}
    return [counts.get(place, 0) for place in range(len(bounds) + 1)]
