"""Cards that ask the same thing."""

from functools import lru_cache

from flashcards.core.drafts import CardType, Draft
from flashcards.writing.shapes import GAP
from flashcards.writing.words import content


def same(first: Draft, second: Draft) -> bool:
    """Whether a student would take two cards for one."""
    one, two = _keys(first), _keys(second)
    if one[0] == two[0]:
        return True
    if first.evidence == second.evidence and _repeats(first, second):
        return True
    if not one[2] & two[2]:
        return False
    if first.type is CardType.CLOZE and second.type is CardType.CLOZE:
        return _share(one[2], two[2]) >= 0.6 and _share(one[1] | one[2], two[1] | two[2]) >= 0.7
    asked, answered = _share(one[1], two[1]), _share(one[2], two[2])
    return (asked >= 0.6 and answered >= 0.6) or (answered == 1.0 and asked >= 0.4)


def _repeats(first: Draft, second: Draft) -> bool:
    """Whether two cards of one sentence ask for the same words, or are gap cards of the same clause."""
    one, two = _keys(first), _keys(second)
    if _within(one[2], two[2]) >= 0.6:
        return _within(one[1], two[1]) >= 0.5
    gaps = first.type is CardType.CLOZE and second.type is CardType.CLOZE
    return gaps and _within(one[1] | one[2], two[1] | two[2]) >= 0.8


def _within(one: frozenset[str], two: frozenset[str]) -> float:
    """How much of the smaller set the larger one holds."""
    smaller = min(len(one), len(two))
    return len(one & two) / smaller if smaller else 1.0


@lru_cache(maxsize=4096)
def _keys(draft: Draft) -> tuple[str, frozenset[str], frozenset[str]]:
    """Question, question words and answer words of a card, for comparing."""
    shown = GAP.sub(" ", draft.question)
    full = " ".join(draft.question.lower().split())
    return full, frozenset(content(shown)), frozenset(content(draft.answer))


def _share(one: frozenset[str], two: frozenset[str]) -> float:
    """How much two sets of words have in common."""
    return len(one & two) / len(one | two) if one | two else 1.0
