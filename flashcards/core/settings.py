"""Choices that shape study, with the defaults that suit most people."""

from dataclasses import dataclass
from enum import StrEnum

from flashcards.core.facts import FactKind


class NewOrder(StrEnum):
    """In which order new cards come."""

    POSITION = "position"
    LATEST = "latest"
    RANDOM = "random"


class ReviewOrder(StrEnum):
    """In which order cards in review come.

    `RETRIEVABILITY` begins with what is most likely forgotten, `RETRIEVABILITY_DESCENDING` with what is
    still known best (of a backlog too large to finish, that saves the most); `OVERDUENESS` with what has
    waited longest for its interval.
    """

    DUE = "due"
    RANDOM = "random"
    INTERVAL = "interval"
    INTERVAL_DESCENDING = "interval-descending"
    DIFFICULTY = "difficulty"
    DIFFICULTY_DESCENDING = "difficulty-descending"
    RETRIEVABILITY = "retrievability"
    RETRIEVABILITY_DESCENDING = "retrievability-descending"
    OVERDUENESS = "overdueness"


class NewWhen(StrEnum):
    """Where new cards stand beside those in review."""

    AFTER = "after"
    BEFORE = "before"
    MIXED = "mixed"


class LeechAction(StrEnum):
    """What happens to a card that keeps being forgotten; it is marked in either case."""

    SUSPEND = "suspend"
    TAG = "tag"


#: What is risky must be known; what is only background may fade a little.
ROLE_RETENTION = ((FactKind.RISK, 0.95), (FactKind.OTHER, 0.85))


@dataclass(frozen=True, slots=True)
class StudySettings:
    """How cards are scheduled: a deck's preset.

    Steps are in minutes, as in Anki's deck options. `desired_retention` is the recall chance at
    which a card comes back, `role_retention` that of cards with some role; `easy_days` holds for each
    weekday from Monday on the share of cards it may get, 0 to 1. All decks of a preset share its
    `new_per_day` and `reviews_per_day`. A card becomes a leech at `leech_threshold` lapses (0: never) and at
    every half of it after that. `parameters` are FSRS-6's 21, empty for the published ones.

    `rollover`, the local hour at which a study day begins, and `learn_ahead`, how many minutes
    early a learning card may come when nothing else is left, hold for the whole library.
    """

    learning_steps: tuple[float, ...] = (1, 10)
    relearning_steps: tuple[float, ...] = (10,)
    desired_retention: float = 0.9
    role_retention: tuple[tuple[FactKind, float], ...] = ROLE_RETENTION
    maximum_interval: int = 36500
    new_per_day: int = 20
    reviews_per_day: int = 9999
    new_order: NewOrder = NewOrder.POSITION
    review_order: ReviewOrder = ReviewOrder.DUE
    new_when: NewWhen = NewWhen.AFTER
    bury_new: bool = True
    bury_reviews: bool = True
    bury_sentence: bool = False
    leech_threshold: int = 8
    leech_action: LeechAction = LeechAction.SUSPEND
    easy_days: tuple[float, ...] = (1.0,) * 7
    balance_load: bool = True
    parameters: tuple[float, ...] = ()
    rollover: int = 4
    learn_ahead: int = 20

    def retention_of(self, role: FactKind) -> float:
        """The desired retention of cards with a role."""
        return dict(self.role_retention).get(role, self.desired_retention)
