"""Counts over the whole library, made in SQL."""

from sqlalchemy import Connection, case, func, select

from flashcards.core.reviews import CardState, ReviewKind
from flashcards.store.tables import articles, cards, notes, reviews


def card_states(connection: Connection) -> dict[CardState, int]:
    """How many cards stand in each state."""
    counts = dict.fromkeys(CardState, 0)
    for state, count in connection.execute(select(cards.c.state, func.count()).group_by(cards.c.state)):
        counts[CardState(state)] = count
    return counts


def totals(connection: Connection) -> tuple[int, int, int]:
    """How many articles, notes and answers there are."""
    counted = [select(func.count()).select_from(table) for table in (articles, notes, reviews)]
    first, second, third = (connection.execute(query).scalar_one() for query in counted)
    return first, second, third


def by_day(connection: Connection, first_day: int) -> list[tuple[int, int, int]]:
    """For each study day since `first_day` with answers: the day, the answers, milliseconds spent."""
    query = (
        select(reviews.c.day, func.count(), func.sum(reviews.c.duration))
        .where(reviews.c.day >= first_day)
        .group_by(reviews.c.day)
        .order_by(reviews.c.day)
    )
    return [(day, count, duration) for day, count, duration in connection.execute(query)]


def true_retention(connection: Connection, first_day: int) -> tuple[int, int]:
    """Of the answers to cards in review since `first_day`: how many were recalled, and how many in all."""
    recalled = func.count(case((reviews.c.rating > 1, 1)))
    query = select(recalled, func.count()).where(
        reviews.c.day >= first_day,
        reviews.c.state == int(CardState.REVIEW),
        reviews.c.elapsed_days > 0,
        reviews.c.kind == ReviewKind.REVIEW,
    )
    good, total = connection.execute(query).one()
    return good, total


def forecast(connection: Connection, today: int, days: int) -> list[int]:
    """How many cards in review fall due today (overdue ones with them) and on each day after."""
    query = (
        select(cards.c.due_day, func.count())
        .where(cards.c.suspended == 0, cards.c.state == int(CardState.REVIEW), cards.c.due_day < today + days)
        .group_by(cards.c.due_day)
    )
    counts = [0] * days
    for day, count in connection.execute(query):
        counts[max(0, day - today)] += count
    return counts
