"""Notes as Markdown, to read, print or keep in a notebook: by article, each with its source sentence."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from flashcards.core.cards import Note, NoteType
from flashcards.core.rendering import gapped, hidden, to_text

_SIGNS = re.compile(r"([\\`*_\[\]<>|#~])")
#: What would begin a list.
_LINE_BEGINS = re.compile(r"^(\s*\d*)([-+.)])(?=\s)", re.MULTILINE)


def write_markdown(path: Path, deck: str, notes: Sequence[tuple[Note, NoteType, str]]) -> None:
    """Write the notes of a deck under the titles of their articles, in their order."""
    lines = [f"# {escaped(deck)}", ""]
    named = [(_named(note, kind), note, kind) for note, kind, _deck in notes]
    for title, group in groupby(named, key=lambda each: each[0].get("Source title", "")):
        if title:
            lines += [f"## {escaped(title)}", ""]
        for fields, note, kind in group:
            lines += _note(fields, note, kind)
    path.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


def escaped(text: str) -> str:
    """Plain text as Markdown that shows it unchanged."""
    return _LINE_BEGINS.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", text))


def _note(fields: dict[str, str], note: Note, kind: NoteType) -> Iterator[str]:
    first = to_text(note.fields[0])
    question = gapped(first) if kind.is_cloze else first
    second = to_text(note.fields[1]) if len(note.fields) > 1 else ""
    answer = hidden(first) if kind.is_cloze else second
    role = f" *({fields['Role']})*" if fields.get("Role") else ""
    yield f"- **{_lines(question)}**{role}  "
    yield f"  {_lines(answer)}"
    for source in _source(fields):
        yield f"  {source}".rstrip()
    yield ""


def _source(fields: dict[str, str]) -> Iterator[str]:
    sentence = fields.get("Source sentence", "")
    if not sentence:
        return
    yield ""
    yield f"> {_lines(sentence)}"
    link = fields.get("Source link", "")
    origin = [escaped(fields["Location"])] if fields.get("Location") else []
    if link:
        origin.append(f"<{link}>" if re.fullmatch(r"https?://[^\s<>]+", link) else escaped(link))
    if origin:
        yield f"> ({', '.join(origin)})"


def _lines(text: str) -> str:
    """A text on one line of a list."""
    return escaped(" / ".join(line.strip() for line in text.splitlines() if line.strip()))


def _named(note: Note, kind: NoteType) -> dict[str, str]:
    return {each.name: to_text(value) for each, value in zip(kind.fields, note.fields, strict=False)}
