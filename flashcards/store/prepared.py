"""Queries and changes of the answer path, run without SQLAlchemy's share: it costs more than SQLite's work for one row."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import ClauseElement, Connection, RowMapping
from sqlalchemy.dialects.sqlite import dialect

Row = RowMapping | dict[str, Any]


def plain(connection: Connection, sql: str) -> Any:
    """The first value of the first row that a query of the driver's own gives, None where there is none."""
    cursor = connection.connection.cursor()
    try:
        row = cursor.execute(sql).fetchone()
    finally:
        cursor.close()
    return None if row is None else row[0]


class Prepared:
    """A query or a change that is put into SQL once. Values come as SQLite has them: no column type may need conversion."""

    def __init__(self, query: ClauseElement) -> None:
        self._query = query

    def rows(self, connection: Connection, **values: object) -> list[dict[str, Any]]:
        """Every row by the names of its columns, in the caller's transaction."""
        names, found = self._run(connection, values)
        return [dict(zip(names, row, strict=True)) for row in found]

    def tuples(self, connection: Connection, **values: object) -> list[tuple[Any, ...]]:
        """Every row as it comes: for many rows at once."""
        return self._run(connection, values)[1]

    def run(self, connection: Connection, values: Sequence[Mapping[str, object]]) -> None:
        """Carry a change out, once for each set of values, in the caller's transaction."""
        sql, own = self._compiled
        cursor = connection.connection.cursor()
        try:
            cursor.executemany(sql, [{**own, **each} for each in values])
        finally:
            cursor.close()

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
