"""A typed answer beside the one that was expected: how near it is, what differs, and which rating that suggests.

Case, accents, punctuation, articles and what stands in brackets do not count, and any of several forms parted by
" / " will do. A slip of one letter in a word of five letters or of two in one of ten is near, unless it makes a
number, a negation or a term of the opposite meaning of it. A near answer is marked, never passed over: "nitrite" is
one letter from "nitrate".
"""

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import product

from flashcards.core.reviews import Rating

_LONGEST = 400
_MOST_FORMS = 16
#: From this share of common letters on, the letters that differ are told.
_ALIKE = 0.6
_TOKEN = re.compile(r"\s+|\S+")
_WORD = re.compile(r"(?<!\w)[-−+<>≤≥]?\d+(?:[.,]\d+)*|[^\W\d_]+|\d+(?:[.,]\d+)*|%")
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_UNCOUNTED = frozenset({"a", "an", "the"})
_NEGATIONS = frozenset({"no", "not", "never", "without", "none", "nor", "cannot"})
#: Beginnings and endings that make a term another one, however few letters they differ in.
_CONTRARY = (
    frozenset({"hyper", "hypo"}),
    frozenset({"in", "de"}),
    frozenset({"inter", "intra"}),
    frozenset({"pre", "post"}),
    frozenset({"endo", "exo", "ecto"}),
    frozenset({"af", "ef"}),
    frozenset({"ab", "ad"}),
    frozenset({"macro", "micro"}),
    frozenset({"", "un", "non", "anti"}),
)
_ENDINGS = (frozenset({"ate", "ite", "ide"}), frozenset({"ase", "ose"}))


class Nearness(StrEnum):
    """How near a typed answer is."""

    SAME = "same"
    NEAR = "near"
    DIFFERENT = "different"


class Part(StrEnum):
    """What a piece of the comparison is: in both, only typed, or only expected."""

    BOTH = "both"
    TYPED = "typed"
    EXPECTED = "expected"


@dataclass(frozen=True, slots=True)
class Comparison:
    """`pieces` without those only expected are what was typed; without those only typed, what was expected."""

    nearness: Nearness
    pieces: tuple[tuple[Part, str], ...]

    @property
    def rating(self) -> Rating:
        """What the comparison suggests; the student decides."""
        suggested = {Nearness.SAME: Rating.GOOD, Nearness.NEAR: Rating.HARD}
        return suggested.get(self.nearness, Rating.AGAIN)


def compare(typed: str, expected: str) -> Comparison:
    """Compare a typed answer with the nearest form of the expected one; both are plain text."""
    typed = " ".join(typed.split())[:_LONGEST]
    found = [(_nearness(_words(typed), _words(form)), form) for form in forms(expected)]
    order = list(Nearness)
    nearness, form = min(
        found, key=lambda each: (order.index(each[0]), -SequenceMatcher(None, typed, each[1]).ratio())
    )
    return Comparison(nearness, _pieces(typed, form))


def forms(expected: str) -> tuple[str, ...]:
    """The forms in which an answer is accepted: each of several parted by " / ", with its brackets and without."""
    plain = " ".join(expected.split())[:_LONGEST]
    found = dict.fromkeys(
        form
        for part, brackets in product(plain.split(" / "), (True, False))
        if (form := (part if brackets else _BRACKETS.sub("", part)).strip())
    )
    return (plain, *(form for form in found if form != plain))[:_MOST_FORMS]


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(each for each in folded if not unicodedata.combining(each))
    found = _WORD.findall(bare)
    return [word for word in found if word not in _UNCOUNTED] or found


def _nearness(typed: list[str], expected: list[str]) -> Nearness:
    # Words may be written together, apart, or with a hyphen; numbers may not.
    if typed and "".join(typed) == "".join(expected) and _numbers(typed) == _numbers(expected):
        return Nearness.SAME
    if len(typed) == len(expected) and typed and all(map(_near, typed, expected)):
        return Nearness.NEAR
    return Nearness.DIFFERENT


def _numbers(words: list[str]) -> list[str]:
    return [word for word in words if any(each.isdigit() for each in word)]


def _near(typed: str, expected: str) -> bool:
    """Whether a word is another one with a slip of the fingers."""
    if typed == expected:
        return True
    told_apart = any(each.isdigit() for each in typed + expected) or {typed, expected} & _NEGATIONS
    if told_apart or _contrary(typed, expected):
        return False
    allowed = min(2, min(len(typed), len(expected)) // 5)
    return 0 < _slips(typed, expected, allowed) <= allowed


def _contrary(one: str, other: str) -> bool:
    """Whether two words differ in a beginning or an ending that changes what they mean."""
    beginnings = any(
        one.removeprefix(a) == other.removeprefix(b)
        for group in _CONTRARY
        for a, b in product(group, group)
        if a != b and one.startswith(a) and other.startswith(b)
    )
    return beginnings or any(
        one.removesuffix(a) == other.removesuffix(b)
        for group in _ENDINGS
        for a, b in product(group, group)
        if a != b and one.endswith(a) and other.endswith(b)
    )


def _slips(one: str, other: str, most: int) -> int:
    """Letters missing, added, changed, or swapped with the next (optimal string alignment), up to `most` + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before, row = [0] * (len(other) + 1), list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, older[j - 2] + 1)
            row.append(best)
    return row[-1]


def _pieces(typed: str, expected: str) -> tuple[tuple[Part, str], ...]:
    """Word by word, and letter by letter where words are much alike: letters that other words share by chance say
    nothing."""
    one, other = _TOKEN.findall(typed), _TOKEN.findall(expected)
    pieces: list[tuple[Part, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        mine, wanted = "".join(one[a:b]), "".join(other[c:d])
        if kind == "equal":
            pieces.append((Part.BOTH, mine))
        elif SequenceMatcher(None, mine, wanted).ratio() >= _ALIKE:
            pieces += _letters(mine, wanted)
        else:
            pieces += _either(mine, wanted)
    return tuple(pieces)


def _letters(mine: str, wanted: str) -> list[tuple[Part, str]]:
    pieces: list[tuple[Part, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, mine, wanted, autojunk=False).get_opcodes():
        pieces += [(Part.BOTH, mine[a:b])] if kind == "equal" else _either(mine[a:b], wanted[c:d])
    return pieces


def _either(mine: str, wanted: str) -> list[tuple[Part, str]]:
    return [(part, text) for part, text in ((Part.TYPED, mine), (Part.EXPECTED, wanted)) if text]
