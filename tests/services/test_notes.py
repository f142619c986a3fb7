"""What is done to notes in bulk, their history, duplicates, find and replace."""

import pytest

from flashcards.core.browsing import Show
from flashcards.core.changes import Changes
from flashcards.core.errors import BadInput, Cancelled, NotFound
from flashcards.core.progress import Cancel
from flashcards.core.replacing import Replacement


@pytest.fixture
def notes(app, stocked):
    """The ids of six notes of two articles."""
    return app.browsing.notes_of([*stocked(3), *stocked(3)], Show.CARDS)


def fields(app, note_id):
    return app.decks.note_with_cards(note_id)[0].fields


def undone(app, dump, act):
    """What an act returns; undo must take back all of it."""
    before = dump(app)
    found = act()
    after = dump(app)
    assert after != before
    app.history.undo()
    assert dump(app) == before
    app.history.redo()
    assert dump(app) == after
    return found


def test_cards_move_to_another_deck(app, notes, dump):
    ids = app.browsing.cards_of(notes[:2], Show.NOTES)
    undone(app, dump, lambda: app.notes.move(ids, "Exam:: May"))
    assert sorted(card.id for card in app.search.cards("deck:Exam::May")) == sorted(ids)
    with pytest.raises(NotFound, match="no card 999"):
        app.notes.move([999], "Nowhere")
    with pytest.raises(BadInput):
        app.notes.move(ids, " ")
    assert "Nowhere" not in app.decks.names()


def test_tags_come_and_go(app, notes, dump):
    undone(app, dump, lambda: app.notes.tag(notes[:3], "exam hard, exam"))
    assert len(app.search.notes("tag:exam tag:hard")) == 3
    app.notes.untag(notes, "hard")
    assert len(app.search.notes("tag:exam")) == 3
    assert app.search.notes("tag:hard") == []
    for act in (app.notes.tag, app.notes.untag):
        with pytest.raises(BadInput):
            act(notes, " , ")


def test_notes_are_deleted_and_come_back(app, notes, dump):
    undone(app, dump, lambda: app.notes.remove(notes[:4]))
    assert len(app.decks.notes()) == 2


def test_older_fields_are_kept_and_can_be_brought_back(app, clock, notes, dump):
    first = fields(app, notes[0])
    app.decks.edit_note(notes[0], ("Second?", *first[1:]))
    clock.advance(hours=1)
    app.decks.edit_note(notes[0], ("Third?", *first[1:]))
    older = app.notes.older(notes[0])
    assert [each.fields[0] for each in older] == ["Second?", first[0]]
    assert older[0].at - older[1].at == 3_600_000
    undone(app, dump, lambda: app.notes.bring_back(older[1].id))
    assert fields(app, notes[0]) == first
    assert [each.fields[0] for each in app.notes.older(notes[0])] == ["Third?", "Second?", first[0]]
    with pytest.raises(NotFound):
        app.notes.bring_back(999)
    app.notes.remove([notes[0]])
    assert app.notes.older(notes[0]) == []


def test_saving_the_same_fields_keeps_no_history(app, notes):
    app.decks.edit_note(notes[0], fields(app, notes[0]))
    assert app.notes.older(notes[0]) == []


def test_duplicates_are_grouped_by_their_words(app, notes):
    assert app.notes.duplicates() == []
    assert sorted(len(group) for group in app.notes.duplicates("Back")) == [2, 2]
    first = fields(app, notes[0])
    for note_id, words in ((notes[1], first[0].upper()), (notes[3], f"<b>{first[0]}</b> ")):
        app.decks.edit_note(note_id, (words, *first[1:]))
    assert app.notes.duplicates() == [[notes[0], notes[1], notes[3]]]
    assert app.notes.duplicates(1) == app.notes.duplicates("Back")
    with pytest.raises(BadInput, match="no field “Colour”; there are Front"):
        app.notes.duplicates("Colour")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("What blocks it?", "what <i>blocks</i> it", True),
        ("“It” blocks: protein.", "it blocks (protein)", True),
        ("Is it 3.5?", "Is it 35?", False),
        ("What is a + b?", "What is a - b?", False),
        ("???", "!!!", False),
    ],
)
def test_marks_of_sentences_do_not_tell_notes_apart(app, notes, one, other, same):
    for note_id, words in ((notes[0], one), (notes[1], other)):
        app.decks.edit_note(note_id, (words, *fields(app, note_id)[1:]))
    assert (app.notes.duplicates() == [[notes[0], notes[1]]]) is same


def test_a_replacement_shows_first_and_changes_exactly_that(app, notes, dump):
    replacement = Replacement("protein", "enzyme")
    before = dump(app)
    preview = app.replacing.preview(notes, replacement)
    assert dump(app) == before
    changed, changes = undone(app, dump, lambda: app.replacing.replace(notes, replacement))
    assert changed == len({each.note_id for each in preview}) == 6
    assert changes is Changes.NOTES | Changes.DECKS
    assert app.replacing.preview(notes, replacement) == []
    assert all("protein" not in "".join(fields(app, note)[:2]) for note in notes)
    assert all("protein" in fields(app, note)[2] for note in notes), "what is quoted stays"
    assert len(app.search.notes("enzyme")) == 6
    assert all(
        "protein" in each.before and each.after == each.before.replace("protein", "enzyme")
        for each in preview
    )
    assert all(len(app.notes.older(note_id)) == 1 for note_id in notes)


def test_a_replacement_in_one_field(app, notes):
    (one,) = app.replacing.preview(notes[:1], Replacement("protein", "x", field="Back"))
    assert (one.field, one.before, one.after) == ("Back", "protein 0", "x 0")
    with pytest.raises(BadInput, match="no field “Nothing”"):
        app.replacing.preview(notes, Replacement("protein", "x", field="Nothing"))


def test_a_replacement_that_takes_all_gaps_changes_nothing(app, notes, dump):
    before = dump(app)
    with pytest.raises(BadInput, match=r"Note \d+ would lose its gaps"):
        app.replacing.replace(notes, Replacement("{{c1::", ""))
    assert dump(app) == before


def test_a_replacement_can_be_stopped(app, notes, dump):
    cancel = Cancel()
    cancel.set()
    before = dump(app)
    with pytest.raises(Cancelled):
        app.replacing.replace(notes, Replacement("protein", "x"), cancel=cancel)
    assert dump(app) == before


def test_the_key_of_a_card_is_never_touched(app, notes):
    keys = [fields(app, note)[-1] for note in notes]
    app.replacing.replace(notes, Replacement(r"[a-z0-9_-]{5,}", "x", field=None, regex=True))
    assert [fields(app, note)[-1] for note in notes] == keys


def test_only_chosen_cards_are_rescheduled(app, clock, stocked):
    ids = stocked(4)
    app.cards.set_due(ids, 50)
    from flashcards.core.reviews import Rating

    for card in ids:
        app.study.answer(card, Rating.EASY)
    app.cards.set_due(ids, 300)
    moved, _changes = app.optimiser.reschedule(only=ids[:2])
    assert moved == 2
    due = {card.id: card.memory.due_day for card in app.search.cards("")}
    today = app.calendar.day_of(app.clock())
    assert [due[card] - today == 300 for card in ids] == [False, False, True, True]
