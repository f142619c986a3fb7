"""The list of articles: what is covered, waiting and mastered; found by title and text; deleted and brought back."""

from datetime import timedelta

import pytest

from flashcards.core.reviews import CardState, Rating


@pytest.fixture
def shelf(app, analysed, clock):
    """Two articles, with two cards of the first."""
    first, _changes = app.articles.add(analysed(4, "ketamine"))
    clock.advance(hours=1)
    second, _changes = app.articles.add(analysed(2, "lithium"))
    drafts = app.drafts.of_article(first)
    app.drafts.accept([drafts[0].id, drafts[1].id], "A")
    return first, second


def line(app, article_id):
    return next(each for each in app.articles.all() if each.id == article_id)


def test_facts_covered_drafts_waiting_and_cards(app, shelf):
    first = line(app, shelf[0])
    assert (first.facts, first.covered, first.waiting, first.cards, first.mastered) == (4, 2, 2, 2, 0)
    assert first.mastery == 0
    assert line(app, shelf[1]).mastery is None


def test_a_card_is_mastered_while_it_is_in_review_and_likely_to_be_recalled(app, shelf, clock):
    (card, _other) = app.study.due()
    app.study.answer(card.id, Rating.EASY)
    assert line(app, shelf[0]).mastery == 0.5
    memory = app.study.show(card.id).card.memory
    assert memory.state is CardState.REVIEW
    days = int(memory.stability)
    clock.now += timedelta(days=days)
    assert app.study.show(card.id).retrievability >= 0.9
    assert line(app, shelf[0]).mastered == 1
    clock.now += timedelta(days=1)
    assert app.study.show(card.id).retrievability < 0.9
    assert line(app, shelf[0]).mastered == 0


def test_a_card_still_being_learned_is_not_mastered(app, shelf):
    (card, _other) = app.study.due()
    app.study.answer(card.id, Rating.AGAIN)
    assert line(app, shelf[0]).mastered == 0


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["lithium", "ketamine"]),
        ("ketamine", ["ketamine"]),
        ("protein 1 LITHIUM", ["lithium"]),
        ("protein 3", ["ketamine"]),
        ("lithium.md", ["lithium"]),
        ("example.org/ket", ["ketamine"]),
        ("100%", []),
        ("_", []),
        ("\\", []),
        ("nothing", []),
    ],
)
def test_search_by_title_text_and_source(app, shelf, query, names):
    assert [each.title for each in app.articles.all(query)] == [f"How {name} works" for name in names]


def test_deleting_is_undone_to_the_letter(app, shelf, dump):
    before = dump(app)
    app.articles.remove(shelf[0])
    assert [each.id for each in app.articles.all()] == [shelf[1]]
    assert app.history.undo_label == "" or app.history.undo() is not None
    assert dump(app) == before


def test_the_search_knows_the_case_of_every_script(app, analysed):
    article_id, _changes = app.articles.add(analysed(2, "Ölbaum Γλυκόζη Straße"))
    for query in ("ölbaum", "ÖLBAUM γλυκόζη", "STRASSE", "ΓΛΥΚΌΖΗ", "O\u0308lbaum", "straße"):
        assert [each.id for each in app.articles.all(query)] == [article_id], query
    for query in ("%", "_lbaum", "Olbaum"):
        assert app.articles.all(query) == [], query
