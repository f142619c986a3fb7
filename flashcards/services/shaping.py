"""Giving drafts another shape: parted, joined, or written by the user beside the article."""

from collections.abc import Iterable
from dataclasses import replace

from flashcards.core.articles import Span
from flashcards.core.cards import Note
from flashcards.core.changes import Changes
from flashcards.core.clock import Clock, to_milliseconds
from flashcards.core.coverage import overlap
from flashcards.core.drafts import CardType, Draft, DraftState
from flashcards.core.errors import BadInput, NotFound
from flashcards.core.facts import Fact, FactKind
from flashcards.core.judgements import Verdict
from flashcards.core.lint import Finding
from flashcards.core.places import section_of
from flashcards.core.rendering import Sides, hidden, ordinals, render
from flashcards.core.reshaping import merge, split
from flashcards.core.wording import counted
from flashcards.services.decks import checked_name
from flashcards.services.judging import DecisionLog
from flashcards.services.making import checked_sides, checked_tags, fields_of, note_of, note_type_of, take_in
from flashcards.services.recasting import as_it_is_now, join_accepted, part_accepted
from flashcards.services.sanitising import safe_sides
from flashcards.store import articles as articles_table
from flashcards.store import decks as decks_table
from flashcards.store import drafts as drafts_table
from flashcards.store.library import Connection, Library

_RESHAPING = Changes.DRAFTS | Changes.ARTICLES
_WRITING = _RESHAPING | Changes.NOTES | Changes.DECKS


class ShapingService:
    """Splits and merges drafts, and takes in cards that the user wrote.

    Where a draft is in a deck already, so are its parts or the whole, and cards that go on keep their history.
    """

    def __init__(self, library: Library, clock: Clock) -> None:
        self._library = library
        self._clock = clock

    def split(self, draft_id: int) -> tuple[list[int], Changes]:
        """Put one draft for each thing in place of one that asks for several; returns their ids."""
        with self._library.writing("Split card", _WRITING) as connection:
            found = [as_it_is_now(connection, each) for each in _together(connection, [draft_id])]
            parts = [replace(part, state=DraftState.WAITING, note_id=None) for part in split(found[0])]
            if found[0].note_id is not None:
                return part_accepted(connection, found[0], parts, self._now()), _WRITING
            return drafts_table.replace(connection, found, parts), _RESHAPING

    def split_note(self, note_id: int) -> tuple[list[int], Changes]:
        """Split the accepted card that a note was made of; raises `NotFound` for a note without one."""
        with self._library.reading() as connection:
            draft = drafts_table.of_note(connection, note_id)
        if draft is None:
            raise NotFound("This card was not made from an article, so it can only be edited.")
        return self.split(draft.id)

    def merge(self, draft_ids: Iterable[int]) -> tuple[list[int], Changes]:
        """Put one draft in place of several that share a text with gaps, or a question; returns its id."""
        ids = list(draft_ids)
        with self._library.writing(f"Merge {counted(len(ids), 'card')}", _WRITING) as connection:
            found = [as_it_is_now(connection, each) for each in _together(connection, ids)]
            whole = replace(merge(found), state=DraftState.WAITING, note_id=None)
            if any(draft.note_id is not None for draft in found):
                return join_accepted(connection, found, whole, self._now()), _WRITING
            return drafts_table.replace(connection, found, [whole]), _RESHAPING

    def sides(self, card: tuple[CardType, str, str]) -> tuple[Sides, ...]:
        """Both sides, without the source, of every card that a type, a question and an answer make.

        Raises `BadInput` for a side that is missing.
        """
        question, answer = checked_sides(*card)
        draft = Draft(FactKind.OTHER, card[0], question, answer, Span(0, 0))
        note_type = note_type_of(draft)
        fields = (*fields_of(draft), *("" for _each in note_type.fields[2:]))
        note = Note(0, "", note_type.id, fields)
        return tuple(safe_sides(render(note, note_type, each)) for each in ordinals(note_type, fields))

    def findings(self, card: tuple[CardType, str, str]) -> tuple[Finding, ...]:
        """What the generator's gates would say of a card that somebody writes."""
        from flashcards.writing.lint import lint

        kind, question, answer = card
        return lint(kind, question, hidden(question) if kind is CardType.CLOZE else answer)

    def write(
        self,
        article_id: int,
        evidence: Span,
        card: tuple[CardType, str, str],
        deck: str | None,
        tags: str = "",
    ) -> tuple[int, Changes]:
        """Take in a card that the user wrote about a sentence, and put it into a deck; with None it waits as a draft.

        `card` is its type, question and answer. Its role is that of the sentence's first fact. Returns the
        draft's id; raises `BadInput` for empty sides, a deck without a name, or a place outside the text.
        """
        question, answer = checked_sides(*card)
        name, own_tags = None if deck is None else checked_name(deck), checked_tags(tags)
        now = self._now()
        with self._library.writing("Add card", _WRITING) as connection:
            article = articles_table.get(connection, article_id)
            if article is None:
                raise NotFound(f"There is no article {article_id}.")
            if not 0 <= evidence.start < evidence.end <= len(article.text):
                raise BadInput("A card needs a sentence of the article.")
            facts = articles_table.facts_of(connection, article_id)
            section = section_of(article, evidence.start)
            role = _role(facts, evidence)
            new = Draft(role, card[0], question, answer, evidence, section=section)
            draft_id = drafts_table.insert_by_place(connection, article_id, new)
            draft = replace(new, id=draft_id, article_id=article_id)
            if name is not None:
                deck_id = decks_table.ensure(connection, name, now)
                take_in(connection, draft, article, note_of(draft, article, now, own_tags), deck_id)
                DecisionLog(connection, now).decided(draft, Verdict.KEEP)
        return draft_id, _WRITING

    def propose(self, article_id: int, draft: Draft) -> tuple[int, Changes]:
        """Put a card that was asked for among the drafts of its article, by its place; returns its id.

        Raises `BadInput` when it is there already.
        """
        with self._library.writing("Add card", _RESHAPING) as connection:
            there = drafts_table.of_article(connection, article_id)
            if any((each.question, each.answer) == (draft.question, draft.answer) for each in there):
                raise BadInput("That card is among the drafts already.")
            new = replace(draft, state=DraftState.WAITING)
            return drafts_table.insert_by_place(connection, article_id, new), _RESHAPING

    def _now(self) -> int:
        return to_milliseconds(self._clock())


def _role(facts: Iterable[Fact], evidence: Span) -> FactKind:
    return next((fact.kind for fact in facts if overlap(fact.evidence, evidence)), FactKind.OTHER)


def _together(connection: Connection, ids: list[int]) -> list[Draft]:
    """The drafts, all of one article."""
    found = drafts_table.get(connection, ids)
    if not found or len(found) != len(set(ids)):
        raise NotFound("One of these drafts is no longer there.")
    if len({draft.article_id for draft in found}) > 1:
        raise BadInput("Cards of different articles stay apart.")
    return found
