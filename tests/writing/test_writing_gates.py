"""Each gate with cards that pass it and cards that it stops."""

from dataclasses import replace

import pytest

from flashcards.core.articles import Article, Span
from flashcards.core.drafts import CardType, Draft
from flashcards.core.facts import FactKind
from flashcards.writing.quality import Card, Page, first_failure

from .conftest import Make

GOOD = ("How do guard cells lower their pressure?", "By pumping out potassium ions")

STOPPED = {
    "empty": [("What do guard cells lower?", ""), ("", "Potassium ions")],
    "badly formed": [
        ("What do guard cells lower", "Potassium ions"),
        ("Guard cells lower the pressure of a leaf?", "Potassium ions"),
        ("What do the the guard cells lower?", "Potassium ions"),
        ("What do guard cells (of leaves lower?", "Potassium ions"),
        ("What do guard cells of, lower?", "Potassium ions"),
        ("What do guard cells lower?", "Potassium ions and"),
    ],
    "not self-contained": [
        ("What does this process lower?", "Pressure in the skin"),
        ("How does it lower pressure?", "Pumping potassium"),
        ("What do they send to the leaves?", "A signal"),
        ("However, what do guard cells pump?", "Potassium ions"),
        ("What do such cells pump?", "Potassium ions"),
    ],
    "speaks of the text": [("What does the article say of guard cells?", "Potassium ions leave")],
    "long answer": [("What do guard cells lower?", " ".join(f"ion{i}" for i in range(26)))],
    "long question": [("What do guard cells " + "really " * 1 + " ".join(f"w{i}" for i in range(30)) + " lower?", "Ions")],
    "more than one fact": [
        ("What do guard cells pump and what do roots send?", "Potassium ions"),
        ("What do guard cells lower?", "Potassium, ions, pressure and pores"),
        ("What do guard cells lower?", "Potassium leaves. Pressure is lower"),
    ],
    "gives the answer away": [("Which potassium ions do guard cells pump?", "Potassium ions")],
    "yes or no": [("Do guard cells pump what leaves have?", "Potassium ions")],
    "foreign words": [("What do guard cells pump out?", "Magnesium chloride")],
    "vague": [("What does the process do?", "Potassium ions")],
    "asks for nothing in particular": [
        ("What do guard cells pump out?", "A large amount"),
        ("By pumping out {{c1::large quantities}} of ions, guard cells lower pressure.", "large quantities"),
        ("By pumping out {{c1::potassium ions}}, guard cells lower {{c2::the level}}.", "potassium ions; the level"),
    ],
    "too little context": [("Cells pump {{c1::potassium ions}}.", "potassium ions")],
}  # fmt: skip


def gate(article: Article, fact: Make, question: str, answer: str, **changes: object) -> str:
    cloze = "{{c1::" in question
    source = fact(**changes)
    draft = Draft(
        role=FactKind.MECHANISM,
        type=CardType.CLOZE if cloze else CardType.BASIC,
        question=question,
        answer=answer,
        evidence=source.evidence,
    )
    return first_failure(Card(draft, source, Page.of(article)))


def test_a_good_card_passes(article: Article, fact: Make) -> None:
    assert gate(article, fact, *GOOD) == ""
    assert (
        gate(
            article,
            fact,
            "By pumping out {{c1::potassium ions}}, guard cells lower pressure.",
            "potassium ions",
        )
        == ""
    )


@pytest.mark.parametrize(
    ("name", "card"),
    [(name, card) for name, cards in STOPPED.items() for card in cards],
    ids=lambda v: str(v)[:50],
)
def test_gate_stops(article: Article, fact: Make, name: str, card: tuple[str, str]) -> None:
    assert gate(article, fact, *card) == name


def test_evidence_must_lie_in_the_body(article: Article, fact: Make) -> None:
    junk = article.blocks[1].span
    assert gate(article, fact, *GOOD, evidence=junk) == "evidence not in the body"
    assert gate(article, fact, *GOOD, evidence=Span(0, len(article.text))) == "evidence not in the body"


def test_hedge(article: Article, fact: Make) -> None:
    assert gate(article, fact, *GOOD, hedge="may") == "hedge lost"
    assert gate(article, fact, "How may guard cells lower their pressure?", GOOD[1], hedge="may") == ""
    assert (
        gate(article, fact, "According to one theory, what do stomata open for?", "Leaves", hedge="theory")
        == ""
    )


def test_polarity(article: Article, fact: Make) -> None:
    assert gate(article, fact, *GOOD, negated=True) == "polarity lost"
    denied = "By pumping out {{c1::potassium ions}}, guard cells do not lower pressure."
    assert gate(article, fact, denied, "potassium ions", negated=True) == ""


def test_pronoun_after_its_noun_is_fine(article: Article, fact: Make) -> None:
    assert gate(article, fact, "What do guard cells lower when they pump out ions?", "Their pressure") == ""


def test_drafts_are_values(article: Article, fact: Make) -> None:
    draft = Draft(FactKind.RISK, CardType.BASIC, *GOOD, evidence=Span(0, 5))
    assert replace(draft, score=1.0) != draft
