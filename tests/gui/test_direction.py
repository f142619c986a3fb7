"""Decks, exams and articles with names from right to left stand beside numbers and in our sentences as they should."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextLayout, QTextOption

from flashcards.core.exams import Coverage, Exam
from flashcards.gui.theme import label

HEBREW = "ביולוגיה (שנה 1)"


def places(text):
    """Where each character of a line stands, from the left, in a window from left to right."""
    layout = QTextLayout(text, QFont())
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.LeftToRight)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(10_000)
    layout.endLayout()
    return [line.cursorToX(at)[0] for at in range(len(text))]


@pytest.fixture
def named(window, app, stocked):
    stocked(2, f"{HEBREW}::A 2")
    app.exams.add(Exam(HEBREW, app.clock() + timedelta(days=9), Coverage(decks=(f"{HEBREW}::A 2",))))
    window.show_app(app)
    return window


def test_a_number_after_a_name_stays_after_it():
    bare = "“ביולוגיה” 7"
    shown = label(bare).text()
    for text, after in ((bare, False), (shown, True)):
        found = places(text)
        assert (found[text.index("7")] > found[text.index("ב")]) is after


def test_decks_stand_in_their_order_beside_their_numbers(named):
    named.go(named.decks)
    model = named.decks._decks.model()
    texts = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert f"\u2068{HEBREW}\u2069 › \u2068A 2\u2069" in texts
    (path,) = [text for text in texts if "›" in text]
    found = places(path)
    assert found[path.index("ב")] < found[path.index("›")] < found[path.index("A")]


def test_the_line_of_an_exam_runs_from_the_left(named, qtbot):
    line = named.today._exam.words
    qtbot.waitUntil(lambda: "the goal is" in line.text())
    assert HEBREW in line.text()
    found = places(line.text())
    assert found[line.text().index("ב")] < found[line.text().index("in 9 days")]


def test_what_the_window_says_of_a_deck_keeps_its_order(named):
    named.decks.said.emit(f"Deleted the deck “{HEBREW}”.", True)
    text = named._toast._text.text()
    found = places(text)
    assert found[text.index("D")] < found[text.index("ב")] < found[text.rindex(".")]
