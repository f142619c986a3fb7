"""Backups in the window: compared, put back and taken back again; the check; and a library that does not open."""

import sqlite3
from datetime import UTC

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from flashcards.app import open_app
from flashcards.core.errors import CannotOpenLibrary, CannotSave
from flashcards.core.reviews import Rating
from flashcards.gui import application
from flashcards.gui.dialogs.backups import BackupsDialog
from flashcards.gui.main_window import MainWindow
from flashcards.gui.widgets.rescue_panel import RescuePanel
from tests.conftest import stock


@pytest.fixture
def path(tmp_path):
    return tmp_path / "library.db"


@pytest.fixture
def app(path, clock):
    opened = open_app(path, clock, undo=True, zone=UTC)
    yield opened
    opened.close()  # the window has done so already


@pytest.fixture
def dialog(window, app, clock, qtbot):
    """The dialog over a library with one backup, and one answer since."""
    ids = stock(app, 4)
    app.backups.make()
    clock.advance(minutes=5)
    app.study.answer(ids[0], Rating.GOOD)
    window.show_backups()
    made = window.findChild(BackupsDialog)
    qtbot.waitUntil(made._ok.isEnabled)  # the newest is compared at once
    return made


def shown(window, qtbot, words):
    qtbot.waitUntil(lambda: words in window._toast._text.text())


def test_a_backup_is_compared_and_restored_in_two_clicks_and_undo_takes_that_back(window, app, dialog, qtbot):
    assert dialog.model.rowCount() == 1
    assert dialog.details.text() == "Goes: 1 answer."
    QTest.mouseClick(dialog._ok, Qt.MouseButton.LeftButton)
    shown(window, qtbot, "The library is as it was 2 March 2026")
    assert app.statistics.summary().answers == 0
    QTest.mouseClick(window._toast._undo, Qt.MouseButton.LeftButton)
    shown(window, qtbot, "as it was before")
    assert app.statistics.summary().answers == 1


def test_a_session_that_runs_goes_on_with_what_is_there_then(window, app, dialog, qtbot):
    stock(app, 3, "Chemistry", "salt")
    window.start_study("Chemistry")
    qtbot.waitUntil(lambda: window.study._current is not None)
    dialog._restore()
    shown(window, qtbot, "The library is as it was")
    assert app.decks.names() == ["Biology"]
    window.start_study("")
    qtbot.waitUntil(lambda: window.study._current is not None)
    QTest.keyClick(window.study, Qt.Key.Key_Space)
    QTest.keyClick(window.study, Qt.Key.Key_3)
    assert app.statistics.summary().answers == 1


def test_a_backup_is_made_now(window, app, dialog, qtbot):
    dialog._now.click()
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 2)
    qtbot.waitUntil(lambda: "same decks, notes, cards and answers" in dialog.details.text())


def test_a_damaged_backup_is_said_and_cannot_be_restored(window, app, dialog, qtbot):
    file = app.backups.folder / app.backups.all()[0].name
    file.write_bytes(file.read_bytes()[:-4096])
    dialog._refresh()
    qtbot.waitUntil(lambda: "was not used" in dialog.details.text())
    assert not dialog._ok.isEnabled()


def test_the_library_is_checked_and_repaired(window, app, dialog, qtbot, path):
    dialog._check.click()
    qtbot.waitUntil(lambda: dialog.heading.text() == "The library is sound.")
    assert not dialog._repair.isVisible()
    other = sqlite3.connect(path)
    other.execute("UPDATE cards SET reps = 77 WHERE reps > 0")
    other.commit()
    other.close()
    dialog._check.click()
    qtbot.waitUntil(dialog._repair.isVisible)
    assert dialog.details.text() == "Found: 1 card whose memory is not what its answers lead to"
    dialog._repair.click()
    shown(window, qtbot, "The library was repaired.")
    assert app.checks.check().findings == ()


def test_a_backup_that_fails_beside_the_work_is_told(window, app, qtbot):
    ids = stock(app, 120)
    app.backups.folder.write_text("a file has that name", "utf-8")
    app.cards.flag(ids, 1)
    shown(window, qtbot, "No backup could be made in library.backups")


def test_a_copy_in_conflict_is_told_at_the_start(qtbot, theme, app, path):
    path.with_name("library (conflicted copy).db").touch()
    window = MainWindow(theme)
    qtbot.addWidget(window)
    window.show()
    window.show_app(app)
    assert "library (conflicted copy).db is a copy" in window._toast._text.text()
    window.close()


def test_a_library_in_memory_says_that_it_has_none(qtbot, theme, clock):
    window = MainWindow(theme)
    qtbot.addWidget(window)
    window.show()
    window.show_app(open_app(None, clock))
    window.show_backups()
    assert "no backups" in window._toast._text.text()
    window.close()


@pytest.fixture
def damaged(path, clock):
    """A library with a backup whose first page is gone."""
    app = open_app(path, clock, zone=UTC)
    ids = stock(app, 4)
    app.backups.make()
    clock.advance(minutes=5)
    app.study.answer(ids[0], Rating.GOOD)
    app.close()
    with path.open("r+b") as file:
        file.write(b"\0" * 100)
    return path


@pytest.fixture
def opening(qtbot, theme, path):
    """A window that opens the library at `path` as the program does."""
    window = MainWindow(theme)
    qtbot.addWidget(window)
    window.show()
    application._open(window, path, ())
    yield window
    window.close()


@pytest.mark.parametrize(("way", "answers"), [("restore", 0), ("salvage", 1)])
def test_a_damaged_library_offers_its_backup_and_opens_again(damaged, opening, qtbot, way, answers):
    qtbot.waitUntil(lambda: opening.findChild(RescuePanel) is not None)
    panel = opening.findChild(RescuePanel)
    qtbot.waitUntil(panel.restore.isVisible)
    assert "with 4 cards and 0 answers" in panel.state._text.text()
    assert panel.salvage.isVisible()
    QTest.mouseClick(getattr(panel, way), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: opening._app is not None, timeout=20_000)
    assert opening._pages.currentWidget() is opening.today
    assert opening._app.statistics.summary().answers == answers
    assert "library.damaged-" in opening._toast._text.text()


def test_a_damaged_library_without_a_backup_can_only_be_salvaged(damaged, opening, qtbot):
    for each in damaged.with_suffix(".backups").iterdir():
        each.unlink()
    qtbot.waitUntil(lambda: opening.findChild(RescuePanel) is not None)
    panel = opening.findChild(RescuePanel)
    qtbot.waitUntil(lambda: "no backup" in panel.state._text.text() or panel.restore.isVisible())
    panel.salvage.click()
    qtbot.waitUntil(lambda: "could be read" in panel.state._text.text() or opening._app is not None)


def test_a_library_in_use_can_be_tried_again(qtbot, theme, path, clock):
    holder = open_app(path, clock)
    window = MainWindow(theme)
    qtbot.addWidget(window)
    window.show()
    application._open(window, path, ())
    qtbot.waitUntil(lambda: window.findChild(RescuePanel) is not None)
    panel = window.findChild(RescuePanel)
    assert "open in another window or command" in panel.state._text.text()
    assert not panel.restore.isVisible()
    holder.close()
    panel.again.click()
    qtbot.waitUntil(lambda: window._app is not None)
    window.close()


def test_errors_of_saving_are_no_reason_to_restore(qtbot, theme, path):
    for error in (CannotSave("The disk is full."), CannotOpenLibrary("It is read-only.")):
        window = MainWindow(theme)
        qtbot.addWidget(window)
        window.show()
        window.show_no_library(error, path, lambda: None)
        panel = window.findChild(RescuePanel)
        assert not panel.restore.isVisible()
        assert panel.again.isVisible()
        window.close()
