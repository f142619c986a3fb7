"""Exams in the window: the page, its dialog, the line on the first page."""

import csv
from datetime import UTC, date, datetime, timedelta
from threading import Event

import pytest
from PySide6.QtCore import QDate, QDateTime, Qt, QTime

from flashcards.core.exams import Coverage, Exam
from flashcards.core.facts import FactKind
from flashcards.core.reviews import Rating
from flashcards.gui.dialogs.exam import ExamDialog
from flashcards.gui.theme import Scheme
from flashcards.gui.widgets.exam_words import countdown_words, reach_words, share_words
from tests.gui.test_window import unnamed

GOOD, EASY = Rating.GOOD, Rating.EASY


@pytest.fixture
def learnt(app, stocked, clock):
    """Nine cards, six of which were answered a week ago."""
    card_ids = stocked(9, "Biology")
    for card_id in card_ids[:6]:
        app.study.answer(card_id, GOOD, 8000)
    clock.advance(days=7)
    return card_ids


@pytest.fixture
def exam(app, learnt, clock):
    at = clock() + timedelta(days=12)
    return app.exams.add(Exam("Biology", at, Coverage(decks=("Biology",)), minutes=(3.0,) * 7))[0]


@pytest.fixture
def page(window, exam, qtbot):
    """The page with its exam read."""
    window.go(window.exams)
    wait_read(window, qtbot)
    return window.exams


def wait_read(window, qtbot):
    qtbot.waitUntil(lambda: window.exams.details._outlook is not None and not window.exams._work.runs)


def asked(window, qtbot):
    """The dialog that is open."""
    dialogs = [each for each in window.exams.findChildren(ExamDialog) if each.isVisible()]
    assert len(dialogs) == 1
    return dialogs[0]


def set_moment(dialog, moment):
    local = moment.astimezone()
    dialog.at.setDateTime(
        QDateTime(QDate(local.year, local.month, local.day), QTime(local.hour, local.minute))
    )


def test_without_an_exam_the_page_says_what_one_does(window, qtbot):
    window.go(window.exams)
    assert window.exams._stack.currentIndex() == 1
    assert not window.exams.add.isVisible()
    assert window._navigation.currentRow() == 5
    assert unnamed(window) == []


def test_how_one_stands_is_told_as_the_service_has_it(page, app, exam):
    found = app.exam_plans.outlook("Biology")
    head, today = page.details.head, page.details.today
    assert (head.number.text(), head.unit.text()) == ("12", "days until Biology")
    ready = found.forecast.readiness
    assert head.now.text() == (
        f"If you stop now you recall {share_words(ready.share)} of 9 cards at the exam: "
        f"{share_words(ready.low)} to {share_words(ready.high)}."
    )
    assert share_words(found.plan.expected.share) in head.planned.text()
    assert not head.doubt.isVisible()
    assert today.cards.text().startswith(f"{found.plan.days[0].cards} cards in ")
    assert f"{found.plan.days[0].new} new" in today.parts.text()
    assert today.reach.text() == reach_words(found.plan)
    assert "3 min: " in today.reach.text()
    assert today.fewest.text().startswith("The fewest minutes that reach 90%: about ")
    assert page._model.data(page._model.index(0, 4)) == share_words(ready.share)


def test_the_curve_is_told_day_by_day_to_keys_and_as_a_table(page, app, qtbot):
    chart, levels = page.details.chart, app.exam_plans.outlook("Biology").levels
    assert len(chart.cells) == len(levels) == 14
    assert chart.accessibleName() == "Readiness up to the day"
    assert chart.cells[0].words.startswith("now: ")
    last = levels[-1]
    assert chart.cells[-1].words == (
        f"the exam, 21 March: {share_words(last.followed)} with the plan, {share_words(last.stopped)} if you stop now"
    )
    assert chart.cells[1].words.startswith("after 9 March: ")
    qtbot.keyClick(chart, Qt.Key.Key_End)
    assert page.details.curve._words.text() == chart.cells[-1].words
    page.details.curve.as_table.click()
    assert page.details.curve._model.rowCount() == 14
    painted = chart.grab().toImage()
    page._theme.use(Scheme.DARK)
    assert chart.grab().toImage() != painted
    page._theme.use(Scheme.LIGHT)


def test_the_curve_is_saved_as_csv(page, tmp_path):
    path = tmp_path / "curve.csv"
    page.save_table(page.details.curve._table, path)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["after"] for row in rows[:2]] == ["now", "2026-03-09"]
    assert float(rows[-1]["with the plan"]) > float(rows[-1]["if you stop"])


def test_what_is_weakest_stands_first_and_enter_studies_it(page, app, window, qtbot):
    weakest = page.details.weakest
    shares = [weakest._groups.row(at).ready.share for at in range(weakest._groups.rowCount())]
    assert shares == sorted(shares)
    names = {weakest._groups.row(at).name for at in range(weakest._groups.rowCount())}
    assert names == {"Mechanism", "Theory", "Risk", app.articles.all()[0].title}
    assert weakest._cards.rowCount() == 6
    first = weakest._cards.row(0)
    assert first.card_id == app.exam_plans.forecast("Biology").weakest[0][0]
    assert "raise" in first.question
    assert weakest.told.text().startswith("9 cards below the goal, 3 of them not seen yet.")
    weakest.cards.selectRow(0)
    qtbot.keyClick(weakest.cards, Qt.Key.Key_Return)
    assert window._pages.currentWidget() is window.study
    assert window.study._current.card.id == first.card_id


def test_the_most_valuable_ten_minutes_are_a_session_of_those_cards(page, app, window, qtbot):
    valuable = app.exam_plans.outlook("Biology").valuable
    page.details.head.minutes.click()
    assert window._pages.currentWidget() is window.study
    assert app.sessions.current().chosen == valuable
    assert window.study._current.card.id == valuable[0]
    before = page.details.head.now.text()
    qtbot.keyClick(window.study, Qt.Key.Key_Space)
    qtbot.keyClick(window.study, Qt.Key.Key_4)
    window.go(page)
    qtbot.waitUntil(lambda: page.details.head.now.text() != before)


def test_cram_takes_the_weakest_and_leaves_the_schedule(page, app, window, qtbot):
    weakest = app.exam_plans.outlook("Biology").weakest
    memories = [app.study.show(each).card.memory for each in weakest]
    page.details.head.cram.click()
    session = app.sessions.current()
    assert session.plan.cram
    assert session.chosen[0] == weakest[0]
    qtbot.keyClick(window.study, Qt.Key.Key_Space)
    qtbot.keyClick(window.study, Qt.Key.Key_3)
    assert [app.study.show(each).card.memory for each in weakest] == memories


def test_a_quiz_is_about_what_the_exam_covers(page, app, window):
    page.details.head.quiz.click()
    assert window._pages.currentWidget() is window.quiz
    spec = window.quiz.chooser.spec()
    assert (spec.title, spec.covers) == ("Biology", app.exams.get("Biology").covers)


def test_an_exam_is_added_with_everything_that_it_has(window, app, learnt, clock, qtbot):
    app.decks.rename("Biology", "Science::Biology")
    window.go(window.exams)
    window.exams.ask()
    dialog = asked(window, qtbot)
    assert not dialog._ok.isEnabled()
    dialog.name.setText("  Finals ")
    moment = (clock() + timedelta(days=30)).replace(minute=30)
    set_moment(dialog, moment)
    dialog.goal.setValue(85)
    dialog.minutes.days[0].setValue(12.5)
    dialog.minutes._spread()
    dialog.minutes.days[6].setValue(0)
    dialog.days_off.first.setDate(QDate(2026, 3, 20))
    assert dialog.days_off.last.date() == QDate(2026, 3, 20)
    dialog.days_off.last.setDate(QDate(2026, 3, 22))
    dialog.days_off.add.click()
    dialog.days_off.list.setCurrentRow(1)
    qtbot.keyClick(dialog.days_off.list, Qt.Key.Key_Delete)
    for ticks in (dialog.decks, dialog.articles):
        ticks.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.roles.ticks[FactKind.THEORY].setChecked(False)
    dialog.roles.weights[FactKind.RISK].setValue(2.5)
    dialog.daily.setChecked(False)
    qtbot.waitUntil(lambda: dialog.hint.text() == "Covers 6 cards, 2 of them not seen yet.")
    assert unnamed(dialog) == []
    dialog.accept()
    saved = app.exams.get("Finals")
    article_id = app.articles.all()[0].id
    roles = tuple(role for role in FactKind if role is not FactKind.THEORY)
    assert saved == Exam(
        "Finals",
        moment.replace(second=0, microsecond=0),
        Coverage(("Science::Biology",), (article_id,), (), roles),
        0.85,
        (*(12.5,) * 6, 0.0),
        (date(2026, 3, 20), date(2026, 3, 22)),
        ((FactKind.RISK, 2.5),),
        daily=False,
        id=saved.id,
    )
    assert window._toast.isVisible()
    wait_read(window, qtbot)
    window.undo()
    assert app.exams.all() == []


def test_an_exam_that_is_changed_begins_as_it_is(page, app, window, exam, qtbot):
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    dialog = asked(window, qtbot)
    assert dialog.exam() == exam
    dialog.name.setText("Bio")
    dialog.accept()
    assert [each.name for each in app.exams.all()] == ["Bio"]
    assert page.details.head.unit.text() == "days until Bio"
    wait_read(window, qtbot)


def test_what_is_wrong_is_said_and_the_dialog_stays(page, app, window, clock, qtbot):
    page.ask()
    dialog = asked(window, qtbot)
    dialog.name.setText("biology")
    assert dialog._ok.isEnabled()
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.hint.text() == "There is already an exam “Biology”."
    set_moment(dialog, clock() - timedelta(hours=1))
    assert (dialog.hint.text(), dialog._ok.isEnabled()) == ("The exam must lie in the future.", False)
    set_moment(dialog, clock() + timedelta(hours=5))
    for tick in dialog.roles.ticks.values():
        tick.setChecked(False)
    assert (dialog.hint.text(), dialog._ok.isEnabled()) == ("Tick at least one role.", False)
    dialog.reject()
    assert len(app.exams.all()) == 1


def test_deleting_says_so_and_can_be_undone(page, app, window, exam, qtbot):
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page._stack.currentIndex() == 1)
    assert "Biology" in window._toast._text.text()
    window.undo()
    assert app.exams.all() == [exam]
    wait_read(window, qtbot)


def test_within_a_day_the_hours_count_and_the_doubt_is_said(page, app, window, exam, clock, qtbot):
    clock.now = exam.at - timedelta(hours=5)
    page.refresh()
    qtbot.waitUntil(page.details.head.doubt.isVisible)
    assert (page.details.head.number.text(), page.details.head.unit.text()) == ("5", "hours until Biology")
    assert "too narrow" in page.details.head.doubt.text()
    assert "rough" in page.details.curve._words.text()


def test_an_exam_that_is_over_or_covers_nothing_has_no_figures(page, app, window, exam, clock, qtbot):
    app.exams.add(Exam("Art", clock() + timedelta(days=20), Coverage(tags=("art",))))
    page.refresh()
    page.table.selectRow(1)
    qtbot.waitUntil(lambda: page.details.head.now.text() == "The exam “Art” covers no cards.")
    assert not page.details.curve.isVisible()
    assert not page.details.head.minutes.isEnabled()
    clock.now = exam.at
    page.refresh()
    page.table.selectRow(0)
    assert page.details.head.unit.text() == "Biology is over"
    assert not page.details.head.change.isEnabled()


def test_planning_can_be_cancelled_and_says_so(page, window, app, monkeypatch, qtbot):
    begun, free = Event(), Event()
    outlook = type(app.exam_plans).outlook

    def slow(self, name, report, cancel):
        begun.set()
        free.wait(10)
        return outlook(self, name, report, cancel)

    monkeypatch.setattr(type(app.exam_plans), "outlook", slow)
    shown = page.details.head.now.text()
    page.refresh()
    qtbot.waitUntil(lambda: begun.is_set() and page.bar.isVisible())
    page.bar.cancel_asked.emit()
    free.set()
    assert not page.bar.isVisible()
    assert "figures are those from before" in window._toast._text.text()
    assert page.details.head.now.text() == shown


def test_the_first_page_has_a_line_about_the_nearest_exam(window, app, exam, clock, qtbot):
    app.exams.add(Exam("Art", clock() + timedelta(days=20)))
    window.go(window.today)
    window.today.refresh()
    line = window.today._exam
    share = app.exam_plans.forecast("Biology").readiness.share
    words = f"Biology in 12 days: you would recall {share_words(share)} of it if you stopped now; the goal is 90%."
    qtbot.waitUntil(lambda: line.words.text() == words)
    line.open.click()
    assert window._pages.currentWidget() is window.exams
    assert window.exams._exam == exam
    wait_read(window, qtbot)
    for each in app.exams.all():
        app.exams.remove(each.name)
    window.go(window.today)
    window.today.refresh()
    assert not line.isVisible()


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=12), "in 12 days"),
        (timedelta(hours=25), "in 1 day"),
        (timedelta(hours=23), "in 23 hours"),
        (timedelta(minutes=61), "in 1 hour"),
        (timedelta(minutes=20), "in 20 minutes"),
        (timedelta(seconds=5), "in 1 minute"),
        (timedelta(0), "over"),
    ],
)
def test_how_long_it_is_until_an_exam(app, left, words):
    now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert countdown_words(Exam("E", now + left), now, app.calendar) == words


def test_an_exam_that_is_added_is_planned_at_once_and_one_undo_takes_both_back(
    window, app, learnt, clock, qtbot
):
    for card_id in learnt[:6]:
        app.study.answer(card_id, EASY)
    days = [app.study.show(each).card.memory.due_day for each in learnt]
    window.go(window.exams)
    window.exams._save(Exam("Biology", clock() + timedelta(days=5), minutes=(3.0,) * 7), "")
    qtbot.waitUntil(lambda: window._toast._text.text().startswith("Planned for Biology: "))
    assert app.exam_plans.behind() == []
    wait_read(window, qtbot)
    assert [app.study.show(each).card.memory.due_day for each in learnt] != days
    window.undo()
    assert app.exams.all() == []
    assert [app.study.show(each).card.memory.due_day for each in learnt] == days


def test_a_new_study_day_is_planned_by_itself_but_never_while_cards_are_studied(
    window, app, exam, clock, qtbot
):
    window._keeper.look()
    qtbot.waitUntil(lambda: app.exam_plans.behind() == [])
    qtbot.waitUntil(window._keeper._timer.isActive)
    left = (app.calendar.start_of(app.calendar.day_of(clock()) + 1) - clock()).total_seconds()
    assert window._keeper._timer.interval() == pytest.approx(left * 1000, abs=3000)
    window.start_study("")
    shown = window.study._current
    clock.advance(days=1)
    window._keeper._timer.timeout.emit()
    window.tasks.run(lambda _report: None, then=lambda _none: window.bus.setObjectName("idle"), failed=print)
    qtbot.waitUntil(lambda: window.bus.objectName() == "idle")
    assert app.exam_plans.behind() == ["Biology"]
    assert window.study._current is shown
    window.go(window.today)
    qtbot.waitUntil(lambda: app.exam_plans.behind() == [])


def test_what_was_planned_just_as_study_began_is_shown_after_it(window, app, exam, monkeypatch, qtbot):
    free = Event()
    keep_up = type(app.exam_plans).keep_up

    def slow(self, report):
        free.wait(10)
        return keep_up(self, report)

    monkeypatch.setattr(type(app.exam_plans), "keep_up", slow)
    window._keeper.look()
    window.start_study("")
    heard = []
    window.bus.changed.connect(heard.append)
    free.set()
    qtbot.waitUntil(lambda: bool(window._keeper._held))
    assert heard == []
    window.go(window.today)
    assert heard


def test_why_now_says_what_the_exam_has_to_do_with_it(window, app, learnt, clock, qtbot):
    for card_id in learnt[:6]:
        app.study.answer(card_id, EASY)
    at = clock() + timedelta(days=5)
    app.exams.add(Exam("Biology", at, minutes=(3.0,) * 7))
    move = app.exam_plans.apply("Biology")[0].moved[0]
    clock.now += move.to - app.calendar.date_of(app.calendar.day_of(clock()))
    window.start_study("")
    qtbot.keyClick(window.study, Qt.Key.Key_W)
    why = window.study._desk.why
    assert why.text().startswith(f"Moved for Biology, was due {move.was.day} {move.was:%B}: a last look")
    assert "in 5 hours" not in why.text()
    clock.now = at - timedelta(hours=5)
    window.study.refresh()
    qtbot.keyClick(window.study, Qt.Key.Key_W)
    qtbot.keyClick(window.study, Qt.Key.Key_W)
    assert "Biology is in 5 hours: if it is not seen again, the chance then is " in why.text()
    assert "a range, for the schedule thinks in days." in why.text()
    qtbot.keyClick(window.study, Qt.Key.Key_W)
    assert not why.isVisible()
