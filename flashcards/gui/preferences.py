"""Small choices about the window, such as its colours and the columns of a table, in one file."""

import json
import logging
from pathlib import Path
from typing import Any


class Preferences:
    """Values by name, kept at once; without a path they last as long as the program.

    A file that cannot be read counts as empty, one that cannot be written is no reason to stop: nothing of the
    student's is in it.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._values: dict[str, Any] = {}
        if path is None:
            return
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return
        if isinstance(found, dict):
            self._values = found

    def text(self, name: str) -> str:
        """The text that was kept under a name, empty where there is none."""
        found = self._values.get(name)
        return found if isinstance(found, str) else ""

    def keep(self, name: str, value: str) -> None:
        """Keep a text under a name."""
        if self._values.get(name) == value:
            return
        self._values[name] = value
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(json.dumps(self._values), encoding="utf-8")
        except OSError:
            logging.getLogger(__name__).warning("the choice %s could not be saved", name, exc_info=True)
