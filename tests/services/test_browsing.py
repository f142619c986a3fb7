"""The table of cards and notes: ids in any order, a screen of rows, saved searches."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.browsing import BrowserColumn, Order, Show
from flashcards.core.changes import Changes
from flashcards.core.errors import BadInput
from flashcards.core.reviews import Rating

CREATED = Order()


@pytest.fixture
def studied(app, clock, stocked):
    """Twelve cards in two decks, some of them answered, flagged, suspended and tagged."""
    cards = [*stocked(6, "Biology"), *stocked(6, "Biology::Cells")]
    chance = Random(2)
    for card in cards[:8]:
        for _each in range(chance.randint(1, 4)):
            app.study.answer(card, chance.choice([Rating.AGAIN, Rating.GOOD, Rating.EASY]))
            clock.advance(days=chance.randint(1, 9))
    app.cards.flag(cards[:2], 3)
    app.cards.suspend([cards[4]])
    app.notes.tag(app.browsing.notes_of(cards[3:5], Show.CARDS), "exam zebra")
    return cards


def shown(row, column):
    """What a row is sorted by, in Python."""
    found = {
        BrowserColumn.QUESTION: row.question.casefold(),
        BrowserColumn.DECK: row.deck.casefold(),
        BrowserColumn.ROLE: row.role.value,
        BrowserColumn.ARTICLE: row.article.casefold(),
        BrowserColumn.TAGS: " ".join(row.tags).casefold(),
        BrowserColumn.STABILITY: row.stability,
        BrowserColumn.DIFFICULTY: row.difficulty,
        BrowserColumn.RECALL: row.recall,
        BrowserColumn.LAPSES: row.lapses,
        BrowserColumn.REVIEWS: row.reviews,
        BrowserColumn.FLAG: row.flag or None,
        BrowserColumn.CREATED: row.created_at,
        BrowserColumn.EDITED: row.edited_at,
    }
    return found[column]


@pytest.mark.parametrize("show", Show)
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize(
    "column",
    [each for each in BrowserColumn if each.value not in ("answer", "due", "state", "interval", "cards")],
)
def test_every_order_is_that_of_what_is_shown(app, studied, show, descending, column):
    ids = app.browsing.ids("", show, Order(column, descending))
    assert len(ids) == len(set(ids)) == 12
    keys = [shown(row, column) for row in app.browsing.rows(ids, show)]
    known = [key for key in keys if key is not None]
    assert keys[len(known) :] == [None] * (len(keys) - len(known)), "what has no value comes last"
    expected = sorted(known, reverse=descending)
    if column is BrowserColumn.RECALL:
        assert known == pytest.approx(expected)
    else:
        assert known == expected


@pytest.mark.parametrize("column", [None, *BrowserColumn])
@pytest.mark.parametrize("show", Show)
def test_the_first_page_is_the_beginning_of_the_whole(app, studied, column, show):
    whole = app.browsing.ids("protein", show, Order(column, True))
    assert app.browsing.ids("protein", show, Order(column, True), 5) == whole[:5]
    assert len(whole) == 12


def test_steps_and_reviews_are_due_in_one_order(app, clock, stocked):
    first, second, third = stocked(3)
    app.cards.set_due([first], 2)
    app.study.answer(second, Rating.GOOD)
    app.cards.set_due([third], 0)
    assert app.browsing.ids("", Show.CARDS, Order(BrowserColumn.DUE)) == [third, second, first]


@given(
    query=st.sampled_from(
        ["", "protein", "deck:Biology", "-is:new", "tag:exam", "prop:lapses>0", "step or zebra"]
    )
)
def test_ids_are_those_that_the_search_finds(query, request):
    app = request.getfixturevalue("app")
    if not app.decks.names():
        request.getfixturevalue("studied")
    found = app.search.cards(query)
    assert sorted(app.browsing.ids(query, Show.CARDS, CREATED)) == sorted(card.id for card in found)
    notes = {card.note_id for card in found}
    assert sorted(app.browsing.ids(query, Show.NOTES, CREATED)) == sorted(notes)


def test_rows_of_cards_and_notes(app, clock, studied):
    card = app.search.cards("prop:lapses>0")[0]
    (row,) = app.browsing.rows([card.id], Show.CARDS)
    assert (row.card_id, row.note_id, row.cards) == (card.id, card.note_id, 1)
    assert row.recall == pytest.approx(app.study.show(card.id).retrievability)
    assert row.lapses == card.memory.lapses
    assert row.article.startswith("How drug")
    assert app.browsing.rows([card.note_id], Show.NOTES)[0].lapses == card.memory.lapses
    app.notes.remove([card.note_id])
    assert app.browsing.rows([card.id, studied[-1]], Show.CARDS)[0] is None


def test_a_note_of_two_cards_is_one_row(app, stocked):
    stocked(3)
    (note,) = (each for each in app.decks.notes() if "{{c1" in each.fields[0])
    app.decks.edit_note(note.id, ("{{c1::A}} raises {{c2::B}}.", *note.fields[1:]))
    ids = app.browsing.cards_of([note.id], Show.NOTES)
    assert len(ids) == 2
    (row,) = app.browsing.rows([note.id], Show.NOTES)
    assert (row.cards, row.question, row.answer) == (2, "[...] raises [...].", "A; B")
    assert [each.answer for each in app.browsing.rows(ids, Show.CARDS)] == ["A", "B"]
    assert app.browsing.notes_of(ids, Show.CARDS) == [note.id]


def test_a_query_that_cannot_be_read_is_said(app):
    with pytest.raises(BadInput, match="knows no “colour:”"):
        app.browsing.ids("colour:red", Show.CARDS, CREATED)


def test_saved_searches_are_kept_and_can_be_undone(app, stocked):
    stocked(1)
    assert app.browsing.save_search("  weak   risks ", "role:risk prop:r<0.8") is Changes.SEARCHES
    assert app.browsing.places().saved == (("weak risks", "role:risk prop:r<0.8"),)
    app.browsing.forget_search("weak risks")
    assert app.browsing.places().saved == ()
    app.history.undo()
    assert len(app.browsing.places().saved) == 1
    for name, query in (("", "x"), ("x" * 61, "x"), ("bad", "is:nothing")):
        with pytest.raises(BadInput):
            app.browsing.save_search(name, query)
    assert len(app.browsing.places().saved) == 1


def test_places_are_all_that_one_can_look_in(app, studied):
    places = app.browsing.places()
    assert places.decks == ("Biology", "Biology::Cells")
    assert {"exam", "zebra"} < set(places.tags)
    assert [title for _id, title in places.articles] == ["How drug1 works", "How drug2 works"]


def test_a_search_that_stays_as_it_is_leaves_nothing_to_undo(app):
    app.browsing.save_search("weak", "is:due")
    app.history.undo()
    app.history.redo()
    label = app.history.undo_label
    app.browsing.save_search("weak", "is:due")
    app.browsing.forget_search("strong")
    assert app.history.undo_label == label
    app.history.undo()
    assert app.browsing.places().saved == ()
