"""The side of the worker: takes one piece of work on standard input, does it under limits, answers in JSON.

It is told one line of JSON (what to do) and then the bytes of a file, if any. It answers with lines of JSON: `{"alive":
true}`, with `share` and `stage` where it knows them, while it gets on, and at last what came out of the work or
`{"error": "a sentence"}`. A worker that is stopped or fails says nothing more; the parent (`workers`) says what that means.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from typing import IO, Any

from flashcards.core.errors import BadInput, CannotRead
from flashcards.system.limits import Limits, extend, limit

#: Exit codes of a worker that ran out of memory, or out of room for what it writes.
NO_MEMORY = 3
NO_ROOM = 4

Wanted = dict[str, Any]
#: Says how far the work is: a share of it, and its stage in words.
Beat = Callable[..., None]


class _Heart:
    """Says now and then that the work gets on, and how far it is; the process is given more time for it."""

    def __init__(self, answers: IO[str], limits: Limits) -> None:
        self._answers = answers
        self._limits = limits
        self._last = 0.0

    def beat(self, share: float = 0.0, stage: str = "") -> None:
        """Say it, at most five times a second."""
        now = time.monotonic()
        if now - self._last > 0.2:
            self._last = now
            extend(self._limits)
            _write(self._answers, {"alive": True, "share": share, "stage": stage})


def work(
    limits: Limits, prepare: Callable[[Wanted], None], do: Callable[[Wanted, bytes, Beat], dict[str, Any]]
) -> int:
    """Do the piece of work that standard input tells of; returns the exit code.

    `prepare` loads libraries before the limits hold, for loading opens many files. `do` gets what is wanted, the bytes, and
    the beat, and returns the answer; it may raise `BadInput` and `CannotRead`.
    """
    answers = _own_output()
    try:
        wanted = json.loads(sys.stdin.buffer.readline())
        data = sys.stdin.buffer.read()
        prepare(wanted)
        limit(limits)
        answer = _answer(do, wanted, data, _Heart(answers, limits).beat)
    except MemoryError:
        return NO_MEMORY
    except OSError:
        if not limits.written:
            raise
        return NO_ROOM
    _write(answers, answer)
    return 0


def _answer(
    do: Callable[[Wanted, bytes, Beat], dict[str, Any]], wanted: Wanted, data: bytes, beat: Beat
) -> dict[str, Any]:
    try:
        return do(wanted, data, beat)
    except BadInput as problem:
        return {"misuse": str(problem)}
    except CannotRead as problem:
        return {"error": str(problem)}


def _own_output() -> IO[str]:
    """Standard output for answers alone: what a library prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)
    return answers


def _write(answers: IO[str], answer: dict[str, Any]) -> None:
    answers.write(json.dumps(answer) + "\n")
    answers.flush()
