"""Queries of the answer path, run without SQLAlchemy's share: it costs more than SQLite's work for one row."""

from functools import cached_property
from typing import Any

from sqlalchemy import ClauseElement, Connection, RowMapping
from sqlalchemy.dialects.sqlite import dialect

Row = RowMapping | dict[str, Any]


class Prepared:
    """A query that is put into SQL once. Values come as SQLite has them: no column type may need conversion."""

    def __init__(self, query: ClauseElement) -> None:
        self._query = query

    def rows(self, connection: Connection, **values: object) -> list[dict[str, Any]]:
        """Every row by the names of its columns, in the caller's transaction."""
        names, found = self._run(connection, values)
        return [dict(zip(names, row, strict=True)) for row in found]

    def tuples(self, connection: Connection, **values: object) -> list[tuple[Any, ...]]:
        """Every row as it comes: for many rows at once."""
        return self._run(connection, values)[1]

    def first(self, connection: Connection, **values: object) -> dict[str, Any] | None:
        """The first row, None if there is none."""
        found = self.rows(connection, **values)
        return found[0] if found else None

    def _run(
        self, connection: Connection, values: dict[str, object]
    ) -> tuple[list[str], list[tuple[Any, ...]]]:
        sql, own = self._compiled
        cursor = connection.connection.cursor()
        try:
            cursor.execute(sql, {**own, **values})
            return [column[0] for column in cursor.description], list(cursor.fetchall())
        finally:
            cursor.close()

    @cached_property
    def _compiled(self) -> tuple[str, dict[str, Any]]:
        compiled = self._query.compile(dialect=dialect(paramstyle="named"))
        return str(compiled), dict(compiled.params)
