"""Books in EPUB 2 and 3: the chapters in reading order, all of them or those that were asked for.

A chapter is one document of the book's spine (EPUB 3.3, section 5.7); its title comes from the book's table of
contents, else from its first heading.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from flashcards.core.articles import BlockKind, Chapter
from flashcards.core.errors import BadInput, CannotRead
from flashcards.reading import limits
from flashcards.reading.archive import Archive
from flashcards.reading.dates import iso_date
from flashcards.reading.decode import decode_page
from flashcards.reading.epub_package import Package, read_package
from flashcards.reading.html import read_html
from flashcards.reading.pieces import Extract, Piece, line_of

_LONGEST_TITLE = 150


def read_epub(
    archive: Archive, name: str, wanted: Collection[int] = (), advance: Callable[[], None] = lambda: None
) -> Extract:
    """The pieces of a book, or of the chapters with the wanted numbers from 1.

    Raises `CannotRead` for a book that is broken or locked, `BadInput` for chapters that it does not have.
    """
    package = read_package(archive, name)
    count = len(package.spine)
    if missing := sorted(number for number in wanted if not 1 <= number <= count):
        raise BadInput(f"{name} has no chapter {missing[0]}; its chapters are 1 to {count}.")
    found: list[Piece] = []
    titles: list[str] = []
    for number, title, pieces in _chapters(archive, package, advance):
        if not wanted or number in wanted:
            found.extend(pieces)
            titles.append(title)
        if len(found) > limits.BLOCKS or sum(len(piece.text) for piece in pieces) > limits.TEXT:
            break  # too long in any case
    if not any(piece.text for piece in found):
        raise CannotRead(f"{name} holds no text there." if wanted else f"{name} holds no text.")
    about = package.about
    book = line_of(about.get("title", ""), _LONGEST_TITLE)
    title = f"{book}: {titles[0]}" if book and len(titles) == 1 and wanted and titles[0] else book
    return Extract(
        tuple(found),
        title,
        line_of(", ".join(package.creators)),
        iso_date(about.get("date", "")),
        line_of(about.get("rights", "")),
    )


def list_chapters(
    archive: Archive, name: str, advance: Callable[[], None] = lambda: None
) -> tuple[Chapter, ...]:
    """The chapters of a book with their titles and lengths."""
    package = read_package(archive, name)
    return tuple(
        Chapter(number, title, sum(len(piece.text.split()) for piece in pieces if not piece.junk))
        for number, title, pieces in _chapters(archive, package, advance)
    )


def _chapters(
    archive: Archive, package: Package, advance: Callable[[], None]
) -> Iterator[tuple[int, str, list[Piece]]]:
    """Every chapter: its number, its title, its pieces."""
    for number, part in enumerate(package.spine, 1):
        advance()
        pieces = _pieces(archive.read(part), archive.name, advance)
        if part == package.contents:
            pieces = [replace(piece, junk=piece.junk or "menu") for piece in pieces]
        yield number, package.titles.get(part) or _heading(pieces), pieces


def _pieces(data: bytes, name: str, advance: Callable[[], None]) -> list[Piece]:
    if not data.strip():
        return []
    try:
        extract = read_html(decode_page(data), advance)
    except CannotRead:
        return []  # a page with nothing but a picture
    if extract.endless:
        raise CannotRead(f"{name} has a chapter longer than any article, so it was not read.")
    return list(extract.pieces)


def _heading(pieces: list[Piece]) -> str:
    """The first heading of a chapter."""
    heads = (piece.text for piece in pieces if piece.kind is BlockKind.HEADING)
    return line_of(next(heads, ""), _LONGEST_TITLE)
