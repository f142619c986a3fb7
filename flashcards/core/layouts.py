"""How a text file with notes is laid out: what stands in which column, and how it is written."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

#: What a column may hold beside a field, which is written as its name behind `FIELD`; empty for nothing we take.
GUID, DECK, TAGS, TYPE, NOTHING = "guid", "deck", "tags", "type", ""
FIELD = "="

#: A field that the file says nothing of, and that stays as it is in a note that is there.
UNSAID = "\x1a"

#: What may part columns; of several that would, the first does, for commas stand in prose and numbers too.
DELIMITERS = ("\t", ";", "|", ",")


@dataclass(frozen=True, slots=True)
class TextLayout:
    """`columns` say what each column holds, `titles` what its header or its first cell says.

    `header` says that the first row holds names; `html` that fields are HTML. Cards end with `end`, a line break
    unless the whole file is one line. `tags` go to every note; `deck` and `note_type` hold where no column says else.
    """

    encoding: str
    delimiter: str
    columns: tuple[str, ...]
    titles: tuple[str, ...]
    note_type: int
    deck: str
    header: bool = False
    html: bool = False
    comments: bool = False
    end: str = "\n"
    tags: str = ""

    def record(self) -> dict[str, Any]:
        """The layout as plain values."""
        return asdict(self)


def layout_of(values: Mapping[str, Any]) -> TextLayout:
    """The layout that plain values describe."""
    own = dict(values)
    return TextLayout(**own | {"columns": tuple(own["columns"]), "titles": tuple(own["titles"])})
