"""Bytes to text, or one clear sentence about why not."""

import codecs

from flashcards.core.errors import CannotRead

#: The largest article that is read, in bytes.
MAX_BYTES = 5 * 1024 * 1024

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


def check_text(text: str, name: str) -> None:
    """Refuse text without words and text that is mostly control characters."""
    if not text.strip("\ufeff \t\r\n\f\v\u200b"):
        raise CannotRead(f"{name} is empty.")
    if "\0" in text or _controls(text) > 0.3:
        raise CannotRead(f"{name} is a binary file, not text.")
    if not any(character.isalpha() for character in text):
        raise CannotRead(f"{name} holds no words.")


def too_large(name: str) -> CannotRead:
    """The error for an article over the limit."""
    return CannotRead(f"{name} is larger than 5 MB, the most that an article may have.")


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
