"""An article of many thousand items is written a portion at a time; what is asked for meanwhile is there."""

import pytest

from flashcards.core.articles import Article, Block, BlockKind, Source, SourceKind, Span
from flashcards.gui.widgets import article_text
from flashcards.gui.widgets.article_panel import ArticlePanel

ITEMS = 7000


def long_article():
    """A heading, a very long list with a nested item now and then, junk, and a last paragraph."""
    lines = [("About rivers", BlockKind.HEADING, 1, "")]
    lines += [
        (f"point {number} 🧠 of\ta list", BlockKind.LIST_ITEM, int(number % 1000 == 7), "")
        for number in range(ITEMS)
    ]
    lines += [("Subscribe", BlockKind.PARAGRAPH, 0, "newsletter"), ("The end", BlockKind.PARAGRAPH, 0, "")]
    blocks, at = [], 0
    for words, kind, level, junk in lines:
        blocks.append(Block(Span(at, at + len(words)), kind, level, junk))
        at += len(words) + 1
    text = "\n".join(words for words, *_more in lines)
    return Article("Rivers", text, tuple(blocks), Source(SourceKind.FILE, "rivers.md"))


@pytest.fixture
def article():
    return long_article()


@pytest.fixture
def panel(qtbot, theme):
    made = ArticlePanel(theme)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    return made


@pytest.fixture
def view(panel):
    return panel.view


def lines_of(article):
    """What the document's lines should hold."""
    shown = [article.quote(each.span).replace("\t", " ") for each in article.blocks]
    shown[-2] = "▸ Page junk left out: newsletter (1)"
    return shown


def test_it_comes_in_portions_and_is_whole_in_the_end(qtbot, view, article):
    counts, told = [], []
    view._writing.timeout.connect(lambda: counts.append(view.document().blockCount()))
    view.show_article(article)
    view.laid_out.connect(lambda: told.append(view.is_whole))
    first = view.document().blockCount()
    most = article_text._PORTION + article_text._AT_ONCE
    assert article_text._PORTION <= first <= most
    qtbot.waitUntil(lambda: view.is_whole)
    qtbot.wait(10)
    steps = [later - earlier for earlier, later in zip([first, *counts], counts, strict=False)]
    assert max(steps) <= most
    assert len(counts) == 2
    assert told == [True]
    assert view.toPlainText().split("\n") == lines_of(article)


def test_its_lists_are_short_and_look_like_one(qtbot, view, article):
    view.show_article(article)
    qtbot.waitUntil(lambda: view.is_whole)
    block, looks, longest = view.document().begin().next(), set(), 0
    while block.textList() is not None:
        longest = max(longest, block.textList().count())
        shape, style = block.blockFormat(), block.textList().format()
        looks.add((style.style(), style.indent(), shape.bottomMargin(), shape.indent()))
        block = block.next()
    assert block.text().startswith("▸ Page junk")
    assert 1 < longest <= article_text._AT_ONCE
    assert len(looks) == 2  # of two levels


def test_every_offset_has_its_place_across_the_portions(qtbot, view, article):
    view.show_article(article)
    qtbot.waitUntil(lambda: view.is_whole)
    document = view.document()
    for each in article.blocks[::97]:
        for offset in (each.span.start, each.span.end - 1):
            position = view._text.position_of(offset)
            assert view._text.offset_at(position) == offset
            assert document.characterAt(position) == article.text[offset].replace("\t", " ")


def test_what_is_marked_before_it_is_written_is_there_at_once(view, article):
    view.show_article(article)
    span = article.blocks[-1].span
    view.mark(span)
    assert [each.cursor.selectedText() for each in view.extraSelections()] == ["The end"]
    bar = view.verticalScrollBar()
    assert bar.value() > 0.9 * bar.maximum()


def test_the_first_search_looks_through_all_of_it(view, article):
    view.show_article(article)
    assert view.find_text("point 69") == (1, 111)


def test_a_larger_text_stays_where_it_was_read(qtbot, view, article):
    view.show_article(article)
    middle = article.blocks[ITEMS // 2].span.start
    view.reveal(middle)
    view.zoom(1)
    top = view.top_of(middle)
    assert 0 <= top - view.verticalScrollBar().value() <= view.viewport().height()
    qtbot.waitUntil(lambda: view.is_whole)


def test_another_article_meanwhile_is_the_only_one(qtbot, view, article):
    view.show_article(article)
    short = Article("Short", "One line", (Block(Span(0, 8)),), article.source)
    view.show_article(short)
    qtbot.wait(50)
    assert view.toPlainText() == "One line"
    assert view.is_whole


def test_the_strip_waits_until_its_places_are_known(qtbot, panel, article):
    from flashcards.core.coverage import Stretch

    panel.show_article(article)
    panel.show_stretches([Stretch(each.span, False, True) for each in article.blocks[1:ITEMS:500]])
    qtbot.wait(0)
    if not panel.view.is_whole:
        assert panel.strip._shares == []
    qtbot.waitUntil(lambda: len(panel.strip._shares) == 14)
    tops = [top for top, _end in panel.strip._shares]
    assert tops == sorted(tops)
    assert tops[-1] == pytest.approx(6501 / 7003, abs=0.02)
