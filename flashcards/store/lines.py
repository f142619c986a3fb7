"""The lines of the study queue: due steps, reviews and new cards, their heads and their lengths."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Select, bindparam, cast, func, literal, select

from flashcards.core.cards import Card
from flashcards.core.facts import FactKind
from flashcards.core.reviews import CardState
from flashcards.core.settings import NewOrder, ReviewOrder
from flashcards.store.cards import card_of, some
from flashcards.store.pacing import Share, of_share
from flashcards.store.prepared import Prepared
from flashcards.store.tables import cards, decks, notes

_Conditions = tuple[ColumnElement[bool], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Which cards: those in some decks, of an article, with a role; None is all. `today` is the study day."""

    today: int
    deck_ids: tuple[int, ...] | None = None
    article_id: int | None = None
    role: FactKind | None = None

    def within(self, deck_ids: tuple[int, ...] | None) -> "Part":
        """The same in other decks."""
        return replace(self, deck_ids=deck_ids)


def deck_ids(connection: Connection) -> list[int]:
    """The ids of all decks."""
    return list(connection.execute(select(decks.c.id)).scalars())


def learning(connection: Connection, part: Part, before: int, limit: int = 1) -> list[Card]:
    """Cards in a learning step that is due by `before` (milliseconds), the most urgent first."""
    if part == Part(part.today):
        found = _ALL_STEPS.rows(connection, before=before, today=part.today, most=limit)
        return [card_of(row) for row in found]
    query = select(cards).where(*_steps(part, before)).order_by(cards.c.due_at, cards.c.id).limit(limit)
    return [card_of(row) for row in connection.execute(query).mappings()]


def reviews(
    connection: Connection, part: Part, order: ReviewOrder = ReviewOrder.DUE, limit: int = 1
) -> list[Card]:
    """Cards in review that are due, in an order; those that it finds equal by position."""
    if order is ReviewOrder.DUE and part == Part(part.today):
        return [card_of(row) for row in _ALL_REVIEWS.rows(connection, today=part.today, most=limit)]
    if order is ReviewOrder.DUE:
        return _line(connection, _reviews(part.today), part, limit)
    return _first(connection, _reviews(part.today), part, _review_order(order, part.today), limit)


def new(
    connection: Connection,
    part: Part,
    order: NewOrder = NewOrder.POSITION,
    limit: int = 1,
    share: Share = Share.ALL,
) -> list[Card]:
    """Cards that were never answered, in an order."""
    where = (*_new(part.today), *of_share(share, part.today))
    if order is NewOrder.POSITION:
        return _line(connection, where, part, limit)
    by = (cards.c.position.desc(),) if order is NewOrder.LATEST else (_shuffled(part.today),)
    return _first(connection, where, part, by, limit)


def studied(connection: Connection, part: Part, limit: int) -> list[Card]:
    """Cards of a part, due or not, suspended ones left out; what is likely forgotten first, new ones last."""
    faded = (literal(1.0) * (part.today - cards.c.last_day) / cards.c.stability).desc().nulls_last()
    return _first(connection, (cards.c.suspended == 0,), part, (faded,), limit)


def count_learning(connection: Connection, part: Part, before: int) -> int:
    """How many cards are in a learning step that is due by `before` (milliseconds)."""
    if part == Part(part.today):
        return int(_ALL_STEPS_LEFT.rows(connection, before=before, today=part.today)[0]["left"])
    return connection.execute(select(func.count()).where(*_steps(part, before))).scalar_one()


def count_reviews(connection: Connection, part: Part, most: int | None = None) -> int:
    """How many cards in review are due, counting up to `most`."""
    if part == Part(part.today):
        return _all_left(connection, _ALL_REVIEWS_LEFT, part.today, most)
    return _counted(connection, _reviews(part.today), part, most)


def count_new(connection: Connection, part: Part, most: int | None = None, share: Share = Share.ALL) -> int:
    """How many cards were never answered, counting up to `most`."""
    if part == Part(part.today) and share is Share.ALL:
        return _all_left(connection, _ALL_NEW_LEFT, part.today, most)
    return _counted(connection, (*_new(part.today), *of_share(share, part.today)), part, most)


def due_by_day(connection: Connection, part: Part, first: int, last: int) -> Mapping[int, int]:
    """How many cards in review are due on each study day from one to another, where there are any."""
    if part == Part(part.today):
        return dict(_ALL_BY_DAY.tuples(connection, first=first, last=last))
    due = (
        cards.c.suspended == 0,
        cards.c.state == CardState.REVIEW,
        cards.c.due_day.between(first, last),
    )
    query = select(cards.c.due_day, func.count()).where(*due, *_in(part)).group_by(cards.c.due_day)
    return {row[0]: row[1] for row in connection.execute(query)}


_TODAY = bindparam("today", type_=Integer)
_MOST = bindparam("most", type_=Integer)
# The two that every card asks for, over the whole library: to put them together each time costs more than to run them.
_ALL_STEPS = Prepared(
    select(cards)
    .where(
        cards.c.suspended + 0 == 0,
        cards.c.due_at <= bindparam("before"),
        cards.c.buried_until + 0 <= _TODAY,
    )
    .order_by(cards.c.due_at, cards.c.id)
    .limit(_MOST)
)
_ALL_STEPS_LEFT = Prepared(
    select(func.count().label("left")).where(
        cards.c.suspended + 0 == 0, cards.c.due_at <= bindparam("before"), cards.c.buried_until + 0 <= _TODAY
    )
)


def _counts(*where: ColumnElement[bool]) -> tuple[Prepared, Prepared]:
    """Counts all cards, and counts them up to `most`."""
    some_ = select(cards.c.id).where(*where).limit(_MOST).subquery()
    whole = select(func.count().label("left")).where(*where)
    return Prepared(whole), Prepared(select(func.count().label("left")).select_from(some_))


_ALL_REVIEWS_LEFT = _counts(
    cards.c.suspended == 0,
    cards.c.state == int(CardState.REVIEW),
    cards.c.due_day <= _TODAY,
    cards.c.buried_until <= _TODAY,
)
_ALL_NEW_LEFT = _counts(
    cards.c.suspended == 0,
    cards.c.state == int(CardState.NEW),
    cards.c.due_day.is_(None),
    cards.c.buried_until <= _TODAY,
)
_ALL_BY_DAY = Prepared(
    select(cards.c.due_day, func.count())
    .where(
        cards.c.suspended == 0,
        cards.c.state == int(CardState.REVIEW),
        cards.c.due_day.between(bindparam("first"), bindparam("last")),
    )
    .group_by(cards.c.due_day)
)
_ALL_REVIEWS = Prepared(
    select(cards)
    .where(
        cards.c.suspended == 0,
        cards.c.state == int(CardState.REVIEW),
        cards.c.due_day <= _TODAY,
        cards.c.buried_until <= _TODAY,
    )
    .order_by(cards.c.due_day, cards.c.position, cards.c.id)
    .limit(_MOST)
)


def _new(today: int) -> _Conditions:
    return (
        cards.c.suspended == 0,
        cards.c.state == CardState.NEW,
        cards.c.due_day.is_(None),
        cards.c.buried_until <= today,
    )


def _reviews(today: int) -> _Conditions:
    return (
        cards.c.suspended == 0,
        cards.c.state == CardState.REVIEW,
        cards.c.due_day <= today,
        cards.c.buried_until <= today,
    )


def _steps(part: Part, before: int) -> _Conditions:
    # Adding nothing keeps SQLite from another index: few cards are in a step, so the one by time is best.
    steps = (
        cards.c.suspended + 0 == 0,
        cards.c.due_at <= before,
        cards.c.buried_until + 0 <= part.today,
        *_of_notes(part),
    )
    return steps if part.deck_ids is None else (*steps, (cards.c.deck_id + 0).in_(part.deck_ids))


def _in(part: Part) -> _Conditions:
    return (
        _of_notes(part) if part.deck_ids is None else (cards.c.deck_id.in_(part.deck_ids), *_of_notes(part))
    )


def _of_notes(part: Part) -> _Conditions:
    wanted = []
    if part.article_id is not None:
        wanted.append(notes.c.article_id == part.article_id)
    if part.role is not None:
        wanted.append(notes.c.role == part.role)
    return (cards.c.note_id.in_(select(notes.c.id).where(*wanted)),) if wanted else ()


def _all_left(connection: Connection, counts: tuple[Prepared, Prepared], today: int, most: int | None) -> int:
    whole, up_to = counts
    found = (
        whole.rows(connection, today=today)
        if most is None
        else up_to.rows(connection, today=today, most=most)
    )
    return int(found[0]["left"])


def _counted(connection: Connection, where: _Conditions, part: Part, most: int | None) -> int:
    if most is None:
        return connection.execute(select(func.count()).where(*where, *_in(part))).scalar_one()
    some = select(cards.c.id).where(*where, *_in(part)).limit(most).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar_one()


def _line(connection: Connection, where: _Conditions, part: Part, limit: int) -> list[Card]:
    """The first cards of a line. Each deck is asked by itself: its index has the order, so nothing is sorted."""
    ordered = select(cards).where(*where, *_of_notes(part))
    ordered = ordered.order_by(cards.c.due_day, cards.c.position, cards.c.id).limit(limit)
    lines: Sequence[Select[Any]] = [ordered]
    if part.deck_ids is not None:
        lines = [ordered.where(cards.c.deck_id == each) for each in part.deck_ids]
    found = [card_of(row) for line in lines for row in connection.execute(line).mappings()]
    found.sort(key=lambda card: (card.memory.due_day or 0, card.position, card.id))
    return found[:limit]


def _first(
    connection: Connection, where: _Conditions, part: Part, by: Sequence[ColumnElement[Any]], limit: int
) -> list[Card]:
    # Only ids are sorted: whole rows would cost three times as much.
    chosen = select(cards.c.id).where(*where, *_in(part)).order_by(*by, cards.c.position, cards.c.id)
    ids = list(connection.execute(chosen.limit(limit)).scalars())
    found = {card.id: card for card in some(connection, ids)}
    return [found[each] for each in ids]


def _review_order(order: ReviewOrder, today: int) -> tuple[ColumnElement[Any], ...]:
    # Recall falls with time over stability, whatever the curve: no power needs to be taken.
    waited = literal(1.0) * (today - cards.c.last_day)
    faded = waited / cards.c.stability
    overdue = waited / func.max(cards.c.interval, 1)
    orders: Mapping[ReviewOrder, ColumnElement[Any]] = {
        ReviewOrder.RANDOM: _shuffled(today),
        ReviewOrder.INTERVAL: cards.c.interval.asc(),
        ReviewOrder.INTERVAL_DESCENDING: cards.c.interval.desc(),
        ReviewOrder.DIFFICULTY: cards.c.difficulty.asc(),
        ReviewOrder.DIFFICULTY_DESCENDING: cards.c.difficulty.desc(),
        ReviewOrder.RETRIEVABILITY: faded.desc(),
        ReviewOrder.RETRIEVABILITY_DESCENDING: faded.asc(),
        ReviewOrder.OVERDUENESS: overdue.desc(),
    }
    return (orders[order],)


def _shuffled(today: int) -> ColumnElement[int]:
    """A number for each card that looks random and stays for the day: multiplied by an odd number of the day."""
    odd = 2_654_435_761 * (2 * today + 1) % 4_294_967_296
    return cast((cards.c.note_id % 1_000_003 * 64 + cards.c.ordinal + 1) * odd % 4_294_967_296, Integer)
