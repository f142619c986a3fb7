"""A worker process is held to its limits, whatever runs in it, and what became of it is one sentence."""

import sys

import pytest

from flashcards.core.errors import BadInput, Cancelled, CannotRead
from flashcards.core.progress import Cancel
from flashcards.system import workers
from flashcards.system.limits import Limits
from flashcards.system.workers import Worker

LIMITS = Limits(
    memory=480 * 2**20,
    written=1000,
    step_seconds=1,
    whole_seconds=2,
    wall_step_seconds=15,
    wall_seconds=20,
)
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds memory like this")

WORK = f"""
import sys
from flashcards.system.limits import Limits
from flashcards.system.working import work
def prepare(wanted):
    assert wanted == {{"what": "é"}}
def do(wanted, data, beat):
    CODE
sys.exit(work({LIMITS!r}, prepare, do))
"""
WRITING = "from pathlib import Path; Path('f').write_bytes(data * 2000)"


@pytest.fixture
def ask(monkeypatch, tmp_path):
    """Lets a worker run the body of a function of `wanted`, `data` and `beat`, and gives its answer."""
    monkeypatch.chdir(tmp_path)
    real = workers.subprocess.Popen

    def run(code, limits=LIMITS, **more):
        program = WORK.replace("CODE", code)
        monkeypatch.setattr(
            workers.subprocess, "Popen", lambda _c, **o: real([sys.executable, "-c", program], **o)
        )
        return Worker("--none", limits, 10_000, "a thing").ask("bad.file", {"what": "é"}, **more)

    return run


def test_the_answer_comes_with_what_was_handed_over_and_how_far_the_work_was(ask):
    heard = []
    code = "beat(0.5, 'half'); beat(0.6, 'too soon'); print('no answer'); return {'bytes': len(data)}"
    assert ask(code, data=b"x" * 500_000, report=lambda *step: heard.append(step)) == {"bytes": 500_000}
    assert heard == [(0.5, "half")]


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        pytest.param("\n    while True: pass", "takes too long to read, so it was left alone; it may be damaged.", marks=POSIX),
        pytest.param("return bytearray(2**30)", "needs more memory than a thing should, so it was not read.", marks=LINUX),
        pytest.param(WRITING, "needs more room to be unpacked than there is, so it was not read.", marks=POSIX),
        ("sys.exit(0)", "is damaged and cannot be read."),
        ("raise ValueError", "is damaged and cannot be read."),
        ("beat('much')", "is damaged and cannot be read."),
        ("return [1]", "is damaged and cannot be read."),
        ("return {'long': 'x' * 20_000}", "is damaged and cannot be read."),
        ("from flashcards.core.errors import CannotRead\n    raise CannotRead('bad.file is blue.')", "is blue."),
    ],
)  # fmt: skip
def test_a_worker_that_goes_wrong(ask, code, sentence):
    with pytest.raises(CannotRead) as caught:
        ask(code, data=b"x")
    assert str(caught.value) == f"bad.file {sentence}"


@POSIX
def test_a_worker_that_gets_on_is_given_more_time_but_not_for_ever(ask):
    with pytest.raises(CannotRead, match="takes too long"):
        ask("\n    while True: beat()")


def test_a_worker_asked_for_what_there_is_not(ask):
    with pytest.raises(BadInput, match="no such chapter"):
        ask("from flashcards.core.errors import BadInput\n    raise BadInput('There is no such chapter.')")


@pytest.mark.parametrize("wait", [{"wall_step_seconds": 0.3}, {"wall_seconds": 0.3}])
def test_a_worker_that_says_nothing(ask, wait):
    values = {name: getattr(LIMITS, name) for name in Limits.__slots__}
    with pytest.raises(CannotRead, match="takes too long"):
        ask("import time; time.sleep(60)", Limits(**values | wait))


def test_somebody_who_stops_waiting(ask):
    cancel = Cancel()
    cancel.set()
    with pytest.raises(Cancelled):
        ask("import time; time.sleep(60)", cancel=cancel)


def test_a_worker_that_is_gone_before_it_took_everything(monkeypatch):
    real = workers.subprocess.Popen
    ask_gone = "import sys; sys.exit(0)"
    monkeypatch.setattr(
        workers.subprocess, "Popen", lambda _c, **o: real([sys.executable, "-c", ask_gone], **o)
    )
    with pytest.raises(CannotRead, match="is damaged"):
        Worker("--none", LIMITS, 10_000, "a thing").ask("bad.file", {}, b"x" * 5_000_000)
