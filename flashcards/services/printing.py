"""Decks on their way to paper: what is printed, gathered from notes, origins and maps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from flashcards.core.cards import Note, NoteType
from flashcards.core.errors import CannotExport, NotFound
from flashcards.core.facts import FactKind
from flashcards.core.mastery import Known, Mastery
from flashcards.core.note_types import CHOICE
from flashcards.core.origins import Origin, place_of
from flashcards.core.printing import Printer
from flashcards.core.progress import Cancel, Report, silent, stepping
from flashcards.core.rendering import to_text
from flashcards.core.study_lists import (
    Paper,
    Piece,
    PrintedArticle,
    PrintedNote,
    PrintedSection,
    StudyList,
    filled,
)
from flashcards.exchange.atomic import replacing
from flashcards.services.decks import DeckService
from flashcards.services.maps import MapService
from flashcards.store import note_types as note_types_table
from flashcards.store import notes as notes_table
from flashcards.store import origins as origins_table
from flashcards.store.library import Library

ENDING = ".pdf"
#: What the signs of a map mean on paper, which knows nobody.
_LEGEND = {Mastery.NEW: "a card of this deck asks for it", Mastery.NO_CARD: "no card"}
_AT_ONCE = 500
#: Of the whole work gathering takes this share, most of it for the maps; painting takes the rest.
_GATHERING = 0.3


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """How a deck is printed, and how the work is watched."""

    paper: Paper = Paper.A4
    with_maps: bool = True
    report: Report = silent
    cancel: Cancel | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """What a PDF holds."""

    notes: int
    maps: int
    pages: int


@dataclass(frozen=True, slots=True)
class _Found:
    """A note with its fields as plain text by name, and where it came from as far as that was kept."""

    note: Note
    kind: NoteType
    fields: dict[str, str]
    origin: Origin | None

    @property
    def group(self) -> int | str:
        """What notes of one article share: its id, or its title where the article is gone."""
        if self.note.article_id is not None:
            return self.note.article_id
        return self.origin.title if self.origin else self.fields.get("Source title", "")

    @property
    def section(self) -> str:
        return self.origin.section if self.origin else self.fields.get("Location", "")


class PrintService:
    """Gathers a deck as a study list, and has it painted by whoever can paint."""

    def __init__(self, library: Library, decks: DeckService, maps: MapService) -> None:
        self._library = library
        self._decks = decks
        self._maps = maps

    def study_list(self, deck: str, *, with_maps: bool = True, report: Report = silent) -> StudyList:
        """The notes of a deck, with those inside it, by article; raises `NotFound`, or `CannotExport` when empty.

        A map shows which of its concepts the deck asks for, and nothing of what anybody knows: paper is handed on.
        """
        groups: dict[int | str, list[_Found]] = {}
        for found in self._found(deck):
            groups.setdefault(found.group, []).append(found)
        if not groups:
            raise CannotExport(f"The deck “{deck}” has no cards to print.")
        articles = []
        for done, (key, group) in enumerate(sorted(groups.items(), key=lambda each: each[0] == "")):
            report(done / len(groups), "reading cards")
            drawing = self._map(key, group) if with_maps and isinstance(key, int) else ""
            articles.append(_article(group, drawing))
        return StudyList(deck, tuple(articles))

    def print_deck(
        self,
        deck: str,
        path: Path,
        printer: Printer,
        options: PrintOptions = PrintOptions(),
    ) -> Printed:
        """Write a deck as a PDF, whole or not at all; raises `NotFound`, `CannotExport` or `Cancelled`.

        Slow for large decks: for the background lane.
        """
        check_name(path)
        watch = stepping(options.report, options.cancel)
        found = self.study_list(
            deck,
            with_maps=options.with_maps,
            report=lambda share, stage: watch(share * _GATHERING, stage),
        )
        with replacing(path) as part:
            pages = printer(
                part,
                found,
                options.paper,
                lambda share, stage: watch(_GATHERING + share * (1 - _GATHERING), stage),
            )
        return Printed(found.notes, found.maps, pages)

    def _found(self, deck: str) -> Iterator[_Found]:
        ids = [each.id for each in self._decks.find(deck)]
        with self._library.reading() as connection:
            types = note_types_table.by_id(connection)
            notes = [note for note, _deck in notes_table.of_decks(connection, ids)]
            origins: dict[int, Origin] = {}
            for start in range(0, len(notes), _AT_ONCE):
                some = notes[start : start + _AT_ONCE]
                origins |= origins_table.of_notes(connection, [note.id for note in some])
        for note in notes:
            kind = types[note.note_type_id]
            texts = zip((each.name for each in kind.fields), map(to_text, note.fields), strict=False)
            yield _Found(note, kind, dict(texts), origins.get(note.id))

    def _map(self, article_id: int, group: Sequence[_Found]) -> str:
        """The article's map as SVG, empty where it has none."""
        try:
            ground = self._maps.ground(article_id)
        except NotFound:
            return ""
        if not ground.found.edges:
            return ""
        asked = [
            Known(each.note.evidence, each.note.id, "", "", Mastery.NEW)
            for each in group
            if each.note.evidence is not None
        ]
        picture = self._maps.picture(ground.found, asked)
        return self._maps.svg(picture, f"{ground.article.title}: mechanism map", _LEGEND)


def check_name(path: Path) -> None:
    """Raise `CannotExport` for a file that is no PDF by its name."""
    if path.suffix.lower() != ENDING:
        raise CannotExport(f"{path.name} does not end in {ENDING}.")


def _article(group: Sequence[_Found], drawing: str) -> PrintedArticle:
    first = group[0]
    origin = first.origin
    title = origin.title if origin else first.fields.get("Source title", "")
    about = (
        (origin.author, origin.date, origin.licence, origin.link or origin.name)
        if origin
        else (first.fields.get("Source link", ""),)
    )
    ordered = sorted(group, key=lambda each: each.note.evidence.start if each.note.evidence else 0)
    sections = tuple(
        PrintedSection("" if name == title else name, tuple(map(_note, notes)))
        for name, notes in groupby(ordered, key=lambda each: each.section)
    )
    return PrintedArticle(title, " · ".join(part for part in about if part), sections, drawing)


def _note(found: _Found) -> PrintedNote:
    first, second = (*map(to_text, found.note.fields[:2]), "", "")[:2]
    if found.kind.id == CHOICE.id:
        first = f"{first}\n{found.fields.get('Extra1', '')}".rstrip()
    page = found.origin.page if found.origin else 0
    sentence = found.origin.sentence if found.origin else found.fields.get("Source sentence", "")
    return PrintedNote(
        question=filled(first) if found.kind.is_cloze else (Piece(first),),
        answer=second,
        sentence=" ".join(sentence.split()),
        place=place_of("", page),
        role="" if found.note.role is FactKind.OTHER else found.note.role.value,
    )
