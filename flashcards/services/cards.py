"""What is done to cards outside of study: suspend, bury, flag, set due, forget; and the list of leeches."""

from collections.abc import Sequence
from dataclasses import dataclass

from flashcards.core.articles import Span
from flashcards.core.cards import Card
from flashcards.core.changes import Changes
from flashcards.core.clock import Clock, StudyCalendar, to_milliseconds
from flashcards.core.errors import BadInput, NotFound
from flashcards.core.reviews import CardState, Placement, PlacementKind
from flashcards.core.wording import counted
from flashcards.services.answering import LEECH
from flashcards.store import articles as articles_table
from flashcards.store import cards as cards_table
from flashcards.store import notes as notes_table
from flashcards.store import placements as placements_table
from flashcards.store.library import Connection, Library
from flashcards.study.placing import placed
from flashcards.study.scheduler import lean

_CARDS = Changes.REVIEWS | Changes.DECKS
_LONGEST_WAIT = 36500
_FLAGS = 7


@dataclass(frozen=True, slots=True)
class Leech:
    """A card that keeps being forgotten, with the paragraph it came from: it may need to be split.

    `paragraph` is verbatim, `place` its span in the article, `evidence` that of the sentence; a card
    without an article has none.
    """

    card: Card
    paragraph: str = ""
    article_id: int | None = None
    place: Span | None = None
    evidence: Span | None = None


class CardService:
    """Changes cards; every change can be undone."""

    def __init__(self, library: Library, clock: Clock, calendar: StudyCalendar) -> None:
        self._library = library
        self._clock = clock
        self._calendar = calendar

    def suspend(self, ids: Sequence[int]) -> Changes:
        """Take cards out of study until they are unsuspended."""
        return self._mark("Suspend", ids, suspended=1)

    def unsuspend(self, ids: Sequence[int]) -> Changes:
        """Let suspended cards come again; a leech stays marked."""
        return self._mark("Unsuspend", ids, suspended=0)

    def bury(self, ids: Sequence[int]) -> Changes:
        """Put cards off until the next study day."""
        return self._mark("Bury", ids, buried_until=self._today() + 1)

    def unbury(self, ids: Sequence[int]) -> Changes:
        """Let buried cards come today."""
        return self._mark("Unbury", ids, buried_until=0)

    def flag(self, ids: Sequence[int], flag: int) -> Changes:
        """Give cards a flag, 1 to 7 as in Anki; 0 takes it away."""
        if not 0 <= flag <= _FLAGS:
            raise BadInput(f"A flag is a number from 0 (none) to {_FLAGS}.")
        return self._mark("Flag" if flag else "Unflag", ids, flag=flag)

    def forgive(self, ids: Sequence[int]) -> Changes:
        """Take the mark of a leech from cards, and the tag from notes without another one."""
        with self._library.writing(f"Unmark {_cards(ids)}", _CARDS | Changes.NOTES) as connection:
            found = self._found(connection, ids)
            cards_table.mark(connection, ids, leech=0)
            for note_id in {card.note_id for card in found}:
                if not any(each.leech for each in cards_table.of_note(connection, note_id)):
                    notes_table.remove_tag(connection, [note_id], LEECH)
        return _CARDS | Changes.NOTES

    def set_due(self, ids: Sequence[int], first: int, last: int | None = None) -> Changes:
        """Let cards come in `first` days, or each on some day from `first` to `last`; suspended ones come too.

        What is known of their memory stays; a card that was never answered counts as in review.
        """
        last = first if last is None else last
        if not 0 <= first <= last <= _LONGEST_WAIT:
            raise BadInput(f"Due days count from today, 0 to {_LONGEST_WAIT}, the smaller number first.")
        with self._library.writing(f"Set due date of {_cards(ids)}", _CARDS, rows=len(ids)) as connection:
            self._place(connection, [self._due(each, first, last) for each in self._found(connection, ids)])
        return _CARDS

    def forget(self, ids: Sequence[int]) -> Changes:
        """Make cards new again; their answers stay in the log."""
        with self._library.writing(f"Forget {_cards(ids)}", _CARDS, rows=len(ids)) as connection:
            found = self._found(connection, ids)
            self._place(
                connection, [Placement(self._at(each), each.id, PlacementKind.FORGET) for each in found]
            )
        return _CARDS

    def leeches(self) -> list[Leech]:
        """Every leech, the worst first, with the paragraph it came from."""
        with self._library.reading() as connection:
            found = cards_table.leeches(connection)
            return [self._leech(connection, each) for each in found]

    def leech(self, card_id: int) -> Leech:
        """One card with the paragraph it came from; raises `NotFound`."""
        with self._library.reading() as connection:
            return self._leech(connection, self._found(connection, [card_id])[0])

    def _leech(self, connection: Connection, card: Card) -> Leech:
        note = notes_table.get(connection, card.note_id)
        assert note is not None
        if note.article_id is None or note.evidence is None:
            return Leech(card)
        article = articles_table.get(connection, note.article_id)
        assert article is not None
        start = note.evidence.start
        place = next(
            (each.span for each in article.blocks if each.span.start <= start < each.span.end), note.evidence
        )
        return Leech(card, article.quote(place), note.article_id, place, note.evidence)

    def _due(self, card: Card, first: int, last: int) -> Placement:
        days = first + int(lean(card.id, card.memory.reps) * (last - first + 1))
        known = card.memory.state is CardState.REVIEW
        interval = card.memory.interval if known else max(1, days)
        return Placement(self._at(card), card.id, PlacementKind.DUE, self._today() + days, interval)

    def _place(self, connection: Connection, placements: Sequence[Placement]) -> None:
        placements_table.add(connection, placements)
        ids = [each.card_id for each in placements]
        known = {card.id: card.memory for card in cards_table.some(connection, ids)}
        memories = {each.card_id: placed(known[each.card_id], each) for each in placements}
        cards_table.remember_all(connection, memories)
        cards_table.mark(connection, ids, suspended=0, buried_until=0)

    def _at(self, card: Card) -> int:
        """Now, or just after the card's last answer if the clock went back meanwhile."""
        return max(to_milliseconds(self._clock()), (card.memory.last_at or 0) + 1)

    def _today(self) -> int:
        return self._calendar.day_of(self._clock())

    def _mark(self, verb: str, ids: Sequence[int], **values: int) -> Changes:
        with self._library.writing(f"{verb} {_cards(ids)}", _CARDS, rows=len(ids)) as connection:
            self._found(connection, ids)
            cards_table.mark(connection, ids, **values)
        return _CARDS

    @staticmethod
    def _found(connection: Connection, ids: Sequence[int]) -> list[Card]:
        found = {card.id: card for card in cards_table.some(connection, ids)}
        missing = [each for each in ids if each not in found]
        if missing:
            raise NotFound(f"There is no card {missing[0]}.")
        return list(found.values())


def _cards(ids: Sequence[int]) -> str:
    return "card" if len(ids) == 1 else counted(len(ids), "card")
