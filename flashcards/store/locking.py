"""The lock beside a library, and what its file says: who holds it, or how the library was left."""

import json
import os
import socket
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from flashcards.core.errors import CannotOpenLibrary, LibraryBusy

_MOST = 4096


@dataclass(frozen=True, slots=True)
class Seal:
    """Size in bytes and time of change in nanoseconds of a library's file when it was closed properly."""

    size: int
    changed: int


def take(path: Path, moment: datetime) -> tuple[FileLock, Seal | None]:
    """Hold a library for this process, and how it was left; the lock goes with the process, however it ends.

    While it is held its file names the holder. Without a seal the last holder was stopped before it could close the
    library. Raises `LibraryBusy` that says who holds it.
    """
    _make_folder(path.parent)
    lock = FileLock(f"{path}.lock", timeout=0, thread_local=False, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout:
        raise LibraryBusy(
            f"The library {path.name} is open in another window or command{_holder(path)}; close it and try again."
        ) from None
    except OSError as error:
        raise CannotOpenLibrary(
            f"The library {path.name} cannot be changed: its folder cannot be written ({_reason(error)})."
        ) from None
    said = _read(path)
    holder = {
        "process": os.getpid(),
        "computer": socket.gethostname(),
        "since": moment.isoformat(timespec="seconds"),
    }
    _write(path, holder)
    seal = None
    with suppress(KeyError, TypeError, ValueError):
        seal = Seal(int(said["size"]), int(said["changed"]))
    return lock, seal


def seal_of(path: Path) -> Seal | None:
    """The seal of a file as it is now; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return Seal(found.st_size, found.st_mtime_ns)


def leave(path: Path, *, closed: bool) -> None:
    """Write down how the library is left; what is not `closed` properly gets no seal."""
    seal = seal_of(path) if closed else None
    _write(path, {"size": seal.size, "changed": seal.changed} if seal else {})


def _holder(path: Path) -> str:
    """Who holds a lock, as far as its file says."""
    said = _read(path)
    process, computer, since = said.get("process"), said.get("computer"), said.get("since")
    if not isinstance(process, int):
        return ""
    where = "" if computer == socket.gethostname() else f" on {computer}"
    begun = ""
    with suppress(ValueError):
        begun = f", since {datetime.fromisoformat(str(since)).astimezone():%H:%M on %d %B}"
    return f" (process {process}{where}{begun})"


def _read(path: Path) -> dict[str, Any]:
    """What the lock's file says; some systems let nobody read it while it is held."""
    try:
        with Path(f"{path}.lock").open("rb") as file:
            said = json.loads(file.read(_MOST))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def _write(path: Path, content: dict[str, Any]) -> None:
    # Without it the next holder looks at the whole library, which only takes longer.
    with suppress(OSError), Path(f"{path}.lock").open("r+b") as file:
        file.truncate()
        file.write(json.dumps(content).encode())


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotOpenLibrary(f"The folder {folder} cannot be made ({_reason(error)}).") from None


def _reason(error: OSError) -> str:
    return (error.strerror or "unknown reason").lower()
