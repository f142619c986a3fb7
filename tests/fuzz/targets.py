"""What is fuzzed: everything that takes strangers' bytes. Each target takes bytes and raises only for a fault of ours."""

import functools
import io
import re
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from flashcards.core.clozes import parts_of, shown, spelled
from flashcards.core.errors import FlashcardsError
from flashcards.core.nesting import strains
from flashcards.core.note_types import BASIC, BUILT_IN, CLOZE
from flashcards.core.templates import Asked, fill
from flashcards.core.tex import legible
from flashcards.core.typed import compare
from tests.reading.making import docx_of, epub_of, html_of, pdf_of
from tests.reading.reading import blocks, read
from tests.strangers.hostile import HEAVY, hostile

PROSE = "Ketamine blocks the NMDA receptor, which raises glutamate. It may cause dizziness."
_BAD = re.compile(
    r"<(?:script|style|iframe|object|embed|svg|link|meta|base|form)|\son\w+=|javascript:|url\(", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Target:
    """A function over bytes, and the bytes to begin with."""

    run: Callable[[bytes], None]
    seeds: tuple[bytes, ...]


def _words(data: bytes) -> str:
    """Bytes as a text that may hold any sign, lone surrogates too."""
    return (
        data.decode("utf-8", "surrogatepass" if b"\xed" in data else "replace")
        if _decodes(data)
        else data.decode("latin-1")
    )


def _decodes(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _reader(format_: str) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        with suppress(FlashcardsError):
            article = read(format_, data)
            edges = [edge for block in article.blocks for edge in block.span]
            assert edges == sorted(edges)
            assert all(article.quote(block.span).strip() for block in article.blocks)
            article.text.encode()

    return run


def _word_part(data: bytes) -> None:
    """The text of a Word file; a changed archive would mostly fail by its checksums."""
    _reader("docx")(docx_of([], parts={"word/document.xml": data}))


def _book_part(data: bytes) -> None:
    """A chapter of a book."""
    _reader("epub")(epub_of([("One", "")], parts={"OEBPS/c1.xhtml": data, "OEBPS/book.opf": data}))


def _part_of(archive: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return opened.read(name)


def _clean(data: bytes) -> None:
    from flashcards.services.sanitising import safe_html

    found = safe_html(_words(data))
    tags = "".join(re.findall(r"<[a-zA-Z/][^>]*>", found))
    assert not _BAD.search(tags), tags
    assert not strains(found)


def _template(data: bytes) -> None:
    template, _mark, field = _words(data).partition("\x1f")
    for cloze in (False, True):
        fill(
            template,
            Asked({"Front": field, "": field, "Back": "{{c1::x}}"}, 1, question=True, is_cloze=cloze),
        )


def _gaps(data: bytes) -> None:
    text = _words(data)
    spelled(parts_of(text), shown)
    legible(text)


def _typed(data: bytes) -> None:
    typed, _mark, expected = _words(data).partition("\x1f")
    found = compare(typed[:400], expected[:4_000])
    assert all(text for _part, text in found.pieces)


@functools.cache
def _library():
    from flashcards.app import open_app
    from tests.conftest import MONDAY, stock

    app = open_app(None, lambda: MONDAY, zone=UTC)
    stock(app, 3)
    return app


def _search(data: bytes) -> None:
    with suppress(FlashcardsError):
        _library().search.notes(_words(data)[:2_000])


def _table(data: bytes) -> None:
    from flashcards.core.progress import silent
    from flashcards.exchange.text.reader import read_text
    from flashcards.exchange.text.sniffing import Wanted

    with tempfile.TemporaryDirectory() as folder, suppress(FlashcardsError):
        path = Path(folder) / "notes.csv"
        path.write_bytes(data)
        read_text(path, Path(folder), Wanted((BASIC, CLOZE), {}, "deck"), 0, silent)


def _package(data: bytes) -> None:
    from flashcards.core.progress import silent
    from flashcards.exchange.anki.importing.reader import read_package

    with tempfile.TemporaryDirectory() as folder, suppress(FlashcardsError):
        path = Path(folder) / "deck.apkg"
        path.write_bytes(data)
        (Path(folder) / "out").mkdir()
        read_package(path, "deck.apkg", Path(folder) / "out", 0, silent)


def _protobuf(data: bytes) -> None:
    from flashcards.exchange.anki.importing.protobuf import read as fields

    with suppress(FlashcardsError, ValueError):
        list(fields(data))


def _deck_file(data: bytes) -> None:
    from flashcards.exchange.anki.importing.deck_types import type_of
    from flashcards.exchange.deck_json import read_deck

    with tempfile.TemporaryDirectory() as folder, suppress(FlashcardsError):
        path = Path(folder) / "deck.json"
        path.write_bytes(data)
        read_deck(path, BUILT_IN, 0, type_of)


def _address(data: bytes) -> None:
    from flashcards.reading import addresses

    with suppress(FlashcardsError):
        here = addresses.parse(_words(data))
        assert here.scheme in ("http", "https")
        str(addresses.follow(here, _words(data[::-1])))


def _generate(data: bytes) -> None:
    """An article's facts and drafts; every draft rests on words of the article."""
    from flashcards.analysis.pipeline import find_facts
    from flashcards.writing.pipeline import write

    with suppress(FlashcardsError):
        article = read("text", _words(data)[:3_000].encode("utf-8", "replace"))
        facts = find_facts(article)
        for candidate in write(article, facts):
            assert article.quote(candidate.draft.evidence).strip()


def _packages() -> tuple[bytes, ...]:
    """Our own package, which is a package of the newest layout."""
    app = _library()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "deck.apkg"
        app.exchange.export("Biology", path)
        return (path.read_bytes(),)


_SHAPED = blocks("#1 Ketamine", f"¶ {PROSE}", "-1 One", "| a | b")
_MARKS = tuple(each.encode() for each in hostile("/etc/passwd", 9)) + tuple(
    each[:3_000].encode() for each in HEAVY
)

#: By name. `package` makes its seeds when asked, for it needs a library.
TARGETS: dict[str, Callable[[], Target]] = {
    "html": lambda: Target(_reader("html"), (html_of(_SHAPED).encode(), *_MARKS)),
    "text": lambda: Target(
        _reader("text"),
        (PROSE.encode(), PROSE.encode("utf-16"), f"# A\n\n{PROSE}\n\n- a\n\n| a | b |".encode()),
    ),
    "docx": lambda: Target(_reader("docx"), (docx_of(_SHAPED[:3]),)),
    "epub": lambda: Target(_reader("epub"), (epub_of([("One", html_of(_SHAPED))]),)),
    "word-part": lambda: Target(_word_part, (_part_of(docx_of(_SHAPED[:3]), "word/document.xml"),)),
    "book-part": lambda: Target(_book_part, (_part_of(epub_of([("One", PROSE)]), "OEBPS/book.opf"),)),
    "pdf": lambda: Target(_reader("pdf"), (pdf_of(_SHAPED[:3]),)),
    "clean": lambda: Target(_clean, _MARKS),
    "template": lambda: Target(
        _template,
        (b"{{#Front}}{{hint:Front}}{{/Front}}{{^Back}}x{{/Back}}{{type:Front}}\x1fa[b] {{c1::x::y}}",),
    ),
    "gaps": lambda: Target(
        _gaps, (rb"{{c1::a {{c2::b::h}}}} \(x^2\) [latex]\frac{a}{b}[/latex] [$]x_1[/$]",)
    ),
    "typed": lambda: Target(_typed, (b"blocks NMDA\x1fIt blocks <b>NMDA</b> (1,000 mg) / not 5",)),
    "search": lambda: Target(
        _search, (b'deck:Bio* (tag:a or -is:due) prop:r<0.8 "two words" re:^a.b role:risk added:3 nid:1,2',)
    ),
    "table": lambda: Target(
        _table, (b'#separator:Comma\n#html:true\n#guid column:1\na,b,"c\nd"\n', b"a\tb\nc\td\n", b"q;a\r\n")
    ),
    "package": lambda: Target(_package, _packages()),
    "protobuf": lambda: Target(_protobuf, (b"\x0a\x03abc\x10\x96\x01\x1a\x02\x08\x01", b"")),
    "deck-file": lambda: Target(
        _deck_file, (b'{"format": "flashcards-deck", "version": 1, "deck": "A", "notes": [{"guid": "a"}]}',)
    ),
    "address": lambda: Target(_address, (b"https://example.org:80/a?b=c#d", b"http://[::1]/", b"//x")),
    "generator": lambda: Target(
        _generate, (PROSE.encode(), b"# A\n\nX (or Y) causes Z because W; however, V.")
    ),
}
