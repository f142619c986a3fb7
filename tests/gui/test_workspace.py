"""The workspace by keyboard and mouse: judging, shaping, writing, finding, and what stays where it is."""

import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QPushButton

from flashcards.core.articles import Article, Block, BlockKind, Source, SourceKind, Span
from flashcards.core.drafts import CardType, DraftState
from flashcards.gui.widgets.article_text import ArticleText
from flashcards.gui.widgets.article_view import ArticleView


@pytest.fixture
def judged(window, app, analysed):
    """The drafts page on a stored article of nine drafts: three mechanisms, three theories, three risks."""
    article_id, changes = app.articles.add(analysed(9))
    window.bus.announce(changes)
    window._show_drafts(article_id)
    return article_id


@pytest.fixture
def page(window, judged):
    return window.drafts


def press(qtbot, page, *keys):
    for key in keys:
        modifier, plain = key if isinstance(key, tuple) else (Qt.KeyboardModifier.NoModifier, key)
        qtbot.keyClick(page._list, plain, modifier)


SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


def states(page):
    return "".join(draft.state.value[0] for draft in page._model.drafts())


def select(page, words):
    """Select words in the article as a mouse would."""
    cursor = page._view.document().find(words)
    assert not cursor.isNull()
    page._view.setTextCursor(cursor)


def test_sixty_drafts_are_judged_by_sixty_keys(window, app, qtbot, analysed):
    article_id, _changes = app.articles.add(analysed(60, "lithium"))
    window._show_drafts(article_id)
    page = window.drafts
    started = time.perf_counter()
    for number in range(60):
        press(qtbot, page, Key.Key_R if number % 4 == 3 else Key.Key_A)
    assert states(page).count("a") == 45
    assert states(page).count("r") == 15
    # A loose guard against a key that waits for something: the machine may be busy.
    assert time.perf_counter() - started < 30


def test_many_are_accepted_in_the_background_and_can_be_stopped(window, app, qtbot, analysed):
    article_id, _changes = app.articles.add(analysed(60, "lithium"))
    window._show_drafts(article_id)
    page = window.drafts
    page._accept_all()
    assert page._verdicts.job.isVisible()
    page._verdicts.job.cancel_asked.emit()
    qtbot.waitUntil(lambda: not page._verdicts.job.isVisible())
    if states(page) == "w" * 60:  # unless the cards were faster than the click
        assert "nothing was changed" in window._toast._text.text()
        page._accept_all()
    qtbot.waitUntil(lambda: states(page) == "a" * 60)
    window.undo()
    assert states(page) == "w" * 60


def test_drafts_stand_in_groups_with_their_counts(page, qtbot):
    groups = [page._model.index(row).data(page._model.GroupRole) for row in range(9)]
    assert [(at, each.role.value, each.all, each.waiting) for at, each in enumerate(groups) if each] == [
        (0, "mechanism", 3, 3),
        (3, "theory", 3, 3),
        (6, "risk", 3, 3),
    ]
    press(qtbot, page, Key.Key_A)
    assert page._model.index(0).data(page._model.GroupRole).accepted == 1


def test_one_key_accepts_all_of_a_role_and_another_lets_one_wait_again(page, qtbot):
    press(qtbot, page, Key.Key_J, Key.Key_J, Key.Key_J, (SHIFT, Key.Key_A))
    assert states(page) == "wwwaaawww"
    assert page._drafts.current().role.value == "risk"
    page._list.choose(4)
    press(qtbot, page, Key.Key_W)
    assert states(page) == "wwwawawww"


def test_several_are_chosen_with_shift_and_decided_together(page, qtbot, window):
    press(qtbot, page, (SHIFT, Key.Key_Down), (SHIFT, Key.Key_Down), Key.Key_R)
    assert states(page) == "rrrwwwwww"
    assert page._list.currentIndex().row() == 3
    window.undo()
    assert states(page) == "wwwwwwwww"


def test_a_letter_that_means_nothing_moves_nothing(page, qtbot):
    press(qtbot, page, Key.Key_Z, Key.Key_Q)
    assert page._list.currentIndex().row() == 0
    assert states(page) == "wwwwwwwww"


def test_editing_in_place_saves_by_keyboard_and_opens_no_dialog(page, qtbot, app, judged):
    press(qtbot, page, Key.Key_E)
    editor = page._drafts.editor
    assert editor.isVisible()
    assert not page._drafts._buttons.isVisible()
    editor.answer.setPlainText("another protein")
    qtbot.keyClick(editor.answer, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page._drafts.current().answer == "another protein"
    assert not editor.isVisible()
    assert page._list.hasFocus()


def test_escape_leaves_the_card_as_it_was(page, qtbot):
    before = page._drafts.current()
    press(qtbot, page, Key.Key_E)
    page._drafts.editor.answer.setPlainText("x")
    qtbot.keyClick(page._drafts.editor.answer, Key.Key_Escape)
    assert page._drafts.current() == before
    assert not page._drafts.editor.isVisible()


def test_a_side_that_is_missing_is_said_and_the_editor_stays(page, qtbot, window):
    press(qtbot, page, Key.Key_E)
    page._drafts.editor.answer.setPlainText("  ")
    page._drafts.editor._save()
    assert "needs a question and an answer" in window._toast._text.text()
    assert page._drafts.editor.isVisible()


def test_a_card_from_the_selection_has_a_gap_and_its_sentence(page, qtbot, app, judged):
    select(page, "protein 4")
    qtbot.keyClick(page._view, Key.Key_G)
    editor = page._drafts.editor
    assert editor.question.toPlainText() == "Step 4 of ketamine raises {{c1::protein 4}} in the brain."
    assert editor.words()[0] is CardType.CLOZE
    editor._save()
    (written,) = [draft for draft in app.drafts.of_article(judged) if draft.fact == -1]
    article = app.articles.get(judged)
    assert article.quote(written.evidence) == "Step 4 of ketamine raises protein 4 in the brain."
    assert written.state is DraftState.ACCEPTED
    assert page._drafts.current().id != written.id, "the list stays where it was"


def test_a_question_from_the_selection_takes_it_as_the_answer(page, qtbot):
    select(page, "protein 4")
    qtbot.keyClick(page._view, Key.Key_N)
    editor = page._drafts.editor
    assert (editor.question.toPlainText(), editor.answer.toPlainText()) == ("", "protein 4")
    editor._kind.setCurrentIndex(1)
    editor.question.setPlainText("raises protein 4 here")
    cursor = editor.question.textCursor()
    cursor.setPosition(7)
    cursor.setPosition(16, QTextCursor.MoveMode.KeepAnchor)
    editor.question.setTextCursor(cursor)
    qtbot.keyClick(editor.question, Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert editor.words() == (CardType.CLOZE, "raises {{c1::protein 4}} here", "protein 4")


def test_the_editor_shows_every_side_and_what_is_weak(page, qtbot):
    press(qtbot, page, Key.Key_E)
    editor = page._drafts.editor
    text = "{{c1::Bright light}} lowers lowers {{c2::melatonin}} in the brain at night."
    editor.open("t", (CardType.CLOZE, text, ""))
    assert editor._preview.toPlainText().count("Card") == 2
    assert "[...] lowers lowers melatonin" in editor._preview.toPlainText()
    assert editor._findings.count() == 1
    editor._findings.itemAt(0).widget().findChild(QPushButton).click()
    editor._advise()
    assert editor.question.toPlainText() == text.replace("lowers lowers", "lowers")
    assert editor._findings.count() == 0


def test_split_and_merge_by_key_keep_the_place(page, qtbot, app, judged):
    third = page._model.drafts()[6]
    text = "{{c1::Step 2}} of ketamine raises {{c2::protein 2}} in the brain."
    app.drafts.edit(third.id, text, "")
    page.refresh()
    page._list.choose(6)
    press(qtbot, page, Key.Key_S)
    assert len(page._model.drafts()) == 10
    assert page._list.currentIndex().row() == 6
    press(qtbot, page, Key.Key_M)
    assert len(page._model.drafts()) == 9
    assert page._drafts.current().question == text


def test_what_cannot_be_split_is_said(page, qtbot, window):
    press(qtbot, page, Key.Key_S)
    assert "nothing to split" in window._toast._text.text()


def test_clicking_a_sentence_shows_its_cards_one_after_the_other(page, qtbot, app, judged):
    article = app.articles.get(judged)
    page._app.shaping.write(judged, page._model.drafts()[4].evidence, (CardType.BASIC, "Why?", "So"), "D")
    page.refresh()
    offset = article.text.index("protein 4")
    click(qtbot, page, offset)
    first = page._drafts.current()
    assert first.evidence.start <= offset < first.evidence.end
    assert page._drafts._note.text() == "Card 1 of 2 of this sentence"
    click(qtbot, page, offset)
    assert page._drafts.current().id != first.id
    assert page._drafts.current().evidence == first.evidence
    assert page._list.hasFocus(), "the keys that judge work at once"


def test_a_sentence_without_a_card_is_marked_and_says_what_to_do(page, qtbot, app, judged):
    click(qtbot, page, app.articles.get(judged).text.index("How ketamine") + 3)
    (marked,) = page._view.extraSelections()
    assert marked.cursor.selectedText() == "How ketamine works"
    assert "No card" in page._drafts._note.text()


def click(qtbot, page, offset):
    view = page._view
    cursor = QTextCursor(view.document())
    cursor.setPosition(view._text.position_of(offset))
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.cursorRect(cursor).center() + QPoint(2, 0)
    )


def test_what_changes_elsewhere_scrolls_neither_side(page, qtbot, app, window):
    window.resize(900, 420)
    for bar in (page._view.verticalScrollBar(), page._list.verticalScrollBar()):
        bar.setValue(bar.maximum() // 2)
    before = (page._view.verticalScrollBar().value(), page._list.verticalScrollBar().value())
    assert min(before) > 0
    window.bus.announce(app.drafts.reject([page._model.drafts()[8].id]))
    window.undo()
    assert (page._view.verticalScrollBar().value(), page._list.verticalScrollBar().value()) == before


def test_a_row_grows_with_its_words_and_stays_when_it_is_only_judged(page, qtbot, app, window):
    rows = page._list

    def height():
        return rows.visualRect(rows.model().index(0)).height()

    before = height()
    qtbot.keyClick(rows, Key.Key_A)
    assert height() == before
    draft = page._model.drafts()[0]
    window.bus.announce(app.drafts.edit(draft.id, "What is it? " * 30, "It"))
    qtbot.waitUntil(lambda: height() > before + 20)


def test_the_strip_knows_what_is_covered_and_goes_there(page, qtbot, app, judged):
    strip = page._panel.strip
    assert [each.covered for each in strip._stretches] == [False] * 9
    press(qtbot, page, Key.Key_A)
    assert [each.covered for each in strip._stretches] == [True] + [False] * 8
    assert strip.accessibleDescription().startswith("1 of 9")
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip._area(7).center().toPoint())
    assert page._drafts.current().evidence == strip._stretches[strip._at].span
    strip.setFocus()
    qtbot.keyClick(strip, Key.Key_Up)
    assert strip.accessibleDescription().startswith(f"Sentence {strip._at + 1} of 9")


def test_find_goes_from_place_to_place_and_leaves_the_last_selected(page, qtbot):
    panel = page._panel
    qtbot.keyClick(page._list, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert panel.find_bar.isVisible()
    qtbot.keyClicks(panel.find_bar._line, "raises PROTEIN")
    assert panel.find_bar._count.text() == "1 of 9"
    qtbot.keyClick(panel.find_bar._line, Key.Key_Return, SHIFT)
    assert panel.find_bar._count.text() == "9 of 9"
    qtbot.keyClicks(panel.find_bar._line, "x")
    assert panel.find_bar._count.text() == "not found"
    qtbot.keyClick(panel.find_bar._line, Key.Key_Backspace)
    qtbot.keyClick(panel.find_bar._line, Key.Key_Escape)
    assert page._view.textCursor().selectedText() == "raises protein"


def test_zoom_changes_the_size_and_copy_takes_the_words(page, qtbot):
    def size():
        return page._view.document().lastBlock().charFormat().fontPointSize()

    before = size()
    qtbot.keyClick(page._list, Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert size() > before
    qtbot.keyClick(page._list, Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert size() == before
    qtbot.keyClick(page._list, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "What does step 0 of ketamine raise?\nprotein 0"


def test_accepted_cards_go_where_the_chooser_says(page, qtbot, app):
    page._where.name("Pharmacology::Antidepressants")
    page._where._tags.setText("week3")
    press(qtbot, page, Key.Key_A)
    assert app.decks.names() == ["Pharmacology::Antidepressants"]
    assert "week3" in app.decks.notes()[0].tags
    offered = [page._where._deck.itemText(row) for row in range(page._where._deck.count())]
    assert offered == ["Pharmacology", "Pharmacology::Antidepressants"]
    assert page._where.deck == "Pharmacology::Antidepressants"


def test_a_bad_deck_name_is_said_and_nothing_is_decided(page, qtbot, window):
    page._where.name("a::::b")
    press(qtbot, page, Key.Key_A)
    assert "part of the deck's name is empty" in window._toast._text.text()
    assert states(page) == "wwwwwwwww"


def test_a_short_article_after_a_long_one_leaves_no_place_behind(window, app, page, qtbot, analysed):
    long_id, _changes = app.articles.add(analysed(200, "lithium"))
    short_id, _changes = app.articles.add(analysed(1, "aspirin"))
    for article_id in (long_id, short_id, long_id):
        window._show_drafts(article_id)
        qtbot.wait(20)
        assert len(page._panel.strip._shares) == len(app.drafts.of_article(article_id))


def test_the_window_fits_a_small_screen(window, judged):
    # 1366 pixels across at scale 1.5.
    assert window.minimumSizeHint().width() <= 910


def test_the_chosen_draft_stays_in_view_when_the_editor_opens(window, page, qtbot):
    window.resize(1000, 560)
    page._list.choose(5)
    press(qtbot, page, Key.Key_E)
    qtbot.wait(20)
    shown = page._list.visualRect(page._list.currentIndex())
    assert page._list.viewport().rect().intersects(shown)
    assert shown.top() >= 0


# The article by itself.

TEXT = (
    "Menu\nAbout 🧠 us\nThe brain 🧠 sleeps. It dreams.\nالدماغ ينام ليلا.\n睡眠对大脑很重要。"
    + "它清除废物" * 30
)


def mixed_article():
    blocks, at = [], 0
    for number, line in enumerate(TEXT.split("\n")):
        blocks.append(Block(Span(at, at + len(line)), BlockKind.PARAGRAPH, junk="menu" if number < 2 else ""))
        at += len(line) + 1
    return Article("T", TEXT, tuple(blocks), Source(SourceKind.PASTE, "t"))


@pytest.fixture
def view(qtbot, theme):
    made = ArticleView(theme)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    made.show_article(mixed_article())
    return made


def test_offsets_and_positions_agree_in_any_script(view):
    for offset in range(TEXT.index("The"), len(TEXT)):
        if TEXT[offset] != "\n":
            assert view._text.offset_at(view._text.position_of(offset)) == offset
    dreams = Span(TEXT.index("It dreams"), TEXT.index("It dreams") + 10)
    view.mark(dreams)
    assert view.extraSelections()[0].cursor.selectedText() == "It dreams."


def test_junk_is_one_line_that_opens(view):
    assert "About" not in view.toPlainText()
    assert view.toPlainText().startswith("▸ Page junk left out: menu (2)")
    view.anchorClicked.emit("junk:0")
    assert "About 🧠 us" in view.toPlainText()
    view.anchorClicked.emit("junk:0")
    assert "About" not in view.toPlainText()


def test_marking_something_in_the_junk_opens_it(view):
    view.mark(Span(TEXT.index("About"), TEXT.index("About") + 5))
    assert view.extraSelections()[0].cursor.selectedText() == "About"


def test_arabic_runs_from_the_right_and_chinese_is_folded(view):
    document = view.document()
    arabic = document.find("الدماغ").block()
    assert arabic.textDirection() is Qt.LayoutDirection.RightToLeft
    chinese = document.find("睡眠").block()
    assert chinese.layout().lineCount() > 1
    assert document.idealWidth() <= view.viewport().width()


def test_lines_hold_about_seventy_characters(view, theme):
    view.resize(2000, 500)
    line = view.document().find("睡眠").block().layout().lineAt(0)
    assert line.width() <= view.fontMetrics().averageCharWidth() * 71
    view.resize(300, 500)
    assert view.document().idealWidth() <= view.viewport().width()


def test_text_outside_the_article_has_no_offset(view):
    assert ArticleText.offset_at(view._text, 3) is None
