"""What a table of cards or notes shows: its columns, its order, and a row."""

from dataclasses import dataclass
from enum import StrEnum

from flashcards.core.facts import FactKind
from flashcards.core.reviews import CardState


class Show(StrEnum):
    """What a row stands for."""

    CARDS = "cards"
    NOTES = "notes"


class BrowserColumn(StrEnum):
    """What can be shown of a card, and sorted by."""

    QUESTION = "question"
    ANSWER = "answer"
    DUE = "due"
    STATE = "state"
    DECK = "deck"
    ROLE = "role"
    ARTICLE = "article"
    TAGS = "tags"
    INTERVAL = "interval"
    STABILITY = "stability"
    DIFFICULTY = "difficulty"
    RECALL = "recall"
    LAPSES = "lapses"
    REVIEWS = "reviews"
    FLAG = "flag"
    CREATED = "created"
    EDITED = "edited"
    CARDS = "cards"


@dataclass(frozen=True, slots=True)
class Order:
    """By which column, None for the order in which notes were taken in; what has no value there comes last either way."""

    column: BrowserColumn | None = None
    descending: bool = False


@dataclass(frozen=True, slots=True)
class BrowserRow:
    """A line of the table: a card, or a note with what its cards have together.

    Of a note's cards it shows the earliest due time, the shortest interval, the weakest memory (least stability and
    recall, most difficulty), and the sums of lapses and reviews; `card_id` is its first card. `due_day` is a study
    day, `due_at` the milliseconds of a learning step, both None for a new card; `recall` is the chance to recall it
    now. Texts are plain.
    """

    card_id: int
    note_id: int
    question: str
    answer: str
    deck: str
    role: FactKind
    article: str
    tags: tuple[str, ...]
    state: CardState
    due_day: int | None
    due_at: int | None
    interval: int
    stability: float | None
    difficulty: float | None
    recall: float | None
    lapses: int
    reviews: int
    flag: int
    suspended: bool
    buried: bool
    leech: bool
    created_at: int
    edited_at: int
    cards: int


@dataclass(frozen=True, slots=True)
class Places:
    """What there is to look in: decks, tags, articles as ids with titles, and saved searches by name."""

    decks: tuple[str, ...]
    tags: tuple[str, ...]
    articles: tuple[tuple[int, str], ...]
    saved: tuple[tuple[str, str], ...]
