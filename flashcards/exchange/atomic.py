"""Files that appear whole or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flashcards.core.errors import CannotExport
from flashcards.system import scratch
from flashcards.system.files import sync_folder

#: Characters of a name in that of its folder: together they must fit the disk, whatever their script.
_LONGEST = 40


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary file beside `path` that takes its place when the block ends well.

    An error or a kill leaves what stood at `path` untouched, and the next export there sweeps up; operating-system errors become
    `CannotExport` with one sentence.
    """
    try:
        folder = scratch.make(path.parent, f".{path.name[:_LONGEST]}.")
        try:
            part = folder / "part"
            yield part
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        sync_folder(path.parent)
    except OSError as error:
        raise CannotExport(f"{path.name} could not be written: {_reason(path, error)}.") from error


def _reason(path: Path, error: OSError) -> str:
    if not os.path.lexists(path.parent):  # unlike Path.exists, quiet about a folder that may not be entered
        return f"there is no folder {path.parent}"
    if os.path.isdir(path):  # noqa: PTH112 (as above)
        return "a folder has that name"
    return (error.strerror or "unknown reason").lower()
