"""What text may hold before it is stored."""

import re

_UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def storable(text: str) -> str:
    """The text without signs that a note cannot hold: lone surrogates, and control characters other than
    tab and line feed (U+001F parts the fields of a note, U+0000 ends a text in SQLite)."""
    return _UNSTORABLE.sub("", text)


def spaced(text: str) -> str:
    """The text with a space for each sign that a note cannot hold, so that what it parted stays apart."""
    return _UNSTORABLE.sub(" ", text)
