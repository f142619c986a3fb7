"""Damaged, foreign, newer and missing libraries: noticed at open, left as they are, replaced by a backup or salvaged."""

import shutil
import sqlite3
from datetime import UTC

import pytest

from flashcards.app import open_app, open_rescue
from flashcards.core.errors import (
    CannotOpenLibrary,
    CannotRestore,
    LibraryBusy,
    LibraryDamaged,
    LibraryMissing,
    LibraryTooNew,
    NotALibrary,
    NotFound,
)
from flashcards.core.reviews import Rating
from tests.conftest import FakeClock, stock

PAGE = 4096
ANSWERS = 400


@pytest.fixture
def path(tmp_path):
    return tmp_path / "library.db"


@pytest.fixture(scope="module")
def made_once(tmp_path_factory):
    """A folder with a library of sixty cards, half of its answers before its only backup, half after; the answers."""
    path, clock, answers = tmp_path_factory.mktemp("studied") / "library.db", FakeClock(), []
    app = open_app(path, clock, zone=UTC)
    app.library.when_idle = None  # no backup of its own
    ids = stock(app, 60)
    for number in range(ANSWERS):
        if number == ANSWERS // 2:
            app.backups.make()
        clock.advance(hours=3)
        log, _changes = app.study.answer(ids[number % 50], Rating(number % 4 + 1))
        answers.append((log.at, log.card_id))
    app.library.close()
    return path.parent, answers, clock.now


@pytest.fixture
def studied(made_once, path, clock):
    """A copy of that library at `path`; gives its answers in order."""
    folder, answers, clock.now = made_once
    shutil.copytree(folder, path.parent, dirs_exist_ok=True)
    return answers


def pages_of(path, table):
    """The numbers of the leaf pages of a table, from 0."""
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchall()
    connection.close()
    content = path.read_bytes()
    root = content[(rows[0][0] - 1) * PAGE :]
    assert root[0] == 5, "the table must be large enough to have leaves of its own"
    cells = int.from_bytes(root[3:5])
    places = [int.from_bytes(root[12 + 2 * cell : 14 + 2 * cell]) for cell in range(cells)]
    return [int.from_bytes(root[at : at + 4]) - 1 for at in places] + [int.from_bytes(root[8:12]) - 1]


def garble(path, page, *, with_zeros=False):
    with path.open("r+b") as file:
        file.seek(page * PAGE)
        file.write(b"\0" * PAGE if with_zeros else b"\xa5" * PAGE)


def a_page_of_answers(path):
    garble(path, pages_of(path, "reviews")[2])


def a_page_of_zeros(path):
    garble(path, pages_of(path, "reviews")[-1], with_zeros=True)


def a_page_of_drafts(path):
    garble(path, pages_of(path, "drafts")[0])


def the_end_is_missing(path):
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size * 2 // 3)


def the_beginning_is_lost(path):
    with path.open("r+b") as file:
        file.write(b"\0" * 100)


def the_first_page_is_lost(path):
    garble(path, 0)


def another_programs_database(path):
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE moz_places (id INTEGER)")
    connection.close()


def no_database(path):
    path.write_bytes(b"Dear diary\n" * 1000)


DAMAGES = {
    a_page_of_answers: LibraryDamaged,
    a_page_of_zeros: LibraryDamaged,
    a_page_of_drafts: LibraryDamaged,
    the_end_is_missing: LibraryDamaged,
    the_beginning_is_lost: NotALibrary,
    the_first_page_is_lost: NotALibrary,
    another_programs_database: NotALibrary,
    no_database: NotALibrary,
}


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda each: each.__name__)
def test_damage_is_noticed_at_open_and_a_backup_takes_the_place(path, studied, clock, fingerprint, damage):
    damage(path)
    before = fingerprint(path)
    for write in (True, False):
        with pytest.raises(CannotOpenLibrary, match=r"^[^\n]+ left as it is\.$") as caught:
            open_app(path, clock, write=write)
        assert type(caught.value) is DAMAGES[damage]
        assert fingerprint(path) == before
    rescue = open_rescue(path, clock)
    done = rescue.restore(rescue.get("latest"))
    assert fingerprint(done.kept_aside) == before
    app = open_app(path, clock, zone=UTC)
    assert app.statistics.summary().answers == ANSWERS // 2
    assert app.checks.check().findings == ()
    app.close()
    assert not [each for each in path.parent.iterdir() if each.name.startswith(".")]


#: What is left of the answers at least. Those from before the backup always are; a page holds some five to ten.
LEFT = {
    a_page_of_answers: ANSWERS,
    a_page_of_zeros: ANSWERS - 12,
    a_page_of_drafts: ANSWERS,
    the_end_is_missing: ANSWERS // 2,
    the_beginning_is_lost: ANSWERS,
    the_first_page_is_lost: ANSWERS,
}


@pytest.mark.parametrize("damage", LEFT, ids=lambda each: each.__name__)
def test_what_is_readable_is_saved_on_top_of_the_backup(path, studied, clock, fingerprint, damage):
    damage(path)
    before = fingerprint(path)
    done = open_rescue(path, clock).salvage()
    assert done.backup is not None
    assert fingerprint(done.kept_aside) == before
    app = open_app(path, clock, zone=UTC)
    saved = {(log.at, card.id) for card in _cards(app) for log in app.study.log(card.id)}
    assert set(studied[: ANSWERS // 2]) <= saved <= set(studied)
    assert len(saved) >= LEFT[damage]
    assert app.checks.check().findings == ()
    assert "Biology" in app.decks.names()
    app.close()


@pytest.mark.parametrize("damage", [a_page_of_answers, a_page_of_drafts, the_end_is_missing])
def test_without_a_backup_the_answers_are_saved_first(path, studied, clock, damage):
    for each in path.with_suffix(".backups").iterdir():
        each.unlink()
    damage(path)
    rescue = open_rescue(path, clock)
    with pytest.raises(NotFound):
        rescue.get("latest")
    done = rescue.salvage()
    assert done.backup is None
    app = open_app(path, clock, zone=UTC)
    assert app.checks.check().findings == ()
    assert app.statistics.summary().answers >= (ANSWERS * 0.9 if damage is not the_end_is_missing else 0)
    app.close()


def test_where_nothing_is_left_that_is_said_and_nothing_changes(path, clock, fingerprint):
    no_database(path)
    before = fingerprint(path)
    with pytest.raises(CannotRestore, match=r"^Nothing could be read of library\.db, and there is no backup"):
        open_rescue(path, clock).salvage()
    assert fingerprint(path) == before
    assert sorted(each.name for each in path.parent.iterdir()) == ["library.db", "library.db.lock"]


def test_a_damaged_backup_is_passed_over(path, studied, clock):
    app_folder = path.with_suffix(".backups")
    (good,) = app_folder.glob("*.db")
    newer = app_folder / "20300101-000000.automatic.db"
    newer.write_bytes(good.read_bytes()[:-PAGE])
    a_page_of_answers(path)
    rescue = open_rescue(path, clock)
    assert rescue.latest().name == good.name
    with pytest.raises(CannotRestore, match="was not used"):
        rescue.restore(rescue.get(newer.name))
    assert rescue.salvage().backup.name == good.name


def test_a_newer_library_can_give_way_to_a_backup_and_is_kept(path, studied, clock, fingerprint):
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    before = fingerprint(path)
    with pytest.raises(LibraryTooNew):
        open_app(path, clock)
    rescue = open_rescue(path, clock)
    assert fingerprint(rescue.restore(rescue.latest()).kept_aside) == before
    open_app(path, clock).close()


def test_a_library_that_is_gone_is_not_begun_anew_beside_its_backups(path, studied, clock):
    path.unlink()
    with pytest.raises(LibraryMissing, match=r"missing or empty, but there are backups"):
        open_app(path, clock)
    assert not path.exists()
    rescue = open_rescue(path, clock)
    assert rescue.restore(rescue.latest()).kept_aside is None
    app = open_app(path, clock)
    assert app.statistics.summary().answers == ANSWERS // 2
    app.close()


def test_no_rescue_while_the_library_is_open(path, studied, clock):
    app = open_app(path, clock)
    rescue = open_rescue(path, clock)
    with pytest.raises(LibraryBusy):
        rescue.restore(rescue.latest())
    app.close()


def test_a_log_beside_a_damaged_library_goes_aside_with_it(path, studied, clock):
    wal = path.with_name("library.db-wal")
    the_first_page_is_lost(path)
    wal.write_bytes(b"log")
    rescue = open_rescue(path, clock)
    done = rescue.restore(rescue.latest())
    assert not wal.exists()
    assert done.kept_aside.with_name(f"{done.kept_aside.name}-wal").read_bytes() == b"log"


def test_a_library_as_it_was_left_is_not_looked_through_again(path, studied, clock, monkeypatch):
    from flashcards.store import opening

    looked = []
    real = opening.must_be_sound
    monkeypatch.setattr(opening, "must_be_sound", lambda path: looked.append(path) or real(path))
    for _start in range(2):
        open_app(path, clock).close()
    assert looked == []
    path.touch()
    open_app(path, clock).close()
    assert looked == [path]


def _cards(app):
    return [card for note in app.decks.notes(limit=10_000) for card in app.decks.note_with_cards(note.id)[2]]
