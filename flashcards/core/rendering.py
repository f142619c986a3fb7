"""A card's two sides as HTML, from its note and the templates of its note type (`core.templates`)."""

import re
from dataclasses import dataclass
from html import escape, unescape

from flashcards.core.card_pictures import without_pictures
from flashcards.core.cards import Note, NoteType
from flashcards.core.clozes import Gap, gaps_in, inside, parts_of, shown, spelled
from flashcards.core.occlusion import covered
from flashcards.core.templates import TO_TYPE, Asked, fill, shows_a_field
from flashcards.core.text import storable

_TAG = re.compile(r"<[^<>]*>")
#: What Anki's script shows the places with.
_TOGGLE = re.compile(r"<button id=\"toggle\">[^<]*</button>")
_BREAK = re.compile(r"<br\s*/?>|</(?:div|p|li)>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sides:
    """The question side and the whole answer side of a card, as HTML."""

    front: str
    back: str


def render(note: Note, note_type: NoteType, ordinal: int, deck: str = "", flag: int = 0) -> Sides:
    """Both sides of the card with that ordinal; a template may also show the name of its deck and the card's flag."""
    template = note_type.templates[0 if note_type.is_cloze else min(ordinal, len(note_type.templates) - 1)]
    fields = {
        "Tags": " ".join(note.tags),
        "Type": note_type.name,
        "Deck": deck,
        "Subdeck": deck.rpartition("::")[2],
        "Card": template.name,
        "CardFlag": f"flag{flag}",
    }
    fields = {name: escape(value) for name, value in fields.items()}
    names = (each.name for each in note_type.fields)
    fields |= zip(names, map(without_pictures, note.fields), strict=False)
    front = _side(template.front, fields, ordinal, note_type)
    fields["FrontSide"] = front.replace(TO_TYPE, "")
    return Sides(front, _side(template.back, fields, ordinal, note_type, question=False))


def _side(
    template: str, fields: dict[str, str], ordinal: int, note_type: NoteType, *, question: bool = True
) -> str:
    if not note_type.is_cloze:
        return fill(template, Asked(fields, ordinal + 1, question))
    shown = covered(fields, ordinal + 1, question=question)
    side = fill(template, Asked(shown, ordinal + 1, question, is_cloze=True))
    return side if shown == fields else _TOGGLE.sub("", side)


def ordinals(note_type: NoteType, fields: tuple[str, ...]) -> tuple[int, ...]:
    """Which cards a note makes: one for each template whose front shows a field, or one for each number of its gaps.

    A note that fills no front makes its first card.
    """
    if note_type.is_cloze:
        numbers = {number for value in fields for gap in gaps_in(value) for number in gap.numbers}
        return tuple(sorted(number - 1 for number in numbers if number > 0))
    named = dict(zip((each.name for each in note_type.fields), fields, strict=False))
    made = (
        place
        for place, template in enumerate(note_type.templates)
        if shows_a_field(template.front, Asked(named, place + 1, question=True))
    )
    return tuple(made) or (0,)


def to_html(text: str) -> str:
    """Plain text as a field's HTML."""
    return escape(storable(text), quote=False).replace("\n", "<br>")


def to_text(html: str) -> str:
    """A field's HTML as plain text."""
    return unescape(_TAG.sub("", _BREAK.sub("\n", html))).strip()


def reveal(cloze: str) -> str:
    """A cloze text with nothing hidden."""
    return spelled(parts_of(cloze), shown)


def gapped(cloze: str) -> str:
    """A cloze text with every gap shown as `[...]`, or as its hint."""
    return spelled(parts_of(cloze), lambda gap: f"[{gap.hint or '...'}]")


def gap_numbers(cloze: str) -> tuple[int, ...]:
    """The numbers of a cloze text's gaps, each once, in their order."""
    return tuple(sorted({number for gap in gaps_in(cloze) for number in gap.numbers if number > 0}))


def shown_gaps(cloze: str, number: int, mark: str) -> str:
    """A cloze text with a mark in place of the gaps of one number, and the others filled."""
    return spelled(parts_of(cloze), lambda gap: mark if number in gap.numbers else shown(gap))


def one_gap(cloze: str, number: int) -> str:
    """A cloze text with the gaps of one number only, as its first, and the others filled."""

    def kept(gap: Gap) -> str:
        hint = f"::{gap.hint}" if gap.hint else ""
        return f"{{{{c1::{shown(gap)}{hint}}}}}" if number in gap.numbers else inside(gap, kept)

    return spelled(parts_of(cloze), kept)


def hidden(cloze: str) -> str:
    """What the gaps of a cloze text hide, each once."""
    return "; ".join(dict.fromkeys(shown(gap) for gap in gaps_in(cloze)))


def answer_of(note: Note, note_type: NoteType, ordinal: int) -> str:
    """What a card wants to hear, as plain text: what its gaps hide, or else the note's second field."""
    if not note_type.is_cloze:
        return to_text(note.fields[1]) if len(note.fields) > 1 else ""
    gaps: list[Gap] = [gap for value in note.fields for gap in gaps_in(value)]
    return "; ".join(dict.fromkeys(to_text(shown(gap)) for gap in gaps if ordinal + 1 in gap.numbers))
