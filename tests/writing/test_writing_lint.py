"""What an editor says of a card, by the same gates that stop the generator's."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.analysis.pipeline import find_facts
from flashcards.core.drafts import CardType
from flashcards.reading.files import read_file
from flashcards.writing.lint import lint
from flashcards.writing.pipeline import write

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
        ("What does  ketamine block?", "What does ketamine block?"),
        ("what does ketamine block?", "What does ketamine block?"),
        ("Interestingly, what does ketamine block?", "What does ketamine block?"),
        ("What does ketamine) block?", "What does ketamine block?"),
    ],
)
def test_what_can_only_mean_one_thing_is_mended(question, fixed):
    found = lint(BASIC, question, "NMDA receptors")
    assert [each.fixed for each in found if each.fixed] == [(fixed, "NMDA receptors")]
    assert not any(each.fixed for each in lint(BASIC, fixed, "NMDA receptors"))


@pytest.mark.parametrize(
    ("answer", "fixed"),
    [
        ("NMDA receptors,", "NMDA receptors"),
        ("receptors (NMDA", "receptors (NMDA)"),
        ("receptors (of NMDA.", "receptors (of NMDA)."),
        ("Note that it blocks NMDA receptors", "It blocks NMDA receptors"),
        ("note that NMDA receptors", "NMDA receptors"),
    ],
)
def test_answers_are_mended_too(answer, fixed):
    found = lint(BASIC, "What does ketamine block?", answer)
    assert [each.fixed for each in found if each.fixed] == [("What does ketamine block?", fixed)]


def test_gaps_keep_their_words_when_their_text_is_mended():
    text = "Note that ketamine blocks  {{c1::NMDA receptors}} on nerve cells ."
    for _ in range(3):
        text, answer = next(each.fixed for each in lint(CLOZE, text, "NMDA receptors") if each.fixed)
        assert answer == "NMDA receptors"
    assert text == "Ketamine blocks {{c1::NMDA receptors}} on nerve cells."


@pytest.mark.parametrize(
    "question",
    [
        "mRNA binds what?",
        "pH is what?",
        "velarin —blocks→ gates",
        "5-HT is released where?",
        "What is (a drug?",
    ],
)
def test_what_can_be_meant_in_two_ways_is_left_alone(question):
    assert not any(each.fixed for each in lint(BASIC, question, "Receptors"))


def test_one_seam_is_mended_after_the_other():
    answer, seen = "the receptors (NMDA,", []
    while fixes := [each for each in lint(BASIC, "What does ketamine block?", answer) if each.fixed]:
        answer = fixes[0].fixed[1]
        seen.append(fixes[0].rule)
    assert (answer, seen) == ("the receptors (NMDA)", ["trailing comma", "open bracket"])


def test_a_bracket_that_may_close_anywhere_is_only_told():
    found = lint(BASIC, "What is a drug (such as ketamine good for?", "Much")
    assert [(each.rule, each.fixed) for each in found if "bracket" in each.rule] == [("open bracket", None)]


@given(st.sampled_from([BASIC, CLOZE]), st.text(max_size=60), st.text(max_size=60))
def test_any_words_can_be_looked_at_and_a_fix_ends(kind, question, answer):
    for _ in range(20):
        fixes = [each.fixed for each in lint(kind, question, answer) if each.fixed]
        if not fixes:
            return
        question, answer = fixes[0]
    raise AssertionError("fixing never ends")


@pytest.mark.model
def test_the_cards_of_an_example_need_no_mending():
    article = read_file(Path(__file__).parents[2] / "decks" / "metformin-type-2-diabetes.txt")
    drafts = [each.draft for each in write(article, find_facts(article)) if not each.gate]
    assert len(drafts) > 10
    for draft in drafts:
        assert lint(draft.type, draft.question, draft.answer) == (), draft.question
