"""The pace of new cards before an exam: those to which a plan gave a day, as conditions on cards."""

from enum import Enum, auto

from sqlalchemy import ColumnElement, Connection, func, select

from flashcards.core.reviews import CardState
from flashcards.store.tables import cards, exam_moves

#: Why a new card stands in `exam_moves`.
NEW = "new"


class Share(Enum):
    """Which new cards: all, those that a plan wants by today, those that no plan has to do with."""

    ALL = auto()
    PLANNED = auto()
    FREE = auto()


def any_paced(connection: Connection) -> bool:
    """Whether a plan gave any new card a day."""
    return (
        connection.execute(select(exam_moves.c.card_id).where(exam_moves.c.why == NEW).limit(1)).first()
        is not None
    )


def new_by_deck(connection: Connection, share: Share, today: int) -> dict[int, int]:
    """How many cards of a share may be studied today in each deck, where there are any."""
    query = select(cards.c.deck_id, func.count()).where(
        cards.c.suspended == 0,
        cards.c.state == int(CardState.NEW),
        cards.c.due_day.is_(None),
        cards.c.buried_until <= today,
        *of_share(share, today),
    )
    return {row[0]: row[1] for row in connection.execute(query.group_by(cards.c.deck_id))}


def of_share(share: Share, today: int) -> tuple[ColumnElement[bool], ...]:
    """The conditions on a card to be in a share on a study day."""
    if share is Share.ALL:
        return ()
    mine = select(exam_moves.c.card_id).where(exam_moves.c.card_id == cards.c.id, exam_moves.c.why == NEW)
    if share is Share.FREE:
        return (~mine.correlate(cards).exists(),)
    return (mine.where(exam_moves.c.due_day <= today).correlate(cards).exists(),)
