"""Whatever the text, the analysis does not fail, and its evidence is verbatim."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flashcards.core.errors import Cancelled
from flashcards.core.progress import Cancel

from .conftest import make_article

pytestmark = pytest.mark.model

PIECES = st.sampled_from(
    [
        "Salt draws water.", "It", "which is", "called brine,", "This, in turn, rises.", "One theory is that", "may",
        "By heating,", "they", "the drug", "# ", "- ", "because", "(salt)", "\"Yes,\" she said.", "and", "these cells", "…",
    ]
)  # fmt: skip
LINES = st.one_of(st.text(max_size=80), st.lists(PIECES, min_size=1, max_size=9).map(" ".join))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(LINES, max_size=5))
def test_any_text(lines: list[str]) -> None:
    from flashcards.analysis.pipeline import find_facts

    article = make_article(*lines, title="Salt")
    shares: list[float] = []
    facts = find_facts(article, lambda share, _stage: shares.append(share))
    assert facts == find_facts(article)
    assert shares == sorted(shares)
    assert all(0 <= share <= 1 for share in shares)
    for fact in facts:
        assert 0 <= fact.evidence.start < fact.evidence.end <= len(article.text)
        assert fact.statement


def test_cancel_stops_the_work() -> None:
    from flashcards.analysis.pipeline import find_facts

    cancel = Cancel()
    cancel.set()
    with pytest.raises(Cancelled):
        find_facts(make_article("Salt draws water."), cancel=cancel)


def test_cancel_between_blocks() -> None:
    from flashcards.analysis.pipeline import find_facts

    cancel = Cancel()

    def report(share: float, _stage: str) -> None:
        if share > 0.3:
            cancel.set()

    with pytest.raises(Cancelled):
        find_facts(make_article(*["Salt draws water out of food."] * 5), report, cancel)
