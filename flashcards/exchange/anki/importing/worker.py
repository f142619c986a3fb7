"""The worker process: reads a stranger's file under limits, stages it into a folder, and says how far it is.

It is told one line of JSON: the file, the folder, what to do. It answers with lines of JSON, `{"share": 0.5,
"stage": "reading notes"}` while it gets on and `{"done": true}` or `{"error": "a sentence"}` at last; what it found
stands in the folder. A worker that is stopped or fails says nothing more, and `sandbox.py` says what that means.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import IO, Any

from flashcards.core.errors import CannotRead
from flashcards.core.packages import DESCRIPTION, Package, note_type_of
from flashcards.exchange.anki.importing import limits

#: The command-line argument by which the program starts itself as a worker.
FLAG = "--package-worker"

#: Exit codes of a worker that ran out of memory, or out of room for what it unpacks.
NO_MEMORY = 3
NO_ROOM = 4


def main() -> int:
    """Do one piece of work."""
    answers = _own_output()
    try:
        wanted = json.loads(sys.stdin.buffer.readline())
        import zstandard  # noqa: F401 (before the limits hold, for loading opens files)

        limit()
        answer = _answer(wanted, _Heart(answers).report)
    except MemoryError:
        return NO_MEMORY
    except OSError:
        return NO_ROOM
    _write(answers, answer)
    return 0


class _Heart:
    """Says now and then how far the work is; the process is given more time for it."""

    def __init__(self, answers: IO[str]) -> None:
        self._answers = answers
        self._last = 0.0

    def report(self, share: float, stage: str) -> None:
        """Say it, at most five times a second."""
        now = time.monotonic()
        if now - self._last > 0.2:
            self._last = now
            extend()
            _write(self._answers, {"share": share, "stage": stage})


def limit() -> None:
    """Bound what this process may use: memory, the files it writes, time of the processor.

    Only POSIX systems can. On Windows the process is bounded by the parent's clock and the census alone.
    """
    try:
        import resource
    except ImportError:
        return
    import signal

    # A file that would grow too long is an error to deal with, not a signal that ends the process.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    for what, most in (
        (resource.RLIMIT_AS, limits.MEMORY),
        (resource.RLIMIT_FSIZE, limits.WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (OSError, ValueError):
            continue  # macOS knows RLIMIT_AS, but does not let it be set
    extend()


def extend() -> None:
    """Allow some more seconds of the processor, up to the whole."""
    try:
        import resource
    except ImportError:
        return
    spent = resource.getrusage(resource.RUSAGE_SELF)
    soft = min(int(spent.ru_utime + spent.ru_stime) + 1 + limits.STEP_SECONDS, limits.WHOLE_SECONDS)
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _answer(wanted: dict[str, Any], report: Any) -> dict[str, Any]:
    folder = Path(wanted["folder"])
    try:
        package = _read(wanted, folder, report)
    except CannotRead as problem:
        return {"error": str(problem)}
    (folder / DESCRIPTION).write_text(json.dumps(package.record()), "utf-8")
    return {"done": True}


def _read(wanted: dict[str, Any], folder: Path, report: Any) -> Package:
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


def _own_output() -> IO[str]:
    """Standard output for answers alone: what a library prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)
    return answers


def _write(answers: IO[str], answer: dict[str, Any]) -> None:
    answers.write(json.dumps(answer) + "\n")
    answers.flush()
