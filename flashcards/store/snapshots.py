"""Web pages as they came, packed (zlib), one for each article that was fetched."""

import zlib

from sqlalchemy import Connection, insert, select

from flashcards.core.articles import Snapshot
from flashcards.store.tables import snapshots


def add(connection: Connection, article_id: int, snapshot: Snapshot) -> None:
    """Keep the page of an article; it goes with the article."""
    values = {
        "article_id": article_id,
        "address": snapshot.address,
        "media_type": snapshot.media_type,
        "content": zlib.compress(snapshot.content, 6),
    }
    connection.execute(insert(snapshots).values(values))


def get(connection: Connection, article_id: int) -> Snapshot | None:
    """The page of an article, if one was kept."""
    row = connection.execute(select(snapshots).where(snapshots.c.article_id == article_id)).mappings().first()
    if row is None:
        return None
    return Snapshot(row["address"], row["media_type"], zlib.decompress(row["content"]))
