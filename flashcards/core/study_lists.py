"""A deck as it is printed: its questions and answers by article and section, each with its sentence."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from flashcards.core.clozes import parts_of, shown


class Paper(StrEnum):
    """The sizes of paper that can be printed on."""

    A4 = "a4"
    LETTER = "letter"


class Piece(NamedTuple):
    """Plain text; what a gap of the card hides is underlined."""

    text: str
    underlined: bool = False


@dataclass(frozen=True, slots=True)
class PrintedNote:
    """What is printed of a note, all of it plain text. `place` is the page of the sentence in a few words."""

    question: tuple[Piece, ...]
    answer: str
    sentence: str = ""
    place: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """The notes of one section, in the order of their sentences; the name may be empty."""

    name: str
    notes: tuple[PrintedNote, ...]


@dataclass(frozen=True, slots=True)
class PrintedArticle:
    """The notes of one article. `about` is author, date, licence and address; `map_svg` its mechanism map, or empty."""

    title: str
    about: str
    sections: tuple[PrintedSection, ...]
    map_svg: str = ""


@dataclass(frozen=True, slots=True)
class StudyList:
    """A deck to print; notes of no article stand last, under an empty title."""

    deck: str
    articles: tuple[PrintedArticle, ...]

    @property
    def notes(self) -> int:
        """How many notes are in it."""
        return sum(len(section.notes) for article in self.articles for section in article.sections)

    @property
    def maps(self) -> int:
        """How many maps are in it."""
        return sum(bool(article.map_svg) for article in self.articles)


def filled(cloze: str) -> tuple[Piece, ...]:
    """A cloze text with its gaps filled and underlined."""
    return tuple(
        Piece(part) if isinstance(part, str) else Piece(shown(part), underlined=True)
        for part in parts_of(cloze)
    )
