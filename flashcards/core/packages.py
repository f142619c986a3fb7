"""What an import brings, between the reader of a stranger's file and the library.

What is small (note types, decks, presets, names of media) is a frozen `Package`. What is many (notes, cards,
answers) are rows of a staging file, an SQLite database of our own making whose tables stand here: readers
write it in a process of their own, the store joins it with the library. Times are milliseconds since 1970.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from flashcards.core.cards import NoteField, NoteType, Template
from flashcards.core.layouts import TextLayout, layout_of

#: The staging file, what it is called in SQL beside the library, and the file that describes the package.
STAGING = "staging.db"
SCHEMA = "package"
DESCRIPTION = "package.json"

#: How long a stretch is that never holds the beginning of a study day, in milliseconds: offsets of time zones
#: are whole quarters of an hour.
QUARTER = 15 * 60 * 1000

#: A note without a guid (text files have none) is the one of its type with the same first field. `role` is what
#: our own note types say in a field. A card's `due_day` counts days as its file does, from `Package.day_zero`;
#: `remaining` is how many learning steps are left; `buried` and `suspended` are 0 or 1; `ease` is SM-2's in
#: thousandths. `last_at` is the last answer that changed the memory. An answer's `previous_at` is the one of
#: that kind before it, NULL for the first; its `factor` is the log's own: the difficulty times 100 under FSRS.
TABLES = (
    "CREATE TABLE notes (id INTEGER PRIMARY KEY, guid TEXT, note_type INTEGER, fields TEXT, tags TEXT, role TEXT, "
    "created_at INTEGER, edited_at INTEGER) STRICT",
    "CREATE TABLE cards (id INTEGER PRIMARY KEY, note INTEGER, deck INTEGER, ordinal INTEGER, position INTEGER, "
    "suspended INTEGER, buried INTEGER, flag INTEGER, state INTEGER, remaining INTEGER, stability REAL, "
    "difficulty REAL, due_at INTEGER, due_day INTEGER, last_at INTEGER, interval INTEGER, reps INTEGER, "
    "lapses INTEGER, ease INTEGER, UNIQUE (note, ordinal)) STRICT",
    "CREATE TABLE reviews (at INTEGER PRIMARY KEY, card INTEGER, rating INTEGER, kind TEXT, previous_at INTEGER, "
    "scheduled INTEGER, duration INTEGER, factor INTEGER) STRICT",
    "CREATE TABLE placements (at INTEGER PRIMARY KEY, card INTEGER, kind TEXT, interval INTEGER) STRICT",
    # Every quarter of an hour in which something was answered, as a multiple of `QUARTER`.
    "CREATE TABLE quarters (quarter INTEGER PRIMARY KEY) STRICT",
)


class Verdict(StrEnum):
    """What becomes of a note: it is made, it changes ours, it is ours already, or ours stays as it is."""

    NEW = "new"
    UPDATED = "updated"
    DUPLICATE = "duplicate"
    CONFLICTING = "conflicting"


@dataclass(frozen=True, slots=True)
class PackedDeck:
    """A deck by the number it has in the file, the name of its preset and words about it; both may be empty."""

    id: int
    name: str
    preset: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class PackedPreset:
    """A preset: what of it we know, as `core.presets` names it, and its 21 parameters if it has its own."""

    name: str
    options: Mapping[str, Any]
    parameters: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A media file: its name on cards, its part in the staging folder, bytes, and SHA-256 in hexadecimal."""

    name: str
    part: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """What was left out: why, how often, and one example."""

    reason: str
    count: int
    example: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    """A file that was read and is ready to be imported.

    `kind` says in a few words what it is; `whole` that it is somebody's whole collection. Days of cards count
    from the local date of `day_zero` (seconds since 1970), which is `minutes_west` of UTC, None for here. A text
    file has a `layout`, and its notes are not `dated`: what it says counts as said now.
    """

    name: str
    kind: str
    whole: bool = False
    day_zero: int = 0
    minutes_west: int | None = None
    note_types: tuple[NoteType, ...] = ()
    decks: tuple[PackedDeck, ...] = ()
    presets: tuple[PackedPreset, ...] = ()
    media: tuple[PackedFile, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    notes: int = 0
    cards: int = 0
    reviews: int = 0
    dated: bool = True
    layout: TextLayout | None = None

    def record(self) -> dict[str, Any]:
        """The package as plain values."""
        return asdict(self)


def package_of(values: Mapping[str, Any]) -> Package:
    """The package that plain values describe; raises KeyError, TypeError or ValueError where they make none."""
    own = dict(values)
    own["note_types"] = tuple(note_type_of(each) for each in own["note_types"])
    own["decks"] = tuple(PackedDeck(**each) for each in own["decks"])
    own["presets"] = tuple(
        PackedPreset(each["name"], each["options"], tuple(each["parameters"])) for each in own["presets"]
    )
    own["media"] = tuple(PackedFile(**each) for each in own["media"])
    own["skipped"] = tuple(Skipped(**each) for each in own["skipped"])
    own["layout"] = None if own["layout"] is None else layout_of(own["layout"])
    return Package(**own)


def note_type_of(values: Mapping[str, Any]) -> NoteType:
    """The note type that plain values describe."""
    own = dict(values)
    own["fields"] = tuple(NoteField(**each) for each in own["fields"])
    own["templates"] = tuple(Template(**each) for each in own["templates"])
    return NoteType(**own)


class Omissions:
    """Gathers what is left out while a file is read, by reason."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[int, str]] = {}

    def add(self, reason: str, example: str = "", count: int = 1) -> None:
        """Note that something was left out."""
        before, first = self._found.get(reason, (0, example))
        self._found[reason] = (before + count, first)

    def all(self) -> tuple[Skipped, ...]:
        """What was left out, in the order in which it was first met."""
        return tuple(Skipped(reason, count, example[:80]) for reason, (count, example) in self._found.items())


def joined(skipped: Iterable[Skipped]) -> tuple[Skipped, ...]:
    """Omissions of several steps, those for the same reason together."""
    together = Omissions()
    for each in skipped:
        together.add(each.reason, each.example, each.count)
    return together.all()
