"""The table of all cards or notes: what fits a search in some order, a screen of it at a time."""

from collections.abc import Sequence

from flashcards.core.browsing import BrowserRow, Order, Places, Show
from flashcards.core.cards import Card, Note, NoteType
from flashcards.core.changes import Changes
from flashcards.core.clock import Clock, StudyCalendar
from flashcards.core.errors import BadInput, Cancelled
from flashcards.core.query import parse
from flashcards.core.rendering import answer_of, gapped, to_text
from flashcards.core.text import storable
from flashcards.services.presets import PARAMETERS
from flashcards.services.search import now_of
from flashcards.store import browsing as browsing_table
from flashcards.store import cards as cards_table
from flashcards.store import decks as decks_table
from flashcards.store import note_types as note_types_table
from flashcards.store import notes as notes_table
from flashcards.store import settings as settings_table
from flashcards.store.library import Connection, Library
from flashcards.store.stopping import hurried
from flashcards.study.curve import recall
from flashcards.study.scheduler import DEFAULT_PARAMETERS

_SAVED = "searches"
_LONGEST_NAME = 60
#: Seconds that a window may wait: most of what the background lane reads is over by then.
_MOMENT = 0.08
#: And until the first rows are found; in a very large library those that fit a rare word or tag are far apart.
_PATIENCE = 0.25


class BrowsingService:
    """Ids first, rows for those that are seen: no table is ever read whole."""

    def __init__(self, library: Library, clock: Clock, calendar: StudyCalendar) -> None:
        self._library = library
        self._clock = clock
        self._calendar = calendar

    def ids(self, query: str, show: Show, order: Order, limit: int | None = None) -> list[int]:
        """Ids of the cards, or notes, that fit a query; raises `BadInput` for one that cannot be read."""
        node = parse(query)
        find = browsing_table.card_ids if show is Show.CARDS else browsing_table.note_ids
        with self._library.reading() as connection:
            return find(connection, node, now_of(connection, self._clock(), self._calendar), order, limit)

    def first_ids(self, query: str, show: Show, order: Order, limit: int) -> list[int] | None:
        """The first of them, or None where finding so many takes longer than a window should wait."""
        node = parse(query)
        find = browsing_table.card_ids if show is Show.CARDS else browsing_table.note_ids
        with self._library.reading() as connection:
            now = now_of(connection, self._clock(), self._calendar)
            try:
                with hurried(connection, _PATIENCE):
                    return find(connection, node, now, order, limit)
            except Cancelled:
                return None

    def is_free(self) -> bool:
        """Whether rows could be read now or in a moment, as no long change is under way."""
        return self._library.is_free(_MOMENT)

    def rows(self, ids: Sequence[int], show: Show) -> list[BrowserRow | None]:
        """What the table shows of cards or notes, in the order of their ids; None for one that is gone."""
        with self._library.reading() as connection:
            maker = _Maker(connection, self._calendar.day_of(self._clock()))
            if show is Show.CARDS:
                found = maker.rows([[card] for card in cards_table.some(connection, ids)])
                rows = {row.card_id: row for row in found}
            else:
                groups: dict[int, list[Card]] = {}
                for card in browsing_table.cards_of_notes(connection, ids):
                    groups.setdefault(card.note_id, []).append(card)
                rows = {row.note_id: row for row in maker.rows(list(groups.values()))}
        return [rows.get(each) for each in ids]

    def cards_of(self, ids: Sequence[int], show: Show) -> list[int]:
        """The cards that rows stand for."""
        if show is Show.CARDS:
            return list(ids)
        with self._library.reading() as connection:
            return [card.id for card in browsing_table.cards_of_notes(connection, ids)]

    def notes_of(self, ids: Sequence[int], show: Show) -> list[int]:
        """The notes that rows stand for, each once."""
        if show is Show.NOTES:
            return list(ids)
        with self._library.reading() as connection:
            found = {card.id: card.note_id for card in cards_table.some(connection, ids)}
        return list(dict.fromkeys(found[each] for each in ids if each in found))

    def places(self) -> Places:
        """Everything that one can look in."""
        with self._library.reading() as connection:
            return Places(
                tuple(deck.name for deck in decks_table.all_decks(connection)),
                tuple(notes_table.all_tags(connection)),
                tuple(browsing_table.all_titles(connection)),
                tuple(sorted((settings_table.get(connection, _SAVED) or {}).items())),
            )

    def save_search(self, name: str, query: str) -> Changes:
        """Keep a search under a name; one of that name gives way. Raises `BadInput`."""
        tidy = " ".join(storable(name).split())
        if not tidy or len(tidy) > _LONGEST_NAME:
            raise BadInput(f"A saved search needs a name of at most {_LONGEST_NAME} characters.")
        parse(query)
        return self._put(f"Save search “{tidy}”", tidy, query.strip())

    def forget_search(self, name: str) -> Changes:
        """Forget a saved search; one that is not there changes nothing."""
        return self._put(f"Delete search “{name}”", name, None)

    def _put(self, label: str, name: str, query: str | None) -> Changes:
        with self._library.writing(label, Changes.SEARCHES) as connection:
            saved = dict(settings_table.get(connection, _SAVED) or {})
            if saved.get(name) == query:
                return Changes.NOTHING  # nothing to take back either
            saved.pop(name, None)
            if query is not None:
                saved[name] = query
            settings_table.put(connection, _SAVED, saved or None)
        return Changes.SEARCHES


class _Maker:
    """Makes rows of cards within one transaction."""

    def __init__(self, connection: Connection, today: int) -> None:
        self._connection = connection
        self._today = today
        self._types: dict[int, NoteType] = note_types_table.by_id(connection)
        self._decks = {deck.id: deck.name for deck in decks_table.all_decks(connection)}
        self._decay = (settings_table.get(connection, PARAMETERS) or DEFAULT_PARAMETERS)[20]

    def rows(self, groups: Sequence[Sequence[Card]]) -> list[BrowserRow]:
        """One row for each group of cards of one note."""
        ids = list({group[0].note_id for group in groups})
        notes = {note.id: note for note in notes_table.some(self._connection, ids)}
        articles = list({note.article_id for note in notes.values() if note.article_id is not None})
        titles = browsing_table.titles(self._connection, articles)
        return [self._row(notes[group[0].note_id], group, titles) for group in groups]

    def _row(self, note: Note, cards: Sequence[Card], titles: dict[int, str]) -> BrowserRow:
        note_type = self._types[note.note_type_id]
        memories = [card.memory for card in cards]
        first = cards[0]
        dues = [memory.due_at for memory in memories if memory.due_at is not None]
        days = [memory.due_day for memory in memories if memory.due_day is not None]
        stabilities = [memory.stability for memory in memories if memory.stability is not None]
        difficulties = [memory.difficulty for memory in memories if memory.difficulty is not None]
        chances = (recall(memory, self._today, self._decay) for memory in memories)
        recalls = [chance for chance in chances if chance is not None]
        names = dict.fromkeys(self._decks[card.deck_id] for card in cards)
        answers = dict.fromkeys(answer_of(note, note_type, card.ordinal) for card in cards)
        return BrowserRow(
            card_id=first.id,
            note_id=note.id,
            question=_line(gapped(to_text(note.fields[0]))),
            answer=_line("; ".join(answers)),
            deck=", ".join(names),
            role=note.role,
            article=_line(titles.get(note.article_id or 0, "")),
            tags=note.tags,
            state=min(memory.state for memory in memories) if len(cards) > 1 else first.memory.state,
            due_day=min(days, default=None),
            due_at=min(dues, default=None),
            interval=min(memory.interval for memory in memories),
            stability=min(stabilities, default=None),
            difficulty=max(difficulties, default=None),
            recall=min(recalls, default=None),
            lapses=sum(memory.lapses for memory in memories),
            reviews=sum(memory.reps for memory in memories),
            flag=max(card.flag for card in cards),
            suspended=all(card.suspended for card in cards),
            buried=all(card.buried_until > self._today for card in cards),
            leech=any(card.leech for card in cards),
            created_at=note.created_at,
            edited_at=note.edited_at,
            cards=len(cards),
        )


def _line(text: str) -> str:
    return " ".join(text.split())
