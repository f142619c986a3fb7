"""What comes next in one part of the library on one day, kept from answer to answer.

Looking at every line anew for each card costs more than showing it. An answer does little to the lines: the card leaves the
one it stood in, those that were put off for its sake leave theirs, it may stand among the learning steps again, and its
preset has done one more. All of that is known when it is filed. After anything else that is committed, what is kept here is
thrown away (`services.queue`).
"""

from collections.abc import Sequence
from dataclasses import replace

from flashcards.core.cards import Card
from flashcards.core.reviews import CardState
from flashcards.core.settings import NewOrder, NewWhen, ReviewOrder
from flashcards.services.answering import Filed
from flashcards.services.beginnings import Beginning, Read, Steps
from flashcards.services.preset_lines import Line
from flashcards.store import lines
from flashcards.store.library import Connection
from flashcards.store.pacing import Share
from flashcards.study.queue import Heads, choose

_SORTED = 100


class KeptLine:
    """The line of one preset: the beginnings of its reviews and of its new cards, and their lengths once they were counted."""

    def __init__(self, line: Line) -> None:
        self._line = line
        order = line.settings.review_order
        self._reviews = _beginning(line.reviews, is_sorted=order is not ReviewOrder.DUE)
        shares = (Share.ALL,) if line.planned is None else (Share.PLANNED, Share.FREE)
        self._new = {share: self._share(share) for share in shares}
        self._due: int | None = None
        self._fresh: int | None = None

    @property
    def line(self) -> Line:
        """The line with what is done of it."""
        return self._line

    def reviews(self, connection: Connection, count: int = 1) -> list[Card]:
        """The first reviews that may come today."""
        return self._reviews.first(connection, count) if self._line.reviews_left else []

    def new(self, connection: Connection, count: int = 1) -> list[Card]:
        """The first new cards that may come today, of each share of an exam's plan."""
        room = {
            Share.ALL: self._line.new_left,
            Share.FREE: self._line.new_left,
            Share.PLANNED: self._line.planned,
        }
        return [
            card for share, kept in self._new.items() if room[share] for card in kept.first(connection, count)
        ]

    def count_reviews(self, connection: Connection) -> int:
        """How many reviews may come today."""
        if self._due is None:
            self._due = lines.count_reviews(connection, self._line.part)
        return self._line.reviews_of(self._due)

    def count_new(self, connection: Connection) -> int:
        """How many new cards may come today."""
        if self._line.planned is not None:
            return self._line.count_new(connection)
        if self._fresh is None:
            self._fresh = lines.count_new(connection, self._line.part)
        return min(self._fresh, self._line.new_left)

    def drop(self, cards: Sequence[Card]) -> None:
        """Cards of the part that left, as they were before."""
        ids = {card.id for card in cards}
        for kept in (self._reviews, *self._new.values()):
            kept.drop(ids)
        inside = [card for card in cards if self._holds(card)]
        if self._due is not None:
            self._due -= sum(each.memory.state is CardState.REVIEW for each in inside)
        if self._fresh is not None:
            self._fresh -= sum(each.memory.state is CardState.NEW for each in inside)

    def done(self, filed: Filed) -> None:
        """A card of the preset was answered."""
        self._line = self._line.after(filed.log)

    def _share(self, share: Share) -> Beginning:
        part, order = self._line.part, self._line.settings.new_order
        return _beginning(
            lambda connection, limit: lines.new(connection, part, order, limit, share),
            is_sorted=order is not NewOrder.POSITION,
        )

    def _holds(self, card: Card) -> bool:
        """Whether a card of the part stood in one of the lines."""
        part, due = self._line.part, card.memory.due_day
        if card.suspended or card.buried_until > part.today:
            return False
        if part.deck_ids is not None and card.deck_id not in part.deck_ids:
            return False
        if card.memory.state is CardState.REVIEW:
            return due is not None and due <= part.today
        return card.memory.state is CardState.NEW and due is None


class Ahead:
    """The lines of one part of the library. `named` are those of its presets by name, `reach` is how many milliseconds
    early a learning step may come when nothing else is left."""

    def __init__(self, part: lines.Part, named: dict[str, Line], reach: int) -> None:
        self.part = part
        self._reach = reach
        self._steps = Steps(part)
        self._named = {name: KeptLine(line) for name, line in named.items()}
        self._lines = list(self._named.values())
        self._paced = any(line.planned is not None for line in named.values())
        when = {line.settings.new_when for line in named.values()}
        self._new_when = when.pop() if len(when) == 1 else NewWhen.AFTER

    def next(self, connection: Connection, now: int) -> Card | None:
        """The card to show at a time (milliseconds), None when nothing is left for now."""
        (step,) = self._steps.first(connection, now + self._reach) or (None,)
        if step and (step.memory.due_at or 0) <= now:
            return step
        together = self._new_when
        review = None if together is NewWhen.BEFORE else self._review(connection)
        new = None if review and together is NewWhen.AFTER else self._fresh(connection)
        if review is None and together is NewWhen.BEFORE and new is None:
            review = self._review(connection)
        heads = Heads(None, review, new, step, together)
        if together is NewWhen.MIXED and review and new:
            heads = self._mixed(connection, heads)
        return choose(heads)

    def coming(self, connection: Connection, now: int) -> list[Card]:
        """Cards one of which is likely to come after the next one."""
        found = self._steps.first(connection, now + self._reach, 2)
        for line in self._lines:
            found += line.reviews(connection, 3)
        return found + (
            [] if len(found) > 1 else [card for line in self._lines for card in line.new(connection, 3)]
        )

    def counts(self, connection: Connection, day_end: int) -> tuple[int, int, int]:
        """How many new cards, learning steps before the end of the day (milliseconds) and reviews are left today."""
        new = sum(each.count_new(connection) for each in self._lines)
        steps = self._steps.count(connection, day_end - 1)
        return new, steps, sum(each.count_reviews(connection) for each in self._lines)

    def answered(self, preset: str, filed: Filed) -> bool:
        """Keep to what one answer to a card of a preset did; false if that cannot be told."""
        gone = [filed.card, *filed.put_off]
        if filed.log.day != self.part.today or not self._tells(filed, gone):
            return False
        if preset in self._named:
            self._named[preset].done(filed)
        if self._is_inside(filed):
            for line in self._lines:
                line.drop(gone)
            self._steps.change({card.id for card in gone}, self._came(filed))
        return True

    def _tells(self, filed: Filed, gone: Sequence[Card]) -> bool:
        """Whether it is known what became of all of them: which new cards a plan wants is not, nor the role of a card
        of another note."""
        if self._paced and any(card.memory.state is CardState.NEW for card in gone):
            return False
        return self.part.role is None or all(card.note_id == filed.card.note_id for card in gone)

    def _is_inside(self, filed: Filed) -> bool:
        """Whether the note belongs to the part. All of these cards are of its article; each line looks at the decks."""
        part, rooted = self.part, filed.rooted
        return part.article_id in (None, rooted.article_id) and part.role in (None, rooted.role)

    def _came(self, filed: Filed) -> Card | None:
        """The card if it stands among the steps now."""
        card = replace(filed.card, memory=filed.log.after)
        inside = self.part.deck_ids is None or card.deck_id in self.part.deck_ids
        waits = filed.suspended or card.buried_until > self.part.today or card.memory.due_at is None
        return card if inside and not waits else None

    def _review(self, connection: Connection) -> Card | None:
        heads = [card for line in self._lines for card in line.reviews(connection)]
        return min(heads, key=by_due, default=None)

    def _fresh(self, connection: Connection) -> Card | None:
        heads = [card for line in self._lines for card in line.new(connection)]
        return min(heads, key=by_position, default=None)

    def _mixed(self, connection: Connection, heads: Heads) -> Heads:
        found = [each.line for each in self._lines]
        new, reviews = sum(each.new_done for each in found), sum(each.reviews_done for each in found)
        new_left = sum(each.count_new(connection) for each in self._lines)
        reviews_left = sum(each.count_reviews(connection) for each in self._lines)
        shares = reviews / (reviews + reviews_left), new / (new + new_left)
        return replace(heads, reviews_done=shares[0], new_done=shares[1])


def _beginning(read: Read, *, is_sorted: bool) -> Beginning:
    """Of a line in the order of an index, or of one that must be sorted: that gives many for the price of one."""
    return Beginning(read, _SORTED, _SORTED) if is_sorted else Beginning(read)


def by_due(card: Card) -> tuple[int, int, int]:
    """The order of reviews in several lines."""
    return card.memory.due_day or 0, card.position, card.id


def by_position(card: Card) -> tuple[int, int]:
    """The order of new cards in several lines."""
    return card.position, card.id
