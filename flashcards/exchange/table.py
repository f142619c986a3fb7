"""Notes as a table that Anki reads and updates by (docs.ankiweb.net, "Text files"), and that is safe in a spreadsheet.

A spreadsheet takes a cell that begins with one of some signs for a formula, in quotation marks or not. In fields, which
are HTML, such a sign is written as HTML's number for it: it shows the same and computes nothing.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from flashcards.core.cards import Note, NoteType

_NAMES = {",": "Comma", "\t": "Tab"}
_META = ("Guid", "Note type", "Deck")
#: Signs that begin a formula; wide ones too, for spreadsheets of East Asia. Line breaks and tabs are skipped by some.
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
_NUMBERED = {f"&#{ord(sign)};": sign for sign in _FORMULA}
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")


def write_table(path: Path, notes: Sequence[tuple[Note, NoteType, str]], separator: str) -> None:
    """Write notes with their types and decks, in Anki's columns: guid, note type, deck, fields, tags."""
    width = max(len(note.fields) for note, _kind, _deck in notes)
    kinds = {kind.id: kind for _note, kind, _deck in notes}
    most_kind = kinds[Counter(kind.id for _note, kind, _deck in notes).most_common(1)[0][0]]
    # A byte order mark tells a spreadsheet the encoding of a .csv, and Anki skips it.
    encoding = "utf-8-sig" if separator == "," else "utf-8"
    with path.open("w", encoding=encoding, newline="") as file:
        file.writelines(f"{line}\n" for line in _head(separator, width, most_kind))
        # Quoted throughout: a first cell that begins with # would be a comment.
        writer = csv.writer(file, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerows(_rows(notes, width))


def guarded(field: str) -> str:
    """A field's HTML as a cell that is no formula."""
    return f"&#{ord(field[0])};{field[1:]}" if field[:1] in _FORMULA and field else field


def unguarded(cell: str) -> str:
    """The field that such a cell was made of."""
    head, mark, rest = cell.partition(";")
    sign = _NUMBERED.get(head + mark)
    return cell if sign is None else sign + rest


def _head(separator: str, width: int, kind: NoteType) -> Iterable[str]:
    """The headers; the columns are named after the fields of the type that most notes have."""
    yield f"#separator:{_NAMES[separator]}"
    yield "#html:true"
    for number, name in enumerate(("guid", "notetype", "deck"), 1):
        yield f"#{name} column:{number}"
    yield f"#tags column:{len(_META) + width + 1}"
    fields = [each.name.replace(separator, " ") for each in kind.fields]
    fields += [f"Field {at}" for at in range(len(fields) + 1, width + 1)]
    yield f"#columns:{separator.join((*_META, *fields, 'Tags'))}"


def _rows(notes: Iterable[tuple[Note, NoteType, str]], width: int) -> Iterable[list[str]]:
    for note, kind, deck in notes:
        fields = [guarded(each) for each in note.fields]
        empty = [""] * (width - len(fields))
        yield [
            _guid(note.guid),
            padded(kind.name),
            padded(deck),
            *fields,
            *empty,
            padded(" ".join(note.tags)),
        ]


def _guid(guid: str) -> str:
    """A guid cannot be written otherwise; one that might compute something is left out, and Anki goes by the first field."""
    return guid if guid[:1] not in _FORMULA or _PLAIN.issuperset(guid) else ""


def padded(text: str) -> str:
    """Plain text as a cell that is no formula; Anki and we ignore spaces around such names."""
    return f" {text}" if text[:1] in _FORMULA and text else text
