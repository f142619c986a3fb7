"""Notes of a collection on their way into the staging file; every value is checked."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from flashcards.core.cards import NoteType
from flashcards.core.facts import FactKind
from flashcards.core.packages import Omissions
from flashcards.core.text import storable
from flashcards.exchange.anki.importing import limits
from flashcards.exchange.anki.importing.collection import Collection
from flashcards.exchange.anki.importing.columns import NOTES
from flashcards.exchange.anki.importing.small import whole

_SEPARATOR = "\x1f"
_UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1e\x7f\ud800-\udfff]")
_ROLES = frozenset(FactKind)
#: Of so many texts of tags it is remembered what they come to.
_REMEMBERED = 1000


def notes_of(
    collection: Collection, types: Mapping[int, NoteType], now: int, omissions: Omissions
) -> Iterator[tuple[Any, ...]]:
    """Notes whose type is there, with as many fields as it has, as rows to stage; `now` is milliseconds."""
    guids: set[str] = set()
    clean: dict[object, str] = {}
    shapes = {key: (len(kind.fields), _role_at(kind)) for key, kind in types.items()}
    for note_id, guid, kind, modified, tags, fields in collection.rows("notes", NOTES):
        type_id = kind if isinstance(kind, int) else whole(kind)
        shape = shapes.get(type_id)
        if shape is None or not isinstance(fields, str):
            omissions.add("note has no note type", fields if isinstance(fields, str) else "")
            continue
        count, role_at = shape
        joined = _fields(fields, count)
        if joined is None:
            omissions.add("note is too long", fields)
            continue
        own = _plain(guid) if isinstance(guid, str) else ""
        if not own or own in guids:
            # The same key always, so that a second import knows the note again.
            own = f"{own or 'anki'}~{note_id}"
        guids.add(own)
        edited = (
            int(modified * 1000) if isinstance(modified, int | float) and 0 <= modified * 1000 <= now else now
        )
        created = note_id if 0 <= note_id <= now else now
        role = FactKind.OTHER if role_at is None else _role(joined, role_at)
        # Most notes have the tags of another one.
        words = clean.get(tags)
        if words is None:
            words = _tags(tags)
            if len(clean) < _REMEMBERED:
                clean[tags] = words
        yield note_id, own, type_id, joined, words, role, created, edited


def _plain(text: str) -> str:
    if text.isprintable() and text.isascii():
        return text
    return storable(text) if _UNSTORABLE.search(text) or "\x1f" in text else text


def _fields(text: str, count: int) -> str | None:
    """The fields of a note, exactly as many as its type has; None where they are too long."""
    if len(text) > limits.FIELDS:
        return None
    if _UNSTORABLE.search(text):
        text = _SEPARATOR.join(storable(each) for each in text.split(_SEPARATOR))
    if text.count(_SEPARATOR) + 1 != count:
        parts = text.split(_SEPARATOR)
        parts = [*parts[: count - 1], "<br>".join(parts[count - 1 :])]
        text = _SEPARATOR.join(parts + [""] * (count - len(parts)))
    if len(text) > limits.FIELD and max(map(len, text.split(_SEPARATOR))) > limits.FIELD:
        return None
    return text


def _tags(tags: object) -> str:
    if not isinstance(tags, str):
        return ""
    return " ".join(dict.fromkeys(_plain(tags[: limits.TEXT]).split()))


def _role_at(kind: NoteType) -> int | None:
    """Which field of a note type says the role, as our own do."""
    return next((place for place, each in enumerate(kind.fields) if each.name == "Role"), None)


def _role(joined: str, at: int) -> str:
    said = joined.split(_SEPARATOR)[at].strip().lower()
    return said if said in _ROLES else FactKind.OTHER
