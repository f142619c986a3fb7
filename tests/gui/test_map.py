"""The map page: walking it by keyboard, what stands behind an arrow, its cards, and its files."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer

from flashcards.core.articles import Article, Block, BlockKind, Source, SourceKind, Span
from flashcards.core.drafts import Candidate, CardType, Draft, DraftState
from flashcards.core.facts import Fact, FactForm, FactKind
from flashcards.core.mastery import Mastery
from flashcards.core.pictures import Arrow, Box
from flashcards.core.reviews import Rating
from flashcards.gui.widgets.chain_html import pictured
from flashcards.services.articles import Analysed

SENTENCES = [
    ("Glutamate", "activates", "NMDA receptors", ""),
    ("NMDA receptors", "open", "calcium channels", ""),
    ("calcium channels", "may lower", "protein growth", "may"),
    ("Light", "lowers", "melatonin", ""),
]
Key = Qt.Key


@pytest.fixture
def article_id(app):
    text = " ".join(f"{subject} {verb} {object_}." for subject, verb, object_, _hedge in SENTENCES)
    facts, candidates, at = [], [], 0
    for number, (subject, verb, object_, hedge) in enumerate(SENTENCES):
        span = Span(at, at + len(f"{subject} {verb} {object_}."))
        at = span.end + 1
        facts.append(
            Fact(
                FactKind.THEORY if hedge else FactKind.MECHANISM, subject, verb, object_, span,
                hedge=hedge, form=FactForm.ACTIVE, statement=text[span.start : span.end], plural=subject.endswith("s"),
                verb=verb.removeprefix("may ").removesuffix("s"), auxiliary=hedge or "do", theory=1 if hedge else 0,
            )
        )  # fmt: skip
        question = f"What does {subject} {number} do?"
        draft = Draft(FactKind.MECHANISM, CardType.BASIC, question, object_, span, fact=number)
        candidates.append(Candidate(draft))
    blocks = (Block(Span(0, len(text)), BlockKind.PARAGRAPH),)
    article = Article("Chains", text, blocks, Source(SourceKind.FILE, "c.md"))
    return app.articles.add(Analysed(article, tuple(facts), tuple(candidates)))[0]


@pytest.fixture
def page(window, app, article_id, qtbot):
    window._show_map(article_id)
    qtbot.waitUntil(lambda: window.map._loaded is not None)
    return window.map


def reading(page):
    current = page._view.current()
    return current.label if isinstance(current, Box) else current.reading


def test_the_arrow_keys_walk_along_the_chain_and_are_spoken(page, qtbot):
    view = page._view
    qtbot.keyClick(view, Key.Key_Right)
    assert reading(page) == "Glutamate"
    walked = []
    for _ in range(6):
        qtbot.keyClick(view, Key.Key_Right)
        walked.append(reading(page))
    assert walked == [
        "Glutamate activates NMDA receptors",
        "NMDA receptors",
        "NMDA receptors open calcium channels",
        "calcium channels",
        "calcium channels may lower protein growth",
        "protein growth",
    ]
    qtbot.keyClick(view, Key.Key_Left)
    assert (
        view.accessibleDescription() == "calcium channels may lower protein growth, hedged, theory 1, no card"
    )
    qtbot.keyClick(view, Key.Key_Left)
    assert view.accessibleDescription().startswith("calcium channels, no card. Leads on: may lower protein")
    qtbot.keyClick(view, Key.Key_Home)
    qtbot.keyClick(view, Key.Key_Down)
    assert reading(page) == "Light"


def test_an_arrow_shows_its_sentence_and_its_cards_and_leads_to_them(page, qtbot, window, app, article_id):
    qtbot.keyClick(page._view, Key.Key_Right)
    qtbot.keyClick(page._view, Key.Key_Right)
    details = page._details
    assert details._claim.text() == "Glutamate activates NMDA receptors"
    assert details._sentence.toPlainText() == "“Glutamate activates NMDA receptors.”"
    assert details._cards.count() == 1
    qtbot.keyClick(page._view, Key.Key_Return)
    assert details._cards.hasFocus()
    qtbot.keyClick(details._cards, Key.Key_Return)
    assert window._pages.currentWidget() is window.drafts
    assert window.drafts._drafts.current().question == "What does Glutamate 0 do?"


def test_coming_back_finds_the_drafts_as_they_were_left(page, qtbot, window, article_id):
    window._show_drafts(article_id)
    window.drafts._list.choose(2)
    window._show_map(article_id)
    window.map._ask_back()
    assert window._pages.currentWidget() is window.drafts
    assert window.drafts._list.currentIndex().row() == 2


def test_colours_follow_what_is_known(page, qtbot, app, article_id, window, clock):
    def standing():
        return {each.reading: each.mastery.value for each in page._view._items if isinstance(each, Arrow)}

    first, second, third, _fourth = app.drafts.of_article(article_id)
    changes = app.drafts.accept([first.id, second.id, third.id], "D")
    for _ in range(3):
        app.study.answer(app.study.next("D").card.id, Rating.EASY)
    clock.advance(days=300)
    app.study.answer(app.decks.note_with_cards(_note(app, second))[2][0].id, Rating.AGAIN)
    app.study.answer(app.decks.note_with_cards(_note(app, third))[2][0].id, Rating.EASY)
    window.bus.announce(changes)
    qtbot.waitUntil(lambda: standing()["Glutamate activates NMDA receptors"] != "no card")
    assert list(standing().values()) == ["slipping", "slipping", "known", "no card"]


def _note(app, draft):
    return next(each.note_id for each in app.drafts.of_article(draft.article_id) if each.id == draft.id)


def test_new_and_learning_cards_differ(app, article_id):
    first, second, *_rest = app.drafts.of_article(article_id)
    app.drafts.accept([first.id, second.id], "D")
    app.study.answer(app.study.next("D").card.id, Rating.GOOD)
    assert [each.mastery for each in app.maps.known(article_id)] == [Mastery.LEARNING, Mastery.NEW]


def test_a_chain_becomes_a_card_for_the_missing_step(page, qtbot, app, article_id, window):
    for _ in range(4):
        qtbot.keyClick(page._view, Key.Key_Right)
    assert page._asking.isEnabled()
    qtbot.keyClick(page._view, Key.Key_M)
    (made,) = [each for each in app.drafts.of_article(article_id) if each.fact == -1]
    assert made.question == (
        "Glutamate —activates→ {{c1::NMDA receptors}} —open→ {{c2::calcium channels}} "
        "—may lower→ {{c3::protein growth}}"
    )
    assert made.state is DraftState.WAITING
    window.undo()
    assert all(each.fact != -1 for each in app.drafts.of_article(article_id))


def test_what_a_thing_leads_to_is_asked_from_its_box_and_hidden_at_once(page, qtbot, app, article_id, window):
    qtbot.keyClick(page._view, Key.Key_Right)
    assert reading(page) == "Glutamate"
    qtbot.keyClick(page._view, Key.Key_L)
    (made,) = [each for each in app.drafts.of_article(article_id) if each.fact == -1]
    assert made.question == "What does Glutamate lead to?\nGlutamate —activates→ {{c1::NMDA receptors}}"
    assert (made.type, made.answer, made.role) == (CardType.CLOZE, "NMDA receptors", FactKind.MECHANISM)
    qtbot.keyClick(page._view, Key.Key_L)
    assert "already" in window._toast._text.text()
    assert len([each for each in app.drafts.of_article(article_id) if each.fact == -1]) == 1


def test_the_steps_in_order_are_asked_of_three_or_more(page, qtbot, app, article_id, window):
    qtbot.keyClick(page._view, Key.Key_Right)
    qtbot.keyClick(page._view, Key.Key_O)
    (made,) = [each for each in app.drafts.of_article(article_id) if each.fact == -1]
    assert made.type is CardType.SEQUENCE
    assert made.question == "How may Glutamate lower protein growth, step by step?"
    assert made.answer.count("→") == 2
    light = next(each for each in page._view._items if getattr(each, "label", "") == "Light")
    page._view.choose(light)
    qtbot.keyClick(page._view, Key.Key_O)
    assert "fewer than three steps" in window._toast._text.text()


def test_the_menu_offers_nothing_before_something_is_chosen(page, qtbot):
    assert not page._asking.isEnabled()
    for key in (Key.Key_L, Key.Key_O, Key.Key_M):
        qtbot.keyClick(page._view, key)
    qtbot.keyClick(page._view, Key.Key_Right)
    assert page._asking.isEnabled()
    assert len(page._asking.menu().actions()) == 3


def test_the_map_is_written_as_drawing_and_as_picture(page, qtbot, tmp_path, window):
    drawing, picture = tmp_path / "map.svg", tmp_path / "map.png"
    page.export(drawing)
    page.export(picture)
    renderer = QSvgRenderer(str(drawing))
    assert renderer.isValid()
    assert "NMDA receptors" in drawing.read_text(encoding="utf-8")
    image = QImage(str(picture))
    assert image.size() == renderer.defaultSize() * 2
    colors = {image.pixel(x, image.height() // 4) for x in range(image.width())}
    assert len(colors) > 2, "something is drawn"
    page.export(tmp_path / "absent" / "map.svg")
    assert window._toast.isVisible()


def test_zoom_and_fit(page, qtbot):
    view = page._view
    view.resize(QSize(600, 400))
    qtbot.keyClick(view, Key.Key_Plus)
    larger = view.transform().m11()
    qtbot.keyClick(view, Key.Key_Minus)
    assert view.transform().m11() < larger
    qtbot.keyClick(view, Key.Key_0)
    shown = view.mapToScene(view.viewport().rect()).boundingRect()
    assert shown.adjusted(-2, -2, 2, 2).contains(view.scene().itemsBoundingRect())


def test_an_article_without_effects_says_so(window, app, qtbot, analysed):
    article_id, _changes = app.articles.add(analysed(0, "nothing"))
    window._show_map(article_id)
    qtbot.waitUntil(lambda: window.map._loaded is not None)
    assert window.map._stack.currentIndex() == 1
    assert not window.map._export.isEnabled()


def test_a_chain_on_a_card_is_a_picture_with_an_empty_box(page, qtbot, app, article_id, window):
    qtbot.keyClick(page._view, Key.Key_Right)
    qtbot.keyClick(page._view, Key.Key_Right)
    qtbot.keyClick(page._view, Key.Key_M)
    (made,) = [each for each in app.drafts.of_article(article_id) if each.fact == -1]
    app.drafts.accept([made.id], "D")
    window.start_study("")
    card = window.study._card
    lines = [line for line in card.text().split("\n") if line.strip()]
    assert lines[1:6] == ["Glutamate", "↓ activates", "[...]", "↓ open", "calcium channels"]
    assert card._browser.document().rootFrame().childFrames(), "the boxes are cells of a table"


def test_effects_of_one_thing_and_steps_in_order_are_drawn_too():
    fan = (
        '<div class="question">What?<br>A —blocks→ <span class="cloze">[...]</span><br>A —may raise→ C</div>'
    )
    drawn = pictured(fan, "#000")
    assert drawn.count("<table") == 1
    assert drawn.count(">A<") == 1
    assert "↳ blocks" in drawn
    assert "—" not in drawn
    assert pictured('<div class="answer">a → b → c</div>', "#000").count("border") == 3
    assert (
        pictured('<div class="question">a → b → c</div>', "#000") == '<div class="question">a → b → c</div>'
    )
    assert pictured('<div class="answer">a → b</div>', "#000") == '<div class="answer">a → b</div>'


def test_a_side_without_a_chain_is_left_alone():
    for html in (
        '<div class="question">A — b → c</div>',
        "<div>A —b→ c</div>",
        '<div class="question">x</div>',
    ):
        assert pictured(html, "#000") == html
    many = " —raises→ ".join("abcdefghij")
    assert pictured(f'<div class="question">{many}</div>', "#000").count("<td") == 0
