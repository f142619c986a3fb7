"""The content that comes with the program: read on request, added once."""

import json

import pytest

from flashcards.core.articles import SourceKind
from flashcards.core.note_types import BASIC, CLOZE
from flashcards.paths import bundled
from flashcards.services.examples import ExampleService


@pytest.fixture
def folder(tmp_path):
    """A folder of examples with one article and a deck of two notes, three cards."""
    (tmp_path / "tea.txt").write_text("How tea wakes you\n\nCaffeine blocks adenosine receptors.\n", "utf-8")
    deck = {
        "format": "flashcards-deck",
        "version": 1,
        "deck": "Examples::Tea",
        "notes": [
            {"guid": "g1", "type": BASIC.name, "role": "mechanism", "tags": ["a"], "fields": {"Front": "Q"}},
            {
                "guid": "g2",
                "type": CLOZE.name,
                "role": "risk",
                "tags": [],
                "fields": {"Text": "{{c1::Tea}} has {{c2::caffeine}}"},
            },
        ],
    }
    index = {"articles": [{"file": "tea.txt", "title": "Tea", "summary": "Why it wakes"}], "deck": "tea.json"}
    (tmp_path / "tea.json").write_text(json.dumps(deck), "utf-8")
    (tmp_path / "examples.json").write_text(json.dumps(index), "utf-8")
    return tmp_path


@pytest.fixture
def examples(app, clock, folder):
    return ExampleService(app.library, clock, folder)


def test_nothing_is_added_before_it_is_asked_for(app, examples):
    assert [example.title for example in examples.articles()] == ["Tea"]
    assert app.articles.all() == []
    assert app.decks.names() == []


def test_no_examples_where_there_is_no_index(app, clock, tmp_path):
    assert ExampleService(app.library, clock, tmp_path / "missing").articles() == []


def test_an_example_is_read_as_bundled(examples):
    article = examples.read(examples.articles()[0])
    assert (article.title, article.source.kind, article.source.name) == ("Tea", SourceKind.BUNDLED, "tea.txt")


def test_the_deck_is_added_with_a_card_for_each_cloze_number(app, examples):
    name, _changes = examples.add_deck()
    assert name == "Examples::Tea"
    assert [(row.name, row.cards) for row in app.decks.all()] == [("Examples::Tea", 3)]
    assert app.history.undo_label == "Add deck “Examples::Tea”"


def test_adding_the_deck_again_leaves_it_alone(app, examples, dump):
    examples.add_deck()
    before = dump(app)
    examples.add_deck()
    assert dump(app) == before


@pytest.mark.skipif(
    not (bundled("decks") / "examples.json").is_file(), reason="the examples are not there yet"
)
class TestBundled:
    """The real examples."""

    def test_every_article_is_there_and_has_a_summary(self, app):
        examples = app.examples.articles()
        assert len(examples) >= 4
        for example in examples:
            assert example.summary
            assert app.examples.read(example).words > 200

    def test_the_deck_shows_every_card_with_its_source(self, app):
        name, _changes = app.examples.add_deck()
        notes = app.decks.notes(deck=name)
        assert len(notes) >= 5
        for note in notes:
            _note, note_type, cards = app.decks.note_with_cards(note.id)
            assert note.fields[note_type.index("Source sentence")]
            assert cards
            for card in cards:
                sides = app.study.show(card.id).sides
                assert sides.front
                assert sides.front != sides.back
