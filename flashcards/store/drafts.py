"""Drafts in the library."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from flashcards.core.articles import Span
from flashcards.core.drafts import CardType, Draft, DraftState
from flashcards.core.facts import FactKind
from flashcards.store.prepared import Prepared, Row
from flashcards.store.tables import drafts

_OF_ARTICLE = Prepared(
    select(drafts).where(drafts.c.article_id == bindparam("article")).order_by(drafts.c.position)
)
#: Faster than making each anew: a long article has hundreds of drafts.
_ROLES = {each.value: each for each in FactKind}
_TYPES = {each.value: each for each in CardType}
_STATES = {each.value: each for each in DraftState}


def add(connection: Connection, article_id: int, new: Sequence[Draft]) -> list[int]:
    """Store drafts behind those the article already has; returns their ids in order."""
    last = connection.execute(
        select(func.coalesce(func.max(drafts.c.position), -1)).where(drafts.c.article_id == article_id)
    ).scalar_one()
    rows = [_row(article_id, last + 1 + number, draft) for number, draft in enumerate(new)]
    if not rows:
        return []
    connection.execute(insert(drafts), rows)
    query = (
        select(drafts.c.id)
        .where(drafts.c.article_id == article_id, drafts.c.position > last)
        .order_by(drafts.c.position)
    )
    return list(connection.execute(query).scalars())


def replace(connection: Connection, old: Sequence[Draft], new: Sequence[Draft]) -> list[int]:
    """Put drafts where others of the article stood, which go; returns the new ones' ids in order."""
    place = select(drafts.c.position).where(drafts.c.id == old[0].id)
    position = connection.execute(place).scalar_one()
    connection.execute(delete(drafts).where(drafts.c.id.in_([each.id for each in old])))
    return insert_before(connection, old[0].article_id, position, new)


def insert_by_place(connection: Connection, article_id: int, new: Draft) -> int:
    """Store a draft before the first whose evidence stands later in the article; returns its id."""
    query = select(func.min(drafts.c.position)).where(
        drafts.c.article_id == article_id, drafts.c.start > new.evidence.start
    )
    return insert_before(connection, article_id, connection.execute(query).scalar(), [new])[0]


def insert_before(
    connection: Connection, article_id: int, position: int | None, new: Sequence[Draft]
) -> list[int]:
    """Store drafts from a position on, None for the end; those that stood there move up."""
    if position is None:
        return add(connection, article_id, new)
    later = (drafts.c.article_id == article_id, drafts.c.position >= position)
    connection.execute(update(drafts).where(*later).values(position=drafts.c.position + len(new)))
    rows = [_row(article_id, position + number, draft) for number, draft in enumerate(new)]
    return [connection.execute(insert(drafts).values(row)).lastrowid for row in rows]


def of_article(connection: Connection, article_id: int) -> list[Draft]:
    """The drafts of an article in its order."""
    return [_draft(row) for row in _OF_ARTICLE.rows(connection, article=article_id)]


def get(connection: Connection, ids: Iterable[int]) -> list[Draft]:
    """The drafts with those ids that exist, in the article's order."""
    query = select(drafts).where(drafts.c.id.in_(list(ids))).order_by(drafts.c.article_id, drafts.c.position)
    return [_draft(row) for row in connection.execute(query).mappings()]


def of_note(connection: Connection, note_id: int) -> Draft | None:
    """The draft that became a note, if it is still there."""
    row = connection.execute(select(drafts).where(drafts.c.note_id == note_id)).mappings().first()
    return None if row is None else _draft(row)


def decide(connection: Connection, draft_id: int, state: DraftState, note_id: int | None = None) -> None:
    """Set what was decided about a draft, and the note it became."""
    connection.execute(update(drafts).where(drafts.c.id == draft_id).values(state=state, note_id=note_id))


def reject_without_note(connection: Connection) -> None:
    """Set accepted drafts whose note was deleted to rejected: whoever deletes a card does not want it."""
    lost = (drafts.c.state == DraftState.ACCEPTED, drafts.c.note_id.is_(None))
    connection.execute(update(drafts).where(*lost).values(state=DraftState.REJECTED))


def rewrite(connection: Connection, draft_id: int, question: str, answer: str) -> None:
    """Change the words of a draft."""
    connection.execute(update(drafts).where(drafts.c.id == draft_id).values(question=question, answer=answer))


def _row(article_id: int, position: int, draft: Draft) -> dict[str, object]:
    return {
        "article_id": article_id,
        "position": position,
        "fact": draft.fact,
        "start": draft.evidence.start,
        "end": draft.evidence.end,
        "role": draft.role,
        "type": draft.type,
        "question": draft.question,
        "answer": draft.answer,
        "hedged": int(draft.hedged),
        "section": draft.section,
        "score": draft.score,
        "state": draft.state,
    }


def _draft(row: Row) -> Draft:
    return Draft(
        role=_ROLES[row["role"]],
        type=_TYPES[row["type"]],
        question=row["question"],
        answer=row["answer"],
        evidence=Span(row["start"], row["end"]),
        hedged=bool(row["hedged"]),
        section=row["section"],
        fact=row["fact"],
        score=row["score"],
        state=_STATES[row["state"]],
        id=row["id"],
        article_id=row["article_id"],
        note_id=row["note_id"],
    )
