"""The files that a card's HTML names, as Anki names them: plain names in one folder."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote

_NAMED = re.compile(
    r"""<(?:img|audio|video|source|embed)\b[^>]*?\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""
    r"""|<object\b[^>]*?\bdata\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))|\[sound:([^\]]+)\]""",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
#: What some system or Anki itself lets no name hold (rslib/src/media/files.rs).
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|^`]')
_LONGEST = 120


def names_in(html: str) -> Iterator[str]:
    """The names of files that lie beside the card; addresses of other places are left out."""
    for match in _NAMED.finditer(html):
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
    found: dict[str, Path] = {}
    for written in names_in(html):
        for name in dict.fromkeys((written, unquote(written))):
            if is_safe(name) and (folder / name).is_file():
                found[name] = folder / name
                break
    return found
