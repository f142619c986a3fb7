"""Articles with their blocks and facts in the library."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Connection, Function, RowMapping, and_, case, delete, distinct, func, insert, select

from flashcards.core.articles import Article, ArticleSummary, Block, BlockKind, Source, SourceKind, Span
from flashcards.core.drafts import DraftState
from flashcards.core.facts import Fact, FactKind
from flashcards.store.tables import articles, blocks, drafts, facts


def add(connection: Connection, article: Article, found: Sequence[Fact], added_at: int) -> int:
    """Store an article with its blocks and facts; returns its id."""
    values = {
        "key": article.key,
        "title": article.title,
        "text": article.text,
        "source_kind": article.source.kind,
        "source_name": article.source.name,
        "source_link": article.source.link,
        "words": article.words,
        "added_at": added_at,
    }
    article_id = connection.execute(insert(articles).values(values)).lastrowid
    rows = [
        {
            "article_id": article_id,
            "position": position,
            "start": block.span.start,
            "end": block.span.end,
            "kind": block.kind,
            "level": block.level,
            "junk": block.junk,
        }
        for position, block in enumerate(article.blocks)
    ]
    if rows:
        connection.execute(insert(blocks), rows)
    if found:
        connection.execute(insert(facts), [_fact_row(article_id, *each) for each in enumerate(found)])
    return article_id


def id_of_key(connection: Connection, key: str) -> int | None:
    """The article with that text, if it was read before."""
    return connection.execute(select(articles.c.id).where(articles.c.key == key)).scalar()


def get(connection: Connection, article_id: int) -> Article | None:
    """An article with its blocks."""
    row = connection.execute(select(articles).where(articles.c.id == article_id)).mappings().first()
    if row is None:
        return None
    query = select(blocks).where(blocks.c.article_id == article_id).order_by(blocks.c.position)
    found = tuple(
        Block(Span(each["start"], each["end"]), BlockKind(each["kind"]), each["level"], each["junk"])
        for each in connection.execute(query).mappings()
    )
    return Article(row["title"], row["text"], found, _source(row), article_id)


def facts_of(connection: Connection, article_id: int) -> tuple[Fact, ...]:
    """The facts of an article, in its order."""
    query = select(facts).where(facts.c.article_id == article_id).order_by(facts.c.position)
    return tuple(_fact(row) for row in connection.execute(query).mappings())


def claims_of(connection: Connection, article_id: int) -> list[Span]:
    """Where the facts of an article stand, in its order."""
    query = select(facts.c.start, facts.c.end).where(facts.c.article_id == article_id)
    return [Span(*row) for row in connection.execute(query.order_by(facts.c.position))]


def summaries(connection: Connection) -> list[ArticleSummary]:
    """Every article with its counts, the latest first."""

    def of_state(state: DraftState) -> Function[int]:
        return func.count(case((drafts.c.state == state, 1)))

    fact_count = (
        select(func.count()).where(facts.c.article_id == articles.c.id).correlate(articles).scalar_subquery()
    )
    has_card = (drafts.c.state == DraftState.ACCEPTED, drafts.c.fact >= 0)
    covered = func.count(distinct(case((and_(*has_card), drafts.c.fact))))
    query = (
        select(
            articles,
            of_state(DraftState.WAITING).label("waiting"),
            of_state(DraftState.ACCEPTED).label("accepted"),
            of_state(DraftState.REJECTED).label("rejected"),
            fact_count.label("facts"),
            covered.label("covered"),
        )
        .outerjoin(drafts, drafts.c.article_id == articles.c.id)
        .group_by(articles.c.id)
        .order_by(articles.c.added_at.desc(), articles.c.id.desc())
    )
    return [
        ArticleSummary(
            id=row["id"],
            title=row["title"],
            source=_source(row),
            words=row["words"],
            added_at=row["added_at"],
            waiting=row["waiting"],
            accepted=row["accepted"],
            rejected=row["rejected"],
            facts=row["facts"],
            covered=row["covered"],
        )
        for row in connection.execute(query).mappings()
    ]


def remove(connection: Connection, article_id: int) -> bool:
    """Delete an article with its facts and drafts; cards made from it stay. False if it was not there."""
    return bool(connection.execute(delete(articles).where(articles.c.id == article_id)).rowcount)


def _fact(row: RowMapping) -> Fact:
    detail = json.loads(row["detail"])
    detail["gaps"] = tuple(detail.get("gaps", ()))
    return Fact(kind=FactKind(row["kind"]), evidence=Span(row["start"], row["end"]), **detail)


def _fact_row(article_id: int, position: int, fact: Fact) -> dict[str, object]:
    detail = asdict(fact)
    del detail["kind"], detail["evidence"]
    return {
        "article_id": article_id,
        "position": position,
        "start": fact.evidence.start,
        "end": fact.evidence.end,
        "kind": fact.kind,
        "detail": json.dumps(detail, ensure_ascii=False),
    }


def _source(row: RowMapping) -> Source:
    return Source(SourceKind(row["source_kind"]), row["source_name"], row["source_link"])
