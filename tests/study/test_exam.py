"""The forecast and the planner before an exam: the rules that hold for every course."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.study.exam.course import Pace, after, course_of, ratings_of
from flashcards.study.exam.forecast import readiness
from flashcards.study.exam.moving import Moved, Why, moves
from flashcards.study.exam.planner import Frame, Policy, best_policy, choose, expected, gains, rehearse
from flashcards.study.exam.reach import curve, least_share
from flashcards.study.scheduler import DEFAULT_PARAMETERS

W = np.array(DEFAULT_PARAMETERS)
TODAY = 100


def course(stability, difficulty=5.0, waited=3, weights=None):
    """Cards last answered so many days ago; a stability of None is a new card."""
    count = len(stability)
    last = [float(TODAY - waited)] * count
    return course_of(
        stability, [difficulty] * count, last, [each + 0.5 for each in last], weights or [1.0] * count
    )


def frame(days=10, seconds=300.0):
    span = tuple(range(TODAY, TODAY + days))
    each = (seconds,) * days if isinstance(seconds, float) else tuple(seconds)
    return Frame(W, TODAY + days + 0.25, Pace(), span, each)


courses = st.lists(
    st.one_of(st.none(), st.floats(0.1, 400)), min_size=1, max_size=40
).map(course)  # fmt: skip
frames = st.lists(st.floats(0, 600), min_size=1, max_size=15).map(
    lambda seconds: frame(len(seconds), seconds)
)


def test_recall_is_nine_tenths_after_one_stability():
    cards = course([10.0, None], waited=0)
    assert cards.recalls(W, TODAY + 10.5) == pytest.approx([0.9, 0.0])


def test_an_answer_does_to_a_memory_what_the_scheduler_says(calendar_scheduler):
    scheduler, memory = calendar_scheduler
    for rating in (2, 3, 4):
        cards = course([memory.stability], memory.difficulty, waited=12)
        stability, difficulty = after(W, cards, np.array([rating]), TODAY)
        wanted = scheduler(rating, TODAY - 12, TODAY)
        assert (stability[0], difficulty[0]) == pytest.approx((wanted.stability, wanted.difficulty), rel=1e-6)


@pytest.fixture
def calendar_scheduler():
    from dataclasses import replace
    from datetime import UTC

    from flashcards.core.clock import StudyCalendar
    from flashcards.core.reviews import CardState, Memory, Rating
    from flashcards.core.settings import StudySettings
    from flashcards.study.scheduler import Scheduler

    calendar = StudyCalendar(UTC)
    scheduler = Scheduler(StudySettings(), calendar)
    memory = Memory(CardState.REVIEW, stability=20.0, difficulty=6.0, interval=20, reps=3)

    def answered(rating, last_day, day):
        known = replace(memory, last_day=last_day, due_day=last_day + 20, last_at=last_day * 86_400_000)
        return scheduler.answer(1, known, Rating(rating), calendar.start_of(day), 0).after

    return answered, memory


def test_readiness_counts_the_unseen_as_nothing_and_says_how_sure_it_is():
    found = readiness(np.array([0.9, 0.5, 0.0, 0.0]), np.ones(4), 0.8)
    assert (found.share, found.cards, found.unseen, found.below) == (pytest.approx(0.35), 4, 2, 3)
    assert found.low < 0.35 < found.high <= 0.5
    weighted = readiness(np.array([0.9, 0.5]), np.array([3.0, 1.0]), 0.8)
    assert weighted.share == pytest.approx(0.8)
    many = readiness(np.full(4000, 0.9), np.ones(4000), 0.8)
    assert many.high - many.low < weighted.high - weighted.low
    soon = readiness(np.full(4000, 0.9), np.ones(4000), 0.8, within_a_day=True)
    assert soon.high - soon.low > many.high - many.low
    assert readiness(np.array([]), np.array([]), 0.9).share == 0.0


@given(courses, frames, st.integers(0, 15), st.sampled_from([0.7, 0.9]))
@settings(max_examples=60)
def test_no_day_is_fuller_than_it_may_be_and_nothing_is_lost(cards, plan, hold_days, hold):
    found = rehearse(cards, plan, Policy(TODAY + hold_days, hold))
    assert all(used <= most + 1e-6 for used, most in zip(found.seconds, plan.seconds, strict=True))
    assert sum(found.new) <= int(np.sum(~cards.known))
    assert set(found.first[found.first >= 0]) <= set(plan.days)
    assert sum(found.looks) >= int(np.sum(found.first >= 0))
    again = rehearse(cards, plan, Policy(TODAY + hold_days, hold))
    assert (found.recalls == again.recalls).all()


@given(courses, frames)
@settings(max_examples=40)
def test_every_look_is_worth_it(cards, plan):
    gain, seconds = gains(cards, plan, TODAY)
    chosen = choose(cards, plan, TODAY, Policy())
    assert (gain[chosen] > 0).all()
    rates = (gain / seconds)[chosen]
    assert (np.diff(rates) <= 1e-12).all()


@given(st.lists(st.floats(0, 1, exclude_max=True), min_size=2, max_size=2), st.floats(0, 1), st.booleans())
def test_ratings_are_ratings(draws, recall, known):
    rating = ratings_of(np.array([[draws[0]], [draws[1]]]), np.array([recall]), np.array([known]))[0]
    assert rating in (1, 2, 3, 4)
    if known:
        assert (rating == 1) == (draws[0] >= recall)


def test_new_cards_are_finished_in_time():
    found = rehearse(course([None] * 60), frame(10, 400.0), Policy())
    assert (found.first >= 0).all()
    assert found.first.max() < TODAY + 8


def test_a_card_that_fsrs_would_leave_alone_gets_one_late_look():
    cards = course([300.0] * 20 + [40.0] * 20, waited=30)
    found = rehearse(cards, frame(20, 60.0), Policy())
    assert (found.first >= 0).all()
    weak, strong = found.first[20:], found.first[:20]
    assert weak.mean() < strong.mean() or weak.max() >= TODAY + 15
    assert max(found.seconds) <= 60.0


def test_days_without_time_stay_empty():
    found = rehearse(course([None] * 30), frame(4, (0.0, 200.0, 0.0, 200.0)), Policy())
    assert found.looks[0] == found.looks[2] == 0
    assert found.looks[1] > 0


def test_cards_that_weigh_nothing_get_no_time():
    cards = course([None, None], weights=[0.0, 1.0])
    assert list(choose(cards, frame(), TODAY, Policy())) == [1]


def test_the_best_policy_is_at_least_as_good_as_any_and_reach_grows_with_time():
    cards = course([None] * 150 + [5.0] * 50)
    plan = frame(20, 180.0)
    policy, recall = best_policy(cards, plan)
    assert recall == pytest.approx(expected(cards, rehearse(cards, plan, policy).recalls))
    assert recall >= expected(cards, rehearse(cards, plan, Policy()).recalls)
    reached = curve(cards, plan)
    assert reached == sorted(reached)
    share = least_share(cards, plan, 0.9)
    assert best_policy(cards, plan.scaled(share))[1] >= 0.9
    assert best_policy(cards, plan.scaled(share * 0.9))[1] < 0.9


def test_goals_that_need_nothing_and_goals_that_nothing_reaches():
    assert least_share(course([500.0] * 5), frame(5), 0.8) == 0.0
    assert least_share(course([None] * 50), frame(1, 30.0), 0.99) is None
    assert least_share(course([None]), frame(2, 0.0), 0.8) is None


def test_many_cards_are_judged_by_a_sample_of_them():
    cards = course([None] * 1500 + [float(each) for each in range(1, 1501)])
    plan = frame(10, 6000.0)
    policy, recall = best_policy(cards, plan)
    assert recall == pytest.approx(expected(cards, rehearse(cards, plan, policy).recalls), abs=0.02)


def test_every_move_says_why():
    exam = TODAY + 10
    due = [TODAY + 30, TODAY + 5, TODAY + 2, TODAY + 3, None, TODAY - 4, exam, TODAY + 7]
    first = [TODAY + 8, TODAY + 3, TODAY + 6, -1, TODAY, TODAY, -1, TODAY + 7]
    assert moves(due, first, TODAY, exam) == [
        Moved(0, TODAY + 30, TODAY + 8, Why.LAST_LOOK),
        Moved(1, TODAY + 5, TODAY + 3, Why.EARLIER),
        Moved(2, TODAY + 2, TODAY + 6, Why.LATER),
        Moved(3, TODAY + 3, exam, Why.AFTER),
    ]
