"""The browser in the window: what is searched, sorted, chosen, changed and taken back."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMenu

from flashcards.core.browsing import BrowserColumn, Show
from flashcards.core.changes import Changes
from flashcards.core.note_types import REVERSED
from flashcards.core.reviews import Rating
from flashcards.gui.dialogs.deck_choice import DeckDialog
from flashcards.gui.dialogs.replace import ReplaceDialog
from flashcards.gui.dialogs.text_entry import LineDialog
from flashcards.gui.dialogs.turning import TurnDialog
from flashcards.gui.main_window import MainWindow
from flashcards.gui.models.browser import BrowserModel
from flashcards.gui.preferences import Preferences
from flashcards.gui.widgets import browser_acts, browser_search
from flashcards.gui.widgets.browser_columns import browser_fields
from flashcards.services import browsing, history
from flashcards.store import stopping


@pytest.fixture
def cards(stocked):
    """Twelve cards in two decks."""
    return [*stocked(6, "Biology"), *stocked(6, "Chemistry")]


@pytest.fixture
def browse(window, cards, qtbot):
    """The browser's page with twelve cards."""
    window.go(window.browse)
    qtbot.waitUntil(lambda: window.browse.sidebar.places.rowCount() > 1)
    assert window.browse.model.rowCount() == 12
    return window.browse


def shown(browse, column=BrowserColumn.QUESTION):
    """The texts of a column from top to bottom."""
    section = next(at for at, each in enumerate(browse.model.fields) if each.column is column)
    return [browse.model.index(row, section).data() for row in range(browse.model.rowCount())]


def close(window):
    """Close a window; the library outlives it here."""
    window.browse.stop()
    window._app = None
    window.close()


def choose(browse, *rows):
    browse.table.choose([browse.model.ids[row] for row in rows], browse.model.ids[rows[0]])


def menu_of(browse):
    menu = QMenu(browse)
    browse.acts.fill(menu)
    return {action.text(): action for action in menu.actions() if action.text()}


def section(browse, column):
    return next(at for at, each in enumerate(browse.model.fields) if each.column is column)


def dialog(browse, kind):
    return next(each for each in browse.findChildren(kind) if each.isVisible())


def test_the_model_keeps_qts_rules_and_reads_only_what_is_seen(app, cards):
    asked = []

    def read(ids):
        asked.extend(ids)
        return app.browsing.rows(ids, Show.CARDS)

    model = BrowserModel(browser_fields(app.calendar), read)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_ids([*cards[:2]])
    assert model.extend(cards)
    assert not model.extend(cards[3:])
    asked.clear()
    model.show_ids(cards * 100)
    assert model.rowCount() == 1200
    assert model.index(700, 0).data().endswith("?") or "[...]" in model.index(700, 0).data()
    assert len(asked) == 64
    assert model.index(701, 0).data(Qt.ItemDataRole.AccessibleTextRole).startswith("Question ")
    assert len(asked) == 64
    assert model.row(1200) is None


def test_typing_searches_and_a_complaint_waits_for_a_pause(browse, qtbot):
    qtbot.keyClicks(browse.line, "drug2")
    qtbot.waitUntil(lambda: browse.model.rowCount() == 6)
    assert all("drug2" in each for each in shown(browse))
    assert browse.count.text() == "6 cards"
    browse.line.put("colour:red")
    assert browse.error.isHidden()
    assert browse.model.rowCount() == 6, "what was found last stays"
    qtbot.waitUntil(browse.error.isVisible)
    assert "knows no “colour:”" in browse.error.text()
    browse.line.put("nothing like this")
    assert browse.error.isHidden()
    assert browse.count.text() == "Nothing fits this search."


def test_the_rest_of_a_long_table_follows_and_overtaken_searches_are_dropped(browse, qtbot, monkeypatch):
    monkeypatch.setattr(browser_search, "FIRST", 5)
    browse.line.put("protein")
    assert browse.model.rowCount() == 5
    assert browse.count.text() == "5 cards and more …"
    qtbot.waitUntil(lambda: browse.model.rowCount() == 12)
    assert browse.count.text() == "12 cards"
    browse.line.put("protein or brain")
    number = browse.search._number
    browse.line.put("drug1")
    browse.search._complete(number, [1])
    qtbot.waitUntil(lambda: browse.model.rowCount() == 6)


@pytest.fixture
def slow(monkeypatch):
    """A library so large that no first row is found in time."""
    monkeypatch.setattr(stopping, "_OPERATIONS", 1)
    monkeypatch.setattr(browsing, "_PATIENCE", -1)


def test_what_takes_long_to_find_comes_from_the_background(browse, qtbot, slow):
    browse.line.put("drug1")
    assert browse.model.rowCount() == 0
    assert browse.count.text() == "Searching …"
    qtbot.waitUntil(lambda: browse.model.rowCount() == 6)
    assert browse.count.text() == "6 cards"
    assert len(browse.table.chosen_ids()) == 1
    browse.line.put("nothing like this")
    qtbot.waitUntil(lambda: browse.count.text() == "Nothing fits this search.")
    assert browse.model.rowCount() == 0


def test_what_takes_long_to_find_again_stays_meanwhile(browse, app, window, cards, qtbot, slow):
    browse.line.put("drug1")
    qtbot.waitUntil(lambda: browse.model.rowCount() == 6)
    window.bus.announce(app.cards.flag([cards[9]], 3))
    assert browse.model.rowCount() == 6
    window.bus.announce(app.notes.remove(app.browsing.notes_of(browse.table.chosen_ids(), Show.CARDS)))
    qtbot.waitUntil(lambda: browse.model.rowCount() == 5)
    assert browse.count.text() == "5 cards"


def test_a_long_table_keeps_its_place_when_something_changes(browse, app, window, cards, qtbot, monkeypatch):
    monkeypatch.setattr(browser_search, "FIRST", 5)
    browse.line.put("")
    qtbot.waitUntil(lambda: browse.model.rowCount() == 12)
    choose(browse, 9, 10)
    qtbot.waitUntil(lambda: not browse.search._rest.isActive())
    window.bus.announce(app.cards.flag([cards[9]], 3))
    assert browse.model.rowCount() == 12
    assert shown(browse, BrowserColumn.FLAG)[9] == "⚑ 3 green"
    assert browse.table.chosen_ids() == cards[9:11]
    window.bus.announce(app.notes.remove(app.browsing.notes_of(cards[:1], Show.CARDS)))
    qtbot.waitUntil(lambda: browse.model.rowCount() == 11)
    assert browse.table.chosen_ids() == cards[9:11]


def test_a_click_on_a_heading_sorts_and_the_third_goes_back(browse, qtbot, app, cards):
    app.cards.set_due(cards[3:4], 1)
    app.cards.set_due(cards[7:8], 5)
    header = browse.table.horizontalHeader()
    due = section(browse, BrowserColumn.DUE)
    place = header.sectionViewportPosition(due) + 20

    def click():
        qtbot.mouseClick(
            header.viewport(), Qt.MouseButton.LeftButton, pos=header.rect().center().__class__(place, 10)
        )

    click()
    assert list(browse.model.ids[:2]) == [cards[3], cards[7]]
    click()
    assert list(browse.model.ids[:2]) == [cards[7], cards[3]]
    click()
    assert list(browse.model.ids) == cards


def test_columns_order_and_widths_are_remembered(qtbot, theme, app, cards, tmp_path):
    path = tmp_path / "window.json"
    for first in (True, False):
        window = MainWindow(theme, Preferences(path))
        qtbot.addWidget(window)
        window.show()
        window.show_app(app)
        window.go(window.browse)
        header = window.browse.table.horizontalHeader()
        lapses, deck = (section(window.browse, each) for each in (BrowserColumn.LAPSES, BrowserColumn.DECK))
        if first:
            assert header.isSectionHidden(lapses)
            menu = QMenu()
            window.browse.table.column_menu(menu)
            next(each for each in menu.actions() if each.text() == "Lapses").trigger()
            header.setSortIndicator(deck, Qt.SortOrder.DescendingOrder)
            header.moveSection(header.visualIndex(deck), 0)
            qtbot.waitUntil(path.exists)
        else:
            assert not header.isSectionHidden(lapses)
            assert header.visualIndex(deck) == 0
            assert shown(window.browse, BrowserColumn.DECK) == ["Chemistry"] * 6 + ["Biology"] * 6
        close(window)


@pytest.mark.parametrize("text", ["{", "[]", '{"browser": 3}', '{"browser": "1,2 x!y", "scheme": "dark"}'])
def test_preferences_that_make_no_sense_are_no_reason_to_stop(qtbot, theme, app, cards, tmp_path, text):
    path = tmp_path / "window.json"
    path.write_text(text, "utf-8")
    window = MainWindow(theme, Preferences(path))
    qtbot.addWidget(window)
    window.show()
    window.show_app(app)
    window.go(window.browse)
    assert window.browse.model.rowCount() == 12
    assert not window.browse.table.horizontalHeader().isSectionHidden(0)
    close(window)


def test_keys_act_on_what_is_chosen_and_undo_takes_it_back(browse, app, window, cards, qtbot, dump):
    before = dump(app)
    choose(browse, 1, 2, 3)
    qtbot.keyClick(browse.table, "@")
    assert sorted(card.id for card in app.search.cards("is:suspended")) == cards[1:4]
    assert "Suspended 3 cards" in window._toast._text.text()
    assert shown(browse, BrowserColumn.STATE)[2] == "New, suspended"
    assert browse.table.chosen_ids() == cards[1:4]
    qtbot.keyClick(browse.table, "@")
    assert app.search.cards("is:suspended") == []
    for key, query in (("b", "is:buried"), ("f", "flag:1")):
        qtbot.keyClick(browse.table, key)
        assert len(app.search.cards(query)) == 3
    qtbot.keyClick(browse.table, Qt.Key.Key_Delete)
    assert browse.model.rowCount() == 9
    while app.history.undo_label != "Accept 6 cards" and app.history.undo_label:
        window.undo()
    assert dump(app) == before
    assert browse.model.rowCount() == 12


def test_notes_ask_in_another_way_and_say_which_do_not(browse, app, window, cards, qtbot, dump):
    before = dump(app)
    choose(browse, 1, 2, 3)
    with qtbot.waitSignal(browse.acts.done):
        menu_of(browse)["Ask in another way"].menu().actions()[1].trigger()
    notes = {note.id for note in app.decks.notes() if note.note_type_id == REVERSED.id}
    assert len(notes) == 2
    assert browse.model.rowCount() == 14, "a card for each way"
    told = window._toast._text.text()
    assert told.startswith("2 notes ask in the new way. 1 note stayed: a card with gaps")
    choose(browse, 0)
    with qtbot.waitSignal(browse.acts.failed):
        browse.acts.retype("basic")
    assert "Nothing was changed: it asks in that way already" in window._toast._text.text()
    window.undo()
    assert dump(app) == before


def test_many_rows_are_changed_in_the_background(browse, app, qtbot, monkeypatch):
    monkeypatch.setattr(browser_acts, "_AT_ONCE", 3)
    browse.table.selectAll()
    assert browse.count.text() == "12 cards · 12 chosen"
    browse.acts.flag(4)
    assert browse.acts.job.isVisible()
    assert not menu_of(browse)["Delete"].isEnabled(), "one change at a time"
    qtbot.waitUntil(lambda: len(app.search.cards("flag:4")) == 12)
    qtbot.waitUntil(browse.acts.job.isHidden)
    assert browse.table.chosen_count() == 12


def test_a_long_change_is_taken_back_in_the_background(browse, app, window, qtbot, monkeypatch, dump):
    monkeypatch.setattr(history, "_MANY", 5)
    before = dump(app)
    browse.table.selectAll()
    browse.acts.flag(4)
    window.undo()
    (dialog,) = window.findChildren(TurnDialog)
    assert dialog.isVisible()
    assert dialog.isModal(), "nothing is pressed while the library is busy"
    assert dialog.windowTitle() == "Undoing: flag 12 cards"
    with qtbot.waitSignal(dialog.finished):
        pass
    assert dump(app) == before
    assert "Undone: flag 12 cards" in window._toast._text.text()
    window.redo()
    qtbot.waitUntil(lambda: len(app.search.cards("flag:4")) == 12)
    qtbot.waitUntil(lambda: not window.findChildren(TurnDialog))


def test_taking_back_can_be_stopped_and_then_nothing_has_changed(
    browse, app, window, qtbot, monkeypatch, dump
):
    monkeypatch.setattr(history, "_MANY", 5)
    browse.table.selectAll()
    browse.acts.flag(4)
    flagged = dump(app)
    hold = threading.Event()
    window.tasks.run(lambda _report: hold.wait(20), then=lambda _done: None, failed=lambda _error: None)
    window.undo()
    (dialog,) = window.findChildren(TurnDialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible(), "the window is free only when the work has stopped"
    with qtbot.waitSignal(dialog.finished):
        hold.set()
    assert dump(app) == flagged
    assert app.history.undo_label == "Flag 12 cards"


def test_while_the_library_is_busy_the_table_does_not_wait(browse, app, cards, qtbot):
    """A long change holds the library; rows that are not read yet are empty until it is done."""
    browse.model._parts.clear()
    hold, held = threading.Event(), threading.Event()

    def work():
        with app.library.writing("Long", Changes.NOTHING):
            held.set()
            hold.wait(20)

    thread = threading.Thread(target=work)
    thread.start()
    held.wait(20)
    assert browse.model.index(0, 0).data() == ""
    hold.set()
    thread.join()
    qtbot.waitUntil(lambda: browse.model.index(0, 0).data() != "")


def test_notes_and_cards(browse, app, qtbot):
    note = next(each for each in app.decks.notes() if "{{c1" in each.fields[0])
    browse._bus.announce(app.decks.edit_note(note.id, ("{{c1::A}} raises {{c2::B}}.", *note.fields[1:])))
    assert browse.model.rowCount() == 13
    both = app.browsing.cards_of([note.id], Show.NOTES)
    browse.table.choose(both, both[0])
    browse._chips[Show.NOTES].click()
    assert browse.model.rowCount() == 12
    assert browse.count.text() == "12 notes"
    assert browse.table.chosen_ids() == [note.id]
    browse.acts.suspend()
    assert {card.id for card in app.search.cards("is:suspended")} == set(both)


def test_the_card_is_edited_in_place_and_its_older_words_come_back(browse, app, cards, qtbot):
    choose(browse, 0)
    qtbot.waitUntil(lambda: "step 0 of drug1" in browse.details.card.text())
    qtbot.keyClick(browse.table, Qt.Key.Key_E)
    assert browse.details.editor.isVisible()
    browse.details.editor.question.setPlainText("What now?")
    qtbot.keyClick(browse.details.editor.question, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert shown(browse)[0] == "What now?"
    assert browse.details.editor.isHidden()
    browse.details._chips[2].click()
    (edit,) = browse.details.older.edits._rows
    assert "step 0 of drug1" in edit.fields[0]
    browse.details.older._back.click()
    assert "step 0 of drug1" in shown(browse)[0]
    qtbot.waitUntil(lambda: browse.details.older.edits.rowCount() == 2)


def test_a_card_without_a_question_is_not_saved(browse, window, qtbot):
    choose(browse, 0)
    qtbot.keyClick(browse.table, Qt.Key.Key_E)
    browse.details.editor.question.setPlainText(" ")
    browse.details.editor._save()
    assert "needs a question" in window._toast._text.text()
    assert browse.details.editor.isVisible()
    browse.details.editor.leave()


def test_history_shows_every_answer(browse, app, cards, clock, qtbot):
    for rating in (Rating.EASY, Rating.AGAIN):
        app.study.answer(cards[0], rating)
        clock.advance(days=9)
    app.study.cram(cards[0], Rating.HARD)
    browse._bus.announce(Changes.REVIEWS)
    choose(browse, 0)
    browse.details._chips[1].click()
    qtbot.waitUntil(lambda: browse.details.past.answers.rowCount() == 3)
    answers = browse.details.past.answers
    assert [answers.index(row, 0).data() for row in range(3)] == ["2 Hard (cram)", "1 Again", "4 Easy"]
    spoken = browse.details.past._curve.accessibleDescription()
    assert spoken.startswith("3 answers, 1 of them Again, recall now ")
    assert browse.details.past._curve.grab().toImage().allGray() is False


def test_the_sidebar_looks_where_it_is_clicked(browse, app, window, qtbot):
    places = browse.sidebar.places
    browse.sidebar.follow(places.where("deck:Chemistry"))
    assert (browse.line.text(), browse.model.rowCount()) == ("deck:Chemistry", 6)
    browse.sidebar.asked.emit("role:risk", True)
    assert browse.line.text() == "deck:Chemistry role:risk"
    browse._save()
    asked = dialog(browse, LineDialog)
    asked.line.setText("Risks")
    asked.accept()
    assert app.browsing.places().saved == (("Risks", "deck:Chemistry role:risk"),)
    qtbot.waitUntil(lambda: places.where("deck:Chemistry role:risk").isValid())
    browse.line.put("")
    browse.sidebar.follow(places.where("deck:Chemistry role:risk"))
    assert browse.line.text() == "deck:Chemistry role:risk"
    assert browse.sidebar.currentIndex().data() == "Risks"
    qtbot.keyClick(browse.sidebar, Qt.Key.Key_Delete)
    assert app.browsing.places().saved == ()
    window.undo()
    assert len(app.browsing.places().saved) == 1


def test_the_line_offers_how_to_go_on(browse, qtbot):
    qtbot.keyClicks(browse.line, "-deck:che")
    popup = browse.line._completer.popup()
    qtbot.waitUntil(popup.isVisible)
    assert browse.line._model.stringList() == ["-deck:Chemistry"]
    browse.line._take("-deck:Chemistry")
    popup.hide()
    assert browse.line.text() == "-deck:Chemistry "
    assert browse.model.rowCount() == 6


def test_find_and_replace_shows_every_change_first(browse, app, window, qtbot, dump):
    choose(browse, 0, 1)
    browse._ask_replacement()
    asked = dialog(browse, ReplaceDialog)
    assert not asked._ok.isEnabled()
    before = dump(app)
    asked.sought.setText("protein")
    asked.into.setText("enzyme")
    qtbot.waitUntil(asked._ok.isEnabled)
    assert asked.said.text() == "2 notes would change."
    assert dump(app) == before
    asked.regex.setChecked(True)
    asked.sought.setText("(")
    qtbot.waitUntil(lambda: "cannot be used" in asked.said.text())
    assert not asked._ok.isEnabled()
    asked.sought.setText("protein (\\d)")
    asked.into.setText("enzyme \\1")
    qtbot.waitUntil(asked._ok.isEnabled)
    asked.accept()
    qtbot.waitUntil(lambda: "Replaced in 2 notes" in window._toast._text.text())
    assert len(app.search.cards("enzyme")) == 2
    window.undo()
    assert dump(app) == before


def test_move_tags_and_due_dates_by_dialogs(browse, app, window, qtbot):
    choose(browse, 0, 1)
    menu_of(browse)["Move to a deck…"].trigger()
    asked = dialog(browse, DeckDialog)
    asked.deck.setEditText("Exam::May")
    asked.accept()
    assert shown(browse, BrowserColumn.DECK)[:3] == ["Exam::May", "Exam::May", "Biology"]
    menu_of(browse)["Add tags…"].trigger()
    asked = dialog(browse, LineDialog)
    asked.line.setText("hard exam")
    asked.accept()
    assert len(app.search.notes("tag:hard tag:exam")) == 2
    for text, words in (("3-", "Type a number of days"), ("9-2", "smaller number first")):
        browse.acts.set_due(text)
        assert words in window._toast._text.text()
    browse.acts.set_due("3")
    assert len(app.search.cards("prop:due=3")) == 2


def test_duplicates_are_shown_together_and_a_search_leads_back(browse, app, qtbot):
    notes = app.browsing.notes_of(list(browse.model.ids), Show.CARDS)
    same = app.decks.note_with_cards(notes[0])[0].fields[0]
    fields = app.decks.note_with_cards(notes[6])[0].fields
    app.decks.edit_note(notes[6], (same, *fields[1:]))
    browse.sidebar.duplicates_asked.emit(0)
    qtbot.waitUntil(lambda: browse.model.rowCount() == 2)
    assert list(browse.model.ids) == [notes[0], notes[6]]
    assert "2 notes with the same question" in browse.count.text()
    browse.sidebar.duplicates_asked.emit(1)
    qtbot.waitUntil(lambda: "the same answer" in browse.count.text())
    answers = {app.decks.note_with_cards(each)[0].fields[1] for each in browse.model.ids}
    assert len(answers) < browse.model.rowCount()
    browse.sidebar.duplicates_asked.emit(0)
    qtbot.waitUntil(lambda: list(browse.model.ids) == [notes[0], notes[6]])
    choose(browse, 1)
    browse.acts.remove()
    assert list(browse.model.ids) == [notes[0]]
    browse.line.put("")
    assert browse.model.rowCount() == 11


def test_a_set_is_crammed_from_the_browser(browse, app, window, cards, qtbot):
    choose(browse, 2, 3)
    browse.acts.cram()
    assert window._pages.currentWidget() is window.study
    session = app.sessions.current()
    assert (session.plan.cram, session.chosen) == (True, tuple(cards[2:4]))


def test_ctrl_k_leads_to_the_search_from_anywhere(window, cards, qtbot):
    window.go(window.decks)
    window._find()
    assert window._pages.currentWidget() is window.browse
    assert (
        QApplication.focusWidget() is window.browse.line
        or window.browse.line.hasFocus()
        or not window.isActiveWindow()
    )
    assert window._navigation.currentRow() == 3


def test_letters_do_not_walk_through_the_table(browse, qtbot):
    choose(browse, 0)
    qtbot.keyClicks(browse.table, "wxyz")
    assert browse.table.currentIndex().row() == 0


def test_the_tree_of_places_keeps_qts_rules(browse, app):
    QAbstractItemModelTester(browse.sidebar.places, QAbstractItemModelTester.FailureReportingMode.Fatal)
    app.decks.create("Biology::Cells::Walls")
    browse.sidebar.show_places(app.browsing.places())
    walls = browse.sidebar.places.where("deck:Biology::Cells::Walls")
    assert (walls.data(), walls.parent().data(), walls.parent().parent().data()) == (
        "Walls",
        "Cells",
        "Biology",
    )
    decks = walls.parent().parent().parent()
    browse.sidebar.follow(decks)
    assert not browse.sidebar.isExpanded(decks)
    app.decks.create("Another")
    browse.sidebar.show_places(app.browsing.places())
    another = browse.sidebar.places.where("deck:Another")
    assert not browse.sidebar.isExpanded(another.parent()), "what was folded stays folded"
