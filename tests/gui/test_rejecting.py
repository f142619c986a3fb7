"""Rejecting in the window: one key, or a reason from the menu; undo takes the log back too."""

import pytest
from PySide6.QtCore import Qt

from flashcards.core.drafts import DraftState
from flashcards.core.judgements import Reason
from flashcards.gui.widgets.reasons import ReasonButton


@pytest.fixture
def judged(window, app, analysed):
    """The drafts page on a stored article of three drafts."""
    article_id, changes = app.articles.add(analysed(3))
    window.bus.announce(changes)
    window._show_drafts(article_id)
    return article_id


def reasons(app):
    return [each.reason for each in app.judgements.all()]


def test_one_key_rejects_without_asking_why(window, app, qtbot, judged):
    qtbot.keyClick(window.drafts._list, Qt.Key.Key_R)
    assert reasons(app) == [""]
    window._toast._undo.click()
    assert reasons(app) == []


def test_the_menu_offers_every_reason_and_rejects_with_it(window, app, judged):
    button = window.drafts.findChild(ReasonButton)
    actions = button.menu().actions()
    assert [action.text().replace("&", "") for action in actions] == [
        "Wrong",
        "Unclear",
        "Trivial",
        "Duplicate",
        "Other",
    ]
    first = window.drafts._drafts.current()
    actions[1].trigger()
    assert reasons(app) == [Reason.UNCLEAR.value]
    assert app.drafts.of_article(judged)[0].state is DraftState.REJECTED
    assert window.drafts._drafts.current().id != first.id
    assert window._toast.isVisible()


def test_a_reason_can_be_added_to_a_draft_that_was_rejected(window, app, qtbot, judged):
    qtbot.keyClick(window.drafts._list, Qt.Key.Key_R)
    window.drafts._list.setCurrentIndex(window.drafts._model.index(0))
    window.drafts.findChild(ReasonButton).menu().actions()[2].trigger()
    assert reasons(app) == ["trivial"]


@pytest.mark.qt_log_ignore(r"This plugin does not support (?:raise|grabbing)")
def test_the_reason_is_picked_with_two_keys(window, app, qtbot, judged):
    qtbot.keyClick(window.drafts._list, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    menu = window.drafts.findChild(ReasonButton).menu()
    assert menu.isVisible()
    qtbot.keyClick(menu, Qt.Key.Key_T)
    assert reasons(app) == ["trivial"]
    assert not menu.isVisible()
