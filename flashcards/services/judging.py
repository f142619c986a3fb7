"""Writing down what the user decides, in the transaction that carries it out."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from flashcards.core.articles import Article
from flashcards.core.drafts import Draft
from flashcards.core.facts import Fact
from flashcards.core.judgements import Judgement, Verdict
from flashcards.services.known_articles import Known, KnownArticles
from flashcards.store import judgements as judgements_table
from flashcards.store.library import Connection

#: Says the numbers by which a draft was ranked, from its article and the article's facts.
Describe = Callable[[Draft, Article, Sequence[Fact]], Mapping[str, float]]


def nothing_known(_draft: Draft, _article: Article, _facts: Sequence[Fact]) -> Mapping[str, float]:
    """The numbers of a draft where nobody can say them."""
    return {}


class RankingFeatures:
    """The numbers by which the generator ranked a draft; none for a card that it did not write.

    Those of every card that an article allows are worked out at once and kept, for its drafts are judged in a row.
    """

    def __init__(self) -> None:
        # Facts are told apart by which they are: comparing two thousand takes longer than a decision may.
        self._seen: deque[tuple[Sequence[Fact], _Features]] = deque(maxlen=3)

    def __call__(self, draft: Draft, article: Article, facts: Sequence[Fact]) -> Mapping[str, float]:
        """The numbers of one draft."""
        known = next((features for seen, features in self._seen if seen is facts), None)
        if known is None:
            known = _features(article, facts)
            self._seen.append((facts, known))
        return known.get((draft.question, draft.answer), {})


_Features = Mapping[tuple[str, str], Mapping[str, float]]


def _features(article: Article, facts: Sequence[Fact]) -> _Features:
    from flashcards.writing.pipeline import considered

    return {
        (each.candidate.draft.question, each.candidate.draft.answer): each.features
        for each in considered(article, facts)
    }


class DecisionLog:
    """Logs the decisions of one transaction, which happens at `now` in milliseconds.

    A draft has one decision, the last; taking it again, or taking it back, leaves no trace of the
    one before. Edits add up.
    """

    def __init__(
        self,
        connection: Connection,
        now: int,
        describe: Describe = nothing_known,
        known: KnownArticles | None = None,
    ) -> None:
        self._connection = connection
        self._now = now
        self._describe = describe
        self._known = known or KnownArticles()

    def article(self, article_id: int) -> Article:
        """The article of a draft."""
        return self._ground(article_id).article

    def decided(self, draft: Draft, verdict: Verdict, reason: str = "") -> None:
        """Note that a draft was kept or rejected; doing that again changes at most the reason."""
        judged = judgements_table.of_draft(self._connection, draft.id)
        before = [each for each in judged if each.verdict is not Verdict.EDIT]
        if before and before[-1].verdict is verdict and reason in ("", before[-1].reason):
            return
        self._remove(before)
        edits = [each for each in judged if each.verdict is Verdict.EDIT]
        first = edits[0] if edits else draft
        proposed = replace(draft, question=first.question, answer=first.answer)
        self._add(proposed, verdict, (draft.question, draft.answer), reason)

    def edited(self, draft: Draft, question: str, answer: str) -> None:
        """Note that a draft is getting other words."""
        if (question, answer) != (draft.question, draft.answer):
            self._add(draft, Verdict.EDIT, (question, answer))

    def withdrawn(self, draft: Draft) -> None:
        """Forget what was decided about a draft, which waits again; its edits stay."""
        judged = judgements_table.of_draft(self._connection, draft.id)
        self._remove([each for each in judged if each.verdict is not Verdict.EDIT])

    def _add(self, draft: Draft, verdict: Verdict, after: tuple[str, str], reason: str = "") -> None:
        ground = self._ground(draft.article_id)
        judgement = Judgement(
            verdict=verdict,
            role=draft.role,
            type=draft.type,
            question=draft.question,
            answer=draft.answer,
            question_after=after[0],
            answer_after=after[1],
            sentence=ground.article.quote(draft.evidence),
            score=draft.score,
            reason=reason,
            features=self._describe(draft, ground.article, ground.facts),
            judged_at=self._now,
            draft_id=draft.id,
        )
        judgements_table.add(self._connection, judgement)

    def _remove(self, judged: list[Judgement]) -> None:
        if judged:
            judgements_table.remove(self._connection, [each.id for each in judged])

    def _ground(self, article_id: int) -> Known:
        found = self._known.get(self._connection, article_id)
        assert found is not None
        return found
