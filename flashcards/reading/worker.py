"""The worker process: takes a stranger's file on standard input, parses it under limits, answers in JSON.

It is told one line of JSON (what to do) and then the file's bytes. It answers with lines of JSON: `{"alive":
true}` while it gets on, and at last `{"article": ...}`, `{"chapters": ...}` or `{"error": "a sentence"}`. A worker
that is stopped or fails says nothing more; the parent (`sandbox.py`) then says what that means.
"""

import json
import os
import sys
import time
from typing import IO, Any

from flashcards.core.articles import Article, Source
from flashcards.core.errors import BadInput, CannotRead
from flashcards.reading import limits
from flashcards.reading.formats import Format

#: The command-line argument by which the program starts itself as a worker.
FLAG = "--reading-worker"

#: Exit code of a worker that ran out of memory.
NO_MEMORY = 3


def main() -> int:
    """Do one piece of work."""
    answers = _own_output()
    try:
        wanted = json.loads(sys.stdin.buffer.readline())
        data = sys.stdin.buffer.read()
        _import_parsers(wanted["format"])
        limit()
        answer = _answer(wanted, data, _Heart(answers).beat)
    except MemoryError:
        return NO_MEMORY
    _write(answers, answer)
    return 0


class _Heart:
    """Says now and then that the work gets on, and is then given more time."""

    def __init__(self, answers: IO[str]) -> None:
        self._answers = answers
        self._last = time.monotonic()

    def beat(self) -> None:
        """Say that the work gets on, at most five times a second."""
        now = time.monotonic()
        if now - self._last > 0.2:
            self._last = now
            extend()
            _write(self._answers, {"alive": True})


def limit() -> None:
    """Bound what this process may use: memory, time of the processor, files.

    Only POSIX systems can. On Windows the process is bounded by the parent's clock and nothing else.
    """
    try:
        import resource
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_AS, limits.MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (OSError, ValueError):
            continue  # macOS knows RLIMIT_AS, but does not let it be set
    extend()


def extend() -> None:
    """Allow some more seconds of the processor, up to the whole."""
    try:
        import resource
    except ImportError:
        return
    spent = resource.getrusage(resource.RUSAGE_SELF)
    soft = min(int(spent.ru_utime + spent.ru_stime) + 1 + limits.STEP_SECONDS, limits.WHOLE_SECONDS)
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _own_output() -> IO[str]:
    """Standard output for answers alone: what a library prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)
    return answers


def _import_parsers(format_: str) -> None:
    """Load the libraries before the limits hold, for loading opens many files."""
    if format_ == Format.PDF:
        import pypdfium2  # noqa: F401
    else:
        import lxml.etree  # noqa: F401
    import flashcards.reading.documents  # noqa: F401


def _answer(wanted: dict[str, Any], data: bytes, beat: Any) -> dict[str, Any]:
    from flashcards.reading.documents import Document, chapters_of, read_document

    document = Document(
        data,
        wanted["name"],
        Format(wanted["format"]),
        Source(**wanted["source"]),
        wanted["fallback"],
        wanted["encoding"],
        tuple(wanted["chapters"]),
    )
    try:
        if wanted["list"]:
            found = chapters_of(document, beat)
            return {"chapters": [[each.number, each.title, each.words] for each in found]}
        return {"article": record(read_document(document, beat))}
    except BadInput as problem:
        return {"misuse": str(problem)}
    except CannotRead as problem:
        return {"error": str(problem)}


def record(article: Article) -> dict[str, Any]:
    """An article as plain values."""
    source = article.source
    return {
        "title": article.title,
        "text": article.text,
        "blocks": [[*each.span, each.kind.value, each.level, each.junk] for each in article.blocks],
        "pages": list(article.pages),
        "author": source.author,
        "date": source.date,
        "licence": source.licence,
    }


def _write(answers: IO[str], answer: dict[str, Any]) -> None:
    answers.write(json.dumps(answer) + "\n")
    answers.flush()
