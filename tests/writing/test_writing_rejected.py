"""When a card counts as one that was turned down before."""

import pytest

from flashcards.core.articles import Span
from flashcards.core.drafts import CardType, Draft
from flashcards.core.facts import FactKind
from flashcards.core.judgements import Judgement, Verdict
from flashcards.writing.rejected import was_rejected

SENTENCE = "Salt draws water out of the cells by osmosis."
ASKED = ("What does salt draw out of the cells by osmosis?", "Water")


def draft(question=ASKED[0], answer=ASKED[1], role=FactKind.MECHANISM):
    kind = CardType.CLOZE if "{{" in question else CardType.BASIC
    return Draft(role, kind, question, answer, Span(0, 10))


def judged(question=ASKED[0], answer=ASKED[1], verdict=Verdict.REJECT, role=FactKind.MECHANISM):
    kind = CardType.CLOZE if "{{" in question else CardType.BASIC
    return Judgement(verdict, role, kind, question, answer, question, answer, SENTENCE)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ASKED,
        ("what does salt draw  out of the cells by osmosis", "water"),
        ("By osmosis, what does salt draw out of the cells?", "Water"),
        ("Which liquid does salt draw out of the cells by osmosis?", "Water"),
        ("Salt draws {{c1::water}} out of the cells by osmosis.", "water"),
    ],
)
def test_the_same_card_in_the_same_or_nearly_the_same_words(question, answer):
    assert was_rejected(draft(question, answer), SENTENCE, [judged()])


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How does salt draw water out of the cells?", "By osmosis"),
        ("What draws water out of the cells by osmosis?", "Salt"),
    ],
)
def test_another_question_about_the_sentence_is_another_card(question, answer):
    assert not was_rejected(draft(question, answer), SENTENCE, [judged()])


def test_another_role_is_another_card():
    assert not was_rejected(draft(role=FactKind.RISK), SENTENCE, [judged()])


def test_the_last_word_counts():
    keep = judged(verdict=Verdict.KEEP)
    assert not was_rejected(draft(), SENTENCE, [judged(), keep])
    assert was_rejected(draft(), SENTENCE, [keep, judged()])
    assert not was_rejected(draft(), SENTENCE, [])


def test_an_edit_is_no_verdict():
    assert was_rejected(draft(), SENTENCE, [judged(), judged(verdict=Verdict.EDIT)])
    assert not was_rejected(draft(), SENTENCE, [judged(verdict=Verdict.EDIT)])


def test_the_very_same_question_counts_before_a_similar_one():
    similar = judged("By osmosis, what does salt draw out of the cells?", verdict=Verdict.KEEP)
    assert was_rejected(draft(), SENTENCE, [judged(), similar])


def test_a_sentence_that_stands_in_two_articles_may_be_about_two_things():
    item = "stomach bleeding after long and regular use"
    first = Judgement(
        Verdict.REJECT, FactKind.RISK, CardType.BASIC,
        "What is a possible side effect of aspirin?", "Stomach bleeding after long and regular use", "", "", item,
    )  # fmt: skip
    same = draft("What is one possible side effect of aspirin?", first.answer, FactKind.RISK)
    other = draft("What is a possible side effect of ibuprofen?", first.answer, FactKind.RISK)
    assert was_rejected(same, item, [first])
    assert not was_rejected(other, item, [first])
