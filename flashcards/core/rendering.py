"""A card's two sides as HTML, from its note and the templates of its note type.

Follows the part of Anki's template language that its own decks use most: `{{Field}}`, sections
`{{#Field}}` and `{{^Field}}`, `{{FrontSide}}`, and `{{cloze:Field}}` with hints. An unknown field
shows nothing; an unknown filter shows the field unfiltered.
"""

import re
from dataclasses import dataclass
from html import escape, unescape

from flashcards.core.cards import Note, NoteType
from flashcards.core.text import storable

_SECTION = re.compile(r"\{\{([#^])([^{}]+?)\}\}(.*?)\{\{/\2\}\}", re.DOTALL)
_MARK = re.compile(r"\{\{(?!c\d+::)([^{}]+?)\}\}")
_CLOZE = re.compile(r"\{\{c(\d+)::(.*?)(?:::(.*?))?\}\}", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"<br\s*/?>|</(?:div|p|li)>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sides:
    """The question side and the whole answer side of a card, as HTML."""

    front: str
    back: str


def render(note: Note, note_type: NoteType, ordinal: int) -> Sides:
    """Both sides of the card with that ordinal."""
    template = note_type.templates[0 if note_type.is_cloze else ordinal]
    fields = dict(zip((each.name for each in note_type.fields), note.fields, strict=True))
    front = _fill(template.front, fields, ordinal + 1, hide=True)
    back = _fill(template.back, fields | {"FrontSide": front}, ordinal + 1, hide=False)
    return Sides(front, back)


def ordinals(note_type: NoteType, fields: tuple[str, ...]) -> tuple[int, ...]:
    """Which cards a note makes: one for each template, or one for each cloze number in its fields."""
    if not note_type.is_cloze:
        return tuple(range(len(note_type.templates)))
    numbers = {number for value in fields for number in gap_numbers(value)}
    return tuple(number - 1 for number in sorted(numbers))


def to_html(text: str) -> str:
    """Plain text as a field's HTML."""
    return escape(storable(text), quote=False).replace("\n", "<br>")


def to_text(html: str) -> str:
    """A field's HTML as plain text."""
    return unescape(_TAG.sub("", _BREAK.sub("\n", html))).strip()


def reveal(cloze: str) -> str:
    """A cloze text with nothing hidden."""
    return _CLOZE.sub(lambda match: match[2], cloze)


def gapped(cloze: str) -> str:
    """A cloze text with every gap shown as `[...]`, or as its hint."""
    return _CLOZE.sub(lambda match: f"[{match[3] or '...'}]", cloze)


def gap_numbers(cloze: str) -> tuple[int, ...]:
    """The numbers of a cloze text's gaps, each once, in their order."""
    return tuple(sorted({number for match in _CLOZE.finditer(cloze) if (number := int(match[1])) > 0}))


def shown_gaps(cloze: str, number: int, mark: str) -> str:
    """A cloze text with a mark in place of the gaps of one number, and the others filled."""
    return _CLOZE.sub(lambda match: mark if int(match[1]) == number else match[2], cloze)


def hidden(cloze: str) -> str:
    """What the gaps of a cloze text hide, each once."""
    return "; ".join(dict.fromkeys(match[2] for match in _CLOZE.finditer(cloze)))


def answer_of(note: Note, note_type: NoteType, ordinal: int) -> str:
    """What a card wants to hear, as plain text: what its gaps hide, or else the note's second field."""
    if not note_type.is_cloze:
        return to_text(note.fields[1]) if len(note.fields) > 1 else ""
    gaps = (match for value in note.fields for match in _CLOZE.finditer(value))
    return "; ".join(dict.fromkeys(to_text(gap[2]) for gap in gaps if int(gap[1]) == ordinal + 1))


def _fill(template: str, fields: dict[str, str], number: int, *, hide: bool) -> str:
    def section(match: re.Match[str]) -> str:
        filled = bool(to_text(fields.get(match[2].strip(), "")))
        return sections(match[3]) if filled == (match[1] == "#") else ""

    def sections(text: str) -> str:
        return _SECTION.sub(section, text)

    def mark(match: re.Match[str]) -> str:
        *filters, name = match[1].split(":")
        value = fields.get(name.strip(), "")
        if "type" in filters and hide:
            return ""  # where an answer is typed, it is not shown
        return _cloze(value, number, hide=hide) if "cloze" in filters else value

    return _MARK.sub(mark, sections(template))


def _cloze(text: str, number: int, *, hide: bool) -> str:
    def gap(match: re.Match[str]) -> str:
        if int(match[1]) != number:
            return match[2]
        shown = f"[{match[3] or '...'}]" if hide else match[2]
        return f'<span class="cloze">{shown}</span>'

    return _CLOZE.sub(gap, text)
