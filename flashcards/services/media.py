"""The library's media folder: pictures and sounds that cards name, in one flat folder beside the library."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from flashcards.core.packages import PackedFile

#: What a player is asked to open; the name of anything else might be one that a system runs.
_SOUNDS = frozenset(
    (
        *(".mp3", ".ogg", ".oga", ".opus", ".wav", ".flac", ".m4a", ".aac", ".spx"),
        *(".mp4", ".m4v", ".webm", ".mkv", ".mov", ".avi", ".mpg", ".mpeg", ".3gp", ".ogv", ".ogx"),
    )
)
_LARGEST_SHOWN = 20 * 1024 * 1024
_MARK = 8
_MANY = 200


@dataclass(frozen=True, slots=True)
class Placement:
    """Where files of a package go: the part in the staging folder by the name it gets; and which names change."""

    files: tuple[tuple[str, str], ...]
    renamed: tuple[tuple[str, str], ...]


class MediaFolder:
    """Files by name; `path` is None for a library in memory, which has none."""

    def __init__(self, library: Path | None) -> None:
        self.path = None if library is None else library.with_suffix(".media")

    def read(self, name: str) -> bytes:
        """The content of a file by its bare name; empty for one that is not there, or is not a name in the folder."""
        if self.path is None or not name or name != Path(name).name or name.startswith("."):
            return b""
        file = self.path / name
        try:
            if file.is_symlink() or not file.is_file() or file.stat().st_size > _LARGEST_SHOWN:
                return b""
            return file.read_bytes()
        except (OSError, ValueError):
            return b""

    def sound(self, name: str) -> Path | None:
        """The file of a sound or film by its bare name; None for one that is not there, or has the name of something else."""
        if self.path is None or name != Path(name).name or Path(name).suffix.lower() not in _SOUNDS:
            return None
        file = self.path / name
        try:
            return file if file.is_file() and not file.is_symlink() else None
        except (OSError, ValueError):
            return None

    def plan(self, wanted: Sequence[PackedFile]) -> Placement:
        """What is missing of a package's files. A name that another content has gets a mark of its own content."""
        if self.path is None:
            return Placement((), ())
        there = {each.name.casefold(): each for each in self.path.iterdir()} if self.path.is_dir() else {}
        files, renamed = [], []
        for each in wanted:
            name = each.name
            known = there.get(name.casefold())
            if known is not None and (known.name != name or not _holds(known, each)):
                stem, dot, ending = name.rpartition(".")
                name = f"{stem or name}-{each.digest[:_MARK]}{dot}{ending if stem else ''}"
                renamed.append((each.name, name))
                known = there.get(name.casefold())
            if known is None:
                files.append((each.part, name))
        return Placement(tuple(files), tuple(renamed))

    def place(self, folder: Path, files: Sequence[tuple[str, str]]) -> list[Path]:
        """Move files from a staging folder in; returns what is there now that was not before."""
        if self.path is None or not files:
            return []
        self.path.mkdir(exist_ok=True)
        _flush([folder / part for part, _name in files])
        placed: list[Path] = []
        try:
            for part, name in files:
                (folder / part).replace(self.path / name)
                placed.append(self.path / name)
        except BaseException:
            forget(placed)
            raise
        return placed


def forget(files: Sequence[Path]) -> None:
    """Take away files that were placed for an import that failed."""
    for each in files:
        each.unlink(missing_ok=True)


def _flush(files: Sequence[Path]) -> None:
    """Have files on the disk before they get their names; for very many one call for everything is much faster."""
    if len(files) > _MANY and hasattr(os, "sync"):
        os.sync()
        return
    for each in files:
        with each.open("rb+") as file:
            os.fsync(file.fileno())


def _holds(file: Path, wanted: PackedFile) -> bool:
    try:
        return file.stat().st_size == wanted.size and sha256(file.read_bytes()).hexdigest() == wanted.digest
    except OSError:
        return False
