"""Decks: names, nesting, counts, and the notes in them."""

import pytest

from flashcards.core.changes import Changes
from flashcards.core.errors import BadInput, NotFound
from flashcards.core.reviews import Rating


def test_a_deck_is_made_once_and_listed_without_regard_to_case(app):
    assert app.decks.create("zoology") == Changes.DECKS
    app.decks.create("Anatomy")
    app.decks.create("zoology")
    assert app.decks.names() == ["Anatomy", "zoology"]
    assert [(row.name, row.cards, row.due) for row in app.decks.all()] == [
        ("Anatomy", 0, 0),
        ("zoology", 0, 0),
    ]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Cell   biology ", "Cell biology"),
        ("A :: B", "A::B"),
        ("Köln 🧠\n", "Köln 🧠"),
        ("x" * 100, "x" * 100),
    ],
)
def test_names_are_tidied(app, typed, kept):
    app.decks.create(typed)
    assert app.decks.names() == [kept]


@pytest.mark.parametrize(
    "name",
    ["", "  ", "::", "A::", "::A", "A:: ::B", "x" * 101, 'say "hi"', "a\x00b", "a\x01b", "a\x7f", "a\ud800"],
)
def test_names_that_cannot_be_used(app, name):
    with pytest.raises(BadInput):
        app.decks.create(name)
    assert app.decks.names() == []


def test_finding_a_deck_finds_those_inside_it(app):
    for name in ("A", "A::B", "A::B::C", "AB", "B"):
        app.decks.create(name)
    assert [deck.name for deck in app.decks.find("A")] == ["A", "A::B", "A::B::C"]
    assert [deck.name for deck in app.decks.find("A::B")] == ["A::B", "A::B::C"]


def test_a_deck_that_only_has_decks_inside_it_is_found(app, stocked):
    stocked(2, "A::B")
    assert [deck.name for deck in app.decks.find("A")] == ["A::B"]
    assert len(app.decks.notes(deck="A")) == 2


def test_looking_for_a_deck_that_is_not_there_names_those_that_are(app):
    with pytest.raises(NotFound, match=r"no deck “X”. There are no decks yet\."):
        app.decks.find("X")
    app.decks.create("Anatomy")
    app.decks.create("Botany")
    with pytest.raises(NotFound, match=r"There are: Anatomy, Botany\."):
        app.decks.find("X")


def test_renaming_takes_the_decks_inside_along(app, stocked):
    stocked(1, "A")
    stocked(2, "A::B")
    app.decks.create("AB")
    app.decks.rename("A", "Z::Y")
    assert [(row.name, row.cards) for row in app.decks.all()] == [("AB", 0), ("Z::Y", 1), ("Z::Y::B", 2)]


@pytest.mark.parametrize(
    ("decks", "name", "new"),
    [
        (("A", "B"), "A", "B"),
        (("A", "A::X", "B::X"), "A", "B"),
        (("A::B", "A::C::B"), "A", "A::C"),
        (("A",), "A", ""),
    ],
)
def test_renaming_never_merges_decks(app, dump, decks, name, new):
    for each in decks:
        app.decks.create(each)
    before = dump(app)
    with pytest.raises(BadInput):
        app.decks.rename(name, new)
    assert dump(app) == before


def test_renaming_to_the_same_name_changes_nothing(app):
    app.decks.create("A")
    assert app.decks.rename("A", " A ") == Changes.NOTHING


def test_renaming_a_deck_that_is_not_there(app):
    with pytest.raises(NotFound):
        app.decks.rename("A", "B")


def test_deleting_a_deck_deletes_its_cards_answers_and_notes(app, stocked):
    (card_id,) = stocked(1, "A::B")
    stocked(1, "A")
    (kept,) = stocked(1, "C")
    app.study.answer(card_id, Rating.GOOD)
    app.study.answer(kept, Rating.GOOD)
    assert app.decks.remove("A") == Changes.EVERYTHING
    summary = app.statistics.summary()
    assert app.decks.names() == ["C"]
    assert (summary.notes, summary.answers) == (1, 1)
    assert [note.fields[0] for note in app.decks.notes()] == ["What does step 0 of drug3 raise?"]


def test_searching_needs_every_word_in_fields_or_tags(app, stocked):
    stocked(3, "A")
    stocked(3, "B")
    assert len(app.decks.notes("DRUG1")) == 3
    assert len(app.decks.notes("drug1 flashcards::role::risk")) == 1
    assert len(app.decks.notes("drug1 drug2")) == 0
    assert len(app.decks.notes("step", deck="B")) == 3
    assert len(app.decks.notes(limit=4)) == 4


@pytest.mark.parametrize("sign", ["%", "_", "\\"])
def test_search_takes_every_sign_literally(app, stocked, sign):
    stocked(2, "A")
    note = app.decks.notes()[0]
    app.decks.edit_note(note.id, (f"100{sign}x", *note.fields[1:]))
    assert [each.id for each in app.decks.notes(f"0{sign}x")] == [note.id]
    assert app.decks.notes(f"{sign}{sign}") == []


def test_editing_a_note_keeps_its_memory_and_dates_the_edit(app, stocked, clock):
    (card_id,) = stocked(1)
    app.study.answer(card_id, Rating.GOOD)
    note = app.decks.notes()[0]
    _note, _type, cards = app.decks.note_with_cards(note.id)
    clock.advance(minutes=1)
    assert app.decks.edit_note(note.id, ("New", *note.fields[1:])) == Changes.NOTES | Changes.DECKS
    after, _type, cards_after = app.decks.note_with_cards(note.id)
    assert after.fields == ("New", *note.fields[1:])
    assert after.edited_at == note.edited_at + 60_000
    assert cards_after == cards


def test_an_edit_that_changes_nothing_does_not_date_the_note(app, stocked, clock):
    stocked(1)
    note = app.decks.notes()[0]
    clock.advance(minutes=1)
    assert app.decks.edit_note(note.id, list(note.fields)) == Changes.NOTHING
    assert app.decks.notes()[0] == note


def test_a_field_separator_in_a_field_cannot_break_the_note(app, stocked):
    stocked(1)
    note = app.decks.notes()[0]
    app.decks.edit_note(note.id, ("a\x1fb\x00c", *note.fields[1:]))
    assert app.decks.notes()[0].fields == ("abc", *note.fields[1:])


def test_a_note_needs_all_its_fields(app, stocked):
    stocked(1)
    with pytest.raises(BadInput, match="has 11 fields"):
        app.decks.edit_note(app.decks.notes()[0].id, ("a", "b"))


def test_a_note_that_is_not_there(app):
    with pytest.raises(NotFound, match="no note 5"):
        app.decks.note_with_cards(5)


def test_deleting_notes_deletes_their_cards_and_leaves_the_deck(app, stocked):
    stocked(3)
    notes = app.decks.notes()
    app.decks.remove_notes([notes[0].id, notes[2].id])
    assert app.decks.notes() == [notes[1]]
    assert [(row.name, row.cards) for row in app.decks.all()] == [("Biology", 1)]


def test_counts_of_a_deck_follow_study(app, stocked, clock):
    one, two, _three = stocked(3)
    app.study.answer(one, Rating.EASY)
    app.study.answer(two, Rating.GOOD)
    (row,) = app.decks.all()
    assert (row.new, row.learning, row.review, row.due) == (1, 1, 0, 2)
    clock.advance(days=20)
    (row,) = app.decks.all()
    assert (row.new, row.learning, row.review) == (1, 1, 1)
