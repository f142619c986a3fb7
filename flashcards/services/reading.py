"""Getting articles: from files, from addresses, from the clipboard."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from flashcards.core.articles import Article, Chapter, Source, SourceKind
from flashcards.core.errors import CannotRead
from flashcards.core.progress import Cancel


class ArticleReader:
    """Reads articles without keeping them."""

    def read_file(self, path: Path, chapters: Sequence[int] = (), cancel: Cancel | None = None) -> Article:
        """Read a text, Markdown, HTML, PDF, DOCX or EPUB file; raises `CannotRead` with one clear sentence.

        `chapters` are the wanted chapters of a book by number, none for all. Up to some seconds for a large
        file: for the background lane.
        """
        from flashcards.reading.files import read_file

        return read_file(path, chapters, cancel)

    def chapters(self, path: Path, cancel: Cancel | None = None) -> tuple[Chapter, ...]:
        """The chapters of a book in EPUB; raises `CannotRead` for any other file."""
        from flashcards.reading.files import list_chapters

        return list_chapters(path, cancel)

    def read_address(self, address: str, cancel: Cancel | None = None) -> Article:
        """Fetch a web page and read it; raises `CannotRead` with one clear sentence.

        This is the only call that leaves the computer. The page is kept with the article once it is added.
        """
        from flashcards.reading.web import read_address

        return read_address(address, cancel)

    def read(self, place: str, chapters: Sequence[int] = (), cancel: Cancel | None = None) -> Article:
        """Read a file by its name, or a page by its address."""
        from flashcards.reading.addresses import is_address

        if is_address(place) and not Path(place).exists():
            return self.read_address(place, cancel)
        return self.read_file(Path(place), chapters, cancel)

    def is_address(self, text: str) -> bool:
        """Whether a text is one web address and nothing else."""
        from flashcards.reading.addresses import is_address

        return len(text.split()) == 1 and is_address(text)

    def read_paste(self, text: str, title: str = "", html: str = "", cancel: Cancel | None = None) -> Article:
        """Read text from the clipboard, or the same as `html` where the clipboard offers it.

        HTML tells headings, lists and menus; where it shows no text, the plain text is read.
        """
        from flashcards.reading.files import read_paste, read_text

        source = Source(SourceKind.PASTE, "pasted text")
        if html.strip():
            try:
                pasted = read_paste(html, source=source, cancel=cancel)
                return replace(pasted, title=title) if title else pasted
            except CannotRead:
                if not text.strip():
                    raise
        # A clipboard may hold half of a surrogate pair, which no file can.
        whole = text.encode("utf-8", "replace").decode("utf-8")
        return read_text(whole, title=title, source=source)
