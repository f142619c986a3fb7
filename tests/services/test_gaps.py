"""Notes of several gaps: a card for each, and cards that follow when gaps come and go."""

import pytest

from flashcards.core.articles import Article, Block, Source, SourceKind, Span
from flashcards.core.drafts import Candidate, CardType, Draft
from flashcards.core.errors import BadInput
from flashcards.core.facts import Fact, FactKind
from flashcards.core.reviews import Rating
from flashcards.services.articles import Analysed

TEXT = "Guard cells pump potassium ions out of the cell."
TWO = "{{c1::Guard cells}} pump {{c2::potassium ions}} out of the cell."


@pytest.fixture
def draft(app):
    article = Article("Stomata", TEXT, (Block(Span(0, len(TEXT))),), Source(SourceKind.PASTE, "test"))
    fact = Fact(FactKind.MECHANISM, "guard cells", "pump", "potassium ions", Span(0, len(TEXT)))
    card = Draft(
        FactKind.MECHANISM, CardType.CLOZE, TWO, "Guard cells; potassium ions", Span(0, len(TEXT)), fact=0
    )
    article_id, _changes = app.articles.add(Analysed(article, (fact,), (Candidate(card),)))
    return app.drafts.of_article(article_id)[0]


def cards(app):
    (note,) = app.decks.notes()
    return [card.ordinal for card in app.decks.note_with_cards(note.id)[2]]


def test_each_gap_is_a_card_of_its_own(app, draft):
    app.drafts.accept([draft.id], "Plants")
    assert cards(app) == [0, 1]
    assert app.decks.all()[0].cards == 2
    front = app.study.next().sides.front
    assert "[...]" in front
    assert "potassium ions" in front


def test_a_gap_taken_away_takes_its_card_and_one_added_brings_one(app, draft):
    app.drafts.accept([draft.id], "Plants")
    first = app.study.next().card
    app.study.answer(first.id, Rating.GOOD)
    app.drafts.edit(draft.id, "{{c1::Guard cells}} pump potassium ions out of the cell.", "whatever")
    assert cards(app) == [0]
    assert app.drafts.of_article(draft.article_id)[0].answer == "Guard cells"
    assert len(app.study.log(first.id)) == 1
    (note,) = app.decks.notes()
    app.decks.edit_note(note.id, (f"{TWO} In the {{{{c3::evening}}}}.", *note.fields[1:]))
    assert cards(app) == [0, 1, 2]
    app.history.undo()
    assert cards(app) == [0]


def test_a_gap_card_without_a_gap_is_refused_and_nothing_changes(app, draft):
    app.drafts.accept([draft.id], "Plants")
    (note,) = app.decks.notes()
    with pytest.raises(BadInput, match="needs at least one gap"):
        app.drafts.edit(draft.id, "Guard cells pump ions.", "ions")
    with pytest.raises(BadInput, match="needs at least one gap"):
        app.decks.edit_note(note.id, ("Guard cells pump ions.", *note.fields[1:]))
    assert app.decks.notes() == [note]
    assert cards(app) == [0, 1]
