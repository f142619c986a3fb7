"""What is being studied: the queue of a deck or of everything, or a session that was chosen."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flashcards.core.changes import Changes
from flashcards.core.clock import from_milliseconds
from flashcards.core.reviews import Rating, ReviewLog
from flashcards.core.sessions import SessionPlan

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.services.queue import Left
    from flashcards.services.study import StudyCard


class StudyRun:
    """One course of study, and how far back it began: what is undone in it ends there."""

    def __init__(self, app: "App") -> None:
        self._app = app
        self._deck: str | None = None
        self._in_session = False
        self._mark = 0
        self.plan: SessionPlan | None = None
        #: The most cards that were ever left, to measure progress against.
        self.total = 0

    def follow(self, deck: str) -> None:
        """Study what is due in a deck, or everything when `deck` is empty."""
        self._deck = deck or None
        self._in_session = False
        self.plan = None
        self._begin(0)

    def begin(self, plan: SessionPlan) -> None:
        """Begin a session; raises `BadInput` and `NotFound`, and then nothing is changed."""
        session = self._app.sessions.start(plan)
        self._enter(plan, len(session.chosen))

    def resume(self) -> bool:
        """Go on with the session that is under way; false when there is none."""
        session = self._app.sessions.current()
        if session is not None:
            self._enter(session.plan, len(session.chosen))
        return session is not None

    @property
    def cramming(self) -> bool:
        """Whether answers leave the schedule as it is."""
        return self.plan is not None and self.plan.cram

    @property
    def can_undo(self) -> bool:
        """Whether something was changed since this course began."""
        return self._app.history.mark > self._mark

    def next(self) -> "StudyCard | None":
        """The card that comes now, None when nothing is left for now."""
        return self._app.sessions.next() if self._session() else self._app.study.next(self._deck)

    def left(self) -> "Left":
        """How many cards are left."""
        left = self._app.sessions.left() if self._session() else self._app.study.left(self._deck)
        self.total = max(self.total, left.total)
        return left

    def prepare(self) -> None:
        """Make ready, while a card is being read, what may come after it."""
        if not self._session():
            self._app.study.prepare(self._deck)

    def answer(self, card_id: int, rating: Rating, duration: int) -> tuple[ReviewLog, Changes]:
        """File an answer; `duration` in milliseconds."""
        if self._session():
            return self._app.sessions.answer(card_id, rating, duration)
        return self._app.study.answer(card_id, rating, duration)

    def next_step_at(self) -> datetime | None:
        """When the next learning step falls due, None if there is none today."""
        if not self._session():
            return self._app.study.next_step_at(self._deck)
        at = self._app.sessions.next_step_at()
        return None if at is None else from_milliseconds(at).astimezone(UTC)

    def _enter(self, plan: SessionPlan, cards: int) -> None:
        self.plan = plan
        self._in_session = True
        self._begin(cards)

    def _begin(self, total: int) -> None:
        self._mark = self._app.history.mark
        self.total = total

    def _session(self) -> bool:
        """Undo in the menu may have taken back that the session began: then what is due is studied."""
        if self._in_session and self._app.sessions.current() is None:
            self._in_session = False
            self.plan = None
        return self._in_session
