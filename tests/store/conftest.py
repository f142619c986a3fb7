"""Programs in a process of their own, which may be killed, starved or stripped of their rights."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

#: What every child begins with; `path` is the library given as its first argument.
PRELUDE = """
import json, os, resource, sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from flashcards.app import open_app
from flashcards.core.errors import FlashcardsError
from flashcards.core.reviews import Rating
from tests.conftest import FakeClock, stock
path = Path(sys.argv[1])
clock = FakeClock()
def say(*words):
    os.write(1, (" ".join(map(str, words)) + "\\n").encode())  # whole lines, whoever else writes here
"""


@pytest.fixture
def child():
    """Starts Python code in a child process: `child(code, path)`; what still runs at the end is killed."""
    started = []

    def start(code, *arguments):
        process = subprocess.Popen(
            [sys.executable, "-c", PRELUDE + code, *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            start_new_session=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        with process, suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # with what it forked


@pytest.fixture
def outcome(child):
    """Runs code in a child to its end and returns the lines it said; fails with its error if it crashed."""

    def run(code, *arguments):
        process = child(code, *arguments)
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        return out.splitlines()

    return run
