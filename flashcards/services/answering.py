"""What an answer does to a card and to those beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flashcards.core.cards import Card
from flashcards.core.clock import StudyCalendar
from flashcards.core.facts import FactKind
from flashcards.core.reviews import CardState, Memory, Rating, ReviewLog
from flashcards.core.settings import LeechAction, StudySettings
from flashcards.services.loads import Loads
from flashcards.services.presets import PresetService
from flashcards.store import cards as cards_table
from flashcards.store import notes as notes_table
from flashcards.store import placements as placements_table
from flashcards.store import reviews as reviews_table
from flashcards.store.cards import Rooted
from flashcards.store.library import Connection, Library
from flashcards.study.leeches import is_leech
from flashcards.study.scheduler import Outcome, Scheduler

#: The tag of a note with a leech; Anki's name for it.
LEECH = "leech"


@dataclass(frozen=True, slots=True)
class Known:
    """A card with all that decides what an answer does."""

    rooted: Rooted
    settings: StudySettings
    siblings: Sequence[Card]
    scheduler: Scheduler

    @property
    def card(self) -> Card:
        """The card itself."""
        return self.rooted.card


@dataclass(frozen=True, slots=True)
class Filed:
    """What an answer did: its log, the card as it was before, whether it is suspended now, and the cards that were put off
    until tomorrow for its sake, as they were."""

    log: ReviewLog
    rooted: Rooted
    suspended: bool
    put_off: Sequence[Card]

    @property
    def card(self) -> Card:
        """The card as it was."""
        return self.rooted.card


class Answering:
    """Previews and files answers, within the transactions of its callers."""

    def __init__(self, library: Library, calendar: StudyCalendar, presets: PresetService) -> None:
        self._calendar = calendar
        self._presets = presets
        self._loads = Loads(library)
        self._schedulers: dict[tuple[StudySettings, float], Scheduler] = {}

    def scheduler(self, settings: StudySettings, role: FactKind) -> Scheduler:
        """The scheduler of cards with a role under a preset; days are not balanced."""
        key = (settings, settings.retention_of(role))
        if key not in self._schedulers:
            self._schedulers[key] = Scheduler(replace(settings, desired_retention=key[1]), self._calendar)
        return self._schedulers[key]

    def scheduler_of(self, connection: Connection, card_id: int) -> Scheduler | None:
        """The scheduler of a card, None where there is no such card."""
        rooted = cards_table.rooted(connection, card_id)
        if rooted is None:
            return None
        return self.scheduler(self._presets.book(connection).of(rooted.card.deck_id), rooted.role)

    def replayed(self, connection: Connection, card_id: int) -> Memory | None:
        """The memory that a card's log and what was placed lead to; None where there is no such card."""
        scheduler = self.scheduler_of(connection, card_id)
        if scheduler is None:
            return None
        logs = reviews_table.of_card(connection, card_id)
        return scheduler.replay(logs, placements_table.of_card(connection, card_id))

    def known(self, connection: Connection, card_id: int, moment: datetime) -> Known | None:
        """A card with its preset, its siblings and the days ahead; None where there is no such card."""
        rooted = cards_table.rooted(connection, card_id)
        if rooted is None:
            return None
        book = self._presets.book(connection)
        deck_id = rooted.card.deck_id
        settings = book.of(deck_id)
        siblings = cards_table.siblings(connection, rooted, of_sentence=settings.bury_sentence)
        self._loads.refresh(self._calendar.day_of(moment))
        load = self._loads.for_card(connection, book, deck_id, [each.memory for each in siblings])
        return Known(rooted, settings, siblings, self.scheduler(settings, rooted.role).balanced(load))

    def outcomes(self, known: Known, moment: datetime) -> dict[Rating, Outcome]:
        """What each rating would do to a card."""
        return known.scheduler.outcomes(known.card.id, known.card.memory, moment)

    def file(
        self, connection: Connection, known: Known, rating: Rating, moment: datetime, duration: int
    ) -> Filed:
        """Write an answer with all that follows from it."""
        card = known.card
        log = known.scheduler.answer(card.id, card.memory, rating, moment, duration)
        log = reviews_table.add(connection, log)
        placements_table.end(connection, [(card.id, log.at)])
        cards_table.remember(connection, card.id, log.after)
        put_off = [each for each in known.siblings if _buries(known.settings, each, log.day)]
        cards_table.mark(connection, [each.id for each in put_off], buried_until=log.day + 1)
        suspended = card.suspended
        if rating is Rating.AGAIN and log.after.lapses > log.before.lapses:
            suspended = self._watch(connection, known, log.after)
        self._loads.moved(self._presets.book(connection).name_of(card.deck_id), log.before, log.after)
        return Filed(log, known.rooted, suspended, put_off)

    def _watch(self, connection: Connection, known: Known, memory: Memory) -> bool:
        """Mark the card if it has become a leech; whether it is suspended then."""
        if not is_leech(memory.lapses, known.settings.leech_threshold):
            return known.card.suspended
        suspended = known.card.suspended or known.settings.leech_action is LeechAction.SUSPEND
        cards_table.mark(connection, [known.card.id], leech=1, suspended=int(suspended))
        notes_table.add_tag(connection, [known.card.note_id], LEECH)
        return suspended


def _buries(settings: StudySettings, sibling: Card, day: int) -> bool:
    """Whether a card goes out of the way for today because one beside it was answered."""
    memory = sibling.memory
    if sibling.suspended or sibling.buried_until > day:
        return False
    if memory.state is CardState.NEW:
        return settings.bury_new
    return settings.bury_reviews and memory.due_day is not None and memory.due_day <= day
