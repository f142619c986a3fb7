"""Where an article came from, above its text, and the numbers of its pages beside it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QDesktopServices

from flashcards.core.articles import Article, Block, Source, SourceKind, Span
from flashcards.gui.widgets.article_head import ArticleHead, described, site_of
from flashcards.gui.widgets.article_panel import ArticlePanel
from flashcards.gui.widgets.article_view import ArticleView

WEB = Source(
    SourceKind.WEB,
    "example.org",
    "https://www.example.org/a",
    "Ada Lee and\nGrace Hopper",
    "2024-03-05",
    "CC BY 4.0",
)


def paged(pages, paragraphs=120, source=WEB):
    texts = [f"Paragraph {number} says the same as every other." for number in range(paragraphs)]
    blocks, at = [], 0
    for each in texts:
        blocks.append(Block(Span(at, at + len(each))))
        at += len(each) + 2
    return Article("T", "\n\n".join(texts), tuple(blocks), source, pages=pages)


def test_the_head_says_what_the_page_says_of_itself(qtbot, theme, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    panel = ArticlePanel(theme)
    qtbot.addWidget(panel)
    panel.show_article(paged((0, 900)))
    assert panel.head._words.text() == "Ada Lee and Grace Hopper · 5 Mar 2024 · CC BY 4.0 · 2 pages"
    assert panel.head._link.text() == "example.org"
    assert opened == [], "nothing is opened by itself"
    panel.head._link.click()
    assert opened == ["https://www.example.org/a"]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (Source(SourceKind.FILE, "paper.pdf", date="2024"), "2024 · paper.pdf"),
        (Source(SourceKind.FILE, "paper.pdf", date="2024-02-30", author=" "), "2024-02-30 · paper.pdf"),
        (Source(SourceKind.WEB, "example.org", "https://example.org"), ""),
        (Source(SourceKind.BUNDLED, "a.txt", author="A" * 200), "A" * 89 + "…"),
    ],
)
def test_what_is_not_known_is_left_out(source, words):
    assert described(paged((), source=source)) == words


def test_a_head_without_anything_to_say_is_hidden(qtbot):
    head = ArticleHead()
    qtbot.addWidget(head)
    head.show_article(paged((), source=Source(SourceKind.BUNDLED, "a.txt")))
    assert head.isHidden()
    head.show_article(paged(()))
    assert not head.isHidden()


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "https://[", "http://", "", "mailto:a@b.c"]
)
def test_a_browser_is_sent_only_to_web_pages(qtbot, link):
    head = ArticleHead()
    qtbot.addWidget(head)
    head.show_article(paged((), source=replace(WEB, link=link)))
    assert site_of(link) == ""
    assert head._address == ""
    assert head._link.isHidden()


@pytest.fixture
def view(qtbot, theme):
    made = ArticleView(theme)
    qtbot.addWidget(made)
    made.resize(420, 300)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_pages_are_numbered_where_they_begin(view):
    article = paged((0, 1000, 2010, 4000))
    view.show_article(article)
    assert [number for number, _where in view.pages_in_sight()] == [1]
    for number, offset in enumerate(article.pages, 1):
        view.reveal(offset)
        ((_first, where),) = [each for each in view.pages_in_sight() if each[0] == number]
        assert where.top() + view.verticalScrollBar().value() == view.top_of(offset)
    plain = view.document().rootFrame().frameFormat().leftMargin()
    view.show_article(replace(article, pages=()))
    assert view.pages_in_sight() == []
    assert view.document().rootFrame().frameFormat().leftMargin() < plain, "the margin is for the numbers"


def test_a_page_number_is_painted_in_the_margin(view):
    view.show_article(paged(()))
    before = view.grab().toImage()
    view.show_article(paged((0,)))
    side = round(view.document().rootFrame().frameFormat().leftMargin())
    image = view.grab().toImage()
    ground = image.pixelColor(1, image.height() // 2)
    ratio = image.devicePixelRatio()
    rows = range(round(60 * ratio))

    def inked(picture, width):
        return any(picture.pixelColor(x, y) != ground for x in range(round(width * ratio)) for y in rows)

    assert inked(image, side - 2)
    assert not inked(before, 10)


@given(st.lists(st.integers(0, 5000), max_size=6).map(sorted), st.integers(0, 5000))
def test_pages_in_sight_are_those_that_looking_at_all_gives(view, pages, offset):
    view.show_article(paged(tuple(pages)))
    view.reveal(offset)
    seen = [number for number, _where in view.pages_in_sight()]
    bar, height = view.verticalScrollBar().value(), view.viewport().height()
    assert seen == [
        number for number, page in enumerate(pages, 1) if bar - 20 <= view.top_of(page) <= bar + height
    ]
