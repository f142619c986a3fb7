"""Deciding about drafts: accept, edit, reject."""

from collections.abc import Iterable

from flashcards.core.articles import Article
from flashcards.core.changes import Changes
from flashcards.core.clock import Clock, to_milliseconds
from flashcards.core.drafts import Draft, DraftState
from flashcards.core.errors import BadInput, NotFound
from flashcards.core.text import storable
from flashcards.core.wording import counted
from flashcards.services.decks import checked_name
from flashcards.services.making import fields_of, note_of
from flashcards.store import articles as articles_table
from flashcards.store import cards as cards_table
from flashcards.store import decks as decks_table
from flashcards.store import drafts as drafts_table
from flashcards.store import notes as notes_table
from flashcards.store.library import Library

_ACCEPTING = Changes.DRAFTS | Changes.ARTICLES | Changes.NOTES | Changes.DECKS


class DraftService:
    """The drafts of articles in the library."""

    def __init__(self, library: Library, clock: Clock) -> None:
        self._library = library
        self._clock = clock

    def of_article(self, article_id: int) -> list[Draft]:
        """An article's drafts in its order, whatever was decided about them."""
        with self._library.reading() as connection:
            return drafts_table.of_article(connection, article_id)

    def accept(self, draft_ids: Iterable[int], deck: str) -> Changes:
        """Make cards of drafts in the named deck, which is made if it is missing; skips accepted ones."""
        name = checked_name(deck)
        ids = list(draft_ids)
        now = to_milliseconds(self._clock())
        with self._library.writing(f"Accept {counted(len(ids), 'card')}", _ACCEPTING) as connection:
            undecided = [
                draft for draft in drafts_table.get(connection, ids) if draft.state is not DraftState.ACCEPTED
            ]
            if not undecided:
                return Changes.NOTHING
            deck_id = decks_table.ensure(connection, name, now)
            articles: dict[int, Article | None] = {}
            for draft in undecided:
                if draft.article_id not in articles:
                    articles[draft.article_id] = articles_table.get(connection, draft.article_id)
                article = articles[draft.article_id]
                assert article is not None
                note = note_of(draft, article, now)
                note_id = notes_table.add(connection, note)
                cards_table.add(connection, note_id, deck_id, (0,))
                drafts_table.decide(connection, draft.id, DraftState.ACCEPTED, note_id)
        return _ACCEPTING

    def reject(self, draft_ids: Iterable[int]) -> Changes:
        """Put drafts aside; the card of an accepted one is deleted."""
        return self._set_aside(list(draft_ids), DraftState.REJECTED, "Reject")

    def reopen(self, draft_ids: Iterable[int]) -> Changes:
        """Let drafts wait for a decision again; the card of an accepted one is deleted."""
        return self._set_aside(list(draft_ids), DraftState.WAITING, "Reopen")

    def edit(self, draft_id: int, question: str, answer: str) -> Changes:
        """Change the words of a draft, and of its card if it was accepted."""
        question, answer = storable(question).strip(), storable(answer).strip()
        if not question or not answer:
            raise BadInput("A card needs a question and an answer.")
        with self._library.writing("Edit card", _ACCEPTING) as connection:
            found = drafts_table.get(connection, [draft_id])
            if not found:
                raise NotFound(f"There is no draft {draft_id}.")
            drafts_table.rewrite(connection, draft_id, question, answer)
            note_id = found[0].note_id
            note = None if note_id is None else notes_table.get(connection, note_id)
            if note is not None:
                edited = drafts_table.get(connection, [draft_id])[0]
                fields = (*fields_of(edited), *note.fields[2:])
                notes_table.rewrite(connection, note.id, fields, to_milliseconds(self._clock()))
        return Changes.DRAFTS | Changes.NOTES

    def _set_aside(self, ids: list[int], state: DraftState, verb: str) -> Changes:
        with self._library.writing(f"{verb} {counted(len(ids), 'card')}", _ACCEPTING) as connection:
            for draft in drafts_table.get(connection, ids):
                if draft.note_id is not None:
                    notes_table.remove(connection, [draft.note_id])
                drafts_table.decide(connection, draft.id, state)
        return _ACCEPTING
