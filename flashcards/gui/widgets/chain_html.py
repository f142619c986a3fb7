"""A chain of effects on a card ("A —blocks→ B —raises→ C") as a picture: boxes below each other, joined by arrows.

On the question side the hidden step is an empty box. Only how a card is shown changes; its words, and what other
programs get of it, stay one line.
"""

import re

#: What stands between two things of a chain: a dash, the effect, an arrow.
_EFFECT = re.compile(r"\s+—([^\s—→<>](?:[^—→<>]{0,78}[^\s—→<>])?)→\s+")
_QUESTION = re.compile(r'(<div class="question">)(.*?)(</div>)', re.DOTALL)
_MOST = 8


def pictured(html: str, line: str) -> str:
    """A card's side with its chain drawn, `line` being the colour of the boxes; any other side as it is."""
    return _QUESTION.sub(lambda match: match[1] + _chain(match[2], line) + match[3], html)


def _chain(text: str, line: str) -> str:
    pieces = _EFFECT.split(text)
    things, effects = pieces[::2], pieces[1::2]
    if not 2 <= len(things) <= _MOST or "<div" in text or "<table" in text:
        return text
    rows = [_box(things[0], line)]
    for effect, thing in zip(effects, things[1:], strict=True):
        rows += [f'<tr><td align="center" class="effect">↓ {effect}</td></tr>', _box(thing, line)]
    # Qt draws borders of table cells only.
    return f'<table align="center" cellspacing="0" cellpadding="7">{"".join(rows)}</table>'


def _box(thing: str, line: str) -> str:
    return f'<tr><td align="center" style="border: 1px solid {line}">{thing}</td></tr>'
