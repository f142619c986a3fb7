"""Counts over the whole library, made in SQL."""

from sqlalchemy import Connection, case, func, select

from flashcards.core.reviews import CardState, ReviewKind
from flashcards.store.tables import articles, cards, notes, reviews

_STREAK = """
    WITH RECURSIVE studied (day) AS (
        SELECT max(day) FROM reviews WHERE day <= ? AND day >= ? - 1
        UNION ALL
        SELECT day - 1 FROM studied WHERE EXISTS (SELECT 1 FROM reviews WHERE reviews.day = studied.day - 1)
    )
    SELECT count(day) FROM studied
"""


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


def done_on(connection: Connection, day: int) -> tuple[int, int]:
    """Answers of a study day and the milliseconds they took."""
    query = select(func.count(), func.coalesce(func.sum(reviews.c.duration), 0)).where(reviews.c.day == day)
    answers, spent = connection.execute(query).one()
    return answers, spent


def streak(connection: Connection, today: int) -> int:
    """Study days in a row with answers, up to today; a day that is not over yet does not break it."""
    # From day to day by the index: reading every answer of a year would take a hundred times as long.
    length = connection.exec_driver_sql(_STREAK, (today, today)).scalar()
    return int(length or 0)


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
