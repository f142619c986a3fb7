"""Note types of other programs in our deck file: ours by our words, what Anki keeps beside them by Anki's.

They are read, and checked as those of a package are, by `anki.importing.deck_types`.
"""

import json
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from flashcards.core.cards import NoteType


def type_record(kind: NoteType) -> dict[str, Any]:
    """A note type as plain values."""
    rest: dict[str, Any] = json.loads(kind.extra) if kind.extra else {}
    fields = [{"id": each.id, "name": each.name} for each in kind.fields]
    templates = [
        {"id": each.id, "name": each.name, "front": each.front, "back": each.back} for each in kind.templates
    ]
    return {
        "id": kind.id,
        "name": kind.name,
        "cloze": kind.is_cloze,
        "modified": kind.modified,
        "css": kind.css,
        "fields": _with(fields, rest.pop("flds", [])),
        "templates": _with(templates, rest.pop("tmpls", [])),
        **rest,
    }


def _with(own: Sequence[dict[str, Any]], kept: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    nothing: dict[str, Any] = {}
    return [{**each, **rest} for each, rest in zip_longest(own, kept[: len(own)], fillvalue=nothing)]
