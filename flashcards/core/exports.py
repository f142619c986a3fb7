"""What is exported, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from flashcards.core.editions import ChangeKind, EditionChange

#: How files of notes end, and what each is called.
FORMATS: Mapping[str, str] = {
    ".apkg": "Anki package",
    ".csv": "Table, comma-separated",
    ".tsv": "Table, tab-separated",
    ".md": "Markdown",
    ".json": "Flashcards deck",
}
ANKI = ".apkg"
#: How files of quizzes end, and what each is called.
QUIZ_FORMATS: Mapping[str, str] = {
    ".xml": "Moodle XML",
    ".gift": "GIFT",
    ".zip": "QTI 2.1 package",
    ".xlsx": "Kahoot! workbook",
    ".csv": "Kahoot! table",
}
#: Those that hold short choices, and true or false, and nothing else.
GAME_FORMATS = frozenset({".xlsx", ".csv"})


class CardRow(NamedTuple):
    """A card and its memory (`core.cards.Card`, `core.reviews.Memory`) as bare values, for very many at once.

    `ease` is SM-2's in thousandths where another program said it, else 0.
    """

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
    ease: int


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


def boxes_to_tick(options: ExportOptions) -> tuple[str, ...]:
    """What to choose in Anki's import window for a package, in the words that stand there."""
    if not options.with_progress and not options.with_presets:
        return ("choose File > Import. Everything can stay as it is there.",)
    steps = ["choose File > Import and open this file."]
    if options.with_progress:
        steps.append(
            "tick “Import any learning progress”. Cards that your Anki has already keep the schedule they have there."
        )
    if options.with_presets:
        steps.append("tick “Import any deck presets”.")
    steps.append("leave “Merge note types” unticked.")
    if options.with_progress:
        steps.append("turn on FSRS in the deck options, if it is off.")
    return tuple(steps)
