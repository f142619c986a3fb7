"""The same history gives what the real Anki and fsrs-rs give: stability, difficulty and interval, day by day.

Anki chooses a day in the fuzz range by a chance seeded with the card's id and its number of answers (Rust's
StdRng, which is ChaCha with 12 rounds). The same chance is computed here, so that intervals can be compared
to the day.
"""

import json
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import fsrs_rs_python
import pytest
from anki.collection import Collection
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.clock import StudyCalendar, to_milliseconds
from flashcards.core.reviews import CardState, Memory, Rating
from flashcards.core.settings import StudySettings
from flashcards.study.scheduler import DEFAULT_PARAMETERS, Scheduler

AGAIN, HARD, GOOD, EASY = Rating
NAMES = {AGAIN: "again", HARD: "hard", GOOD: "good", EASY: "easy"}
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
CALENDAR = StudyCalendar(UTC)
MASK = 0xFFFFFFFF

anki = pytest.mark.anki


def seeded(seed):
    """The key that rand makes of a number: eight outputs of PCG-XSH-RR."""
    words = []
    for _word in range(8):
        seed = (seed * 6364136223846793005 + 11634580027462260723) % 2**64
        mixed, turn = ((seed >> 18) ^ seed) >> 27 & MASK, seed >> 59
        words.append((mixed >> turn | mixed << (32 - turn)) & MASK)
    return words


def chacha12(key):
    """The first word of the first ChaCha block with twelve rounds (RFC 8439 has twenty)."""
    start = [0x61707865, 0x3320646E, 0x79622D32, 0x6B206574, *key, 0, 0, 0, 0]
    state = start.copy()

    def add_turn(a, b, c, bits):
        state[a] = (state[a] + state[b]) & MASK
        mixed = state[c] ^ state[a]
        state[c] = (mixed << bits | mixed >> (32 - bits)) & MASK

    columns = [(n, n + 4, n + 8, n + 12) for n in range(4)]
    diagonals = [(n, 4 + (n + 1) % 4, 8 + (n + 2) % 4, 12 + (n + 3) % 4) for n in range(4)]
    for _double_round in range(6):
        for a, b, c, d in columns + diagonals:
            add_turn(a, b, d, 16)
            add_turn(c, d, b, 12)
            add_turn(a, b, d, 8)
            add_turn(c, d, b, 7)
    return (start[0] + state[0]) & MASK


def ankis_chance(card_id, reps):
    return (chacha12(seeded((card_id + reps) % 2**64)) >> 9) / 2**23


def test_the_chance_is_ankis(collection):
    """Asked of Anki itself for a card of a hundred days, where the range is widest."""
    (card_id,) = add_cards(collection, 1)
    seen = set()
    for reps in range(1, 30):
        collection.db.execute("update cards set type=2, queue=2, ivl=100, reps=? where id=?", reps, card_id)
        # For a card that is planned anew, Anki takes the chance of its last answer.
        delta = collection._backend.fuzz_delta(card_id=card_id, interval=100)
        assert 100 + delta == int(93 + ankis_chance(card_id, reps - 1) * 15)
        seen.add(delta)
    assert len(seen) > 8


@pytest.fixture
def collection(tmp_path):
    """An empty collection with FSRS on, days from four o'clock UTC."""
    opened = Collection(str(tmp_path / "collection.anki2"))
    opened.set_config("fsrs", True)
    opened.set_config("rollover", 4)
    opened.set_config("loadBalancerEnabled", False)
    yield opened
    opened.close()


def add_cards(collection, count):
    kind = collection.models.by_name("Basic")
    ids = []
    for number in range(count):
        note = collection.new_note(kind)
        note["Front"] = f"card {number}"
        collection.add_note(note, 1)
        ids.append(note.cards()[0].id)
    return ids


def set_preset(collection, settings):
    preset = collection.decks.config_dict_for_deck_id(1)
    preset["desiredRetention"] = settings.desired_retention
    preset["fsrsParams6"] = list(settings.parameters)
    preset["new"]["delays"] = list(settings.learning_steps)
    preset["lapse"]["delays"] = list(settings.relearning_steps)
    preset["rev"]["maxIvl"] = settings.maximum_interval
    collection.decks.update_config(preset)


def put(collection, card_id, memory, elapsed, settings):
    """Give Anki's card the memory of ours, last answered so many days ago."""
    now = collection.sched.day_cutoff - 3600
    steps = settings.learning_steps if memory.state is CardState.LEARNING else settings.relearning_steps
    learning = memory.state in (CardState.LEARNING, CardState.RELEARNING)
    known = {"s": memory.stability, "d": memory.difficulty, "lrt": now - elapsed * 86400}
    collection.db.execute(
        "update cards set type=?, queue=?, due=?, ivl=?, factor=2500, reps=?, lapses=?, left=?, data=? where id=?",
        int(memory.state),
        1 if learning else int(memory.state),
        now if learning else collection.sched.today,
        memory.interval,
        memory.reps,
        memory.lapses,
        len(steps) - memory.step if learning else 0,
        json.dumps(known if memory.reps else {}),
        card_id,
    )


def what_anki_would_do(collection, card_id):
    """For each rating: (stability, difficulty, days or seconds below zero)."""
    states, found = collection._backend.get_scheduling_states(card_id), {}
    for rating, name in NAMES.items():
        normal = getattr(states, name).normal
        if normal.WhichOneof("kind") == "review":
            memory, wait = normal.review.memory_state, normal.review.scheduled_days
        elif normal.WhichOneof("kind") == "learning":
            memory, wait = normal.learning.memory_state, -normal.learning.scheduled_secs
        else:
            memory = normal.relearning.learning.memory_state
            wait = -normal.relearning.learning.scheduled_secs
        found[rating] = (memory.stability, memory.difficulty, wait)
    return found


PRESETS = (
    StudySettings(),
    StudySettings(desired_retention=0.95, learning_steps=(1, 5, 20), relearning_steps=(5, 20)),
    StudySettings(desired_retention=0.8, maximum_interval=60, learning_steps=(15,)),
    StudySettings(
        parameters=(
            0.6, 1.9, 4.1, 12.5, 6.1, 0.9, 2.4, 0.02, 1.6, 0.2, 1.1, 1.7, 0.08, 0.3, 1.4, 0.5, 2.2, 0.7, 0.15,
            0.1, 0.25,
        ),
    ),
)  # fmt: skip


@anki
@pytest.mark.parametrize("settings", PRESETS)
def test_thousands_of_answers_are_what_anki_would_have_given(collection, settings):
    """Every button of every step of random histories, from the same memory."""
    set_preset(collection, settings)
    scheduler, chance = Scheduler(settings, CALENDAR, leaning=ankis_chance), Random(7)
    compared = edges = 0
    for card_id in add_cards(collection, 80):
        memory, moment = Memory(), START
        for _answer in range(12):
            elapsed = 0 if memory.interval == 0 else max(0, round(memory.interval * chance.uniform(0.2, 2.5)))
            moment += timedelta(days=elapsed, minutes=1)
            put(collection, card_id, memory, elapsed, settings)
            theirs = what_anki_would_do(collection, card_id)
            ours = scheduler.outcomes(card_id, memory, moment)
            for rating in Rating:
                stability, difficulty, wait = theirs[rating]
                after = ours[rating].memory
                assert after.stability == pytest.approx(stability, rel=2e-5)
                assert after.difficulty == pytest.approx(difficulty, rel=2e-5)
                given_ = after.interval if after.state is CardState.REVIEW else -ours[rating].seconds
                compared += 1
                edges += given_ != wait
                # Anki counts in 32 bits: at the edge between two days it may round to the other one, and
                # the better ratings wait a day longer than the one below.
                assert abs(given_ - wait) <= 1
            memory = ours[chance.choices(tuple(Rating), (2, 2, 5, 2))[0]].memory
    assert compared == 80 * 12 * 4
    assert edges <= compared / 300


HISTORY = st.lists(st.tuples(st.sampled_from(Rating), st.integers(0, 200)), min_size=1, max_size=12)


@anki
def test_a_log_gives_the_memory_that_anki_computes_from_it(collection):
    """Whole logs at once, with answers at any hour: the days between them are counted alike."""
    chance, logs = Random(11), {}
    scheduler = Scheduler(StudySettings(), CALENDAR)
    cutoff = datetime.fromtimestamp(collection.sched.day_cutoff, UTC)
    assert cutoff.hour == 4
    first = cutoff - timedelta(days=400)
    rows = []
    for card_id in add_cards(collection, 400):
        memory, moment, logs[card_id] = Memory(), first + timedelta(hours=chance.uniform(0, 24)), []
        for _answer in range(chance.randint(1, 9)):
            log = scheduler.answer(card_id, memory, Rating(chance.randint(1, 4)), moment, 1000)
            kind = {"learn": 0, "review": 1, "relearn": 2}[log.kind]
            rows.append((log.at + len(rows) % 997, card_id, int(log.rating), log.scheduled_days, kind))
            logs[card_id].append(log)
            memory = log.after
            moment += timedelta(hours=chance.choice((0.2, 3, 9, 20, 50, 300, 900)) * chance.uniform(0.7, 1.1))
        collection.db.execute("update cards set type=2, queue=2, ivl=1, reps=1 where id=?", card_id)
    collection.db.executemany("insert into revlog values (?,?,-1,?,?,0,500,1000,?)", rows)
    for card_id, log in logs.items():
        theirs = collection.compute_memory_state(card_id)
        assert (log[-1].after.stability, log[-1].after.difficulty) == pytest.approx(
            (theirs.stability, theirs.difficulty), rel=1e-3
        )


def rust(parameters):
    return fsrs_rs_python.FSRS(list(parameters))


@given(history=HISTORY, parameters=st.sampled_from([DEFAULT_PARAMETERS, PRESETS[3].parameters]))
def test_any_history_gives_the_memory_of_fsrs_rs(history, parameters):
    scheduler = Scheduler(StudySettings(parameters=parameters), CALENDAR)
    memory, moment, reviews = Memory(), START, []
    for rating, days in history:
        moment += timedelta(days=days if reviews else 0, seconds=1)
        elapsed = 0 if memory.last_day is None else CALENDAR.day_of(moment) - memory.last_day
        memory = scheduler.answer(1, memory, rating, moment, 0).after
        reviews.append(fsrs_rs_python.FSRSReview(int(rating), elapsed))
    theirs = rust(parameters).memory_state(fsrs_rs_python.FSRSItem(reviews))
    assert memory.stability == pytest.approx(theirs.stability, rel=1e-4, abs=1e-4)
    assert memory.difficulty == pytest.approx(theirs.difficulty, rel=1e-4)


@given(stability=st.floats(0.1, 20000), wish=st.floats(0.7, 0.98))
def test_intervals_before_rounding_are_those_of_fsrs_rs(stability, wish):
    scheduler = Scheduler(StudySettings(desired_retention=wish), CALENDAR)
    theirs = rust(DEFAULT_PARAMETERS).next_interval(stability, wish, 3)
    assert scheduler.ideal_interval(stability) == pytest.approx(theirs, rel=1e-4)


def days_between(zone, rollover, first, second):
    """Answers at two local times and the study days that the log counts between them."""
    calendar = StudyCalendar(ZoneInfo(zone), rollover)
    scheduler = Scheduler(StudySettings(), calendar)
    moments = [datetime.fromisoformat(each).replace(tzinfo=ZoneInfo(zone)) for each in (first, second)]
    one = scheduler.answer(1, Memory(), EASY, moments[0].astimezone(UTC), 0)
    return scheduler.answer(1, one.after, GOOD, moments[1].astimezone(UTC), 0).elapsed_days


@pytest.mark.parametrize(
    ("zone", "rollover", "first", "second", "days"),
    [
        ("Europe/Berlin", 4, "2026-03-28T23:00", "2026-03-29T05:00", 1),  # the night that loses an hour
        ("Europe/Berlin", 4, "2026-03-28T23:00", "2026-03-29T03:30", 0),
        ("Europe/Berlin", 4, "2026-10-24T12:00", "2026-10-25T03:59", 0),  # the night that has one twice
        ("Europe/Berlin", 4, "2026-10-24T12:00", "2026-10-25T04:00", 1),
        ("America/New_York", 4, "2026-03-07T23:30", "2026-03-15T23:30", 8),
        ("Asia/Kolkata", 0, "2026-05-01T23:59", "2026-05-02T00:00", 1),
        ("Pacific/Auckland", 6, "2026-04-04T23:00", "2026-04-05T05:59", 0),
        ("Pacific/Apia", 4, "2011-12-29T12:00", "2011-12-31T12:00", 2),  # a date that never was, skipped
    ],
)
def test_days_are_the_students_own(zone, rollover, first, second, days):
    assert days_between(zone, rollover, first, second) == days


@given(
    hours=st.lists(st.floats(-100, 400), min_size=1, max_size=12), zone=st.sampled_from(["UTC", "Asia/Tokyo"])
)
def test_a_traveller_whose_clock_goes_back_keeps_a_sane_log(hours, zone):
    scheduler = Scheduler(StudySettings(), StudyCalendar(ZoneInfo(zone)))
    memory, moment, logs = Memory(), START, []
    for each in hours:
        moment += timedelta(hours=each)
        logs.append(scheduler.answer(1, memory, GOOD, moment, 0))
        memory = logs[-1].after
    assert all(log.elapsed_days >= 0 for log in logs)
    assert [log.day for log in logs] == sorted(log.day for log in logs)
    assert all(log.at >= to_milliseconds(START) - 100 * 3_600_000 * len(hours) for log in logs)
    assert scheduler.replay(logs) == memory
