"""Long statements that the user, or a clock, can stop: SQLite asks now and then whether to go on."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from flashcards.core.errors import Cancelled
from flashcards.core.progress import Cancel

_OPERATIONS = 100_000


@contextmanager
def stoppable(connection: Connection, cancel: Cancel | None) -> Iterator[None]:
    """Within the block a statement stops when the user wants to; raises `Cancelled`, and the transaction fails."""
    if cancel is None:
        yield
        return
    with _asking(connection, lambda: cancel.wanted):
        yield


@contextmanager
def hurried(connection: Connection, seconds: float) -> Iterator[None]:
    """Within the block a statement stops once that time is over; raises `Cancelled`."""
    end = time.monotonic() + seconds
    with _asking(connection, lambda: time.monotonic() > end):
        yield


@contextmanager
def _asking(connection: Connection, wanted: Callable[[], bool]) -> Iterator[None]:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    driver.set_progress_handler(lambda: int(wanted()), _OPERATIONS)
    try:
        yield
    except (OperationalError, sqlite3.OperationalError) as error:
        own = error.orig if isinstance(error, OperationalError) else error
        if getattr(own, "sqlite_errorname", "") == "SQLITE_INTERRUPT":
            raise Cancelled from error
        raise
    finally:
        driver.set_progress_handler(None, 0)
