"""Reading in the window: web pages, rich text, books with chapters, and later versions of articles."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from flashcards.core.articles import BlockKind, SourceKind
from flashcards.gui.dialogs.chapters import ChaptersDialog
from flashcards.gui.dialogs.text_entry import LineDialog, PasteDialog
from tests.reading.making import epub_of

PROSE = (
    "Aspirin is a type of painkiller. Aspirin blocks an enzyme called cyclooxygenase. "
    "By blocking cyclooxygenase, aspirin lowers the production of prostaglandins."
)
RICH = f"<nav><a href='/'>Home</a> <a href='/b'>Shop</a></nav><h1>How aspirin works</h1><p>{PROSE}</p>"
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def site():
    """A server on this machine with one page; `asked` has the paths, `go` lets it answer."""
    asked, go = [], threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            go.wait(20)
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<html><body><h1>How aspirin works</h1><p>{PROSE}</p></body></html>".encode())

        def log_message(self, *_):
            pass

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.daemon_threads = True
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    made.asked, made.go = asked, go
    made.address = f"http://127.0.0.1:{made.server_port}/aspirin"
    yield made
    go.set()
    made.shutdown()
    made.server_close()
    thread.join()


def drop(window, data):
    window.dropEvent(
        QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NONE)
    )


def rich_data():
    data = QMimeData()
    data.setText(f"Home Shop\nHow aspirin works\n{PROSE}")
    data.setHtml(RICH)
    return data


def dialog_of(window, kind):
    return next(each for each in window.articles.findChildren(kind) if each.isVisible())


def blocks(app):
    article = app.articles.get(app.articles.all()[0].id)
    return [(each.kind, article.quote(each.span)) for each in article.blocks if each.is_body]


def test_the_open_dialog_and_the_empty_page_name_the_formats(window):
    window.go(window.articles)
    window.articles.choose_files()
    dialog = dialog_of(window, QFileDialog)
    first, *others = dialog.nameFilters()
    for ending in ("txt", "md", "html", "pdf", "docx", "epub"):
        assert f"*.{ending}" in first
        assert any(f"*.{ending}" in each for each in others)
    dialog.reject()
    said = window.articles._list.currentWidget()._text.text()
    assert all(each in said for each in ("Markdown", "HTML", "PDF", "Word", "EPUB", "web page"))


@pytest.mark.model
def test_an_address_is_fetched_only_once_it_is_confirmed(window, app, qtbot, site):
    site.go.set()
    QGuiApplication.clipboard().setText(site.address)
    window._open_page()
    dialog = dialog_of(window, LineDialog)
    assert dialog.line.text() == site.address
    assert site.asked == []
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window._pages.currentWidget() is window.drafts, timeout=60_000)
    assert site.asked == ["/aspirin"]
    (read,) = app.articles.all()
    assert (read.source.kind, read.source.link) == (SourceKind.WEB, site.address)


def test_cancel_reaches_a_page_that_does_not_come(window, app, qtbot, site):
    window.go(window.articles)
    window.articles.read_address(site.address)
    qtbot.waitUntil(lambda: site.asked == ["/aspirin"])
    assert window.articles._job.isVisible()
    window.articles._job.cancel_asked.emit()
    qtbot.waitUntil(window._toast.isVisible, timeout=5_000)
    assert "nothing was changed" in window._toast._text.text()
    assert not window.articles._job.isVisible()
    assert app.articles.all() == []


@pytest.mark.parametrize(
    "typed", ["ftp://example.org/a", "javascript:alert(1)", "not an address", "file:///etc/passwd"]
)
def test_a_wrong_address_gets_one_sentence(window, app, qtbot, typed):
    window.go(window.articles)
    window.articles.read_address(typed)
    qtbot.waitUntil(window._toast.isVisible)
    assert "address" in window._toast._text.text()
    assert app.articles.all() == []


def test_a_dropped_or_copied_link_asks_before_it_is_fetched(window, qtbot, site):
    data = QMimeData()
    data.setUrls([QUrl(site.address)])
    drop(window, data)
    dialog = dialog_of(window, LineDialog)
    assert dialog.line.text() == site.address
    dialog.reject()
    QGuiApplication.clipboard().setText(f" {site.address}\n")
    window.articles.paste()
    assert dialog_of(window, LineDialog).line.text() == site.address
    assert site.asked == []


@pytest.mark.model
def test_dropped_rich_text_keeps_headings_and_leaves_menus_out(window, app, qtbot):
    drop(window, rich_data())
    qtbot.waitUntil(lambda: window._pages.currentWidget() is window.drafts, timeout=60_000)
    assert blocks(app) == [(BlockKind.HEADING, "How aspirin works"), (BlockKind.PARAGRAPH, PROSE)]


def test_a_paste_brings_its_html_until_it_is_edited(window, qtbot):
    got = []
    dialog = PasteDialog(window, rich_data(), lambda *words: got.append(words))
    dialog.open()
    assert "headings" in dialog._note.text()
    assert dialog.text.html() == RICH
    qtbot.keyClicks(dialog.text, "x")
    assert dialog.text.html() == ""
    assert dialog._note.text() == "Plain text."
    qtbot.keyClick(dialog.text, Qt.Key.Key_Backspace)
    assert dialog.text.html() == RICH
    dialog.text.selectAll()
    plain = QMimeData()
    plain.setText("Other")
    dialog.text.insertFromMimeData(plain)
    assert dialog.text.html() == ""
    dialog.text.selectAll()
    dialog.text.insertFromMimeData(rich_data())
    dialog.accept()
    assert got == [("", rich_data().text(), RICH)]


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "book.epub"
    pieces = [("Cover", "<h1>Cover</h1>"), ("Aspirin", f"<h1>Aspirin</h1><p>{PROSE}</p>")]
    pieces.append(("Other", f"<h1>Other</h1><p>{PROSE.replace('spirin', 'buprofen')}</p>"))
    path.write_bytes(epub_of([(title, f"<html><body>{text}</body></html>") for title, text in pieces]))
    return path


@pytest.mark.model
def test_a_book_asks_which_chapters_by_keyboard(window, app, qtbot, book):
    window.go(window.articles)
    window.articles.read_files([book])
    qtbot.waitUntil(
        lambda: any(each.isVisible() for each in window.findChildren(ChaptersDialog)), timeout=20_000
    )
    dialog = dialog_of(window, ChaptersDialog)
    assert [dialog.model.index(row, 0).data() for row in range(3)] == ["1. Cover", "2. Aspirin", "3. Other"]
    assert len(dialog.model.ticked()) == 3
    assert dialog._count.text().startswith("3 of 3 chapters")
    qtbot.keyClick(dialog.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.model.ticked() == []
    assert not dialog._ok.isEnabled()
    dialog.list.selectRow(1)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert [each.title for each in dialog.model.ticked()] == ["Aspirin"]
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window._pages.currentWidget() is window.drafts, timeout=60_000)
    text = app.articles.get(app.articles.all()[0].id).text
    assert "Aspirin" in text
    assert "buprofen" not in text


def test_a_book_that_is_left_alone_changes_nothing_and_the_next_one_asks(window, app, qtbot, book):
    second = book.with_name("second.EPUB")
    second.write_bytes(book.read_bytes())
    window.go(window.articles)
    window.articles.read_files([book, second])
    shown = []
    for _each in range(2):
        qtbot.waitUntil(
            lambda: any(each.isVisible() for each in window.findChildren(ChaptersDialog)), timeout=20_000
        )
        dialog = dialog_of(window, ChaptersDialog)
        shown.append(dialog.windowTitle())
        qtbot.keyClick(dialog.list, Qt.Key.Key_Escape)
    assert shown == ["Chapters of book.epub", "Chapters of second.EPUB"]
    assert [(each.result, each.done) for each in window.articles._readings.rows] == [("left alone", True)] * 2
    qtbot.waitUntil(lambda: not window.articles._job.isVisible())
    assert app.articles.all() == []


@pytest.mark.parametrize(
    ("method", "ask"),
    [
        ("read_file", lambda page: page.read_files([Path("slow.pdf")])),
        ("chapters", lambda page: page.read_files([Path("slow.epub")])),
        ("read_address", lambda page: page.read_address("slow.example")),
        ("read_paste", lambda page: page.read_text("", "slow", "<p>slow</p>")),
    ],
)
def test_cancel_reaches_every_way_of_reading(window, app, qtbot, monkeypatch, method, ask):
    """Each gets the very switch that Cancel sets, as its last argument."""
    began = threading.Event()

    def slow(*words):
        began.set()
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            words[-1].check()
            time.sleep(0.005)

    monkeypatch.setattr(app.articles, method, slow)
    window.go(window.articles)
    ask(window.articles)
    assert began.wait(10)
    window.articles._job.cancel_asked.emit()
    qtbot.waitUntil(window._toast.isVisible)
    assert "nothing was changed" in window._toast._text.text()


OLD = f"# How aspirin works\n\n{PROSE}\n"
NEW = OLD.replace("blocks an enzyme called cyclooxygenase", "blocks an enzyme called thromboxane synthase")


@pytest.fixture
def versions(window, app, qtbot, tmp_path):
    """A file whose cards are all accepted, and then says something else in one sentence."""
    path = tmp_path / "aspirin.md"
    path.write_text(OLD, encoding="utf-8")
    window.go(window.articles)
    window.articles.read_files([path])
    qtbot.waitUntil(lambda: window._pages.currentWidget() is window.drafts, timeout=60_000)
    window.drafts._accept_all()
    qtbot.waitUntil(lambda: app.articles.all()[0].waiting == 0)
    path.write_text(NEW, encoding="utf-8")
    window.go(window.articles)
    window.articles.read_files([path])
    qtbot.waitUntil(window.articles._later.bar.isVisible, timeout=60_000)
    return path


@pytest.mark.model
def test_a_later_version_offers_only_what_changed(window, app, qtbot, versions):
    bar = window.articles._later.bar
    assert len(app.articles.all()) == 1, "nothing is kept before it is asked"
    assert "New: 1 sentence with 1 draft" in bar._words.text()
    gone = bar.cards()
    assert gone
    assert all("cyclooxygenase" in each.sentence for each in gone)
    assert bar._news.isVisible()
    bar._news.click()
    qtbot.waitUntil(lambda: window._pages.currentWidget() is window.drafts, timeout=20_000)
    later = app.articles.all()[0]
    drafts = app.drafts.of_article(later.id)
    assert drafts
    article = app.articles.get(later.id)
    assert {article.quote(each.evidence) for each in drafts} == {
        "Aspirin blocks an enzyme called thromboxane synthase."
    }
    window.go(window.articles)
    assert bar.isVisible(), "the cards whose sentence is gone stay in sight"
    assert not bar._news.isVisible()
    bar._leave.click()
    assert not bar.isVisible()


@pytest.mark.model
def test_cards_whose_sentence_is_gone_can_be_suspended_or_deleted_and_taken_back(
    window, app, qtbot, versions
):
    bar = window.articles._later.bar
    shown = bar.cards()
    bar._suspend.click()
    assert all(each.suspended for each in bar.cards())
    window._toast._undo.click()
    assert bar.cards() == shown
    bar.table.selectRow(0)
    qtbot.keyClick(bar.table, Qt.Key.Key_Delete)
    assert bar.cards() == shown[1:]
    window._toast._undo.click()
    assert bar.cards() == shown
    bar._whole.click()
    qtbot.waitUntil(lambda: window._pages.currentWidget() is window.drafts, timeout=20_000)
    assert app.articles.all()[0].waiting > 1


@pytest.mark.model
def test_a_card_whose_sentence_is_gone_is_edited_in_the_bar(window, app, qtbot, versions):
    bar = window.articles._later.bar
    shown = bar.cards()
    bar.table.selectRow(0)
    qtbot.keyClick(bar.table, Qt.Key.Key_Return)
    assert bar.editor.isVisible()
    bar.editor.question.setPlainText("What does aspirin block now?")
    if bar.editor.answer.isVisible():
        bar.editor.answer.setPlainText("Another enzyme")
    else:
        bar.editor.question.setPlainText("Aspirin blocks {{c1::another enzyme}} now.")
    qtbot.keyClick(bar.editor.question, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not bar.editor.isVisible()
    (changed,) = [each for each in bar.cards() if " now" in each.question]
    assert changed.note_id == shown[0].note_id
    window._toast._undo.click()
    assert bar.cards() == shown
    qtbot.keyClick(bar.table, Qt.Key.Key_Return)
    bar._leave.click()
    assert not bar.isVisible()
    assert not bar.editor.isVisible()


@pytest.mark.model
def test_a_later_version_that_is_left_changes_nothing_and_is_offered_again_once(window, app, qtbot, versions):
    bar = window.articles._later.bar
    window.articles.read_files([versions])
    qtbot.waitUntil(lambda: not window.articles._job.isVisible(), timeout=60_000)
    bar._leave.click()
    assert not bar.isVisible(), "the same text is asked about once"
    assert len(app.articles.all()) == 1
