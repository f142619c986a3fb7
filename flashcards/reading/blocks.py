"""Cut a text into blocks: headings, paragraphs, list items and table rows, as spans of the text."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from flashcards.core.articles import Block, BlockKind, Span
from flashcards.reading.lines import Line, Mark, find_lines

#: A numbered heading has at most so many words.
_NUMBERED = 10
_GLUED_QUESTION = re.compile(r"[A-Z][^.!?]{3,70}\?(?=[A-Z])")
_NUMBER = re.compile(r"(?:^|\n)[ \t]*(\d{1,2})[.)]\s+$")
#: A single word before a capital is a heading only where pages use it as one: "WellPath" is a name.
_GLUED_HEAD = re.compile(
    r"(?:[A-Z][a-z]+(?: [a-z]+){1,2}|(?:Overview|Introduction|Summary|Background|Causes?|Symptoms?|Signs|Diagnosis|Treatments?"
    r"|Prevention|Outlook|Prognosis|Complications|Risks?|Benefits|Uses|Dosage|Definition|Mechanism|History|Conclusion|Bottom|Takeaway"
    r"|Warnings?|Precautions|Interactions|Theories|Research|Results|Methods|Discussion|About|Details))(?=[A-Z][a-z]{3,} )"
)


class _Run(NamedTuple):
    """Unmarked lines in a row: how many, and the length of the longest."""

    size: int
    width: int


def find_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text in order; they never overlap."""
    lines = _with_numbered_headings(text, find_lines(text))
    runs = _runs(lines)
    blocks: list[Block] = []
    indents: list[int] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.mark is Mark.PLAIN:
            size = _paragraph(text, lines, at, runs[at])
            blocks.extend(_plain(text, lines, at, size))
            at += size
        else:
            at += 1
        if line.mark not in (Mark.BULLET, Mark.BLANK, Mark.RULE):
            indents.clear()
        if line.mark is Mark.BULLET:
            size = _continuation(lines, at)
            blocks.append(_item(lines[at - 1], lines[at + size - 1], indents))
            at += size
        elif line.mark not in (Mark.PLAIN, Mark.BLANK, Mark.RULE):
            blocks.append(_simple(line))
    return tuple(block for block in blocks if block.span.start < block.span.end)


def _with_numbered_headings(text: str, lines: list[Line]) -> list[Line]:
    """The lines with "2. How it works" above a paragraph as the heading that it is, not as a list of one."""
    written = [line for line in lines if line.mark is not Mark.BLANK]
    numbers = {line.start: _number(text, line) for line in written if line.mark is Mark.BULLET}
    headings = set()
    for at, line in enumerate(written):
        number = numbers.get(line.start, 0)
        before = numbers.get(written[at - 1].start, 0) if at else 0
        after = numbers.get(written[at + 1].start, 0) if at + 1 < len(written) else number
        apart = at == 0 or text.count("\n", written[at - 1].end, line.start) > 1
        if number and not after and apart and (number == 1 or not before):
            body = text[line.start : line.end]
            if len(body.split()) <= _NUMBERED and body[:1].isupper() and body[-1:] not in set(".!:;,"):
                headings.add(line.start)
    return [
        replace(line, mark=Mark.HEADING, level=2)
        if line.start in headings and line.mark is Mark.BULLET
        else line
        for line in lines
    ]


def _number(text: str, line: Line) -> int:
    """The number that a list item begins with, 0 if it has another mark."""
    match = _NUMBER.search(text[max(0, line.start - 12) : line.start])
    return int(match[1]) if match else 0


def _simple(line: Line) -> Block:
    """The block of a line that needs no neighbours to be understood."""
    span = Span(line.start, line.end)
    if line.mark is Mark.HEADING:
        return Block(span, BlockKind.HEADING, line.level)
    if line.mark is Mark.QUESTION:
        return Block(span, BlockKind.HEADING, 3)
    if line.mark is Mark.TABLE:
        return Block(span, BlockKind.TABLE_ROW)
    return Block(span)


def _item(first: Line, last: Line, indents: list[int]) -> Block:
    """A list item; its level counts from 1 and follows the indentation."""
    while indents and first.indent < indents[-1]:
        indents.pop()
    if not indents or first.indent > indents[-1]:
        indents.append(first.indent)
    return Block(Span(first.start, last.end), BlockKind.LIST_ITEM, len(indents))


def _continuation(lines: list[Line], at: int) -> int:
    """How many lines from `at` belong to the list item before, by being indented under its text."""
    size = 0
    item = lines[at - 1]
    while at + size < len(lines) and lines[at + size].mark is Mark.PLAIN:
        if lines[at + size].indent <= item.indent:
            break
        size += 1
    return size


def _runs(lines: list[Line]) -> list[_Run]:
    """For each line the run of unmarked lines that it begins; worked out once, from the end."""
    runs = [_Run(0, 0)] * (len(lines) + 1)
    for at in range(len(lines) - 1, -1, -1):
        if lines[at].mark is Mark.PLAIN:
            after = runs[at + 1]
            runs[at] = _Run(after.size + 1, max(after.width, lines[at].end - lines[at].start))
    return runs


def _paragraph(text: str, lines: list[Line], at: int, run: _Run) -> int:
    """How many lines from `at` are one paragraph: more than one only if the text is hard-wrapped."""
    size = 1
    while size < run.size and _wraps(text, lines[at + size - 1], lines[at + size], run):
        size += 1
    return size


def _wraps(text: str, line: Line, after: Line, run: _Run) -> bool:
    """Whether a line ended only because the next word no longer fitted."""
    word = text[after.start : after.end].split(maxsplit=1)[0]
    length = line.end - line.start
    full = 50 <= run.width <= 125 and length >= 0.6 * run.width and length + 1 + len(word) > run.width - 2
    return full and (run.size > 2 or word[:1].islower())


def _plain(text: str, lines: list[Line], at: int, size: int) -> Iterator[Block]:
    """The blocks of unmarked lines: a heading, a paragraph, or a heading glued to its paragraph."""
    start, end = lines[at].start, lines[at + size - 1].end
    body = text[start:end]
    alone_before = at == 0 or lines[at - 1].mark is not Mark.PLAIN
    if size == 1 and _is_heading(body, alone_before):
        head = _glued_head(body)
        if head:
            yield Block(Span(start, start + head), BlockKind.HEADING, 2)
            start += head
        yield Block(Span(start, end), BlockKind.HEADING, 2)
        return
    head = _glued_head(body)
    if head:
        yield Block(Span(start, start + head), BlockKind.HEADING, 2)
    yield Block(Span(start + head, end))


def _glued_head(body: str) -> int:
    """The length of a heading that lost the break after it ("What is it?Sleep is ..."), else 0."""
    if match := _GLUED_QUESTION.match(body):
        return match.end()
    if match := _GLUED_HEAD.match(body):
        return match.end()
    return 0


#: A line that only its list completes: "Do not take it if you".
_LEADS_ON = re.compile(
    r"\b(?:if|when|if you(?: have| are| get)?|includes?|including|such as)$", re.IGNORECASE
)


def _is_heading(body: str, alone_before: bool) -> bool:
    """Whether an unmarked line reads as a heading: short, no full stop, begins like a title."""
    words = body.strip("*_ ").split()
    if not 1 <= len(words) <= 16 or len(body) > 110 or body.rstrip("*_ ")[-1:] in set(".!:;,…"):
        return False
    if not (body.lstrip("*_“\"'‘")[:1].isupper() or body[:1].isdigit()):
        return False
    if _LEADS_ON.search(body):
        return False
    shouting = body.upper() == body and any(c.isalpha() for c in body)
    if alone_before or shouting:
        return True
    limit = 12 if ":" in body or body.endswith("?") else 8
    return len(words) <= limit and not re.search(r"[;|]|\d[^:]*:", body)
