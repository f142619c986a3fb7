"""Reading a stranger's file in a process of its own, which may use only so much memory and time.

What comes back is data and is checked: spans in order, kinds that exist, text of a bounded size.
"""

import json
import os
import queue
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import asdict, replace
from itertools import pairwise
from pathlib import Path
from threading import Thread
from typing import IO, Any

from flashcards.core.articles import Article, Block, BlockKind, Chapter, Span
from flashcards.core.errors import BadInput, CannotRead
from flashcards.core.progress import Cancel
from flashcards.reading import limits
from flashcards.reading.documents import Document
from flashcards.reading.worker import FLAG, NO_MEMORY

_ROOT = Path(__file__).parents[2]
#: How often a user who wants to stop is asked, in seconds.
_PATIENCE = 0.05
#: JSON says some letters with six.
_LONGEST_ANSWER = 14 * limits.TEXT


def read_apart(document: Document, cancel: Cancel | None = None) -> Article:
    """The article of a document; raises `CannotRead` with one sentence where there is none."""
    answer = _ask(document, list_chapters=False, cancel=cancel)
    try:
        article = _article(answer["article"], document)
    except (KeyError, TypeError, ValueError):
        raise _failed(document.name) from None
    return article


def chapters_apart(document: Document, cancel: Cancel | None = None) -> tuple[Chapter, ...]:
    """The chapters of a book."""
    answer = _ask(document, list_chapters=True, cancel=cancel)
    try:
        return tuple(
            Chapter(int(number), str(title), int(words)) for number, title, words in answer["chapters"]
        )
    except (KeyError, TypeError, ValueError):
        raise _failed(document.name) from None


def _ask(document: Document, *, list_chapters: bool, cancel: Cancel | None) -> dict[str, Any]:
    """Hand a document to a worker and wait for its answer."""
    wanted = {
        "name": document.name,
        "format": document.format.value,
        "source": asdict(document.source),
        "fallback": document.fallback,
        "encoding": document.encoding,
        "chapters": list(document.chapters),
        "list": list_chapters,
    }
    message = json.dumps(wanted).encode("ascii") + b"\n"
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    process = _start()
    assert process.stdin is not None
    assert process.stdout is not None
    threads = (
        Thread(target=_listen, args=(process.stdout, lines), daemon=True),
        Thread(target=_send, args=(process.stdin, message, document.data), daemon=True),
    )
    for thread in threads:
        thread.start()
    try:
        answer = _converse(process, lines, document.name, cancel)
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


def _start() -> "subprocess.Popen[bytes]":
    """A fresh Python with the program as its worker."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "flashcards"]
    paths = [str(_ROOT), os.environ.get("PYTHONPATH", "")]
    kept = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in paths if path)}
    errors = None if os.environ.get("FLASHCARDS_DEBUG") else subprocess.DEVNULL
    return subprocess.Popen(  # noqa: S603 - our own program, with a fixed argument
        [*program, FLAG],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        env=kept,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _converse(
    process: "subprocess.Popen[bytes]", lines: "queue.SimpleQueue[bytes]", name: str, cancel: Cancel | None
) -> dict[str, Any]:
    """Listen until the answer is there, the worker is gone, or time is up."""
    started = heard = time.monotonic()
    while True:
        if cancel:
            cancel.check()
        now = time.monotonic()
        if now - heard > limits.WALL_STEP_SECONDS or now - started > limits.WALL_SECONDS:
            raise _too_slow(name)
        try:
            line = lines.get(timeout=_PATIENCE)
        except queue.Empty:
            continue
        if not line:
            raise _ended(process.wait(), name)
        heard = time.monotonic()
        answer = _parsed(line, name)
        if "alive" not in answer:
            return answer


def _send(pipe: IO[bytes], message: bytes, data: bytes) -> None:
    """Hand over the document. A worker that is gone takes no more; what it said last tells why."""
    with suppress(OSError):
        pipe.write(message)
        pipe.write(data)
    with suppress(OSError):
        pipe.close()


def _listen(pipe: IO[bytes], lines: "queue.SimpleQueue[bytes]") -> None:
    """Hand on each line, and an empty one at the end."""
    with suppress(OSError), pipe:
        while line := pipe.readline(_LONGEST_ANSWER):
            lines.put(line)
    lines.put(b"")


def _parsed(line: bytes, name: str) -> dict[str, Any]:
    try:
        answer = json.loads(line)
    except ValueError:
        raise _failed(name) from None
    if not isinstance(answer, dict):
        raise _failed(name)
    return answer


def _ended(code: int, name: str) -> CannotRead:
    """What a worker that ended without an answer means."""
    if code == NO_MEMORY:
        return CannotRead(f"{name} needs more memory than a document should, so it was not read.")
    if sys.platform != "win32":
        import signal

        if code in (-signal.SIGXCPU, -signal.SIGKILL):
            return _too_slow(name)
    return _failed(name)


def _too_slow(name: str) -> CannotRead:
    return CannotRead(f"{name} takes too long to read, so it was left alone; it may be damaged.")


def _failed(name: str) -> CannotRead:
    return CannotRead(f"{name} is damaged and cannot be read.")


def _article(answer: dict[str, Any], document: Document) -> Article:
    """The article that a worker describes; raises ValueError where that makes no sense."""
    text = answer["text"]
    blocks = tuple(
        Block(Span(int(start), int(end)), BlockKind(kind), int(level), str(junk))
        for start, end, kind, level, junk in answer["blocks"]
    )
    pages = tuple(int(each) for each in answer["pages"])
    if not isinstance(text, str) or len(text) > limits.TEXT:
        raise ValueError("text")
    edges = [0, *(edge for block in blocks for edge in block.span), len(text)]
    if any(one > two for one, two in pairwise(edges)) or any(
        one > two for one, two in pairwise((*pages, len(text)))
    ):
        raise ValueError("spans")
    source = replace(
        document.source,
        author=str(answer["author"]),
        date=str(answer["date"]),
        licence=str(answer["licence"]),
    )
    return Article(str(answer["title"]), text, blocks, source, pages=pages)
