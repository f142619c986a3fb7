"""Effects on a card ("A —blocks→ B —raises→ C") as a picture: boxes below each other, joined by arrows.

On the question side the hidden step is an empty box. Only how a card is shown changes; its words, and what other
programs get of it, stay one line.
"""

import re
from collections.abc import Sequence

from flashcards.core.steps import StepLine, grouped, read_lines

_SIDE = re.compile(r'(<div class="(question|answer)">)(.*?)(</div>)', re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
#: Qt takes long over many tables.
_MOST_DRAWN = 3
#: Pixels between the words of a question and its picture.
_APART = 12


def pictured(html: str, line: str) -> str:
    """A card's side with its effects drawn, `line` being the colour of the boxes; any other side as it is.

    Bare arrows are drawn in an answer only, where they part the steps of a sequence.
    """
    return _SIDE.sub(lambda match: match[1] + _drawn(match[3], match[2], line) + match[4], html)


def _drawn(text: str, side: str, line: str) -> str:
    if "→" not in text or "<div" in text or "<table" in text:
        return text
    words, lines = read_lines(_BREAK.sub("\n", text), named=side == "question")
    groups = grouped(lines)
    if not 0 < len(groups) <= _MOST_DRAWN:
        return text
    spoken = f"<div>{words.replace(chr(10), '<br>')}</div>" if words else ""
    return spoken + "".join(_table(group, line, _APART if words else 0) for group in groups)


def _table(group: Sequence[StepLine], line: str, above: int) -> str:
    rows = _branches(group, line) if len(group) > 1 else _chain(group[0], line)
    # Qt draws borders of table cells only.
    shape = f'align="center" cellspacing="0" cellpadding="7" style="margin-top: {above}px"'
    return f"<table {shape}>{''.join(rows)}</table>"


def _chain(one: StepLine, line: str) -> list[str]:
    rows = [f"<tr>{_box(one.things[0], line)}</tr>"]
    for effect, thing in zip(one.effects, one.things[1:], strict=True):
        rows.append(f'<tr><td align="center" class="effect">{f"↓ {effect}".strip()}</td></tr>')
        rows.append(f"<tr>{_box(thing, line)}</tr>")
    return rows


def _branches(group: Sequence[StepLine], line: str) -> list[str]:
    """One thing, and below it each of its effects beside what that leads to."""
    rows = [f"<tr>{_box(group[0].things[0], line, columns=2)}</tr>"]
    for one in group:
        effect = f'<td align="right" valign="middle" class="effect">↳ {one.effects[0]}</td>'
        rows.append('<tr><td colspan="2" class="effect"></td></tr>')
        rows.append(f"<tr>{effect}{_box(one.things[1], line)}</tr>")
    return rows


def _box(thing: str, line: str, columns: int = 1) -> str:
    across = f' colspan="{columns}"' if columns > 1 else ""
    return f'<td align="center"{across} style="border: 1px solid {line}">{thing}</td>'
