"""Answers that name several things, as lists: Anki's templates cannot take a text apart."""

import re

from flashcards.core.note_types import LIST, SEQUENCE

#: The note types whose answers name several things.
ITEMISED = frozenset({LIST.id, SEQUENCE.id})
_ARROW = re.compile(r"\s*→\s*")
_ITEM = re.compile(r"\s*(?:;|<br\s*/?>)\s*(?:(?:and|or)\s+)?")
#: The end of a sign that HTML spells, which is no end of an item.
_SPELLED = re.compile(r"(&#?\w+);")
_BLOCK = re.compile(r"<(?:[uo]l|li|div|p|table)\b", re.IGNORECASE)


def with_items(fields: str, note_type_id: int) -> str:
    """A note's fields (joined by U+001F) with the items of its answer one below the other.

    "A; B; C" of a list and "A → B → C" of a sequence become HTML lists; an answer that has blocks of its own, or
    one item only, stays. For notes of the types above.
    """
    if note_type_id == LIST.id:
        return _listed(fields, _ITEM, "ul")
    return _listed(fields, _ARROW, "ol")


def _listed(fields: str, between: re.Pattern[str], tag: str) -> str:
    front, back, *rest = fields.split("\x1f")
    parts = between.split(_SPELLED.sub("\\1\x00", back))
    items = [each.replace("\x00", ";") for each in parts if each]
    if len(items) < 2 or _BLOCK.search(back):
        return fields
    listed = f"<{tag}>{''.join(f'<li>{each}</li>' for each in items)}</{tag}>"
    return "\x1f".join([front, listed, *rest])
