"""The surface of a card: seams that show, each with the way to mend it where only one thing can be meant.

The gates stop the generator's cards by the same signs; somebody who writes a card is offered the mended one.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from flashcards.core.drafts import CardType, Draft
from flashcards.core.lint import Finding
from flashcards.core.rendering import hidden
from flashcards.writing.grammar import capital

DOUBLED = re.compile(r"\b([a-z][a-z'-]*)\s+\1\b", re.IGNORECASE)
_LOOSE_STOP = re.compile(r"[ \t]+([,.;:?!])(?=\s|$)")
_SPACES = re.compile(r"(?<=\S)[ \t]{2,}(?=\S)")
_TRAILING = re.compile(r"\s*[,;:]+\s*$")
#: Words before a claim that say nothing of it.
_OPENING = re.compile(
    r"^(?:(?:please )?(?:note|remember|notice|recall|bear in mind|keep in mind) that"
    r"|it (?:is|should be) (?:important to (?:note|remember)|worth noting|noted|remembered) that"
    r"|(?:importantly|interestingly|notably|of note|in fact),)\s+(?=\S)",
    re.IGNORECASE,
)
#: What begins so is a question, even where somebody left out the mark.
_ASKS = re.compile(
    r"(?:(?:by|in|from|to|at|for) )?(?:what|which|who|whom|whose|when|where|why|how)\b", re.IGNORECASE
)
_PLAIN_WORD = re.compile(r"[a-z]+(?=[\s,?]|$)")
#: An opening bracket with at most so many words after it was meant to close behind them.
_LAST_BRACKET = re.compile(r"\(\s*[^\s()]+(?:\s+[^\s()]+){0,2}(?<=\w)$")

_PAIRS = (("(", ")"), ("[", "]"))


def is_balanced(text: str) -> bool:
    """Whether there are as many closing brackets as opening ones."""
    return all(text.count(opened) == text.count(closed) for opened, closed in _PAIRS)


def is_doubled(text: str) -> bool:
    """Whether a word stands twice in a row, other than "that that"."""
    return bool(DOUBLED.search(text.replace("that that", "that")))


def surface(draft: Draft) -> list[Finding]:
    """What shows a seam on a card that has its words, each with the card as it is without it if that is safe."""
    found = []
    for rule in _RULES:
        question = rule.question(draft.question, draft.type)
        gaps = draft.type is CardType.CLOZE
        answer = hidden(question) if gaps else rule.answer(draft.answer)
        if question != draft.question or (not gaps and answer != draft.answer):
            found.append(Finding(rule.name, rule.sentence, (question, answer)))
    shown = draft.question if draft.type is CardType.CLOZE else f"{draft.question}\n{draft.answer}"
    if not is_balanced(shown) and all(each.rule != "open bracket" for each in found):
        found.append(Finding("open bracket", "A bracket has no partner."))
    return found


@dataclass(frozen=True, slots=True)
class _Rule:
    """A seam: how a question (or a text with gaps) and an answer look without it."""

    name: str
    sentence: str
    question: Callable[[str, CardType], str]
    answer: Callable[[str], str]


def _everywhere(mend: Callable[[str], str]) -> tuple[Callable[[str, CardType], str], Callable[[str], str]]:
    return (lambda text, _kind: mend(text)), mend


def _as_it_is(text: str) -> str:
    return text


def _without_doubles(text: str) -> str:
    return DOUBLED.sub(lambda match: match[0] if match[0] == "that that" else match[1], text)


def _without_loose_stops(text: str) -> str:
    return _LOOSE_STOP.sub(r"\1", text)


def _without_spaces(text: str) -> str:
    return _SPACES.sub(" ", text)


def _without_opening(text: str) -> str:
    rest = _OPENING.sub("", text)
    return capital(rest) if rest != text and text[:1].isupper() else rest


def _without_trailing_comma(text: str) -> str:
    return _TRAILING.sub("", text) or text


def _with_mark(text: str, kind: CardType) -> str:
    if kind is CardType.CLOZE or not text[-1:].isalnum() or not _ASKS.match(text):
        return text
    return f"{text}?"


def _with_capital(text: str, _kind: CardType) -> str:
    """With a capital at its beginning, where that is a word of small letters; a line of effects is no sentence."""
    return capital(text) if _PLAIN_WORD.match(text) and "→" not in text else text


def _with_brackets(text: str) -> str:
    """Without a closing bracket that nothing opened; with one where only the last words can be meant."""
    depth, kept = 0, []
    for sign in text:
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth < 0:
            depth = 0
        else:
            kept.append(sign)
    whole = "".join(kept)
    stop = whole[-1:] if whole[-1:] in ".!" else ""
    bare = whole.removesuffix(stop)
    return f"{bare}){stop}" if depth == 1 and _LAST_BRACKET.search(bare) else whole


def _with_question_brackets(text: str, kind: CardType) -> str:
    # Where a question's bracket closes is anybody's guess; and a gap may hold one half.
    opened = text.count("(") > text.count(")") or kind is CardType.CLOZE
    return text if opened else _with_brackets(text)


_RULES = (
    _Rule("no question mark", "The question has no question mark.", _with_mark, _as_it_is),
    _Rule("doubled word", "A word stands there twice.", *_everywhere(_without_doubles)),
    _Rule("loose stop", "There is a space before a full stop or comma.", *_everywhere(_without_loose_stops)),
    _Rule("doubled space", "There are two spaces in a row.", *_everywhere(_without_spaces)),
    _Rule("empty opening", "The first words say nothing of the matter.", *_everywhere(_without_opening)),
    _Rule("trailing comma", "A side ends in a comma.", *_everywhere(_without_trailing_comma)),
    _Rule("small letter", "The question begins with a small letter.", _with_capital, _as_it_is),
    _Rule("open bracket", "A bracket has no partner.", _with_question_brackets, _with_brackets),
)
