"""The worker process: reads a stranger's file under limits, stages it into a folder, and says how far it is.

`system.working` says how parent and worker talk: here it is told the file, the folder and what to do. What it found stands in
the folder, and the answer is `{"done": true}`.
"""

import json
from pathlib import Path
from typing import Any

from flashcards.core.packages import DESCRIPTION, Package, note_type_of
from flashcards.exchange.anki.importing import limits
from flashcards.system.limits import Limits
from flashcards.system.working import Beat, work

#: The command-line argument by which the program starts itself as a worker.
FLAG = "--package-worker"


def main() -> int:
    """Do one piece of work."""
    return work(bounds(), _import_parser, _answer)


def bounds() -> Limits:
    """What reading and staging a package may use."""
    return Limits(
        memory=limits.MEMORY,
        written=limits.WRITTEN,
        step_seconds=limits.STEP_SECONDS,
        whole_seconds=limits.WHOLE_SECONDS,
        wall_step_seconds=limits.WALL_STEP_SECONDS,
    )


def _import_parser(_wanted: dict[str, Any]) -> None:
    import zstandard  # noqa: F401


def _answer(wanted: dict[str, Any], _data: bytes, report: Beat) -> dict[str, Any]:
    folder = Path(wanted["folder"])
    package = _read(wanted, folder, report)
    (folder / DESCRIPTION).write_text(json.dumps(package.record()), "utf-8")
    return {"done": True}


def _read(wanted: dict[str, Any], folder: Path, report: Beat) -> Package:
    path, name, now = Path(wanted["path"]), str(wanted["name"]), int(wanted["now"])
    if wanted["text"] is None:
        from flashcards.exchange.anki.importing.reader import read_package

        return read_package(path, name, folder, now, report)
    from flashcards.exchange.anki.importing.deck_types import type_of
    from flashcards.exchange.deck_json import is_deck_file
    from flashcards.exchange.deck_staging import Types, read_deck_apart
    from flashcards.exchange.text.reader import read_text
    from flashcards.exchange.text.sniffing import Wanted

    text = wanted["text"]
    types = tuple(note_type_of(each) for each in text["types"])
    if is_deck_file(path):
        return read_deck_apart(path, folder, Types(types, type_of), now, report)
    return read_text(path, folder, Wanted(types, text["said"], text["deck"]), now, report)
