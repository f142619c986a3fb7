"""Finding notes and cards by a query; see `core/query.py` for its language."""

from datetime import datetime

from flashcards.core.cards import Card, Note
from flashcards.core.clock import Clock, StudyCalendar, to_milliseconds
from flashcards.core.query import All, Condition, Node, parse
from flashcards.services.presets import PARAMETERS
from flashcards.store import search as search_table
from flashcards.store import settings as settings_table
from flashcards.store.library import Connection, Library
from flashcards.study.scheduler import DEFAULT_PARAMETERS

_PAGE = 1000


class SearchService:
    """Pages of what fits a query. Raises `BadInput` for one that cannot be read."""

    def __init__(self, library: Library, clock: Clock, calendar: StudyCalendar) -> None:
        self._library = library
        self._clock = clock
        self._calendar = calendar

    def notes(self, query: str, limit: int = _PAGE, offset: int = 0, deck: str | None = None) -> list[Note]:
        """Notes with a card that fits, in the order they were made; in one deck and those inside it, or in all."""
        node = _within(parse(query), deck)
        with self._library.reading() as connection:
            now = now_of(connection, self._clock(), self._calendar)
            return search_table.find_notes(connection, node, now, limit, offset)

    def cards(self, query: str, limit: int = _PAGE, offset: int = 0, deck: str | None = None) -> list[Card]:
        """Cards that fit, in the order of their notes."""
        node = _within(parse(query), deck)
        with self._library.reading() as connection:
            now = now_of(connection, self._clock(), self._calendar)
            return search_table.find_cards(connection, node, now, limit, offset)


def now_of(connection: Connection, moment: datetime, calendar: StudyCalendar) -> search_table.Now:
    """What a search needs to know of a moment."""
    today = calendar.day_of(moment)
    parameters = settings_table.get(connection, PARAMETERS) or DEFAULT_PARAMETERS
    start = to_milliseconds(calendar.start_of(today))
    return search_table.Now(to_milliseconds(moment), today, start, parameters[20])


def _within(node: Node, deck: str | None) -> Node:
    if deck is None:
        return node
    parts = node.parts if isinstance(node, All) else (node,)
    return All((*parts, Condition("deck", deck)))
