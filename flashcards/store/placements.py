"""Due dates that no answer gave; with the review log they make every memory computable."""

from collections.abc import Iterable, Mapping, Sequence

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


def forgotten_at(connection: Connection) -> Mapping[int, int]:
    """When each card that was forgotten became new for the last time, in milliseconds."""
    query = select(placements.c.card_id, func.max(placements.c.at)).where(
        placements.c.kind == PlacementKind.FORGET
    )
    return {row[0]: row[1] for row in connection.execute(query.group_by(placements.c.card_id))}
