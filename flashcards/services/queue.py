"""The study queue over the library: the lines of every preset with what its limits leave of them."""

from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from threading import Lock

from flashcards.core.cards import Card
from flashcards.core.clock import StudyCalendar, to_milliseconds
from flashcards.core.errors import NotFound
from flashcards.core.scopes import Scope
from flashcards.core.settings import NewWhen
from flashcards.services.ahead import Ahead, by_due, by_position
from flashcards.services.answering import Filed
from flashcards.services.paces import Paces
from flashcards.services.preset_lines import Line, done_by_preset
from flashcards.services.presets import PresetBook, PresetService
from flashcards.store import decks as decks_table
from flashcards.store import lines
from flashcards.store.library import Connection, Library
from flashcards.store.pacing import Share


@dataclass(frozen=True, slots=True)
class Left:
    """How many cards are left to study today."""

    new: int
    learning: int
    review: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.new + self.learning + self.review


@dataclass(slots=True)
class _Kept:
    """What comes next in a scope, true as long as no more changes than `commits` were committed."""

    commits: int
    scope: Scope
    book: PresetBook
    ahead: Ahead


class Queue:
    """Reads the lines. What comes next in one part of the library is kept from answer to answer (`Ahead`); anything else
    that is committed, another day and another part let it be looked up anew.

    `ahead` is how many milliseconds early a learning step may come when nothing else is left.
    """

    def __init__(
        self, library: Library, calendar: StudyCalendar, presets: PresetService, learn_ahead: int
    ) -> None:
        self._library = library
        self._calendar = calendar
        self._paces = Paces(library)
        self._presets = presets
        self.ahead = learn_ahead * 60_000
        self._kept: _Kept | None = None
        self._guard = Lock()

    def next(self, connection: Connection, scope: Scope, moment: datetime) -> Card | None:
        """The card to show now, or None when nothing is left for now."""
        with self._guard:
            return self._ahead(connection, scope, moment).next(connection, to_milliseconds(moment))

    def coming(self, connection: Connection, scope: Scope, moment: datetime) -> list[Card]:
        """Cards one of which is likely to come after the next one."""
        with self._guard:
            return self._ahead(connection, scope, moment).coming(connection, to_milliseconds(moment))

    def answered(self, commits: int, filed: Filed) -> None:
        """Keep what comes next true over an answer that was committed as the first change after `commits` others."""
        with self._guard:
            kept = self._kept
            if (
                kept is None
                or kept.commits != commits
                or not kept.ahead.answered(kept.book.name_of(filed.card.deck_id), filed)
            ):
                self._kept = None
            else:
                kept.commits += 1

    def due(self, connection: Connection, scope: Scope, moment: datetime, limit: int) -> list[Card]:
        """What is due now, in the order of study; reviews and new cards each in a row."""
        part = self.part(connection, scope, moment)
        steps = lines.learning(connection, part, to_milliseconds(moment), limit)
        found = self._lines(connection, part).values()
        # Each line keeps its own order; of their heads the first comes, as `next` takes it.
        reviews = merge(
            *(line.reviews(connection, min(limit, line.reviews_left)) for line in found), key=by_due
        )
        new = merge(*(line.new(connection, limit) for line in found), key=by_position)
        first = any(line.settings.new_when is NewWhen.BEFORE for line in found)
        return [*steps, *(new if first else reviews), *(reviews if first else new)][:limit]

    def left(self, connection: Connection, scope: Scope, moment: datetime) -> Left:
        """How much is left today, learning steps of later today included."""
        with self._guard:
            ahead = self._ahead(connection, scope, moment)
            day_end = to_milliseconds(self._calendar.start_of(ahead.part.today + 1))
            return Left(*ahead.counts(connection, day_end))

    def part(self, connection: Connection, scope: Scope, moment: datetime) -> lines.Part:
        """The cards of a scope; raises `NotFound` for a deck that is not there."""
        ids = None
        if scope.deck is not None:
            found = decks_table.with_subdecks(connection, scope.deck)
            if not found:
                raise NotFound(f"There is no deck “{scope.deck}”.")
            ids = tuple(each.id for each in found)
        return lines.Part(self._calendar.day_of(moment), ids, scope.article_id, scope.role)

    def _lines(self, connection: Connection, part: lines.Part) -> dict[str, Line]:
        """The line of every preset in a part of the library."""
        book = self._presets.book(connection)
        ids = lines.deck_ids(connection) if book.of_decks else ()
        done = done_by_preset(connection, book, part.today)
        paced = self._paces.any(connection)
        found = {}
        for name, decks in book.groups(part.deck_ids, ids).items():
            within = part.within(decks)
            planned = lines.count_new(connection, within, None, Share.PLANNED) if paced else None
            found[name] = Line(within, book.presets[name], *done.get(name, (0, 0)), planned)
        return found

    def _ahead(self, connection: Connection, scope: Scope, moment: datetime) -> Ahead:
        kept, commits = self._kept, self._library.commits
        if (
            kept is None
            or (kept.commits, kept.scope) != (commits, scope)
            or kept.ahead.part.today != self._calendar.day_of(moment)
            or self._library.read_only  # then another program may change it meanwhile
        ):
            part = self.part(connection, scope, moment)
            ahead = Ahead(part, self._lines(connection, part), self.ahead)
            kept = self._kept = _Kept(commits, scope, self._presets.book(connection), ahead)
        return kept.ahead
