"""What is exported, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from flashcards.core.editions import ChangeKind, EditionChange

#: How files of notes end, and what each is called.
FORMATS: Mapping[str, str] = {
    ".apkg": "Anki package",
    ".json": "Flashcards deck",
}
ANKI = ".apkg"


class CardRow(NamedTuple):
    """A card and its memory (`core.cards.Card`, `core.reviews.Memory`) as bare values, for very many at once."""

    id: int
    note_id: int
    deck_id: int
    ordinal: int
    position: int
    suspended: int
    buried_until: int
    flag: int
    state: int
    step: int
    stability: float | None
    difficulty: float | None
    due_at: int | None
    due_day: int | None
    last_at: int | None
    last_day: int | None
    interval: int
    reps: int
    lapses: int


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """Whether an Anki package carries what the user learned, and the presets of its decks."""

    with_progress: bool = False
    with_presets: bool = False


@dataclass(frozen=True, slots=True)
class ExportSummary:
    """What a file holds, or would hold.

    `edition` is the number that this state of the deck has, 0 where none is kept: in other files than packages, and
    where nothing can be written to the library. `changes` lists what is different from the edition before, whose
    number is one less unless `same`: then nothing is. The first edition lists none.
    """

    notes: int
    cards: int
    answers: int = 0
    media: int = 0
    edition: int = 0
    same: bool = False
    changes: tuple[EditionChange, ...] = ()
    counts: Mapping[ChangeKind, int] = field(default_factory=dict)
