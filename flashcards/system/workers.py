"""The side of the parent: a piece of work with a stranger's file is done by a process of its own, which may use only so
much memory, room and time. What it answers is data, which the caller checks."""

import json
import os
import queue
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO, Any

from flashcards.core.errors import BadInput, CannotRead
from flashcards.core.progress import Cancel, Report, silent
from flashcards.system.limits import Limits
from flashcards.system.working import NO_MEMORY, NO_ROOM

_ROOT = Path(__file__).parents[2]
#: How often a user who wants to stop is asked, in seconds.
_PATIENCE = 0.05


@dataclass(frozen=True, slots=True)
class Worker:
    """A kind of worker: the argument by which the program starts itself as one, what it may use, the longest line that it
    answers in bytes, and what it reads, in words for people."""

    flag: str
    limits: Limits
    longest: int
    reads: str

    def ask(
        self,
        name: str,
        wanted: dict[str, Any],
        data: bytes = b"",
        report: Report = silent,
        cancel: Cancel | None = None,
    ) -> dict[str, Any]:
        """Hand a piece of work to a worker and wait for its answer; `name` is what people call the file.

        Raises `CannotRead` with one sentence, `BadInput` where the worker was asked for what there is not, and `Cancelled`.
        """
        message = json.dumps(wanted).encode("ascii") + b"\n"
        lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        process = _start(self.flag)
        assert process.stdin is not None
        assert process.stdout is not None
        threads = (
            Thread(target=_listen, args=(process.stdout, lines, self.longest), daemon=True),
            Thread(target=_send, args=(process.stdin, message, data), daemon=True),
        )
        for thread in threads:
            thread.start()
        try:
            answer = self._converse(process, lines, name, report, cancel)
        finally:
            process.kill()
            process.wait()
            # Both end with the process, and close what they hold.
            for thread in threads:
                thread.join()
        if "misuse" in answer:
            raise BadInput(str(answer["misuse"]))
        if "error" in answer:
            raise CannotRead(str(answer["error"]))
        return answer

    def _converse(
        self,
        process: "subprocess.Popen[bytes]",
        lines: "queue.SimpleQueue[bytes]",
        name: str,
        report: Report,
        cancel: Cancel | None,
    ) -> dict[str, Any]:
        """Listen until the answer is there, the worker is gone, or time is up."""
        started = heard = time.monotonic()
        while True:
            if cancel:
                cancel.check()
            now = time.monotonic()
            if self._is_late(now - heard, now - started):
                raise _too_slow(name)
            try:
                line = lines.get(timeout=_PATIENCE)
            except queue.Empty:
                continue
            if not line:
                raise self._ended(process.wait(), name)
            heard = time.monotonic()
            answer = _parsed(line, name)
            if "alive" not in answer:
                return answer
            report(*_progress(answer, name))

    def _is_late(self, step: float, whole: float) -> bool:
        most = self.limits.wall_seconds
        return step > self.limits.wall_step_seconds or (most is not None and whole > most)

    def _ended(self, code: int, name: str) -> CannotRead:
        """What a worker that ended without an answer means."""
        if code == NO_MEMORY:
            return CannotRead(f"{name} needs more memory than {self.reads} should, so it was not read.")
        if code == NO_ROOM:
            return CannotRead(f"{name} needs more room to be unpacked than there is, so it was not read.")
        if sys.platform != "win32":
            import signal

            if code in (-signal.SIGXCPU, -signal.SIGKILL):
                return _too_slow(name)
        return damaged(name)


def damaged(name: str) -> CannotRead:
    """What a worker that failed, or whose answer makes no sense, says of its file."""
    return CannotRead(f"{name} is damaged and cannot be read.")


def _too_slow(name: str) -> CannotRead:
    return CannotRead(f"{name} takes too long to read, so it was left alone; it may be damaged.")


def _start(flag: str) -> "subprocess.Popen[bytes]":
    """A fresh Python with the program as its worker."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "flashcards"]
    paths = [str(_ROOT), os.environ.get("PYTHONPATH", "")]
    kept = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in paths if path)}
    errors = None if os.environ.get("FLASHCARDS_DEBUG") else subprocess.DEVNULL
    return subprocess.Popen(  # noqa: S603 - our own program, with a fixed argument
        [*program, flag],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        env=kept,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _send(pipe: IO[bytes], message: bytes, data: bytes) -> None:
    """Hand over the work. A worker that is gone takes no more; what it said last tells why."""
    with suppress(OSError):
        pipe.write(message)
        pipe.write(data)
    with suppress(OSError):
        pipe.close()


def _listen(pipe: IO[bytes], lines: "queue.SimpleQueue[bytes]", longest: int) -> None:
    """Hand on each line, and an empty one at the end."""
    with suppress(OSError), pipe:
        while line := pipe.readline(longest):
            lines.put(line)
    lines.put(b"")


def _parsed(line: bytes, name: str) -> dict[str, Any]:
    try:
        answer = json.loads(line)
    except ValueError:
        raise damaged(name) from None
    if not isinstance(answer, dict):
        raise damaged(name)
    return answer


def _progress(answer: dict[str, Any], name: str) -> tuple[float, str]:
    try:
        return float(answer.get("share", 0.0)), str(answer.get("stage", ""))
    except (TypeError, ValueError):
        raise damaged(name) from None
