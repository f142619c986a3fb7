"""The optimiser against the Rust one that Anki runs, against the truth it was made from, and against itself."""

from itertools import groupby

import fsrs_rs_python
import numpy as np
import pytest

from flashcards.core.errors import BadInput, Cancelled
from flashcards.core.progress import Cancel, silent
from flashcards.study.histories import histories
from flashcards.study.metrics import log_loss, rmse_bins
from flashcards.study.model import loss_and_slope, run
from flashcards.study.optimiser import FEWEST, Log, fit, score, train
from flashcards.study.remembering import remembered
from flashcards.study.scheduler import DEFAULT_PARAMETERS
from flashcards.study.training import prepare
from tests.study.logs import SOMEBODY, answers_of

DEFAULTS = np.array(DEFAULT_PARAMETERS)


@pytest.fixture(scope="module")
def rows():
    return answers_of(SOMEBODY, 12_000)


@pytest.fixture(scope="module")
def log(rows):
    return Log.of(rows)


@pytest.fixture(scope="module")
def cards(log):
    return histories(log.cards, log.ratings, log.days)


def items_of(rows):
    """The log as fsrs-rs takes it: for each answer on a later day the history up to it, in order of time."""
    found = []
    for card, answers in groupby(rows, key=lambda row: row[0]):
        reviews = [(at, fsrs_rs_python.FSRSReview(rating, days), days) for _card, at, rating, days in answers]
        found += [
            (at, card, fsrs_rs_python.FSRSItem([each[1] for each in reviews[: number + 1]]))
            for number, (at, _review, days) in enumerate(reviews)
            if days > 0
        ]
    return sorted(found, key=lambda item: item[0])


@pytest.fixture(scope="module")
def items(rows):
    return items_of(rows)


def rust_loss(parameters, items):
    return (
        fsrs_rs_python.FSRS([float(each) for each in parameters])
        .evaluate([item[2] for item in items])
        .log_loss
    )


@pytest.mark.parametrize("seed", [1, 2])
def test_the_fit_is_as_good_as_that_of_fsrs_rs(seed):
    """Log loss within half a percent of the Rust optimiser's, by its own evaluation."""
    rows = answers_of(SOMEBODY, 8_000, seed)
    items_ = items_of(rows)
    theirs = fsrs_rs_python.FSRS(list(DEFAULT_PARAMETERS)).compute_parameters(
        [item[2] for item in items_], [item[1] for item in items_]
    )
    log_ = Log.of(rows)
    training = prepare(histories(log_.cards, log_.ratings, log_.days), log_.ratings, log_.times)
    ours = train(training, DEFAULTS, silent, Cancel())
    assert rust_loss(ours, items_) <= rust_loss(theirs, items_) * 1.005
    assert rust_loss(ours, items_) < rust_loss(DEFAULT_PARAMETERS, items_)


def test_recall_is_foretold_as_by_fsrs_rs(cards, log, items):
    recalls, _stability, _difficulty = run(DEFAULTS, cards)
    places = np.flatnonzero(
        (log.days > 0) & np.isin(np.arange(log.days.size), np.concatenate([s.at for s in cards.steps]))
    )
    recalled = (log.ratings[places] > 1).astype(float)
    theirs = fsrs_rs_python.FSRS(list(DEFAULT_PARAMETERS))
    by_time = np.argsort(log.times[places], kind="stable")
    for place, item in list(zip(places[by_time], items, strict=True))[:300]:
        history = fsrs_rs_python.FSRSItem(item[2].reviews[:-1])
        memory = theirs.memory_state(history)
        scale = 0.9 ** (-1 / DEFAULTS[20]) - 1
        chance = (1 + scale * log.days[place] / memory.stability) ** -DEFAULTS[20]
        assert recalls[place] == pytest.approx(chance, rel=1e-3)
    assert 0.2 < log_loss(recalls[places], recalled) < 0.6


def test_the_slopes_are_those_of_the_loss(cards, log):
    """Worked out by hand, so compared with the difference over a tiny step, for every parameter."""
    training = prepare(cards, log.ratings, log.times)

    def loss(w):
        return loss_and_slope(w, training.cards, training.recalled, training.weights)[0]

    for w in (DEFAULTS, np.array(SOMEBODY)):
        _loss, slope = loss_and_slope(w, training.cards, training.recalled, training.weights)
        for number in range(21):
            step = np.zeros(21)
            step[number] = 1e-6
            expected = (loss(w + step) - loss(w - step)) / 2e-6
            assert slope[number] == pytest.approx(expected, rel=2e-3, abs=0.05)


def test_a_person_is_found_again(log):
    found = fit(log, DEFAULT_PARAMETERS, DEFAULT_PARAMETERS, silent, Cancel())
    assert found.better
    assert found.after.rmse < found.before.rmse
    cards = histories(log.cards, log.ratings, log.days)
    everything = np.ones(log.days.size) * (log.days > 0)
    truth = score(np.array(SOMEBODY), cards, log, everything)
    assert score(np.array(found.parameters), cards, log, everything).log_loss <= truth.log_loss * 1.002
    assert found == fit(log, DEFAULT_PARAMETERS, DEFAULT_PARAMETERS, silent, Cancel())


def test_what_is_already_fitted_is_not_called_better_for_nothing():
    log = Log.of(answers_of(DEFAULT_PARAMETERS, 4_000, seed=5))
    found = fit(log, DEFAULT_PARAMETERS, DEFAULT_PARAMETERS, silent, Cancel())
    assert found.after.log_loss >= found.before.log_loss * 0.99


def test_too_short_a_log_is_said_plainly():
    short = answers_of(SOMEBODY, 60)[:40]
    with pytest.raises(BadInput, match=f"at least {FEWEST} answers on later days are needed; there are"):
        fit(Log.of(short), DEFAULT_PARAMETERS, DEFAULT_PARAMETERS, silent, Cancel())
    with pytest.raises(BadInput, match="there are 0"):
        fit(Log.of([]), DEFAULT_PARAMETERS, DEFAULT_PARAMETERS, silent, Cancel())


def test_a_fit_can_be_stopped_and_says_how_far_it_is(log):
    shares, cancel = [], Cancel()

    def report(share, stage):
        shares.append(share)
        if share > 0.2:
            cancel.set()

    with pytest.raises(Cancelled):
        fit(log, DEFAULT_PARAMETERS, DEFAULT_PARAMETERS, report, cancel)
    assert shares == sorted(shares)


def test_all_memories_at_once_are_those_of_card_by_card(rows, log):
    found = remembered(log, SOMEBODY)
    theirs = fsrs_rs_python.FSRS([float(each) for each in SOMEBODY])
    memories = dict(zip(found.cards, zip(found.stabilities, found.difficulties, strict=True), strict=True))
    for card, answers in list(groupby(rows, key=lambda row: row[0]))[:300]:
        del answers
        history = [fsrs_rs_python.FSRSReview(row[2], row[3]) for row in rows if row[0] == card]
        memory = theirs.memory_state(fsrs_rs_python.FSRSItem(history))
        assert memories[card] == pytest.approx((memory.stability, memory.difficulty), rel=2e-3)


def test_bins_tell_a_forecast_that_is_off(cards, log):
    places = np.flatnonzero(log.days > 0)
    share = (log.ratings[places] > 1).mean()
    flat = np.full(places.size, share)
    right = rmse_bins(flat, flat, cards, log.ratings, places)
    wrong = rmse_bins(flat + 0.05, flat, cards, log.ratings, places)
    assert right == pytest.approx(0.0, abs=1e-9)
    assert wrong == pytest.approx(0.05)
