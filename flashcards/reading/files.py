"""The way in: a file or pasted text becomes an article."""

from pathlib import Path

from flashcards.core.articles import Article, Source, SourceKind
from flashcards.core.errors import CannotRead
from flashcards.reading.blocks import find_blocks
from flashcards.reading.clean import mark_junk
from flashcards.reading.decode import MAX_BYTES, check_text, decode, too_large
from flashcards.reading.title import find_title

__all__ = ["MAX_BYTES", "read_file", "read_text"]


def read_file(path: Path) -> Article:
    """Read a UTF-8 text or Markdown file; raise `CannotRead` with one sentence if that is impossible."""
    name = _printable(path.name or str(path))
    text = decode(_bytes(path, name), name)
    return _article(text, "", Source(SourceKind.FILE, name), fallback=_printable(path.stem))


def read_text(text: str, *, title: str = "", source: Source) -> Article:
    """Make an article of text that is already at hand, such as a paste."""
    name = source.name or "The text"
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise too_large(name)
    check_text(text, name)
    return _article(text, title, source, fallback=source.name)


def _printable(name: str) -> str:
    """A file's name as text: on some systems a name may hold any bytes."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _bytes(path: Path, name: str) -> bytes:
    """The file's content, at most a little more than the limit."""
    try:
        if path.is_dir():
            raise CannotRead(f"{name} is a folder, not an article.")
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise CannotRead(f"There is no file {_printable(str(path))}.") from None
    except PermissionError:
        raise CannotRead(f"You do not have permission to read {name}.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CannotRead(f"{name} cannot be read: {reason.rstrip('.')}.") from None


def _article(text: str, title: str, source: Source, fallback: str) -> Article:
    """Cut the text into blocks, mark the junk and name the article."""
    blocks = mark_junk(text, find_blocks(text))
    return Article(title or find_title(text, blocks) or fallback or "Untitled", text, blocks, source)
