"""Which format a file is in, told from its first bytes; the name decides only where bytes do not."""

import re
from enum import StrEnum
from pathlib import PurePath

from flashcards.core.errors import CannotRead


class Format(StrEnum):
    """A format that is read."""

    TEXT = "text"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    EPUB = "epub"


#: The endings of file names that a dialog offers, by format.
ENDINGS: dict[Format, tuple[str, ...]] = {
    Format.TEXT: (".txt", ".md", ".markdown"),
    Format.HTML: (".html", ".htm", ".xhtml"),
    Format.PDF: (".pdf",),
    Format.DOCX: (".docx",),
    Format.EPUB: (".epub",),
}
_BY_ENDING = {ending: format_ for format_, endings in ENDINGS.items() for ending in endings}
#: What servers call them.
MEDIA_TYPES = {
    "text/plain": Format.TEXT,
    "text/markdown": Format.TEXT,
    "text/html": Format.HTML,
    "application/xhtml+xml": Format.HTML,
    "application/pdf": Format.PDF,
    "application/epub+zip": Format.EPUB,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Format.DOCX,
}

_PDF_WITHIN = 1024
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_NAMES = {Format.PDF: "a PDF file", Format.DOCX: "a Word document", Format.EPUB: "a book in EPUB"}
#: What files of other programs begin with, and the way out.
_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "is an old or locked Word file; save it as .docx without a password and try again"),
    (b"{\\rtf", "is in Rich Text Format; save it as .docx and try again"),
    (b"\x7fELF", "is a binary file, not text"),
)


def find_format(data: bytes, name: str) -> Format:
    """The format of a file; raises `CannotRead` for one that is known not to be readable.

    Which document a ZIP archive is shows only inside; by its name it is taken for a book or a document.
    """
    named = _BY_ENDING.get(PurePath(name).suffix.lower())
    if data[:64].lstrip()[:5] == b"%PDF-" or (named is Format.PDF and b"%PDF-" in data[:_PDF_WITHIN]):
        return Format.PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _archived(data, named)
    for beginning, what in _OTHERS:
        if data.startswith(beginning):
            raise CannotRead(f"{name} {what}.")
    if named in _NAMES:
        what = f"not {_NAMES[named]}, whatever its name says; it may be damaged" if data else "empty"
        raise CannotRead(f"{name} is {what}.")
    if named is Format.HTML or _HTML.match(data[:8192]):
        return Format.HTML
    return Format.TEXT


def _archived(data: bytes, named: Format | None) -> Format:
    """A book says what it is at the very beginning (EPUB OCF 3.3, section 4.3)."""
    if b"application/epub+zip" in data[:200] or named is Format.EPUB:
        return Format.EPUB
    return Format.DOCX
