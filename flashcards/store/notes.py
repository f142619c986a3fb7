"""Notes in the library."""

from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import (
    Connection,
    ScalarSelect,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from flashcards.core.articles import Span
from flashcards.core.cards import Note
from flashcards.core.facts import FactKind
from flashcards.store import edits
from flashcards.store.editions import keep_removed
from flashcards.store.folding import holds
from flashcards.store.prepared import Prepared, Row
from flashcards.store.tables import cards, decks, notes

_SEPARATOR = "\x1f"
_AT_ONCE = 5000
_REWRITE = (
    update(notes)
    .where(notes.c.id == bindparam("note"))
    .values(fields=bindparam("new_fields"), edited_at=bindparam("at"))
)
_RETAG = update(notes).where(notes.c.id == bindparam("note")).values(tags=bindparam("new_tags"))
_ONE = Prepared(select(notes).where(notes.c.id == bindparam("wanted")))


def add(connection: Connection, note: Note) -> int:
    """Store a note; returns its id."""
    return connection.execute(insert(notes).values(row_of(note))).lastrowid


def row_of(note: Note) -> dict[str, object]:
    """A note as a row of the table, without its id; for bulk writes too."""
    return {
        "guid": note.guid,
        "note_type_id": note.note_type_id,
        "article_id": note.article_id,
        "start": note.evidence.start if note.evidence else None,
        "end": note.evidence.end if note.evidence else None,
        "role": note.role,
        "fields": _SEPARATOR.join(note.fields),
        "tags": " ".join(note.tags),
        "created_at": note.created_at,
        "edited_at": note.edited_at,
    }


def first_made(connection: Connection) -> int | None:
    """When the oldest note was made, in milliseconds; None where there are no notes."""
    first: int | None = connection.execute(select(func.min(notes.c.created_at))).scalar()
    return first


def get(connection: Connection, note_id: int) -> Note | None:
    """The note with that id."""
    row = _ONE.first(connection, wanted=note_id)
    return None if row is None else note_of(row)


def find(connection: Connection, query: str, deck_ids: Sequence[int] | None, limit: int) -> list[Note]:
    """Notes whose fields or tags hold every word of the query, oldest first."""
    found = select(notes).order_by(notes.c.id).limit(limit)
    for word in query.split():
        found = found.where(or_(holds(notes.c.fields, word), holds(notes.c.tags, word)))
    if deck_ids is not None:
        found = found.where(notes.c.id.in_(select(cards.c.note_id).where(cards.c.deck_id.in_(deck_ids))))
    return [note_of(row) for row in connection.execute(found).mappings()]


def of_decks(connection: Connection, deck_ids: Sequence[int]) -> list[tuple[Note, str]]:
    """Every note with a card in those decks, with the name of that card's deck, in order of study."""
    query = (
        select(notes, decks.c.name)
        .join(cards, cards.c.note_id == notes.c.id)
        .join(decks, decks.c.id == cards.c.deck_id)
        .where(cards.c.deck_id.in_(deck_ids), cards.c.ordinal == _first_ordinal())
        .order_by(decks.c.name, cards.c.position, cards.c.id)
    )
    return [(note_of(row), row["name"]) for row in connection.execute(query).mappings()]


def of_articles(connection: Connection, article_ids: Sequence[int]) -> list[Note]:
    """The notes made from articles, oldest first."""
    query = select(notes).where(notes.c.article_id.in_(article_ids)).order_by(notes.c.id)
    return [note_of(row) for row in connection.execute(query).mappings()]


def of_article(connection: Connection, article_id: int) -> list[Note]:
    """Every note that was made from an article, in its order."""
    query = select(notes).where(notes.c.article_id == article_id).order_by(notes.c.start, notes.c.id)
    return [note_of(row) for row in connection.execute(query).mappings()]


def known_guids(connection: Connection, guids: Sequence[str]) -> set[str]:
    """Which of the guids belong to a note in the library."""
    found: set[str] = set()
    for at in range(0, len(guids), 5000):
        query = select(notes.c.guid).where(notes.c.guid.in_(guids[at : at + 5000]))
        found.update(connection.execute(query).scalars())
    return found


def rewrite(connection: Connection, note_id: int, fields: Sequence[str], edited_at: int) -> None:
    """Change a note's fields; what they were stays in its history."""
    rewrite_all(connection, [(note_id, fields)], edited_at)


def rewrite_all(connection: Connection, rows: Sequence[tuple[int, Sequence[str]]], edited_at: int) -> None:
    """Change the fields of many notes; what they were stays in their history."""
    edits.keep(connection, rows, edited_at)
    values = [
        {"note": note_id, "new_fields": _SEPARATOR.join(fields), "at": edited_at} for note_id, fields in rows
    ]
    connection.execute(_REWRITE, values)


def retype(connection: Connection, note_id: int, note_type_id: int, edited_at: int) -> None:
    """Make a note one of another type with as many fields."""
    values = {"note_type_id": note_type_id, "edited_at": edited_at}
    connection.execute(update(notes).where(notes.c.id == note_id).values(values))


def release_guid(connection: Connection, note_id: int) -> None:
    """Let another note take the guid of one that is about to go."""
    released = {"guid": notes.c.guid.concat(" (before)")}
    connection.execute(update(notes).where(notes.c.id == note_id).values(released))


def add_tag(connection: Connection, note_ids: Sequence[int], tag: str) -> None:
    """Give notes a tag that they do not have yet."""
    _retag(connection, note_ids, lambda tags: tags if tag in tags else (*tags, tag))


def remove_tag(connection: Connection, note_ids: Sequence[int], tag: str) -> None:
    """Take a tag from notes."""
    _retag(connection, note_ids, lambda tags: tuple(each for each in tags if each != tag))


def _retag(
    connection: Connection, note_ids: Sequence[int], change: Callable[[tuple[str, ...]], tuple[str, ...]]
) -> None:
    changed = []
    for part in parts_of(note_ids):
        query = select(notes.c.id, notes.c.tags).where(notes.c.id.in_(part))
        for note_id, tags in connection.execute(query):
            before = tuple(tags.split())
            after = change(before)
            if after != before:
                changed.append({"note": note_id, "new_tags": " ".join(after)})
    if changed:
        connection.execute(_RETAG, changed)


def remove(connection: Connection, note_ids: Sequence[int]) -> None:
    """Delete notes with their cards and answers."""
    for part in parts_of(note_ids):
        which = notes.c.id.in_(part)
        keep_removed(connection, which)
        connection.execute(delete(notes).where(which))


def some(connection: Connection, note_ids: Sequence[int]) -> list[Note]:
    """The notes with those ids that there are, in no order."""
    found: list[Note] = []
    for part in parts_of(note_ids):
        rows = connection.execute(select(notes).where(notes.c.id.in_(part))).mappings()
        found.extend(note_of(row) for row in rows)
    return found


def all_tags(connection: Connection) -> list[str]:
    """Every tag that a note has, by name."""
    rows = connection.execute(select(notes.c.tags).distinct()).scalars()
    return sorted({tag for tags in rows for tag in tags.split()}, key=str.casefold)


def fields_after(connection: Connection, last_id: int, limit: int) -> list[tuple[int, int, list[str]]]:
    """Of the notes after one, in order of ids: id, note type and fields."""
    query = select(notes.c.id, notes.c.note_type_id, notes.c.fields).where(notes.c.id > last_id)
    rows = connection.execute(query.order_by(notes.c.id).limit(limit))
    return [(row[0], row[1], row[2].split(_SEPARATOR)) for row in rows]


def parts_of(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Ids in parts that fit into one statement."""
    for at in range(0, len(ids), _AT_ONCE):
        yield ids[at : at + _AT_ONCE]


def _first_ordinal() -> ScalarSelect[int]:
    other = cards.alias()
    return select(func.min(other.c.ordinal)).where(other.c.note_id == notes.c.id).scalar_subquery()


def note_of(row: Row) -> Note:
    """A row of the table as a note."""
    return Note(
        id=row["id"],
        guid=row["guid"],
        note_type_id=row["note_type_id"],
        fields=tuple(row["fields"].split(_SEPARATOR)),
        tags=tuple(row["tags"].split()),
        role=FactKind(row["role"]),
        article_id=row["article_id"],
        evidence=None if row["start"] is None else Span(row["start"], row["end"]),
        created_at=row["created_at"],
        edited_at=row["edited_at"],
    )
