"""The words of a study list as HTML for Qt: every text is escaped, so that it shows as it is and loads nothing."""

from collections.abc import Sequence
from html import escape

from flashcards.core.study_lists import Piece, PrintedArticle, PrintedNote
from flashcards.core.text import storable

_MUTED = "#4d5665"
_SMALL = "8.5pt"
#: Of a map's heading, in characters.
_LONGEST = 160
#: So many characters are a few lines.
_FEW = 200


def deck_title(deck: str, notes: int) -> str:
    """The head of the first page."""
    cards = "1 note" if notes == 1 else f"{notes:,} notes"
    return f'<p style="font-size:19pt; font-weight:600">{safe(deck)}</p>{small(cards)}'


def article_title(article: PrintedArticle, other: str) -> str:
    """An article's title and where it is from; `other` names the notes of no article, empty for no heading."""
    title = article.title or other
    about = small(safe(article.about)) if article.about else ""
    return f'<p style="font-size:14pt; font-weight:600">{safe(title)}</p>{about}' if title else about


def section_title(name: str) -> str:
    """A section's heading."""
    return f'<p style="font-size:11pt; font-weight:600; color:{_MUTED}">{safe(name)}</p>'


def map_title(article: str) -> str:
    """A map's heading, which names the article since it may stand on a page of its own; it leaves room for the map."""
    name = article if len(article) <= _LONGEST else f"{article[: _LONGEST - 1]}…"
    return section_title(f"Mechanism map: {name}" if name else "Mechanism map")


def note(printed: PrintedNote, number: int) -> str:
    """Question, answer, and the sentence small under them."""
    role = (
        f' <span style="font-size:{_SMALL}; color:{_MUTED}">({safe(printed.role)})</span>'
        if printed.role
        else ""
    )
    parts = [f"<p><b>{number}.</b> <b>{_pieces(printed.question)}</b>{role}</p>"]
    if printed.answer:
        parts.append(f"<p>{safe(printed.answer)}</p>")
    if printed.sentence:
        place = f" ({safe(printed.place)})" if printed.place else ""
        parts.append(small(f"“{safe(printed.sentence)}”{place}"))
    return "".join(parts)


def card_side(pieces: Sequence[Piece]) -> str:
    """One side of a card to cut; a few lines in the middle, lists and long texts from the left."""
    html = _pieces(pieces)
    where = "left" if "<br>" in html or sum(len(each.text) for each in pieces) > _FEW else "center"
    return f'<p align="{where}">{html}</p>'


def card_source(source: str) -> str:
    """The sentence at the foot of a card."""
    return f'<p style="color:{_MUTED}">{safe(source)}</p>'


def _pieces(pieces: Sequence[Piece]) -> str:
    return "".join(f"<u>{safe(each.text)}</u>" if each.underlined else safe(each.text) for each in pieces)


def small(html: str) -> str:
    """A small paragraph of HTML."""
    return f'<p style="font-size:{_SMALL}; color:{_MUTED}; margin-top:1pt">{html}</p>'


def safe(text: str) -> str:
    """Plain text as HTML that shows it as it is."""
    return escape(storable(text)).replace("\n", "<br>")
