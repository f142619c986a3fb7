"""The study queue over the library: the lines of every preset with what its limits leave of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flashcards.core.cards import Card
from flashcards.core.clock import StudyCalendar, to_milliseconds
from flashcards.core.errors import NotFound
from flashcards.core.presets import DEFAULT
from flashcards.core.scopes import Scope
from flashcards.core.settings import NewWhen, ReviewOrder, StudySettings
from flashcards.services.heads import SortedHeads
from flashcards.services.paces import Paces
from flashcards.services.presets import PresetBook, PresetService
from flashcards.store import decks as decks_table
from flashcards.store import lines
from flashcards.store import reviews as reviews_table
from flashcards.store.library import Connection
from flashcards.store.pacing import Share
from flashcards.study.queue import Heads, choose


@dataclass(frozen=True, slots=True)
class Left:
    """How many cards are left to study today."""

    new: int
    learning: int
    review: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.new + self.learning + self.review


@dataclass(frozen=True, slots=True)
class Line:
    """The decks of one preset on one day: what was done, and how many more its limits allow.

    `planned` new cards are wanted today by the plan of an exam, None where no plan has to do with new cards. They come
    whatever the limit says, and take its room first.
    """

    part: lines.Part
    settings: StudySettings
    new_done: int
    reviews_done: int
    planned: int | None = None

    @property
    def new_left(self) -> int:
        """How many more cards may be new today, besides those that a plan wants."""
        return max(0, self.settings.new_per_day - self.new_done - (self.planned or 0))

    def new(self, connection: Connection, limit: int) -> list[Card]:
        """The first new cards that may come today."""
        order = self.settings.new_order
        if self.planned is None:
            return lines.new(connection, self.part, order, min(limit, self.new_left))
        wanted = lines.new(connection, self.part, order, min(limit, self.planned), Share.PLANNED)
        return wanted + lines.new(connection, self.part, order, min(limit, self.new_left), Share.FREE)

    def count_new(self, connection: Connection) -> int:
        """How many cards may be new today."""
        if self.planned is None:
            return lines.count_new(connection, self.part, self.new_left)
        return self.planned + lines.count_new(connection, self.part, self.new_left, Share.FREE)

    @property
    def reviews_left(self) -> int:
        """How many more reviews there may be today."""
        return max(0, self.settings.reviews_per_day - self.reviews_done)


class Queue:
    """Reads the lines; every call looks at the library anew, so nothing needs to be kept true.

    `ahead` is how many milliseconds early a learning step may come when nothing else is left.
    """

    def __init__(
        self, calendar: StudyCalendar, presets: PresetService, paces: Paces, learn_ahead: int
    ) -> None:
        self._calendar = calendar
        self._paces = paces
        self._presets = presets
        self.ahead = learn_ahead * 60_000
        self._heads = SortedHeads()

    def next(self, connection: Connection, scope: Scope, moment: datetime) -> Card | None:
        """The card to show now, or None when nothing is left for now."""
        now = to_milliseconds(moment)
        part = self.part(connection, scope, moment)
        steps = lines.learning(connection, part, now + self.ahead)
        if steps and (steps[0].memory.due_at or 0) <= now:
            return steps[0]
        found = self.lines(connection, part)
        when = {line.settings.new_when for line in found}
        together = when.pop() if len(when) == 1 else NewWhen.AFTER
        review = None if together is NewWhen.BEFORE else self._review(connection, found)
        new = None if review and together is NewWhen.AFTER else self._new(connection, found)
        if review is None and together is NewWhen.BEFORE and new is None:
            review = self._review(connection, found)
        heads = Heads(None, review, new, steps[0] if steps else None, together)
        if together is NewWhen.MIXED and review and new:
            heads = self._mixed(connection, found, heads)
        return choose(heads)

    def due(self, connection: Connection, scope: Scope, moment: datetime, limit: int) -> list[Card]:
        """What is due now, in the order of study; reviews and new cards each in a row."""
        part = self.part(connection, scope, moment)
        steps = lines.learning(connection, part, to_milliseconds(moment), limit)
        reviews: list[Card] = []
        new: list[Card] = []
        found = self.lines(connection, part)
        for line in found:
            most = min(limit, line.reviews_left)
            reviews += lines.reviews(connection, line.part, line.settings.review_order, most)
            new += line.new(connection, limit)
        if len(found) > 1:
            reviews.sort(key=_by_due)
            new.sort(key=_by_position)
        first = any(line.settings.new_when is NewWhen.BEFORE for line in found)
        return [*steps, *(new if first else reviews), *(reviews if first else new)][:limit]

    def left(self, connection: Connection, scope: Scope, moment: datetime) -> Left:
        """How much is left today, learning steps of later today included."""
        part = self.part(connection, scope, moment)
        day_end = to_milliseconds(self._calendar.start_of(part.today + 1))
        found = self.lines(connection, part)
        return Left(
            new=sum(each.count_new(connection) for each in found),
            learning=lines.count_learning(connection, part, day_end - 1),
            review=sum(_reviews_left(connection, each) for each in found),
        )

    def part(self, connection: Connection, scope: Scope, moment: datetime) -> lines.Part:
        """The cards of a scope; raises `NotFound` for a deck that is not there."""
        ids = None
        if scope.deck is not None:
            found = decks_table.with_subdecks(connection, scope.deck)
            if not found:
                raise NotFound(f"There is no deck “{scope.deck}”.")
            ids = tuple(each.id for each in found)
        return lines.Part(self._calendar.day_of(moment), ids, scope.article_id, scope.role)

    def lines(self, connection: Connection, part: lines.Part) -> list[Line]:
        """The lines of every preset in a part of the library."""
        book = self._presets.book(connection)
        ids = lines.deck_ids(connection) if book.of_decks else ()
        done = done_by_preset(connection, book, part.today)
        paced = self._paces.any(connection)
        found = []
        for name, decks in book.groups(part.deck_ids, ids).items():
            within = part.within(decks)
            planned = lines.count_new(connection, within, None, Share.PLANNED) if paced else None
            found.append(Line(within, book.presets[name], *done.get(name, (0, 0)), planned))
        return found

    def _review(self, connection: Connection, found: Sequence[Line]) -> Card | None:
        heads = [self._first(connection, line) for line in found if line.reviews_left]
        return min((each for each in heads if each), key=_by_due, default=None)

    def _first(self, connection: Connection, line: Line) -> Card | None:
        order = line.settings.review_order
        if order is not ReviewOrder.DUE:
            return self._heads.first(connection, line.part, order)
        return next(iter(lines.reviews(connection, line.part)), None)

    def _new(self, connection: Connection, found: Sequence[Line]) -> Card | None:
        heads = [card for line in found if line.new_left or line.planned for card in line.new(connection, 1)]
        return min(heads, key=_by_position, default=None)

    def _mixed(self, connection: Connection, found: Sequence[Line], heads: Heads) -> Heads:
        new, reviews = sum(each.new_done for each in found), sum(each.reviews_done for each in found)
        new_left = sum(each.count_new(connection) for each in found)
        reviews_left = sum(_reviews_left(connection, each) for each in found)
        return Heads(
            heads.learning,
            heads.review,
            heads.new,
            heads.ahead,
            NewWhen.MIXED,
            reviews / (reviews + reviews_left),
            new / (new + new_left),
        )


def done_by_preset(connection: Connection, book: PresetBook, day: int) -> dict[str, tuple[int, int]]:
    """How many cards of each preset were new on a study day, and how many were reviewed."""
    if not book.of_decks:
        return {DEFAULT: reviews_table.done_on(connection, day)}
    done: dict[str, tuple[int, int]] = {}
    for deck_id, new, reviews in reviews_table.done_by_deck(connection, day):
        name = book.name_of(deck_id)
        before = done.get(name, (0, 0))
        done[name] = (before[0] + new, before[1] + reviews)
    return done


def _reviews_left(connection: Connection, line: Line) -> int:
    most = line.reviews_left
    # Without a real limit the bare count is faster: SQLite answers it from the index alone.
    return lines.count_reviews(connection, line.part, most if most < 1000 else None)


def _by_due(card: Card) -> tuple[int, int, int]:
    return card.memory.due_day or 0, card.position, card.id


def _by_position(card: Card) -> tuple[int, int]:
    return card.position, card.id
