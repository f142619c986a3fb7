"""Finds out how a text file is laid out: Anki's own headers first (docs: Importing, text files), then its first rows."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flashcards.core.cards import NoteType
from flashcards.core.errors import CannotRead
from flashcards.core.layouts import DECK, DELIMITERS, FIELD, GUID, NOTHING, TAGS, TYPE, TextLayout
from flashcards.core.note_types import BASIC, CLOZE

_SEPARATORS = {
    "tab": "\t",
    "comma": ",",
    "semicolon": ";",
    "pipe": "|",
    "colon": ":",
    "space": " ",
}
#: Names of the first and of the second field: in English, German, French, Spanish, Italian, Portuguese, Dutch.
_FIRST = """front question term word prompt frage vorderseite begriff wort recto terme mot pregunta anverso término termino
    palabra domanda fronte termine parola pergunta frente termo palavra vraag voorkant begrip woord"""
_SECOND = """back answer definition meaning translation antwort rückseite bedeutung übersetzung réponse reponse verso définition
    traduction respuesta reverso definición definicion significado traducción risposta retro definizione significato
    traduzione resposta definição tradução antwoord achterkant betekenis vertaling"""
_KNOWN = dict.fromkeys(_FIRST.split(), 0) | dict.fromkeys(_SECOND.split(), 1)
_TAGS = "tags tag schlagwörter schlagworte étiquettes etiquetas etichette trefwoorden labels"
_OTHERS = dict.fromkeys(_TAGS.split(), TAGS) | {
    "deck": DECK,
    "guid": GUID,
    "id": GUID,
    "notetype": TYPE,
    "note type": TYPE,
}
_HTML = re.compile(r"<(?:br|b|i|u|div|p|img|span|sub|sup|ul|li)\b[^<>]*>|&(?:nbsp|lt|gt|amp);", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\[\]]+\]")
_SAMPLE_LINES, _SAMPLE, _LONGEST_TITLE = 60, 60_000, 60
#: Where a third column goes that says nothing of itself.
_NOTE_FIELD = "Student note"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known before a file is looked at: the note types there are, what the user says of it, a deck for the rest.

    `said` has the names of Anki's headers (separator, notetype, deck, html, tags, columns) and `header`, which says
    whether the first row holds names; it counts more than the file's own.
    """

    types: tuple[NoteType, ...]
    said: Mapping[str, str]
    deck: str


def sniffed(text: str, encoding: str, wanted: Wanted) -> TextLayout:
    """The layout that a text most likely has; raises `CannotRead` for a note type or column that there is not."""
    own = dict(_headers(text))
    headers = own | {name: value for name, value in wanted.said.items() if name != "columns"}
    end = ";" if _is_one_line(text) and "separator" not in headers else "\n"
    delimiter = _delimiter(text, headers, end)
    sample = list(rows_of(text[:_SAMPLE], delimiter, end, bool(own)))[:_SAMPLE_LINES]
    width = Counter(map(len, sample)).most_common(1)[0][0] if sample else 1
    first = sample[0] if sample else [""]
    kind = _note_type(headers.get("notetype", ""), wanted.types, sample, width)
    if kind.name.casefold() != headers.get("notetype", "").casefold():
        headers.pop("notetype", None)  # there is none of that name here, so its fields are not the file's
    titles = next(csv.reader([own["columns"]], delimiter=delimiter)) if own.get("columns") else first
    names_itself = not own and _names(first, kind) >= min(2, width)
    if "header" in headers:
        names_itself = headers["header"] == "true"
    by_name = bool(own.get("columns")) or names_itself
    columns = _by_header(headers, titles, kind, width) if by_name else _by_place(headers, sample, kind, width)
    if wanted.said.get("columns"):
        columns = _as_said(wanted.said["columns"], kind, width)
    return TextLayout(
        encoding=encoding,
        delimiter=delimiter,
        columns=tuple(columns),
        titles=tuple(cell.strip()[:_LONGEST_TITLE] for cell in titles[:width])
        + ("",) * (width - len(titles)),
        note_type=kind.id,
        deck=headers.get("deck", "").strip() or wanted.deck,
        header=names_itself,
        html=_is_html(headers, sample),
        comments=bool(own),
        end=end,
        tags=headers.get("tags", ""),
    )


def rows_of(text: str, delimiter: str, end: str, comments: bool) -> Iterator[list[str]]:
    """The rows of a text; with `comments` lines that begin with a number sign are none. Raises `csv.Error`."""
    if end != "\n":
        yield from (
            [cell.strip() for cell in card.split(delimiter, 1)] for card in text.split(end) if card.strip()
        )
        return
    lines = (line for line in text.splitlines(keepends=True) if not (comments and line.startswith("#")))
    for row in csv.reader(lines, delimiter=delimiter, strict=False):
        if any(cell.strip() for cell in row):
            yield row


def _headers(text: str) -> Iterator[tuple[str, str]]:
    """Anki's headers, `#name:value`, at the beginning of the file."""
    for line in text.splitlines()[:50]:
        if not line.startswith("#"):
            return
        name, colon, value = line[1:].partition(":")
        if colon and len(name) < 30:
            yield name.strip().lower(), value.strip("\r\n") if name == "separator" else value.strip()


def _is_one_line(text: str) -> bool:
    """Whether all cards stand in one line, `term,definition;term,definition`, as Quizlet writes when it is told to."""
    line = text.strip()
    cards = [card for card in line.split(";") if card.strip()]
    return "\n" not in line and len(cards) > 1 and all("," in card or "\t" in card for card in cards)


def _delimiter(text: str, headers: dict[str, str], end: str) -> str:
    named = headers.get("separator", "")
    if named:
        return _SEPARATORS.get(named.strip().lower(), named[:1] or "\t")
    if end != "\n":
        return "\t" if "\t" in text else ","
    best, most = "\t", 0.0
    for delimiter in DELIMITERS:
        widths = Counter(len(row) for row in _some(text, delimiter, bool(headers)))
        if widths:
            width, count = max(widths.items(), key=lambda each: (each[1], each[0]))
            score = count / sum(widths.values()) if width > 1 else 0.0
            if score > most:
                best, most = delimiter, score
    return best


def _some(text: str, delimiter: str, comments: bool) -> list[list[str]]:
    try:
        found = list(rows_of(text[:_SAMPLE], delimiter, "\n", comments))
    except csv.Error:
        return []
    return found[:_SAMPLE_LINES]


def _as_said(said: str, kind: NoteType, width: int) -> list[str]:
    """Columns by the names that the user gave them, parted by commas; a hyphen or nothing takes none."""
    fields = {each.name.lower(): FIELD + each.name for each in kind.fields}
    known = fields | _OTHERS | {"-": NOTHING, "": NOTHING}
    found = []
    for name in said.split(",")[:width]:
        if name.strip().lower() not in known:
            raise CannotRead(
                f"There is no field “{name.strip()}”; {kind.name} has {', '.join(each.name for each in kind.fields)}."
            )
        found.append(known[name.strip().lower()])
    return found + [NOTHING] * (width - len(found))


def _note_type(name: str, types: Sequence[NoteType], sample: Sequence[Sequence[str]], width: int) -> NoteType:
    """The one that the file names; gaps for sentences with brackets alone, as Mnemosyne writes; else questions."""
    named = next((each for each in types if each.name.casefold() == name.strip().casefold()), None)
    if named is not None:
        return named
    gaps = sum("{{c1::" in row[0] for row in sample)
    brackets = width == 1 and sum(bool(_BRACKETS.search(row[0])) for row in sample) * 2 > len(sample)
    return CLOZE if gaps * 2 > len(sample) or brackets else BASIC


def _names(cells: Sequence[str], kind: NoteType) -> int:
    """How many cells are names of what a column may hold."""
    fields = {each.name.lower() for each in kind.fields}
    return sum(cell.strip().lower() in fields | set(_KNOWN) | set(_OTHERS) for cell in cells)


def _by_header(headers: dict[str, str], titles: Sequence[str], kind: NoteType, width: int) -> list[str]:
    fields = {each.name.lower(): each.name for each in kind.fields}
    found = [NOTHING] * width
    for place, title in enumerate(titles[:width]):
        name = title.strip().lower()
        if name in fields:
            found[place] = FIELD + fields[name]
        elif name in _OTHERS:
            found[place] = _OTHERS[name]
        elif name in _KNOWN and _KNOWN[name] < len(kind.fields):
            found[place] = FIELD + kind.fields[_KNOWN[name]].name
    return _with_special(headers, found)


def _by_place(
    headers: dict[str, str], sample: Sequence[Sequence[str]], kind: NoteType, width: int
) -> list[str]:
    """Fields in their order in the columns that Anki's headers leave; beyond two, ours have fields of another kind."""
    found = _with_special(headers, [NOTHING] * width)
    own = kind.fields[:2] if kind in (BASIC, CLOZE) and not headers.get("notetype") else kind.fields
    names = [each.name for each in own]
    for place in range(width):
        if found[place] == NOTHING and names:
            found[place] = FIELD + names.pop(0)
        elif found[place] == NOTHING and kind in (BASIC, CLOZE):
            found[place] = TAGS if _are_tags(sample, place) else FIELD + _NOTE_FIELD
            break
    return found


def _with_special(headers: dict[str, str], found: list[str]) -> list[str]:
    for header, role in (
        ("guid column", GUID),
        ("deck column", DECK),
        ("tags column", TAGS),
        ("notetype column", TYPE),
    ):
        place = headers.get(header, "")
        if place.isascii() and place.isdigit() and 1 <= int(place[:6]) <= len(found):
            found[int(place) - 1] = role
    return found


def _are_tags(sample: Sequence[Sequence[str]], place: int) -> bool:
    cells = [row[place].strip() for row in sample if len(row) > place and row[place].strip()]
    return bool(cells) and all(len(cell.split()) <= 5 and not cell.endswith((".", "?")) for cell in cells)


def _is_html(headers: dict[str, str], sample: Sequence[Sequence[str]]) -> bool:
    if "html" in headers:
        return headers["html"].lower() == "true"
    return any(_HTML.search(cell) for row in sample for cell in row)
