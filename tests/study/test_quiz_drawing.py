"""Cards drawn for a quiz: by lot that a seed repeats, every stratum in its share, never more than are wanted."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.facts import FactKind
from flashcards.study.quiz.drawing import Candidate, draw

CANDIDATES = st.lists(
    st.builds(
        Candidate, st.integers(1, 10_000), st.sampled_from(FactKind), st.sampled_from([0.0, 0.5, 0.95])
    ),
    max_size=80,
    unique_by=lambda each: each.card_id,
)


@given(CANDIDATES, st.integers(1, 40), st.integers(0, 5), st.randoms())
def test_a_seed_repeats_the_draw_whatever_the_order_of_the_cards(cards, number, seed, chance):
    drawn = draw(cards, number, seed, lambda card: card)
    mixed = list(cards)
    chance.shuffle(mixed)
    assert draw(mixed, number, seed, lambda card: card) == drawn
    assert len(drawn) == len(set(drawn)) == min(number, len(cards))


@given(CANDIDATES, st.integers(1, 40), st.integers(0, 5))
def test_every_stratum_has_its_share_as_long_as_it_has_cards(cards, number, seed):
    by_id = {each.card_id: each for each in cards}
    drawn = [by_id[each] for each in draw(cards, number, seed, lambda card: card)]
    have = Counter(each.stratum for each in cards)
    weights = {stratum: count * (2 if stratum[1] else 1) for stratum, count in have.items()}
    for length in range(1, len(drawn) + 1):
        got = Counter(each.stratum for each in drawn[:length])
        if any(got[stratum] == have[stratum] for stratum in have):
            break  # from here on others take the place of one that ran out
        for stratum, weight in weights.items():
            assert abs(got[stratum] - length * weight / sum(weights.values())) < len(have)


@given(CANDIDATES, st.integers(1, 40), st.sets(st.integers(1, 10_000)))
def test_a_card_of_which_nothing_can_be_made_gives_its_place_to_another(cards, number, bad):
    drawn = draw(cards, number, 1, lambda card: None if card in bad else card)
    good = {each.card_id for each in cards} - bad
    assert set(drawn) <= good
    assert len(drawn) == min(number, len(good))


def test_weak_cards_come_twice_as_often_as_known_ones():
    weak = [Candidate(each, FactKind.RISK, 0.4) for each in range(1, 101)]
    known = [Candidate(each, FactKind.RISK, 0.97) for each in range(101, 201)]
    drawn = draw([*weak, *known], 30, 7, lambda card: card)
    assert sum(card <= 100 for card in drawn) == 20
