"""The scheduler against FSRS-6's published formulas, computed here a second time in plain floats."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import exp, floor
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from flashcards.core.clock import StudyCalendar
from flashcards.core.reviews import CardState, Memory, Rating, ReviewKind
from flashcards.core.settings import StudySettings
from flashcards.study.scheduler import Scheduler

AGAIN, HARD, GOOD, EASY = Rating
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
CALENDAR = StudyCalendar(UTC)
SCHEDULER = Scheduler(StudySettings(), CALENDAR)
NO_STEPS = Scheduler(StudySettings(learning_steps=(), relearning_steps=()), CALENDAR)

# FSRS-6's default parameters.
W = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629,
    1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip
FACTOR = 0.9 ** (-1 / W[20]) - 1


def recall(days, stability):
    return (1 + FACTOR * days / stability) ** -W[20]


def first_difficulty(grade):
    return W[4] - exp(W[5] * (grade - 1)) + 1


def next_difficulty(difficulty, grade):
    eased = difficulty - W[6] * (grade - 3) * (10 - difficulty) / 9
    return min(10.0, max(1.0, W[7] * first_difficulty(4) + (1 - W[7]) * eased))


def next_stability(stability, difficulty, days, grade):
    if days == 0:
        change = exp(W[17] * (grade - 3 + W[18])) * stability ** -W[19]
        return stability * (max(1.0, change) if grade >= 2 else change)
    chance = recall(days, stability)
    if grade == 1:
        long_term = W[11] * difficulty ** -W[12] * ((stability + 1) ** W[13] - 1) * exp(W[14] * (1 - chance))
        return min(long_term, stability / exp(W[17] * W[18]))
    bonus = {2: W[15], 3: 1.0, 4: W[16]}[grade]
    growth = exp(W[8]) * (11 - difficulty) * stability ** -W[9] * (exp(W[10] * (1 - chance)) - 1) * bonus
    return stability * (1 + growth)


def answered(memory, rating, moment, scheduler=SCHEDULER, card_id=1):
    return scheduler.answer(card_id, memory, rating, moment, 1000).after


def in_review(stability=10.0, difficulty=5.0, day=None, interval=10):
    last_day = CALENDAR.day_of(START) if day is None else day
    return Memory(
        state=CardState.REVIEW,
        stability=stability,
        difficulty=difficulty,
        due_day=last_day + interval,
        last_at=int(START.timestamp() * 1000),
        last_day=last_day,
        interval=interval,
        reps=3,
    )


HISTORIES = st.lists(
    st.tuples(st.sampled_from(Rating), st.integers(0, 60 * 24 * 60)), min_size=1, max_size=15
)


@pytest.mark.parametrize(
    ("rating", "stability"), [(AGAIN, 0.212), (HARD, 1.2931), (GOOD, 2.3065), (EASY, 8.2956)]
)
def test_the_first_answer_gives_the_published_stability_and_difficulty(rating, stability):
    after = answered(Memory(), rating, START)
    assert after.stability == pytest.approx(stability)
    assert after.difficulty == pytest.approx(max(1.0, first_difficulty(int(rating))))


@pytest.mark.parametrize(("rating", "days"), [(AGAIN, 1), (HARD, 1), (GOOD, 2), (EASY, 8)])
def test_the_first_interval_without_steps(rating, days):
    after = answered(Memory(), rating, START, NO_STEPS)
    assert after.state is CardState.REVIEW
    lowest, highest = anki_range(days)
    assert lowest <= after.interval <= highest
    assert after.due_day == after.last_day + after.interval


@given(history=HISTORIES)
def test_any_history_follows_the_formulas(history):
    memory, stability, difficulty, moment, last_day = Memory(), None, None, START, None
    for rating, minutes in history:
        moment += timedelta(minutes=minutes)
        day = CALENDAR.day_of(moment)
        if stability is None:
            stability, difficulty = W[rating - 1], min(10.0, max(1.0, first_difficulty(int(rating))))
        else:
            grade = int(rating)
            stability = next_stability(stability, difficulty, day - last_day, grade)
            stability = min(36500.0, max(0.001, stability))
            difficulty = next_difficulty(difficulty, grade)
        last_day = day
        memory = answered(memory, rating, moment)
        assert memory.stability == pytest.approx(stability, rel=1e-9)
        assert memory.difficulty == pytest.approx(difficulty, rel=1e-9)


@given(history=HISTORIES, card_id=st.integers(1, 1000))
def test_replaying_the_log_gives_the_memory(history, card_id):
    memory, moment, logs = Memory(), START, []
    for rating, minutes in history:
        moment += timedelta(minutes=minutes)
        logs.append(SCHEDULER.answer(card_id, memory, rating, moment, 1000))
        memory = logs[-1].after
    assert SCHEDULER.replay(logs) == memory


@given(
    history=st.lists(
        st.tuples(st.sampled_from(Rating), st.integers(-(10**6), 10**6)), min_size=1, max_size=12
    )
)
def test_a_clock_that_jumps_keeps_everything_sane(history):
    memory, moment, logs = Memory(), START, []
    for rating, minutes in history:
        moment += timedelta(minutes=minutes)
        logs.append(SCHEDULER.answer(1, memory, rating, moment, 0))
        memory = logs[-1].after
    assert all(log.elapsed_days >= 0 for log in logs)
    assert all(log.after.interval >= 0 for log in logs)
    assert all(log.scheduled_days > 0 for log in logs if log.after.state is CardState.REVIEW)
    assert [log.at for log in logs] == sorted({log.at for log in logs})
    assert SCHEDULER.replay(logs) == memory


def test_an_evening_and_the_next_morning_are_one_day_apart():
    evening = datetime(2026, 3, 2, 23, tzinfo=UTC)
    first = SCHEDULER.answer(1, Memory(), EASY, evening, 0)
    second = SCHEDULER.answer(1, first.after, GOOD, evening + timedelta(hours=9), 0)
    assert second.elapsed_days == 1
    assert second.after.stability == pytest.approx(next_stability(W[3], first.after.difficulty, 1, 3))


def test_one_long_evening_is_one_study_day():
    first = SCHEDULER.answer(1, Memory(), EASY, datetime(2026, 3, 2, 5, tzinfo=UTC), 0)
    second = SCHEDULER.answer(1, first.after, HARD, datetime(2026, 3, 3, 3, 59, tzinfo=UTC), 0)
    assert second.elapsed_days == 0
    assert second.after.stability == first.after.stability  # never less after a recall on the same day


def test_days_are_those_of_the_student():
    tokyo = Scheduler(StudySettings(), StudyCalendar(ZoneInfo("Asia/Tokyo")))
    first = tokyo.answer(1, Memory(), EASY, datetime(2026, 3, 2, 18, 30, tzinfo=UTC), 0)  # 03:30 in Tokyo
    second = tokyo.answer(1, first.after, GOOD, datetime(2026, 3, 2, 19, 30, tzinfo=UTC), 0)  # 04:30
    assert second.elapsed_days == 1


@pytest.mark.parametrize(
    ("rating", "state", "seconds"),
    [(AGAIN, CardState.LEARNING, 60), (HARD, CardState.LEARNING, 330), (GOOD, CardState.LEARNING, 600)],
)
def test_learning_steps(rating, state, seconds):
    log = SCHEDULER.answer(1, Memory(), rating, START, 0)
    assert log.after.state is state
    assert log.scheduled_days == -seconds
    assert log.after.due_at == int(START.timestamp() + seconds) * 1000
    assert (log.after.due_day, log.after.interval) == (None, 0)


def test_a_lapse_is_counted_and_goes_through_relearning():
    log = SCHEDULER.answer(1, in_review(), AGAIN, START + timedelta(days=10), 0)
    assert (log.kind, log.after.state, log.after.lapses) == (ReviewKind.REVIEW, CardState.RELEARNING, 1)
    assert log.scheduled_days == -600
    back = SCHEDULER.answer(1, log.after, GOOD, START + timedelta(days=10, minutes=10), 0)
    assert (back.kind, back.after.state, back.after.lapses) == (ReviewKind.RELEARN, CardState.REVIEW, 1)
    assert back.after.interval >= 1


@given(
    stability=st.floats(0.01, 30000),
    difficulty=st.floats(1, 10),
    days=st.integers(0, 3000),
    card_id=st.integers(1, 10**6),
)
def test_a_better_rating_never_comes_back_sooner(stability, difficulty, days, card_id):
    memory = in_review(stability, difficulty)
    outcomes = SCHEDULER.outcomes(card_id, memory, START + timedelta(days=days))
    seconds = [outcomes[rating].seconds for rating in Rating]
    assert seconds == sorted(seconds)
    strengths = [outcomes[rating].memory.stability for rating in Rating]
    assert strengths == sorted(strengths)


@given(history=HISTORIES, card_id=st.integers(1, 1000))
def test_the_preview_is_what_an_answer_gives(history, card_id):
    memory, moment = Memory(), START
    for rating, minutes in history:
        moment += timedelta(minutes=minutes, milliseconds=1)
        outcome = SCHEDULER.outcomes(card_id, memory, moment)[rating]
        memory = answered(memory, rating, moment, card_id=card_id)
        assert outcome.memory == memory


def anki_range(days, least=1):
    """Where Anki would let an interval of that many days fall."""
    days = max(days, least)
    reach = 0.0
    if days >= 2.5:
        reach = 1.0
        for start, end, share in ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, 1e9, 0.05)):
            reach += share * max(min(days, end) - start, 0.0)
    low, high = max(least, floor(days - reach + 0.5)), min(36500, floor(days + reach + 0.5))
    return low, max(high, low + 1) if 2 < low < 36500 else high


def interval_of(stability):
    return max(1.0, min(36500.0, stability / FACTOR * (0.9 ** (-1 / W[20]) - 1)))


@given(stability=st.floats(0.01, 36000), card_id=st.integers(1, 10**9), reps=st.integers(1, 50))
def test_fuzz_stays_in_ankis_ranges_and_is_the_same_each_time(stability, card_id, reps):
    memory = replace(in_review(stability), reps=reps)
    outcomes = SCHEDULER.outcomes(card_id, memory, START + timedelta(days=10))
    least = 1
    for rating in (HARD, GOOD, EASY):
        outcome = outcomes[rating]
        days = interval_of(outcome.memory.stability)
        grown = memory.interval if anki_range(days)[1] >= memory.interval else 1
        grown = memory.interval + 1 if floor(days + 0.5) > memory.interval else grown
        lowest, highest = anki_range(days, max(grown, least))
        assert min(lowest, 36500) <= outcome.memory.interval <= highest
        least = outcome.memory.interval + 1
    assert SCHEDULER.outcomes(card_id, memory, START + timedelta(days=10)) == outcomes


def test_fuzz_spreads_cards_that_were_answered_alike():
    memory, moment = in_review(30.0), START + timedelta(days=30)
    days = [SCHEDULER.outcomes(card_id, memory, moment)[GOOD].memory.interval for card_id in range(300)]
    lowest, highest = anki_range(interval_of(SCHEDULER.outcomes(1, memory, moment)[GOOD].memory.stability))
    assert set(days) == set(range(lowest, highest + 1))


@pytest.mark.parametrize("longest", [1, 2, 3, 30])
def test_no_interval_is_longer_than_allowed(longest):
    scheduler = Scheduler(StudySettings(maximum_interval=longest), CALENDAR)
    for card_id in range(50):
        outcomes = scheduler.outcomes(card_id, in_review(500.0), START + timedelta(days=10))
        assert all(1 <= outcomes[rating].memory.interval <= longest for rating in (HARD, GOOD, EASY))


def test_a_wish_for_better_recall_brings_cards_back_sooner():
    strict = Scheduler(StudySettings(desired_retention=0.97), CALENDAR)
    moment = START + timedelta(days=30)
    assert strict.outcomes(1, in_review(30.0), moment)[GOOD].seconds * 2 < (
        SCHEDULER.outcomes(1, in_review(30.0), moment)[GOOD].seconds
    )


@given(stability=st.floats(0.01, 36500), days=st.integers(0, 5000))
def test_retrievability_follows_the_curve(stability, days):
    chance = SCHEDULER.retrievability(in_review(stability), START + timedelta(days=days))
    assert chance == pytest.approx(recall(days, stability))
    assert 0 < chance <= 1


def test_retrievability_after_one_stability_is_ninety_percent():
    assert SCHEDULER.retrievability(in_review(10.0), START + timedelta(days=10)) == pytest.approx(0.9)


def test_retrievability_of_a_card_never_answered_is_unknown():
    assert SCHEDULER.retrievability(Memory(), START) is None


def test_retrievability_when_the_clock_went_back_is_full():
    assert SCHEDULER.retrievability(in_review(10.0), START - timedelta(days=400)) == 1.0


def test_a_moment_needs_a_time_zone():
    with pytest.raises(ValueError, match="time zone"):
        SCHEDULER.answer(1, Memory(), GOOD, datetime(2026, 3, 2, 9), 0)


def test_the_fingerprint_changes_with_anything_that_decides_an_interval():
    settings = (
        StudySettings(),
        StudySettings(desired_retention=0.85),
        StudySettings(learning_steps=(1,)),
        StudySettings(relearning_steps=(5,)),
        StudySettings(maximum_interval=100),
    )
    names = [Scheduler(each, CALENDAR).parameters for each in settings]
    assert len(set(names)) == len(names)
    assert Scheduler(StudySettings(new_per_day=5), CALENDAR).parameters == names[0]


@given(history=HISTORIES)
def test_an_answer_keeps_what_it_was_given(history):
    memory, moment = Memory(), START
    for rating, minutes in history:
        moment += timedelta(minutes=minutes)
        before = replace(memory)
        log = SCHEDULER.answer(1, memory, rating, moment, 1234)
        assert memory == log.before == before
        assert (log.rating, log.duration, log.after.reps) == (rating, 1234, before.reps + 1)
        memory = log.after


@given(rating=st.sampled_from(Rating), days=st.integers(1, 400))
def test_a_learning_card_that_waited_days_is_not_treated_as_the_same_day(rating, days):
    first = answered(Memory(), GOOD, START)
    assume(first.state is CardState.LEARNING)
    log = SCHEDULER.answer(1, first, rating, START + timedelta(days=days), 0)
    assert log.elapsed_days == days
    expected = next_stability(first.stability, first.difficulty, days, int(rating))
    assert log.after.stability == pytest.approx(expected)
