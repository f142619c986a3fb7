"""The schedule page: presets in plain words, the fit to one's own memory, a backlog, and breaks."""

import random
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QDate, Qt

from flashcards.core.presets import DEFAULT, NAMES
from flashcards.core.reviews import Rating
from flashcards.core.settings import LeechAction, ReviewOrder, StudySettings

Key = Qt.Key


@pytest.fixture
def page(window, stocked):
    """The schedule page, come to from the deck Biology."""
    stocked(4, "Biology")
    stocked(2, "Law")
    window.go(window.decks)
    window.decks._ask_schedule()
    return window.schedule


def said(window):
    return window._toast._text.text()


def field(page, name):
    return page.presets.form._fields[name]


def touch(page, name, set_to):
    """Set a value of the form as a user would."""
    set_to(field(page, name))
    field(page, name).changed.emit()


def test_every_value_of_a_preset_has_a_field_and_what_is_shown_is_what_is_kept(page, app):
    assert set(page.presets.form._fields) == set(NAMES)
    assert page.presets.form.settings() == app.presets.all()[DEFAULT]
    assert not page.presets.save.isEnabled()
    odd = StudySettings(
        learning_steps=(), relearning_steps=(2.5, 30), desired_retention=0.875, role_retention=(), easy_days=(0.3,) * 7,
        review_order=ReviewOrder.OVERDUENESS, leech_threshold=0, leech_action=LeechAction.TAG, bury_sentence=True,
    )  # fmt: skip
    page.presets.form.show_settings(odd)
    assert page.presets.form.settings() == odd


def test_a_value_is_changed_saved_and_taken_back(page, app, window):
    touch(page, "new_per_day", lambda it: it.setValue(7))
    assert page.presets.save.isEnabled()
    page.presets.save.click()
    assert app.presets.all()[DEFAULT].new_per_day == 7
    assert not page.presets.save.isEnabled()
    window.undo()
    assert app.presets.all()[DEFAULT].new_per_day == 20
    assert field(page, "new_per_day").value() == 20


def test_what_cannot_be_used_is_said_by_its_plain_name_and_not_saved(page, app):
    touch(page, "learning_steps", lambda it: it.setText("1 soon"))
    assert not page.presets.save.isEnabled()
    assert (
        page.presets._problem.text() == "“soon” cannot be used for “Steps of a new card”: a number is needed."
    )
    touch(page, "learning_steps", lambda it: it.setText("none"))
    page.presets.save.click()
    assert app.presets.all()[DEFAULT].learning_steps == ()


def test_a_preset_is_made_given_to_a_deck_and_deleted(page, app, window):
    touch(page, "new_per_day", lambda it: it.setValue(5))
    page.presets.make("Exam")
    assert app.presets.all()["Exam"].new_per_day == 5
    assert page.presets.presets.currentText() == "Exam"
    page.presets.deck.setCurrentText("Law")
    page.presets._give.click()
    assert app.presets.of_deck("Law")[0] == "Exam"
    assert "Decks with it: Law." in page.presets._users.text()
    page.presets.make("Exam")
    assert "already" in said(window)
    page.presets._delete.click()
    assert app.presets.of_deck("Law")[0] == DEFAULT
    assert page.presets.presets.currentText() == DEFAULT
    window.undo()
    assert app.presets.of_deck("Law")[0] == "Exam"


def test_a_deck_shows_its_own_preset_and_typing_is_not_lost(page, app, window):
    app.presets.change("Exam", {"new_per_day": "3"})
    app.presets.assign("Law", "Exam")
    window._show_schedule("Law")
    assert page.presets.presets.currentText() == "Exam"
    touch(page, "new_per_day", lambda it: it.setValue(4))
    window.bus.announce(app.presets.change("Other", {}))
    assert field(page, "new_per_day").value() == 4
    page.presets._undo.click()
    assert field(page, "new_per_day").value() == 3


@pytest.fixture
def learned(app, stocked, clock):
    """A log long enough to be fitted, of somebody who forgets faster than most."""
    stocked(40, "Biology")
    app.presets.change(DEFAULT, {"new_per_day": "100", "learning_steps": "none", "relearning_steps": "none"})
    rolls = random.Random(3)
    for _day in range(14):
        while (shown := app.study.next()) is not None:
            app.study.answer(shown.card.id, Rating.AGAIN if rolls.random() < 0.4 else Rating.GOOD, 2000)
            clock.advance(seconds=5)
        clock.advance(days=2)
    return app


def test_the_fit_is_shown_before_it_is_used_and_can_be_taken_back(window, learned, qtbot):
    app, fit = learned, window.schedule.fit
    window._show_schedule()
    window.schedule.show_part(1)
    before = app.optimiser.parameters()
    fit.look.click()
    assert fit.job.isVisible()
    assert not fit.look.isEnabled()
    qtbot.waitUntil(lambda: not fit.job.isVisible(), timeout=60_000)
    assert app.optimiser.parameters() == before, "nothing is changed by looking"
    assert fit.table.isVisible()
    assert fit.use.isVisible(), fit.verdict()
    fit.use.click()
    qtbot.waitUntil(lambda: app.optimiser.parameters() != before, timeout=30_000)
    qtbot.waitUntil(lambda: "was computed by it" in said(window))
    fit.back.click()
    qtbot.waitUntil(lambda: app.optimiser.parameters() == before, timeout=30_000)
    fit.replan.click()
    qtbot.waitUntil(lambda: "moved" in said(window), timeout=30_000)


def test_too_short_a_log_is_said_and_the_buttons_come_back(page, window, qtbot):
    page.show_part(1)
    page.fit.look.click()
    qtbot.waitUntil(lambda: "at least 64 answers" in said(window), timeout=30_000)
    assert page.fit.look.isEnabled()
    assert not page.fit.job.isVisible()
    page.fit.back.click()
    qtbot.waitUntil(lambda: "never been fitted" in said(window), timeout=30_000)


def test_a_backlog_is_planned_then_spread_and_can_be_taken_back(window, app, stocked, clock, qtbot):
    cards = stocked(6, "Biology")
    for card in cards:
        app.study.answer(card, Rating.EASY)
    clock.advance(days=60)
    window._show_schedule()
    window.schedule.show_part(2)
    panel = window.schedule.backlog
    panel.days.setValue(3)
    qtbot.waitUntil(lambda: panel._model.rowCount() == 3)
    assert panel.overdue().startswith("6 cards overdue.")
    assert [panel._model.row(row).backlog for row in range(3)] == [2, 2, 2]
    before = [app.study.show(card).card.memory.due_day for card in cards]
    panel.go.click()
    qtbot.waitUntil(lambda: "spread over 3 days" in said(window))
    qtbot.waitUntil(lambda: panel.overdue() == "Nothing is overdue.")
    assert not panel.go.isEnabled()
    window.undo()
    assert [app.study.show(card).card.memory.due_day for card in cards] == before


def test_a_break_is_planned_with_what_it_means_and_days_can_be_given_back(page, window, app, qtbot):
    page.show_part(2)
    panel = page.backlog
    assert panel.first.date() == QDate(2026, 3, 2), "today"
    panel.last.setDate(QDate(2026, 3, 1))
    assert not panel.plan.isEnabled()
    assert "before the first" in panel._words.text()
    panel.first.setDate(QDate(2026, 3, 9))
    panel.last.setDate(QDate(2026, 3, 11))
    assert panel._words.text().startswith("0 cards due then will wait")
    panel.plan.click()
    days = [date(2026, 3, 9) + timedelta(days=number) for number in range(3)]
    assert app.presets.days_off() == days
    panel.off.selectRow(1)
    qtbot.keyClick(panel.off, Key.Key_Delete)
    assert app.presets.days_off() == [days[0], days[2]]
    window.undo()
    assert app.presets.days_off() == days
    assert panel._off.rowCount() == 3
    panel.last.setDate(QDate(2030, 1, 1))
    panel.plan.click()
    assert "366 days" in said(window)
