"""The main job in the window: an article is read, judged, studied and taken back."""

import gc
import weakref
from datetime import timedelta

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDropEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextBrowser,
    QWidget,
)
from shiboken6 import isValid

from flashcards.core.articles import Chapter
from flashcards.core.drafts import DraftState
from flashcards.core.exams import Exam
from flashcards.core.reviews import CardState
from flashcards.gui.dialogs.chapters import ChaptersDialog
from flashcards.gui.dialogs.exam import ExamDialog
from flashcards.gui.dialogs.export import ExportDialog
from flashcards.gui.dialogs.text_entry import AddressDialog, LineDialog, PasteDialog
from flashcards.gui.theme import Scheme, colors
from flashcards.paths import bundled

INTERACTIVE = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QTextBrowser)


@pytest.fixture
def judged(window, app, analysed):
    """The drafts page on a stored article of three drafts."""
    article_id, changes = app.articles.add(analysed(3))
    window.bus.announce(changes)
    window._show_drafts(article_id)
    return article_id


def states(app, article_id):
    return {draft.state for draft in app.drafts.of_article(article_id)}


def test_the_first_start_says_what_to_do(window):
    assert window.today._stack.currentWidget() is window.today._welcome


def test_a_decides_r_rejects_and_the_selection_moves_on(window, app, qtbot, judged):
    first = window.drafts._drafts.current()
    qtbot.keyClick(window.drafts._list, Qt.Key.Key_A)
    second = window.drafts._drafts.current()
    assert second.id != first.id
    qtbot.keyClick(window.drafts._list, Qt.Key.Key_R)
    by_id = {draft.id: draft.state for draft in app.drafts.of_article(judged)}
    assert by_id[first.id] is DraftState.ACCEPTED
    assert by_id[second.id] is DraftState.REJECTED
    assert window.drafts._drafts.current().state is DraftState.WAITING


def test_evidence_of_the_chosen_draft_is_marked(window, app, judged):
    draft = window.drafts._drafts.current()
    article = app.articles.get(judged)
    (selection,) = window.drafts._view.extraSelections()
    assert selection.cursor.selectedText() == article.quote(draft.evidence)


def test_undo_in_the_toast_takes_the_acceptance_back(window, app, qtbot, judged):
    qtbot.keyClick(window.drafts._list, Qt.Key.Key_A)
    assert states(app, judged) == {DraftState.WAITING, DraftState.ACCEPTED}
    window._toast._undo.click()
    assert states(app, judged) == {DraftState.WAITING}
    assert app.decks.all() == []


def test_study_by_keyboard_with_undo(window, app, qtbot, judged):
    window.drafts._accept_all()
    window.start_study("")
    study = window.study
    card = study._current.card.id
    assert study._card.text()
    qtbot.keyClick(study, Qt.Key.Key_3)
    assert app.study.log(card) == [], "a rating before the answer is shown does nothing"
    qtbot.keyClick(study, Qt.Key.Key_Space)
    assert "10 min" in study._desk.foot.ratings[3].text()
    qtbot.keyClick(study, Qt.Key.Key_3)
    assert len(app.study.log(card)) == 1
    assert app.study.show(card).card.memory.state is CardState.LEARNING
    assert study._current.card.id != card
    qtbot.keyClick(study, Qt.Key.Key_U)
    assert app.study.log(card) == []
    assert study._current.card.id == card


def test_the_session_ends_when_nothing_is_left(window, app, qtbot, judged):
    window.drafts._accept_all()
    window.start_study("")
    for _ in range(3):
        qtbot.keyClick(window.study, Qt.Key.Key_Space)
        qtbot.keyClick(window.study, Qt.Key.Key_4)
    assert window.study._current is None
    assert window.study._stack.currentWidget() is window.study._end
    qtbot.keyClick(window.study, Qt.Key.Key_Escape)
    assert window._pages.currentWidget() is window.today


@pytest.mark.model
def test_a_dropped_file_is_read_and_its_drafts_open(window, app, qtbot, tmp_path):
    file = tmp_path / "tides.md"
    file.write_text(
        "# How aspirin works\n\nAspirin is a type of painkiller. Aspirin blocks an enzyme called cyclooxygenase. "
        "By blocking cyclooxygenase, aspirin lowers the production of prostaglandins.\n\n"
        "Possible side effects of aspirin include:\n\n- stomach bleeding\n- ringing in the ears\n"
    )
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, none))
    qtbot.waitUntil(lambda: window._pages.currentWidget() is window.drafts, timeout=60_000)
    assert window.drafts._model.rowCount() > 0
    assert app.articles.all()[0].title == "How aspirin works"


def test_a_file_that_cannot_be_read_says_so_and_changes_nothing(window, app, qtbot, tmp_path):
    window.articles.read_files([tmp_path / "absent.txt"])
    qtbot.waitUntil(window._toast.isVisible)
    assert "absent.txt" in window._toast._text.text()
    assert app.articles.all() == []
    assert not window.articles._job.isVisible()


def test_the_example_deck_can_be_tried_and_taken_back(window, app):
    window.articles.add_example_deck()
    assert app.decks.all()[0].cards >= 20
    window.undo()
    assert app.decks.all() == []


def test_every_focusable_widget_has_an_accessible_name(window, app, qtbot, judged):
    window.drafts._accept_all()
    nameless = []
    window.articles.add_example_deck()
    app.exams.add(Exam("Biology", app.clock() + timedelta(days=9)))
    pages = (window.today, window.articles, window.drafts, window.decks, window.browse, window.progress)
    for page in pages:
        window.go(page)
        nameless += unnamed(window)
    window.go(window.exams)
    qtbot.waitUntil(lambda: window.exams.details._outlook is not None)
    nameless += unnamed(window)
    for number in (1, 2):
        window.go(window.browse)
        window.browse.details._tab(number)
        nameless += unnamed(window)
    window._show_map(judged)
    qtbot.waitUntil(lambda: window.map._loaded is not None)
    nameless += unnamed(window)
    window.go(window.drafts)
    qtbot.keyClick(window.drafts._list, Qt.Key.Key_E)
    window.drafts._panel.find_bar.open()
    nameless += unnamed(window)
    window.drafts._drafts.editor.leave()
    window.start_study("")
    nameless += unnamed(window)
    qtbot.keyClick(window.study, Qt.Key.Key_T)
    nameless += unnamed(window)
    qtbot.keyClicks(window.study._desk.typed.line, "a guess")
    qtbot.keyClick(window.study._desk.typed.line, Qt.Key.Key_Return)
    nameless += unnamed(window)
    qtbot.keyClick(window.study, Qt.Key.Key_E)
    nameless += unnamed(window)
    window.study._desk.editor.leave()
    window._choose_session()
    nameless += unnamed(window)
    assert nameless == []


def unnamed(window: QWidget) -> list[str]:
    found = []
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, INTERACTIVE) or not widget.isVisible():
            continue
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        if isinstance(widget.parent(), QComboBox):
            continue  # the line of an editable box speaks with the box's name
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name):
            found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found


@pytest.mark.parametrize(
    "make",
    [
        lambda parent: PasteDialog(parent, None, lambda *_words: None),
        lambda parent: AddressDialog(parent, "https://example.org", lambda _text: None),
        lambda parent: ChaptersDialog(parent, "b", [Chapter(1, "One", 9)], lambda _numbers: None),
        lambda parent: LineDialog(parent, "t", "p", "x", lambda _text: None),
        lambda parent: ExamDialog(parent, parent._app, parent.tasks, None, lambda _exam, _name: None),
        lambda parent: ExportDialog(parent, "d", parent._app, parent.tasks, lambda _changes: None),
    ],
)
def test_dialogs_are_freed(window, qtbot, make):
    dialog = make(window)
    dialog.open()
    alive = weakref.ref(dialog)
    dialog.close()
    del dialog
    gc.collect()
    qtbot.waitUntil(lambda: alive() is None or not isValid(alive()))


def test_a_card_of_a_deck_is_edited_below_the_list_and_keeps_its_mark_up(window, app, qtbot, stocked):
    stocked(2)
    note = app.decks.notes()[0]
    app.decks.edit_note(note.id, ("What is <b>it</b>?", *note.fields[1:]))
    window.go(window.decks)
    decks = window.decks
    decks.refresh()
    decks._notes.selectRow(0)
    qtbot.keyClick(decks._notes, Qt.Key.Key_Return)
    editor = decks.editor
    assert editor.isVisible()
    editor.answer.setPlainText("This & that")
    qtbot.keyClick(editor.answer, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert app.decks.notes()[0].fields[:2] == ("What is <b>it</b>?", "This &amp; that")
    assert decks._notes.current().id == note.id, "what was chosen stays chosen"
    qtbot.keyClick(decks._notes, Qt.Key.Key_Return)
    editor.question.clear()
    editor._save()
    assert "needs a question" in window._toast._text.text()
    assert editor.isVisible()


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_text_has_contrast_on_every_ground(scheme):
    named = colors(scheme.value)
    texts = ("text", "muted", "good", "hard", "wrong", "mechanism", "theory", "risk", "definition", "other")
    for ground in ("window", "base", "panel", "hover"):
        for text in texts:
            assert contrast(named[text], named[ground]) >= 4.5, (text, ground)
    assert contrast(named["accentText"], named["accent"]) >= 4.5
    assert contrast(named["text"], named["mark"]) >= 4.5
    assert contrast(named["accent"], named["base"]) >= 3


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_arrows_of_boxes_have_the_colour_of_the_theme(name):
    for way in ("up", "down"):
        drawn = (bundled("resources") / "styles" / f"{name}-{way}.svg").read_text(encoding="utf-8")
        assert f'stroke="{colors(name)["muted"]}"' in drawn


def contrast(first: str, second: str) -> float:
    """WCAG 2 contrast ratio of two colours."""

    def luminance(color: str) -> float:
        parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_list_of_pages_shows_where_one_is(window, judged):
    row = window._navigation.currentRow
    assert row() == 1, "drafts belong to articles"
    window.start_study("")
    assert row() == 0
    window._navigation.asked.emit(2)
    assert window._pages.currentWidget() is window.decks
    assert row() == 2
