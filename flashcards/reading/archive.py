"""ZIP archives from strangers: a census first, then single parts, never more than they may hold.

Nothing is ever unpacked to disk, so that names cannot lead anywhere; names that try are refused all the same.
The limits are in `limits.py`; overlapping entries, with which a small file unpacks to a huge one, are looked
for here because Python's own check came with 3.11.8.
"""

import io
import struct
import zipfile
import zlib

from flashcards.core.errors import CannotRead
from flashcards.reading import limits

_LOCAL_HEADER = 30
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error, NotImplementedError)


class Archive:
    """The parts of a ZIP file, by name."""

    def __init__(self, data: bytes, name: str) -> None:
        """Take the census; raises `CannotRead` for an archive that is broken, locked, or not what it seems."""
        self.name = name
        self._left = limits.PARTS
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except _BROKEN:
            raise self.damaged() from None
        if len(entries) > limits.ENTRIES:
            raise CannotRead(f"{name} holds more than {limits.ENTRIES:,} parts, too many for a document.")
        for entry in entries:
            self._check(entry)
        self._check_overlap(entries, len(data))
        self._entries = {entry.filename: entry for entry in entries}

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self._entries)

    def read(self, part: str) -> bytes:
        """The content of a part, empty when there is none of that name."""
        entry = self._entries.get(part)
        if entry is None:
            return b""
        try:
            with self._zip.open(entry) as file:
                data = file.read(limits.PART + 1)
        except (*_BROKEN, RuntimeError):
            raise self.damaged() from None
        self._left -= len(data)
        if len(data) > limits.PART or self._left < 0:
            raise self._too_large()
        return data

    def damaged(self) -> CannotRead:
        """The error for a file that breaks off or does not fit together."""
        return CannotRead(f"{self.name} is damaged and cannot be read.")

    def _too_large(self) -> CannotRead:
        return CannotRead(f"{self.name} unpacks to far more than a document holds, so it was not read.")

    def _check(self, entry: zipfile.ZipInfo) -> None:
        """Judge an entry by what it claims of itself."""
        parts = entry.filename.replace("\\", "/").split("/")
        if ".." in parts or entry.filename.startswith(("/", "\\")) or ":" in parts[0]:
            raise CannotRead(f"{self.name} holds names that lead out of it, so it was not read.")
        if entry.flag_bits & 1:
            raise CannotRead(f"{self.name} is locked with a password; save it without one.")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self.damaged()
        swells = entry.file_size > limits.RATIO * max(1, entry.compress_size)
        if entry.file_size > limits.MEGABYTE and swells:
            raise self._too_large()

    def _check_overlap(self, entries: list[zipfile.ZipInfo], size: int) -> None:
        """Refuse entries that share their bytes, and sizes that cannot all be true."""
        end = 0
        for entry in sorted(entries, key=lambda each: each.header_offset):
            if entry.header_offset < end or entry.header_offset > size:
                raise self.damaged()
            end = entry.header_offset + _LOCAL_HEADER + entry.compress_size
        if sum(entry.file_size for entry in entries) > limits.PARTS:
            raise self._too_large()
