"""The generator from file to cards, on the development articles where they are at hand."""

import json
import re
from pathlib import Path

import pytest

from flashcards.analysis.pipeline import find_facts
from flashcards.core.articles import Article
from flashcards.core.drafts import Draft
from flashcards.reading.files import read_file
from flashcards.writing.pipeline import write

ARTICLES = Path(__file__).parents[3] / "shared" / "articles"
#: The least share of the core facts that each article's cards must hold.
FLOORS = {
    "seed": 0.78, "01": 0.65, "02": 0.68, "03": 0.66, "04": 0.74, "05": 0.50, "06": 0.70, "07": 0.80, "08": 0.66,
}  # fmt: skip

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(not ARTICLES.is_dir(), reason="the development articles are not here"),
]


def plain(text: str) -> str:
    """Text for comparing: one kind of quote, no marks, single spaces, small letters."""
    text = text.translate(str.maketrans("’‘“”–—", "''\"\"--")).replace("*", "").replace("•", " ")
    return re.sub(r"\s+", " ", text).strip().lower()


def overlaps(article: Article, draft: Draft, evidence: str) -> bool:
    """Whether a card rests on a gold fact's sentence."""
    mine, gold = plain(article.quote(draft.evidence)), plain(evidence)
    return mine in gold or gold in mine


def holds(draft: Draft, groups: list[list[str]]) -> bool:
    """Whether a card has a word of every group, and at least one in its answer."""
    everything = plain(re.sub(r"\{\{c\d::|\}\}", "", draft.question) + " " + draft.answer)
    answer = plain(draft.answer)
    found = [[plain(word) in everything for word in group] for group in groups]
    answered = any(plain(word) in answer for group in groups for word in group)
    return all(map(any, found)) and (answered or len(groups) == 1)


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_article(name: str) -> None:
    article = read_file(ARTICLES / f"{name}.txt")
    gold = json.loads((ARTICLES / f"{name}.gold.json").read_text(encoding="utf-8"))
    kept = [c.draft for c in write(article, find_facts(article)) if not c.gate]
    assert 15 <= len(kept) <= 40
    for draft in kept:
        evidence = plain(article.quote(draft.evidence))
        assert not any(evidence in plain(junk) for junk in gold["junk"])
    core = [f for f in gold["facts"] if f["core"]]
    covered = [
        f for f in core
        if any(overlaps(article, d, f["evidence"]) and holds(d, f["answer_keywords"]) for d in kept)
    ]  # fmt: skip
    assert len(covered) / len(core) >= FLOORS[name]


def test_same_article_same_cards() -> None:
    article = read_file(ARTICLES / "01.txt")
    assert write(article, find_facts(article)) == write(article, find_facts(article))
