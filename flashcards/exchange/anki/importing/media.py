"""Media of a package: which files there are, under which names, and which of them may come in.

A name must be a bare file name that every system can have; the content must be a picture or sound by its first
bytes, or a font by its ending too: no font is used here, but a note type that names one takes it along again.
Drawings (SVG) are written anew without what they may run or load (`drawings`). Pages and programs stay out, whatever they
call themselves.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from flashcards.core.errors import CannotRead
from flashcards.core.packages import Omissions, PackedFile
from flashcards.exchange.anki.importing import limits
from flashcards.exchange.anki.importing.archive import Archive, Beat, leads_out
from flashcards.exchange.anki.importing.drawings import is_drawing, redrawn
from flashcards.exchange.anki.importing.protobuf import Message, read

_UNFIT = re.compile('[\x00-\x1f\x7f<>:"/\\\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_KINDS: tuple[tuple[int, bytes], ...] = (
    (0, b"\x89PNG\r\n\x1a\n"),
    (0, b"\xff\xd8\xff"),
    (0, b"GIF8"),
    (8, b"WEBP"),
    (4, b"ftyp"),
    (0, b"ID3"),
    (0, b"OggS"),
    (8, b"WAVE"),
    (0, b"fLaC"),
    (0, b"\x1aE\xdf\xa3"),
)
_MP3 = re.compile(rb"\xff[\xe0-\xff]")
_FONT_NAMES = (".ttf", ".otf", ".ttc", ".woff", ".woff2")
_FONTS = (b"\x00\x01\x00\x00", b"OTTO", b"true", b"ttcf", b"wOFF", b"wOF2")


@dataclass(frozen=True, slots=True)
class _Listed:
    """A file of the list: its name on cards, its entry in the zip, and its size in bytes, 0 if nobody says."""

    name: str
    entry: str
    size: int


def unpack_media(
    archive: Archive, folder: Path, *, packed: bool, omissions: Omissions, beat: Beat
) -> tuple[PackedFile, ...]:
    """Take every file that may come in out of the package; raises `CannotRead` for names that lead out."""
    found: list[PackedFile] = []
    left = limits.MEDIA
    taken: set[str] = set()
    for listed in _listed(archive, packed=packed):
        reason = _unfit(listed.name, taken) or ("" if listed.entry in archive else "media file is missing")
        if not reason:
            whole = archive.content(listed.entry, min(limits.MEDIA_FILE, left), packed=packed)
            left -= len(whole)
            beat()
            data = _fit(whole, listed.name)
            if data is not None and listed.size in (0, len(whole)):
                part = f"media-{len(found)}"
                # Written once and not read again: with very many files, opening them is what takes the time.
                with open(f"{folder}/{part}", "wb") as file:  # noqa: PTH123
                    file.write(data)
                taken.add(listed.name.casefold())
                found.append(PackedFile(listed.name, part, len(data), sha256(data).hexdigest()))
                continue
            reason = "media file is neither picture, sound nor font, or it breaks off"
        omissions.add(reason, listed.name)
    return tuple(found)


def _listed(archive: Archive, *, packed: bool) -> Iterator[_Listed]:
    if "media" not in archive:
        return
    data = archive.read("media", limits.MEDIA_LIST, packed=packed)
    try:
        pairs = list(_of_messages(data) if packed else _of_json(data))
    except (ValueError, RecursionError, AttributeError):
        raise archive.damaged() from None
    for entry, name, size in pairs:
        if leads_out(name) or "/" in name or "\\" in name:
            raise CannotRead(f"{archive.name} holds media names that lead out of it, so it was not read.")
        yield _Listed(unicodedata.normalize("NFC", name), entry, size)


def _of_json(data: bytes) -> Iterator[tuple[str, str, int]]:
    """The list of older packages: a JSON object of entry and name."""
    for entry, name in json.loads(data or b"{}").items():
        if not isinstance(name, str):
            raise ValueError("a name that is no text")
        yield entry, name, 0


def _of_messages(data: bytes) -> Iterator[tuple[str, str, int]]:
    """The list of newer packages: messages in order, the entry being the place unless it says another."""
    entries = [value for number, value in read(data) if number == 1 and isinstance(value, bytes)]
    for place, value in enumerate(entries):
        entry = Message(value)
        yield str(entry.number(255, place)), entry.text(1), entry.number(2)


def _unfit(name: str, taken: set[str]) -> str:
    """Why a name cannot be that of a file in the library's folder; empty if it can."""
    if not name or _UNFIT.search(name) or name[0] in "-.@" or name[-1] in ". " or _DEVICES.match(name):
        return "media file has a name that cannot be used"
    if len(name.encode()) > limits.MEDIA_NAME:
        return "media file has too long a name"
    return "media file of the same name" if name.casefold() in taken else ""


def _fit(data: bytes, name: str) -> bytes | None:
    """The content that comes in; None for what is no media. A drawing is written anew."""
    if _is_media(data) or (name.lower().endswith(_FONT_NAMES) and data.startswith(_FONTS)):
        return data
    return redrawn(data) if is_drawing(data) else None


def _is_media(data: bytes) -> bool:
    return any(data[at : at + len(mark)] == mark for at, mark in _KINDS) or bool(_MP3.match(data))
