"""What it does to a memory to set its due date by hand, to forget it, or to plan it anew."""

from dataclasses import replace

from flashcards.core.reviews import CardState, Memory, Placement, PlacementKind


def placed(memory: Memory, placement: Placement) -> Memory:
    """The memory after a placement.

    Forgetting makes the card new again and keeps the counts of its answers and lapses, as Anki does, and
    the time, before which no later answer may be filed.
    Otherwise the card is in review and due on the placement's day; what is known of it stays.
    """
    if placement.kind is PlacementKind.FORGET:
        return Memory(reps=memory.reps, lapses=memory.lapses, last_at=placement.at)
    return replace(
        memory,
        state=CardState.REVIEW,
        step=0,
        due_at=None,
        due_day=placement.due_day,
        interval=placement.interval,
    )
