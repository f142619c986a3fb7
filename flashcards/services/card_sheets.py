"""Cards to cut: the cards of a deck as they are printed, with both sides and the source."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from flashcards.core.card_sheets import CardSheets, Cutting, PrintedCard, check_cutting
from flashcards.core.cards import Note, NoteType
from flashcards.core.errors import CannotExport
from flashcards.core.facts import FactKind
from flashcards.core.origins import Origin, place_of
from flashcards.core.printing import Printer
from flashcards.core.progress import Cancel, Report, silent, stepping
from flashcards.core.rendering import to_text
from flashcards.core.study_lists import Paper
from flashcards.exchange.atomic import replacing
from flashcards.services.decks import DeckService
from flashcards.services.media import MediaFolder
from flashcards.services.printed_sides import printed_sides
from flashcards.services.printing import check_name
from flashcards.store import exporting
from flashcards.store import note_types as note_types_table
from flashcards.store import notes as notes_table
from flashcards.store import origins as origins_table
from flashcards.store.library import Library

_AT_ONCE = 500
#: Of the whole work gathering takes this share; painting takes the rest.
_GATHERING = 0.2


@dataclass(frozen=True, slots=True)
class SheetOptions:
    """How cards are printed, and how the work is watched."""

    cutting: Cutting = field(default_factory=Cutting)
    paper: Paper = Paper.A4
    report: Report = silent
    cancel: Cancel | None = None


@dataclass(frozen=True, slots=True)
class PrintedSheets:
    """What a PDF holds."""

    cards: int
    pages: int


class CardSheetService:
    """Gathers a deck's cards, and has them painted by whoever can paint."""

    def __init__(self, library: Library, decks: DeckService, media: MediaFolder) -> None:
        self._library = library
        self._decks = decks
        self._media = media

    def cards(self, deck: str, report: Report = silent) -> tuple[PrintedCard, ...]:
        """The cards of a deck and of those inside it, in order of study; raises `NotFound`."""
        ids = [each.id for each in self._decks.find(deck)]
        with self._library.reading() as connection:
            types = note_types_table.by_id(connection)
            note_ids = exporting.note_ids(connection, ids)
        found: list[PrintedCard] = []
        for start in range(0, len(note_ids), _AT_ONCE):
            report(start / len(note_ids), "reading cards")
            some = note_ids[start : start + _AT_ONCE]
            with self._library.reading() as connection:
                notes = {note.id: note for note in notes_table.some(connection, some)}
                origins = origins_table.of_notes(connection, some)
                ordinals: dict[int, list[int]] = {}
                for note_id, _deck_id, ordinal in exporting.plain_cards_of(connection, some, ids):
                    ordinals.setdefault(note_id, []).append(ordinal)
            for each in some:
                if each in notes:
                    note = notes[each]
                    kind = types[note.note_type_id]
                    found.extend(self._printed(note, kind, ordinals.get(each, []), origins.get(each)))
        return tuple(found)

    def print_cards(
        self, deck: str, path: Path, printer: Printer, options: SheetOptions = SheetOptions()
    ) -> PrintedSheets:
        """Write a deck's cards as a PDF, whole or not at all; raises `NotFound`, `BadInput`, `CannotExport`, `Cancelled`.

        Slow for large decks: for the background lane.
        """
        check_name(path)
        check_cutting(options.cutting)
        watch = stepping(options.report, options.cancel)
        if options.cutting.only_test:
            self._decks.find(deck)
            cards: tuple[PrintedCard, ...] = ()
        else:
            cards = self.cards(deck, lambda share, stage: watch(share * _GATHERING, stage))
            if not cards:
                raise CannotExport(f"The deck “{deck}” has no cards to print.")
        with replacing(path) as part:
            pages = printer(
                part,
                CardSheets(deck, cards, options.cutting),
                options.paper,
                lambda share, stage: watch(_GATHERING + share * (1 - _GATHERING), stage),
            )
        return PrintedSheets(len(cards), pages)

    def _printed(
        self, note: Note, kind: NoteType, ordinals: list[int], origin: Origin | None
    ) -> Iterator[PrintedCard]:
        source = _source(note, kind, origin)
        role = "" if note.role is FactKind.OTHER else note.role.value
        for ordinal in ordinals:
            yield PrintedCard(*printed_sides(note, kind, ordinal, self._media.read), source, role)


def _source(note: Note, kind: NoteType, origin: Origin | None) -> str:
    """The sentence in quotation marks, and the title and page it is from."""
    if origin is not None:
        sentence, title, place = origin.sentence, origin.title, place_of("", origin.page)
    else:
        named = dict(zip((each.name for each in kind.fields), map(to_text, note.fields), strict=False))
        sentence, title, place = named.get("Source sentence", ""), named.get("Source title", ""), ""
    quoted = f"“{' '.join(sentence.split())}”" if sentence else ""
    return " ".join(part for part in (quoted, ", ".join(each for each in (title, place) if each)) if part)
