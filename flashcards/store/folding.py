"""Letters of any script without their case, as a function for SQL: SQLite's own LIKE knows the case of A to Z only."""

import sqlite3
import unicodedata

from sqlalchemy import ColumnElement, func


def fold(text: str) -> str:
    """A text as searches compare it: without case, and an accented letter as one sign however it was typed."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFC", text.casefold())


def folded(column: ColumnElement[str]) -> ColumnElement[str]:
    """A column as searches compare it."""
    return func.folded(column)


def holds(column: ColumnElement[str], word: str) -> ColumnElement[bool]:
    """Whether a column holds a word, in any case."""
    return func.instr(func.folded(column), fold(word)) > 0


def teach(connection: sqlite3.Connection) -> None:
    """Let SQL on a connection say `folded(text)`."""
    connection.create_function("folded", 1, lambda text: text and fold(text), deterministic=True)
