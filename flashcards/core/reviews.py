"""Answers: a rating, what it did to the card's memory, and the log that is the truth about study."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Rating(IntEnum):
    """How well a card was recalled; the numbers are FSRS's and Anki's."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class CardState(IntEnum):
    """Where a card stands in its life; the numbers are Anki's `type`."""

    NEW = 0
    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


class ReviewKind(StrEnum):
    """In which situation an answer was given."""

    LEARN = "learn"
    REVIEW = "review"
    RELEARN = "relearn"
    CRAM = "cram"
    QUIZ = "quiz"


#: Answers that leave memory and schedule as they are.
WITHOUT_TRACE = frozenset({ReviewKind.CRAM, ReviewKind.QUIZ})


class PlacementKind(StrEnum):
    """Why a card's due date is not the one that its last answer gave."""

    DUE = "due"
    FORGET = "forget"
    RESCHEDULE = "reschedule"


@dataclass(frozen=True, slots=True)
class Placement:
    """A due date that no answer gave: set by hand, or planned anew.

    `at` is milliseconds since 1970. `due_day` is a study day, None for a card that was made new
    again; `interval` in days is what the card counts as having waited for.
    """

    at: int
    card_id: int
    kind: PlacementKind
    due_day: int | None = None
    interval: int = 0


@dataclass(frozen=True, slots=True)
class Memory:
    """What the scheduler knows of a card.

    `stability` in days and `difficulty` from 1 to 10 are None before the first answer. A card in
    a learning step is due at `due_at` (milliseconds since 1970); a card in review is due on study
    day `due_day`. `last_at` is the time of the last answer in milliseconds, `last_day` its study
    day. `interval` is the last interval in days, 0 while learning.
    """

    state: CardState = CardState.NEW
    step: int = 0
    stability: float | None = None
    difficulty: float | None = None
    due_at: int | None = None
    due_day: int | None = None
    last_at: int | None = None
    last_day: int | None = None
    interval: int = 0
    reps: int = 0
    lapses: int = 0


@dataclass(frozen=True, slots=True)
class ReviewLog:
    """One answer. Replaying a card's logs in order of time gives its memory again.

    `at` is milliseconds since 1970 and unique in the library; `elapsed_days` counts study days
    since the answer before (0 for the first); `scheduled_days` is the new interval, negative
    seconds for a learning step, as in Anki's log; `duration` is in milliseconds.
    """

    at: int
    card_id: int
    rating: Rating
    kind: ReviewKind
    before: Memory
    after: Memory
    day: int
    elapsed_days: int
    scheduled_days: int
    duration: int
    algorithm: str
    parameters: str
