"""Power cuts at random points of recorded runs: what was not synced is lost in any mixture; `make torture` cuts 2,000 times."""

import pickle
import random
import sqlite3
import sys

import pytest

from flashcards.store.migrations import REVISIONS
from tests.store import power_runs
from tests.store.powercuts import disk_after, write_disk

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the recording needs /proc and libsqlite3"
)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "recorded"
    made.mkdir()
    return made


def test_what_was_shown_as_saved_is_there_after_a_power_cut(outcome, folder):
    assert power_runs.study(outcome, folder, 60) > 40


def test_an_import_is_there_whole_or_not_at_all(outcome, folder):
    assert power_runs.imports(outcome, folder, 30) == {0, 150}


def test_a_migration_is_done_or_not_begun(outcome, folder):
    assert power_runs.migration(outcome, folder, REVISIONS[0], 25) == {REVISIONS[0], REVISIONS[-1]}


UNSAFE = """
from tests.store.recording import Recorder
import sqlite3
recorder = Recorder()
recorder.install()
connection = sqlite3.connect(path, isolation_level=None)
connection.execute("PRAGMA journal_mode=WAL")
connection.execute(f"PRAGMA synchronous={sys.argv[3]}")
connection.execute("CREATE TABLE t (a INTEGER PRIMARY KEY)")
for number in range(60):
    connection.execute("INSERT INTO t VALUES (?)", (number,))
    recorder.mark(number)
connection.close()
recorder.save(Path(sys.argv[2]))
"""


def _kept(connection):
    try:
        return [row[0] for row in connection.execute("SELECT a FROM t")]
    except sqlite3.OperationalError:
        return []  # not even the table


@pytest.mark.parametrize(("synchronous", "loses"), [("FULL", False), ("NORMAL", True)])
def test_the_simulation_sees_what_a_weaker_setting_loses(outcome, folder, tmp_path, synchronous, loses):
    log = tmp_path / "events"
    outcome(UNSAFE, folder / "library.db", log, synchronous)
    events, chance, lost = pickle.loads(log.read_bytes()), random.Random(3), 0
    for cut in range(40):
        after = tmp_path / f"after{cut}"
        after.mkdir()
        durable, marks = disk_after(events, chance.randrange(1, len(events)), chance)
        write_disk(durable, folder, after)
        if marks:
            connection = sqlite3.connect(after / "library.db")
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            lost += not set(marks) <= set(_kept(connection))
            connection.close()
    assert bool(lost) is loses
