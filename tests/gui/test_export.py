"""The dialog that exports a deck: what it would hold, for whom, where to, and then what to choose in Anki."""

import zipfile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from shiboken6 import isValid

from flashcards.gui.dialogs.export import ExportDialog
from tests.gui.test_window import unnamed


@pytest.fixture
def dialog(window, stocked, tmp_path, qtbot):
    """The export dialog of a deck with four cards, opened from the page of decks, a file of the test's folder in it."""
    stocked(4)
    window.decks.refresh()
    window.go(window.decks)
    window.decks.export_current()
    (made,) = [each for each in window.decks.findChildren(ExportDialog) if each.isVisible()]
    made.file.setText(str(tmp_path / "deck.apkg"))
    qtbot.waitUntil(lambda: "note" in made._view.words.text())
    yield made
    if isValid(made):
        made.close()


def press_export(dialog, qtbot):
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog._ok.text() == "Done", timeout=10_000)


def test_it_says_beforehand_what_a_package_would_hold(dialog):
    assert dialog._view.words.text() == "4 notes, 4 cards. The first edition of this deck."
    assert not dialog._view.table.isVisible()
    assert not dialog.presets.isVisible()


def test_a_package_is_written_and_the_steps_in_anki_are_told(dialog, qtbot, tmp_path, app):
    press_export(dialog, qtbot)
    assert zipfile.is_zipfile(tmp_path / "deck.apkg")
    assert "Everything can stay as it is" in dialog._view.steps.text()
    assert str(tmp_path / "deck.apkg") in dialog._hint.text()
    assert [each.number for each in app.exchange.editions.all("Biology")] == [1]
    assert app.history.undo_label.startswith("Keep edition 1")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()


def test_changes_since_the_last_edition_are_listed(dialog, qtbot, app, tmp_path):
    app.exchange.export("Biology", tmp_path / "before.apkg")
    note, gone = app.decks.notes()[:2]
    app.decks.edit_note(note.id, ("Better?", *note.fields[1:]))
    app.decks.remove_notes([gone.id])
    dialog._look()
    qtbot.waitUntil(lambda: "Edition 2" in dialog._view.words.text())
    assert (
        dialog._view.words.text() == "4 notes, 3 cards. Edition 2: 1 changed, 1 withdrawn since the last one."
    )
    rows = [dialog._view.model.row(at) for at in range(dialog._view.model.rowCount())]
    assert [(each.words, each.kind.value) for each in rows] == [
        ("Better?", "changed"),
        ("What does step 1 of drug1 raise?", "withdrawn"),
    ]
    assert dialog._view.table.isVisible()
    dialog._view.copy.click()
    assert QGuiApplication.clipboard().text() == (
        "changed: Better?\nwithdrawn: What does step 1 of drug1 raise?"
    )


def test_my_progress_with_presets(dialog, qtbot, app, tmp_path):
    from flashcards.core.reviews import Rating

    app.study.answer(app.study.due()[0].id, Rating.GOOD)
    dialog.mine.click()
    dialog.presets.click()
    qtbot.waitUntil(lambda: "1 answer" in dialog._view.words.text())
    press_export(dialog, qtbot)
    steps = dialog._view.steps.text()
    assert "Import any learning progress" in steps
    assert "Import any deck presets" in steps
    with zipfile.ZipFile(tmp_path / "deck.apkg") as archive:
        assert b"desiredRetention" in archive.read("collection.anki2")


@pytest.mark.parametrize("number", range(1, 5))
def test_other_formats_follow_the_choice_and_have_no_progress(dialog, qtbot, tmp_path, number):
    dialog.format.setCurrentIndex(number)
    ending = dialog.format.currentData()
    assert dialog.path() == tmp_path / f"deck{ending}"
    assert not dialog.mine.isVisible()
    press_export(dialog, qtbot)
    assert "What does step 0 of drug1 raise?" in (tmp_path / f"deck{ending}").read_text("utf-8")
    assert dialog._view.words.text() == "4 notes, 4 cards."
    assert not dialog._view.steps.isVisible()


@pytest.mark.parametrize(
    ("typed", "becomes"), [("deck.v2", "deck.v2.md"), ("deck", "deck.md"), ("/", "/"), ("", "")]
)
def test_a_name_with_another_ending_keeps_it(dialog, typed, becomes):
    dialog.file.setText(typed)
    dialog.format.setCurrentIndex(dialog.format.findData(".md"))
    assert dialog.file.text() == becomes


def test_everything_that_takes_the_focus_has_a_name(dialog):
    assert unnamed(dialog) == []


def test_a_typed_ending_chooses_the_format(dialog, tmp_path):
    dialog.file.setText(str(tmp_path / "deck.md"))
    dialog.file.editingFinished.emit()
    assert dialog.format.currentData() == ".md"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "needs a name that ends in one of"),
        ("deck.pdf", "needs a name that ends in one of"),
        ("no/deck.apkg", "There is no folder"),
    ],
)
def test_a_file_that_cannot_be_is_said_at_once(dialog, tmp_path, name, words):
    dialog.file.setText(str(tmp_path / name) if name else "")
    assert words in dialog._hint.text()
    assert not dialog._ok.isEnabled()


def test_a_file_that_is_there_is_announced(dialog, tmp_path):
    (tmp_path / "deck.apkg").write_text("old", encoding="utf-8")
    dialog._check()
    assert "will be replaced" in dialog._hint.text()
    assert dialog._ok.isEnabled()


def test_what_went_wrong_is_said_and_another_try_is_possible(dialog, qtbot, app, tmp_path):
    for note in app.decks.notes():
        app.decks.remove_notes([note.id])
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "has no cards to export" in dialog._hint.text())
    assert dialog._ok.isEnabled()
    assert not (tmp_path / "deck.apkg").exists()


def test_cancel_leaves_nothing(dialog, qtbot, tmp_path, app, monkeypatch):
    import threading

    wait, inside = threading.Event(), threading.Event()
    real = app.exchange._write_package

    def slow(*arguments):
        inside.set()
        wait.wait(10)
        return real(*arguments)

    monkeypatch.setattr(app.exchange, "_write_package", slow)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(inside.is_set)
    assert dialog._job.isVisible()
    dialog._job.cancel_asked.emit()
    assert "nothing was written" in dialog._hint.text()
    wait.set()
    done = []
    dialog._work.run(lambda _r, _c: None, then=done.append, failed=done.append, progress=lambda *_: None)
    qtbot.waitUntil(lambda: len(done) == 1)
    assert list(tmp_path.iterdir()) == []
    assert app.exchange.editions.all("Biology") == []


def test_closing_while_it_counts_is_no_trouble(window, stocked, qtbot):
    stocked(3)
    window.decks.refresh()
    for _time in range(3):
        window.decks.export_current()
        for each in window.decks.findChildren(ExportDialog):
            each.close()
    done = []
    window.tasks.run(lambda _report: None, then=done.append, failed=done.append)
    qtbot.waitUntil(lambda: len(done) == 1)
