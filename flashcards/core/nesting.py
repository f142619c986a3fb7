"""How deep HTML nests and how much of it there is: what the time of a renderer grows with."""

import re

#: What is laid out; anything beyond shows as plain text. Measured with Qt's renderer: tables inside each other double
#: its time with each two levels (15 take a third of a second, 20 eleven seconds).
LONGEST = 200_000
MOST_TAGS = 20_000
DEEPEST = 100
DEEPEST_TABLES = 5
#: Rows and columns that cells may span, all together; 500 cells over 100 rows and columns each take minutes.
MOST_SPANNED = 2_000

#: Letters of a word before it may break: the time for a line grows with the square of its longest word. A pattern
#: that takes whole words is through in one pass.
LONGEST_WORD = 2_000
_WORD = re.compile(r"[^\s<>]+")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_TABLE = re.compile(r"<(/?)table(?![a-zA-Z0-9])", re.IGNORECASE)
_CELL = re.compile(r"<t[dh]\s[^<>]*", re.IGNORECASE)
_SPAN = re.compile(r"(?:col|row)span\s*=\s*[\"']?\s*\+?(\d{1,20})", re.IGNORECASE)
#: Tags that need no closing one.
_VOID = frozenset({"br", "hr", "img", "wbr", "p", "li", "td", "tr", "th"})


def is_too_much(html: str) -> bool:
    """Whether cleaning or laying out HTML would take too long; tables are looked at in `strains`."""
    return len(html) > LONGEST or html.count("<") > MOST_TAGS or _depth(html) > DEEPEST


def strains(html: str) -> bool:
    """Whether tables are more than a renderer bears: too deep inside each other, or of cells that span too much.

    For HTML whose tags all close.
    """
    if sum(int(number) for cell in _CELL.findall(html) for number in _SPAN.findall(cell)) > MOST_SPANNED:
        return True
    depth = 0
    for match in _TABLE.finditer(html):
        depth += -1 if match[1] else 1
        if depth > DEEPEST_TABLES:
            return True
    return False


def breakable(html: str, mark: str = "&#8203;") -> str:
    """HTML (or with the sign itself as the mark, plain text) whose very long words have places where they may break."""
    return html if len(html) < LONGEST_WORD else _WORD.sub(lambda match: _broken(match[0], mark), html)


def _broken(word: str, mark: str) -> str:
    if len(word) < LONGEST_WORD:
        return word
    return mark.join(word[at : at + LONGEST_WORD] for at in range(0, len(word), LONGEST_WORD))


def _depth(html: str) -> int:
    """How deep tags may nest at most: those that open less those that close."""
    deepest = depth = 0
    for match in _TAG.finditer(html):
        if match[2].lower() in _VOID:
            continue
        depth += -1 if match[1] else 1
        deepest = max(deepest, depth)
    return deepest
