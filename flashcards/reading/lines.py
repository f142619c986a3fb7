"""Single lines of a page: what mark each begins with, and how deep it is indented."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """What a line is, judged by its first characters alone."""

    BLANK = "blank"
    RULE = "rule"
    HEADING = "heading"
    BULLET = "bullet"
    QUESTION = "question"
    ANSWER = "answer"
    TABLE = "table"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `start` to `end` is its text in the article without mark and outer spaces."""

    start: int
    end: int
    mark: Mark
    indent: int = 0
    level: int = 0


_RULE = re.compile(r"(?:[-*_=~]\s?){3,}$|\|?[\s:|-]*-{3,}[\s:|-]*\|?$")
_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_QUOTE = re.compile(r"(?:>\s?)+(?=[^>\s])")
_BULLET = re.compile(
    r"(?:[-*+–—]\s+|[•◦▪‣●○■∙·✓✔✗✘✅❌☐☑➔➜➤►▶→⇒]\ufe0f?\s*|\d{1,2}[.)]\s+|\((?!c\)\s+[A-Z0-9])[a-z0-9]{1,2}\)\s+|[a-z]\)\s+|o\s+)(?=\S)"
)
_TIGHT = re.compile(r"[-–](?=[A-Za-z][a-z]|[Aa] [a-z])")
_QUESTION = re.compile(r"\**(?:Q|Question)\s?\d*[:.]\**\s+(?=\S)")
_ANSWER = re.compile(r"\**(?:A|Answer)[:.]\**\s+(?=\S)")
_MARKS = ((_QUESTION, Mark.QUESTION), (_ANSWER, Mark.ANSWER), (_BULLET, Mark.BULLET), (_TIGHT, Mark.BULLET))
_LINE = re.compile(r"[^\n\r\f\v\u2028\u2029\x85\x1c-\x1e]+")


def find_lines(text: str) -> list[Line]:
    """All lines in order; an empty stretch between two lines is one blank line."""
    lines: list[Line] = []
    end = 0
    for match in _LINE.finditer(text):
        if len(re.findall(r"\r\n|[^\r]", text[end : match.start()])) > 1:
            lines.append(Line(end, end, Mark.BLANK))
        lines.append(_line(text, match.start(), match.end()))
        end = match.end()
    return lines


def _line(text: str, start: int, end: int) -> Line:
    """Judge the line that spans `start` to `end`."""
    raw = text[start:end].rstrip(" \t\u00a0\u200b")
    body = raw.lstrip(" \t\u00a0\u200b\ufeff")
    indent = len(raw[: len(raw) - len(body)].expandtabs(4))
    first, last = start + len(raw) - len(body), start + len(raw)
    if not body.strip():
        return Line(first, first, Mark.BLANK)
    if quote := _QUOTE.match(body):
        body, first = body[quote.end() :], first + quote.end()
    return _marked(body, first, last, indent)


def _marked(body: str, first: int, last: int, indent: int) -> Line:
    """The line with its mark taken off."""
    if _RULE.match(body):
        return Line(first, last, Mark.RULE)
    if match := _HEADING.match(body):
        return Line(first + match.end(), last, Mark.HEADING, indent, len(match[1]))
    for pattern, mark in _MARKS:
        if match := pattern.match(body):
            return Line(first + match.end(), last, mark, indent)
    table = body.startswith("|") and body.count("|") > 1
    return Line(first, last, Mark.TABLE if table else Mark.PLAIN, indent)
