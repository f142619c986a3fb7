"""Cards read for a quiz: their words as they are now, where they come from, and what their articles say."""

from collections.abc import Sequence
from dataclasses import replace

from flashcards.core.cards import Card, Note, NoteType
from flashcards.core.drafts import CardType, Draft, DraftState
from flashcards.core.facts import Fact
from flashcards.core.note_types import LIST, REVERSED, SEQUENCE
from flashcards.core.origins import Origin
from flashcards.core.quizzes import Basis
from flashcards.core.rendering import hidden, one_gap, reveal, to_text
from flashcards.services.choices import Cards, cards_at_hand, facts_behind
from flashcards.services.origins import OriginService
from flashcards.store import drafts as drafts_table
from flashcards.store import note_types as note_types_table
from flashcards.store import notes as notes_table
from flashcards.store.library import Library
from flashcards.writing.quiz.material import Material
from flashcards.writing.quiz.plausible import spelled

_TYPES = {LIST.id: CardType.LIST, SEQUENCE.id: CardType.SEQUENCE}


class MaterialReader:
    """Reads cards one by one, each in a transaction of its own, so that a window beside it never waits; what several
    cards share is read once."""

    def __init__(self, library: Library, origins: OriginService) -> None:
        self._library = library
        self._origins = origins
        with library.reading() as connection:
            self._cards: Cards = cards_at_hand(connection)
            self._types = note_types_table.by_id(connection)
        texts = (f"{reveal(each.question)} {each.answer}" for each in self._cards.of_note.values())
        self._vocabulary = spelled(" ".join(texts))
        self._facts: dict[int, tuple[Fact, ...]] = {}
        self._others: dict[int, list[Draft]] = {}

    def of(self, card: Card) -> Material | None:
        """A card with all that questions are made of; None for one that asks in a way of its own."""
        with self._library.reading() as connection:
            note = notes_table.get(connection, card.note_id)
            if note is None:
                return None
            made_of = drafts_table.of_note(connection, note.id)
            draft = self._draft(card, note, made_of)
            if draft is None:
                return None
            if draft.article_id not in self._facts:
                self._facts[draft.article_id] = facts_behind(connection, draft, self._cards)
                near = drafts_table.of_article(connection, draft.article_id) if draft.article_id > 0 else []
                self._others[draft.article_id] = self._beside(near)
        others = [each for each in self._others[draft.article_id] if each.note_id != note.id]
        origin = self._origins.of_note(note.id)
        facts = self._facts[draft.article_id]
        return Material(draft, _basis(card, note, origin), facts, others, self._vocabulary)

    def _draft(self, card: Card, note: Note, made_of: Draft | None) -> Draft | None:
        """A card as question and answer: the words of its note, of several gaps the one it asks for."""
        kind = self._types[note.note_type_id]
        plain = self._cards.of_note.get(note.id) or self._cards.card(note)
        if made_of is not None:
            plain = replace(made_of, question=plain.question, answer=plain.answer)
        plain = replace(plain, role=note.role, note_id=note.id)
        if kind.is_cloze:
            text = one_gap(to_text(note.fields[0]), card.ordinal + 1)
            return replace(plain, type=CardType.CLOZE, question=text, answer=hidden(text))
        return _sided(card, kind, plain)

    def _beside(self, near: Sequence[Draft]) -> list[Draft]:
        """The other cards of an article, then those of the library."""
        kept = [each for each in near if each.state is not DraftState.REJECTED]
        known = {each.note_id for each in kept}
        return [*kept, *(each for each in self._cards.of_note.values() if each.note_id not in known)]


def _sided(card: Card, kind: NoteType, plain: Draft) -> Draft | None:
    if card.ordinal and kind.id != REVERSED.id:
        return None
    if card.ordinal:
        return replace(plain, type=CardType.BASIC, question=plain.answer, answer=plain.question, fact=-1)
    return replace(plain, type=_TYPES.get(kind.id, CardType.BASIC))


def _basis(card: Card, note: Note, origin: Origin) -> Basis:
    return Basis(
        card_id=card.id,
        note_id=note.id,
        role=note.role,
        sentence=" ".join(origin.sentence.split()),
        title=origin.title,
        section=origin.section,
        page=origin.page,
        article_id=note.article_id,
    )
