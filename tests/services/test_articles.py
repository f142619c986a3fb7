"""Keeping articles: what is stored comes back, the same text is one article, and deleting leaves cards."""

import sys
from types import ModuleType

import pytest

from flashcards.core.articles import SourceKind
from flashcards.core.changes import Changes
from flashcards.core.drafts import Candidate
from flashcards.core.errors import Cancelled, NotFound, NothingToLearn
from flashcards.core.progress import Cancel
from flashcards.store import articles as articles_table


def test_an_article_comes_back_as_it_was_read(app, analysed, clock):
    made = analysed(3)
    article_id, changes = app.articles.add(made)
    stored = app.articles.get(article_id)
    assert changes == Changes.ARTICLES | Changes.DRAFTS
    assert (stored.title, stored.text, stored.blocks, stored.source) == (
        made.article.title,
        made.article.text,
        made.article.blocks,
        made.article.source,
    )
    with app.library.reading() as connection:
        assert articles_table.facts_of(connection, article_id) == made.facts


def test_the_list_counts_words_facts_and_decisions(app, analysed, clock):
    first, _changes = app.articles.add(analysed(4))
    clock.advance(hours=1)
    second, _changes = app.articles.add(analysed(2, "lithium"))
    drafts = app.drafts.of_article(first)
    app.drafts.accept([drafts[0].id, drafts[1].id], "A")
    app.drafts.reject([drafts[2].id])
    latest, oldest = app.articles.all()
    assert (latest.id, oldest.id) == (second, first)
    assert (oldest.waiting, oldest.accepted, oldest.rejected, oldest.facts) == (1, 2, 1, 4)
    assert oldest.words == analysed(4).article.words == 3 + 4 * 10
    assert oldest.source.kind is SourceKind.FILE


def test_the_same_text_is_the_same_article(app, analysed, dump):
    made = analysed(3)
    assert app.articles.known(made.article) is None
    article_id, _changes = app.articles.add(made)
    before = dump(app)
    assert app.articles.add(made) == (article_id, Changes.NOTHING)
    assert app.articles.known(made.article) == article_id
    assert dump(app) == before
    app.history.undo()
    assert app.articles.all() == []


def test_deleting_an_article_leaves_its_cards(app, stocked):
    card_ids = stocked(3)
    (summary,) = app.articles.all()
    assert app.articles.remove(summary.id) == Changes.ARTICLES | Changes.DRAFTS
    assert app.articles.all() == []
    assert app.drafts.of_article(summary.id) == []
    assert [card.id for card in app.study.due()] == card_ids
    assert {note.article_id for note in app.decks.notes()} == {None}
    assert "Step 0 of drug1 raises" in app.study.next().sides.back


@pytest.mark.parametrize("verb", ["get", "remove"])
def test_an_article_that_is_not_there(app, verb):
    with pytest.raises(NotFound, match="no article 3"):
        getattr(app.articles, verb)(3)


@pytest.fixture
def pipeline(monkeypatch, analysed):
    """Stands in for analysis and writing: hands out what the factory made, all of it gated if asked."""
    made = analysed(3)
    shut = []

    def find_facts(_article, report, cancel):
        report(0.5, "Half way")
        if cancel:
            cancel.check()
        return made.facts

    def write(_article, _facts):
        return (
            tuple(Candidate(each.draft, "too short") for each in made.candidates) if shut else made.candidates
        )

    for name, function in (("analysis", find_facts), ("writing", write)):
        module = ModuleType(f"flashcards.{name}.pipeline")
        setattr(module, function.__name__, function)
        monkeypatch.setitem(sys.modules, module.__name__, module)
    return made, shut


def test_analysing_reports_progress_and_stores_nothing(app, pipeline, dump):
    made, _shut = pipeline
    before, heard = dump(app), []
    found = app.articles.analyse(made.article, lambda share, stage: heard.append((share, stage)))
    assert found == made
    assert len(found.drafts) == 3
    shares = [share for share, _stage in heard]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert dump(app) == before


def test_an_article_without_cards_is_a_clear_error_but_can_be_explained(app, pipeline):
    made, shut = pipeline
    shut.append(True)
    with pytest.raises(NothingToLearn, match="in “How ketamine works”"):
        app.articles.analyse(made.article)
    assert {each.gate for each in app.articles.explain(made.article).candidates} == {"too short"}


def test_analysis_can_be_stopped(app, pipeline):
    made, _shut = pipeline
    cancel = Cancel()
    cancel.set()
    with pytest.raises(Cancelled, match="nothing was changed"):
        app.articles.analyse(made.article, cancel=cancel)


def test_half_a_surrogate_pair_in_a_paste_does_no_harm(app):
    article = app.articles.read_paste("Aspirin blocks an enzyme.\ud83d It thins the blood.")
    assert article.source.kind is SourceKind.PASTE
    assert "\ud83d" not in article.text
    assert "Aspirin blocks an enzyme." in article.text
