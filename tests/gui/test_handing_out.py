"""Quizzes from the dialogs of printing and exporting, over a deck made from one of the bundled articles."""

import json
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from shiboken6 import isValid

from flashcards.core.quizzes import QuestionKind
from flashcards.gui.dialogs.export import ExportDialog
from flashcards.gui.dialogs.printing import PrintDialog
from tests.gui.test_printing import pages_of
from tests.gui.test_window import unnamed


def opened(window, kind, ask):
    window.decks.refresh()
    window.go(window.decks)
    ask()
    (made,) = [each for each in window.decks.findChildren(kind) if each.isVisible()]
    return made


@pytest.fixture
def printing(window, stocked):
    """The dialog of printing for a deck of nine cards, with a quiz chosen."""
    stocked(9)
    made = opened(window, PrintDialog, window.decks.print_current)
    made.what.setCurrentIndex(2)
    yield made
    if isValid(made):
        made.close()


@pytest.fixture
def exporting(window, stocked):
    """The dialog of exporting for the same deck."""
    stocked(9)
    made = opened(window, ExportDialog, window.decks.export_current)
    yield made
    if isValid(made):
        made.close()


def press(dialog, qtbot):
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog._ok.text() == "Done", timeout=20_000)


def test_a_quiz_is_printed_in_versions_with_its_key_beside_it(printing, qtbot, tmp_path):
    target, key = tmp_path / "quiz.pdf", tmp_path / "quiz-key.pdf"
    printing.file.setText(str(target))
    assert printing._hint.text() == "The key goes to quiz-key.pdf."
    assert unnamed(printing) == []
    assert not printing.maps.isVisible()
    printing.quiz.number.setValue(4)
    printing.quiz.minutes.setValue(15)
    printing.versions.setValue(2)
    printing.mock.setChecked(True)
    press(printing, qtbot)
    assert printing._hint.text().startswith("Questions: 4. Points: ")
    assert f"Its key is in {key}. Written to {target}" in printing._hint.text()
    assert "Mock exam · Version A · 4 questions" in pages_of(target)[0]
    assert "Time: 15 minutes" in pages_of(target)[0]
    assert "Answer key, version B" in pages_of(key)[-1]


def test_the_key_may_stand_on_the_last_pages(printing, qtbot, tmp_path):
    (tmp_path / "quiz-key.pdf").write_text("old")
    printing.file.setText(str(tmp_path / "quiz.pdf"))
    assert printing._hint.text() == "quiz-key.pdf will be replaced."
    printing.own_key.setChecked(False)
    assert not printing._hint.isVisible()
    press(printing, qtbot)
    assert "Its key is on the last pages." in printing._hint.text()
    assert "Answer key: Biology" in pages_of(tmp_path / "quiz.pdf")[-1]
    assert (tmp_path / "quiz-key.pdf").read_text() == "old"


def test_a_quiz_needs_a_kind_of_question(printing, tmp_path):
    printing.file.setText(str(tmp_path / "quiz.pdf"))
    for box in printing.quiz.kinds.values():
        box.setChecked(False)
    assert printing._hint.text() == "Choose at least one kind of question."
    assert not printing._ok.isEnabled()
    printing.quiz.kinds[QuestionKind.TYPED].setChecked(True)
    assert printing._ok.isEnabled()
    printing.what.setCurrentIndex(1)
    for box in printing.quiz.kinds.values():
        box.setChecked(False)
    assert printing._ok.isEnabled()


def test_what_is_shown_fits_the_dialog(printing):
    heights = []
    for at in (2, 1, 0, 2):
        printing.what.setCurrentIndex(at)
        heights.append(printing.height())
        assert printing.height() == printing.sizeHint().height()
    assert heights[0] == heights[-1] > heights[1] > heights[2]


def test_a_quiz_is_exported_for_moodle(exporting, qtbot, tmp_path, app):
    exporting.format.setCurrentIndex(exporting.format.findData(".xml"))
    assert exporting.path().suffix == ".xml"
    assert not exporting._people.isVisible()
    assert unnamed(exporting) == []
    exporting.file.setText(str(tmp_path / "quiz.xml"))
    exporting.quiz.number.setValue(3)
    press(exporting, qtbot)
    assert exporting._hint.text() == f"Questions: 3. Written to {tmp_path / 'quiz.xml'}"
    assert len(ET.parse(tmp_path / "quiz.xml").getroot()) == 4
    assert app.exchange.editions.all("Biology") == []


def test_a_game_asks_for_what_it_can_hold_only(exporting, qtbot, tmp_path, app):
    exporting.format.setCurrentIndex(exporting.format.findData(".xlsx"))
    chosen = {kind for kind, box in exporting.quiz.kinds.items() if box.isChecked() and box.isEnabled()}
    assert chosen == {QuestionKind.CHOICE, QuestionKind.TRUE_FALSE}
    exporting.file.setText(str(tmp_path / "game.xlsx"))
    QTest.keyClick(exporting, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: exporting._ok.text() == "Done" or "No good question" in exporting._hint.text(), timeout=20_000
    )
    if exporting._ok.text() == "Done":
        assert openpyxl.load_workbook(tmp_path / "game.xlsx").active["B8"].value.startswith("Question")
    else:
        assert exporting._form.isEnabled()
        assert not (tmp_path / "game.xlsx").exists()
    exporting.close()


def test_a_deck_is_exported_as_before(exporting, qtbot, tmp_path):
    exporting.format.setCurrentIndex(exporting.format.findData(".xml"))
    exporting.format.setCurrentIndex(exporting.format.findData(".json"))
    assert not exporting.quiz.number.isVisible()
    exporting.file.setText(str(tmp_path / "deck.json"))
    press(exporting, qtbot)
    assert json.loads((tmp_path / "deck.json").read_text())["notes"]
