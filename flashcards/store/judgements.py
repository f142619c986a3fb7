"""What the user decided about drafts, in the library."""

import json
from collections.abc import Iterable

from sqlalchemy import Connection, RowMapping, Select, delete, insert, select

from flashcards.core.drafts import CardType
from flashcards.core.facts import FactKind
from flashcards.core.judgements import Judgement, Verdict, sentence_key
from flashcards.store.tables import judgements

#: So many values go into one statement; SQLite takes 32,766.
_CHUNK = 500


def add(connection: Connection, judgement: Judgement) -> int:
    """Store a judgement; returns its id."""
    return connection.execute(insert(judgements).values(_row(judgement))).lastrowid


def all_of_them(connection: Connection) -> list[Judgement]:
    """Every judgement, the earliest first."""
    return _found(connection, select(judgements))


def of_draft(connection: Connection, draft_id: int) -> list[Judgement]:
    """The judgements on a draft, the earliest first."""
    return _found(connection, select(judgements).where(judgements.c.draft_id == draft_id))


def of_sentences(connection: Connection, sentences: Iterable[str]) -> dict[str, list[Judgement]]:
    """The judgements on cards of those sentences, by the key of the sentence, the earliest first."""
    keys = sorted({sentence_key(each) for each in sentences})
    found: dict[str, list[Judgement]] = {}
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        query = select(judgements).where(judgements.c.sentence_key.in_(chunk))
        for judgement in _found(connection, query):
            found.setdefault(sentence_key(judgement.sentence), []).append(judgement)
    return found


def remove(connection: Connection, ids: Iterable[int]) -> None:
    """Delete judgements that no longer hold."""
    connection.execute(delete(judgements).where(judgements.c.id.in_(list(ids))))


def _found(connection: Connection, query: Select[tuple[object, ...]]) -> list[Judgement]:
    return [_judgement(row) for row in connection.execute(query.order_by(judgements.c.id)).mappings()]


def _row(judgement: Judgement) -> dict[str, object]:
    return {
        "draft_id": judgement.draft_id,
        "verdict": judgement.verdict,
        "reason": judgement.reason,
        "role": judgement.role,
        "type": judgement.type,
        "question": judgement.question,
        "answer": judgement.answer,
        "question_after": judgement.question_after,
        "answer_after": judgement.answer_after,
        "sentence_key": sentence_key(judgement.sentence),
        "sentence": judgement.sentence,
        "score": judgement.score,
        "features": json.dumps(dict(judgement.features), sort_keys=True, ensure_ascii=False),
        "judged_at": judgement.judged_at,
    }


def _judgement(row: RowMapping) -> Judgement:
    return Judgement(
        verdict=Verdict(row["verdict"]),
        role=FactKind(row["role"]),
        type=CardType(row["type"]),
        question=row["question"],
        answer=row["answer"],
        question_after=row["question_after"],
        answer_after=row["answer_after"],
        sentence=row["sentence"],
        score=row["score"],
        reason=row["reason"],
        features=json.loads(row["features"]),
        judged_at=row["judged_at"],
        draft_id=row["draft_id"],
        id=row["id"],
    )
