"""Note types of a stranger in our words; what we have no word for is kept as it is, for an export."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from flashcards.core.cards import NoteField, NoteType, Template
from flashcards.core.packages import Omissions
from flashcards.exchange.anki.importing import limits
from flashcards.exchange.anki.importing.small import items, text, whole

#: What of a note type, its fields and its templates we keep without a word of our own.
KEPT = ("sortf", "latexPre", "latexPost", "latexsvg", "originalStockKind")
KEPT_OF_FIELDS = (
    "font",
    "size",
    "rtl",
    "sticky",
    "description",
    "plainText",
    "collapsed",
    "excludeFromSearch",
    "preventDeletion",
)
KEPT_OF_TEMPLATES = ("bqfmt", "bafmt", "bfont", "bsize")
CLOZE = 1


def note_type_of(type_id: int, values: Mapping[str, Any], omissions: Omissions) -> NoteType | None:
    """A note type, None for one without fields or templates, or with absurdly many."""
    fields = sorted(items(values.get("flds")), key=_place)
    templates = sorted(items(values.get("tmpls")), key=_place)
    name = text(values.get("name"), most=200).strip() or "Note type"
    few = fields and templates
    if type_id <= 0 or not few or len(fields) > limits.TYPE_FIELDS or len(templates) > limits.TYPE_TEMPLATES:
        omissions.add("note type cannot be used", name)
        return None
    names = _distinct([text(each.get("name"), most=200).strip() or "Field" for each in fields])
    return NoteType(
        id=type_id,
        name=name,
        fields=tuple(
            NoteField(_id(each, type_id, f"field {place}"), own)
            for place, (each, own) in enumerate(zip(fields, names, strict=True))
        ),
        templates=tuple(
            Template(
                _id(each, type_id, f"template {place}"),
                text(each.get("name"), most=200) or f"Card {place + 1}",
                text(each.get("qfmt")),
                text(each.get("afmt")),
            )
            for place, each in enumerate(templates)
        ),
        css=text(values.get("css")),
        is_cloze=whole(values.get("type")) == CLOZE,
        modified=max(0, whole(values.get("mod"))),
        extra=json.dumps(
            {
                **_kept(values, KEPT),
                "flds": [_kept(each, KEPT_OF_FIELDS) for each in fields],
                "tmpls": [_kept(each, KEPT_OF_TEMPLATES) for each in templates],
            },
            sort_keys=True,
        ),
    )


def steady_id(*parts: object) -> int:
    """A number that the same parts always give, in the range of Anki's own ids of fields."""
    digest = sha256("\x1f".join(map(str, parts)).encode("utf-8", "replace")).digest()
    return int.from_bytes(digest[:8], signed=True)


def _place(values: Mapping[str, Any]) -> int:
    return whole(values.get("ord"))


def _id(values: Mapping[str, Any], type_id: int, place: str) -> int:
    return whole(values.get("id")) or steady_id(type_id, place)


def _distinct(names: list[str]) -> list[str]:
    """Names of fields of which none stands twice."""
    found: list[str] = []
    for name in names:
        own, number = name, 2
        while own in found:
            own, number = f"{name} {number}", number + 1
        found.append(own)
    return found


def _kept(values: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """What stands there of plain values."""
    return {name: _plain(values[name]) for name in names if isinstance(values.get(name), bool | int | str)}


def _plain(value: bool | int | str) -> bool | int | str:
    if isinstance(value, str):
        return text(value)
    return value if isinstance(value, bool) else whole(value)
