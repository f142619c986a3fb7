"""Decks to files."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from flashcards.core.changes import Changes
from flashcards.core.clock import Clock, StudyCalendar
from flashcards.core.errors import CannotExport
from flashcards.core.exports import ANKI, FORMATS, ExportOptions, ExportSummary
from flashcards.core.progress import Cancel, Report, silent
from flashcards.exchange.atomic import replacing
from flashcards.services.decks import DeckService
from flashcards.services.editions import EditionService, Handed, NextEdition, counts_of
from flashcards.services.packing import Extras, Known, Packing, no_extras
from flashcards.services.plain_files import write_plain
from flashcards.services.presets import PresetBook, PresetService
from flashcards.store import cards as cards_table
from flashcards.store import decks as decks_table
from flashcards.store import note_types as note_types_table
from flashcards.store import notes as notes_table
from flashcards.store.library import Library

#: The file endings that a deck can be written to.
ENDINGS = tuple(FORMATS)

#: Of the whole work reading takes this share, packing the rest.
_READING = 0.85


class ExchangeService:
    """Writes decks for Anki and for other programs.

    `extras` gives notes what only other programs need (`services.packing.Extras`).
    """

    def __init__(
        self,
        library: Library,
        clock: Clock,
        calendar: StudyCalendar,
        decks: DeckService,
        presets: PresetService,
        extras: Extras = no_extras,
    ) -> None:
        self._library = library
        self._clock = clock
        self._calendar = calendar
        self._decks = decks
        self._presets = presets
        self._extras = extras
        self.editions = EditionService(library, clock, decks)

    def export(
        self,
        deck: str,
        path: Path,
        options: ExportOptions = ExportOptions(),  # noqa: B008 (frozen)
        report: Report = silent,
        cancel: Cancel | None = None,
    ) -> tuple[ExportSummary, Changes]:
        """Write a deck, with those inside it, to a file by its ending, and keep what an Anki package holds as an edition.

        Slow for large decks: for the background lane. A file that is there already is replaced only once the new
        one is complete; raises `CannotExport`, `NotFound` or `Cancelled` and leaves nothing behind.
        """
        ending = path.suffix.lower()
        if ending not in ENDINGS:
            raise CannotExport(f"{path.name} does not end in one of {', '.join(ENDINGS)}.")
        if ending != ANKI:
            if options != ExportOptions():
                raise CannotExport(f"Only an Anki package ({ANKI}) can hold progress or presets.")
            return self._write_plain(deck, path, _watched(report, cancel)), Changes.NOTHING
        handed = self.editions.handed(deck, with_progress=options.with_progress)
        following = self.editions.begin(handed)
        watch = _watched(report, cancel)
        with replacing(path) as part:
            summary = self._write_package(part, handed, following, options, watch)
            watch(1.0, "saving")
        return summary, self.editions.keep(handed, following, summary, with_progress=options.with_progress)

    def preview(
        self,
        deck: str,
        options: ExportOptions = ExportOptions(),  # noqa: B008 (frozen)
        report: Report = silent,
        cancel: Cancel | None = None,
    ) -> ExportSummary:
        """What an Anki package of a deck would hold, and what would be different from its last edition.

        Reads as much as an export does, and writes nothing; raises `NotFound`, `CannotExport` or `Cancelled`.
        """
        handed = self.editions.handed(deck, with_progress=options.with_progress)
        following = self.editions.begin(handed)
        packing = self._packing(deck, options, self._clock())
        notes = cards = answers = 0
        media: set[str] = set()
        for page in following.passing(packing.pages(packing.note_ids(), _watched(report, cancel))):
            notes += len(page)
            for note in page:
                cards += len(note.cards)
                answers += sum(each.study.answers for each in note.cards if each.study is not None)
                media.update(note.media)
        return self._summary(deck, following, (notes, cards, answers, len(media)))

    def _write_package(
        self, part: Path, handed: Handed, following: NextEdition, options: ExportOptions, report: Report
    ) -> ExportSummary:
        from flashcards.exchange.anki.collection import Frame
        from flashcards.exchange.anki.package import write_package
        from flashcards.exchange.anki.presets import preset_of
        from flashcards.exchange.anki.scheduling import Era
        from flashcards.study.scheduler import DEFAULT_PARAMETERS

        moment = self._clock()
        packing = self._packing(handed.deck, options, moment)
        decks: dict[str, dict[str, object] | None] = dict.fromkeys(packing.decks.values())
        if options.with_presets:
            book = self._book()
            for deck_id, name in packing.decks.items():
                settings = book.of(deck_id)
                parameters = settings.parameters or DEFAULT_PARAMETERS
                decks[name] = preset_of(book.name_of(deck_id), settings, parameters)
        with self._library.reading() as connection:
            descriptions = decks_table.descriptions(connection)
        frame = Frame(decks, packing.note_types, Era.of(self._calendar), moment, descriptions)
        pages = following.passing(packing.pages(packing.note_ids(), _part(report, 0, _READING)))
        packed = write_package(part, frame, pages, _part(report, _READING, 1))
        return self._summary(
            handed.deck, following, (packed.notes, packed.cards, packed.answers, packed.media)
        )

    def _packing(self, deck: str, options: ExportOptions, moment: datetime) -> Packing:
        decks = {each.id: each.name for each in self._decks.find(deck)}
        known = None
        if options.with_progress:
            book = self._book()
            presets = {each: book.of(each) for each in decks}
            known = Known(presets, self._calendar, self._calendar.day_of(moment))
        with self._library.reading() as connection:
            types = note_types_table.by_id(connection)
        return Packing(self._library, decks, types, known, self._media(), self._extras)

    def _summary(self, deck: str, following: NextEdition, held: tuple[int, int, int, int]) -> ExportSummary:
        notes, cards, answers, media = held
        if not notes:
            raise _empty(deck)
        return ExportSummary(
            notes=notes,
            cards=cards,
            answers=answers,
            media=media,
            edition=0 if self._library.read_only else following.number,
            same=following.is_same,
            changes=following.changes,
            counts=counts_of(following.changes),
        )

    def _write_plain(self, deck: str, path: Path, report: Report) -> ExportSummary:
        report(0.0, "reading cards")
        ids = [each.id for each in self._decks.find(deck)]
        with self._library.reading() as connection:
            types = note_types_table.by_id(connection)
            rows = notes_table.of_decks(connection, ids)
            cards = cards_table.count_in(connection, ids)
        if not rows:
            raise _empty(deck)
        notes = [(note, types[note.note_type_id], name) for note, name in rows]
        report(0.5, "writing")
        with replacing(path) as part:
            write_plain(part, path.suffix.lower(), deck, notes)
            report(1.0, "saving")
        return ExportSummary(notes=len(notes), cards=cards)

    def _book(self) -> PresetBook:
        with self._library.reading() as connection:
            return self._presets.book(connection)

    def _media(self) -> Path | None:
        """The library's folder of media, where it has one."""
        if self._library.path is None:
            return None
        folder = self._library.path.with_suffix(".media")
        return folder if folder.is_dir() else None


def _empty(deck: str) -> CannotExport:
    return CannotExport(f"The deck “{deck}” has no cards to export.")


def _watched(report: Report, cancel: Cancel | None) -> Report:
    """Reports, and raises `Cancelled` once somebody asked to stop."""

    def watch(share: float, stage: str) -> None:
        if cancel is not None:
            cancel.check()
        report(share, stage)

    return watch


def _part(report: Report, begin: float, end: float) -> Callable[[float, str], None]:
    """A report of work that is only a part of the whole."""
    return lambda share, stage: report(begin + share * (end - begin), stage)
