"""New names for media of a staged package, in every field that names them."""

import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path


def rename_media(staging: Path, names: Mapping[str, str]) -> None:
    """Put new names in the place of old ones wherever fields name the files."""
    found = re.compile("|".join(re.escape(each) for each in sorted(names, key=len, reverse=True)))

    def renamed(fields: str) -> str:
        return found.sub(lambda match: names[match[0]], fields)

    with closing(sqlite3.connect(staging, isolation_level=None)) as connection:
        connection.create_function("renamed", 1, renamed, deterministic=True)
        connection.execute("UPDATE notes SET fields = renamed(fields) WHERE fields <> renamed(fields)")
