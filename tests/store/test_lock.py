"""One process at a time changes a library, and the next takes over however the last one ended."""

import os
import signal

import pytest

from flashcards.app import open_app
from flashcards.core.errors import CannotSave, LibraryBusy
from flashcards.core.reviews import Rating

HOLD = """
app = open_app(path, clock)
stock(app, 3)
say("open")
for line in sys.stdin:
    app.study.answer(int(line), Rating.GOOD)
    say("answered")
app.close()
say("closed")
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "library.db"


@pytest.fixture
def holder(child, path):
    """Another process that has the library open."""
    process = child(HOLD, path)
    assert process.stdout.readline() == "open\n", process.stderr.read()
    return process


def test_a_second_process_is_refused_and_told_who_holds_the_library(holder, path):
    said = (
        rf"open in another window or command \(process {holder.pid}, since [^)]+\); close it and try again\."
    )
    with pytest.raises(LibraryBusy, match=said):
        open_app(path)


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"[1]", b'{"process": "x"}', b'{"process": 1, "since": 7}']
)
def test_a_lock_file_that_says_nothing_of_use_is_no_hindrance(holder, path, content):
    path.with_name("library.db.lock").write_bytes(content)
    with pytest.raises(LibraryBusy, match=r"open in another window or command"):
        open_app(path)
    holder.stdin.close()
    holder.wait(timeout=30)
    path.with_name("library.db.lock").write_bytes(content)
    open_app(path).close()


def test_a_second_process_reads_what_the_first_writes_but_changes_nothing(holder, path, clock):
    reader = open_app(path, clock, write=False)
    assert reader.decks.all()[0].cards == 3
    assert reader.statistics.summary().answers == 0
    holder.stdin.write("1\n")
    holder.stdin.flush()
    assert holder.stdout.readline() == "answered\n"
    assert reader.statistics.summary().answers == 1
    with pytest.raises(CannotSave, match="open in another program"):
        reader.study.answer(1, Rating.GOOD)
    with pytest.raises(CannotSave):
        reader.decks.create("B")
    reader.close()
    holder.stdin.close()
    assert holder.stdout.readline() == "closed\n"
    assert sorted(each.name for each in path.parent.iterdir()) == ["library.db", "library.db.lock"]


def test_asking_only_to_read_takes_the_lock_where_nobody_holds_it(path, clock):
    open_app(path, clock).close()
    app = open_app(path, clock, write=False)
    app.decks.create("A")
    assert app.decks.names() == ["A"]
    app.close()


def test_the_lock_of_a_process_that_was_killed_is_taken_over(holder, path, clock):
    holder.send_signal(signal.SIGKILL)
    holder.wait(timeout=30)
    app = open_app(path, clock)
    assert app.decks.all()[0].cards == 3
    app.close()
    assert sorted(each.name for each in path.parent.iterdir()) == ["library.db", "library.db.lock"]


def test_of_many_that_start_together_exactly_one_gets_the_library(child, path):
    open_app(path).close()
    code = """
try:
    app = open_app(path)
    say("mine")
    sys.stdin.readline()
    app.close()
except FlashcardsError as error:
    say(type(error).__name__)
"""
    processes = [child(code, path) for _each in range(4)]
    said = sorted(process.stdout.readline().strip() for process in processes)
    assert said == ["LibraryBusy"] * 3 + ["mine"]


def test_the_lock_file_never_holds_the_library_back(path):
    path.with_name("library.db.lock").write_text(f"{os.getpid()}\n", encoding="utf-8")
    open_app(path).close()
