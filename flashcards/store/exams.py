"""Exams in the library, the cards they cover, and the cards that their plans moved."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    CursorResult,
    RowMapping,
    Table,
    delete,
    func,
    insert,
    select,
    update,
)

from flashcards.core.clock import from_milliseconds, to_milliseconds
from flashcards.core.exams import Coverage, Exam
from flashcards.core.facts import FactKind
from flashcards.core.reviews import CardState
from flashcards.store import settings as settings_table
from flashcards.store.covering import Covered, conditions, found_where, named
from flashcards.store.decks import all_decks
from flashcards.store.pacing import NEW
from flashcards.store.tables import cards, exam_articles, exam_decks, exam_moves, exams, notes, reviews

_PLANNED = "exams planned"


@dataclass(frozen=True, slots=True)
class Move:
    """A card that a plan gave another due day: study days before and after, and why.

    A new card has no day, so both are the first one on which the plan wants it in the queue; `why` is `NEW`.
    """

    card_id: int
    exam_id: int
    was_day: int
    due_day: int
    why: str


def save(connection: Connection, exam: Exam) -> int:
    """Write an exam, which is made if its `id` is 0; returns its id. Decks are kept by id, so they may be renamed."""
    covers = exam.covers
    detail = {
        "limited": bool(covers.decks or covers.articles or covers.tags or covers.lost),
        "tags": list(covers.tags),
        "roles": list(covers.roles),
        "goal": exam.goal,
        "minutes": list(exam.minutes),
        "days_off": [day.isoformat() for day in exam.days_off],
        "weights": dict(exam.weights),
        "daily": exam.daily,
    }
    values = {"name": exam.name, "at": to_milliseconds(exam.at), "detail": json.dumps(detail, sort_keys=True)}
    exam_id = exam.id
    if exam_id:
        connection.execute(update(exams).where(exams.c.id == exam_id).values(values))
    else:
        done = cast("CursorResult[Any]", connection.execute(insert(exams).values(values)))
        assert done.inserted_primary_key is not None
        exam_id = int(done.inserted_primary_key[0])
    ids = {deck.name: deck.id for deck in all_decks(connection)}
    _link(connection, exam_decks, exam_id, [ids[name] for name in covers.decks])
    _link(connection, exam_articles, exam_id, covers.articles)
    return exam_id


def all_exams(connection: Connection) -> list[Exam]:
    """Every exam, the earliest first."""
    names = {deck.id: deck.name for deck in all_decks(connection)}
    rows = connection.execute(select(exams).order_by(exams.c.at, exams.c.id)).mappings().all()
    return [
        _exam(
            row,
            tuple(names[each] for each in _linked(connection, exam_decks, row["id"])),
            _linked(connection, exam_articles, row["id"]),
        )
        for row in rows
    ]


def remove(connection: Connection, exam_id: int) -> None:
    """Delete an exam and what is known of the cards it moved."""
    connection.execute(delete(exams).where(exams.c.id == exam_id))


def covered(connection: Connection, exam_id: int) -> list[Covered]:
    """The cards that an exam covers, suspended ones left out, by position."""
    return found_where(connection, _of_exam(connection, exam_id), cards.c.position, cards.c.id)


def count(connection: Connection, covers: Coverage) -> tuple[int, int]:
    """How many cards would be covered, and how many of them were never answered."""
    query = select(func.count(), func.count().filter(cards.c.stability.is_(None))).select_from(cards)
    query = query.join(notes, notes.c.id == cards.c.note_id).where(cards.c.suspended == 0)
    found = connection.execute(query.where(*conditions(connection, covers, named(connection, covers)))).one()
    return int(found[0]), int(found[1])


def seconds_on(connection: Connection, day: int) -> dict[int, float]:
    """The seconds that each card was studied on a study day."""
    query = select(reviews.c.card_id, func.sum(reviews.c.duration) / 1000.0).where(reviews.c.day == day)
    return {row[0]: row[1] for row in connection.execute(query.group_by(reviews.c.card_id))}


def paced(connection: Connection, card_id: int | None = None) -> list[Move]:
    """The new cards to which the plan of any exam gave a day, or one card if it is such a one."""
    query = select(exam_moves).join(cards, cards.c.id == exam_moves.c.card_id)
    query = query.where(exam_moves.c.why == NEW, cards.c.due_day.is_(None), cards.c.state == CardState.NEW)
    if card_id is not None:
        query = query.where(exam_moves.c.card_id == card_id)
    return [_move(row) for row in connection.execute(query).mappings()]


def planned(connection: Connection) -> dict[int, int]:
    """The study day on which each exam was planned last, by its id."""
    return {int(exam_id): day for exam_id, day in (settings_table.get(connection, _PLANNED) or {}).items()}


def set_planned(connection: Connection, exam_id: int, day: int | None) -> None:
    """Note on which study day an exam was planned; None for one that is to be planned anew."""
    there = set(connection.execute(select(exams.c.id)).scalars())
    days = {each: when for each, when in planned(connection).items() if each in there and each != exam_id}
    if day is not None:
        days[exam_id] = day
    settings_table.put(connection, _PLANNED, {str(each): when for each, when in days.items()} or None)


def moves(connection: Connection, exam_id: int | None = None) -> list[Move]:
    """The cards that the plan of an exam, or of any, moved and that still lie where it put them."""
    return _found_moves(connection, *(() if exam_id is None else (exam_moves.c.exam_id == exam_id,)))


def move_of(connection: Connection, card_id: int) -> Move | None:
    """How a plan moved a card that still lies where it was put, None if none did."""
    return next(iter(_found_moves(connection, exam_moves.c.card_id == card_id)), None)


def covers_card(connection: Connection, exam_id: int, card_id: int) -> bool:
    """Whether an exam covers a card."""
    query = select(cards.c.id).join(notes, notes.c.id == cards.c.note_id).where(cards.c.id == card_id)
    return connection.execute(query.where(*_of_exam(connection, exam_id))).first() is not None


def keep_moves(connection: Connection, moved: Iterable[Move]) -> None:
    """Note which cards a plan moved; a card has one note, the latest."""
    rows = [
        {
            "card_id": each.card_id,
            "exam_id": each.exam_id,
            "was_day": each.was_day,
            "due_day": each.due_day,
            "why": each.why,
        }
        for each in moved
    ]
    forget_moves(connection, [row["card_id"] for row in rows])
    if rows:
        connection.execute(insert(exam_moves), rows)


def with_moves(connection: Connection) -> set[int]:
    """The exams whose plans gave any card a day, whatever became of it."""
    return set(connection.execute(select(exam_moves.c.exam_id).distinct()).scalars())


def forget_all_moves(connection: Connection, exam_ids: Sequence[int]) -> None:
    """Forget what the plans of exams did; their new cards come as their presets have it."""
    connection.execute(delete(exam_moves).where(exam_moves.c.exam_id.in_(exam_ids)))


def forget_moves(connection: Connection, card_ids: Sequence[Any]) -> None:
    """Forget that cards were moved."""
    connection.exec_driver_sql("CREATE TEMP TABLE gone (id INTEGER PRIMARY KEY)")
    if card_ids:
        connection.exec_driver_sql("INSERT OR IGNORE INTO gone VALUES (?)", [(each,) for each in card_ids])
    connection.exec_driver_sql("DELETE FROM exam_moves WHERE card_id IN (SELECT id FROM gone)")
    connection.exec_driver_sql("DROP TABLE temp.gone")


def _found_moves(connection: Connection, *where: ColumnElement[bool]) -> list[Move]:
    query = select(exam_moves).join(cards, cards.c.id == exam_moves.c.card_id)
    query = query.where(cards.c.due_day == exam_moves.c.due_day, exam_moves.c.why != NEW, *where)
    return [_move(row) for row in connection.execute(query.order_by(exam_moves.c.card_id)).mappings()]


def _move(row: RowMapping) -> Move:
    return Move(row["card_id"], row["exam_id"], row["was_day"], row["due_day"], row["why"])


def _of_exam(connection: Connection, exam_id: int) -> list[ColumnElement[bool]]:
    """What makes a card one of an exam."""
    row = connection.execute(select(exams).where(exams.c.id == exam_id)).mappings().one()
    covers = _exam(row, (), _linked(connection, exam_articles, exam_id)).covers
    return conditions(connection, covers, _linked(connection, exam_decks, exam_id))


def _link(connection: Connection, table: Table, exam_id: int, ids: Sequence[int]) -> None:
    """Make these the decks, or the articles, of an exam."""
    connection.execute(delete(table).where(table.c.exam_id == exam_id))
    rows = [{"exam_id": exam_id, table.columns.keys()[1]: each} for each in dict.fromkeys(ids)]
    if rows:
        connection.execute(insert(table), rows)


def _linked(connection: Connection, table: Table, exam_id: int) -> tuple[int, ...]:
    other = table.columns[1]
    return tuple(
        connection.execute(select(other).where(table.c.exam_id == exam_id).order_by(other)).scalars()
    )


def _exam(row: RowMapping, decks: tuple[str, ...], articles: tuple[int, ...]) -> Exam:
    detail = json.loads(row["detail"])
    tags = tuple(detail["tags"])
    roles = tuple(FactKind(each) for each in detail["roles"])
    return Exam(
        name=row["name"],
        at=from_milliseconds(row["at"]),
        covers=Coverage(
            decks, articles, tags, roles, lost=detail["limited"] and not (decks or articles or tags)
        ),
        goal=detail["goal"],
        minutes=tuple(detail["minutes"]),
        days_off=tuple(date.fromisoformat(each) for each in detail["days_off"]),
        weights=tuple((FactKind(role), weight) for role, weight in detail["weights"].items()),
        daily=detail.get("daily", True),
        id=row["id"],
    )
