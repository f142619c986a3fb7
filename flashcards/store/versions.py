"""Which articles are versions of each other."""

from sqlalchemy import ColumnElement, Connection, insert, select

from flashcards.store.tables import articles, versions


def add(connection: Connection, article_id: int, previous_id: int) -> None:
    """Note that an article is a later version of another."""
    connection.execute(insert(versions).values(article_id=article_id, previous_id=previous_id))


def chain(connection: Connection, article_id: int) -> list[int]:
    """An article and the versions before it, the latest first."""
    found = [article_id]
    while True:
        query = select(versions.c.previous_id).where(versions.c.article_id == found[-1])
        previous = connection.execute(query).scalar()
        if previous is None or previous in found:
            return found
        found.append(previous)


def with_link(connection: Connection, link: str, key: str) -> list[int]:
    """Articles from an address that have another text than the one with that key, the latest first."""
    return _latest_first(connection, articles.c.source_link == link, key)


def with_name(connection: Connection, name: str, key: str) -> list[int]:
    """Articles from a file of that name that have another text, the latest first."""
    return _latest_first(connection, articles.c.source_name == name, key)


def _latest_first(connection: Connection, same: ColumnElement[bool], key: str) -> list[int]:
    query = (
        select(articles.c.id)
        .where(same, articles.c.key != key)
        .order_by(articles.c.added_at.desc(), articles.c.id.desc())
    )
    return list(connection.execute(query).scalars())
