"""What the user learned, brought to the real Anki: every state of a card, its memory, its log, in any time zone."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from flashcards.app import open_app
from flashcards.core.exports import ExportOptions
from flashcards.core.reviews import CardState, Rating
from flashcards.core.settings import StudySettings
from flashcards.study.scheduler import DEFAULT_PARAMETERS
from tests.conftest import FakeClock, stock

pytestmark = pytest.mark.anki

ROOT = Path(__file__).parents[2]
HOUR = timedelta(hours=1)
AGAIN, HARD, GOOD, EASY = Rating
MINE = ExportOptions(with_progress=True, with_presets=True)
STEPS = StudySettings(
    learning_steps=(1, 10, 2000), relearning_steps=(10, 30), bury_new=False, bury_reviews=False
)

#: Run in a process of its own, whose time zone Anki takes: imports a package and says what it shows.
LOOK = """
import json, sys
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
col = Collection(sys.argv[1])
col.set_config("fsrs", True)
options = ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True)
for time in range(2):
    col.import_anki_package(ImportAnkiPackageRequest(package_path=sys.argv[2], options=options))
# Before anything is looked at: Anki completes what it shows.
problems = col.fix_integrity()
found = {}
for id in col.find_cards(""):
    card, stats = col.get_card(id), col.card_stats_data(id)
    computed = col.compute_memory_state(id)
    found[card.note().guid] = {
        "type": card.type, "queue": card.queue, "due": card.due, "ivl": card.ivl, "reps": card.reps, "lapses": card.lapses,
        "left": card.left, "flag": card.user_flag(), "tags": card.note().tags,
        "s": card.memory_state.stability if card.memory_state else None,
        "d": card.memory_state.difficulty if card.memory_state else None,
        "r": stats.fsrs_retrievability if stats.HasField("fsrs_retrievability") else None,
        "computed": None if computed.stability is None else [computed.stability, computed.difficulty],
        "retention": computed.desired_retention,
        "position": stats.due_position if stats.HasField("due_position") else None,
        "log": col.db.all("select id, ease, ivl, lastIvl, factor, time, type from revlog where cid = ? order by id", id),
    }
print(json.dumps({"today": col.sched.today, "cards": found, "count": col.card_count(), "problems": problems,
    "presets": col.decks.all_config(), "decks": {d["name"]: d["conf"] for d in col.decks.all()}}))
col.close()
"""


def look(folder, path, zone="UTC"):
    """The collection of a student in a time zone after two imports."""
    where = folder / f"{zone.replace('/', '-')}.anki2"
    done = subprocess.run(
        [sys.executable, "-c", LOOK, str(where), str(path)],
        env=os.environ | {"TZ": zone},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


class Student:
    """Somebody with a deck and some weeks of study, up to now: Anki looks at the real clock."""

    def __init__(self, zone="UTC", settings=STEPS, cards=12):
        self.zone = ZoneInfo(zone)
        self.now = datetime.now(UTC).replace(microsecond=0)
        self.clock = FakeClock(self.now - timedelta(days=60) + self._away())
        self.app = open_app(None, self.clock, zone=self.zone, settings=settings)
        self.ids = stock(self.app, cards)

    def _away(self):
        """From a history at this time of day to one at another, where summer time decides which study day that is.

        Anki counts days back from the next one by 24 hours each, whatever the clocks did in between.
        """
        hour = self.now.astimezone(self.zone).hour
        return timedelta(hours=6 if 2 <= hour <= 5 else 0)

    def answer(self, number, *ratings, days=0, minutes=0):
        """Answer a card, each time so much later."""
        for rating in ratings:
            self.clock.advance(days=days, minutes=minutes, seconds=1)
            self.app.study.answer(self.ids[number], rating, 4200)

    def graduate(self, number, *ratings, days=0):
        self.answer(number, EASY)
        for rating in ratings:
            self.answer(number, rating, days=days)

    def study(self):
        """Bring cards into every state there is."""
        self.graduate(1, GOOD, GOOD, days=9)  # in review, some day ahead or overdue
        self.graduate(2, HARD, days=14)
        self.graduate(3, GOOD, AGAIN, GOOD, GOOD, days=3)  # lapsed, learned again
        self.graduate(4, GOOD, days=5)
        self.app.cards.suspend([self.ids[4]])
        self.graduate(5)
        self.app.cards.flag([self.ids[5]], 3)
        self.graduate(6, GOOD, days=2)
        self.app.study.cram(self.ids[6], AGAIN, 900)
        self.graduate(7)
        self.app.cards.forget([self.ids[7]])
        self.app.cards.set_due([self.ids[8]], 4)
        self.clock.now = self.now - timedelta(days=3)
        self.graduate(9)
        self.answer(9, AGAIN, days=2)  # being learned again
        self.clock.now = self.now - timedelta(minutes=3)
        self.answer(10, GOOD)  # in its second step
        self.answer(11, GOOD, GOOD)  # in a step that ends another day
        self.graduate(0)
        self.app.cards.bury([self.ids[0]])
        self.clock.now = self.now
        return self

    def export(self, path, options=MINE):
        self.app.exchange.export("Biology", path, options)
        return path

    def cards(self):
        found = {}
        for number, each in enumerate(self.ids):
            shown = self.app.study.show(each)
            found[shown.note.guid] = (number, shown.card, shown.retrievability)
        return found


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Tokyo", "Pacific/Auckland"])
def test_every_state_arrives_and_anki_shows_the_same(tmp_path, zone):
    student = Student(zone)
    day_of = student.app.calendar.day_of
    if day_of(student.now - HOUR / 4) != day_of(student.now + HOUR / 4):
        pytest.skip("a study day begins just now, and Anki looks at the real clock")
    student.study()
    seen = look(tmp_path, student.export(tmp_path / "mine.apkg"), zone)
    today = student.app.calendar.day_of(student.now)
    assert seen["count"] == len(seen["cards"]) == 12
    assert seen["problems"] == ["Database rebuilt and optimized.", True]
    states = set()
    for guid, (number, card, chance) in student.cards().items():
        theirs, memory = seen["cards"][guid], card.memory
        states.add((theirs["type"], theirs["queue"]))
        assert theirs["type"] == memory.state, number
        assert theirs["position"] in (None, card.position)
        assert (theirs["reps"], theirs["lapses"], theirs["flag"]) == (memory.reps, memory.lapses, card.flag)
        if memory.due_day is not None and theirs["queue"] != 0:
            assert theirs["due"] - seen["today"] == memory.due_day - today, number
            assert theirs["ivl"] == memory.interval, number
        elif memory.due_at is not None and theirs["queue"] == 1:
            assert theirs["due"] == memory.due_at // 1000, number
        if memory.stability is None:
            assert theirs["s"] is None
            continue
        assert theirs["s"] == pytest.approx(memory.stability, abs=1e-4)
        assert theirs["d"] == pytest.approx(memory.difficulty, abs=1e-3)
        assert theirs["computed"] == pytest.approx([memory.stability, memory.difficulty], rel=1e-3), number
        # Anki counts seconds where we count study days.
        assert theirs["r"] == pytest.approx(_recalled(memory, student.now), abs=2e-3), number
        assert abs(theirs["r"] - chance) < 0.09
    assert states == {(0, 0), (1, 1), (1, 3), (2, 2), (2, -1), (2, -3), (3, 1)}


def _recalled(memory, now, decay=0.1542):
    """FSRS-6's curve, by seconds."""
    days = (now - datetime.fromtimestamp(memory.last_at / 1000, UTC)).total_seconds() / 86400
    factor = 0.9 ** (-1 / decay) - 1
    return (1 + factor * days / memory.stability) ** -decay


def test_the_log_arrives_as_anki_would_have_written_it(tmp_path):
    student = Student().study()
    seen = look(tmp_path, student.export(tmp_path / "mine.apkg"))["cards"]
    by_number = {number: guid for guid, (number, _card, _chance) in student.cards().items()}
    total = 0
    for number, guid in by_number.items():
        ours = student.app.study.log(student.ids[number])
        theirs = [row for row in seen[guid]["log"] if row[6] != 4]
        assert [(row[0], row[1], row[5]) for row in theirs] == [
            (each.at, each.rating, each.duration) for each in ours
        ]
        assert len({row[0] for row in theirs}) == len(theirs)
        if theirs:
            assert theirs[0][6] == 0
        total += len(theirs)
    assert total == sum(len(student.app.study.log(each)) for each in student.ids) > 20
    crammed = [row for row in seen[by_number[6]]["log"] if row[6] == 3]
    assert [(row[1], row[4]) for row in crammed] == [(1, 0)]
    forgotten = [row for row in seen[by_number[7]]["log"] if row[6] == 4]
    assert [(row[1], row[4]) for row in forgotten] == [(0, 0)]
    set_by_hand = seen[by_number[8]]["log"]
    assert [(row[1], row[2], row[6]) for row in set_by_hand] == [(0, 4, 4)]
    assert set_by_hand[0][4] > 0
    (first, *_rest) = seen[by_number[3]]["log"]
    assert 100 <= first[4] <= 1100
    lapse = next(row for row in seen[by_number[3]]["log"] if row[1] == 1 and row[6] == 1)
    assert lapse[2] == -600
    assert lapse[3] > 0


def test_a_forgotten_card_begins_anew_in_anki_too(tmp_path):
    student = Student().study()
    student.answer(7, GOOD, minutes=1)
    seen = look(tmp_path, student.export(tmp_path / "mine.apkg"))["cards"]
    memory = student.app.study.show(student.ids[7]).card.memory
    (theirs,) = (each for guid, each in seen.items() if student.cards()[guid][0] == 7)
    assert memory.state is CardState.LEARNING
    assert theirs["computed"] == pytest.approx([memory.stability, memory.difficulty], rel=1e-3)


def test_a_new_card_that_was_given_a_due_date_has_a_history_that_fsrs_reads(tmp_path):
    student = Student().study()
    student.answer(8, GOOD, minutes=1)
    seen = look(tmp_path, student.export(tmp_path / "mine.apkg"))["cards"]
    memory = student.app.study.show(student.ids[8]).card.memory
    (theirs,) = (each for guid, each in seen.items() if student.cards()[guid][0] == 8)
    assert [row[6] for row in theirs["log"]] == [4, 0]
    assert theirs["computed"] == pytest.approx([memory.stability, memory.difficulty], rel=1e-3)


def test_learning_steps_go_on_where_they_were(tmp_path):
    student = Student().study()
    seen = look(tmp_path, student.export(tmp_path / "mine.apkg"))["cards"]
    left = {student.cards()[guid][0]: each["left"] % 1000 for guid, each in seen.items()}
    assert (left[10], left[11], left[9], left[1]) == (2, 1, 2, 0)


def test_the_preset_goes_along_and_a_changed_one_takes_its_place(tmp_path):
    student = Student()
    student.app.presets.change(
        "Exam", {"desired_retention": "0.87", "new_per_day": "7", "easy_days": "1 1 1 1 1 0.5 0"}
    )
    student.app.presets.assign("Biology", "Exam")
    seen = look(tmp_path, student.export(tmp_path / "mine.apkg"))
    presets = {each["id"]: each for each in seen["presets"]}
    mine = presets[seen["decks"]["Biology"]]
    assert (mine["name"], mine["desiredRetention"], mine["new"]["perDay"]) == ("Exam", 0.87, 7)
    assert mine["new"]["delays"] == [1, 10, 2000]
    assert mine["lapse"]["delays"] == [10, 30]
    assert mine["easyDaysPercentages"] == [1, 1, 1, 1, 1, 0.5, 0]
    assert mine["fsrsParams6"][20] == pytest.approx(0.1542)
    assert len(mine["fsrsParams6"]) == 21
    student.app.presets.change("Exam", {"desired_retention": "0.93"})
    seen = look(tmp_path, student.export(tmp_path / "mine.apkg"))
    presets = {each["id"]: each for each in seen["presets"]}
    assert presets[seen["decks"]["Biology"]]["desiredRetention"] == 0.93


def test_sixty_histories_by_chance_arrive_as_they_are(tmp_path):
    chance = Random(7)
    student = Student(cards=60)
    for _day in range(50):
        student.clock.advance(days=1)
        for number in chance.sample(range(60), 12):
            student.answer(
                number, chance.choice((AGAIN, HARD, GOOD, GOOD, EASY)), minutes=chance.randint(0, 12)
            )
    student.clock.now = student.now
    seen = look(tmp_path, student.export(tmp_path / "mine.apkg"))
    today = student.app.calendar.day_of(student.now)
    for guid, (number, card, _chance) in student.cards().items():
        memory, theirs = card.memory, seen["cards"][guid]
        if memory.due_day is not None:
            assert (theirs["due"] - seen["today"], theirs["ivl"]) == (memory.due_day - today, memory.interval)
        assert (theirs["type"], theirs["reps"], theirs["lapses"]) == (
            memory.state,
            memory.reps,
            memory.lapses,
        )
        assert theirs["computed"] == pytest.approx([memory.stability, memory.difficulty], rel=1e-3), number
    assert len({each["type"] for each in seen["cards"].values()}) == 3


def test_fitted_parameters_go_along_and_anki_computes_the_same_by_them(tmp_path):
    fitted = (*(each * 1.05 for each in DEFAULT_PARAMETERS[:20]), 0.2)
    student = Student(settings=replace(STEPS, parameters=fitted)).study()
    seen = look(tmp_path, student.export(tmp_path / "mine.apkg"))
    compared = 0
    for guid, (number, card, _chance) in student.cards().items():
        memory, theirs = card.memory, seen["cards"][guid]
        if memory.stability is None or memory.state is CardState.NEW:
            continue
        assert theirs["computed"] == pytest.approx([memory.stability, memory.difficulty], rel=1e-3), number
        assert theirs["r"] == pytest.approx(_recalled(memory, student.now, 0.2), abs=2e-3), number
        compared += 1
    assert compared >= 9


def test_without_presets_the_deck_keeps_the_students_own(tmp_path):
    student = Student()
    seen = look(tmp_path, student.export(tmp_path / "mine.apkg", ExportOptions(with_progress=True)))
    assert seen["decks"]["Biology"] == 1


def test_for_other_people_nothing_of_the_progress_is_in_the_file(tmp_path):
    student = Student().study()
    seen = look(tmp_path, student.export(tmp_path / "theirs.apkg", ExportOptions()))
    assert {(each["type"], each["queue"], each["reps"], each["flag"]) for each in seen["cards"].values()} == {
        (0, 0, 0, 0)
    }
    assert {each["s"] for each in seen["cards"].values()} == {None}
    assert all(each["log"] == [] for each in seen["cards"].values())


def test_a_clock_that_was_wrong_does_not_keep_anki_from_importing(tmp_path):
    student = Student()
    student.clock.now = student.now + timedelta(days=400)
    student.answer(0, GOOD)
    student.clock.now = student.now
    seen = look(tmp_path, student.export(tmp_path / "mine.apkg"))
    assert seen["count"] == 12
    logs = [row for each in seen["cards"].values() for row in each["log"]]
    assert len(logs) == 1
    assert logs[0][0] <= student.now.timestamp() * 1000 + 1000


def test_many_cards_set_at_one_time_keep_all_their_entries(tmp_path):
    student = Student()
    student.app.cards.set_due(student.ids, 3)
    seen = look(tmp_path, student.export(tmp_path / "mine.apkg"))
    assert all(len(each["log"]) == 1 for each in seen["cards"].values())


def test_the_same_progress_at_the_same_moment_gives_the_same_bytes(tmp_path):
    student = Student().study()
    one, two = (student.export(tmp_path / name) for name in ("one.apkg", "two.apkg"))
    assert one.read_bytes() == two.read_bytes()
