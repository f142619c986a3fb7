"""Reading a stranger's file in a process of its own, which may use only so much memory and time.

What comes back is data and is checked: spans in order, kinds that exist, text of a bounded size.
"""

from dataclasses import asdict, replace
from itertools import pairwise
from typing import Any

from flashcards.core.articles import Article, Block, BlockKind, Chapter, Span
from flashcards.core.progress import Cancel
from flashcards.reading import limits, worker
from flashcards.reading.documents import Document
from flashcards.system.workers import Worker, damaged

#: JSON says some letters with six.
_LONGEST_ANSWER = 14 * limits.TEXT


def read_apart(document: Document, cancel: Cancel | None = None) -> Article:
    """The article of a document; raises `CannotRead` with one sentence where there is none."""
    answer = _ask(document, list_chapters=False, cancel=cancel)
    try:
        article = _article(answer["article"], document)
    except (KeyError, TypeError, ValueError):
        raise damaged(document.name) from None
    return article


def chapters_apart(document: Document, cancel: Cancel | None = None) -> tuple[Chapter, ...]:
    """The chapters of a book."""
    answer = _ask(document, list_chapters=True, cancel=cancel)
    try:
        return tuple(
            Chapter(int(number), str(title), int(words)) for number, title, words in answer["chapters"]
        )
    except (KeyError, TypeError, ValueError):
        raise damaged(document.name) from None


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
    reader = Worker(worker.FLAG, worker.bounds(), _LONGEST_ANSWER, "a document")
    return reader.ask(document.name, wanted, document.data, cancel=cancel)


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
