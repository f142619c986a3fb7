"""Note types of other programs out of our deck file (`exchange.deck_types`), checked as those of a package are."""

from collections.abc import Mapping
from typing import Any

from flashcards.core.cards import NoteType
from flashcards.core.packages import Omissions
from flashcards.exchange.anki.importing.types import CLOZE, note_type_of


def type_of(record: Mapping[str, Any]) -> NoteType:
    """The note type that plain values make; raises `ValueError` for one that cannot be used."""
    values = {
        **record,
        "mod": record.get("modified"),
        "type": CLOZE if record.get("cloze") else 0,
        "flds": [{**each, "ord": place} for place, each in enumerate(record["fields"])],
        "tmpls": [
            {**each, "ord": place, "qfmt": each["front"], "afmt": each["back"]}
            for place, each in enumerate(record["templates"])
        ],
    }
    made = note_type_of(int(record["id"]), values, Omissions())
    if made is None:
        raise ValueError("a note type without fields or templates")
    return made
