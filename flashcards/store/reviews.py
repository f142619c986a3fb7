"""The review log: the truth about study, from which every memory can be computed again."""

import json
from collections.abc import Sequence
from dataclasses import fields, replace

from sqlalchemy import Connection, RowMapping, bindparam, case, func, insert, select, update

from flashcards.core.reviews import WITHOUT_TRACE, CardState, Memory, Rating, ReviewKind, ReviewLog
from flashcards.store.prepared import Prepared
from flashcards.store.tables import cards, reviews

_DONE = (
    func.count(case(((reviews.c.kind == ReviewKind.LEARN) & (reviews.c.state == int(CardState.NEW)), 1))),
    func.count(case((reviews.c.kind == ReviewKind.REVIEW, 1))),
)


_PARTS = tuple(each.name for each in fields(Memory))
_OF_DAY = (
    reviews.c.day == bindparam("day"),
    (reviews.c.state == int(CardState.NEW)) | (reviews.c.state == int(CardState.REVIEW)),
)
_ADD = Prepared(insert(reviews))
_DONE_ON = Prepared(select(_DONE[0].label("new"), _DONE[1].label("reviewed")).where(*_OF_DAY))
_SAME_TIME = Prepared(select(reviews.c.at).where(reviews.c.at == bindparam("at")))
_TAKEN = select(reviews.c.at).where(reviews.c.at >= bindparam("at")).order_by(reviews.c.at)


def add(connection: Connection, log: ReviewLog, *, fixed: bool = False) -> ReviewLog:
    """Store an answer; returns it as it was filed. The memory of a `fixed` one does not move with its time.

    Times are unique in the library, as in Anki's log: an answer in a millisecond that is taken
    moves to the next free one, and the memory after it with it, so that a replay leads there too.
    """
    at = free_time(connection, log.at)
    log = replace(log, at=at) if fixed else _moved(log, at)
    values = {
        "at": log.at,
        "card_id": log.card_id,
        "rating": int(log.rating),
        "kind": log.kind,
        "state": int(log.before.state),
        "before": _text(log.before),
        "after": _text(log.after),
        "day": log.day,
        "elapsed_days": log.elapsed_days,
        "scheduled_days": log.scheduled_days,
        "duration": log.duration,
        "algorithm": log.algorithm,
        "parameters": log.parameters,
    }
    _ADD.run(connection, [values])
    return log


def of_card(connection: Connection, card_id: int) -> list[ReviewLog]:
    """A card's answers in order of time."""
    query = select(reviews).where(reviews.c.card_id == card_id).order_by(reviews.c.at)
    return [_log(row) for row in connection.execute(query).mappings()]


def of_cards(connection: Connection, card_ids: Sequence[int]) -> dict[int, list[ReviewLog]]:
    """The answers of each of some cards in order of time."""
    found: dict[int, list[ReviewLog]] = {card_id: [] for card_id in card_ids}
    query = select(reviews).where(reviews.c.card_id.in_(card_ids)).order_by(reviews.c.at)
    for row in connection.execute(query).mappings():
        found[row["card_id"]].append(_log(row))
    return found


def done_on(connection: Connection, day: int) -> tuple[int, int]:
    """How many cards were answered for the first time on a study day, and how many that were in review."""
    (row,) = _DONE_ON.rows(connection, day=day)
    return row["new"], row["reviewed"]


def done_by_deck(connection: Connection, day: int) -> list[tuple[int, int, int]]:
    """The same for each deck with answers on that day: the deck, first answers, reviews."""
    per_card = select(reviews.c.card_id, *_DONE).where(*_OF_DAY).group_by(reviews.c.card_id)
    # Two steps, for in one SQLite may begin with every card instead of the day.
    done = {row[0]: (row[1], row[2]) for row in connection.execute(per_card, {"day": day})}
    query = select(cards.c.id, cards.c.deck_id).where(cards.c.id.in_(list(done)))
    return [(deck_id, *done[card_id]) for card_id, deck_id in connection.execute(query)]


def since(connection: Connection, at: int, *, cram: bool) -> list[tuple[int, Rating]]:
    """Card and rating of every answer since a time (milliseconds), of cramming or of study."""
    kind = reviews.c.kind == ReviewKind.CRAM
    query = select(reviews.c.card_id, reviews.c.rating).where(reviews.c.at >= at, kind if cram else ~kind)
    return [(row[0], Rating(row[1])) for row in connection.execute(query.order_by(reviews.c.at))]


def seconds_by_state(connection: Connection, first_day: int) -> dict[CardState, float]:
    """How many seconds an answer took on average since a study day, by the state of the card."""
    query = (
        select(reviews.c.state, func.avg(reviews.c.duration) / 1000.0)
        .where(reviews.c.day >= first_day, reviews.c.duration > 0)
        .group_by(reviews.c.state)
    )
    return {CardState(row[0]): row[1] for row in connection.execute(query)}


def last_lapse(connection: Connection, card_id: int) -> int | None:
    """When a card in review was last forgotten, in milliseconds."""
    query = select(func.max(reviews.c.at)).where(
        reviews.c.card_id == card_id,
        reviews.c.rating == int(Rating.AGAIN),
        reviews.c.kind == ReviewKind.REVIEW,
    )
    return connection.execute(query).scalar()


def after(connection: Connection, at: int) -> list[tuple[int, int]]:
    """Time and card of every answer after a time (milliseconds), in order."""
    query = select(reviews.c.at, reviews.c.card_id).where(reviews.c.at > at).order_by(reviews.c.at)
    return [(row[0], row[1]) for row in connection.execute(query)]


def redate(connection: Connection, at: int, new_at: int, day: int, elapsed_days: int) -> None:
    """Give an answer the time that it was given at; the new one must be free, as `free_time` finds it."""
    values = {"at": new_at, "day": day, "elapsed_days": elapsed_days}
    connection.execute(update(reviews).where(reviews.c.at == at).values(values))


def teaching(connection: Connection) -> list[tuple[int, int, int, int]]:
    """Every answer that changed a memory: card, time, rating, study days since the answer before; in that order."""
    query = (
        select(reviews.c.card_id, reviews.c.at, reviews.c.rating, reviews.c.elapsed_days)
        .where(reviews.c.kind.not_in(WITHOUT_TRACE))
        .order_by(reviews.c.card_id, reviews.c.at)
    )
    return [(row[0], row[1], row[2], row[3]) for row in connection.execute(query)]


def free_time(connection: Connection, at: int) -> int:
    """That time, or the first one after it that no answer has."""
    if _SAME_TIME.first(connection, at=at) is None:
        return at
    with connection.execute(_TAKEN, {"at": at}) as taken:
        for (each,) in taken:
            if each != at:
                break
            at += 1
    return at


def _moved(log: ReviewLog, at: int) -> ReviewLog:
    if at == log.at:
        return log
    due_at = log.after.due_at
    after = replace(log.after, last_at=at, due_at=None if due_at is None else due_at + at - log.at)
    return replace(log, at=at, after=after)


def _log(row: RowMapping) -> ReviewLog:
    return ReviewLog(
        at=row["at"],
        card_id=row["card_id"],
        rating=Rating(row["rating"]),
        kind=ReviewKind(row["kind"]),
        before=_memory(row["before"]),
        after=_memory(row["after"]),
        day=row["day"],
        elapsed_days=row["elapsed_days"],
        scheduled_days=row["scheduled_days"],
        duration=row["duration"],
        algorithm=row["algorithm"],
        parameters=row["parameters"],
    )


def _text(memory: Memory) -> str:
    # By hand: `asdict` copies every value deeply, which takes ten times as long.
    return json.dumps({name: getattr(memory, name) for name in _PARTS})


def _memory(text: str) -> Memory:
    """A memory as it was written; one that cannot be read counts as none, for a replay needs it not."""
    try:
        values = json.loads(text)
        return Memory(CardState(values.pop("state")), **values)
    except (ValueError, KeyError, TypeError, AttributeError):
        return Memory()
