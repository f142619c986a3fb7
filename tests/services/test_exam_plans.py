"""Forecast and plan over a library: what is told, which cards move and why, and that they go back."""

from dataclasses import replace
from datetime import UTC, date, timedelta

import pytest

from flashcards.app import open_app
from flashcards.core.errors import BadInput
from flashcards.core.exams import Coverage, Exam
from flashcards.core.facts import FactKind
from flashcards.core.reviews import CardState, Rating
from flashcards.study.exam.moving import Why
from tests.conftest import MONDAY, stock

AGAIN, HARD, GOOD, EASY = Rating


@pytest.fixture
def learnt(app, stocked, clock):
    """Twelve cards of a deck: six known for long and due after the exam, three of a week, three new."""
    card_ids = stocked(12, "Biology")
    for number, card_id in enumerate(card_ids[:9]):
        app.study.answer(card_id, EASY)
        clock.advance(seconds=number)
    clock.advance(days=9)
    for card_id in card_ids[:6]:
        app.study.answer(card_id, GOOD)
    return card_ids


@pytest.fixture
def exam(app, learnt, clock):
    at = clock() + timedelta(days=12)
    return app.exams.add(Exam("Biology", at, Coverage(decks=("Biology",)), minutes=(3.0,) * 7))[0]


def due_days(app, card_ids):
    return [app.study.show(each).card.memory.due_day for each in card_ids]


def test_the_forecast_counts_all_cards_at_the_hour_of_the_exam(app, learnt, exam, clock):
    found = app.exam_plans.forecast("biology")
    assert (found.days, found.readiness.cards, found.readiness.unseen) == (12, 12, 3)
    at_exam = [0.0] * 12
    for number, card_id in enumerate(learnt):
        clock.now += timedelta(days=12)
        at_exam[number] = app.study.show(card_id).retrievability or 0.0
        clock.now -= timedelta(days=12)
    assert found.readiness.share == pytest.approx(sum(at_exam) / 12, abs=0.01)
    assert sum(each.cards for each in found.by_role.values()) == 12
    assert {role: each.unseen for role, each in found.by_role.items()} == {
        FactKind.MECHANISM: 1,
        FactKind.THEORY: 1,
        FactKind.RISK: 1,
    }
    assert list(found.by_topic) == [app.articles.all()[0].title]
    assert {card_id for card_id, _chance in found.weakest[:3]} == set(learnt[6:9])
    assert not found.within_a_day
    clock.advance(days=11, hours=12)
    assert app.exam_plans.forecast("Biology").within_a_day


def test_the_outlook_tells_the_days_with_the_plan_and_without(app, exam, clock):
    app.study.answer(app.exam_plans.forecast("Biology").weakest[0][0], GOOD, 30_000)
    found = app.exam_plans.outlook("Biology")
    assert found.forecast == app.exam_plans.forecast("Biology")
    assert found.plan == app.exam_plans.plan("Biology")
    assert found.minutes_done == pytest.approx(0.5)
    moments = [level.moment for level in found.levels]
    today = app.calendar.day_of(clock())
    assert moments[0] == pytest.approx(today + 5 / 24)  # nine o'clock, and the day began at four
    assert moments[1:-1] == list(range(today + 1, today + 13))
    assert moments == sorted(moments)
    stopped = [level.stopped for level in found.levels]
    assert stopped == sorted(stopped, reverse=True)
    assert stopped[-1] == pytest.approx(found.forecast.readiness.share)
    assert found.levels[-1].followed == pytest.approx(found.plan.expected.share)
    assert found.levels[0].followed == stopped[0]


def test_the_most_valuable_ten_minutes_begin_with_what_the_plan_shows_today(app, exam, learnt, clock):
    found = app.exam_plans.outlook("Biology")
    assert set(found.valuable[:3]) == set(learnt[9:])  # what is new gains most
    assert len(found.valuable) == len(set(found.valuable)) <= 12
    assert set(found.weakest) == set(learnt)
    assert set(found.weakest[:3]) == set(learnt[6:9])
    assert set(found.weakest[-3:]) == set(learnt[9:])
    first = found.valuable[0]
    app.cards.bury([first])
    app.study.answer(found.valuable[1], GOOD)
    later = app.exam_plans.outlook("Biology").valuable
    assert first not in later
    assert found.valuable[1] not in later


def test_the_plan_fills_no_day_beyond_its_minutes_and_gains(app, exam):
    plan = app.exam_plans.plan("Biology")
    assert plan.expected.share > plan.without.share
    assert all(day.filled <= day.minutes for day in plan.days)
    assert sum(day.new for day in plan.days) == 3
    assert (plan.unseen, plan.days[0].day, len(plan.days)) == (0, date(2026, 3, 11), 12)
    assert [recall for _minutes, recall in plan.reach] == sorted(recall for _minutes, recall in plan.reach)
    assert plan.fewest is not None
    assert plan.fewest < 3.0
    assert plan.new_limit == 20


def test_cards_move_for_a_last_look_with_the_reason_and_the_queue_follows(app, learnt, exam, dump, clock):
    before, memories = dump(app), due_days(app, learnt)
    shown = app.exam_plans.plan("Biology")
    assert dump(app) == before
    plan, _changes = app.exam_plans.apply("Biology")
    assert plan.moved == shown.moved
    last = [move for move in plan.moved if move.why is Why.LAST_LOOK]
    assert {move.card_id for move in last} >= set(learnt[:6])
    for move in plan.moved:
        assert app.calendar.date_of(app.study.show(move.card_id).card.memory.due_day) == move.to
        assert move.to < date(2026, 3, 23)
    was = last[0].was
    assert app.exam_plans.why(last[0].card_id) == (
        f"Moved for Biology, was due {was.day} {was:%B}: a last look, since it would come only after the exam."
    )
    new = app.exam_plans.why(learnt[-1])
    assert new is not None
    assert new.startswith("New for Biology: ")
    for card_id in learnt:
        assert app.study.replayed(card_id) == app.study.show(card_id).card.memory
    moved = min(plan.moved, key=lambda move: move.to)
    clock.now += moved.to - app.calendar.date_of(app.calendar.day_of(clock()))
    assert moved.card_id in [card.id for card in app.study.due("Biology")]
    app.history.undo()
    assert dump(app) == before
    assert due_days(app, learnt) == memories


def test_planning_again_starts_from_the_dates_that_memories_gave(app, exam, learnt, dump):
    first = app.exam_plans.apply("Biology")[0]
    again = app.exam_plans.apply("Biology")[0]
    assert again.moved == first.moved
    app.exams.change(
        "Biology", Exam("Biology", exam.at, Coverage(roles=(FactKind.RISK,)), minutes=(0.0,) * 7)
    )
    third = app.exam_plans.apply("Biology")[0]
    assert all(move.why is Why.AFTER for move in third.moved)


def test_cards_go_back_when_the_exam_is_over_or_gone(app, exam, learnt, clock):
    plan = app.exam_plans.apply("Biology")[0]
    moved = [move.card_id for move in plan.moved]
    planned = due_days(app, moved)
    app.study.answer(moved[0], GOOD)
    answered = due_days(app, moved[:1])
    assert app.exams.release()[0] == 0
    clock.advance(days=13)
    assert app.exams.release()[0] == len(moved) - 1
    back = due_days(app, moved)
    assert back[:1] == answered
    assert back[1:] != planned[1:]
    # They lie where the schedule would put them if it were made anew.
    assert app.optimiser.reschedule(only=moved[1:])[0] == 0
    app.history.undo()
    assert due_days(app, moved)[1:] == planned[1:]
    app.exams.remove("Biology")
    assert due_days(app, moved) == back
    assert app.exam_plans.why(moved[1]) is None


def test_a_library_that_is_opened_after_the_exam_has_its_cards_back(tmp_path, clock):
    path = tmp_path / "library.db"
    app = open_app(path, clock, zone=UTC)
    card_ids = stock(app, 3)
    for card_id in card_ids:
        app.study.answer(card_id, EASY)
    before = due_days(app, card_ids)
    app.exams.add(Exam("Biology", MONDAY + timedelta(days=4), minutes=(5.0,) * 7))
    assert len(app.exam_plans.apply("Biology")[0].moved) == 3
    app.close()
    clock.advance(days=3)
    app = open_app(path, clock, zone=UTC)
    assert all(now < then for now, then in zip(due_days(app, card_ids), before, strict=True))
    app.close()
    clock.advance(days=1)
    open_app(path, clock, zone=UTC, write=False).close()
    app = open_app(path, clock, zone=UTC)
    assert app.exam_plans.why(card_ids[0]) is None
    assert app.optimiser.reschedule()[0] == 0
    app.close()


def test_of_two_exams_the_one_that_needs_a_card_sooner_has_it(app, exam, learnt, clock):
    app.exam_plans.apply("Biology")
    days = due_days(app, learnt)
    later = Exam("Finals", clock() + timedelta(days=40), minutes=(3.0,) * 7)
    app.exams.add(later)
    plan = app.exam_plans.apply("Finals")[0]
    assert all(now <= then for now, then in zip(due_days(app, learnt[:9]), days[:9], strict=True))
    owned = {card_id: app.exam_plans.why(card_id) for card_id in learnt[:9]}
    assert any(text and "Biology" in text for text in owned.values())
    assert {move.card_id for move in plan.moved}.isdisjoint(
        card_id for card_id, text in owned.items() if text and "Biology" in text
    )


def test_on_the_day_of_the_exam_the_day_itself_is_planned(app, exam, clock):
    clock.now = exam.at - timedelta(minutes=1)
    plan = app.exam_plans.plan("Biology")
    assert len(plan.days) == 1
    assert plan.days[0].minutes == pytest.approx(1.0)


def test_what_was_studied_today_is_no_longer_there(app, exam, learnt):
    before = app.exam_plans.plan("Biology").days[0].minutes
    app.study.answer(learnt[6], GOOD, 60_000)
    assert app.exam_plans.plan("Biology").days[0].minutes == pytest.approx(before - 1.0)


def test_exams_that_are_over_or_cover_nothing(app, stocked, clock):
    app.exams.add(Exam("Empty", MONDAY + timedelta(days=3)))
    with pytest.raises(BadInput, match="covers no cards"):
        app.exam_plans.plan("Empty")
    stocked(2)
    clock.advance(days=3)
    with pytest.raises(BadInput, match="is over"):
        app.exam_plans.forecast("Empty")


def test_exams_are_planned_once_a_day_without_being_asked(app, exam, learnt, clock):
    app.exams.add(Exam("By hand", exam.at, Coverage(decks=("Biology",)), daily=False))
    app.exams.add(Exam("Empty", exam.at, Coverage(tags=("none",))))
    assert app.exam_plans.behind() == ["Biology", "Empty"]
    before = due_days(app, learnt[:9])
    kept, _changes = app.exam_plans.keep_up()
    assert kept.exams == ("Biology",)
    assert kept.moved == sum(now != then for now, then in zip(due_days(app, learnt[:9]), before, strict=True))
    assert kept.moved > 0
    assert app.exam_plans.behind() == ["Empty"]
    again, changes = app.exam_plans.keep_up()
    assert (again.exams, again.moved, bool(changes)) == ((), 0, False)
    app.exams.change("Biology", replace(exam, minutes=(1.0,) * 7))
    assert app.exam_plans.behind() == ["Biology", "Empty"]
    app.exam_plans.apply("Biology")
    assert app.exam_plans.behind() == ["Empty"]
    clock.advance(days=1)
    assert app.exam_plans.behind() == ["Biology", "Empty"]


def test_a_plan_that_nobody_asked_for_is_taken_back_with_the_change_before_it(app, exam, learnt, dump):
    before = dump(app)
    app.study.answer(learnt[9], GOOD)
    mark, answered = app.history.mark, dump(app)
    assert app.exam_plans.keep_up()[0].moved > 0
    assert (app.history.undo_label, app.history.mark) == ("Answer", mark)
    planned = dump(app)
    assert planned != answered
    app.history.undo()
    assert dump(app) == before
    app.history.redo()
    assert dump(app) == planned


def test_where_nothing_was_changed_before_the_plan_can_be_undone_itself(tmp_path, clock):
    path = tmp_path / "library.db"
    app = open_app(path, clock, zone=UTC)
    for card_id in stock(app, 3):
        app.study.answer(card_id, EASY)
    app.exams.add(Exam("Biology", MONDAY + timedelta(days=4), minutes=(5.0,) * 7))
    app.close()
    app = open_app(path, clock, zone=UTC, undo=True)
    assert app.exam_plans.keep_up()[0].moved == 3
    assert app.history.undo_label == "Plan for Biology"
    app.history.undo()
    assert app.exam_plans.behind() == ["Biology"]
    clock.advance(days=5)
    assert app.exam_plans.keep_up()[0].back == 0
    app.close()


def test_cards_of_an_exam_that_is_over_go_back_unasked(app, exam, learnt, clock):
    moved = app.exam_plans.keep_up()[0].moved
    clock.advance(days=13)
    kept, changes = app.exam_plans.keep_up()
    assert kept.back == moved
    assert changes
    assert app.exam_plans.why(learnt[0]) is None


def test_within_hours_a_card_of_the_exam_has_a_range(app, exam, learnt, clock):
    assert app.exam_plans.why(learnt[6]) is None
    clock.now = exam.at - timedelta(hours=2)
    words = app.exam_plans.why(learnt[6])
    assert words is not None
    assert words.startswith("Biology is in 2 hours: ")
    low, high = (int(each.rstrip("%,")) for each in words.split() if "%" in each)
    middle = dict(app.exam_plans.forecast("Biology").weakest)[learnt[6]]
    assert (low + high) / 200 == pytest.approx(middle, abs=0.02)
    assert high - low in {19, 20, 21}
    assert app.exam_plans.why(learnt[11]) is None  # never answered
    clock.now = exam.at
    assert app.exam_plans.why(learnt[6]) is None


@pytest.fixture
def fresh(app, stocked, clock):
    """Twelve new cards of an exam in four days, with time for some of them each day, and three that it does not cover."""
    card_ids = stocked(12, "Biology"), stocked(3, "History")
    at = clock() + timedelta(days=4)
    app.exams.add(Exam("Biology", at, Coverage(decks=("Biology",)), minutes=(1.5,) * 7))
    return card_ids


def new_ids(app):
    return [card.id for card in app.study.due() if card.memory.state is CardState.NEW]


def test_the_queue_keeps_to_the_pace_of_new_cards_that_the_plan_has(app, fresh, clock):
    biology, history = fresh
    app.presets.change("Default", {"new_per_day": "4"})
    assert len(new_ids(app)) == app.study.left().new == 4
    plan = app.exam_plans.apply("Biology")[0]
    today = plan.days[0].new
    assert 0 < today < 4
    wanted = new_ids(app)
    assert len(set(wanted) & set(biology)) == today
    assert len(set(wanted) & set(history)) == 4 - today  # the room that the limit leaves
    assert app.study.left().new == 4
    assert app.study.left("Biology").new == today
    assert app.study.next("Biology").card.id in wanted
    for card_id in set(wanted) & set(biology):
        app.study.answer(card_id, EASY)
    assert app.study.left("Biology").new == 0
    assert app.study.next("Biology") is None
    clock.advance(days=1)
    assert app.study.left("Biology").new == plan.days[1].new


def test_a_plan_may_want_more_new_cards_than_the_presets_allow(app, fresh):
    app.presets.change("Default", {"new_per_day": "1"})
    today = app.exam_plans.apply("Biology")[0].days[0].new
    assert today > 1
    assert app.study.left().new == len(new_ids(app)) == today
    assert set(new_ids(app)) <= set(fresh[0])
    assert next(each for each in app.decks.all() if each.name == "Biology").new == today
    assert app.study.next().card.id in fresh[0]


def test_cards_that_come_after_the_plan_keep_to_the_presets(app, fresh, stocked):
    app.exam_plans.apply("Biology")
    before = app.study.left("Biology").new
    stocked(5, "Biology")
    assert app.study.left("Biology").new == before + 5


def test_new_cards_are_free_again_after_the_exam_or_without_it(app, fresh, clock, dump):
    before = dump(app)
    app.exam_plans.apply("Biology")
    held = next(each for each in fresh[0] if each not in new_ids(app))
    words = app.exam_plans.why(held)
    assert words is not None
    assert words.startswith("New for Biology: its plan wants the card from ")
    app.history.undo()
    assert dump(app) == before
    assert app.study.left().new == 15
    app.history.redo()
    assert app.study.left("Biology").new < 12
    clock.advance(days=4)
    assert app.exam_plans.keep_up()[0].back == 0
    assert app.study.left("Biology").new == 12
    assert app.exam_plans.why(held) is None
    app.history.undo()
    app.exams.remove("Biology")
    assert app.study.left("Biology").new == 12


def test_of_two_exams_the_one_that_wants_a_new_card_sooner_has_it(app, fresh, clock):
    app.exam_plans.apply("Biology")
    today = set(new_ids(app)) & set(fresh[0])
    app.exams.add(Exam("Finals", clock() + timedelta(days=30), minutes=(60.0,) * 7))
    app.exam_plans.apply("Finals")
    assert today <= set(new_ids(app))
    assert "Biology" in app.exam_plans.why(next(iter(today)))
