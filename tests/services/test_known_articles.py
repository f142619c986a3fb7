"""What is kept of articles between decisions is what the library would say."""

import pytest

from flashcards.services.known_articles import KnownArticles
from flashcards.store import articles as articles_table


@pytest.fixture
def read(app):
    known = KnownArticles()

    def get(article_id):
        with app.library.reading() as connection:
            return known.get(connection, article_id)

    return get


def test_an_article_is_read_once(app, analysed, read):
    article_id, _changes = app.articles.add(analysed(3))
    first = read(article_id)
    assert first.article == app.articles.get(article_id)
    with app.library.reading() as connection:
        assert first.facts == articles_table.facts_of(connection, article_id)
    assert read(article_id) is first


def test_one_that_is_gone_is_not_known_even_where_another_takes_its_number(app, analysed, read):
    article_id, _changes = app.articles.add(analysed(3, "first"))
    assert read(article_id) is not None
    app.articles.remove(article_id)
    assert read(article_id) is None
    again, _changes = app.articles.add(analysed(2, "second"))
    assert read(again).article.title == "How second works"
    assert read(999) is None


def test_only_a_few_are_kept_and_the_others_read_anew(app, analysed, read):
    ids = [app.articles.add(analysed(2, name))[0] for name in "abcde"]
    first = read(ids[0])
    for article_id in ids:
        assert read(article_id).article.id == article_id
    assert read(ids[0]) == first
