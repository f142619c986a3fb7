"""From the bytes of a file or a page to an article, whatever the format. Runs in the worker process."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from flashcards.core.articles import Article, Chapter, Source
from flashcards.core.errors import CannotRead
from flashcards.reading import limits
from flashcards.reading.archive import Archive
from flashcards.reading.blocks import find_blocks
from flashcards.reading.clean import mark_junk
from flashcards.reading.decode import check_text, decode, decode_page
from flashcards.reading.docx import DOCUMENT, read_docx
from flashcards.reading.epub import list_chapters, read_epub
from flashcards.reading.formats import Format
from flashcards.reading.html import read_html
from flashcards.reading.parting import parted
from flashcards.reading.pieces import Extract, join
from flashcards.reading.title import find_title

Advance = Callable[[], None]

#: The part that every book in EPUB has.
_BOOK = "META-INF/container.xml"


@dataclass(frozen=True, slots=True)
class Document:
    """What came from outside: its bytes, the name that sentences call it by, its format and its source.

    `chapters` are the wanted ones of a book, none for all; `encoding` is what a server stated; `fallback` is
    the title where the document has none.
    """

    data: bytes
    name: str
    format: Format
    source: Source
    fallback: str
    encoding: str = ""
    chapters: tuple[int, ...] = ()


def read_document(document: Document, advance: Advance = lambda: None) -> Article:
    """Read a document; raises `CannotRead` with one sentence where that is impossible."""
    if document.format is Format.TEXT:
        text = decode(document.data, document.name)
        return article_of_text(text, "", document.source, document.fallback)
    extract = _READERS[document.format](document, advance)
    return article_of_extract(extract, document, advance)


def chapters_of(document: Document, advance: Advance = lambda: None) -> tuple[Chapter, ...]:
    """The chapters of a book; raises `CannotRead` for what has none."""
    if document.format is not Format.EPUB:
        raise CannotRead(f"{document.name} is not a book in EPUB, so it has no chapters to choose from.")
    return list_chapters(_book(document), document.name, advance)


def article_of_text(text: str, title: str, source: Source, fallback: str) -> Article:
    """Cut plain text into blocks, mark the junk and name the article."""
    if text.count("\n") + text.count("\r") > limits.LINES:
        raise CannotRead(
            f"{source.name} has more than {limits.LINES:,} lines, the most that an article may have."
        )
    found = parted(text, find_blocks(text))
    if len(found) > limits.BLOCKS:
        raise _too_many(source.name)
    blocks = mark_junk(text, found)
    return Article(title or find_title(text, blocks) or fallback or "Untitled", text, blocks, source)


def article_of_extract(extract: Extract, document: Document, advance: Advance = lambda: None) -> Article:
    """Put pieces together, mark the junk among them, and name the article."""
    name, source = document.name, document.source
    if sum(len(piece.text) for piece in extract.pieces) > limits.TEXT:
        raise CannotRead(f"{name} holds more than 5 MB of text, the most that an article may have.")
    if extract.endless or len(extract.pieces) > limits.BLOCKS:
        raise _too_many(name)
    text, blocks, pages = join(extract.pieces)
    check_text(text, name)
    marked = mark_junk(text, parted(text, blocks), advance)
    title = extract.title or find_title(text, marked) or document.fallback or "Untitled"
    known = replace(
        source,
        author=source.author or extract.author,
        date=source.date or extract.date,
        licence=source.licence or extract.licence,
    )
    return Article(title, text, marked, known, pages=pages)


def _too_many(name: str) -> CannotRead:
    return CannotRead(
        f"{name} has more than {limits.BLOCKS:,} paragraphs or {limits.MARKS:,} marks, the most that an article may have."
    )


def _html(document: Document, advance: Advance) -> Extract:
    try:
        return read_html(decode_page(document.data, document.encoding), advance)
    except CannotRead:
        raise CannotRead(f"{document.name} shows no text.") from None


def _pdf(document: Document, advance: Advance) -> Extract:
    from flashcards.reading.pdf import read_pdf

    return read_pdf(document.data, document.name, advance)


def _docx(document: Document, advance: Advance) -> Extract:
    archive = Archive(document.data, document.name)
    if _BOOK in archive.names:
        return read_epub(archive, document.name, document.chapters, advance)
    if DOCUMENT not in archive.names:
        raise CannotRead(f"{document.name} is a ZIP archive, but neither a Word document nor a book in EPUB.")
    return read_docx(archive, document.name, advance)


def _epub(document: Document, advance: Advance) -> Extract:
    return read_epub(_book(document), document.name, document.chapters, advance)


def _book(document: Document) -> Archive:
    archive = Archive(document.data, document.name)
    if _BOOK not in archive.names:
        raise CannotRead(f"{document.name} is not a book in EPUB, whatever its name says; it may be damaged.")
    return archive


_READERS: dict[Format, Callable[[Document, Advance], Extract]] = {
    Format.HTML: _html,
    Format.PDF: _pdf,
    Format.DOCX: _docx,
    Format.EPUB: _epub,
}
