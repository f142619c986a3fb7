"""Settings that belong to a library."""

import json
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from flashcards.store.tables import settings


def get(connection: Connection, name: str) -> Any:
    """The value of a setting, None if it was never set."""
    value = connection.execute(select(settings.c.value).where(settings.c.name == name)).scalar_one_or_none()
    return None if value is None else json.loads(value)


def put(connection: Connection, name: str, value: Any) -> None:
    """Set a value, which JSON must be able to hold; None takes the setting away."""
    connection.execute(delete(settings).where(settings.c.name == name))
    if value is not None:
        text = json.dumps(value, sort_keys=True, ensure_ascii=False)
        connection.execute(insert(settings).values(name=name, value=text))
