"""A card's two sides as they are printed: plain text, what gaps hide underlined, and its pictures."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import count

from flashcards.core.card_sheets import PrintedSide
from flashcards.core.cards import Note, NoteType
from flashcards.core.note_types import BASIC, BUILT_IN, CHOICE, CLOZE, LIST, REVERSED, SEQUENCE
from flashcards.core.ordering import steps_of
from flashcards.core.rendering import Sides, answer_of, render, reveal, shown_gaps, to_text
from flashcards.core.steps import StepLine, read_lines
from flashcards.core.study_lists import Piece
from flashcards.core.templates import TO_TYPE, cloze
from flashcards.exchange.maps.step_lines import HIDDEN, step_svg
from flashcards.exchange.media import names_in
from flashcards.services.sanitising import safe_html

#: Gives the content of a file of the library's media by its name, empty for one that is not there.
Media = Callable[[str], bytes]

_OURS = frozenset(each.id for each in BUILT_IN)
#: What parts the answer from the question that is repeated above it.
_ANSWER = re.compile(r"<hr\b[^<>]*\bid\s*=\s*[\"']?answer\b[^<>]*>", re.IGNORECASE)
_GAP = re.compile(r'<span class="cloze">(.*?)</span>', re.DOTALL)
_LISTS = re.compile(r"<(/?)(ol|ul|li)\b([^<>]*)>", re.IGNORECASE)
_LETTERED = re.compile(r"\btype\s*=\s*[\"']?A\b")
_ITEM = re.compile(r"\s*;\s*(?:(?:and|or)\s+)?")


def printed_sides(note: Note, kind: NoteType, ordinal: int, media: Media) -> tuple[PrintedSide, PrintedSide]:
    """The front and the back of one card of a note; the source is not on them."""
    if kind.id == CLOZE.id:
        return _with_gaps(note, kind, ordinal, media)
    if kind.id not in _OURS:
        return _foreign(render(note, kind, ordinal), media)
    first, second = note.fields[:2]
    if kind.id == REVERSED.id and ordinal == 1:
        first, second = second, first
    if kind.id == CHOICE.id:
        first = f"{first}{note.fields[kind.index('Extra1')]}"
    return _side(first, media), _answer(second, kind, media)


def _with_gaps(note: Note, kind: NoteType, ordinal: int, media: Media) -> tuple[PrintedSide, PrintedSide]:
    number = ordinal + 1
    text, more = note.fields[:2]
    plain = to_text(text)
    asked = read_lines(shown_gaps(plain, number, HIDDEN))
    told = read_lines(reveal(plain))
    front = _side(cloze(text, number, question=True), media, asked, underlined=False)
    back = _side(f"{cloze(text, number, question=False)}<br>{more}".removesuffix("<br>"), media, told)
    if back.drawing:
        beside = (Piece(answer_of(note, kind, ordinal), underlined=True),)
        back = PrintedSide(back.words, beside, back.drawing, back.pictures)
    return front, back


def _answer(html: str, kind: NoteType, media: Media) -> PrintedSide:
    """The answer of one of our notes: things of a list below each other, steps numbered and drawn."""
    text = to_text(html)
    drawn = read_lines(text, named=False) if kind.id in (BASIC.id, SEQUENCE.id) else ("", ())
    side = _side(html, media, drawn)
    items: Sequence[str] = ()
    marks: Iterator[str] = iter(())
    if kind.id == LIST.id and "<" not in html:
        items, marks = _ITEM.split(text), (f"{sign} " for sign in "•" * len(text))
    elif kind.id == SEQUENCE.id:
        items, marks = steps_of(text), (f"{number}. " for number in count(1))
    if len(items) < 2:
        return side
    words = "\n".join(mark + item for mark, item in zip(marks, items, strict=False))
    return PrintedSide((Piece(words),), side.beside, side.drawing, side.pictures)


def _foreign(sides: Sides, media: Media) -> tuple[PrintedSide, PrintedSide]:
    """The sides of another program's card, whose back often repeats the front."""
    front, back = sides.front, sides.back
    parts = _ANSWER.split(back, maxsplit=1)
    shown = parts[1] if len(parts) > 1 else back.removeprefix(front)
    told = _side(shown, media)
    if not told.words and not told.pictures:
        told = _side(back, media)
    return _side(front.replace(TO_TYPE, ""), media, underlined=False), told


def _side(
    html: str,
    media: Media,
    read: tuple[str, Sequence[StepLine]] = ("", ()),
    *,
    underlined: bool = True,
) -> PrintedSide:
    """A field's HTML as a side; `read` is its text as words and lines of effects, which are drawn."""
    safe = safe_html(html)
    named = {name: media(name) for name in names_in(safe)}
    missing = "".join(f"\n[{name} is missing]" for name, data in named.items() if not data)
    pictures = tuple(data for data in named.values() if data)
    beside, lines = read
    drawing = step_svg(lines) if lines else b""
    above = (Piece(beside),) if beside and drawing else ()
    words = _pieces(safe, underlined=underlined)
    told = Piece(missing if words else missing.lstrip())
    return PrintedSide((*words, told) if missing else words, above, drawing, pictures)


def _pieces(html: str, *, underlined: bool) -> tuple[Piece, ...]:
    """Safe HTML as plain text; what a gap hid is underlined, items of lists begin lines of their own."""
    parts = _GAP.split(_itemised(html))
    texts = [_loose(part) for part in parts]
    texts[0] = texts[0].lstrip()
    texts[-1] = texts[-1].rstrip()
    return tuple(Piece(text, underlined=underlined and at % 2 == 1) for at, text in enumerate(texts) if text)


def _loose(html: str) -> str:
    """A part of a text, with the spaces at its ends."""
    kept = to_text(f"|{html}|")
    return re.sub(r"\n{3,}", "\n\n", kept[1:-1])


def _itemised(html: str) -> str:
    """HTML whose lists are lines that begin with a letter, a number or a point."""
    marks: list[Iterator[str]] = []

    def turned(match: re.Match[str]) -> str:
        closes, tag, rest = match[1], match[2].lower(), match[3]
        if tag == "li":
            return "<br>" if closes else next(marks[-1], "") if marks else "• "
        if closes:
            if marks:
                marks.pop()
            return ""
        marks.append(_marks(tag, rest))
        return "<br>"

    return _LISTS.sub(turned, html)


def _marks(tag: str, attributes: str) -> Iterator[str]:
    if tag == "ul":
        return ("• " for _ in count())
    if _LETTERED.search(attributes):
        return (f"{letter}. " for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return (f"{number}. " for number in count(1))
