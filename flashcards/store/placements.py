"""Due dates that no answer gave; with the review log they make every memory computable."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, bindparam, func, insert, select, update

from flashcards.core.reviews import Placement, PlacementKind
from flashcards.store.prepared import Prepared
from flashcards.store.tables import placements

_NOT_AFTER = Prepared(
    update(placements)
    .where(placements.c.card_id == bindparam("card"), placements.c.at > bindparam("moment"))
    .values(at=bindparam("moment"))
)


def add(connection: Connection, placed: Iterable[Placement]) -> None:
    """Log due dates that were set, each after all that its card had before."""
    placed = list(placed)
    end(connection, [(each.card_id, each.at) for each in placed])
    rows = [
        {
            "at": each.at,
            "card_id": each.card_id,
            "kind": each.kind,
            "due_day": each.due_day,
            "interval": each.interval,
        }
        for each in placed
    ]
    if rows:
        connection.execute(insert(placements), rows)


def end(connection: Connection, moments: Sequence[tuple[int, int]]) -> None:
    """Date what was placed for cards until now no later than a moment (milliseconds), at which something else follows.

    A clock that was set back meanwhile would else let it count, in a replay, after what came after it.
    """
    _NOT_AFTER.run(connection, [{"card": card_id, "moment": at} for card_id, at in moments])


def of_card(connection: Connection, card_id: int) -> list[Placement]:
    """What was set for a card, in order of time."""
    return of_cards(connection, [card_id])[card_id]


def of_cards(connection: Connection, card_ids: Sequence[int]) -> dict[int, list[Placement]]:
    """What was set for each of some cards, in order of time."""
    found: dict[int, list[Placement]] = {card_id: [] for card_id in card_ids}
    query = (
        select(placements)
        .where(placements.c.card_id.in_(card_ids))
        .order_by(placements.c.at, placements.c.id)
    )
    for row in connection.execute(query).mappings():
        found[row["card_id"]].append(
            Placement(row["at"], row["card_id"], PlacementKind(row["kind"]), row["due_day"], row["interval"])
        )
    return found


def after(connection: Connection, at: int) -> list[tuple[int, int, int]]:
    """Time, card and id of every placement after a time (milliseconds), in order."""
    query = select(placements.c.at, placements.c.card_id, placements.c.id).where(placements.c.at > at)
    ordered = query.order_by(placements.c.at, placements.c.id)
    return [(row[0], row[1], row[2]) for row in connection.execute(ordered)]


def redate(connection: Connection, placement_id: int, at: int) -> None:
    """Give a placement the time that it was made at."""
    connection.execute(update(placements).where(placements.c.id == placement_id).values(at=at))


def forgotten_at(connection: Connection) -> Mapping[int, int]:
    """When each card that was forgotten became new for the last time, in milliseconds."""
    query = select(placements.c.card_id, func.max(placements.c.at)).where(
        placements.c.kind == PlacementKind.FORGET
    )
    return {row[0]: row[1] for row in connection.execute(query.group_by(placements.c.card_id))}
