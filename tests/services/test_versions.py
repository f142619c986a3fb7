"""Later versions of an article: what is new, what is gone, and that nothing happens by itself."""

from dataclasses import replace

import pytest

from flashcards.core.articles import Article, Block, Source, SourceKind, Span
from flashcards.core.drafts import Candidate, CardType, Draft
from flashcards.core.errors import NothingToLearn
from flashcards.core.facts import FactKind
from flashcards.core.judgements import KNOWN_BEFORE
from flashcards.services.articles import Analysed, with_drafts

OLD = ["Wind turns the blades.", "The blades drive a generator.", "Storms stop the tower."]
NEW = ["Wind turns the  blades!", "The blades drive a generator.", "Ice stops the tower."]


def found(sentences, source):
    """An article of sentences with a card of each."""
    text = " ".join(sentences)
    spans = [Span(text.index(each), text.index(each) + len(each)) for each in sentences]
    article = Article("Wind", text, (Block(Span(0, len(text))),), source)
    drafts = [Draft(FactKind.MECHANISM, CardType.BASIC, f"Q{n}?", "A", span) for n, span in enumerate(spans)]
    return Analysed(article, (), tuple(Candidate(each) for each in drafts))


def web(link="https://example.org/wind"):
    return Source(SourceKind.WEB, "example.org", link)


def file(name="wind.txt"):
    return Source(SourceKind.FILE, name)


@pytest.fixture
def old(app):
    """The first version, with a card of each sentence."""
    article_id, _changes = app.articles.add(found(OLD, web()))
    app.drafts.accept([draft.id for draft in app.drafts.of_article(article_id)], "A")
    return article_id


def test_a_page_at_the_same_address_is_a_later_version(app, old):
    later = found(NEW, web())
    assert app.versions.earlier(later.article) == old
    assert app.versions.earlier(found(NEW, web("https://example.org/other")).article) is None
    assert app.versions.earlier(found(OLD, web()).article) is None  # the very same text is no version


def test_a_file_of_the_same_name_is_one_only_if_it_says_much_the_same(app):
    article_id, _changes = app.articles.add(found(OLD, file()))
    assert app.versions.earlier(found(NEW, file()).article) == article_id
    assert app.versions.earlier(found(NEW, file("sun.txt")).article) is None
    assert app.versions.earlier(found(["The sun heats water.", "Steam rises."], file()).article) is None
    assert app.versions.earlier(found(NEW, Source(SourceKind.PASTE, "wind.txt")).article) is None


def test_what_is_new_and_what_is_gone(app, old, dump):
    before = dump(app)
    later = found(NEW, web())
    difference = app.versions.difference(later.article, old)
    assert difference.earlier_id == old
    assert [later.article.quote(span) for span in difference.new] == ["Ice stops the tower."]
    notes = {note.id: app.origins.of_note(note.id).sentence for note in app.decks.notes()}
    assert [notes[note_id] for note_id in difference.gone] == ["Storms stop the tower."]
    assert dump(app) == before


def test_only_cards_of_new_sentences_are_proposed(app, old):
    later = app.versions.only_new(found(NEW, web()), old)
    assert [each.gate for each in later.candidates] == [KNOWN_BEFORE, KNOWN_BEFORE, ""]
    with pytest.raises(NothingToLearn, match="Nothing new was found in “Wind” since it was read before"):
        with_drafts(replace(later, candidates=later.candidates[:2]))


def test_versions_are_remembered_in_a_chain_and_nothing_is_deleted(app, old, dump):
    before = dump(app)
    second, _changes = app.articles.add(app.versions.only_new(found(NEW, web()), old), old)
    app.drafts.accept([draft.id for draft in app.drafts.of_article(second)], "A")
    assert len(app.decks.notes()) == 4
    third = found([OLD[2], NEW[2]], web())
    assert app.versions.earlier(third.article) == second
    # Cards of both versions before are looked at; what the first said is no news.
    difference = app.versions.difference(third.article, second)
    assert difference.new == ()
    assert len(difference.gone) == 2
    app.history.undo()
    app.history.undo()
    assert dump(app) == before


def test_a_version_goes_with_the_article_it_came_from(app, old):
    second, _changes = app.articles.add(found(NEW, web()), old)
    app.articles.remove(old)
    assert [each.id for each in app.articles.all()] == [second]
    assert app.versions.difference(found(OLD, web()).article, second).gone == ()


def test_what_could_be_kept_of_a_later_version(app, old, dump):
    before = dump(app)
    first, later = found(OLD, web()), found(NEW, web())
    assert app.versions.later(first) is None
    proposed = app.versions.later(later)
    assert proposed is not None
    assert proposed.whole == later
    assert proposed.news == app.versions.only_new(later, old)
    assert proposed.difference == app.versions.difference(later.article, old)
    assert dump(app) == before
