"""A session: which cards it is about, in which order, and whether it counts."""

from dataclasses import dataclass, field
from enum import StrEnum

from flashcards.core.scopes import Scope


class SessionOrder(StrEnum):
    """In which order a session takes its cards."""

    #: What is due, in the order of study.
    QUEUE = "queue"
    #: Most is gained for the time first.
    GAIN = "gain"
    #: Most likely forgotten first.
    WEAKEST = "weakest"


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """What somebody wants to study: `minutes` None for all of it, `card_ids` a set of their own.

    Cramming takes any cards, due or not, and leaves memory and schedule as they are.
    """

    scope: Scope = field(default_factory=Scope)
    order: SessionOrder = SessionOrder.QUEUE
    minutes: float | None = None
    cram: bool = False
    card_ids: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A session under way: the cards that were chosen, those still to come, and the answers so far.

    `started_at` is milliseconds since 1970, `seconds` how long the cards that are left will take.
    """

    plan: SessionPlan
    started_at: int
    chosen: tuple[int, ...]
    left: tuple[int, ...]
    answers: int
    seconds: float
