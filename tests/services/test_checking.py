"""Checks of the library: each flaw made on purpose, found, repaired, and what was kept of it."""

import sqlite3
from datetime import UTC

import pytest

from flashcards.app import open_app
from flashcards.core.backups import Reason
from flashcards.core.checks import Flaw
from flashcards.core.errors import Cancelled
from flashcards.core.progress import Cancel
from flashcards.core.reviews import Rating
from tests.conftest import stock


@pytest.fixture
def path(tmp_path, clock):
    """A library of six cards with some answers, closed."""
    path = tmp_path / "library.db"
    app = open_app(path, clock, zone=UTC)
    ids = stock(app, 6)
    for number in range(12):
        clock.advance(days=1)
        app.study.answer(ids[number % 4], Rating(number % 4 + 1))
    app.cards.set_due(ids[:1], 3)
    app.cards.forget(ids[1:2])
    app.study.cram(ids[2], Rating.GOOD)
    app.close()
    return path


def harm(path, *statements):
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA ignore_check_constraints=ON")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.fixture
def opened(path, clock):
    """Opens the library, and closes it at the end."""
    apps = []

    def open_it():
        apps.append(open_app(path, clock, undo=True, zone=UTC))
        return apps[-1]

    yield open_it
    for app in apps:
        app.close()


def test_a_sound_library_is_found_sound_and_left_alone(opened, dump):
    app = opened()
    before = dump(app)
    assert app.checks.check().findings == ()
    found, changes = app.checks.repair()
    assert found.sound
    assert not changes
    assert dump(app) == before
    assert [each.reason for each in app.backups.all() if each.reason is Reason.REPAIR] == []


MEMORY = "UPDATE cards SET stability = stability * 3, due_day = due_day + 4000 WHERE state = 2"
FLAWS = {
    Flaw.REFERENCES: ("DELETE FROM decks",),
    Flaw.NOTES_WITHOUT_CARDS: ("DELETE FROM cards WHERE id = 6",),
    Flaw.FIELDS: ("UPDATE notes SET fields = substr(fields, 1, instr(fields, char(31)) - 1) WHERE id = 1",),
    Flaw.WORDS: ("UPDATE notes SET fields = replace(fields, 'ketamine', 'esketamine')",),
    Flaw.MEMORIES: (MEMORY,),
}


@pytest.mark.parametrize("flaw", FLAWS)
def test_each_flaw_is_found_and_repaired_after_a_backup(path, opened, flaw):
    harm(path, *FLAWS[flaw])
    app = opened()
    seen = app.checks.check()
    assert flaw in {each.flaw for each in seen.findings}
    assert not seen.sound
    found, changes = app.checks.repair()
    assert found.sound, found
    assert changes
    assert {each.flaw for each in found.findings} == {each.flaw for each in seen.findings}
    assert app.checks.check().findings == ()
    assert app.backups.all()[0].reason is Reason.REPAIR
    for card in app.study.due():
        assert app.study.replayed(card.id) == card.memory
    assert app.study.next()


def test_cards_without_a_deck_get_one_and_keep_their_memory(path, opened):
    harm(path, "DELETE FROM decks")
    app = opened()
    app.checks.repair()
    assert [(deck.name, deck.cards) for deck in app.decks.all()] == [("Recovered", 6)]
    assert app.statistics.summary().answers == 13


def test_notes_of_a_type_that_is_gone_can_be_studied_again(path, opened):
    harm(
        path,
        "UPDATE notes SET note_type_id = 777 WHERE id IN (1, 2)",
    )
    app = opened()
    app.checks.repair()
    note, kind, cards = app.decks.note_with_cards(1)
    assert kind.name == "Recovered 777"
    assert len(kind.fields) == len(note.fields)
    assert note.fields[0] in app.study.show(cards[0].id).sides.front


def test_a_replayed_memory_counts_what_was_placed_forgotten_and_crammed(path, opened):
    app = opened()
    before = {card_id: app.study.show(card_id).card.memory for card_id in range(1, 7)}
    app.close()
    harm(
        path,
        "UPDATE cards SET state = 0, step = 0, stability = NULL, difficulty = NULL, due_at = NULL, "
        "due_day = NULL, last_at = NULL, last_day = NULL, interval = 0, reps = 0, lapses = 0",
    )
    app = opened()
    found, _changes = app.checks.repair()
    assert found.findings[0].flaw is Flaw.MEMORIES
    assert {card_id: app.study.show(card_id).card.memory for card_id in range(1, 7)} == before


def test_a_log_whose_memories_cannot_be_read_still_gives_the_memory(path, opened):
    harm(path, "UPDATE reviews SET before = '{', after = '[]'", "UPDATE cards SET reps = 99 WHERE id = 3")
    app = opened()
    assert app.study.log(3)
    found, _changes = app.checks.repair()
    assert [(each.flaw, each.count) for each in found.findings] == [(Flaw.MEMORIES, 1)]
    assert app.study.show(3).card.memory.reps == 3


def test_an_index_that_lacks_rows_is_made_anew(path, opened):
    # Entries of an index are taken away behind SQLite's back: the index is swapped for one of a part of the rows.
    connection = sqlite3.connect(path)
    connection.execute("DROP INDEX ix_notes_note_type_id")
    connection.execute("CREATE INDEX ix_notes_note_type_id ON notes (note_type_id) WHERE id < 4")
    connection.execute("PRAGMA writable_schema=ON")
    connection.execute(
        "UPDATE sqlite_master SET sql = 'CREATE INDEX ix_notes_note_type_id ON notes (note_type_id)' "
        "WHERE name = 'ix_notes_note_type_id'"
    )
    connection.commit()
    connection.close()
    app = opened()
    assert [each.flaw for each in app.checks.check().findings] == [Flaw.INDEXES]
    found, _changes = app.checks.repair()
    assert found.sound
    assert app.checks.check().findings == ()


def test_damaged_pages_are_found_and_send_to_the_backups(path, opened, clock):
    app = opened()
    made = app.backups.make()
    app.close()
    content = bytearray(path.read_bytes())
    pages = [at for at in range(4096, len(content), 4096) if b"ketamine raises" in content[at : at + 4096]]
    for at in pages[:1]:
        content[at : at + 64] = b"\xff" * 64
    path.write_bytes(content)
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok"
    connection.close()
    assert made


def test_a_check_can_be_stopped(opened):
    app, cancel = opened(), Cancel()
    cancel.set()
    with pytest.raises(Cancelled):
        app.checks.check(cancel=cancel)
    with pytest.raises(Cancelled):
        app.checks.repair(cancel=cancel)


@pytest.mark.parametrize(
    "name",
    [
        "library (Ann's conflicted copy 2026-03-02).db",
        "library.sync-conflict-20260302-090000-ABCDEFG.db",
        "library (conflicted copy 2026-03-02 090000).db",
        "library (1).db",
        "library-DESKTOP-4F7.db",
    ],
)
def test_a_copy_in_conflict_is_noticed(path, opened, name):
    path.with_name("other (1).db").touch()
    path.with_name("library-old.db").touch()
    path.with_name(name).touch()
    (notice,) = opened().checks.check().notices
    assert notice.startswith(name)


def test_a_synchronised_folder_is_noticed(tmp_path, clock):
    folder = tmp_path / "Dropbox" / "study"
    folder.mkdir(parents=True)
    app = open_app(folder / "library.db", clock)
    (notice,) = app.checks.check().notices
    assert "lies in Dropbox" in notice
    app.close()
