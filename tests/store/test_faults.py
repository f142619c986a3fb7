"""What the machine does to a library: killed processes, full disks, files that may not be written.

Every fault happens to a real process with a real file.
"""

import os
import random
import signal
import sqlite3
import sys
import time

import pytest

from flashcards.app import open_app

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals, limits and rights")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "library.db"


# For each line it reads, a process of its own that answers cards until it is killed; forked, because
# importing the program again thirty times would take longer than all the rest.
ANSWER_UNTIL_KILLED = """
import time
from flashcards.store import idle
def answer_for_ever():
    idle.PAUSE = 0.002  # so that many die while the log is taken over
    app = open_app(path, clock, undo=True)
    ids = [card.id for card in app.study.due()] if app.decks.names() else stock(app, 5)
    number = 0
    while True:
        clock.advance(seconds=1)
        log, _changes = app.study.answer(ids[number % 3], Rating(number % 4 + 1))
        say(log.at, log.card_id)
        number += 1
        if number % 4 == 0:
            time.sleep(0.004)

for line in sys.stdin:
    # Every round studies on a day of its own, so that times never repeat.
    clock.advance(days=200)
    pid = os.fork()
    if pid == 0:
        answer_for_ever()
    say("pid", pid)
    os.waitpid(pid, 0)
    say("dead")
"""


def test_no_answer_that_was_acknowledged_is_lost_when_the_process_is_killed(child, path):
    process, chance, acknowledged = child(ANSWER_UNTIL_KILLED, path), random.Random(4), set()
    for _round in range(30):
        before = len(acknowledged)
        for line in _one_life(process, chance):
            acknowledged.add(tuple(map(int, line.split())))
        assert len(acknowledged) > before
        assert acknowledged <= _stored(path)
    app = open_app(path)
    for card_id in {card_id for _at, card_id in acknowledged}:
        assert app.study.replayed(card_id) == app.study.show(card_id).card.memory
    app.close()


def _one_life(process, chance):
    """Lets one process live until it has answered and a random while more; the answers it acknowledged."""
    process.stdin.write("go\n")
    process.stdin.flush()
    said = []
    while len(said) < 2:
        said.append(process.stdout.readline())
    pid = next(int(line.split()[1]) for line in said if line.startswith("pid"))
    time.sleep(chance.uniform(0, 0.02))
    os.kill(pid, signal.SIGKILL)
    while said[-1] != "dead\n":
        said.append(process.stdout.readline())
        assert said[-1], process.stderr.read()
    return [line for line in said if line[0].isdigit()]


def _stored(path):
    """The answers as the next start will find them in file and log, which must be sound."""
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    found = set(connection.execute("SELECT at, card_id FROM reviews"))
    connection.close()
    return found


# The file-size limit stands in for a full disk: a write beyond it fails, and it can be lifted again.
DISK_FULL = """
app = open_app(path, clock, undo=True)
ids = stock(app, 10)
def limit(room):
    biggest = max(each.stat().st_size for each in path.parent.iterdir())
    soft = biggest + room if room else resource.RLIM_INFINITY
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, resource.RLIM_INFINITY))
def act(verb, room):
    limit(room)
    errors = []
    for number in range(60):
        clock.advance(seconds=1)
        try:
            verb(number)
        except FlashcardsError as error:
            errors.append(f"{type(error).__name__}: {error}")
            break
    limit(0)
    return errors
answered = []
def answer(number):
    log, _changes = app.study.answer(ids[number % 10], Rating(number % 4 + 1))
    answered.append((log.at, log.card_id))
for room in (1, 5_000, 20_000, 50_000):
    say(*act(answer, room))
    before = len(answered)
    answer(0)  # works again as soon as there is space
    assert len(answered) == before + 1
stored = {(log.at, card_id) for card_id in ids for log in app.study.log(card_id)}
say("kept", stored == set(answered))
say("replays", all(app.study.replayed(each) == app.study.show(each).card.memory for each in ids))
steps = []
def undo(number):
    steps.append(app.history.undo()[0])
for room in (1, 5_000, 20_000):
    say(*act(undo, room))
while app.history.undo_label:
    app.history.undo()
say("undone", app.statistics.summary().answers, app.decks.names())
while app.history.redo_label:
    app.history.redo()
say("redone", {(log.at, card_id) for card_id in ids for log in app.study.log(card_id)} == stored)
app.close()
"""


def test_a_full_disk_is_one_clear_error_and_costs_nothing(outcome, path):
    said = outcome(DISK_FULL, path)
    assert [line for line in said if not line.startswith(("kept", "replays", "undone", "redone"))] == [
        "CannotSave: The library library.db could not be written (disk error or disk full), so nothing was changed."
    ] * 7
    assert said[4:6] == ["kept True", "replays True"]
    assert said[9:] == ["undone 0 []", "redone True"]
    assert sorted(each.name for each in path.parent.iterdir()) == ["library.db", "library.db.lock"]
    assert _stored(path)


AS_NOBODY = """
os.setgroups([])
os.setuid(65534)
for write in (True, False):
    try:
        app = open_app(path, clock, write=write)
        say("opened", app.decks.names())
        app.close()
    except FlashcardsError as error:
        say(f"{type(error).__name__}: {error}")
"""

ROOT_ONLY = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become somebody without rights"
)


@pytest.fixture
def filled(shared_folder, clock):
    path = shared_folder / "library.db"
    app = open_app(path, clock)
    app.decks.create("A")
    app.close()
    return path


def _refusals(said):
    assert all(line.startswith("CannotOpenLibrary: ") and line.endswith(".") for line in said), said
    assert not any("Error" in line or "unable" in line for line in said)
    return said


@ROOT_ONLY
def test_a_read_only_library_is_explained(outcome, filled, fingerprint):
    filled.chmod(0o444)
    before = fingerprint(filled)
    said = _refusals(outcome(AS_NOBODY, filled))
    assert all("read-only" in line for line in said)
    assert fingerprint(filled) == before
    assert sorted(each.name for each in filled.parent.iterdir()) == ["library.db", "library.db.lock"]


@ROOT_ONLY
@pytest.mark.parametrize("lock", [True, False])
def test_a_read_only_folder_is_explained(outcome, filled, fingerprint, lock):
    filled.chmod(0o666)
    if not lock:
        filled.with_name("library.db.lock").unlink()
    filled.parent.chmod(0o555)
    before = fingerprint(filled)
    said = _refusals(outcome(AS_NOBODY, filled))
    assert all("folder cannot be written" in line for line in said)
    assert fingerprint(filled) == before


@ROOT_ONLY
def test_a_library_that_may_not_be_read_is_explained(outcome, filled):
    filled.chmod(0o000)
    said = _refusals(outcome(AS_NOBODY, filled))
    assert all("cannot be read (permission denied)" in line for line in said)


@ROOT_ONLY
def test_a_folder_that_may_not_be_entered_is_explained(outcome, filled):
    filled.parent.chmod(0o700)
    said = _refusals(outcome(AS_NOBODY, filled))
    assert all("cannot be read (permission denied)" in line for line in said)


@ROOT_ONLY
def test_a_folder_that_cannot_be_made_is_explained(outcome, filled):
    filled.parent.chmod(0o755)
    said = _refusals(outcome(AS_NOBODY, filled.parent / "new" / "library.db"))
    assert all("cannot be made (permission denied)" in line for line in said)
