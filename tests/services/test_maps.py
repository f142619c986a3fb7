"""Mechanism maps of stored and of unstored articles."""

from dataclasses import replace

import pytest

from flashcards.core.errors import NotFound
from flashcards.core.facts import FactForm, FactKind


@pytest.fixture
def chained(analysed):
    """An analysed article whose three claims follow from each other."""
    made = analysed(3)
    names = ["velarin", "sodium", "pump proteins", "sap flow"]
    facts = tuple(
        replace(
            fact,
            kind=FactKind.MECHANISM,
            form=FactForm.ACTIVE,
            subject=names[place],
            object=names[place + 1],
            verb="raise",
            auxiliary="does",
        )
        for place, fact in enumerate(made.facts)
    )
    return replace(made, facts=facts)


def test_the_map_of_an_article_that_was_read(app, chained):
    found = app.maps.of_text(chained)
    assert [node.label for node in found.nodes] == ["velarin", "sodium", "pump proteins", "sap flow"]
    assert [edge.evidence for edge in found.edges] == [fact.evidence for fact in chained.facts]
    (chain,) = app.maps.chains(found)
    assert chain.edges == found.edges


def test_a_stored_article_has_the_same_map(app, chained):
    article_id, _changes = app.articles.add(chained)
    assert app.maps.of_article(article_id) == app.maps.of_text(chained)


def test_looking_changes_nothing(app, chained, dump):
    article_id, _changes = app.articles.add(chained)
    before = dump(app)
    app.maps.of_article(article_id)
    assert dump(app) == before


def test_two_effects_in_a_row_are_a_chain_to_look_at(app, chained):
    found = app.maps.of_text(replace(chained, facts=chained.facts[:2]))
    assert [len(chain.edges) for chain in app.maps.chains(found)] == [2]


def test_an_article_without_mechanisms_has_an_empty_map(app, analysed):
    found = app.maps.of_text(analysed(0))
    assert (found.nodes, found.edges, app.maps.chains(found)) == ((), (), ())


def test_an_article_that_is_not_there(app):
    with pytest.raises(NotFound, match="no article 3"):
        app.maps.of_article(3)
