"""The page of articles: searching, deleting with undo, and reading several files at once."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

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


def test_the_search_narrows_the_list_by_every_word(three, qtbot):
    qtbot.keyClick(three, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert three._search.hasFocus()
    qtbot.keyClicks(three._search, "WORKS lith")
    assert titles(three) == ["How lithium works"]
    qtbot.keyClicks(three._search, "x")
    assert titles(three) == []
    three._search.clear()
    assert len(titles(three)) == 3


def test_the_counts_follow_what_is_judged(three, app, window):
    article = three._model.row(0)
    first, *_others = app.drafts.of_article(article.id)
    window.bus.announce(app.drafts.accept([first.id], "D"))
    cells = [three._model.index(0, column).data() for column in range(5)]
    assert cells == ["How aspirin works", "33", "1 / 3", "2", "1"]


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
