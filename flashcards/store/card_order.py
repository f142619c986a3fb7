"""The line of new cards, put into the order of an article."""

from sqlalchemy import Connection, bindparam, select, update

from flashcards.core.reviews import CardState
from flashcards.store.tables import cards, notes

_MOVE = update(cards).where(cards.c.id == bindparam("card_id")).values(position=bindparam("place"))


def put_in_article_order(connection: Connection, deck_id: int, article_id: int) -> None:
    """Let a deck's new cards of an article share out their places in the line by where their sentences stand."""
    query = (
        select(cards.c.id, cards.c.position)
        .join(notes, notes.c.id == cards.c.note_id)
        .where(
            cards.c.deck_id == deck_id, notes.c.article_id == article_id, cards.c.state == int(CardState.NEW)
        )
        .order_by(notes.c.start, notes.c.id, cards.c.ordinal)
    )
    rows = connection.execute(query).all()
    places = sorted(position for _id, position in rows)
    for (card_id, position), place in zip(rows, places, strict=True):
        if position != place:
            connection.execute(_MOVE, {"card_id": card_id, "place": place})
