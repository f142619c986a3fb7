"""The page of articles: searching, deleting with undo, and reading several files at once."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from flashcards.core.changes import Changes
from flashcards.core.reviews import Rating

TEXT = (
    "# How {name} works\n\n{name} is a type of painkiller. {name} blocks an enzyme called cyclooxygenase. "
    "By blocking cyclooxygenase, {name} lowers the production of prostaglandins.\n"
)


@pytest.fixture
def three(window, app, analysed):
    for name in ("ketamine", "lithium", "aspirin"):
        _id, changes = app.articles.add(analysed(3, name))
    window.bus.announce(changes)
    window.go(window.articles)
    return window.articles


def titles(page):
    return [page._model.row(number).title for number in range(page._model.rowCount())]


def search(qtbot, page, words, expected):
    page._search.clear()
    qtbot.keyClicks(page._search, words)
    qtbot.waitUntil(lambda: titles(page) == expected)


def test_the_search_narrows_the_list_by_every_word_of_title_and_text(three, qtbot):
    qtbot.keyClick(three, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert three._search.hasFocus()
    search(qtbot, three, "WORKS lith", ["How lithium works"])
    search(qtbot, three, "lithium brain", ["How lithium works"])  # the second word stands in the text alone
    search(qtbot, three, "example.org/asp", ["How aspirin works"])
    search(qtbot, three, "100%", [])
    assert three._list.currentWidget()._title.text() == "No article holds “100%”"
    qtbot.keyClick(three._search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(titles(three)) == 3)
    assert three._list.currentWidget() is three._table


def test_a_search_leads_to_what_was_found_by_keyboard(three, qtbot, window):
    qtbot.keyClicks(three._search, "lithium")
    qtbot.keyClick(three._search, Qt.Key.Key_Return)
    assert titles(three) == ["How lithium works"]
    qtbot.keyClick(three._search, Qt.Key.Key_Down)
    assert three._table.hasFocus()
    qtbot.keyClick(three._table, Qt.Key.Key_Return)
    assert window.drafts.title.text() == "How lithium works"


def test_a_search_outlives_the_articles_that_it_found(three, qtbot):
    search(qtbot, three, "lithium", ["How lithium works"])
    three._table.selectRow(0)
    qtbot.keyClick(three._table, Qt.Key.Key_Delete)
    assert titles(three) == []
    assert three._search.isVisible(), "what is looked for can be taken away"


def cells(page):
    return [page._model.index(0, column).data() for column in range(6)]


def test_the_counts_follow_what_is_judged_and_learned(three, app, window, clock):
    assert cells(three) == ["How aspirin works", "33", "0 / 3", "3", "0", ""]
    article = three._model.row(0)
    first, second, *_others = app.drafts.of_article(article.id)
    window.bus.announce(app.drafts.accept([first.id, second.id], "D"))
    assert cells(three) == ["How aspirin works", "33", "2 / 3", "1", "2", "0%"]
    due = app.study.next("D")
    app.study.answer(due.card.id, Rating.EASY)
    window.bus.announce(Changes.REVIEWS)
    assert cells(three) == ["How aspirin works", "33", "2 / 3", "1", "2", "50%"]
    note_id = next(each.note_id for each in app.drafts.of_article(article.id) if each.id == second.id)
    (card,) = app.decks.note_with_cards(note_id)[2]
    window.bus.announce(app.cards.suspend([card.id]))
    assert cells(three)[4] == "1"


def test_the_menu_of_a_row_deletes_and_opens(three, window):
    three._table.selectRow(1)
    opening, deleting = three._table.actions()
    deleting.trigger()
    assert titles(three) == ["How aspirin works", "How ketamine works"]
    window.undo()
    assert titles(three) == ["How aspirin works", "How lithium works", "How ketamine works"]
    three._table.selectRow(2)
    opening.trigger()
    assert window.drafts.title.text() == "How ketamine works"


def test_deleting_an_article_can_be_taken_back(three, qtbot, window):
    three._table.selectRow(1)
    qtbot.keyClick(three._table, Qt.Key.Key_Delete)
    assert titles(three) == ["How aspirin works", "How ketamine works"]
    window._toast._undo.click()
    assert titles(three) == ["How aspirin works", "How lithium works", "How ketamine works"]


@pytest.mark.model
def test_several_dropped_files_have_a_row_each_with_its_result(window, app, qtbot, tmp_path):
    names = ("aspirin", "ibuprofen")
    for name in names:
        (tmp_path / f"{name}.md").write_text(TEXT.format(name=name.capitalize()), encoding="utf-8")
    (tmp_path / "dull.md").write_text("# Nothing\n\nHello there, dear reader!\n", encoding="utf-8")
    files = ["aspirin.md", "absent.md", "dull.md", "ibuprofen.md"]
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in files])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, none))
    readings = window.articles._readings
    assert readings.isVisible()
    assert [each.name for each in readings.rows] == files
    qtbot.waitUntil(lambda: all(each.done for each in readings.rows), timeout=60_000)
    results = [each.result for each in readings.rows]
    assert results[0].endswith("to judge")
    assert "absent.md" in results[1]
    assert results[2].startswith("Nothing to learn")
    assert results[3].endswith("to judge")
    assert window._pages.currentWidget() is window.articles
    assert not window.articles._job.isVisible()
    assert len(app.articles.all()) == 2
    readings.table.selectRow(3)
    qtbot.keyClick(readings.table, Qt.Key.Key_Return)
    assert window.drafts.title.text() == "How Ibuprofen works"
    window.go(window.articles)
    readings._clear.click()
    assert not readings.isVisible()
