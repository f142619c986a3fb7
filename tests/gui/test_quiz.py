"""The quiz page: chosen, answered by keyboard, told with its sentence, ended, and looked back on; and shown large."""

import pytest
from PySide6.QtCore import Qt

from flashcards.core.exams import Coverage
from flashcards.core.facts import FactKind
from flashcards.core.maps import Polarity
from flashcards.core.quizzes import (
    Basis,
    Choice,
    Effect,
    Label,
    Match,
    Order,
    Question,
    QuestionKind,
    Quiz,
    QuizSpec,
    TrueFalse,
    Typed,
)
from flashcards.gui.widgets.projector import Projector

Key = Qt.Key


def question(stem, task, cards=(1,)):
    basis = [
        Basis(card, card, FactKind.MECHANISM, f"Sentence {card}.", "Ketamine", "Effects", 2) for card in cards
    ]
    return Question(stem, task, tuple(basis))


CHOICE = question("What does it block?", Choice(("GABA", "NMDA", "AMPA", "opioid"), 1))
CLAIM = question("It blocks GABA.", TrueFalse(False, "It blocks NMDA.", "GABA", "NMDA"), (2,))
TYPED = question("It blocks [...].", Typed(("glutamate",)), (3,))
ORDER = question("How?", Order(("one", "two", "three"), ("two", "one", "three")), (1,))
MATCH = question("Match.", Match(("a", "b"), ("x", "y"), ("y", "x")), (1, 2))
LABEL = question(
    "Label the map.",
    Label(
        ("drug", "receptor", "signal", "mood"),
        (Effect(0, 1, "blocks", Polarity.LOWERS), Effect(1, 2, "raises"), Effect(2, 3, "lifts")),
        (1, 2),
        ("signal", "receptor"),
    ),
    (2, 3),
)


@pytest.fixture
def begin(window, app, stocked, qtbot):
    """Begins a quiz of some questions: `begin(CHOICE, TYPED)` gives the desk."""
    stocked(4)

    def start(*questions, **spec):
        window.go(window.quiz)
        window.quiz._begin(Quiz(QuizSpec(title="Try", number=len(questions), **spec), questions))
        return window.quiz.desk

    return start


def press(qtbot, widget, *keys):
    for key in keys:
        qtbot.keyClick(widget, key)


def test_every_kind_is_answered_by_keyboard_and_told_with_its_sentence(begin, qtbot, app, window):
    desk = begin(CHOICE, CLAIM, TYPED, ORDER, MATCH, LABEL)
    press(qtbot, desk, "2")
    assert desk.verdict.verdict.text() == "✓ Right"
    assert desk.verdict.sentence.text() == "“Sentence 1.”"
    assert desk.verdict.place.text() == "Ketamine · Effects, p. 2"
    press(qtbot, desk, Key.Key_Return, "t")
    assert desk.verdict.answer.text() == "True is: It blocks NMDA."
    press(qtbot, desk, Key.Key_Return)
    qtbot.keyClicks(desk.question.line, "glutamat")
    press(qtbot, desk.question.line, Key.Key_Return)
    assert desk.verdict.verdict.text() == "✓ Right, but mind the spelling"
    press(qtbot, desk, Key.Key_Return)
    qtbot.keyClick(desk.question.steps, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    press(qtbot, desk, Key.Key_Return)
    assert desk.verdict.verdict.text() == "✓ Right"
    press(qtbot, desk, Key.Key_Return)
    for box, times in zip(desk.question.pairs.boxes, (1, 1), strict=True):
        for _time in range(times):
            qtbot.keyClick(box, Key.Key_Down)
    press(qtbot, desk, Key.Key_Return)
    assert desk.verdict.verdict.text() == "◐ Partly right: 1 of 2 points"
    assert desk.verdict.sentence.text() == "“Sentence 1.”"
    press(qtbot, desk, Key.Key_Return)
    assert desk.question.map.isVisible()
    for box, label in zip(desk.question.pairs.boxes, ("receptor", "signal"), strict=True):
        box.setCurrentText(label)
    press(qtbot, desk, Key.Key_Return, Key.Key_Return)
    run = app.quizzes.get(1)
    assert [run.answers[at].grade.points for at in range(6)] == [1, 0, 1, 2, 1, 2]
    assert window.quiz.result.share.text() == "78%"
    assert "Add the 2 cards missed to today" in window.quiz.result.today.text()


def test_what_was_missed_comes_today_or_is_crammed_only_when_asked(begin, qtbot, app, window):
    desk = begin(CHOICE, TYPED)
    press(qtbot, desk, "1", Key.Key_Return, Key.Key_Return, Key.Key_Return)
    result = window.quiz.result
    assert result.isVisible()
    label = app.history.undo_label
    result.today.click()
    assert app.history.undo_label == "Add missed cards to today" != label
    assert not result.today.isEnabled()
    with qtbot.waitSignal(window.quiz.session_asked):
        result.cram.click()
    assert app.sessions.current().plan.cram


def test_a_wrong_answer_may_be_counted_as_right(begin, qtbot, app):
    desk = begin(TYPED)
    qtbot.keyClicks(desk.question.line, "the excitatory messenger")
    press(qtbot, desk.question.line, Key.Key_Return)
    assert desk.verdict.overrule.isVisible()
    press(qtbot, desk, Key.Key_O)
    assert desk.verdict.verdict.text() == "✓ Right"
    assert app.quizzes.get(1).answers[0].overruled


def test_a_mock_exam_tells_nothing_lets_answers_change_and_is_handed_in(begin, qtbot, app, window):
    desk = begin(CHOICE, TYPED, ORDER, mock=True, minutes=5.0)
    assert desk.time.text() == "5:00 left"
    press(qtbot, desk, "1")
    assert not desk.verdict.isVisible()
    press(qtbot, desk, Key.Key_PageDown)
    qtbot.keyClicks(desk.question.line, "glutamate")
    press(qtbot, desk, Key.Key_PageUp)
    assert desk.question.given() == ("GABA",)
    press(qtbot, desk, "2")
    desk.finish.click()
    assert window.quiz.result.share.text() == "50%", "an order that nobody touched is skipped"
    assert app.quizzes.get(1).answers[0].given == ("NMDA",)


def test_when_the_time_is_up_the_quiz_ends(begin, qtbot, app, window):
    desk = begin(CHOICE, TYPED, minutes=0.005)
    qtbot.waitUntil(window.quiz.result.isVisible, timeout=3000)
    assert app.quizzes.get(1).ended_at is not None
    assert not desk._timer.isActive()


def test_a_quiz_that_was_left_is_offered_again(begin, qtbot, app, window):
    desk = begin(CHOICE, TYPED)
    press(qtbot, desk, "2", Key.Key_Escape)
    chooser = window.quiz.chooser
    assert chooser.resume.text() == "Resume “Try”: 1 question left"
    chooser.resume.click()
    assert desk.where.text() == "Question 2 of 2"


def test_a_quiz_is_chosen_and_made_in_the_background(window, app, stocked, qtbot):
    stocked(4)
    window.start_quiz("Biology", Coverage(decks=("Biology",)))
    chooser = window.quiz.chooser
    assert chooser.set.currentText() == "Biology"
    qtbot.waitUntil(lambda: chooser.count.text() == "4 cards to ask about")
    chooser.number.setValue(3)
    for kind, box in chooser.kinds.items():
        box.setChecked(kind is QuestionKind.TYPED)
    spec = chooser.spec()
    assert (spec.covers, spec.number, spec.kinds) == (Coverage(decks=("Biology",)), 3, (QuestionKind.TYPED,))
    chooser.begin.click()
    qtbot.waitUntil(window.quiz.desk.isVisible, timeout=5000)
    assert window.quiz.desk.where.text() == "Question 1 of 3"


def test_what_cannot_be_made_is_said(window, app, stocked, qtbot):
    stocked(3)
    window.start_quiz()
    chooser = window.quiz.chooser
    chooser.search.setText("(open")
    qtbot.waitUntil(lambda: "never closed" in chooser.count.text())
    assert not chooser.begin.isEnabled()
    chooser.search.setText("")
    for kind, box in chooser.kinds.items():
        box.setChecked(kind is QuestionKind.LABEL)
    with qtbot.waitSignal(window.quiz.failed):
        window.quiz.start(chooser.spec())
    chooser.kinds[QuestionKind.LABEL].setChecked(False)
    assert chooser.count.text() == "Choose at least one kind of question."
    assert app.quizzes.history() == []


def test_earlier_quizzes_are_listed_opened_and_deleted_with_undo(begin, qtbot, app, window):
    for keys in ("1", "2"):
        desk = begin(CHOICE)
        press(qtbot, desk, keys, Key.Key_Return)
    window.quiz.choose()
    past = window.quiz.past
    assert past._model.rowCount() == 2
    assert past.trend.text() == "100 points of a hundred better than before."
    past.table.selectRow(0)
    qtbot.keyClick(past.table, Key.Key_Return)
    assert window.quiz.result.share.text() == "100%"
    window.quiz.choose()
    past.table.selectRow(0)
    qtbot.keyClick(past.table, Key.Key_Delete)
    assert past._model.rowCount() == 1
    window.undo()
    assert past._model.rowCount() == 2


def test_decks_and_today_lead_to_a_quiz(window, stocked, qtbot):
    stocked(2)
    window.go(window.decks)
    window.decks._ask_quiz()
    assert window.quiz.chooser.set.currentText() == "Biology"
    with qtbot.waitSignal(window.today.quiz_asked):
        window.today.quiz_asked.emit()
    assert window.quiz.isVisible()


def test_questions_are_shown_large_one_key_at_a_time(window, app, theme, qtbot):
    quiz = Quiz(QuizSpec(title="Class"), (CHOICE, MATCH, LABEL))
    shown = Projector(theme, app)
    qtbot.addWidget(shown)
    shown.take(quiz)
    shown.show()
    assert (shown.stem.text(), shown.where.text()) == ("What does it block?", "1 / 3")
    assert "✓" not in shown.body.text()
    press(qtbot, shown, Key.Key_Space)
    assert "✓ B   NMDA" in shown.body.text()
    assert "Sentence 1." in shown.source.text()
    press(qtbot, shown, Key.Key_Right, Key.Key_Right)
    assert shown.body.text() == "a  =  x\nb  =  y"
    press(qtbot, shown, Key.Key_Left, Key.Key_Left)
    assert shown.where.text() == "1 / 3"
    press(qtbot, shown, *[Key.Key_PageDown] * 4)
    assert shown.map.isVisible()
    press(qtbot, shown, Key.Key_Space, Key.Key_Space)
    assert not shown.isVisible(), "behind the last answer it closes"
    assert app.quizzes.history() == []


def test_the_chosen_deck_is_shown_as_it_is(window, stocked, qtbot):
    stocked(3)
    window.go(window.decks)
    window._show_large()
    qtbot.waitUntil(lambda: window.quiz.projector is not None, timeout=5000)
    shown = window.quiz.projector
    assert (shown.where.text(), shown.stem.text()) == ("1 / 3", "What does step 0 of drug1 raise?")
    press(qtbot, shown, Key.Key_Space)
    assert shown.body.text() == "protein 0"
    shown.close()
