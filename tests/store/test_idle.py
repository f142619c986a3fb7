"""The log is taken over into the file in idle moments, and never while somebody answers."""

import sqlite3
import time
from threading import Event

import pytest

from flashcards.app import open_app
from flashcards.core.reviews import Rating
from flashcards.store import idle
from flashcards.store.idle import Idle
from tests.conftest import stock


@pytest.fixture
def path(tmp_path):
    return tmp_path / "library.db"


def answers_in_file(path):
    """What the file holds by itself, without the log beside it; None before there are tables, or in between."""
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        return connection.execute("SELECT count(*) FROM reviews").fetchone()[0]
    except sqlite3.DatabaseError:
        return None
    finally:
        connection.close()


def wait_for(done, seconds=10.0):
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_answers_stay_in_the_log_until_nobody_writes(path, clock, monkeypatch):
    monkeypatch.setattr(idle, "PAUSE", 600)
    app = open_app(path, clock, undo=True)
    cards = stock(app, 30)
    before = path.stat().st_mtime_ns
    for number in range(150):  # more pages than SQLite's own limit of 1,000
        clock.advance(seconds=1)
        app.study.answer(cards[number % 30], Rating.GOOD)
    assert path.with_name("library.db-wal").stat().st_size > 1000 * 4096
    assert path.stat().st_mtime_ns == before
    app.close()
    assert answers_in_file(path) == 150


def test_an_idle_moment_takes_the_log_over(path, clock, monkeypatch):
    monkeypatch.setattr(idle, "PAUSE", 0.05)
    app = open_app(path, clock, undo=True)
    (card,) = stock(app, 1)
    app.study.answer(card, Rating.GOOD)
    wait_for(lambda: answers_in_file(path) == 1)
    app.history.undo()
    wait_for(lambda: answers_in_file(path) == 0)
    app.close()


def test_no_checkpoint_disturbs_a_transaction(path, clock, monkeypatch):
    monkeypatch.setattr(idle, "PAUSE", 0.01)
    app = open_app(path, clock)
    (card,) = stock(app, 1)
    app.study.answer(card, Rating.GOOD)
    with app.library.reading() as connection:
        before = path.stat().st_mtime_ns
        time.sleep(0.1)
        assert path.stat().st_mtime_ns == before
        assert connection.exec_driver_sql("SELECT count(*) FROM reviews").scalar() == 1
    wait_for(lambda: answers_in_file(path) == 1)
    app.close()


def test_closing_drops_what_waits_and_ends_the_thread(monkeypatch):
    monkeypatch.setattr(idle, "PAUSE", 600)
    called = []
    waiting = Idle(lambda: called.append(1) is None)
    waiting.wake()
    began = time.monotonic()
    waiting.close()
    assert called == []
    assert time.monotonic() - began < 5


def test_work_that_could_not_be_done_is_tried_again(monkeypatch):
    monkeypatch.setattr(idle, "PAUSE", 0.01)
    outcomes, done = iter([False, False, True]), Event()

    def work():
        outcome = next(outcomes)
        if outcome:
            done.set()
        return outcome

    waiting = Idle(work)
    waiting.wake()
    assert done.wait(10)
    waiting.close()
    assert list(outcomes) == []
