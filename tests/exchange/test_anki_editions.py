"""A teacher's deck, exported again and again, into the real Anki of a student who studied meanwhile."""

import pytest

from flashcards.core.editions import ChangeKind
from flashcards.core.exports import ExportOptions

pytestmark = pytest.mark.anki

WITHDRAWN = "flashcards::withdrawn"


@pytest.fixture
def export(app, tmp_path, clock):
    """Exports the deck a day later each time; gives the file and what came of it."""

    def write(deck="Biology", **options):
        clock.advance(days=1)
        path = tmp_path / "deck.apkg"
        return path, app.exchange.export(deck, path, ExportOptions(**options))[0]

    return write


@pytest.fixture
def teach(collection, export, bring_in):
    """Exports the deck and imports it at the student's; gives what the teacher is told, and Anki's log."""

    def hand_out(deck="Biology"):
        path, summary = export(deck)
        return summary, bring_in(collection, path)

    return hand_out


def note_of(collection, guid):
    (note_id,) = collection.db.list("select id from notes where guid = ?", guid)
    return collection.get_note(note_id)


def studied(collection, guid):
    """A card that the student has answered, flagged and suspended."""
    card = note_of(collection, guid).cards()[0]
    card.start_timer()
    collection.sched.answerCard(card, 3)
    collection.set_user_flag_for_cards(2, [card.id])
    collection.sched.suspend_cards([card.id])
    return card.id


def guids(app):
    return [note.guid for note in app.decks.notes()]


def test_the_first_edition_has_no_changes_and_an_unchanged_deck_is_no_new_one(stocked, teach, app):
    stocked(4)
    first, _log = teach()
    again, log = teach()
    assert (first.edition, first.same, first.changes) == (1, False, ())
    assert (again.edition, again.same, again.changes) == (1, True, ())
    assert len(log.duplicate) == 4
    assert [each.number for each in app.exchange.editions.all("Biology")] == [1]


def test_edits_renames_and_moves_update_in_place_and_keep_what_the_student_did(
    app, stocked, teach, collection
):
    stocked(4)
    teach()
    note = app.decks.notes()[1]
    card_id = studied(collection, note.guid)
    app.decks.edit_note(note.id, ("Better?", *note.fields[1:]))
    app.decks.rename("Biology", "Life")
    summary, log = teach("Life")
    assert summary.edition == 2
    assert [(each.kind, each.guid, each.words) for each in summary.changes] == [
        (ChangeKind.CHANGED, note.guid, "Better?")
    ]
    assert (len(log.new), len(log.updated), len(log.conflicting)) == (0, 1, 0)
    assert collection.note_count() == collection.card_count() == 4
    card = collection.get_card(card_id)
    assert card.note()["Front"] == "Better?"
    assert (card.reps, card.user_flag(), card.queue) == (1, 2, -1)


def test_a_deleted_card_is_withdrawn_and_says_so_and_stays_so(app, stocked, teach, collection):
    stocked(3)
    teach()
    gone = app.decks.notes()[0]
    card_id = studied(collection, gone.guid)
    app.decks.remove_notes([gone.id])
    summary, _log = teach()
    assert summary.counts == {ChangeKind.WITHDRAWN: 1}
    assert summary.changes[0].words == "What does step 0 of drug1 raise?"
    card = collection.get_card(card_id)
    assert WITHDRAWN in card.note().tags
    assert "no longer part of its deck" in card.question()
    assert (card.reps, card.user_flag(), card.queue) == (1, 2, -1)
    later, log = teach()
    assert (later.edition, later.same) == (2, True)
    assert len(log.duplicate) == 3
    assert collection.card_count() == 3


def test_who_never_had_a_withdrawn_card_gets_none(app, stocked, export, collection, bring_in):
    stocked(3)
    export()
    app.decks.remove_notes([app.decks.notes()[0].id])
    path, _summary = export()
    bring_in(collection, path)
    assert collection.card_count() == 2


def test_a_card_that_comes_back_is_whole_again(app, stocked, teach, collection):
    stocked(3)
    teach()
    note = app.decks.notes()[2]
    app.decks.remove_notes([note.id])
    teach()
    app.history.undo()  # that the edition was kept
    app.history.undo()
    assert len(app.decks.notes()) == 3
    summary, _log = teach()
    assert (summary.same, summary.edition) == (True, 1)
    app.decks.remove_notes([note.id])
    teach()
    assert WITHDRAWN in note_of(collection, note.guid).tags
    restore(app, note)
    summary, _log = teach()
    assert summary.counts == {ChangeKind.RETURNED: 1}
    assert WITHDRAWN not in note_of(collection, note.guid).tags
    assert "no longer" not in note_of(collection, note.guid).fields[0]
    assert teach()[0].same


def restore(app, note):
    """The note again, as it was: as an import from elsewhere would bring it back."""
    from flashcards.core.changes import Changes
    from flashcards.store import cards, decks, notes

    with app.library.writing("Restore", Changes.NOTES) as connection:
        deck_id = decks.ensure(connection, "Biology", 0)
        cards.add(connection, notes.add(connection, note), deck_id, [0])


def test_a_card_moved_to_another_deck_is_not_withdrawn(app, stocked, teach, collection):
    from flashcards.core.changes import Changes
    from flashcards.store import cards, decks

    ids = stocked(3)
    teach()
    with app.library.writing("Move", Changes.DECKS) as connection:
        cards.mark(connection, ids[:1], deck_id=decks.ensure(connection, "Other", 0))
    summary, _log = teach()
    assert summary.counts == {ChangeKind.MOVED: 1}
    assert (summary.notes, summary.edition) == (2, 2)
    assert not any(WITHDRAWN in collection.get_note(each).tags for each in collection.find_notes(""))


def test_a_tag_that_changed_grows_the_time_of_change_though_nobody_edited(app, stocked, teach, collection):
    from flashcards.core.changes import Changes
    from flashcards.store import notes

    stocked(2)
    teach()
    note = app.decks.notes()[0]
    with app.library.writing("Tag", Changes.NOTES) as connection:
        notes.add_tag(connection, [note.id], "exam")
    summary, log = teach()
    assert summary.counts == {ChangeKind.CHANGED: 1}
    assert len(log.updated) == 1
    assert "exam" in note_of(collection, note.guid).tags


def test_a_leech_is_nobody_elses_business(app, stocked, export, collection, bring_in):
    from flashcards.core.changes import Changes
    from flashcards.store import notes

    stocked(2)
    note = app.decks.notes()[0]
    with app.library.writing("Tag", Changes.NOTES) as connection:
        notes.add_tag(connection, [note.id], "leech")
    path, _summary = export()
    bring_in(collection, path)
    assert collection.find_notes("tag:leech") == []


def test_the_change_log_of_every_edition_can_be_read_later(app, stocked, export):
    stocked(3)
    export()
    note, gone = app.decks.notes()[:2]
    app.decks.edit_note(note.id, ("Better?", *note.fields[1:]))
    app.decks.remove_notes([gone.id])
    stocked(1)
    export()
    export()
    editions = app.exchange.editions
    assert [(each.number, each.notes) for each in editions.all("Biology")] == [(1, 3), (2, 4)]
    assert editions.all("Biology")[1].counts == {
        ChangeKind.ADDED: 1, ChangeKind.CHANGED: 1, ChangeKind.WITHDRAWN: 1
    }  # fmt: skip
    assert editions.changes("Biology", 1) == []
    assert {(each.kind, each.words) for each in editions.changes("Biology", 2)} == {
        (ChangeKind.CHANGED, "Better?"),
        (ChangeKind.WITHDRAWN, "What does step 1 of drug1 raise?"),
        (ChangeKind.ADDED, "What does step 0 of drug2 raise?"),
    }


def test_a_preview_tells_the_same_and_keeps_nothing(app, stocked, export, dump):
    stocked(3)
    export()
    app.decks.remove_notes([app.decks.notes()[0].id])
    before = dump(app)
    seen = app.exchange.preview("Biology")
    assert dump(app) == before
    _path, made = export()
    assert seen == made
    assert seen.counts == {ChangeKind.WITHDRAWN: 1}


def test_a_name_that_only_holds_other_decks_has_editions_of_its_own(app, stocked, export):
    stocked(2, "Biology::Brain")
    _path, whole = export("Biology")
    _path, part = export("Biology::Brain")
    _path, again = export("Biology")
    assert (whole.edition, part.edition, again.edition, again.same) == (1, 1, 1, True)
    assert len(app.exchange.editions.all("Biology")) == len(app.exchange.editions.all("Biology::Brain")) == 1


def test_progress_for_oneself_is_counted_apart(app, stocked, export):
    stocked(2)
    _path, mine = export(with_progress=True)
    _path, theirs = export()
    assert (mine.edition, theirs.edition) == (1, 1)
    assert len(app.exchange.editions.all("Biology")) == 1


def test_a_deck_whose_last_card_is_withdrawn_can_still_be_handed_out(app, stocked, teach, collection):
    stocked(1)
    teach()
    note = app.decks.notes()[0]
    app.decks.remove_notes([note.id])
    summary, _log = teach()
    assert (summary.notes, summary.cards) == (1, 0)
    assert WITHDRAWN in note_of(collection, note.guid).tags
