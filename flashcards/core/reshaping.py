"""One card made of two, and two of one: what stays a good card when its words are parted or joined."""

import re
from collections.abc import Sequence
from dataclasses import replace

from flashcards.core.articles import Article, Span
from flashcards.core.drafts import CardType, Draft
from flashcards.core.errors import BadInput
from flashcards.core.rendering import hidden, reveal

_GAP = re.compile(r"\{\{c(\d+)::(.*?)(?:::(.*?))?\}\}", re.DOTALL)
_STEPS = re.compile(r"(\s*→\s*)")
_ITEMS = re.compile(r"(\s*[;\n]\s*(?:and\s+|or\s+)?|,\s+(?:and\s+|or\s+)?|\s+(?:and|or)\s+)")


def split(draft: Draft) -> tuple[Draft, ...]:
    """A draft as one gap card for each thing it asks for; raises `BadInput` when that is one thing only.

    A gap card gives one for each gap, the others shown. A question with a list or with steps for an answer
    gives one for each item: the question, then the list with that item hidden.
    """
    texts = _one_gap_each(draft.question) if draft.type is CardType.CLOZE else _one_item_each(draft)
    if len(texts) < 2:
        raise BadInput("This card asks for one thing only, so there is nothing to split.")
    return tuple(
        replace(draft, type=CardType.CLOZE, question=text, answer=hidden(text), id=0) for text in texts
    )


def merge(drafts: Sequence[Draft]) -> Draft:
    """Drafts as one: the gaps of one text, or all answers to one question; raises `BadInput` for others."""
    if len(drafts) < 2:
        raise BadInput("Choose two cards or more to merge.")
    first, *others = drafts
    clozes = [draft.type is CardType.CLOZE for draft in drafts]
    if all(clozes) and len({_plain(reveal(draft.question)) for draft in drafts}) == 1:
        question = _joined_gaps(drafts)
        return replace(first, question=question, answer=hidden(question), id=0)
    if not any(clozes) and len({_plain(draft.question) for draft in drafts}) == 1:
        answers = dict.fromkeys(draft.answer for draft in (first, *others))
        return replace(first, type=CardType.LIST, answer="; ".join(answers), id=0)
    raise BadInput("These cards can not be one: they share neither a question nor a text with gaps.")


def can_merge(drafts: Sequence[Draft]) -> bool:
    """Whether `merge` would join drafts."""
    try:
        return bool(merge(drafts))
    except BadInput:
        return False


def with_gap(text: str, start: int, end: int) -> str:
    """A text with a new gap around some of its characters, numbered after those that it has."""
    number = max((int(match[1]) for match in _GAP.finditer(text)), default=0) + 1
    return f"{text[:start]}{{{{c{number}::{text[start:end]}}}}}{text[end:]}"


def proposal(article: Article, chosen: Span, sentence: Span, kind: CardType) -> tuple[str, str]:
    """Question and answer to begin a card with: the chosen words are the answer, or the gap in their sentence."""
    words, whole = article.quote(chosen), article.quote(sentence)
    if kind is not CardType.CLOZE:
        return "", words if chosen != sentence else ""
    if chosen == sentence:
        return whole, ""
    start = chosen.start - sentence.start
    return with_gap(whole, start, start + len(words)), ""


def gap_starts(text: str) -> dict[int, int]:
    """The number of each gap by where it starts once nothing is hidden; of one number, its first gap."""
    seen: dict[int, int] = {}
    for (start, _end, _hint), match in zip(_places(text), _GAP.finditer(text), strict=True):
        if int(match[1]) not in seen.values():
            seen[start] = int(match[1])
    return seen


def _one_gap_each(text: str) -> list[str]:
    gaps = list(_GAP.finditer(text))
    numbers = list(dict.fromkeys(match[1] for match in gaps))
    groups = [[each.start() for each in gaps if each[1] == number] for number in numbers]
    if len(groups) == 1:
        groups = [[each.start()] for each in gaps]

    def only(kept: list[int]) -> str:
        return _GAP.sub(
            lambda match: _gap(1, match[2], match[3]) if match.start() in kept else match[2], text
        )

    return [only(group) for group in groups]


def _one_item_each(draft: Draft) -> list[str]:
    """The question followed by its answer with one item hidden in turn."""
    pattern = _STEPS if _STEPS.search(draft.answer) else _ITEMS
    parts = pattern.split(draft.answer.rstrip(" ."))
    items = [at for at in range(0, len(parts), 2) if parts[at].strip()]
    return [
        f"{draft.question} {''.join(_gap(1, part) if at == item else part for at, part in enumerate(parts))}"
        for item in items
    ]


def _joined_gaps(drafts: Sequence[Draft]) -> str:
    """The text with every gap that one of the drafts has; of gaps that overlap, the first."""
    plain = reveal(drafts[0].question)
    gaps: list[tuple[int, int, str | None]] = []
    for draft in drafts:
        for start, end, hint in _places(draft.question):
            if all(end <= other[0] or start >= other[1] for other in gaps):
                gaps.append((start, end, hint))
    gaps.sort(key=lambda gap: gap[0])
    pieces, last = [], 0
    for number, (start, end, hint) in enumerate(gaps, 1):
        pieces += [plain[last:start], _gap(number, plain[start:end], hint)]
        last = end
    return "".join([*pieces, plain[last:]])


def _places(text: str) -> list[tuple[int, int, str | None]]:
    """Where the gaps stand once nothing is hidden, with their hints."""
    found, marks = [], 0
    for match in _GAP.finditer(text):
        start = match.start() - marks
        found.append((start, start + len(match[2]), match[3]))
        marks += len(match[0]) - len(match[2])
    return found


def _gap(number: int, text: str, hint: str | None = None) -> str:
    return f"{{{{c{number}::{text}{f'::{hint}' if hint else ''}}}}}"


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
