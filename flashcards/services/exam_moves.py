"""The cards that a plan moves: which, their new days in the library, and why, in words."""

from collections.abc import Sequence
from datetime import date, timedelta

from flashcards.core.clock import to_milliseconds
from flashcards.core.direction import isolated
from flashcards.core.reviews import CardState, Memory, Placement, PlacementKind
from flashcards.core.wording import counted
from flashcards.services.exam_cards import ExamCards
from flashcards.store import cards as cards_table
from flashcards.store import exams as exams_table
from flashcards.store import placements as placements_table
from flashcards.store.exams import Move
from flashcards.store.library import Connection
from flashcards.study.exam.moving import Moved, Why, moves

_REASONS = {
    Why.LAST_LOOK: "a last look, since it would come only after the exam",
    Why.EARLIER: "earlier, where there is time for it and it helps at the exam",
    Why.LATER: "later, where a look is worth more at the exam",
    Why.AFTER: "after the exam, since the time until then goes to others",
}


def reason(exam: str, was: date, why: Why) -> str:
    """Why a card has another day, as a sentence."""
    return f"Moved for {isolated(exam)}, was due {was.day} {was:%B}: {_REASONS[why]}."


def new_reason(exam: str, day: date) -> str:
    """Why a new card comes from a day on, as a sentence."""
    return f"New for {isolated(exam)}: its plan wants the card from {day.day} {day:%B} on."


def near_exam(exam: str, left: timedelta, likely: tuple[float, float]) -> str:
    """How likely a card is recalled at an exam of today if it is not seen again, as a sentence."""
    hours = max(1, round(left.total_seconds() / 3600))
    low, high = likely
    return (
        f"{isolated(exam)} is in {counted(hours, 'hour')}: if it is not seen again, the chance then is {low:.0%} to {high:.0%}, "
        "a range, for the schedule thinks in days."
    )


def moves_of(found: ExamCards, first: Sequence[int]) -> list[Moved]:
    """The cards that a plan moves, given the first day on which it shows each of them (-1: none).

    Where another exam needs a card sooner it stays.
    """
    moved = moves(_days_of(found), first, found.today, found.exam_day)
    return [each for each in moved if not _held_elsewhere(found, each)]


def pace_of(found: ExamCards, first: Sequence[int]) -> list[Move]:
    """The new cards with the first day on which a plan shows each of them; those for which there is no time wait until
    the day of the exam, and those that another exam wants sooner, or the same day, stay with it."""
    wanted = []
    for each, day in zip(found.covered, first, strict=True):
        if each.card.memory.state is not CardState.NEW or each.card.memory.due_day is not None:
            continue
        other = found.paced.get(each.card.id)
        comes = int(day) if day >= 0 else max(found.exam_day, found.today + 1)
        if other is None or other.exam_id == found.exam.id or comes < other.due_day:
            wanted.append(Move(each.card.id, found.exam.id, comes, comes, Why.NEW))
    return wanted


def set_pace(connection: Connection, found: ExamCards, wanted: Sequence[Move]) -> None:
    """Give new cards the days of a plan, and take those away that the plan before gave and this one does not."""
    there = {card.id for card in cards_table.some(connection, [each.card_id for each in wanted])}
    new = {each.card_id: each for each in wanted if each.card_id in there}
    mine = {each.card_id for each in found.paced.values() if each.exam_id == found.exam.id}
    exams_table.forget_moves(connection, sorted(mine - new.keys()))
    # Most have the day that they had: rows that stay as they are cost nothing, in undo neither.
    exams_table.keep_moves(
        connection, [each for each in new.values() if found.paced.get(each.card_id) != each]
    )


def carry_out(connection: Connection, found: ExamCards, moved: Sequence[Moved], pace: Sequence[Move]) -> int:
    """Give cards their new days, and those that the plan before moved and this one does not their old ones.

    New cards get the days of `pace`. Returns how many cards in review lie on another day than before. What was answered
    since the cards were read has a date of its own and keeps it.
    """
    current = {each.card.id: each.card.memory for each in exams_table.covered(connection, found.exam.id)}
    moved = [each for each in moved if current.get(_id(found, each)) == found.covered[each.at].card.memory]
    keep = [Move(_id(found, each), found.exam.id, each.was_day, each.due_day, each.why) for each in moved]
    new = {each.card_id: each.due_day for each in keep}
    old = {
        card_id: move.was_day
        for card_id, move in found.moves.items()
        if move.exam_id == found.exam.id and card_id not in new and card_id in current
    }
    placed = [
        _placement(card.id, card.memory, new.get(card.id), old.get(card.id), to_milliseconds(found.moment))
        for card in (each.card for each in found.covered)
        if current.get(card.id) == card.memory
        and new.get(card.id, old.get(card.id, card.memory.due_day)) != card.memory.due_day
    ]
    placements_table.add(connection, placed)
    cards_table.place(connection, placed)
    exams_table.forget_moves(connection, list(old))
    exams_table.keep_moves(connection, keep)
    set_pace(connection, found, pace)
    exams_table.set_planned(connection, found.exam.id, found.today)
    return len(placed)


def _placement(card_id: int, memory: Memory, new: int | None, old: int | None, now: int) -> Placement:
    kind, day = (PlacementKind.DUE, new) if new is not None else (PlacementKind.RESCHEDULE, old)
    return Placement(max(now, (memory.last_at or 0) + 1), card_id, kind, day, memory.interval)


def _days_of(found: ExamCards) -> list[int | None]:
    """The day of each card that a plan may move, without what plans did to it; None for new cards and those in a step."""
    days: list[int | None] = []
    for each in found.covered:
        memory = each.card.memory
        if memory.state is not CardState.REVIEW or memory.stability is None:
            days.append(None)
        elif each.card.id in found.moves:
            days.append(found.moves[each.card.id].was_day)
        else:
            days.append(memory.due_day)
    return days


def _id(found: ExamCards, moved: Moved) -> int:
    return found.covered[moved.at].card.id


def _held_elsewhere(found: ExamCards, moved: Moved) -> bool:
    """Whether another exam needs the card sooner."""
    other = found.moves.get(_id(found, moved))
    return other is not None and other.exam_id != found.exam.id and other.due_day <= moved.due_day
