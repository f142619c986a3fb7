"""Files that appear whole or not at all, and names that are on the disk."""

import os
import shutil
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Have names in a folder on the disk too, where the system can."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that replaces the one of its name once it is complete and on the disk."""
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def copy_aside(path: Path, target: Path) -> None:
    """Give a file a second name that stays when the first is replaced: a link, or a copy where there are none."""
    try:
        os.link(path, target)
    except OSError:
        part = target.with_name(f"{target.name}.part")
        try:
            shutil.copyfile(path, part)
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            part.replace(target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
