"""Decks, notes and cards, in Anki's model so that nothing is lost either way.

A note holds the content in fields; its note type has templates; each template, or each cloze
number, makes one card, and a card is what is studied.
"""

from dataclasses import dataclass, field

from flashcards.core.articles import Span
from flashcards.core.facts import FactKind
from flashcards.core.reviews import Memory


@dataclass(frozen=True, slots=True)
class Deck:
    """A named pile of cards; `::` in the name makes a deck inside a deck."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class DeckSummary:
    """One line of the list of decks; the counts are what is to study today."""

    id: int
    name: str
    cards: int
    new: int
    learning: int
    review: int

    @property
    def due(self) -> int:
        """All that is to study today."""
        return self.new + self.learning + self.review


@dataclass(frozen=True, slots=True)
class Template:
    """How one card of a note looks: HTML with `{{Field}}` marks for each side."""

    id: int
    name: str
    front: str
    back: str


@dataclass(frozen=True, slots=True)
class NoteField:
    """A named field of a note type; the id never changes, so that Anki can match it after a rename."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class NoteType:
    """The fields of a kind of note, and the templates and style of its cards.

    `modified` is seconds since 1970. `extra` is what else another program keeps of it, as JSON in the words of
    Anki's schema 11, so that an export can give it back: fonts of fields, LaTeX frames, templates of lists.
    """

    id: int
    name: str
    fields: tuple[NoteField, ...]
    templates: tuple[Template, ...]
    css: str
    is_cloze: bool = False
    modified: int = 0
    extra: str = ""

    def index(self, field_name: str) -> int:
        """The place of a field by name; raises ValueError when there is none."""
        return [each.name for each in self.fields].index(field_name)


@dataclass(frozen=True, slots=True)
class Note:
    """The content of one or more cards. Fields are HTML, in the order of the note type.

    `guid` stays for ever, so that a second import into Anki updates instead of doubling.
    `evidence` is the span in the article, None for a note without one; times are milliseconds.
    """

    id: int
    guid: str
    note_type_id: int
    fields: tuple[str, ...]
    tags: tuple[str, ...] = ()
    role: FactKind = FactKind.OTHER
    article_id: int | None = None
    evidence: Span | None = None
    created_at: int = 0
    edited_at: int = 0


@dataclass(frozen=True, slots=True)
class Card:
    """One prompt of a note: the `ordinal` is its template, or its cloze number less one.

    A buried card comes again on study day `buried_until`; `flag` is 0 for none, else 1 to 7 as in
    Anki; `leech` marks one that kept being forgotten.
    """

    id: int
    note_id: int
    deck_id: int
    ordinal: int = 0
    position: int = 0
    suspended: bool = False
    buried_until: int = 0
    flag: int = 0
    leech: bool = False
    memory: Memory = field(default_factory=Memory)
