"""The letters of a text file, by its byte order mark, else as UTF-8, else by how often zeros stand, else Windows'."""

import codecs

from flashcards.core.errors import CannotRead

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 4000


def decoded(data: bytes, name: str, encoding: str = "") -> tuple[str, str]:
    """The text and its encoding; a given one is used. Raises `CannotRead` for what is no text."""
    chosen = encoding or _encoding(data)
    try:
        text = data.decode(chosen)
    except (UnicodeDecodeError, LookupError):
        raise CannotRead(f"{name} is not text in the encoding {chosen}.") from None
    if "\0" in text[:_SAMPLE]:
        raise CannotRead(f"{name} is not a text file.")
    return text, chosen


def _encoding(data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return _wide(data) or "utf-8"
    return _wide(data) or "cp1252"


def _wide(data: bytes) -> str:
    """UTF-16 without its mark: every other byte of plain text is zero."""
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 3 < len(sample) // 2:
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"
