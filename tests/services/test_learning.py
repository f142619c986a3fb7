"""The ranking learns from what the user keeps and rejects."""

from dataclasses import replace

import pytest

from flashcards.core.drafts import CardType
from flashcards.core.errors import BadInput
from flashcards.core.facts import FactKind
from flashcards.core.judgements import Judgement, Reason, Verdict
from flashcards.services.learning import FEWEST
from flashcards.store import judgements as judgements_table
from flashcards.writing.weights import WEIGHTS

KEPT = Judgement(
    Verdict.KEEP,
    FactKind.RISK,
    CardType.BASIC,
    "Q?",
    "A",
    "Q?",
    "A",
    "S.",
    features={"way deed": 1.0},
    judged_at=1,
)
REJECTED = replace(KEPT, verdict=Verdict.REJECT, features={"way typed": 1.0})


def judge(app, *judgements):
    from flashcards.core.changes import Changes

    with app.library.writing("Judge", Changes.DRAFTS) as connection:
        for each in judgements:
            judgements_table.add(connection, each)


def test_the_shipped_ranking_holds_at_first(app):
    assert app.learning.weights() is None


@pytest.mark.parametrize(("kept", "rejected"), [(0, 0), (FEWEST, FEWEST - 1), (FEWEST - 1, FEWEST)])
def test_too_few_judgements_are_refused_and_change_nothing(app, kept, rejected):
    judge(app, *[KEPT] * kept, *[REJECTED] * rejected)
    with pytest.raises(BadInput, match=f"there are {kept} and {rejected}"):
        app.learning.refit()
    assert app.learning.weights() is None


def test_judgements_shift_the_weights(app):
    judge(app, *[KEPT] * 20, *[REJECTED] * 20)
    done, _changes = app.learning.refit()
    assert (done.kept, done.rejected) == (20, 20)
    assert done.after >= done.before
    weights = app.learning.weights()
    assert weights["way deed"] > WEIGHTS.get("way deed", 0)
    assert weights["way typed"] < WEIGHTS.get("way typed", 0)


def test_duplicates_and_cards_without_numbers_teach_nothing(app):
    copies = [replace(REJECTED, reason=Reason.DUPLICATE), replace(REJECTED, features={})]
    judge(app, *[KEPT] * FEWEST, *copies * FEWEST)
    with pytest.raises(BadInput):
        app.learning.refit()


def test_the_fitted_ranking_can_be_forgotten_and_undone(app):
    judge(app, *[KEPT] * 20, *[REJECTED] * 20)
    app.learning.refit()
    fitted = app.learning.weights()
    app.learning.reset()
    assert app.learning.weights() is None
    app.history.undo()
    assert app.learning.weights() == fitted


@pytest.mark.model
def test_new_articles_are_ranked_by_it(app):
    text = (
        "# Guard cells\n\n## How do guard cells work?\n\nGuard cells close the pores of a leaf by pumping out potassium "
        "ions. The ions pull water out of the guard cells, and the swollen walls go slack."
    )
    article = app.articles.read_paste(text)
    before = app.articles.explain(article)
    judge(app, *[KEPT] * 20, *[REJECTED] * 20)
    app.learning.refit()
    after = app.articles.explain(article)
    scores = [{c.draft.question: c.draft.score for c in found.candidates} for found in (before, after)]
    assert scores[0].keys() == scores[1].keys()
    assert scores[0] != scores[1]
