"""How a draft becomes a note."""

import re
import secrets
import string
from collections.abc import Sequence

from flashcards.core.articles import Article, SourceKind
from flashcards.core.cards import Note, NoteType
from flashcards.core.drafts import CardType, Draft, DraftState
from flashcards.core.errors import BadInput
from flashcards.core.note_types import BASIC, CLOZE, LIST, SEQUENCE
from flashcards.core.origins import origin_of, place_of
from flashcards.core.rendering import hidden, ordinals, to_html
from flashcards.core.text import storable
from flashcards.store import cards as cards_table
from flashcards.store import drafts as drafts_table
from flashcards.store import notes as notes_table
from flashcards.store import origins as origins_table
from flashcards.store.library import Connection

#: The root of all our tags in Anki, so that they stay together there.
TAG_ROOT = "flashcards"

_TYPES = {
    CardType.BASIC: BASIC,
    CardType.CLOZE: CLOZE,
    CardType.LIST: LIST,
    CardType.SEQUENCE: SEQUENCE,
}
_TAG_BREAK = re.compile(r"[\s,;\"]+")
#: Without "-": a spreadsheet takes a cell that begins with it for a formula.
_GUID_SIGNS = string.ascii_letters + string.digits
_NOT_IN_TAG = re.compile(r"[^\w-]+")


def note_of(draft: Draft, article: Article, now: int, tags: Sequence[str] = ()) -> Note:
    """A new note with the draft's words, its source sentence and where that stands; `now` in milliseconds.

    `tags` join those that tell role, article and section.

    The guid is random, never made from the text: an edited card stays the same card in Anki.
    """
    guid = new_guid()
    note_type = note_type_of(draft)
    source = article.quote(draft.evidence)
    shared = {
        "Source sentence": to_html(" ".join(source.split())),
        "Source title": to_html(article.title),
        "Source link": to_html(article.source.link),
        "Location": to_html(place_of(draft.section, article.page_of(draft.evidence))),
        "Role": draft.role.value,
        "Uid": guid,
    }
    names = [each.name for each in note_type.fields[2:]]
    return Note(
        id=0,
        guid=guid,
        note_type_id=note_type.id,
        fields=(*fields_of(draft), *(shared.get(name, "") for name in names)),
        tags=tuple(dict.fromkeys((*_tags(draft, article), *tags))),
        role=draft.role,
        article_id=article.id or None,
        evidence=draft.evidence,
        created_at=now,
        edited_at=now,
    )


def new_guid() -> str:
    """Sixteen letters and digits by chance (95 bits): nobody else's note has the same."""
    return "".join(secrets.choice(_GUID_SIGNS) for _sign in range(16))


def fields_of(draft: Draft) -> tuple[str, str]:
    """The first two fields of a draft's note: front and back, or cloze text and nothing extra."""
    if draft.type is CardType.CLOZE:
        return to_html(draft.question), ""
    return to_html(draft.question), to_html(draft.answer)


def checked_sides(kind: CardType, question: str, answer: str) -> tuple[str, str]:
    """A card's words, tidied; the answer of a gap card is its gaps. Raises `BadInput` when a side is missing."""
    question, answer = storable(question).strip(), storable(answer).strip()
    if kind is CardType.CLOZE:
        answer = hidden(question)
        if not answer:
            raise BadInput("A gap card needs at least one gap, such as {{c1::this}}.")
    if not question or not answer:
        raise BadInput("A card needs a question and an answer.")
    return question, answer


def checked_tags(text: str) -> tuple[str, ...]:
    """The tags that a line of words separated by spaces or commas names, without signs that a tag cannot hold."""
    return tuple(dict.fromkeys(each for each in _TAG_BREAK.split(storable(text)) if each))


def fit_cards(
    connection: Connection, note_id: int, note_type: NoteType, fields: tuple[str, ...], deck_id: int
) -> None:
    """Give a note the cards that its fields make: new ones for new gaps; those of lost gaps go.

    Raises `BadInput` when there would be none.
    """
    wanted = ordinals(note_type, fields)
    if not wanted:
        raise BadInput("A gap card needs at least one gap, such as {{c1::this}}.")
    there = {card.ordinal: card.id for card in cards_table.of_note(connection, note_id)}
    lost = [id_ for ordinal, id_ in there.items() if ordinal not in wanted]
    if lost:
        cards_table.remove(connection, lost)
    cards_table.add(connection, note_id, deck_id, [each for each in wanted if each not in there])


def take_in(connection: Connection, draft: Draft, article: Article, note: Note, deck_id: int) -> None:
    """Store a draft's note with its cards and where it comes from, and that the draft was accepted."""
    note_id = notes_table.add(connection, note)
    origins_table.add(connection, note_id, origin_of(article, draft.evidence, draft.section))
    fit_cards(connection, note_id, note_type_of(draft), note.fields, deck_id)
    drafts_table.decide(connection, draft.id, DraftState.ACCEPTED, note_id)


def note_type_of(draft: Draft) -> NoteType:
    """The note type for a draft."""
    return _TYPES[draft.type]


def _tags(draft: Draft, article: Article) -> tuple[str, ...]:
    tags = [f"{TAG_ROOT}::role::{draft.role.value}", f"{TAG_ROOT}::article::{_tag(article.title)}"]
    if draft.section:
        tags.append(f"{TAG_ROOT}::section::{_tag(draft.section)}")
    if draft.hedged:
        tags.append(f"{TAG_ROOT}::hedged")
    if article.source.kind is SourceKind.BUNDLED:
        tags.append(f"{TAG_ROOT}::example")
    return tuple(tags)


def _tag(text: str) -> str:
    return _NOT_IN_TAG.sub("-", text.lower()).strip("-")[:60] or "untitled"
