"""The zip around a package: a census first, then single parts into a folder of ours, under names of ours.

Names that lead out of a folder, names that stand twice, entries that overlap (with which a small file unpacks to
a huge one; Python looks for them from 3.11.8 on) and entries that swell too much are refused before anything
is unpacked; while unpacking every byte is counted.
"""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from flashcards.core.errors import CannotRead
from flashcards.exchange.anki.importing import limits

_LOCAL_HEADER = 30
_CHUNK = 1 << 20
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    struct.error,
    NotImplementedError,
    RuntimeError,
)
Beat = Callable[[], None]


class Archive:
    """The parts of a package by name."""

    def __init__(self, path: Path, name: str) -> None:
        """Take the census; raises `CannotRead` for a file that is no package, broken, or not what it seems."""
        self.name = name
        try:
            self._zip = zipfile.ZipFile(path)
            entries = self._zip.infolist()
        except BROKEN:
            raise CannotRead(f"{name} is not an Anki package, or it is damaged.") from None
        if len(entries) > limits.ENTRIES:
            raise CannotRead(f"{name} holds more than {limits.ENTRIES:,} files, too many for a package.")
        for entry in entries:
            self._check(entry)
        self._entries = {entry.filename: entry for entry in entries}
        if len(self._entries) < len(entries):
            raise CannotRead(f"{name} holds two files of the same name, so it was not read.")
        self._check_overlap(entries, path.stat().st_size)

    def __contains__(self, part: str) -> bool:
        return part in self._entries

    def read(self, part: str, most: int, *, packed: bool = False) -> bytes:
        """A small part; `packed` for Zstandard inside of the zip."""
        with self.opened(part, packed=packed) as file:
            try:
                data = bytes(file.read(most + 1))
            except _broken() as error:
                raise self.damaged() from error
        if len(data) > most:
            raise self.too_large()
        return data

    def unpack(self, part: str, target: Path, most: int, *, packed: bool, beat: Beat) -> int:
        """Write a part to a file; returns its size in bytes."""
        size = 0
        with target.open("wb") as into:
            for chunk in self._chunks(part, most, packed=packed):
                size += into.write(chunk)
                beat()
        return size

    def content(self, part: str, most: int, *, packed: bool) -> bytes:
        """A part that fits into memory."""
        return b"".join(self._chunks(part, most, packed=packed))

    def _chunks(self, part: str, most: int, *, packed: bool) -> Iterator[bytes]:
        size = 0
        with self.opened(part, packed=packed) as file:
            while True:
                try:
                    chunk = file.read(_CHUNK)
                except _broken() as error:
                    raise self.damaged() from error
                if not chunk:
                    return
                size += len(chunk)
                if size > most:
                    raise self.too_large()
                yield chunk

    def opened(self, part: str, *, packed: bool) -> "_Opened":
        """A part to read from, as it stands or out of Zstandard."""
        try:
            file = self._zip.open(self._entries[part])
        except (*BROKEN, KeyError):
            raise self.damaged() from None
        return _Opened(file, packed=packed)

    def damaged(self) -> CannotRead:
        """The error for a package that breaks off or does not fit together."""
        return CannotRead(f"{self.name} is damaged and cannot be read.")

    def too_large(self) -> CannotRead:
        """The error for a package that unpacks to too much."""
        return CannotRead(f"{self.name} unpacks to far more than a package holds, so it was not read.")

    def _check(self, entry: zipfile.ZipInfo) -> None:
        """Judge an entry by what it claims of itself."""
        if leads_out(entry.filename):
            raise CannotRead(f"{self.name} holds names that lead out of it, so it was not read.")
        if entry.flag_bits & 1:
            raise CannotRead(f"{self.name} is locked with a password; export it without one.")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self.damaged()
        swells = entry.file_size > limits.RATIO * max(1, entry.compress_size)
        if entry.file_size > limits.COLLECTION or (entry.file_size > limits.SMALL and swells):
            raise self.too_large()

    def _check_overlap(self, entries: list[zipfile.ZipInfo], size: int) -> None:
        end = 0
        for entry in sorted(entries, key=lambda each: each.header_offset):
            if entry.header_offset < end:
                raise self.damaged()
            end = entry.header_offset + _LOCAL_HEADER + entry.compress_size
        if end > size:
            raise self.damaged()


class _Opened:
    """A part being read; closes what it opened."""

    def __init__(self, file: IO[bytes], *, packed: bool) -> None:
        self._file = file
        self._stream: Any = file
        if packed:
            import zstandard

            self._stream = zstandard.ZstdDecompressor(max_window_size=limits.WINDOW).stream_reader(
                file, read_across_frames=True
            )

    def __enter__(self) -> Any:
        return self._stream

    def __exit__(self, *_about: object) -> None:
        self._stream.close()
        self._file.close()


def _broken() -> tuple[type[Exception], ...]:
    """What reading a damaged part may raise; the library is loaded only where a part needs it."""
    import sys

    zstandard = sys.modules.get("zstandard")
    return (*BROKEN, zstandard.ZstdError) if zstandard else BROKEN


def leads_out(name: str) -> bool:
    """Whether a name is a path that ends outside of its folder, or says the drive or the root."""
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0] or "\x00" in name
