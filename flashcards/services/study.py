"""Studying: what is due, the next card with its sides, and answering it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flashcards.core.cards import Card, Note
from flashcards.core.changes import Changes
from flashcards.core.clock import Clock, StudyCalendar, to_milliseconds
from flashcards.core.errors import BadInput, NotFound
from flashcards.core.rendering import Sides, render
from flashcards.core.reviews import Memory, Rating, ReviewLog
from flashcards.core.settings import StudySettings
from flashcards.store import cards as cards_table
from flashcards.store import decks as decks_table
from flashcards.store import note_types as note_types_table
from flashcards.store import notes as notes_table
from flashcards.store import reviews as reviews_table
from flashcards.store.library import Connection, Library
from flashcards.study.queue import Heads, choose
from flashcards.study.scheduler import Scheduler

_STUDYING = Changes.REVIEWS | Changes.DECKS
_LONGEST_ANSWER = 10 * 60 * 1000


@dataclass(frozen=True, slots=True)
class StudyCard:
    """A card ready to show: both sides, and for each rating the seconds until it would come back."""

    card: Card
    note: Note
    sides: Sides
    seconds: dict[Rating, int]
    retrievability: float | None


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
class Answer:
    """An answer to file: `duration` in milliseconds, `at` None for now."""

    card_id: int
    rating: Rating
    duration: int = 0
    at: datetime | None = None


class StudyService:
    """Study of one deck with those inside it, or of the whole library."""

    def __init__(
        self, library: Library, clock: Clock, calendar: StudyCalendar, settings: StudySettings
    ) -> None:
        self._library = library
        self._clock = clock
        self._calendar = calendar
        self._settings = settings
        self._scheduler = Scheduler(settings, calendar)

    def next(self, deck: str | None = None) -> StudyCard | None:
        """The card to show now, or None when nothing is left for now."""
        moment = self._clock()
        now = to_milliseconds(moment)
        ahead = now + self._settings.learn_ahead * 60_000
        today = self._calendar.day_of(moment)
        with self._library.reading() as connection:
            ids = _deck_ids(connection, deck)
            steps = cards_table.next_learning(connection, ids, ahead)
            due = [card for card in steps if (card.memory.due_at or 0) <= now]
            reviews = [] if due else cards_table.next_review(connection, ids, today)
            fresh = []
            if not due and not reviews and self._new_left(connection, today) > 0:
                fresh = cards_table.next_new(connection, ids)
            card = choose(Heads(_first(due), _first(reviews), _first(fresh), _first(steps)))
            return None if card is None else self._shown(connection, card, moment)

    def due(self, deck: str | None = None, limit: int = 1000) -> list[Card]:
        """What is due now, in the order of study."""
        moment = self._clock()
        now = to_milliseconds(moment)
        today = self._calendar.day_of(moment)
        with self._library.reading() as connection:
            ids = _deck_ids(connection, deck)
            steps = cards_table.next_learning(connection, ids, now, limit)
            reviews = cards_table.next_review(connection, ids, today, limit)
            fresh = cards_table.next_new(connection, ids, min(limit, self._new_left(connection, today)))
        return [*steps, *reviews, *fresh][:limit]

    def left(self, deck: str | None = None) -> Left:
        """How much is left today, learning steps of later today included."""
        moment = self._clock()
        today = self._calendar.day_of(moment)
        day_end = to_milliseconds(self._calendar.start_of(today + 1))
        with self._library.reading() as connection:
            ids = _deck_ids(connection, deck)
            return Left(
                new=cards_table.count_new(connection, ids, self._new_left(connection, today)),
                learning=cards_table.count_learning(connection, ids, day_end - 1),
                review=cards_table.count_reviews(connection, ids, today),
            )

    def next_step_at(self, deck: str | None = None) -> datetime | None:
        """When the next learning step of today falls due, None if there is none."""
        moment = self._clock()
        day_end = self._calendar.start_of(self._calendar.day_of(moment) + 1)
        with self._library.reading() as connection:
            ids = _deck_ids(connection, deck)
            card = _first(cards_table.next_learning(connection, ids, to_milliseconds(day_end)))
        if card is None or card.memory.due_at is None:
            return None
        return moment + timedelta(milliseconds=card.memory.due_at - to_milliseconds(moment))

    def show(self, card_id: int) -> StudyCard:
        """A card ready to show, due or not; raises `NotFound`."""
        with self._library.reading() as connection:
            card = cards_table.get(connection, card_id)
            if card is None:
                raise NotFound(f"There is no card {card_id}.")
            return self._shown(connection, card, self._clock())

    def log(self, card_id: int) -> list[ReviewLog]:
        """A card's answers in order of time."""
        with self._library.reading() as connection:
            return reviews_table.of_card(connection, card_id)

    def answer(
        self, card_id: int, rating: Rating, duration: int = 0, at: datetime | None = None
    ) -> tuple[ReviewLog, Changes]:
        """Answer a card; the log is on disk when this returns. `duration` is in milliseconds."""
        logs, changes = self.answer_all([Answer(card_id, rating, duration, at)])
        return logs[0], changes

    def answer_all(self, answers: Sequence[Answer]) -> tuple[list[ReviewLog], Changes]:
        """Answer cards one after the other in one transaction: all of them or none."""
        if any(each.duration < 0 for each in answers):
            raise BadInput("An answer cannot take less than no time.")
        label = "Answer" if len(answers) == 1 else f"{len(answers)} answers"
        with self._library.writing(label, _STUDYING) as connection:
            return [self._answered(connection, each) for each in answers], _STUDYING

    def replayed(self, card_id: int) -> Memory:
        """The memory that a card's log alone leads to; equal to the stored one in a sound library."""
        return self._scheduler.replay(self.log(card_id))

    def _answered(self, connection: Connection, answer: Answer) -> ReviewLog:
        card = cards_table.get(connection, answer.card_id)
        if card is None:
            raise NotFound(f"There is no card {answer.card_id}.")
        duration = min(answer.duration, _LONGEST_ANSWER)
        moment = answer.at or self._clock()
        log = self._scheduler.answer(card.id, card.memory, answer.rating, moment, duration)
        log = reviews_table.add(connection, log)
        cards_table.remember(connection, card.id, log.after)
        return log

    def _new_left(self, connection: Connection, today: int) -> int:
        return max(0, self._settings.new_per_day - reviews_table.new_on(connection, today))

    def _shown(self, connection: Connection, card: Card, moment: datetime) -> StudyCard:
        note = notes_table.get(connection, card.note_id)
        assert note is not None
        note_type = note_types_table.get(connection, note.note_type_id)
        outcomes = self._scheduler.outcomes(card.id, card.memory, moment)
        return StudyCard(
            card=card,
            note=note,
            sides=render(note, note_type, card.ordinal),
            seconds={rating: outcome.seconds for rating, outcome in outcomes.items()},
            retrievability=self._scheduler.retrievability(card.memory, moment),
        )


def _deck_ids(connection: Connection, deck: str | None) -> list[int] | None:
    if deck is None:
        return None
    found = decks_table.with_subdecks(connection, deck)
    if not found:
        raise NotFound(f"There is no deck “{deck}”.")
    return [each.id for each in found]


def _first(cards: Sequence[Card]) -> Card | None:
    return cards[0] if cards else None
