"""Drafts in the library."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from flashcards.core.articles import Span
from flashcards.core.drafts import CardType, Draft, DraftState
from flashcards.core.facts import FactKind
from flashcards.store.tables import drafts


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


def of_article(connection: Connection, article_id: int) -> list[Draft]:
    """The drafts of an article in its order."""
    query = select(drafts).where(drafts.c.article_id == article_id).order_by(drafts.c.position)
    return [_draft(row) for row in connection.execute(query).mappings()]


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


def _draft(row: RowMapping) -> Draft:
    return Draft(
        role=FactKind(row["role"]),
        type=CardType(row["type"]),
        question=row["question"],
        answer=row["answer"],
        evidence=Span(row["start"], row["end"]),
        hedged=bool(row["hedged"]),
        section=row["section"],
        fact=row["fact"],
        score=row["score"],
        state=DraftState(row["state"]),
        id=row["id"],
        article_id=row["article_id"],
        note_id=row["note_id"],
    )
