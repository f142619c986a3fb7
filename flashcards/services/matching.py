"""Which note type of ours a package's note type is, and what to keep of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from flashcards.core.cards import NoteType
from flashcards.core.note_types import BUILT_IN

_OURS = frozenset(each.id for each in BUILT_IN)
#: Ids of note types are milliseconds since 1970 in Anki; those that we have to give lie in the years 2000 to 2030.
_FIRST, _SPAN = 946_684_800_000, 946_684_800_000


@dataclass(frozen=True, slots=True)
class Matched:
    """Ids of note types, theirs to ours, and the note types to write: new ones and newer forms of those there are."""

    ids: Mapping[int, int]
    changed: tuple[NoteType, ...]


def match_types(theirs: Iterable[NoteType], ours: Mapping[int, NoteType]) -> Matched:
    """Match by id where fields agree by id or by name, as Anki does; another note type gets an id that stays the same.

    Note types of the program itself stay as they are.
    """
    ids: dict[int, int] = {}
    changed: list[NoteType] = []
    for each in theirs:
        known = ours.get(each.id)
        if known is not None and not _agree(known, each):
            each_id = _own_id(each)
            ids[each.id] = each_id
            if each_id not in ours:
                changed.append(replace(each, id=each_id, name=f"{each.name} ({len(each.fields)} fields)"))
            continue
        ids[each.id] = each.id
        if known is None or _newer(known, each):
            changed.append(each)
    return Matched(ids, tuple(changed))


def _newer(ours: NoteType, theirs: NoteType) -> bool:
    """Whether theirs takes the place of ours; one that lost a template would leave cards without one."""
    fuller = len(theirs.templates) >= len(ours.templates)
    return ours.id not in _OURS and fuller and theirs.modified > ours.modified


def _agree(ours: NoteType, theirs: NoteType) -> bool:
    """Whether notes of one fit the other: the same fields in the same order, templates for all of its cards."""
    if ours.is_cloze != theirs.is_cloze or len(ours.fields) != len(theirs.fields):
        return False
    more = len(theirs.templates) > len(ours.templates)
    if more and (ours.id in _OURS or theirs.modified <= ours.modified):
        return False
    return all(
        mine.id == other.id or mine.name == other.name
        for mine, other in zip(ours.fields, theirs.fields, strict=True)
    )


def _own_id(note_type: NoteType) -> int:
    parts = (str(note_type.id), str(note_type.is_cloze), *(each.name for each in note_type.fields))
    digest = sha256("\x1f".join(parts).encode("utf-8", "replace")).digest()
    return _FIRST + int.from_bytes(digest[:8]) % _SPAN
