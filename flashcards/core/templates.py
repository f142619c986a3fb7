"""Anki's template language: what a side of a card shows, from its template and the fields of its note.

Rules as in rslib/src/template.rs and template_filters.rs: `{{Field}}` with filters before it, sections
`{{#Field}}` and `{{^Field}}`, comments left alone, gaps, answers to type, hints. Filters that nobody knows show the
field unfiltered. Every step is linear in the length of the text: templates come from strangers.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from urllib.parse import quote

from flashcards.core.clozes import Gap, gaps_in, hides_places, parts_of, shown, spelled

_TOKEN = re.compile(r"(<!--)|\{\{([^{}]*)\}\}")
_EMPTY = re.compile(r"(?:\s|</?(?:br|div) ?/?>)*", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_RUBY = re.compile(r" ?([^ >\[\]]+)\[([^\[\]]*)\]")
#: Old templates may begin with this and then write their marks in another way.
_OLD_MARKS = "{{=<% %>=}}"
#: How the address of a link begins that holds a hint: what follows is its HTML, quoted as addresses are.
HINT = "hint:"
#: The line that stands where an answer is to be typed.
TO_TYPE = '<span class="typed">________</span>'
_DEEPEST = 100
_LONGEST = 2_000_000
_SHORT = 20_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What a template is filled for: the fields by name, which of the cards (from 1), and whether it is the question."""

    fields: Mapping[str, str]
    number: int
    question: bool
    is_cloze: bool = False


@dataclass(slots=True)
class _Section:
    """An open section: its name, and whether what stands in it is shown."""

    name: str
    visible: bool


def fill(template: str, asked: Asked) -> str:
    """One side of a card as HTML."""
    if template.lstrip().startswith(_OLD_MARKS):
        template = template.replace(_OLD_MARKS, "", 1).replace("<%", "{{").replace("%>", "}}")
    sections: list[_Section] = []
    found: list[str] = []
    size = 0
    for piece, mark in _pieces(template):
        if mark is None:
            shown_piece = piece
        elif mark[:1] in ("#", "^", "/"):
            _turn(sections, mark, asked)
            continue
        else:
            shown_piece = "" if sections and not sections[-1].visible else _mark(mark, asked)
        if not sections or sections[-1].visible:
            size += len(shown_piece)
            if size > _LONGEST:
                break
            found.append(shown_piece)
    return "".join(found)


def shows_a_field(template: str, asked: Asked) -> bool:
    """Whether a side shows any field that is not empty; Anki makes a card only of a front that does."""
    names = {name: value for name, value in asked.fields.items() if not is_empty(value)}
    bare = fill(template, Asked(dict.fromkeys(names, ""), asked.number, True))
    return fill(template, Asked(names, asked.number, True)) != bare


def is_empty(field: str) -> bool:
    """Whether a field counts as empty: only spaces and line breaks."""
    return _EMPTY.fullmatch(field[:_LONGEST]) is not None


def _pieces(template: str) -> Iterable[tuple[str, str | None]]:
    """The pieces of a template; those of short ones are kept, for every card of a note type asks for the same."""
    return _kept_pieces(template) if len(template) < _SHORT else _taken_apart(template)


@lru_cache(maxsize=64)
def _kept_pieces(template: str) -> tuple[tuple[str, str | None], ...]:
    return tuple(_taken_apart(template))


def _taken_apart(template: str) -> Iterator[tuple[str, str | None]]:
    """Text as it stands with None, and marks with what is in them; a comment is text, whatever is in it."""
    at = until = 0
    unclosed = False
    for token in _TOKEN.finditer(template):
        if token.start() < until:
            continue
        if token[1]:
            until = 0 if unclosed else template.find("-->", token.end()) + 3
            unclosed = unclosed or until < token.end()
            continue
        if token.start() > at:
            yield template[at : token.start()], None
        yield token[0], token[2].strip()
        at = token.end()
    if at < len(template):
        yield template[at:], None


def _turn(sections: list[_Section], mark: str, asked: Asked) -> None:
    """Open or close a section; a close that fits none closes none."""
    kind, name = mark[0], mark[1:].strip()
    if kind == "/":
        if any(each.name == name for each in sections):
            while sections.pop().name != name:
                pass
        return
    visible = not sections or sections[-1].visible
    if len(sections) < _DEEPEST:
        sections.append(_Section(name, visible and _is_filled(name, asked) == (kind == "#")))


def _is_filled(name: str, asked: Asked) -> bool:
    if asked.is_cloze and name == f"c{asked.number}":
        return True
    return not is_empty(asked.fields.get(name, ""))


def _mark(mark: str, asked: Asked) -> str:
    *filters, name = (part.strip() for part in mark.split(":"))
    value = asked.fields.get(name)
    if value is None:
        return ""
    for each in reversed(filters):
        value = _filtered(each.lower(), value, name, filters, asked)
    return value


def _filtered(filter_: str, value: str, name: str, filters: Sequence[str], asked: Asked) -> str:
    if filter_ == "cloze":
        return cloze(value, asked.number, question=asked.question)
    if filter_ == "cloze-only":
        return ", ".join(shown(gap) for gap in gaps_in(value) if asked.number in gap.numbers)
    if filter_ == "text":
        return _TAG.sub("", value)
    if filter_ == "type":
        return _typed(value, filters, asked)
    if filter_ == "hint":
        return _hint(value, name, asked)
    if filter_ in _RUBY_PARTS:
        return _RUBY.sub(_RUBY_PARTS[filter_], value)
    return "" if filter_.startswith("tts ") else value


_RUBY_PARTS = {"kanji": r"\1", "kana": r"\2", "furigana": r"<ruby>\1<rt>\2</rt></ruby>"}


def cloze(text: str, number: int, *, question: bool) -> str:
    """A text with the gaps of one number hidden, or shown; empty where it has none of that number, or only hides places of
    a picture."""
    if hides_places(text):
        return ""
    parts = parts_of(text)
    if not any(number in gap.numbers for part in parts if isinstance(part, Gap) for gap in part.walk()):
        return ""

    def gap_as(gap: Gap) -> str:
        if number not in gap.numbers:
            return spelled(gap.parts, gap_as)
        inside = f"[{gap.hint or '...'}]" if question else spelled(gap.parts, gap_as)
        return f'<span class="cloze">{inside}</span>'

    return spelled(parts, gap_as)


def _typed(value: str, filters: Sequence[str], asked: Asked) -> str:
    """Where Anki lets an answer be typed: a line to fill in, and what it should say."""
    if asked.question:
        return TO_TYPE
    if "cloze" in (each.lower() for each in filters):
        return value
    return f'<span class="typed">{value}</span>'


def _hint(value: str, name: str, asked: Asked) -> str:
    """A hint is shown with the answer; before, a link of its name holds it, which opens in its place."""
    if is_empty(value):
        return ""
    if asked.question:
        return f'<a class="hint" href="{HINT}{quote(value)}">[{escape(name)}]</a>'
    return f'<span class="hint">{escape(name)}: {value}</span>'
