"""The worker process: takes a stranger's file on standard input, parses it under limits, answers in JSON.

`system.working` says how parent and worker talk; the answer is `{"article": ...}` or `{"chapters": ...}`.
"""

from typing import Any

from flashcards.core.articles import Article, Source
from flashcards.reading import limits
from flashcards.reading.formats import Format
from flashcards.system.limits import Limits
from flashcards.system.working import Beat, work

#: The command-line argument by which the program starts itself as a worker.
FLAG = "--reading-worker"


def main() -> int:
    """Do one piece of work."""
    return work(bounds(), _import_parsers, _answer)


def bounds() -> Limits:
    """What parsing a file may use; no file is written for it."""
    return Limits(
        memory=limits.MEMORY,
        written=0,
        step_seconds=limits.STEP_SECONDS,
        whole_seconds=limits.WHOLE_SECONDS,
        wall_step_seconds=limits.WALL_STEP_SECONDS,
        wall_seconds=limits.WALL_SECONDS,
    )


def _import_parsers(wanted: dict[str, Any]) -> None:
    if wanted["format"] == Format.PDF:
        import pypdfium2  # noqa: F401
    else:
        import lxml.etree  # noqa: F401
    import flashcards.reading.documents  # noqa: F401


def _answer(wanted: dict[str, Any], data: bytes, beat: Beat) -> dict[str, Any]:
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
    if wanted["list"]:
        found = chapters_of(document, beat)
        return {"chapters": [[each.number, each.title, each.words] for each in found]}
    return {"article": record(read_document(document, beat))}


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
