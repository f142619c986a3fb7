"""Sessions: by time, by order, or cramming; they resume where they stopped, whatever stopped them."""

from collections.abc import Mapping, Sequence
from typing import Any

from flashcards.core.cards import Card
from flashcards.core.changes import Changes
from flashcards.core.clock import Clock, StudyCalendar, to_milliseconds
from flashcards.core.errors import BadInput, NotFound
from flashcards.core.facts import FactKind
from flashcards.core.reviews import CardState, Rating, ReviewLog
from flashcards.core.scopes import Scope
from flashcards.core.sessions import Session, SessionOrder, SessionPlan
from flashcards.services.presets import PARAMETERS
from flashcards.services.queue import Left, Queue
from flashcards.services.study import StudyCard, StudyService
from flashcards.store import cards as cards_table
from flashcards.store import lines
from flashcards.store import reviews as reviews_table
from flashcards.store import settings as settings_table
from flashcards.store.library import Connection, Library
from flashcards.study.scheduler import DEFAULT_PARAMETERS
from flashcards.study.session import fill, still_to_come

_KEY = "session"
_MOST_CARDS = 5000
_LONGEST = 24 * 60
# Seconds that a card takes where the log cannot tell.
_USUAL = {CardState.NEW: 30.0, CardState.LEARNING: 10.0, CardState.REVIEW: 12.0, CardState.RELEARNING: 10.0}


class SessionService:
    """One session at a time. What is left of it is read from the review log, so nothing of it can be lost."""

    def __init__(
        self, library: Library, clock: Clock, calendar: StudyCalendar, study: StudyService, queue: Queue
    ) -> None:
        self._library = library
        self._clock = clock
        self._calendar = calendar
        self._study = study
        self._queue = queue

    def start(self, plan: SessionPlan) -> Session:
        """Choose the cards of a session and begin it; one that is under way ends.

        Raises `BadInput` for a time that makes no sense and `NotFound` where there is nothing to study.
        """
        now = to_milliseconds(self._clock())
        with self._library.writing("Begin a session", Changes.NOTHING) as connection:
            chosen = self._chosen(connection, plan)
            if not chosen:
                raise NotFound("There is nothing to study for this session.")
            settings_table.put(connection, _KEY, _record(plan, now, chosen))
            return self._session(connection, plan, now, chosen)

    def choose(self, plan: SessionPlan) -> list[int]:
        """The cards that such a session would take, in their order; nothing is begun."""
        with self._library.reading() as connection:
            return self._chosen(connection, plan)

    def current(self) -> Session | None:
        """The session under way, None when there is none."""
        with self._library.reading() as connection:
            stored = settings_table.get(connection, _KEY)
            return None if stored is None else self._session(connection, *_plan(stored))

    def next(self) -> StudyCard | None:
        """The card that comes now; None when the session is done, or only steps of later are left."""
        session = self.current()
        if session is None:
            return None
        if not session.plan.cram:
            step = self._due_step(session)
            if step is not None:
                return step
        return self._study.show(session.left[0]) if session.left else None

    def answer(self, card_id: int, rating: Rating, duration: int = 0) -> tuple[ReviewLog, Changes]:
        """Answer a card of the session; in a session of cramming that leaves its schedule alone."""
        session = self.current()
        if session is not None and session.plan.cram:
            return self._study.cram(card_id, rating, duration)
        return self._study.answer(card_id, rating, duration)

    def left(self) -> Left:
        """What is left of the session under way; learning steps of its cards that are still to come count too."""
        session = self.current()
        if session is None:
            return Left(0, 0, 0)
        with self._library.reading() as connection:
            cards = cards_table.some(connection, session.left)
        states = [card.memory.state for card in cards]
        steps = [] if session.plan.cram else self._steps(session)
        waiting = len({card.id for card in steps} - set(session.left))
        new, review = states.count(CardState.NEW), states.count(CardState.REVIEW)
        return Left(new, len(states) - new - review + waiting, review)

    def next_step_at(self) -> int | None:
        """When the next learning step of the session falls due, in milliseconds since 1970; None if there is none."""
        session = self.current()
        if session is None or session.plan.cram:
            return None
        return min((each.memory.due_at or 0 for each in self._steps(session)), default=None)

    def end(self) -> Changes:
        """End the session; its answers stay."""
        with self._library.writing("End the session", Changes.NOTHING) as connection:
            settings_table.put(connection, _KEY, None)
        return Changes.NOTHING

    def _due_step(self, session: Session) -> StudyCard | None:
        """A learning step of one of the session's cards: one that is due cannot wait, others come last."""
        now = to_milliseconds(self._clock())
        reach = now if session.left else now + self._queue.ahead
        due = [card for card in self._steps(session) if (card.memory.due_at or 0) <= reach]
        if not due:
            return None
        return self._study.show(min(due, key=lambda card: (card.memory.due_at or 0, card.id)).id)

    def _steps(self, session: Session) -> list[Card]:
        """The session's cards that are in a learning step, neither suspended nor put off to another day."""
        today = self._calendar.day_of(self._clock())
        with self._library.reading() as connection:
            cards = cards_table.some(connection, session.chosen)
        return [
            card
            for card in cards
            if card.memory.due_at is not None and not card.suspended and card.buried_until <= today
        ]

    def _chosen(self, connection: Connection, plan: SessionPlan) -> list[int]:
        if plan.minutes is not None and not 0 < plan.minutes <= _LONGEST:
            raise BadInput("A session takes more than no minutes and at most a day.")
        cards = self._candidates(connection, plan)
        if plan.order is SessionOrder.QUEUE and plan.minutes is None:
            return [card.id for card in cards]
        from flashcards.study.gain import gains, recalls

        today = self._calendar.day_of(self._clock())
        parameters = settings_table.get(connection, PARAMETERS) or DEFAULT_PARAMETERS
        memories = [card.memory for card in cards]
        if plan.order is SessionOrder.GAIN:
            worth = dict(zip((card.id for card in cards), gains(memories, today, parameters), strict=True))
        elif plan.order is SessionOrder.WEAKEST or plan.cram:
            known = zip(cards, recalls(memories, today, parameters), strict=True)
            worth = {card.id: 1.0 - chance for card, chance in known}
        else:
            worth = {card.id: 1.0 - at / len(cards) for at, card in enumerate(cards)}
        if plan.minutes is None:
            return sorted(worth, key=lambda card_id: -worth[card_id])
        taken = self._seconds(connection, cards)
        if plan.order is SessionOrder.GAIN:
            return fill(taken, worth, plan.minutes * 60)
        # Those orders are meant: the time only says where they stop.
        ordered = sorted(worth, key=lambda card_id: -worth[card_id])
        return fill(
            dict.fromkeys(ordered, sum(taken.values()) / max(1, len(taken))), worth, plan.minutes * 60
        )

    def _candidates(self, connection: Connection, plan: SessionPlan) -> list[Card]:
        moment = self._clock()
        if plan.card_ids is not None:
            found = {card.id: card for card in cards_table.some(connection, plan.card_ids)}
            return [found[each] for each in dict.fromkeys(plan.card_ids) if each in found]
        if plan.cram:
            part = self._queue.part(connection, plan.scope, moment)
            return lines.studied(connection, part, _MOST_CARDS)
        return self._queue.due(connection, plan.scope, moment, _MOST_CARDS)

    def _session(
        self, connection: Connection, plan: SessionPlan, started_at: int, chosen: Sequence[int]
    ) -> Session:
        answers = reviews_table.since(connection, started_at, cram=plan.cram)
        mine = set(chosen)
        answers = [each for each in answers if each[0] in mine]
        left = still_to_come(chosen, answers, again=plan.cram)
        cards = {card.id: card for card in cards_table.some(connection, left)}
        today = self._calendar.day_of(self._clock())
        left = [each for each in left if each in cards and _comes(plan, cards[each], today)]
        seconds = self._seconds(connection, [cards[each] for each in left])
        return Session(plan, started_at, tuple(chosen), tuple(left), len(answers), sum(seconds.values()))

    def _seconds(self, connection: Connection, cards: Sequence[Card]) -> dict[int, float]:
        """How long each card will take, by what its kind took in the last 30 days."""
        first = self._calendar.day_of(self._clock()) - 30
        usual = _USUAL | reviews_table.seconds_by_state(connection, first)
        return {card.id: max(1.0, usual[card.memory.state]) for card in cards}


def _comes(plan: SessionPlan, card: Card, today: int) -> bool:
    """Whether a card still comes: one that was suspended or put off meanwhile does not, except where cards count
    only for cramming; a set of somebody's own may hold cards that were put off before."""
    if plan.cram:
        return True
    return not card.suspended and (plan.card_ids is not None or card.buried_until <= today)


def _record(plan: SessionPlan, started_at: int, chosen: Sequence[int]) -> Mapping[str, Any]:
    return {
        "started_at": started_at,
        "deck": plan.scope.deck,
        "article": plan.scope.article_id,
        "role": plan.scope.role,
        "order": plan.order,
        "minutes": plan.minutes,
        "cram": plan.cram,
        "own": plan.card_ids is not None,
        "chosen": list(chosen),
    }


def _plan(stored: Mapping[str, Any]) -> tuple[SessionPlan, int, list[int]]:
    role = stored["role"]
    plan = SessionPlan(
        Scope(stored["deck"], stored["article"], None if role is None else FactKind(role)),
        SessionOrder(stored["order"]),
        stored["minutes"],
        stored["cram"],
        tuple(stored["chosen"]) if stored["own"] else None,
    )
    return plan, stored["started_at"], stored["chosen"]
