"""The study screen, driven by its keys."""

import shutil
import tempfile
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from flashcards.core.cards import NoteField, NoteType, Template
from flashcards.core.changes import Changes
from flashcards.core.facts import FactKind
from flashcards.core.rendering import to_text
from flashcards.core.reviews import Rating
from flashcards.core.sessions import SessionOrder, SessionPlan
from flashcards.gui.widgets.study_words import key_rows
from flashcards.services.queue import Left
from flashcards.store import note_types, notes

Key = Qt.Key


@pytest.fixture
def study(window, app, stocked):
    """The study page on four new cards."""
    stocked(4)
    window.start_study("")
    return window.study


def press(page, keys):
    """Type keys: letters as they are, a space for Space."""
    for key in keys:
        QTest.keyClicks(page, key)


def question(page):
    return page._current.card.id


def said(window):
    return window._toast._text.text()


def note_of(app, page):
    return app.decks.note_with_cards(page._current.note.id)[0]


def counts(page):
    """What is said to be left, once the event loop had its turn."""
    QCoreApplication.processEvents()
    return page._counts.text()


def test_the_counts_and_the_progress_follow_the_answers(study):
    assert counts(study) == "4 left: 4 new · 0 learning · 0 to review"
    press(study, " 4")
    assert counts(study) == "3 left: 3 new · 0 learning · 0 to review"
    assert (study._progress.value(), study._progress.maximum()) == (1, 4)
    press(study, " 1")
    assert counts(study) == "3 left: 2 new · 1 learning · 0 to review"


def test_the_question_stands_there_before_anything_is_counted(study, monkeypatch):
    """Over a large library counting takes as long as finding the card."""
    counts(study)
    shown = []
    monkeypatch.setattr(study._run, "left", lambda: shown.append(study._card.text()) or Left(1, 2, 3))
    press(study, " 4")
    asked = study._current.sides.front
    assert shown == []
    assert counts(study) == "6 left: 1 new · 2 learning · 3 to review"
    assert shown == [study._card.text()]
    assert to_text(asked) in shown[0]


def test_undo_goes_back_to_where_the_session_began_and_no_further(window, app, study, dump):
    before = dump(app)
    press(study, " 4 1b@f")
    assert dump(app) != before
    press(study, "uuuuu")
    assert dump(app) == before
    press(study, "u")
    assert "Nothing to undo in this session" in said(window)
    assert dump(app) == before
    assert app.history.undo_label.startswith("Accept")


def test_burying_moves_on_says_so_and_can_be_taken_back(window, app, study):
    first = question(study)
    press(study, "b")
    assert question(study) != first
    assert study._desk.marks.text() == "Buried until tomorrow. Here is the next card; U takes it back."
    press(study, "u")
    assert question(study) == first


def test_suspending_the_last_card_says_so(window, app, stocked):
    (only,) = stocked(1)
    window.start_study("")
    press(window.study, "@")
    assert said(window).endswith("That was the last card.")
    assert app.study.show(only).card.suspended
    press(window.study, "u")
    assert question(window.study) == only


def test_flags_keep_the_side_and_are_named(app, study):
    card = question(study)
    press(study, " f")
    assert study._desk.foot.answered
    assert study._desk.marks.text() == "⚑ Flag 1, red"
    press(study, "F")
    assert app.study.show(card).card.flag == 2
    press(study, "f")
    assert app.study.show(card).card.flag == 0
    assert study._desk.marks.isHidden()


def test_the_source_waits_for_the_answer_and_comes_with_its_neighbours(window, app, study):
    press(study, "s")
    assert study._desk.source.isHidden()
    assert "Space shows the answer first" in said(window)
    press(study, " 4 s")
    origin = app.origins.of_note(study._current.note.id)
    text = study._desk.source.text()
    assert origin.before
    assert origin.after
    for part in (origin.before, origin.sentence, origin.after, origin.title):
        assert part in text
    press(study, "s")
    assert study._desk.source.isHidden()


def test_editing_in_place_keeps_the_mark_up_of_fields_that_were_not_touched(app, study):
    note = note_of(app, study)
    fields = ("What is <b>raised</b>?", "A <i>protein</i>&nbsp;and <sub>2</sub>", *note.fields[2:])
    app.decks.edit_note(note.id, fields)
    study.refresh()
    press(study, " e")
    editor = study._desk.editor
    assert editor.isVisible()
    assert editor.answer.toPlainText() == "A protein and 2"
    editor.question.setPlainText("What goes up?")
    QTest.keyClick(editor.question, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert note_of(app, study).fields == ("What goes up?", *fields[1:])
    assert not editor.isVisible()
    assert study._desk.foot.answered, "the answer is still shown"
    assert "What goes up?" in study._card.text()
    press(study, "u")
    assert note_of(app, study).fields == fields


def test_an_empty_question_is_refused_and_what_was_typed_stays(window, app, study):
    note = note_of(app, study)
    press(study, "e")
    study._desk.editor.question.setPlainText("")
    study._desk.editor._save()
    assert study._desk.editor.isVisible()
    assert said(window)
    assert note_of(app, study).fields == note.fields
    QTest.keyClick(study._desk.editor.question, Key.Key_Escape)
    assert study._card.isVisible()


def test_all_fields_of_a_note_are_edited_in_place(app, study):
    press(study, "e")
    more = study._desk.editor.more
    names = [each.accessibleName() for each in more.edits]
    assert names == ["Source sentence", "Source title", "Source link", "Location", "Student note"]
    assert not more.edits[0].isVisible(), "those of our notes show once somebody asks"
    more.toggle.click()
    assert more.edits[0].isVisible()
    before = note_of(app, study).fields
    more.edits[4].setPlainText("My <own> words")
    QTest.keyClick(more.edits[4], Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    after = note_of(app, study).fields
    assert after[7] == "My &lt;own&gt; words"
    assert (after[:7], after[8:]) == (before[:7], before[8:])


def test_a_foreign_note_of_any_shape_is_edited(app, study):
    """One field alone, or many of which some are empty."""
    note = note_of(app, study)
    kinds = [
        NoteType(77, "One", (NoteField(1, "Only"),), (Template(1, "c", "{{Only}}", "x"),), "", False, 0, ""),
        NoteType(
            78,
            "Three",
            tuple(NoteField(n, f"F{n}") for n in range(3)),
            (Template(1, "c", "{{F0}}", "x"),),
            "",
            False,
            0,
            "",
        ),
    ]
    for kind in kinds:
        with app.library.writing("foreign", Changes.NOTES) as connection:
            note_types.save(connection, kind)
            notes.rewrite(connection, note.id, ("word", "", "")[: len(kind.fields)], 1)
            notes.retype(connection, note.id, kind.id, 1)
        study.refresh()
        press(study, "e")
        editor = study._desk.editor
        assert [each.isVisible() for each in editor.more.edits] == [True] * (len(kind.fields) - 2)
        editor.question.setPlainText("another word")
        QTest.keyClick(editor.question, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert note_of(app, study).fields[0] == "another word"


def test_changes_from_elsewhere_wait_while_a_card_is_edited(window, app, study):
    press(study, "e")
    study._desk.editor.question.setPlainText("half a quest")
    window.bus.announce(app.decks.create("Another"))
    assert study._desk.editor.question.toPlainText() == "half a quest"
    study._desk.editor.leave()
    assert study._card.isVisible()


def test_letters_in_the_editor_are_letters(app, study):
    press(study, "e")
    QTest.keyClicks(study._desk.editor.question, "ubf@1")
    assert study._desk.editor.question.toPlainText().endswith("ubf@1")
    assert not study._run.can_undo


def test_letters_on_the_buttons_of_the_editor_do_nothing(app, study, dump):
    press(study, "e")
    before = dump(app)
    save = next(each for each in study._desk.editor.findChildren(QPushButton) if each.text() == "Save")
    for key in "b@f1eu":
        QTest.keyClicks(save, key)
    assert dump(app) == before
    assert study._desk.editor.isVisible()


def test_why_now_says_chance_wish_last_lapse_and_what_the_buttons_change(window, app, stocked, clock):
    (card,) = stocked(1)
    app.study.answer(card, Rating.EASY)
    clock.advance(days=30)
    app.study.answer(card, Rating.AGAIN)
    clock.advance(minutes=11)
    app.study.answer(card, Rating.GOOD)
    clock.advance(days=9)
    window.start_study("")
    study = window.study
    assert study._desk.why.isHidden()
    press(study, "w")
    text = study._desk.why.text()
    why = app.study.why(card)
    assert f"Recall chance now {why.retrievability:.0%}, wished for 90%" in text
    assert "overdue by" in text
    assert "last forgotten on 2026-04-01" in text
    for name in ("Again", "Hard", "Good", "Easy"):
        assert f"{name} " in text
    press(study, "w")
    assert study._desk.why.isHidden()


def test_a_leech_is_told_with_its_paragraph_and_can_be_taken_back(window, app, stocked, clock):
    app.presets.change("Default", {"leech_threshold": "1"})
    first, _second = stocked(2)
    app.study.answer(first, Rating.EASY)
    clock.advance(days=30)
    window.start_study("")
    study = window.study
    while question(study) != first:
        press(study, "b")
    press(study, " 1")
    assert app.study.show(first).card.suspended
    notice = study._desk.leech
    assert notice.isVisible()
    assert "Forgotten 1 time:" in notice.text()
    assert "is suspended" in notice.text()
    assert app.cards.leech(first).paragraph in notice.text()
    press(study, "u")
    assert notice.isHidden()
    assert question(study) == first
    assert not app.study.show(first).card.suspended


def test_a_leech_can_be_split_where_it_is_told(window, app, stocked, clock):
    app.presets.change("Default", {"leech_threshold": "1"})
    first, _second = stocked(2)
    note = app.study.show(first).note
    app.decks.edit_note(note.id, (note.fields[0], "protein 0; protein 9", *note.fields[2:]))
    app.study.answer(first, Rating.EASY)
    clock.advance(days=30)
    window.start_study("")
    study = window.study
    while question(study) != first:
        press(study, "b")
    press(study, " 1")
    study._desk.leech.split.click()
    assert study._desk.leech.isHidden()
    assert "Split into 2 cards" in said(window)
    assert not app.study.show(first).card.suspended
    assert "{{c1::protein 0}}; protein 9" in app.study.show(first).note.fields[0]
    press(study, "u")
    assert app.study.show(first).card.leech


def test_a_leech_that_stays_in_study_can_be_unmarked(window, app, stocked, clock):
    app.presets.change("Default", {"leech_threshold": "1", "leech_action": "tag"})
    (first,) = stocked(1)
    app.study.answer(first, Rating.EASY)
    clock.advance(days=30)
    app.study.answer(first, Rating.AGAIN)
    clock.advance(minutes=20)
    window.start_study("")
    study = window.study
    assert "Leech" in study._desk.marks.text()
    study._acts.forgive()
    assert "Leech" not in study._desk.marks.text()
    assert question(study) == first
    study._acts.forgive()
    assert "not marked" in window._toast._text.text()


def test_help_shows_every_key_and_study_goes_on_beneath(study):
    press(study, "h")
    assert study._help.isVisible()
    press(study, " ")
    assert study._desk.foot.answered
    QTest.keyClick(study, Key.Key_Escape)
    assert study._help.isHidden()
    shown = " ".join(keys for keys, _words in key_rows())
    for command in study._commands:
        assert command.upper() in shown


def test_space_works_after_a_click_on_the_text(study, qtbot):
    qtbot.mouseClick(study._card._browser.viewport(), Qt.MouseButton.LeftButton)
    QTest.keyClick(study._card._browser, Key.Key_Space)
    assert study._desk.foot.answered


def test_time_on_another_page_does_not_count(window, study, monkeypatch):
    now = [100.0]
    monkeypatch.setattr("flashcards.gui.widgets.stopwatch.monotonic", lambda: now[0])
    study.start("")
    now[0] += 2
    window.go(window.today)
    now[0] += 300
    window.go(study)
    now[0] += 1
    assert study._watch.milliseconds == 3000


def test_m_leads_to_the_map_of_the_article(window, app, study, qtbot):
    press(study, "m")
    assert window._pages.currentWidget() is window.map
    assert window.map._article_id == app.articles.all()[0].id
    qtbot.waitUntil(lambda: window.map._loaded is not None)
    card = question(study)
    window.map._back.click()
    assert window._pages.currentWidget() is study
    assert question(study) == card
    window._show_map(window.map._article_id)
    window.map._back.click()
    assert window._pages.currentWidget() is window.drafts


def choose(box, value):
    box.setCurrentIndex(box.findData(value))


def test_a_session_by_deck_article_and_role_is_chosen_and_counted(window, app, stocked, qtbot):
    stocked(3)
    stocked(6, "Other")
    window._choose_session()
    chooser = window.study._chooser
    qtbot.waitUntil(lambda: chooser.count.text() == "9 cards")
    choose(chooser.deck, "Other")
    qtbot.waitUntil(lambda: chooser.count.text() == "6 cards")
    choose(chooser.role, FactKind.RISK)
    qtbot.waitUntil(lambda: chooser.count.text() == "2 cards")
    choose(chooser.article, app.articles.all()[0].id)
    other = next(each.id for each in app.articles.all() if each.accepted == 3)
    choose(chooser.article, other)
    qtbot.waitUntil(lambda: "nothing to study" in chooser.count.text())
    assert not chooser.begin.isEnabled()
    choose(chooser.article, None)
    chooser.article.setCurrentIndex(0)
    chooser.begin.click()
    assert window.study.title.text() == "Session: Other, risk"
    for _ in range(2):
        assert window.study._current.note.role is FactKind.RISK
        press(window.study, " 4")
    assert window.study._stack.currentWidget() is window.study._end
    assert window.study._end._title.text() == "Session done"


def test_an_interrupted_session_is_resumed_from_today(window, app, stocked, clock):
    cards = stocked(4)
    for number, card in enumerate(cards):
        app.study.answer(card, Rating.EASY)
        clock.advance(days=number)
    clock.advance(days=60)
    window.start_session(SessionPlan(order=SessionOrder.WEAKEST))
    assert not window.today._resume.isVisible()
    press(window.study, " 3")
    following = question(window.study)
    QTest.keyClick(window.study, Key.Key_Escape)
    assert window.today._resume.isVisible()
    assert window.today._resume.text() == "Resume: 3 cards left"
    window.today._resume.click()
    assert question(window.study) == following
    QCoreApplication.processEvents()
    assert (window.study._progress.value(), window.study._progress.maximum()) == (1, 4)


def test_ten_minutes_now_takes_what_gains_most(window, app, stocked, clock):
    for card in stocked(3):
        app.study.answer(card, Rating.EASY, 6000)
    clock.advance(days=40)
    window.go(window.today)
    window.today.refresh()
    window.today._short.click()
    assert app.sessions.current().plan == SessionPlan(order=SessionOrder.GAIN, minutes=10)
    assert question(window.study) == app.sessions.current().left[0]


def test_burying_in_a_session_moves_on_and_undo_brings_the_card_back(window, app, stocked):
    stocked(3)
    window.start_session(SessionPlan(order=SessionOrder.WEAKEST))
    study = window.study
    first = question(study)
    press(study, "b")
    assert question(study) != first
    assert counts(study).startswith("2 left")
    press(study, "u")
    assert question(study) == first


def test_cramming_is_said_and_touches_no_memory(window, app, stocked):
    cards = stocked(2)
    before = [app.study.show(card).card for card in cards]
    window._choose_session()
    choose(window.study._chooser.cram, True)
    window.study._chooser.begin.click()
    study = window.study
    assert "Cramming" in study.title.text()
    assert "the schedule stays as it is" in study._desk.marks.text()
    press(study, "b@")
    press(study, " ")
    assert "once more" in study._desk.foot.ratings[Rating.AGAIN].text()
    press(study, "1 3 3")
    assert study._stack.currentWidget() is study._end
    assert [app.study.show(card).card for card in cards] == before
    assert sum(len(app.study.log(card)) for card in cards) == 3


def test_a_session_of_nothing_says_so_and_offers_the_choice(window, app, stocked):
    (only,) = stocked(1)
    app.cards.suspend([only])
    window.start_session(SessionPlan())
    assert "nothing to study" in said(window)
    assert window.study._stack.currentWidget() is window.study._stack.choice


def test_undoing_that_a_session_began_goes_on_with_what_is_due(window, app, stocked):
    stocked(2)
    window.start_session(SessionPlan(order=SessionOrder.WEAKEST))
    press(window.study, "u")
    assert app.sessions.current() is not None, "U stops where the session began"
    window.undo()
    assert app.sessions.current() is None
    window.study.refresh()
    assert window.study._current is not None


def type_answer(page, text):
    assert page._desk.typed.line.hasFocus()
    QTest.keyClicks(page._desk.typed.line, text)
    QTest.keyClick(page._desk.typed.line, Key.Key_Return)


def test_a_typed_answer_is_compared_and_suggests_a_rating(window, app, study):
    press(study, "t")
    assert "Enter" in study._desk.foot.show_button.text()
    type_answer(study, "Protien 0")
    assert app.study.log(question(study)) == [], "Enter shows the answer and does not rate as well"
    assert study._desk.foot.answered
    assert "Nearly" in study._desk.typed.verdict()
    first = question(study)
    press(study, " ")
    (log,) = app.study.log(first)
    assert log.rating is Rating.HARD
    type_answer(study, "protein 1")
    assert "The same" in study._desk.typed.verdict()
    assert study._desk.foot.suggested is Rating.GOOD
    press(study, "4")
    type_answer(study, "protein 3")
    assert "Not the card's answer" in study._desk.typed.verdict()
    assert study._desk.typed.pieces() == "protein 32"
    assert study._desk.foot.suggested is Rating.AGAIN


def test_nothing_typed_suggests_nothing_and_t_stops_typing(study):
    press(study, "t")
    type_answer(study, "")
    assert study._desk.typed.isHidden()
    assert study._desk.foot.suggested is Rating.GOOD
    press(study, "t")
    assert "no longer typed" in study._desk.marks.text()
    press(study, "4")
    assert study._desk.typed.isHidden()


def test_escape_leaves_the_line_and_keys_are_keys_again(window, study):
    press(study, "t")
    QTest.keyClicks(study._desk.typed.line, "bury me")
    QTest.keyClick(study._desk.typed.line, Key.Key_Escape)
    assert window._pages.currentWidget() is study
    first = question(study)
    press(study, "b")
    assert question(study) != first
    assert study._desk.typed.line.hasFocus()
    assert study._desk.typed.line.text() == ""


def test_flagging_keeps_what_was_said_of_a_typed_answer(study):
    press(study, "t")
    type_answer(study, "quite another thing")
    press(study, "f")
    assert study._desk.typed.isVisible()
    assert study._desk.foot.suggested is Rating.AGAIN


@pytest.fixture
def foreign(window, app, study, monkeypatch):
    """The study page on a card of another program's note type, with a sound and a hint; gives what was opened."""
    media = app.media
    opened = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda address: opened.append(address.toLocalFile()) or True
    )
    monkeypatch.setattr(media, "path", app_folder := Path(tempfile.mkdtemp()))
    (app_folder / "a b.mp3").write_bytes(b"ID3")
    front = 'Say it [sound:a b.mp3] <a class="hint" href="hint:%3Cb%3Eit%20rhymes%3C/b%3E">[Hint]</a>'
    note = study._current.note
    app.decks.edit_note(note.id, (front, *note.fields[1:]))
    study.refresh()
    yield opened
    shutil.rmtree(app_folder)


def test_a_sound_is_opened_in_the_systems_player_and_nothing_else_is(window, app, study, foreign):
    assert "♪ a b.mp3" in study._card.text()
    press(study, "r")
    assert [Path(each).name for each in foreign] == ["a b.mp3"]
    study._acts.play_sound("missing.mp3")
    assert said(window) == "“missing.mp3” is no sound in your library."
    (app.media.path / "evil.desktop").write_bytes(b"ID3")
    for name in ("evil.desktop", "../a b.mp3", str(app.media.path / "a b.mp3")):
        study._acts.play_sound(name)
    assert len(foreign) == 1


def test_a_hint_opens_in_its_place(window, study, foreign):
    assert "[Hint]" in study._card.text()
    assert "rhymes" not in study._card.text()
    press(study, "i")
    assert "it rhymes" in study._card.text()
    assert "[Hint]" not in study._card.text()
    press(study, "i")
    assert "it rhymes" in study._card.text()
