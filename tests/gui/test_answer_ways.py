"""Putting steps in order and picking answers in study, by keyboard and by mouse."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from flashcards.core.drafts import CardType
from flashcards.core.note_types import CHOICE
from flashcards.core.reviews import Rating
from flashcards.services.note_kinds import NoteKind
from tests.services.test_choices import about_receptors

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
STEPS = ["blocks gates", "raises sodium", "activates pumps", "heals walls"]


@pytest.fixture
def sequence(window, app, analysed):
    """The study page on a card whose answer is four steps."""
    article_id, _changes = app.articles.add(analysed(1))
    evidence = app.drafts.of_article(article_id)[0].evidence
    card = (
        CardType.SEQUENCE,
        "How does velarin work, step by step?",
        " → ".join(["Blocks gates", *STEPS[1:]]),
    )
    app.shaping.write(article_id, evidence, card, "D")
    window.start_study("")
    return window.study


def put_in_order(page, wanted):
    """Sort the steps by the keyboard alone."""
    steps = page._desk.ordered.list
    for place, step in enumerate(wanted):
        steps.setCurrentRow(steps.steps().index(step))
        while steps.currentRow() > place:
            QTest.keyClick(steps, Key.Key_Up, ALT)


def test_steps_come_mixed_with_the_focus_and_nothing_given_away(sequence):
    ordered = sequence._desk.ordered
    assert ordered.isVisible()
    assert ordered.list.hasFocus()
    assert sorted(ordered.list.steps()) == sorted(STEPS)
    assert ordered.list.steps() != STEPS
    assert sequence._desk.typed.isHidden()


def test_the_right_order_by_keyboard_suggests_good_and_space_takes_it(sequence, app):
    put_in_order(sequence, STEPS)
    assert sequence._desk.ordered.list.steps() == STEPS
    QTest.keyClick(sequence._desk.ordered.list, Key.Key_Space)
    assert sequence._desk.foot.answered
    assert sequence._desk.foot.suggested is Rating.GOOD
    assert "right order" in sequence._desk.ordered.verdict()
    assert all(step.startswith("✓") for step in sequence._desk.ordered.list.steps())
    card = sequence._current.card.id
    QTest.keyClick(sequence, Key.Key_Space)
    assert [log.rating for log in app.study.log(card)] == [Rating.GOOD]


def test_a_wrong_order_says_where_each_step_belongs(sequence):
    put_in_order(sequence, [STEPS[1], STEPS[0], *STEPS[2:]])
    QTest.keyClicks(sequence, " ")
    assert sequence._desk.foot.suggested is Rating.HARD
    assert sequence._desk.ordered.list.steps()[:2] == ["✕ raises sodium  (2)", "✕ blocks gates  (1)"]


def test_who_moves_nothing_rates_as_usual(sequence):
    QTest.keyClick(sequence._desk.ordered.list, Key.Key_Space)
    assert sequence._desk.foot.suggested is Rating.GOOD
    assert sequence._desk.ordered.isHidden()
    assert "blocks gates" in sequence._card.text().lower()


def test_steps_can_be_dragged_and_letters_drive_the_session(sequence):
    steps = sequence._desk.ordered.list
    first = steps.steps()[0]
    steps.model().moveRow(steps.rootIndex(), 0, steps.rootIndex(), 3)
    assert steps.steps()[2] == first
    QTest.keyClicks(steps, "h")
    assert sequence._help.isVisible()


def test_the_order_is_kept_while_the_card_stays(sequence):
    put_in_order(sequence, STEPS)
    QTest.keyClicks(sequence, "f")
    assert sequence._desk.ordered.isVisible()


@pytest.fixture
def pairs(window, app, stocked):
    """The study page on two cards, of which the first has wrong answers at hand."""
    article_id, _changes = app.articles.add(about_receptors())
    app.drafts.accept([app.drafts.of_article(article_id)[0].id], "Brain")
    (second,) = stocked(1)
    window.start_study("")
    return window.study, window.study._current.card.id, second


def test_an_answer_is_picked_by_number(pairs, qtbot, app):
    study, first, _second = pairs
    QTest.keyClicks(study, "c")
    choice = study._desk.choice
    qtbot.waitUntil(choice.isVisible)
    options = [each.text()[3:] for each in choice.buttons]
    assert len(options) == 4
    QTest.keyClicks(study, str(options.index("NMDA receptors") + 1))
    assert study._desk.foot.answered
    assert study._desk.foot.suggested is Rating.GOOD
    assert "easier than recalling" in choice.verdict()
    assert "✓  NMDA receptors" in [each.text() for each in choice.buttons]
    QTest.keyClicks(study, " ")
    assert [log.rating for log in app.study.log(first)] == [Rating.GOOD]


def test_a_wrong_pick_suggests_again_and_a_card_without_choices_says_so(pairs, qtbot):
    study, _first, second = pairs
    QTest.keyClicks(study, "c")
    choice = study._desk.choice
    qtbot.waitUntil(choice.isVisible)
    wrong = next(each for each in choice.buttons if not each.text().endswith("NMDA receptors"))
    qtbot.mouseClick(wrong, Qt.MouseButton.LeftButton)
    assert study._desk.foot.suggested is Rating.AGAIN
    QTest.keyClicks(study, " ")
    assert study._current.card.id == second
    qtbot.waitUntil(lambda: "recall this one" in study._desk.marks.text())
    assert choice.isHidden()
    QTest.keyClicks(study, "c")
    assert study._desk.choice.isHidden()


def test_choices_that_come_too_late_stay_away(pairs, qtbot):
    study, _first, _second = pairs
    QTest.keyClicks(study, "c ")
    qtbot.wait(50)
    assert study._desk.foot.answered
    assert study._desk.choice.isHidden()


def test_typing_and_picking_exclude_each_other(pairs, qtbot):
    study, _first, _second = pairs
    QTest.keyClicks(study, "c")
    qtbot.waitUntil(study._desk.choice.isVisible)
    QTest.keyClicks(study, "t")
    assert study._desk.choice.isHidden()
    assert study._desk.typed.isVisible()


ITEMS = ["sodium", "potassium", "calcium"]


@pytest.fixture
def named(window, app, analysed):
    """The study page on a card that asks for three things."""
    article_id, _changes = app.articles.add(analysed(1))
    evidence = app.drafts.of_article(article_id)[0].evidence
    card = (CardType.LIST, "Which ions does velarin move?", "sodium; potassium; and calcium.")
    app.shaping.write(article_id, evidence, card, "D")
    window.start_study("")
    return window.study


def items_shown(page):
    items = page._desk.listed.list
    return [items.item(row).text() for row in range(items.count())]


def test_items_of_a_list_are_uncovered_one_by_one(named, app):
    items = named._desk.listed.list
    assert items.hasFocus()
    assert items_shown(named) == ["1  …", "2  …", "3  …"]
    for _item in range(3):
        QTest.keyClick(items, Key.Key_Down)
    assert items_shown(named) == [f"✓  {each}" for each in ITEMS]
    QTest.keyClick(items, Key.Key_Space)
    assert named._desk.foot.suggested is Rating.GOOD
    assert named._desk.listed.verdict() == "3 of 3 named."
    card = named._current.card.id
    QTest.keyClick(named, Key.Key_Space)
    assert [log.rating for log in app.study.log(card)] == [Rating.GOOD]


@pytest.mark.parametrize(
    ("keys", "shown", "rating"),
    [
        ([Key.Key_Down, Key.Key_Down, Key.Key_X, Key.Key_Down], "✓✕✓", Rating.HARD),
        ([Key.Key_Down, Key.Key_Down, Key.Key_X, Key.Key_X, Key.Key_Down], "✓✓✓", Rating.GOOD),
        ([Key.Key_Down], "✓✕✕", Rating.AGAIN),
    ],
)
def test_an_item_that_was_not_named_is_said(named, keys, shown, rating):
    for key in keys:
        QTest.keyClick(named._desk.listed.list, key)
    QTest.keyClick(named._desk.listed.list, Key.Key_Space)
    assert "".join(each[0] for each in items_shown(named)) == shown
    assert named._desk.foot.suggested is rating


def test_who_uncovers_nothing_rates_as_usual(named):
    QTest.keyClick(named._desk.listed.list, Key.Key_Space)
    assert named._desk.listed.isHidden()
    assert named._desk.foot.suggested is Rating.GOOD


def test_a_note_with_choices_offers_its_own(pairs, app, window):
    study, first, _second = pairs
    app.kinds.change([first], NoteKind.CHOICE)
    study.refresh()
    window.start_study("")
    choice = study._desk.choice
    assert choice.isVisible()
    listed = re.findall("<li>(.*?)</li>", study._current.note.fields[CHOICE.index("Extra1")])
    options = [each.text()[3:] for each in choice.buttons]
    assert options == listed
    assert "NMDA receptors" in options
    assert not any(each in study._card.text() for each in options), "they stand below the question"
    QTest.keyClicks(study, str(options.index("NMDA receptors") + 1))
    assert study._desk.foot.suggested is Rating.GOOD


def test_a_note_that_wants_its_answer_typed_gets_a_line(pairs, app, window):
    study, first, _second = pairs
    app.kinds.change([first], NoteKind.TYPED)
    window.start_study("")
    assert study._desk.typed.line.isVisible()
