"""The lines of one preset on one day: which cards, and how many of them its limits still allow."""

from dataclasses import dataclass, replace

from flashcards.core.cards import Card
from flashcards.core.presets import DEFAULT
from flashcards.core.reviews import CardState, ReviewKind, ReviewLog
from flashcards.core.settings import StudySettings
from flashcards.services.presets import PresetBook
from flashcards.store import lines
from flashcards.store import reviews as reviews_table
from flashcards.store.library import Connection
from flashcards.store.pacing import Share

#: With so much left no limit counts: the bare count is faster, for the index alone gives it.
_FEW = 1000


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

    def reviews(self, connection: Connection, limit: int) -> list[Card]:
        """The first cards in review that are due."""
        return lines.reviews(connection, self.part, self.settings.review_order, limit)

    def reviews_of(self, due: int) -> int:
        """How many of so many cards in review that are due may come today."""
        return min(due, self.reviews_left) if self.reviews_left < _FEW else due

    def count_reviews(self, connection: Connection) -> int:
        """How many cards in review may come today."""
        most = self.reviews_left
        return lines.count_reviews(connection, self.part, most if most < _FEW else None)

    def after(self, log: ReviewLog) -> "Line":
        """The same once a card of the preset was answered on this day."""
        new = log.kind is ReviewKind.LEARN and log.before.state is CardState.NEW
        reviewed = log.kind is ReviewKind.REVIEW
        return replace(self, new_done=self.new_done + new, reviews_done=self.reviews_done + reviewed)


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
