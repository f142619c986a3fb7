"""Due dates that no answer gave; with the review log they make every memory computable."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, func, insert, select

from flashcards.core.reviews import Placement, PlacementKind
from flashcards.store.tables import placements


def add(connection: Connection, placed: Iterable[Placement]) -> None:
    """Log due dates that were set."""
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


def of_card(connection: Connection, card_id: int) -> list[Placement]:
    """What was set for a card, in order of time."""
    query = (
        select(placements).where(placements.c.card_id == card_id).order_by(placements.c.at, placements.c.id)
    )
    return [
        Placement(row["at"], row["card_id"], PlacementKind(row["kind"]), row["due_day"], row["interval"])
        for row in connection.execute(query).mappings()
    ]


def forgotten_at(connection: Connection) -> Mapping[int, int]:
    """When each card that was forgotten became new for the last time, in milliseconds."""
    query = select(placements.c.card_id, func.max(placements.c.at)).where(
        placements.c.kind == PlacementKind.FORGET
    )
    return {row[0]: row[1] for row in connection.execute(query.group_by(placements.c.card_id))}
