"""Reading a stranger's package in a process of its own, which may use only so much memory, room and time."""

import json
import os
import queue
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Thread
from typing import IO, Any

from flashcards.core.cards import NoteType
from flashcards.core.errors import CannotRead
from flashcards.core.packages import DESCRIPTION, Package, package_of
from flashcards.core.progress import Cancel, Report, silent
from flashcards.exchange.anki.importing import limits
from flashcards.exchange.anki.importing.worker import FLAG, NO_MEMORY, NO_ROOM

_ROOT = Path(__file__).parents[4]
#: How often a user who wants to stop is asked, in seconds.
_PATIENCE = 0.05
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
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    process = _start()
    assert process.stdin is not None
    assert process.stdout is not None
    listener = Thread(target=_listen, args=(process.stdout, lines), daemon=True)
    listener.start()
    try:
        with suppress(OSError), process.stdin as pipe:
            pipe.write(json.dumps(wanted).encode("ascii") + b"\n")
        answer = _converse(process, lines, name, report, cancel)
    finally:
        process.kill()
        process.wait()
        listener.join()
    if "error" in answer:
        raise CannotRead(str(answer["error"]))
    return _described(task.folder, name)


def _described(folder: Path, name: str) -> Package:
    """What the worker says of the package."""
    try:
        with (folder / DESCRIPTION).open("rb") as file:
            return package_of(json.loads(file.read(limits.DESCRIPTION)))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise _failed(name) from None


def _start() -> "subprocess.Popen[bytes]":
    """A fresh Python with the program as its worker."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "flashcards"]
    paths = [str(_ROOT), os.environ.get("PYTHONPATH", "")]
    kept = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in paths if path)}
    errors = None if os.environ.get("FLASHCARDS_DEBUG") else subprocess.DEVNULL
    return subprocess.Popen(  # noqa: S603 - our own program, with a fixed argument
        [*program, FLAG],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        env=kept,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _converse(
    process: "subprocess.Popen[bytes]",
    lines: "queue.SimpleQueue[bytes]",
    name: str,
    report: Report,
    cancel: Cancel | None,
) -> dict[str, Any]:
    """Listen until the answer is there, the worker is gone, or time is up."""
    heard = time.monotonic()
    while True:
        if cancel:
            cancel.check()
        if time.monotonic() - heard > limits.WALL_STEP_SECONDS:
            raise _too_slow(name)
        try:
            line = lines.get(timeout=_PATIENCE)
        except queue.Empty:
            continue
        if not line:
            raise _ended(process.wait(), name)
        heard = time.monotonic()
        answer = _parsed(line, name)
        if "share" not in answer:
            return answer
        report(float(answer["share"]), str(answer.get("stage", "")))


def _listen(pipe: IO[bytes], lines: "queue.SimpleQueue[bytes]") -> None:
    """Hand on each line, and an empty one at the end."""
    with suppress(OSError), pipe:
        while line := pipe.readline(_LONGEST_LINE):
            lines.put(line)
    lines.put(b"")


def _parsed(line: bytes, name: str) -> dict[str, Any]:
    try:
        answer = json.loads(line)
    except ValueError:
        raise _failed(name) from None
    if not isinstance(answer, dict):
        raise _failed(name)
    return answer


def _ended(code: int, name: str) -> CannotRead:
    """What a worker that ended without an answer means."""
    if code == NO_MEMORY:
        return CannotRead(f"{name} needs more memory than a package should, so it was not read.")
    if code == NO_ROOM:
        return CannotRead(f"{name} needs more room to be unpacked than there is, so it was not read.")
    if sys.platform != "win32":
        import signal

        if code in (-signal.SIGXCPU, -signal.SIGKILL):
            return _too_slow(name)
    return _failed(name)


def _too_slow(name: str) -> CannotRead:
    return CannotRead(f"{name} takes too long to read, so it was left alone; it may be damaged.")


def _failed(name: str) -> CannotRead:
    return CannotRead(f"{name} is damaged and cannot be read.")
