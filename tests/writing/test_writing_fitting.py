"""Fitting the ranking to judged cards."""

from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.writing.fitting import BIAS, Judged, chance, fit

NAMES = st.sampled_from(["short", "named", "talk", "new"])
CARDS = st.lists(
    st.builds(
        Judged,
        features=st.dictionaries(NAMES, st.floats(0, 1), max_size=4),
        wanted=st.sampled_from([0.0, 0.5, 1.0]),
        weight=st.sampled_from([0.5, 1.0]),
    ),
    max_size=30,
)


def test_what_goes_with_wanted_cards_gains_weight():
    good = [Judged({"named": 1.0}, 1.0)] * 30
    bad = [Judged({"talk": 1.0}, 0.0)] * 30
    weights = fit([*good, *bad], {}, ridge=1.0)
    assert weights["named"] > 0.5 > -0.5 > weights["talk"]
    assert chance({"named": 1.0}, weights) > 0.5 > chance({"talk": 1.0}, weights)


def test_nothing_judged_changes_nothing():
    prior = {"named": 0.4, BIAS: -1.0}
    assert fit([], prior) == prior


def test_a_few_judgements_do_not_turn_a_strong_prior_over():
    prior = {"named": 1.0}
    weights = fit([Judged({"named": 1.0}, 0.0)] * 3, prior, ridge=50.0)
    assert 0.8 < weights["named"] <= 1.0


@settings(max_examples=40, deadline=None)
@given(judged=CARDS)
def test_any_judgements_give_finite_weights_the_same_each_time(judged):
    weights = fit(judged, {"named": 0.3})
    assert weights == fit(judged, {"named": 0.3})
    assert all(abs(value) < 100 for value in weights.values())


@settings(max_examples=40, deadline=None)
@given(judged=CARDS)
def test_fitting_does_not_make_the_judgements_less_likely(judged):
    def fault(weights):
        shares = [(each, chance(each.features, weights)) for each in judged]
        return sum(each.weight * (share - each.wanted) ** 2 for each, share in shares)

    assert fault(fit(judged, {}, ridge=0.5)) <= fault({}) + 1e-6 + 0.01 * len(judged)


@given(st.dictionaries(NAMES, st.floats(-1e6, 1e6)), st.dictionaries(NAMES, st.floats(-1e6, 1e6)))
def test_a_chance_is_a_chance(features, weights):
    assert 0 <= chance(features, weights) <= 1
