"""Parting and joining cards: nothing that a card said is lost, and what would be a poor card is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.articles import Span
from flashcards.core.drafts import CardType, Draft
from flashcards.core.errors import BadInput
from flashcards.core.facts import FactKind
from flashcards.core.rendering import hidden, reveal
from flashcards.core.reshaping import can_merge, gap_starts, merge, split, with_gap

WORDS = st.text("abcdefgé字", min_size=1, max_size=6)


def draft(question, answer="", kind=CardType.CLOZE):
    return Draft(FactKind.MECHANISM, kind, question, answer or hidden(question), Span(0, 9), id=1)


def test_a_note_of_two_gaps_becomes_two_notes_that_show_the_other_gap():
    first, second = split(draft("{{c1::Ketamine}} blocks {{c2::NMDA receptors::what}}."))
    assert (first.question, first.answer) == ("{{c1::Ketamine}} blocks NMDA receptors.", "Ketamine")
    assert (second.question, second.answer) == (
        "Ketamine blocks {{c1::NMDA receptors::what}}.",
        "NMDA receptors",
    )


def test_a_list_is_split_into_one_gap_for_each_item():
    parts = split(draft("What may it cause?", "Nausea, dizziness and a dry mouth.", CardType.LIST))
    assert [part.answer for part in parts] == ["Nausea", "dizziness", "a dry mouth"]
    assert parts[1].question == "What may it cause? Nausea, {{c1::dizziness}} and a dry mouth"
    assert {part.type for part in parts} == {CardType.CLOZE}


def test_steps_are_split_at_their_arrows_only():
    steps = "Blocks rest, then wakes → releases A and B → ends"
    parts = split(draft("How, step by step?", steps, CardType.SEQUENCE))
    assert [part.answer for part in parts] == ["Blocks rest, then wakes", "releases A and B", "ends"]
    assert parts[1].question.endswith("→ {{c1::releases A and B}} → ends")


@pytest.mark.parametrize(
    ("question", "answer", "kind"),
    [("A {{c1::gap}} alone.", "", CardType.CLOZE), ("What is it?", "One thing.", CardType.BASIC)],
)
def test_what_asks_for_one_thing_is_not_split(question, answer, kind):
    one = draft(question, answer, kind)
    with pytest.raises(BadInput, match="one thing only"):
        split(one)


def test_gaps_of_one_text_are_joined_and_numbered_from_the_left():
    joined = merge([draft("A b {{c1::c}} d."), draft("{{c1::A}} b c d.")])
    assert joined.question == "{{c1::A}} b {{c2::c}} d."
    assert joined.answer == "A; c"


def test_answers_to_one_question_become_a_list():
    joined = merge(
        [draft("What helps?", "Rest", CardType.BASIC), draft("What  HELPS?", "Light", CardType.BASIC)]
    )
    assert (joined.type, joined.answer) == (CardType.LIST, "Rest; Light")


def test_strangers_are_not_joined():
    pair = [draft("A {{c1::b}} c."), draft("A {{c1::b}} d.")]
    assert not can_merge(pair)
    with pytest.raises(BadInput, match="neither"):
        merge(pair)
    with pytest.raises(BadInput, match="two cards"):
        merge(pair[:1])


@given(st.lists(WORDS, min_size=2, max_size=6), st.data())
def test_splitting_keeps_the_text_and_every_gap_and_merging_brings_it_back(words, data):
    gaps = data.draw(st.sets(st.integers(0, len(words) - 1), min_size=2))
    numbers = {at: number for number, at in enumerate(sorted(gaps), 1)}
    text = " ".join(
        f"{{{{c{numbers[at]}::{word}}}}}" if at in gaps else word for at, word in enumerate(words)
    )
    parts = split(draft(text))
    assert {reveal(part.question) for part in parts} == {reveal(text)}
    assert [part.answer for part in parts] == [words[at] for at in sorted(gaps)]
    assert merge(parts).question == text


@given(st.text("ab c", min_size=1, max_size=12), st.data())
def test_a_new_gap_hides_just_what_was_chosen(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    gapped = with_gap(text, start, end)
    assert reveal(gapped) == text
    assert hidden(gapped) == text[start:end]


def test_a_second_gap_has_the_next_number():
    assert with_gap("{{c1::a}} b", 10, 11) == "{{c1::a}} {{c2::b}}"


def test_gaps_are_found_where_their_words_stand_in_the_plain_text():
    assert gap_starts("{{c2::a}} b {{c1::c::hint}} {{c2::d}}") == {0: 2, 4: 1}
