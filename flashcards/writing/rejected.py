"""Cards that the user turned down before: they are not proposed again."""

from collections.abc import Sequence

from flashcards.core.drafts import Draft
from flashcards.core.judgements import Judgement, Verdict
from flashcards.core.rendering import reveal
from flashcards.writing.duplicates import same
from flashcards.writing.words import content


def was_rejected(draft: Draft, sentence: str, judged: Sequence[Judgement]) -> bool:
    """Whether the user's last word on this card, made of the same sentence for the same role, was no.

    `judged` are the judgements on cards of the sentence, the earliest first. Those on the very same
    question count before those on nearly the same.
    """
    decided = [each for each in judged if each.role is draft.role and each.verdict is not Verdict.EDIT]
    exact = [each for each in decided if _plain(each.question) == _plain(draft.question)]
    alike = exact or [each for each in decided if _nearly(each, draft, sentence)]
    return bool(alike) and alike[-1].verdict is Verdict.REJECT


def _plain(question: str) -> str:
    """A question without what a reader does not notice."""
    return " ".join(question.casefold().split()).rstrip(" ?.!")


def _nearly(judgement: Judgement, draft: Draft, sentence: str) -> bool:
    """Whether a card asks the same as the one that was judged, in somewhat different words.

    The same sentence may speak of two things in two articles ("It may cause nausea."). What it is
    about stands in the words that the card does not have from the sentence: those may be more or
    fewer, but not others.
    """
    judged = Draft(
        role=judgement.role,
        type=judgement.type,
        question=judgement.question,
        answer=judgement.answer,
        evidence=draft.evidence,
    )
    own, others = _added(judged, sentence), _added(draft, sentence)
    return (own <= others or others <= own) and same(judged, draft)


def _added(draft: Draft, sentence: str) -> set[str]:
    """The words of a card that its sentence does not have."""
    return set(content(f"{reveal(draft.question)} {draft.answer}")) - set(content(sentence))
