"""Words of strangers in the window: nothing runs, no file is read, nobody is asked, and it answers at once."""

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import QAbstractListModel, QBuffer, QByteArray, QIODevice, QModelIndex, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QPainter
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QTextBrowser, QToolTip, QWidget

from flashcards.core.browsing import Places
from flashcards.core.changes import Changes
from flashcards.core.drafts import CardType
from flashcards.gui.main_window import MainWindow
from flashcards.gui.printing.document import ClosedDocument
from flashcards.gui.theme import Scheme, Theme, as_tip
from flashcards.gui.widgets.article_head import ArticleHead
from flashcards.gui.widgets.browser_sidebar import BrowserSidebar
from flashcards.gui.widgets.card_view import CardView
from flashcards.gui.widgets.safe_browser import SafeBrowser, open_link
from flashcards.services.sanitising import safe_html
from tests.conftest import make_analysed
from tests.strangers.hostile import HEAVY
from tests.strangers.watching import watching


@pytest.fixture
def theme(qapp):
    return Theme(qapp, Scheme.LIGHT)


@pytest.fixture
def window(qtbot, theme, app):
    made = MainWindow(theme)
    qtbot.addWidget(made)
    made.resize(1100, 750)
    with qtbot.waitExposed(made):
        made.show()
    made.show_app(app)
    yield made
    made.close()


def painted(widget):
    """Lay a widget out and paint it."""
    return widget.grab()


def test_a_stock_view_would_be_caught(qtbot, trap, payloads):
    """The watch itself: without our view the file is read."""
    stock = QTextBrowser()
    qtbot.addWidget(stock)
    stock.setHtml(payloads[0])
    painted(stock)
    assert trap.was_read()


def test_even_uncleaned_html_reads_nothing_in_our_view(qtbot, trap, listener, payloads):
    browser = SafeBrowser()
    qtbot.addWidget(browser)
    with watching() as seen:
        for each in payloads:
            browser.show_html(each)
            painted(browser)
            assert not trap.was_read(), each
    assert listener.visits() == 0
    assert seen.calls == []
    assert trap.path.name not in str(seen.opened)


def test_nor_on_paper(qtbot, trap, payloads):
    for each in payloads:
        document = ClosedDocument()
        document.setHtml(each)
        picture = QImage(200, 200, QImage.Format.Format_RGB32)
        painter = QPainter(picture)
        document.drawContents(painter)
        painter.end()
        assert not trap.was_read(), each


def test_a_missing_picture_has_a_frame(qtbot):
    browser = SafeBrowser()
    qtbot.addWidget(browser)
    browser.show_html("<img src='gone.png'>")
    assert painted(browser).toImage() != painted(SafeBrowser()).toImage()
    assert not browser.loadResource(2, QUrl("gone.png")).isNull()


@pytest.mark.parametrize("number", range(len(HEAVY)))
def test_what_is_heavy_shows_in_five_seconds(qtbot, theme, number):
    card = CardView(theme)
    qtbot.addWidget(card)
    card.resize(700, 500)
    card.show()
    begun = time.process_time()
    card.show_side(safe_html(HEAVY[number]))
    painted(card)
    assert time.process_time() - begun < 5
    bare = SafeBrowser()
    qtbot.addWidget(bare)
    bare.resize(700, 500)
    begun = time.process_time()
    bare.show_html(HEAVY[number])
    painted(bare)
    assert time.process_time() - begun < 5


def test_many_large_pictures_are_not_all_unpacked(qtbot):
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    large = QImage(5_000, 5_000, QImage.Format.Format_Mono)
    large.fill(0)
    assert large.save(buffer, "PNG")
    browser = SafeBrowser()
    qtbot.addWidget(browser)
    browser.media = lambda _name: data.data()
    browser.show_html("".join(f"<img src='{number}.png' width=9>" for number in range(40)))
    begun = time.process_time()
    painted(browser)
    assert time.process_time() - begun < 5
    browser.show_html("<img src='a.png'>")
    assert browser.loadResource(2, QUrl("a.png")).width() > 20


def test_a_drawing_is_no_picture(qtbot, trap):
    """A drawing may name files; only formats that hold points are unpacked."""
    browser = SafeBrowser()
    qtbot.addWidget(browser)
    drawing = f"<svg xmlns='http://www.w3.org/2000/svg' width='50' height='50'><image href='{trap.path}' width='9' height='9'/></svg>"
    browser.media = lambda _name: drawing.encode()
    browser.show_html("<img src='x.svg'>")
    painted(browser)
    assert not trap.was_read()
    assert browser.loadResource(2, QUrl("x.svg")).width() == 20


@pytest.mark.parametrize(
    ("address", "opens"),
    [
        ("https://example.org/a?b=c", True),
        ("http://example.org", True),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("mailto:a@b.c", False),
        ("https:", False),
        ("smb://host/share", False),
        ("x.png", False),
        ("", False),
    ],
)
def test_only_pages_of_the_web_open_after_a_click(qtbot, theme, monkeypatch, address, opens):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    card = CardView(theme)
    qtbot.addWidget(card)
    card.show_side(f"<a href='{address}'>words</a>")
    assert opened == []
    card._browser.anchorClicked.emit(QUrl(address))
    assert opened == ([address] if opens else [])
    assert "words" in card.text()


def test_a_link_says_where_it_leads(qtbot):
    browser = SafeBrowser()
    qtbot.addWidget(browser)
    browser.highlighted.emit(QUrl("https://evil.example/<b>"))
    assert "evil.example" in browser.toolTip()
    assert "<b>" not in browser.toolTip()
    browser.highlighted.emit(QUrl())
    assert browser.toolTip() == ""
    open_link(QUrl())


def test_tips_show_words_as_they_are(qtbot, trap, payloads):
    owner = QWidget()
    qtbot.addWidget(owner)
    owner.show()
    for each in payloads:
        QToolTip.showText(owner.mapToGlobal(owner.rect().center()), as_tip(each), owner)
        (tip,) = [
            widget
            for widget in QApplication.topLevelWidgets()
            if widget.metaObject().className() == "QTipLabel"
        ]
        painted(tip)
        assert not trap.was_read(), each
    QToolTip.hideText()
    assert as_tip("a & b\nc") == "a & b\nc"


def test_every_page_over_a_library_of_hostile_words(qtbot, window, app, trap, listener, payloads):
    """Decks, articles, drafts, notes, tags, searches: all named by strangers."""
    with watching() as seen:
        _fill(app, payloads)
        window.bus.announce(Changes.EVERYTHING)
        pages = [window.today, window.articles, window.decks, window.browse, window.progress]
        for page in pages:
            window.go(page)
            qtbot.wait(50)
            qtbot.wait(150)
            painted(window)
            assert_plain(window)
            assert not trap.was_read(), page
        for article in app.articles.all():
            window._show_drafts(article.id)
            qtbot.wait(150)
            painted(window)
            window._show_map(article.id)
            qtbot.wait(150)
            painted(window)
            assert_plain(window)
            assert not trap.was_read(), article.title
        window.start_study("")
        qtbot.wait(200)
        for _card in range(4):
            painted(window)
            assert_plain(window)
            qtbot.keyClick(window.study, Qt.Key.Key_Space)
            painted(window)
            qtbot.keyClick(window.study, Qt.Key.Key_3)
            qtbot.wait(50)
            assert not trap.was_read()
    assert listener.visits() == 0
    assert seen.calls == []


def _fill(app, payloads):
    for number, words in enumerate(payloads):
        made = make_analysed(2, f"drug{number}")
        article = replace(
            made.article,
            title=words,
            source=replace(
                made.article.source, name=words, author=words, licence=words, date=words, link=words
            ),
        )
        article_id, _changes = app.articles.add(replace(made, article=article))
        drafts = app.drafts.of_article(article_id)
        app.drafts.edit(drafts[0].id, words, words)
        app.drafts.accept([drafts[0].id], f"{number}{words}".replace("::", "").replace('"', "'")[:90])
        app.shaping.write(
            article_id, drafts[1].evidence, (CardType.BASIC, words, f"answer {number}"), f"d{number}"
        )
    for words in payloads[:3]:
        app.browsing.save_search(words[:40], words)


def assert_plain(window):
    """No label takes words for HTML, and no tip of a widget or a table does."""
    for label in window.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText or "<" not in label.text(), label.text()
    for widget in window.findChildren(QWidget):
        assert "<img" not in widget.toolTip()
    for view in window.findChildren(QAbstractItemView):
        model = view.model()
        if model is None or not view.isVisible():
            continue
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
        for row in range(min(model.rowCount(QModelIndex()), 30)):
            for column in range(columns):
                assert "<img" not in str(model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or "")


def test_an_article_names_no_place_but_the_web(qtbot, article):
    head = ArticleHead()
    qtbot.addWidget(head)
    made = article(1)
    for link in ("file:///etc/passwd", "javascript:alert(1)", "<img src=x>"):
        head.show_article(replace(made, source=replace(made.source, link=link)))
        assert not head._link.isVisibleTo(head)


def test_very_many_places_and_very_deep_ones_stand_in_the_sidebar_at_once(qtbot):
    tags = [f"tag{number}::{each}" for number in range(100) for each in range(1_000)]
    decks = [f"deck {number}" for number in range(5_000)]
    sidebar = BrowserSidebar()
    qtbot.addWidget(sidebar)
    begun = time.process_time()
    sidebar.show_places(Places(tuple(decks), ("a::" * 3_000 + "b", "a", *tags), (), ()))
    assert time.process_time() - begun < 5
    model = sidebar.places
    assert sidebar.places.place(model.where("tag:tag7::77")).text == "77"
    assert model.where("tag:a::a").isValid()
