"""Wrong choices for a quiz, from the card's article and the rest of the library."""

from collections.abc import Sequence
from dataclasses import replace

from flashcards.core.articles import Span
from flashcards.core.cards import Note, NoteType
from flashcards.core.drafts import CardType, Draft, DraftState
from flashcards.core.errors import NotFound
from flashcards.core.facts import Fact
from flashcards.core.rendering import hidden, to_text
from flashcards.store import articles as articles_table
from flashcards.store import drafts as drafts_table
from flashcards.store import note_types as note_types_table
from flashcards.store import notes as notes_table
from flashcards.store.library import Connection, Library

#: So many notes are looked at for phrases; more would make a quiz slow, not better.
_NOTES = 2000


class ChoiceService:
    """Three wrong answers beside the right one, or none: a quiz then asks for the answer itself."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def of_draft(self, draft_id: int) -> tuple[str, ...]:
        """The choices for a draft; raises `NotFound`."""
        with self._library.reading() as connection:
            found = drafts_table.get(connection, [draft_id])
            if not found:
                raise NotFound(f"There is no draft {draft_id}.")
            return _choices(connection, found[0], cards_at_hand(connection))

    def of_note(self, note_id: int) -> tuple[str, ...]:
        """The choices for a note; raises `NotFound`."""
        return self.of_notes([note_id])[note_id]

    def of_notes(self, note_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """The choices for each of several notes, which is quicker than one by one."""
        with self._library.reading() as connection:
            cards = cards_at_hand(connection)
            return {
                note_id: _choices(connection, _asked(connection, note_id, cards), cards)
                for note_id in note_ids
            }


class Cards:
    """The notes of the library as cards with a question and an answer.

    Notes without an article of ours are told apart by the title and the sentence they name as their
    source, with numbers below zero for article and place.
    """

    def __init__(self, notes: Sequence[Note], types: dict[int, NoteType]) -> None:
        self._types = types
        self._titles: dict[str, int] = {}
        self._places: dict[str, int] = {}
        self.sources: dict[int, dict[Span, tuple[str, Note]]] = {}
        self.of_note = {note.id: self.card(note) for note in notes}

    def card(self, note: Note) -> Draft:
        """A note as a card, as the writer of choices knows them."""
        note_type = self._types[note.note_type_id]
        question = to_text(note.fields[0])
        answer = to_text(note.fields[1]) if len(note.fields) > 1 else ""
        article_id, evidence = note.article_id, note.evidence
        if article_id is None or evidence is None:
            article_id, evidence = self._place(note, note_type)
        return Draft(
            role=note.role,
            type=CardType.CLOZE if note_type.is_cloze else CardType.BASIC,
            question=question,
            answer=hidden(question) if note_type.is_cloze else answer,
            evidence=evidence,
            article_id=article_id,
            note_id=note.id,
        )

    def _place(self, note: Note, note_type: NoteType) -> tuple[int, Span]:
        named = dict(zip((each.name for each in note_type.fields), note.fields, strict=False))
        title = named.get("Source title", "") or f"note {note.id}"
        sentence = to_text(named.get("Source sentence", ""))
        article = self._titles.setdefault(title, -1 - len(self._titles))
        place = self._places.setdefault(f"{title}\n{sentence or note.id}", -1 - len(self._places))
        span = Span(place, place)
        self.sources.setdefault(article, {})[span] = (sentence, note)
        return article, span


def cards_at_hand(connection: Connection) -> Cards:
    """The notes that phrases for wrong choices are taken from."""
    notes = notes_table.find(connection, "", None, _NOTES)
    return Cards(notes, note_types_table.by_id(connection))


def _asked(connection: Connection, note_id: int, cards: Cards) -> Draft:
    """The card of a note, with the words it has now and the fact it was made of."""
    note = notes_table.get(connection, note_id)
    if note is None:
        raise NotFound(f"There is no note {note_id}.")
    card = cards.of_note.get(note_id) or cards.card(note)
    made_of = drafts_table.of_note(connection, note_id)
    if made_of is None:
        return card
    return replace(made_of, question=card.question, answer=card.answer)


def _choices(connection: Connection, card: Draft, cards: Cards) -> tuple[str, ...]:
    from flashcards.writing.choices import choices

    article = drafts_table.of_article(connection, card.article_id) if card.article_id > 0 else []
    near = [each for each in article if each.state is not DraftState.REJECTED]
    known = {each.note_id for each in near} | {card.note_id}
    rest = [each for each in cards.of_note.values() if each.note_id not in known]
    return choices(
        card, facts_behind(connection, card, cards), [*(each for each in near if each.id != card.id), *rest]
    )


def facts_behind(connection: Connection, card: Draft, cards: Cards) -> tuple[Fact, ...]:
    """What the card's article says; of one that we do not have, the sentences that its notes quote."""
    if card.article_id > 0:
        return articles_table.facts_of(connection, card.article_id)
    return tuple(
        Fact(note.role, "", "", "", evidence=span, statement=sentence)
        for span, (sentence, note) in cards.sources.get(card.article_id, {}).items()
    )
