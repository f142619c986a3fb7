"""Searches over a real library: each condition, their combinations, and an index that follows every change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.changes import Changes
from flashcards.core.reviews import Rating
from flashcards.store import notes as notes_table

AGAIN, HARD, GOOD, EASY = Rating


def found(app, query, **kinds):
    return [card.id for card in app.search.cards(query, **kinds)]


@pytest.fixture
def library(app, stocked, clock):
    """Cards 1 to 3 in Biology (mechanism, theory, risk), 4 to 6 in Biology::Brain, 7 to 9 in Law."""
    cards = [*stocked(3, "Biology"), *stocked(3, "Biology::Brain"), *stocked(3, "Law")]
    assert cards == list(range(1, 10))
    app.cards.suspend([9])
    app.cards.bury([8])
    app.cards.flag([2], 3)
    app.study.answer(1, EASY)
    app.study.answer(2, AGAIN)
    clock.advance(days=20)
    app.study.answer(4, EASY)
    clock.advance(hours=1)
    return app


@pytest.mark.parametrize(
    ("query", "cards"),
    [
        ("", [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ("drug1", [1, 2, 3]),
        ("DRUG1", [1, 2, 3]),
        ("dru", [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ("rug1", []),
        ('"raises protein 0"', [1, 4, 7]),
        ('"protein raises"', []),
        ("drug1 -protein", []),
        ("drug1 or drug3", [1, 2, 3, 7, 8, 9]),
        ("-drug1 -drug2", [7, 8, 9]),
        ("deck:Biology", [1, 2, 3, 4, 5, 6]),
        ("deck:biology::brain", [4, 5, 6]),
        ("deck:*brain", [4, 5, 6]),
        ("deck:Bio", []),
        ("deck:Bio*", [1, 2, 3, 4, 5, 6]),
        ("role:risk", [3, 6, 9]),
        ("role:risk deck:Law", [9]),
        ("tag:flashcards::role::theory", [2, 5, 8]),
        ("tag:flashcards", [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ("tag:flash", []),
        ("tag:*theory", [2, 5, 8]),
        ("article:2", [4, 5, 6]),
        ("article:drug3", [7, 8, 9]),
        ("is:new", [3, 5, 6, 7, 8, 9]),
        ("is:suspended", [9]),
        ("is:buried", []),
        ("is:review", [1, 4]),
        ("is:learn", [2]),
        ("is:due", [1, 2]),
        ("is:leech", []),
        ("flag:3", [2]),
        ("flag:0 deck:Biology", [1, 3, 4, 5, 6]),
        ("prop:s>8", [1, 4]),
        ("prop:s<1", [2]),
        ("prop:r<0.9", [1, 2]),
        ("prop:r>=0.9", [4]),
        ("-prop:r<0.9", [3, 4, 5, 6, 7, 8, 9]),
        ("prop:r<2", [1, 2, 4]),
        ("prop:due<0", [1]),
        ("prop:reps=1", [1, 2, 4]),
        ("prop:lapses>0", []),
        ("rated:1", [4]),
        ("rated:30", [1, 2, 4]),
        ("rated:30:1", [2]),
        ("added:5", []),
        ("added:21", [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ("card:5", [5]),
        ("note:5", [5]),
        ("(drug1 or drug2) role:risk", [3, 6]),
        ("drug1 (is:new or is:review)", [1, 3]),
        ("-(drug1 or is:new)", [4]),
        ("100% _", []),
        ("→", []),
    ],
)
def test_each_condition(library, query, cards):
    assert found(library, query) == cards
    assert [note.id for note in library.search.notes(query)] == cards  # here each note has one card


def test_pages_follow_each_other(library):
    assert [found(library, "protein", limit=4, offset=at) for at in (0, 4, 8)] == [
        [1, 2, 3, 4],
        [5, 6, 7, 8],
        [9],
    ]
    assert found(library, "protein", deck="Biology::Brain") == [4, 5, 6]


def test_the_index_follows_edits_deletions_and_undo(library):
    app = library
    note = app.decks.notes()[0]
    app.decks.edit_note(note.id, ("What does zebrafish show?", *note.fields[1:]))
    assert found(app, "zebrafish") == [1]
    app.history.undo()
    assert found(app, "zebrafish") == []
    app.history.redo()
    assert found(app, "zebrafish") == [1]
    app.decks.remove_notes([note.id])
    assert found(app, "zebrafish") == []
    app.history.undo()
    assert found(app, "zebrafish") == [1]
    app.decks.remove("Biology")
    assert found(app, "drug2") == []
    app.history.undo()
    assert found(app, "drug2") == [4, 5, 6]
    with app.library.reading() as connection:
        connection.exec_driver_sql("INSERT INTO note_words (note_words, rank) VALUES ('integrity-check', 1)")


def test_accents_do_not_matter(library):
    note = library.decks.notes()[0]
    library.decks.edit_note(note.id, ("Où mène le café ?", *note.fields[1:]))
    assert found(library, "cafe") == found(library, "CAFÉ") == [1]


WORD = st.sampled_from(
    ["drug1", "protein", "is:new", "role:risk", "deck:Law", "flag:3", "prop:s>1", '"step 0"']
)


@given(one=WORD, two=WORD)
def test_and_or_and_not_are_those_of_sets(library_once, one, two):
    app = library_once
    everything, first, second = set(found(app, "")), set(found(app, one)), set(found(app, two))
    assert set(found(app, f"{one} {two}")) == first & second
    assert set(found(app, f"{one} or {two}")) == first | second
    assert set(found(app, f"-{one}")) == everything - first
    assert set(found(app, f"-({one} or {two})")) == everything - first - second


@pytest.fixture
def library_once(library):
    """The library, which searches leave as it is: all examples may share it."""
    return library


def test_case_does_not_count_in_any_script(app, stocked):
    first, *_ = stocked(1, "ÖKOLOGIE::Straße")
    stocked(1, "Биология")
    note = app.decks.notes()[0]
    app.decks.edit_note(note.id, ("Élan vital und Ärger", *note.fields[1:]))
    for query in ("deck:ökologie", "deck:ökologie::STRASSE", "élan", "ÄRGER", "deck:ÖKO*"):
        assert found(app, query) == [first], query
    assert len(found(app, "deck:БИОЛОГИЯ")) == 1
    assert app.decks.notes("éLAN ärger") == [app.decks.note_with_cards(note.id)[0]]
    with app.library.writing("tag", Changes.NOTES) as connection:
        notes_table.add_tag(connection, [note.id], "Größe::Ü")
    for query in ("tag:größe", "tag:GRÖSSE::ü", "tag:*Ü"):
        assert found(app, query) == [first], query
