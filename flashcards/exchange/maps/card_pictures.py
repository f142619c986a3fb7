"""The pictures that a card about effects takes along to other programs, where only files can be shown.

In Extra1 stand the pictures of the question, one for each gap number, of which the template shows that of the card
that is asked; in Extra2 the whole picture for the answer. A card without such lines takes none.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from html import escape

from flashcards.core.card_pictures import ASKED_FIELD, PREFIX, TOLD_FIELD, without_pictures
from flashcards.core.cards import Note, NoteType
from flashcards.core.note_types import BASIC, CLOZE, SEQUENCE
from flashcards.core.rendering import gap_numbers, reveal, shown_gaps, to_text
from flashcards.core.steps import StepLine, read_lines
from flashcards.exchange.maps.step_lines import HIDDEN, step_svg

_EDGES = re.compile(r"^[\s.;]+|[\s.;]+$")


def with_pictures(note: Note, note_type: NoteType) -> tuple[Note, Mapping[str, bytes]]:
    """A note with the pictures of its effects in its extra fields, and the files that they name, by name.

    A file is named after its content, so that the same picture is the same file and a changed one another. Pictures
    that the note brought back from elsewhere go; anything else in those fields stays.
    """
    note = replace(note, fields=tuple(map(without_pictures, note.fields)))
    if note_type.id == CLOZE.id:
        asked, told = _of_gaps(to_text(note.fields[0]))
    elif note_type.id in (BASIC.id, SEQUENCE.id):
        asked, told = (), _lines(to_text(note.fields[1]), named=False)
    else:
        return note, {}
    if not told:
        return note, {}
    media: dict[str, bytes] = {}
    fields = list(note.fields)
    fields[note_type.index(ASKED_FIELD)] += "".join(
        _image(media, lines, f"step{number}") for number, lines in asked
    )
    fields[note_type.index(TOLD_FIELD)] += _image(media, told, "whole")
    return replace(note, fields=tuple(fields)), media


def _of_gaps(text: str) -> tuple[tuple[tuple[int, Sequence[StepLine]], ...], Sequence[StepLine]]:
    """The lines of a text with gaps: for each number with its gaps hidden, and with nothing hidden."""
    told = _lines(reveal(text), named=True)
    asked = tuple(
        (number, _lines(shown_gaps(text, number, HIDDEN), named=True)) for number in gap_numbers(text)
    )
    return asked, told


def _lines(text: str, *, named: bool) -> Sequence[StepLine]:
    return read_lines(text, named=named)[1]


def _image(media: dict[str, bytes], lines: Sequence[StepLine], step: str) -> str:
    content = step_svg(lines)
    name = f"{PREFIX}{sha256(content).hexdigest()[:24]}.svg"
    media[name] = content
    words = "; ".join(_spoken(line) for line in lines)
    return f'<img class="{step}" src="{name}" alt="{escape(words)}">'


def _spoken(line: StepLine) -> str:
    """A line in words, for those who do not see the picture."""
    words = line.things[0]
    for effect, thing in zip(line.effects, line.things[1:], strict=True):
        words += f" {effect or '→'} {thing}"
    return _EDGES.sub("", words)
