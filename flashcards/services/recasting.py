"""Accepted cards in another shape: their notes are made anew, and every card that goes on keeps its history."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flashcards.core.cards import Card, Note
from flashcards.core.drafts import CardType, Draft, DraftState
from flashcards.core.judgements import Verdict
from flashcards.core.note_types import BASIC
from flashcards.core.origins import origin_of
from flashcards.core.rendering import hidden, ordinals, to_text
from flashcards.core.reshaping import gap_starts
from flashcards.services.answering import LEECH
from flashcards.services.judging import DecisionLog
from flashcards.services.making import note_of, note_type_of
from flashcards.store import articles as articles_table
from flashcards.store import cards as cards_table
from flashcards.store import drafts as drafts_table
from flashcards.store import notes as notes_table
from flashcards.store import origins as origins_table
from flashcards.store.library import Connection

#: Where both of our note types have the student's own words.
_STUDENT = BASIC.index("Student note")


def as_it_is_now(connection: Connection, draft: Draft) -> Draft:
    """A draft with the words that its note has by now, if it has one: they may have been edited since."""
    note = None if draft.note_id is None else notes_table.get(connection, draft.note_id)
    if note is None:
        return draft
    question, answer = (to_text(field) for field in note.fields[:2])
    return replace(
        draft, question=question, answer=hidden(question) if draft.type is CardType.CLOZE else answer
    )


def part_accepted(connection: Connection, old: Draft, parts: Sequence[Draft], now: int) -> list[int]:
    """Put parts in place of an accepted draft; each takes over the card of its gap, or the first the only card.

    A leech that is parted asks for less, so it is none any more. Returns the parts' ids.
    """
    cards = _cards_of(connection, old)
    leeches = [card.id for card in cards if card.leech]
    if leeches and old.note_id is not None:
        cards_table.mark(connection, leeches, leech=0, suspended=0)
        notes_table.remove_tag(connection, [old.note_id], LEECH)
    heirs = cards if len(cards) == len(parts) else cards[:1]
    ids = drafts_table.replace(connection, [old], parts)
    given = [{0: heirs[at]} if at < len(heirs) else {} for at in range(len(parts))]
    _recast(connection, [old], list(zip(ids, given, strict=True)), now)
    return ids


def join_accepted(connection: Connection, old: Sequence[Draft], whole: Draft, now: int) -> list[int]:
    """Put one draft in place of several, some of them accepted; its gaps take over the cards that asked for them.

    A question with all answers takes over the first card. Returns its id.
    """
    ids = drafts_table.replace(connection, old, [whole])
    accepted = [draft for draft in old if draft.note_id is not None]
    given: dict[int, Card] = {}
    if whole.type is CardType.CLOZE:
        numbers = gap_starts(whole.question)
        for draft in accepted:
            starts = {number: start for start, number in gap_starts(draft.question).items()}
            for card in _cards_of(connection, draft):
                number = numbers.get(starts.get(card.ordinal + 1, -1))
                if number is not None:
                    given.setdefault(number - 1, card)
    else:
        given[0] = _cards_of(connection, accepted[0])[0]
    _recast(connection, accepted, [(ids[0], given)], now)
    return ids


def _cards_of(connection: Connection, draft: Draft) -> list[Card]:
    return [] if draft.note_id is None else cards_table.of_note(connection, draft.note_id)


def _recast(
    connection: Connection,
    old: Sequence[Draft],
    made: Sequence[tuple[int, Mapping[int, Card]]],
    now: int,
) -> None:
    """Make notes for drafts in the deck of the old ones, which go; `made` has ids with the old cards by ordinal."""
    article = articles_table.get(connection, old[0].article_id)
    assert article is not None
    notes = [note for draft in old if (note := notes_table.get(connection, draft.note_id or 0)) is not None]
    deck_id = _cards_of(connection, old[0])[0].deck_id
    log = DecisionLog(connection, now)
    for number, (draft_id, heirs) in enumerate(made):
        (draft,) = drafts_table.get(connection, [draft_id])
        note = _like(note_of(draft, article, now), notes[0])
        if number == 0 and note.note_type_id == notes[0].note_type_id:
            # The same note for Anki, which then changes it instead of keeping the old one beside the new.
            notes_table.release_guid(connection, notes[0].id)
            note = _named(note, notes[0].guid)
        note_id = notes_table.add(connection, note)
        origins_table.add(connection, note_id, origin_of(article, draft.evidence, draft.section))
        for ordinal in ordinals(note_type_of(draft), note.fields):
            if ordinal in heirs:
                cards_table.mark(connection, [heirs[ordinal].id], note_id=note_id, ordinal=ordinal)
            else:
                cards_table.add(connection, note_id, deck_id, [ordinal])
        drafts_table.decide(connection, draft.id, DraftState.ACCEPTED, note_id)
        log.decided(draft, Verdict.KEEP)
    notes_table.remove(connection, [note.id for note in notes])


def _like(note: Note, old: Note) -> Note:
    """With the tags and the student's own words of the note before."""
    fields = (*note.fields[:_STUDENT], old.fields[_STUDENT], *note.fields[_STUDENT + 1 :])
    return replace(note, fields=fields, tags=tuple(dict.fromkeys((*note.tags, *old.tags))))


def _named(note: Note, guid: str) -> Note:
    return replace(note, guid=guid, fields=(*note.fields[:-1], guid))
