"""Articles with their blocks and facts in the library."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import (
    ColumnElement,
    Connection,
    Function,
    RowMapping,
    Subquery,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    or_,
    select,
)

from flashcards.core.articles import Article, ArticleSummary, Block, BlockKind, Source, SourceKind, Span
from flashcards.core.drafts import DraftState
from flashcards.core.facts import Fact, FactKind
from flashcards.core.reviews import CardState
from flashcards.store import snapshots as snapshots_table
from flashcards.store.folding import holds
from flashcards.store.prepared import Prepared
from flashcards.store.tables import articles, blocks, cards, drafts, facts, notes

_KINDS = {kind.value: kind for kind in BlockKind}
_BLOCKS = Prepared(
    select(blocks.c.start, blocks.c.end, blocks.c.kind, blocks.c.level, blocks.c.junk)
    .where(blocks.c.article_id == bindparam("wanted"))
    .order_by(blocks.c.position)
)


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
        "author": article.source.author,
        "date": article.source.date,
        "licence": article.source.licence,
        "pages": json.dumps(article.pages) if article.pages else "",
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
    if article.snapshot:
        snapshots_table.add(connection, article_id, article.snapshot)
    if found:
        connection.execute(insert(facts), [_fact_row(article_id, *each) for each in enumerate(found)])
    return article_id


def id_of_key(connection: Connection, key: str) -> int | None:
    """The article with that text, if it was read before."""
    return connection.execute(select(articles.c.id).where(articles.c.key == key)).scalar()


def key_of(connection: Connection, article_id: int) -> str | None:
    """The key of an article's text."""
    return connection.execute(select(articles.c.key).where(articles.c.id == article_id)).scalar()


def get(connection: Connection, article_id: int) -> Article | None:
    """An article with its blocks."""
    row = connection.execute(select(articles).where(articles.c.id == article_id)).mappings().first()
    if row is None:
        return None
    found = tuple(
        Block(Span(start, end), _KINDS[kind], level, junk)
        for start, end, kind, level, junk in _BLOCKS.tuples(connection, wanted=article_id)
    )
    pages = tuple(json.loads(row["pages"])) if row["pages"] else ()
    return Article(row["title"], row["text"], found, _source(row), article_id, pages)


def facts_of(connection: Connection, article_id: int) -> tuple[Fact, ...]:
    """The facts of an article, in its order."""
    query = select(facts).where(facts.c.article_id == article_id).order_by(facts.c.position)
    return tuple(_fact(row) for row in connection.execute(query).mappings())


#: What a line of the list of articles has no use for.
_LONG = ("text", "pages")


def summaries(connection: Connection, today: int, query: str = "") -> list[ArticleSummary]:
    """Every article that holds every word of the query, with its counts, the latest first.

    `today` is the study day on which cards count as mastered.
    """

    def of_state(state: DraftState) -> Function[int]:
        return func.count(case((drafts.c.state == state, 1)))

    fact_count = (
        select(func.count()).where(facts.c.article_id == articles.c.id).correlate(articles).scalar_subquery()
    )
    covered = case((and_(drafts.c.state == DraftState.ACCEPTED, drafts.c.fact >= 0), drafts.c.fact))
    studied = _studied(today)
    found = (
        select(
            *(column for column in articles.c if column.name not in _LONG),
            of_state(DraftState.WAITING).label("waiting"),
            of_state(DraftState.ACCEPTED).label("accepted"),
            of_state(DraftState.REJECTED).label("rejected"),
            fact_count.label("facts"),
            func.count(covered.distinct()).label("covered"),
            func.coalesce(studied.c.cards, 0).label("cards"),
            func.coalesce(studied.c.mastered, 0).label("mastered"),
        )
        .outerjoin(drafts, drafts.c.article_id == articles.c.id)
        .outerjoin(studied, studied.c.article_id == articles.c.id)
        .where(*(_holds(word) for word in query.split()))
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
            cards=row["cards"],
            mastered=row["mastered"],
        )
        for row in connection.execute(found).mappings()
    ]


def _studied(today: int) -> Subquery:
    """For each article its cards and how many of them are mastered.

    FSRS's stability is the days in which the chance of recall falls to 90 %, whatever the shape of the curve:
    so long after the last answer, a card in review still has that chance.
    """
    mastered = and_(
        cards.c.state == int(CardState.REVIEW),
        cards.c.stability.is_not(None),
        today - cards.c.last_day <= cards.c.stability,
    )
    return (
        select(
            notes.c.article_id,
            func.count().label("cards"),
            func.count(case((mastered, 1))).label("mastered"),
        )
        .join(cards, cards.c.note_id == notes.c.id)
        .where(cards.c.suspended == 0, notes.c.article_id.is_not(None))
        .group_by(notes.c.article_id)
        .subquery()
    )


def _holds(word: str) -> ColumnElement[bool]:
    """Whether an article's title, text, author or source holds a word."""
    columns = (
        articles.c.title,
        articles.c.text,
        articles.c.author,
        articles.c.source_name,
        articles.c.source_link,
    )
    return or_(*(holds(column, word) for column in columns))


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
    return Source(
        SourceKind(row["source_kind"]),
        row["source_name"],
        row["source_link"],
        row["author"],
        row["date"],
        row["licence"],
    )
