"""What the user chose for the window: it belongs to the person, not to a library, and stands in a small file."""

import json
import logging
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class WindowChoices:
    """`scheme` is the colours; in study `typing` types answers, `choosing` picks them, `why` says why a card comes."""

    scheme: str = "system"
    typing: bool = False
    choosing: bool = False
    why: bool = False


class Preferences:
    """The choices of a file, None for none; a file that cannot be read gives the defaults, value by value."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self.chosen = WindowChoices() if path is None else _read(path)

    def change(self, **values: Any) -> None:
        """Choose otherwise; where that cannot be saved it holds until the window closes."""
        self.chosen = replace(self.chosen, **values)
        if self._path is None:
            return
        part = self._path.with_name(f"{self._path.name}.part")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(asdict(self.chosen)), encoding="utf-8")
            part.replace(self._path)
        except OSError:
            logging.getLogger(__name__).warning("choices for the window could not be saved", exc_info=True)


def _read(path: Path) -> WindowChoices:
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return WindowChoices()
    usual = WindowChoices()
    if not isinstance(stored, dict):
        return usual
    known = {
        each.name: stored[each.name]
        for each in fields(WindowChoices)
        if type(stored.get(each.name)) is type(getattr(usual, each.name))
    }
    return replace(usual, **known)
