"""Deciding about drafts: accept, edit, reject."""

from collections.abc import Callable, Iterable

from flashcards.core.articles import Article
from flashcards.core.changes import Changes
from flashcards.core.clock import Clock, to_milliseconds
from flashcards.core.coverage import Stretch, coverage
from flashcards.core.drafts import Draft, DraftState
from flashcards.core.errors import NotFound
from flashcards.core.judgements import Verdict
from flashcards.core.text import storable
from flashcards.core.wording import counted
from flashcards.services.decks import checked_name
from flashcards.services.judging import DecisionLog, Describe, nothing_known
from flashcards.services.known_articles import KnownArticles
from flashcards.services.making import (
    checked_sides,
    checked_tags,
    fields_of,
    fit_cards,
    note_of,
    note_type_of,
    take_in,
)
from flashcards.store import cards as cards_table
from flashcards.store import decks as decks_table
from flashcards.store import drafts as drafts_table
from flashcards.store import notes as notes_table
from flashcards.store.card_order import put_in_article_order
from flashcards.store.library import Connection, Library

_ACCEPTING = Changes.DRAFTS | Changes.ARTICLES | Changes.NOTES | Changes.DECKS


class DraftService:
    """The drafts of articles in the library. Every decision is logged, so that the program learns from it.

    `describe` says the numbers by which a draft was ranked, for that log.
    """

    def __init__(self, library: Library, clock: Clock, describe: Describe = nothing_known) -> None:
        self._library = library
        self._clock = clock
        self._describe = describe
        self._known = KnownArticles()

    def of_article(self, article_id: int) -> list[Draft]:
        """An article's drafts in its order, whatever was decided about them."""
        with self._library.reading() as connection:
            return drafts_table.of_article(connection, article_id)

    def article(self, article_id: int) -> Article:
        """The article that drafts are judged beside, kept for the decisions on them; raises `NotFound`."""
        with self._library.reading() as connection:
            known = self._known.get(connection, article_id)
        if known is None:
            raise NotFound(f"There is no article {article_id}.")
        return known.article

    def coverage(self, article_id: int) -> tuple[Stretch, ...]:
        """An article's sentences that claim something, with what became of the drafts from each."""
        return self.judged(article_id)[1]

    def judged(self, article_id: int) -> tuple[list[Draft], tuple[Stretch, ...]]:
        """An article's drafts in its order, and its coverage by them; nothing of one that is not there."""
        with self._library.reading() as connection:
            known = self._known.get(connection, article_id)
            drafts = drafts_table.of_article(connection, article_id)
        facts = () if known is None else known.facts
        return drafts, coverage([fact.evidence for fact in facts], drafts)

    def prepare(self, article_id: int) -> None:
        """Work out the numbers that decisions on an article's drafts are logged with, so that none waits for it.

        Slow (up to a second for a long article): for the background lane.
        """
        with self._library.reading() as connection:
            known = self._known.get(connection, article_id)
            drafts = drafts_table.of_article(connection, article_id)
        if known is not None and drafts:
            self._describe(drafts[0], known.article, known.facts)

    def accept(
        self,
        draft_ids: Iterable[int],
        deck: str,
        tags: str = "",
        *,
        in_order: bool = False,
        watch: Callable[[float], object] = float,
    ) -> Changes:
        """Make cards of drafts in the named deck, which is made if it is missing; skips accepted ones.

        `tags` (separated by spaces) go onto the notes. With `in_order`, the deck's new cards of the article
        are learned in the article's order, whatever the order of acceptance. Some milliseconds for each draft:
        `watch` is told the share done (0 to 1), and whatever it raises leaves everything as it was.
        """
        name, own_tags = checked_name(deck), checked_tags(tags)
        ids = list(draft_ids)
        now = to_milliseconds(self._clock())
        with self._library.writing(f"Accept {counted(len(ids), 'card')}", _ACCEPTING) as connection:
            undecided = [
                draft for draft in drafts_table.get(connection, ids) if draft.state is not DraftState.ACCEPTED
            ]
            if not undecided:
                return Changes.NOTHING
            deck_id = decks_table.ensure(connection, name, now)
            log = self._log(connection, now)
            for number, draft in enumerate(undecided):
                watch(number / len(undecided))
                article = log.article(draft.article_id)
                take_in(connection, draft, article, note_of(draft, article, now, own_tags), deck_id)
                log.decided(draft, Verdict.KEEP)
            if in_order:
                for article_id in {draft.article_id for draft in undecided}:
                    put_in_article_order(connection, deck_id, article_id)
        return _ACCEPTING

    def reject(self, draft_ids: Iterable[int], reason: str = "") -> Changes:
        """Put drafts aside, perhaps saying why; the card of an accepted one is deleted.

        The same card is not proposed again when its sentence is read again, here or elsewhere.
        """
        ids, why = list(draft_ids), storable(reason).strip()
        with self._library.writing(f"Reject {counted(len(ids), 'card')}", _ACCEPTING) as connection:
            log = self._log(connection, to_milliseconds(self._clock()))
            for draft in drafts_table.get(connection, ids):
                _set_aside(connection, draft, DraftState.REJECTED)
                log.decided(draft, Verdict.REJECT, why)
        return _ACCEPTING

    def reopen(self, draft_ids: Iterable[int]) -> Changes:
        """Let drafts wait for a decision again; the card of an accepted one is deleted."""
        ids = list(draft_ids)
        with self._library.writing(f"Reopen {counted(len(ids), 'card')}", _ACCEPTING) as connection:
            log = self._log(connection, to_milliseconds(self._clock()))
            for draft in drafts_table.get(connection, ids):
                _set_aside(connection, draft, DraftState.WAITING)
                log.withdrawn(draft)
        return _ACCEPTING

    def edit(self, draft_id: int, question: str, answer: str) -> Changes:
        """Change the words of a draft, and of its cards if it was accepted; the answer of a gap card is its gaps."""
        with self._library.writing("Edit card", _ACCEPTING) as connection:
            found = drafts_table.get(connection, [draft_id])
            if not found:
                raise NotFound(f"There is no draft {draft_id}.")
            question, answer = checked_sides(found[0].type, question, answer)
            now = to_milliseconds(self._clock())
            self._log(connection, now).edited(found[0], question, answer)
            drafts_table.rewrite(connection, draft_id, question, answer)
            note_id = found[0].note_id
            note = None if note_id is None else notes_table.get(connection, note_id)
            if note is not None:
                edited = drafts_table.get(connection, [draft_id])[0]
                fields = (*fields_of(edited), *note.fields[2:])
                notes_table.rewrite(connection, note.id, fields, now)
                deck_id = cards_table.of_note(connection, note.id)[0].deck_id
                fit_cards(connection, note.id, note_type_of(edited), fields, deck_id)
        return Changes.DRAFTS | Changes.NOTES

    def _log(self, connection: Connection, now: int) -> DecisionLog:
        return DecisionLog(connection, now, self._describe, self._known)


def _set_aside(connection: Connection, draft: Draft, state: DraftState) -> None:
    """Let a draft be no card, or no longer one."""
    if draft.note_id is not None:
        notes_table.remove(connection, [draft.note_id])
    drafts_table.decide(connection, draft.id, state)
