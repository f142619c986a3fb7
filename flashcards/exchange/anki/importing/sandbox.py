"""Reading a stranger's package in a process of its own, which may use only so much memory, room and time."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from flashcards.core.cards import NoteType
from flashcards.core.packages import DESCRIPTION, Package, package_of
from flashcards.core.progress import Cancel, Report, silent
from flashcards.exchange.anki.importing import limits, worker
from flashcards.system.workers import Worker, damaged

_LONGEST_LINE = 10_000


@dataclass(frozen=True, slots=True)
class TextWish:
    """How a text file is to be read: the note types there are, what the user says of it, a deck for the rest."""

    types: Sequence[NoteType]
    said: Mapping[str, str]
    deck: str

    def record(self) -> dict[str, Any]:
        """The wish as plain values."""
        return {"types": [asdict(each) for each in self.types], "said": dict(self.said), "deck": self.deck}


@dataclass(frozen=True, slots=True)
class Task:
    """A file to stage into a folder; `now` is milliseconds, `text` None for a package."""

    path: Path
    folder: Path
    now: int
    text: TextWish | None = None


def read_apart(task: Task, report: Report = silent, cancel: Cancel | None = None) -> Package:
    """Read a file and stage it; raises `CannotRead` with one sentence, and `Cancelled`.

    The staging file that is left in the folder holds only rows that passed the reader.
    """
    name = task.path.name.encode("utf-8", "replace").decode("utf-8")
    wanted = {
        "path": str(task.path.absolute()),
        "folder": str(task.folder.absolute()),
        "name": name,
        "now": task.now,
        "text": None if task.text is None else task.text.record(),
    }
    Worker(worker.FLAG, worker.bounds(), _LONGEST_LINE, "a package").ask(
        name, wanted, report=report, cancel=cancel
    )
    return _described(task.folder, name)


def _described(folder: Path, name: str) -> Package:
    """What the worker says of the package."""
    try:
        with (folder / DESCRIPTION).open("rb") as file:
            return package_of(json.loads(file.read(limits.DESCRIPTION)))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise damaged(name) from None
