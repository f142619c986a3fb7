"""Which article a command is about: a file or an address, and the chapters of a book."""

from typing import TYPE_CHECKING, Annotated

import typer

from flashcards.cli.output import one_line, say, table, write_json
from flashcards.cli.session import Session, command

if TYPE_CHECKING:
    from flashcards.core.articles import Article
    from flashcards.services.articles import ArticleService

_KINDS = "a text, Markdown, HTML, PDF, DOCX or EPUB file, or a web address"
_MOST_CHAPTERS = 10_000

PlaceArgument = Annotated[str, typer.Argument(metavar="ARTICLE", help=f"{_KINDS[0].upper()}{_KINDS[1:]}.")]
PlacesArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="ARTICLE...", help="Text, Markdown, HTML, PDF, DOCX or EPUB files, or web addresses."
    ),
]
ChaptersOption = Annotated[
    str,
    typer.Option(
        "--chapters",
        metavar="2-4,7",
        help="Only these chapters of an EPUB (see `chapters`).",
        show_default=False,
    ),
]


@command
def chapters(
    session: Session,
    book: Annotated[str, typer.Argument(metavar="BOOK", help="An EPUB file.")],
) -> None:
    """List the chapters of a book in EPUB, to choose from with --chapters."""
    from pathlib import Path

    with session.nothing() as app:
        found = app.articles.chapters(Path(book))
    if session.as_json:
        write_json([{"number": each.number, "title": each.title, "words": each.words} for each in found])
        return
    table(
        "",
        (">Chapter", "Title", ">Words"),
        [(each.number, one_line(each.title), each.words) for each in found],
    )
    say("Use them with --chapters, such as --chapters 2-4,7.")


def read_place(articles: "ArticleService", place: str, wanted: str = "") -> "Article":
    """Read the article that a command was given; raises `CannotRead`."""
    return articles.read(place, chapter_numbers(wanted))


def chapter_numbers(wanted: str) -> tuple[int, ...]:
    """The numbers that "2-4,7" stands for; a usage error for anything else."""
    found: set[int] = set()
    for part in wanted.replace(" ", "").split(",") if wanted.strip() else ():
        first, dash, last = part.partition("-")
        if not (_is_number(first) and (not dash or _is_number(last))):
            raise _misused(wanted)
        start, end = int(first), int(last or first)
        if not 1 <= start <= end <= _MOST_CHAPTERS:
            raise _misused(wanted)
        found.update(range(start, end + 1))
    return tuple(sorted(found))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 6


def _misused(wanted: str) -> typer.BadParameter:
    return typer.BadParameter(f"{wanted!r} is no list of chapters, such as 2-4,7.", param_hint="--chapters")
