"""Folders for work that is not finished: they say in their names which process they belong to, so that what a killed
one left can be told from what is still in use."""

import os
import re
import shutil
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

_OWNER = re.compile(r"(\d+)-[^-]*")
_DAY = 86_400


def make(folder: Path, prefix: str) -> Path:
    """A new folder inside another, after those of the same prefix that a killed process left were taken away."""
    sweep(folder, prefix)
    return Path(tempfile.mkdtemp(prefix=f"{prefix}{os.getpid()}-", dir=folder))


def sweep(folder: Path, prefix: str) -> None:
    """Take away the folders of that prefix whose process is gone."""
    with suppress(OSError):
        for left in list(folder.iterdir()):
            if left.name.startswith(prefix) and _is_left(left, left.name.removeprefix(prefix)):
                shutil.rmtree(left, ignore_errors=True)


def _is_left(folder: Path, rest: str) -> bool:
    match = _OWNER.fullmatch(rest)
    if match is None:
        return False
    if sys.platform == "win32":
        # There is no harmless way to ask whether a process lives.
        return folder.stat().st_mtime < time.time() - _DAY
    return not _lives(int(match[1]))


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
