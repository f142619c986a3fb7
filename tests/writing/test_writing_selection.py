"""Which cards make the deck."""

from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.articles import Span
from flashcards.core.drafts import CardType, Draft
from flashcards.core.facts import FactKind
from flashcards.writing.selection import select


def draft(question, answer, *, start=0, fact=0, score=0.5, cloze=False):
    kind = CardType.CLOZE if cloze else CardType.BASIC
    return Draft(FactKind.MECHANISM, kind, question, answer, Span(start, start + 50), fact=fact, score=score)


def test_the_worthiest_cards_are_kept():
    weak = draft("What do roots send?", "Abscisic acid", start=0, fact=0, score=0.2)
    strong = draft("What do guard cells pump?", "Potassium ions", start=100, fact=1, score=0.9)
    fates = select([weak, strong], 1)
    assert fates == {strong: "", weak: "enough cards"}


def test_of_one_fact_one_card_is_kept():
    one = draft("What do guard cells pump?", "Potassium ions", fact=3, score=0.9)
    two = draft("Which cells pump potassium ions?", "Guard cells", fact=3, score=0.8)
    assert select([one, two], 5) == {one: "", two: "enough cards"}


def test_the_same_question_in_other_words_is_a_duplicate():
    one = draft("What do guard cells pump out?", "Potassium ions", fact=1, score=0.9)
    two = draft("What do the guard cells pump out?", "Potassium ions", start=200, fact=2, score=0.8)
    assert select([one, two], 5)[two] == "duplicate"


def test_a_sentence_that_has_a_card_gives_way_to_one_that_has_none():
    first = draft(
        "Guard cells pump {{c1::potassium ions}} out.", "potassium ions", fact=0, score=0.9, cloze=True
    )
    again = draft("What do guard cells pump out of the leaf?", "Ions of potassium", fact=1, score=0.6)
    other = draft("What do roots send to the shoot?", "Abscisic acid", start=300, fact=2, score=0.5)
    fates = select([first, again, other], 2)
    assert fates[first] == fates[other] == ""


WORDS = st.sampled_from(["guard", "cells", "pump", "ions", "roots", "send", "acid", "leaves", "light"])
DRAFTS = st.lists(
    st.builds(
        lambda words, answer, start, fact, score: draft(" ".join(words) + "?", answer, start=start, fact=fact, score=score),
        st.lists(WORDS, min_size=1, max_size=6), WORDS, st.integers(0, 300), st.integers(0, 10), st.floats(0, 1),
    ),
    max_size=15,
)  # fmt: skip


@given(drafts=DRAFTS, cap=st.integers(0, 10))
def test_every_card_has_one_fate_and_no_more_are_kept_than_allowed(drafts, cap):
    fates = select(drafts, cap)
    assert set(fates) == set(drafts)
    assert set(fates.values()) <= {"", "duplicate", "enough cards"}
    kept = [each for each, fate in fates.items() if not fate]
    assert len(kept) <= cap
    assert len({each.fact for each in kept}) == len(kept)
    assert fates == select(drafts, cap)
