"""New names for media of a staged package, in every field that names them."""

import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from html import escape
from pathlib import Path
from urllib.parse import quote


def rename_media(staging: Path, names: Mapping[str, str]) -> None:
    """Put new names in the place of old ones wherever fields name the files: whole names, as addresses write them too."""
    written = {way(name): new for name, new in names.items() for way in (quote, escape, str)}
    longest_first = sorted(written, key=len, reverse=True)
    found = re.compile(rf"(?<=[\"'=:])(?:{'|'.join(map(re.escape, longest_first))})(?=[\"'>\]\s]|$)")

    def renamed(fields: str) -> str:
        return found.sub(lambda match: written[match[0]], fields)

    with closing(sqlite3.connect(staging, isolation_level=None)) as connection:
        connection.create_function("renamed", 1, renamed, deterministic=True)
        connection.execute("UPDATE notes SET fields = renamed(fields) WHERE fields <> renamed(fields)")
