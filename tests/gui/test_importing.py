"""Importing in the window: the preview, the import with undo, a drop, pictures on cards."""

import contextlib
import gc
import weakref
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QTextDocument

from flashcards.app import open_app
from flashcards.core.packages import Verdict
from flashcards.gui.dialogs.importing import ImportDialog
from flashcards.gui.widgets.safe_browser import SafeBrowser
from tests.importing.making import PNG, Student

pytestmark = pytest.mark.anki


@pytest.fixture
def app(tmp_path):
    opened = open_app(tmp_path / "here" / "library.db", lambda: datetime.now(UTC), undo=True, zone=UTC)
    yield opened
    with contextlib.suppress(Exception):
        opened.close()  # the window does it


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    folder = tmp_path_factory.mktemp("package")
    student = Student(folder / "anki")
    student.media("x.png")
    for number in range(3):
        student.add("A::B", Front=f'q{number} <img src="x.png">', Back="a")
    student.answer(student.cards()[0].id, 3)
    student.export(folder / "deck.apkg")
    student.close()
    return folder / "deck.apkg"


def dialog_of(window):
    (found,) = window.findChildren(ImportDialog)
    return found


def previewed(qtbot, window, path):
    window.import_file(path)
    dialog = dialog_of(window)
    qtbot.waitUntil(dialog.ok.isEnabled, timeout=10_000)
    return dialog


def test_a_file_is_previewed_then_imported_and_undone(qtbot, window, app, package):
    dialog = previewed(qtbot, window, package)
    assert dialog.summary.text() == "3 new notes with 3 cards"
    assert dialog.details.text() == "Into A::B. 1 media file."
    assert [dialog.model.row(row).verdict for row in range(3)] == [Verdict.NEW] * 3
    assert dialog.progress.isVisible()
    assert not dialog.progress.isChecked()
    assert app.decks.all() == []
    freed = weakref.ref(dialog)
    with qtbot.waitSignal(window._importer.brought, timeout=10_000):
        dialog.ok.click()
    assert app.decks.names() == ["A::B"]
    assert window._pages.currentWidget() is window.decks
    assert "Imported deck.apkg: 3 new notes, 3 cards." in window._toast._text.text()
    del dialog
    qtbot.waitUntil(lambda: gc.collect() >= 0 and not window.findChildren(ImportDialog))
    assert freed() is None or not window.findChildren(ImportDialog)
    window.undo()
    assert app.decks.all() == []


def test_progress_comes_along_when_it_is_ticked(qtbot, window, app, package):
    dialog = previewed(qtbot, window, package)
    with qtbot.waitSignal(window._importer.seen, timeout=10_000):
        dialog.progress.click()
    assert dialog.summary.text() == "3 new notes with 3 cards, 1 answer"
    with qtbot.waitSignal(window._importer.brought, timeout=10_000):
        dialog.ok.click()
    assert app.statistics.summary().answers == 1


def test_what_is_here_already_cannot_be_imported_again(qtbot, window, app, package):
    incoming = app.importing.read(package)
    app.importing.bring(incoming, with_progress=True)
    incoming.close()
    with qtbot.waitSignal(window._importer.seen, timeout=10_000):
        window.import_file(package)
    dialog = dialog_of(window)
    assert "already" in dialog.summary.text()
    assert not dialog.ok.isEnabled()
    assert dialog.progress.isChecked()
    dialog.reject()


def test_a_file_that_is_no_package_is_one_sentence(qtbot, window, tmp_path):
    path = tmp_path / "notes.apkg"
    path.write_text("no zip", "utf-8")
    with qtbot.waitSignal(window._importer.failed, timeout=10_000):
        window.import_file(path)
    assert "not an Anki package" in window._toast._text.text()
    qtbot.waitUntil(lambda: not window.findChildren(ImportDialog))


def test_cancel_leaves_nothing(qtbot, window, app, package):
    dialog = previewed(qtbot, window, package)
    folder = app.library.path.parent
    assert list(folder.glob(".flashcards-import*"))
    dialog.reject()
    qtbot.waitUntil(lambda: not list(folder.glob(".flashcards-import*")))
    assert app.decks.all() == []


def test_closing_the_window_leaves_nothing(qtbot, window, app, package):
    folder = app.library.path.parent
    window.import_file(package)
    window.close()
    assert not list(folder.glob(".flashcards-import*"))


def test_several_packages_come_in_one_after_the_other(qtbot, window, app, package, tmp_path):
    broken, tables = tmp_path / "broken.apkg", tmp_path / "more.csv"
    broken.write_text("no zip", "utf-8")
    tables.write_text("What?,That.\nWho?,They.\n", "utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in (package, broken, tables)])
    copy, left, plain = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(50, 50), copy, data, left, plain))
    dialog = dialog_of(window)
    assert dialog.windowTitle() == "Import deck.apkg, then 2 more"
    qtbot.waitUntil(dialog.ok.isEnabled, timeout=10_000)
    with qtbot.waitSignal(window._importer.brought, timeout=10_000):
        dialog.ok.click()
    # The second cannot be read, which is said and ends nothing.
    with qtbot.waitSignal(window._importer.failed, timeout=10_000):
        pass
    qtbot.waitUntil(
        lambda: [each.windowTitle() for each in window.findChildren(ImportDialog)] == ["Import more.csv"],
        timeout=10_000,
    )
    dialog = dialog_of(window)
    qtbot.waitUntil(dialog.ok.isEnabled, timeout=10_000)
    with qtbot.waitSignal(window._importer.brought, timeout=10_000):
        dialog.ok.click()
    assert len(app.decks.notes()) == 5
    qtbot.waitUntil(lambda: not window.findChildren(ImportDialog))
    assert window._imports.is_empty


def test_a_package_can_be_dropped(qtbot, window, package):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(package))])
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(window._importer.seen, timeout=10_000):
        window.dropEvent(event)
    assert event.isAccepted()
    dialog_of(window).reject()


def test_the_menu_offers_it_with_its_keys(window):
    actions = {action.text(): action for action in window.menuBar().actions()[0].menu().actions()}
    assert actions["Import…"].shortcut().toString() == "Ctrl+Shift+I"


def test_pictures_come_from_the_library_and_nowhere_else(qtbot, tmp_path):
    browser = SafeBrowser()
    qtbot.addWidget(browser)
    browser.resize(300, 200)
    asked = []
    browser.media = lambda name: asked.append(name) or (PNG if name == "x y.png" else b"")
    image = QTextDocument.ResourceType.ImageResource.value
    assert browser.loadResource(image, QUrl("x%20y.png")).width() == 1
    frame = browser.loadResource(image, QUrl("missing.png")).width()
    assert frame > 1
    secret = tmp_path / "secret.png"
    secret.write_bytes(PNG)
    # The frame of a missing picture: given nothing, Qt would open the file itself.
    assert browser.loadResource(image, QUrl.fromLocalFile(str(secret))).width() == frame
    assert browser.loadResource(
        QTextDocument.ResourceType.StyleSheetResource.value, QUrl("x y.png")
    ).isEmpty()
    assert asked[0] == "x y.png"


def test_the_media_folder_gives_bare_names_only(app, tmp_path):
    app.media.path.mkdir()
    (app.media.path / "x.png").write_bytes(PNG)
    (tmp_path / "secret.png").write_bytes(PNG)
    (app.media.path / "link.png").symlink_to(tmp_path / "secret.png")
    assert app.media.read("x.png") == PNG
    for name in (
        "",
        "..",
        "../secret.png",
        "../../secret.png",
        str(tmp_path / "secret.png"),
        "link.png",
        ".x",
        "a\0b",
    ):
        assert app.media.read(name) == b""


def test_the_columns_of_a_text_file_can_be_read_otherwise(qtbot, window, app, tmp_path):
    path = tmp_path / "words.csv"
    path.write_text("hello;hola;x y\ngoodbye;adiós;z\n", "utf-8")
    dialog = previewed(qtbot, window, path)
    mapping = dialog._mapping
    assert mapping.isVisible()
    assert not dialog.progress.isVisible()
    assert [box.currentText() for box in mapping.columns] == ["Front", "Back", "Tags"]
    mapping.columns[0].setCurrentText("Back")
    mapping.columns[1].setCurrentText("Front")
    with qtbot.waitSignal(window._importer.seen, timeout=10_000):
        mapping.columns[1].activated.emit(0)
    assert dialog.model.row(0).text == "hola · hello"
    mapping.deck.setEditText("Spanish::Words")
    with qtbot.waitSignal(window._importer.seen, timeout=10_000):
        mapping.deck.lineEdit().editingFinished.emit()
    assert [box.currentText() for box in mapping.columns] == ["Back", "Front", "Tags"]
    assert "Spanish::Words" in dialog.details.text()
    with qtbot.waitSignal(window._importer.brought, timeout=10_000):
        dialog.ok.click()
    assert [(note.fields[:2], note.tags) for note in app.decks.notes()] == [
        (("hola", "hello"), ("x", "y")),
        (("adiós", "goodbye"), ("z",)),
    ]
    assert app.decks.names() == ["Spanish::Words"]


def test_a_way_to_read_a_text_file_that_makes_no_notes_can_be_taken_back(qtbot, window, tmp_path):
    path = tmp_path / "words.csv"
    path.write_text("hello;hola\ngoodbye;adiós\n", "utf-8")
    dialog = previewed(qtbot, window, path)
    mapping = dialog._mapping
    mapping.delimiter.setCurrentText("Pipe")
    with qtbot.waitSignal(window._importer.failed, timeout=10_000):
        mapping.delimiter.activated.emit(3)
    assert "no columns" in dialog.summary.text()
    assert not dialog.ok.isEnabled()
    mapping.delimiter.setCurrentText("Semicolon")
    with qtbot.waitSignal(window._importer.seen, timeout=10_000):
        mapping.delimiter.activated.emit(1)
    assert dialog.ok.isEnabled()
    dialog.reject()
