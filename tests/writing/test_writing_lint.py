"""What an editor says of a card, by the same gates that stop the generator's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.drafts import CardType
from flashcards.writing.lint import lint

BASIC, CLOZE = CardType.BASIC, CardType.CLOZE


def rules(kind, question, answer):
    return [finding.rule for finding in lint(kind, question, answer)]


@pytest.mark.parametrize(
    ("question", "answer", "rule"),
    [
        ("What does it block?", "NMDA receptors", "not self-contained"),
        ("Does ketamine block NMDA receptors?", "Certainly so", "yes or no"),
        ("What do NMDA receptors of nerve cells do?", "NMDA receptors", "gives the answer away"),
        ("What does ketamine block?", "NMDA receptors. It also lifts mood.", "more than one fact"),
        ("What does ketamine do?", " ".join(["slowly"] * 13 + ["quickly"] * 13), "long answer"),
        (f"What does ketamine block {' '.join(map(str, range(40)))}?", "Receptors", "long question"),
        ("What is mentioned above about ketamine in the article?", "Receptors", "speaks of the text"),
    ],
)
def test_each_weakness_has_its_sentence(question, answer, rule):
    found = lint(BASIC, question, answer)
    assert rule in [each.rule for each in found]
    assert all(each.sentence.endswith((".", "it.")) for each in found)


def test_a_good_card_has_none():
    assert rules(BASIC, "What does ketamine block on nerve cells?", "NMDA receptors") == []
    assert rules(CLOZE, "Ketamine blocks {{c1::NMDA receptors}} on nerve cells.", "NMDA receptors") == []


def test_a_card_in_the_making_is_not_scolded():
    assert rules(BASIC, "What does it", "") == []


@pytest.mark.parametrize(
    ("question", "fixed"),
    [
        ("What does ketamine block", "What does ketamine block?"),
        ("What does does ketamine block?", "What does ketamine block?"),
        ("What does ketamine block ?", "What does ketamine block?"),
    ],
)
def test_what_can_only_mean_one_thing_is_mended(question, fixed):
    found = lint(BASIC, question, "NMDA receptors")
    assert [each.fixed for each in found if each.fixed] == [(fixed, "NMDA receptors")]
    assert not any(each.fixed for each in lint(BASIC, fixed, "NMDA receptors"))


@given(st.sampled_from([BASIC, CLOZE]), st.text(max_size=60), st.text(max_size=60))
def test_any_words_can_be_looked_at_and_a_fix_ends(kind, question, answer):
    for _ in range(20):
        fixes = [each.fixed for each in lint(kind, question, answer) if each.fixed]
        if not fixes:
            return
        question, answer = fixes[0]
    raise AssertionError("fixing never ends")
