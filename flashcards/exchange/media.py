"""The files that a card's HTML names, as Anki names them: plain names in one folder."""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from itertools import chain
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote

from flashcards.core.cards import NoteType

_NAMED = re.compile(
    r"""<(?:img|audio|video|source|embed)\b[^>]*?\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>][^\s>]*))"""
    r"""|<object\b[^>]*?\bdata\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>][^\s>]*))|\[sound:([^\]]+)\]""",
    re.IGNORECASE,
)
_IN_STYLES = re.compile(
    r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^\s"')]+))|@import\s+(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE
)
_ELSEWHERE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
#: What some system or Anki itself lets no name hold (rslib/src/media/files.rs).
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|^`]')
_LONGEST = 120


def names_in(html: str) -> Iterator[str]:
    """The names of files that lie beside the card; addresses of other places are left out."""
    return _names(_NAMED, html)


def _names(written: re.Pattern[str], text: str) -> Iterator[str]:
    for match in written.finditer(text):
        name = unescape(next(each for each in match.groups() if each is not None)).strip()
        if not _ELSEWHERE.match(name):
            yield name


def is_safe(name: str) -> bool:
    """Whether a name stays in its folder, on every system."""
    plain = normalize("NFC", name)
    return (
        bool(plain)
        and plain == name
        and len(plain.encode()) <= _LONGEST
        and not _NOT_IN_NAMES.search(plain)
        and not plain.startswith((".", " "))
        and not plain.endswith((".", " "))
    )


def files_of(html: str, folder: Path) -> Mapping[str, Path]:
    """The files in a folder that a card names, by name; those that are missing or have unsafe names are left out."""
    return _files(names_in(html), folder)


def files_of_type(note_type: NoteType, folder: Path) -> Mapping[str, Path]:
    """The files in a folder that the templates and the style sheet of a note type name, such as fonts and logos."""
    sides = "".join(side for each in note_type.templates for side in (each.front, each.back))
    return _files(chain(names_in(sides), _names(_IN_STYLES, sides + note_type.css)), folder)


def _files(names: Iterable[str], folder: Path) -> Mapping[str, Path]:
    found: dict[str, Path] = {}
    for written in names:
        for name in dict.fromkeys((written, unquote(written))):
            if is_safe(name) and (folder / name).is_file():
                found[name] = folder / name
                break
    return found
