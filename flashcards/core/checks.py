"""What a check of the library finds, and what became of it."""

from dataclasses import dataclass
from enum import StrEnum


class Flaw(StrEnum):
    """What can be wrong with a library."""

    PAGES = "pages"
    INDEXES = "indexes"
    REFERENCES = "references"
    WORDS = "words"
    NOTES_WITHOUT_CARDS = "notes-without-cards"
    FIELDS = "fields"
    MEMORIES = "memories"
    FUTURE = "future"


#: What each means, for one and for more.
_WORDS = {
    Flaw.PAGES: ("damaged part of the file", "damaged parts of the file"),
    Flaw.INDEXES: ("fault in the indexes of the file", "faults in the indexes of the file"),
    Flaw.REFERENCES: (
        "row that belongs to something that is gone",
        "rows that belong to something that is gone",
    ),
    Flaw.WORDS: ("note that searches may not find", "notes that searches may not find"),
    Flaw.NOTES_WITHOUT_CARDS: ("note without a card", "notes without a card"),
    Flaw.FIELDS: (
        "note with more or fewer fields than its type",
        "notes with more or fewer fields than their type",
    ),
    Flaw.MEMORIES: (
        "card whose memory is not what its answers lead to",
        "cards whose memory is not what their answers lead to",
    ),
    Flaw.FUTURE: ("answer that is dated in the future", "answers that are dated in the future"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind of flaw: how many there are, an example, and whether it was repaired."""

    flaw: Flaw
    count: int
    example: str = ""
    repaired: bool = False

    @property
    def text(self) -> str:
        """The finding in words."""
        one, many = _WORDS[self.flaw]
        return f"{self.count} {one if self.count == 1 else many}"

    @property
    def can_be_repaired(self) -> bool:
        """Whether a repair can mend it; what is lost with a damaged page only a backup has."""
        return self.flaw is not Flaw.PAGES


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All that a check found. `notices` are about the library's surroundings, such as a copy in conflict."""

    findings: tuple[Finding, ...]
    notices: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong any more."""
        return all(each.repaired for each in self.findings)
