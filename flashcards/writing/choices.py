"""Wrong choices for a quiz: of the same kind and shape as the right answer, and never true as well.

Three or none: a card for which nothing good is at hand gets no choices.
"""

import re
from collections.abc import Callable, Sequence
from hashlib import sha256

from flashcards.core.drafts import CardType, Draft
from flashcards.core.facts import Fact, FactKind
from flashcards.core.rendering import gapped
from flashcards.writing.grammar import bare, capital, small
from flashcards.writing.kinds import Form
from flashcards.writing.names import overlap, same_thing, stems
from flashcards.writing.options import Option, asked_class, kinds_in, look_of, options
from flashcards.writing.truths import Truths
from flashcards.writing.words import stem

#: How many wrong choices a card gets.
CHOICES = 3
#: How much longer or shorter than the answer one may be, as a share, and in letters for short answers.
_SPREAD, _SLACK = 0.4, 3
_LONGEST = 90
#: Definitions with more than this share of words in common say much the same.
_ALIKE = 0.3

#: Classes of things that go by capital letters and may stand in for each other (AMPK, BDNF, mTOR).
_MOLECULES = frozenset(
    f"class {stem(noun)}"
    for noun in (
        "molecule", "protein", "enzyme", "hormone", "receptor", "gene", "pathway", "transmitter", "neurotransmitter",
        "messenger", "compound", "kinase", "carrier", "factor", "peptide",
    )
)  # fmt: skip
_BEFORE_GAP = re.compile(r"\b(an?)\s+\{\{c", re.IGNORECASE)


def choices(
    draft: Draft,
    facts: Sequence[Fact],
    others: Sequence[Draft],
    would_do: Callable[[str], bool] = lambda _text: True,
) -> tuple[str, ...]:
    """Three wrong answers to a card, or none where three good ones cannot be had.

    `facts` are those of the card's article, `others` its other cards and then those of the library;
    cards of one article have its `article_id`. The same card among the same others always gets the
    same choices. `would_do` says what else the caller would not offer.
    """
    if draft.type not in (CardType.BASIC, CardType.CLOZE) or not _is_askable(draft):
        return ()
    others = [card for card in others if (card.question, card.answer) != (draft.question, draft.answer)]
    truths = Truths(draft, facts, [card for card in others if card.article_id == draft.article_id])
    wanted = _Wanted(draft, facts)
    fitting: dict[str, tuple[tuple[int, int, int, str], str]] = {}
    for option in options(draft, facts, others):
        fit = wanted.fit(option)
        text = wanted.spelled(option.text) if fit else ""
        if not text or text.lower() in fitting or not would_do(text):
            continue
        if truths.may_hold(option.text):
            continue
        rank = (-fit, not option.near, wanted.distance(text) // 4, _digest(draft, text))
        fitting[text.lower()] = (rank, text)
    return _three(draft, [text for _rank, text in sorted(fitting.values())])


def _is_askable(draft: Draft) -> bool:
    """Whether a card has one answer that can be said in a line."""
    if draft.type is CardType.CLOZE and draft.question.count("{{c") != 1:
        return False
    return 0 < len(draft.answer.strip()) <= _LONGEST and bool(stems(draft.answer))


def _three(draft: Draft, ranked: Sequence[str]) -> tuple[str, ...]:
    """The best three that are three different things, in an order that gives nothing away."""
    kept: list[str] = []
    for text in ranked:
        if not any(same_thing(text, other) or overlap(stems(text), stems(other)) > 0.5 for other in kept):
            kept.append(text)
        if len(kept) == CHOICES:
            return tuple(sorted(kept, key=lambda each: _digest(draft, each)))
    return ()


def _digest(draft: Draft, text: str) -> str:
    seed = f"{draft.question}\n{draft.answer}\n{text}"
    return sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()


class _Wanted:
    """What a choice must be like to pass for the answer."""

    def __init__(self, draft: Draft, facts: Sequence[Fact]) -> None:
        self._answer = " ".join(draft.answer.split())
        self._question = draft.question
        self._cloze = draft.type is CardType.CLOZE
        self._asked = stems(gapped(draft.question).replace("[...]", " "))
        own = facts[draft.fact] if 0 <= draft.fact < len(facts) else None
        self._look = look_of(self._answer, draft.question, own)
        self._kinds = kinds_in(self._answer, facts) | asked_class(draft.question)
        self._proper = bool(re.search(r"\s[A-Z][a-z]", self._answer))
        # Where the answer opens a sentence, its capital says nothing.
        self._opens = draft.question.startswith("{{c") if self._cloze else self._answer[:1].isupper()
        self._risk = draft.role is FactKind.RISK

    def fit(self, option: Option) -> int:
        """How well an option passes for the answer; 0 when it does not."""
        if self._risk and not option.near:
            return 0  # what harms in one way often harms in others that the article leaves out
        if not self._looks_right(option) or self.distance(option.text) > self._room():
            return 0
        if self._look.form is Form.DEFINITION:
            return 2 if option.look.head == self._look.head else 1
        return self._kinship(option) if self._look.form in (Form.NOUN, Form.GERUND) else 1

    def _kinship(self, option: Option) -> int:
        """How near the thing that an option names is to the answer: one class, one head noun, one kind."""
        shared = self._kinds & option.kinds
        if shared & {"illness", "symptom"} and option.look.head == self._look.head:
            return 0  # the same complaint, only milder or older
        if any(kind.startswith("class ") for kind in shared):
            return 3
        if any(kind.startswith("head ") for kind in shared):
            return 2
        if shared == {"abbreviation"}:
            return int(bool(self._kinds & _MOLECULES and option.kinds & _MOLECULES))
        # "A" before the gap suits few names of substances; only a like head is sure to fit.
        return int(bool(shared) and not _BEFORE_GAP.search(self._question))

    def distance(self, text: str) -> int:
        """The difference in length, in letters."""
        return abs(len(bare(text)) - len(bare(self._answer)))

    def spelled(self, text: str) -> str:
        """The option with article and first letter as the answer has them; empty if that cannot be known."""
        text = " ".join(text.split()).strip(" .,;")
        if self._cloze and not self._look.article:
            text = bare(text)
        if self._opens:
            return capital(text)
        # A name stays as it is, and what may be one at the beginning of an answer is left out.
        if re.match(r"[A-Z][a-z]+(?:'s|’s)\b", text):
            return ""
        return text if re.match(r"[A-Z]-", text) else small(text)

    def _room(self) -> float:
        return max(_SLACK, _SPREAD * len(bare(self._answer)))

    def _looks_right(self, option: Option) -> bool:
        mine, its = self._look, option.look
        if mine.form in (Form.AMOUNT, Form.LIST) or its.form is not mine.form:
            return False
        if its.mark != mine.mark and mine.form in (Form.NOUN, Form.GERUND):
            return False
        if mine.form in (Form.NOUN, Form.GERUND, Form.DEFINITION) and its.plural is not mine.plural:
            return False
        if its.article != mine.article and not (self._cloze and not mine.article):
            return False
        if bool(re.search(r"\s[A-Z][a-z]", option.text)) is not self._proper:
            return False
        return self._fits_the_gap(bare(option.text)) and not self._is_given_away(option)

    def _fits_the_gap(self, text: str) -> bool:
        """Whether "a" or "an" before a gap suits it."""
        before = _BEFORE_GAP.search(self._question)
        return not before or (before[1].lower() == "an") is (text[:1].lower() in "aeiou")

    def _is_given_away(self, option: Option) -> bool:
        """Whether an option shares more with question or answer than what makes it the same kind."""
        head = {option.look.head} | {kind.removeprefix("class ") for kind in option.kinds}
        own = stems(option.text) - head
        if self._look.form is Form.DEFINITION:
            mine = stems(self._answer)
            if option.term & (self._asked | mine) or overlap(mine - head, own) > _ALIKE:
                return True
            return bool(stems(option.text) & self._asked)
        return bool(own & self._asked) or bool(own & stems(self._answer)) or not stems(option.text)
