"""Studying: what is due, the next card with its sides, and answering it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flashcards.core.card_styles import CardStyle
from flashcards.core.cards import Card, Note
from flashcards.core.changes import Changes
from flashcards.core.clock import Clock, StudyCalendar, from_milliseconds, to_milliseconds
from flashcards.core.errors import BadInput, NotFound
from flashcards.core.rendering import Sides
from flashcards.core.reviews import CardState, Memory, Rating, ReviewLog
from flashcards.core.scopes import Scope, scope_of
from flashcards.core.settings import StudySettings
from flashcards.services.answering import Answering, Filed, Known
from flashcards.services.faces import Faces
from flashcards.services.presets import PresetService
from flashcards.services.queue import Left, Queue
from flashcards.store import lines
from flashcards.store import notes as notes_table
from flashcards.store import reviews as reviews_table
from flashcards.store.library import Connection, Library
from flashcards.study.scheduler import Outcome

_STUDYING = Changes.REVIEWS | Changes.DECKS
_LONGEST_ANSWER = 10 * 60 * 1000


@dataclass(frozen=True, slots=True)
class StudyCard:
    """A card ready to show: both sides with what its note type says of their looks, and for each rating the seconds until
    it would come back."""

    card: Card
    note: Note
    sides: Sides
    style: CardStyle
    seconds: dict[Rating, int]
    retrievability: float | None


@dataclass(frozen=True, slots=True)
class Why:
    """Why a card comes now.

    `retrievability` is the chance to recall it now, None for one never answered; a card in review comes when it
    has sunk to `desired_retention`. `days_overdue` is below zero for one that is not due yet, None for one without
    a due day. `buttons` say what each rating makes of its memory, and the seconds until it would come back.
    """

    card_id: int
    state: CardState
    retrievability: float | None
    desired_retention: float
    days_overdue: int | None
    last_lapse: datetime | None
    memory: Memory
    buttons: Mapping[Rating, Outcome]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to file: `duration` in milliseconds, `at` None for now."""

    card_id: int
    rating: Rating
    duration: int = 0
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StudyParts:
    """What study is made of: the presets, the queue under them, and what answers do."""

    presets: PresetService
    queue: Queue
    answering: Answering

    @classmethod
    def over(cls, library: Library, calendar: StudyCalendar, settings: StudySettings) -> "StudyParts":
        """The parts over one library."""
        presets = PresetService(library, settings)
        queue = Queue(library, calendar, presets, settings.learn_ahead)
        return cls(presets, queue, Answering(library, calendar, presets))


class StudyService:
    """Study of one deck with those inside it, of an article, of a role, or of the whole library."""

    def __init__(self, library: Library, clock: Clock, calendar: StudyCalendar, parts: StudyParts) -> None:
        self._library = library
        self._clock = clock
        self._calendar = calendar
        self._queue = parts.queue
        self._answering = parts.answering
        self._faces = Faces()

    def next(self, scope: Scope | str | None = None) -> StudyCard | None:
        """The card to show now, or None when nothing is left for now. A text is the name of a deck."""
        moment = self._clock()
        with self._library.reading() as connection:
            card = self._queue.next(connection, scope_of(scope), moment)
            return None if card is None else self._shown(connection, card.id, moment)

    def prepare(self, scope: Scope | str | None = None) -> None:
        """Do now, while a card is being read, what those that are likely to come after it will need."""
        moment = self._clock()
        with self._library.reading() as connection:
            for card in self._queue.coming(connection, scope_of(scope), moment):
                self._shown(connection, card.id, moment)

    def due(self, scope: Scope | str | None = None, limit: int = 1000) -> list[Card]:
        """What is due now, in the order of study."""
        with self._library.reading() as connection:
            return self._queue.due(connection, scope_of(scope), self._clock(), limit)

    def left(self, scope: Scope | str | None = None) -> Left:
        """How much is left today, learning steps of later today included."""
        with self._library.reading() as connection:
            return self._queue.left(connection, scope_of(scope), self._clock())

    def next_step_at(self, scope: Scope | str | None = None) -> datetime | None:
        """When the next learning step of today falls due, None if there is none."""
        moment = self._clock()
        day_end = self._calendar.start_of(self._calendar.day_of(moment) + 1)
        with self._library.reading() as connection:
            part = self._queue.part(connection, scope_of(scope), moment)
            steps = lines.learning(connection, part, to_milliseconds(day_end))
        if not steps or steps[0].memory.due_at is None:
            return None
        return moment + timedelta(milliseconds=steps[0].memory.due_at - to_milliseconds(moment))

    def show(self, card_id: int) -> StudyCard:
        """A card ready to show, due or not; raises `NotFound`."""
        with self._library.reading() as connection:
            return self._shown(connection, card_id, self._clock())

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
            filed = [self._answered(connection, each) for each in answers]
            before = self._library.commits
        if len(filed) == 1:
            self._queue.answered(before, filed[0])
        return [each.log for each in filed], _STUDYING

    def cram(self, card_id: int, rating: Rating, duration: int = 0) -> tuple[ReviewLog, Changes]:
        """Log an answer that leaves the card's memory and schedule as they are."""
        if duration < 0:
            raise BadInput("An answer cannot take less than no time.")
        moment = self._clock()
        with self._library.writing("Answer", Changes.REVIEWS) as connection:
            known = self._known(connection, card_id, moment)
            card = known.card
            duration = min(duration, _LONGEST_ANSWER)
            log = known.scheduler.crammed(card.id, card.memory, rating, moment, duration)
            return reviews_table.add(connection, log, fixed=True), Changes.REVIEWS

    def why(self, card_id: int) -> Why:
        """Why a card comes now, and what each button would change; raises `NotFound`."""
        moment = self._clock()
        with self._library.reading() as connection:
            known = self._known(connection, card_id, moment)
            memory = known.card.memory
            lapse = reviews_table.last_lapse(connection, card_id)
            outcomes = self._answering.outcomes(known, moment)
        return Why(
            card_id=card_id,
            state=memory.state,
            retrievability=known.scheduler.retrievability(memory, moment),
            desired_retention=known.settings.retention_of(known.rooted.role),
            days_overdue=None if memory.due_day is None else self._calendar.day_of(moment) - memory.due_day,
            last_lapse=None if lapse is None else from_milliseconds(lapse),
            memory=memory,
            buttons=outcomes,
        )

    def replayed(self, card_id: int) -> Memory:
        """The memory that a card's log alone leads to; equal to the stored one in a sound library."""
        with self._library.reading() as connection:
            memory = self._answering.replayed(connection, card_id)
        if memory is None:
            raise NotFound(f"There is no card {card_id}.")
        return memory

    def _answered(self, connection: Connection, answer: Answer) -> Filed:
        moment = answer.at or self._clock()
        known = self._known(connection, answer.card_id, moment)
        duration = min(answer.duration, _LONGEST_ANSWER)
        return self._answering.file(connection, known, answer.rating, moment, duration)

    def _known(self, connection: Connection, card_id: int, moment: datetime) -> Known:
        known = self._answering.known(connection, card_id, moment)
        if known is None:
            raise NotFound(f"There is no card {card_id}.")
        return known

    def _shown(self, connection: Connection, card_id: int, moment: datetime) -> StudyCard:
        known = self._known(connection, card_id, moment)
        card = known.card
        note = notes_table.get(connection, card.note_id)
        assert note is not None
        face = self._faces.of(connection, card, note)
        return StudyCard(
            card=card,
            note=note,
            sides=face.sides,
            style=face.style,
            seconds=known.scheduler.seconds(card.id, card.memory, moment),
            retrievability=known.scheduler.retrievability(card.memory, moment),
        )
