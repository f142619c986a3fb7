"""The way in: a file or pasted text becomes an article."""

from collections.abc import Sequence
from pathlib import Path

from flashcards.core.articles import Article, Chapter, Source, SourceKind
from flashcards.core.errors import CannotRead
from flashcards.core.progress import Cancel
from flashcards.reading import limits
from flashcards.reading.decode import MAX_BYTES, check_text, too_large
from flashcards.reading.documents import Document, article_of_text, read_document
from flashcards.reading.formats import Format, find_format
from flashcards.reading.sandbox import chapters_apart, read_apart

__all__ = ["MAX_BYTES", "list_chapters", "read_file", "read_paste", "read_text"]

_SIZES = {Format.TEXT: limits.TEXT, Format.HTML: limits.HTML}


def read_file(path: Path, chapters: Sequence[int] = (), cancel: Cancel | None = None) -> Article:
    """Read a file in any format; raise `CannotRead` with one sentence if that is impossible.

    `chapters` are the wanted ones of a book, from 1; none means all. Text is read here, everything that
    needs a parser in a process of its own.
    """
    document = _document(path, chapters)
    if document.format is Format.TEXT:
        return read_document(document)
    return read_apart(document, cancel)


def list_chapters(path: Path, cancel: Cancel | None = None) -> tuple[Chapter, ...]:
    """The chapters of a book in EPUB; raises `CannotRead` for anything else."""
    document = _document(path)
    if document.format is not Format.EPUB:
        raise CannotRead(f"{document.name} is not a book in EPUB, so it has no chapters to choose from.")
    return chapters_apart(document, cancel)


def read_text(text: str, *, title: str = "", source: Source) -> Article:
    """Make an article of text that is already at hand, such as a paste."""
    name = source.name or "The text"
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise too_large(name)
    check_text(text, name)
    return article_of_text(text, title, source, source.name)


def read_paste(html: str, *, source: Source, cancel: Cancel | None = None) -> Article:
    """Make an article of HTML from the clipboard; raises `CannotRead` where it shows no text."""
    name = source.name or "The text"
    data = html.encode("utf-8", "replace")
    if len(data) > limits.HTML:
        raise too_large(name)
    return read_apart(Document(data, name, Format.HTML, source, name, "utf-8"), cancel)


def _document(path: Path, chapters: Sequence[int] = ()) -> Document:
    name = _printable(path.name or str(path))
    data = _bytes(path, name)
    format_ = find_format(data, name)
    if len(data) > _SIZES.get(format_, limits.FILE):
        raise too_large(name, _SIZES.get(format_, limits.FILE))
    if chapters and format_ is not Format.EPUB:
        raise CannotRead(f"{name} is not a book in EPUB, so it has no chapters to choose from.")
    source = Source(SourceKind.FILE, name)
    return Document(data, name, format_, source, _printable(path.stem), chapters=tuple(chapters))


def _is_site(text: str) -> bool:
    """Whether what was typed as a file looks like an address without its beginning."""
    return text.lower().startswith("www.")


def _printable(name: str) -> str:
    """A file's name as text: on some systems a name may hold any bytes."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _bytes(path: Path, name: str) -> bytes:
    """The file's content, at most a little more than the limit; never waits for a pipe or a device."""
    try:
        if path.is_dir():
            raise CannotRead(f"{name} is a folder, not an article.")
        if path.exists() and not path.is_file():
            raise CannotRead(f"{name} is not a file.")
        with path.open("rb") as file:
            return file.read(limits.FILE + 1)
    except FileNotFoundError:
        hint = "; a web address begins with https://" if _is_site(str(path)) else ""
        raise CannotRead(f"There is no file {_printable(str(path))}{hint}.") from None
    except PermissionError:
        raise CannotRead(f"You do not have permission to read {name}.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CannotRead(f"{name} cannot be read: {reason.rstrip('.')}.") from None
