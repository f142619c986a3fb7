"""A card with all that questions are made of."""

from collections.abc import Sequence
from dataclasses import dataclass

from flashcards.core.drafts import CardType, Draft
from flashcards.core.facts import Fact
from flashcards.core.quizzes import Basis, Question, Task
from flashcards.core.rendering import gapped
from flashcards.writing.choices import choices
from flashcards.writing.grammar import bare
from flashcards.writing.quiz.plausible import Plausible


@dataclass(frozen=True, slots=True)
class Material:
    """One card: its words as `draft` (of a text with gaps the one that it asks), where it comes from, what its article
    says, and the other cards, those of the article first.

    `vocabulary` are words as the library spells them.
    """

    draft: Draft
    basis: Basis
    facts: Sequence[Fact] = ()
    others: Sequence[Draft] = ()
    vocabulary: frozenset[str] = frozenset()

    @property
    def fact(self) -> Fact | None:
        """The claim that the card was made from, if that is known."""
        at = self.draft.fact
        return self.facts[at] if 0 <= at < len(self.facts) else None

    @property
    def stem(self) -> str:
        """What the card asks, a gap as `[...]`."""
        return gapped(self.draft.question) if self.draft.type is CardType.CLOZE else self.draft.question

    @property
    def answer(self) -> str:
        """What it wants to hear, in one line."""
        return " ".join(self.draft.answer.split()).strip(" .;,")

    def wrong(self) -> tuple[str, ...]:
        """Three wrong answers of the same kind, or none; slow in a long article."""
        plausible = Plausible(self.draft, self.facts, self.vocabulary)
        return choices(self.draft, self.facts, self.others, plausible.would_do)

    def ask(self, task: Task, stem: str = "") -> Question:
        """A question about this card."""
        return Question(stem or self.stem, task, (self.basis,))


def once_in(phrase: str, text: str) -> int:
    """Where a phrase stands in a text as whole words, whatever its first letter's case; -1 unless exactly once."""
    low, sought = text.lower(), phrase.lower()
    at = low.find(sought)
    if not sought or at < 0 or low.find(sought, at + 1) >= 0:
        return -1
    before, after = text[at - 1 : at], text[at + len(phrase) : at + len(phrase) + 1]
    return -1 if before.isalnum() or after.isalnum() or before == "-" or after == "-" else at


def place_of_answer(answer: str, text: str) -> tuple[int, str]:
    """Where a text holds an answer, with its article or without, and what it holds there; -1 where it does not."""
    for form in dict.fromkeys((answer, bare(answer))):
        at = once_in(form, text)
        if at >= 0:
            return at, text[at : at + len(form)]
    return -1, ""
