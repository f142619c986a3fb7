"""Bytes to text, or one clear sentence about why not."""

import codecs
import re

from flashcards.core.errors import CannotRead
from flashcards.reading import limits

#: The largest article that is read, in bytes.
MAX_BYTES = limits.TEXT

# The encodings of the web (WHATWG Encoding Standard); Python knows others that are no such thing.
_ENCODING = re.compile(
    r"utf-?8|utf-?16(?:-?[lb]e)?|us-ascii|(?:iso-?8859|windows|cp)[-_]?\d{1,4}|latin-?1|koi8-[ru]|macintosh"
    r"|shift[-_]?jis|euc-(?:jp|kr)|iso-2022-jp|gb2312|gbk|gb18030|big5",
    re.IGNORECASE,
)
_STATED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]{2,30})""", re.IGNORECASE)
_SAID_BUT_MEANT = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_PLAIN_CONTROLS = frozenset("\t\n\r\f\v")


def decode(data: bytes, name: str) -> str:
    """The text of `data`; `name` is used in the sentence that says what is wrong."""
    if len(data) > MAX_BYTES:
        raise too_large(name)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _looks_like_utf16(data):
        raise CannotRead(f"{name} is not UTF-8 text but UTF-16; save it as UTF-8 and try again.")
    if b"\0" in data:
        raise CannotRead(f"{name} is a binary file, not text.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if _controls(data.decode("latin-1")) > 0.05:
            raise CannotRead(f"{name} is a binary file, not text.") from None
        raise CannotRead(f"{name} is not UTF-8 text; save it as UTF-8 and try again.") from None
    check_text(text, name)
    return text


def decode_page(data: bytes, stated: str = "") -> str:
    """The text of a web page: by its byte order mark, by what the server `stated`, by what it says itself;
    else UTF-8, else Windows-1252, as browsers do. Never fails."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    named = _STATED.search(data[:4096])
    for label in (stated, named[1].decode("ascii") if named else "", "utf-8"):
        if _ENCODING.fullmatch(label):
            encoding = _SAID_BUT_MEANT.get(label.lower(), label)
            try:
                return data.decode(encoding)
            except (UnicodeError, LookupError):
                continue
    return data.decode("cp1252", "replace")


def check_text(text: str, name: str) -> None:
    """Refuse text without words and text that is mostly control characters."""
    if not text.strip("\ufeff \t\r\n\f\v\u200b"):
        raise CannotRead(f"{name} is empty.")
    if "\0" in text or _controls(text) > 0.3:
        raise CannotRead(f"{name} is a binary file, not text.")
    if not any(character.isalpha() for character in text):
        raise CannotRead(f"{name} holds no words.")


def too_large(name: str, most: int = MAX_BYTES) -> CannotRead:
    """The error for an article over a limit in bytes."""
    megabytes = most // limits.MEGABYTE
    return CannotRead(f"{name} is larger than {megabytes} MB, the most that an article may have.")


def _looks_like_utf16(data: bytes) -> bool:
    """Latin text in UTF-16 without a mark: nearly every second byte is zero, the others are not."""
    sample = data[:2000]
    if len(sample) < 4:
        return False
    even, odd = sample[0::2], sample[1::2]
    zeros = (even.count(0) / len(even), odd.count(0) / len(odd))
    return max(zeros) > 0.7 and min(zeros) < 0.1


def _controls(text: str) -> float:
    """The share of control characters other than white space."""
    found = sum((ord(c) < 32 and c not in _PLAIN_CONTROLS) or c == "\x7f" for c in text)
    return found / len(text) if text else 0.0
