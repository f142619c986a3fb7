"""Files made to hurt: a right article or one sentence, soon, in little memory, and nothing fetched."""

import os
import sys
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.core.articles import Article, BlockKind
from flashcards.core.errors import Cancelled, CannotRead
from flashcards.core.progress import Cancel
from flashcards.reading import limits, sandbox
from flashcards.reading.documents import Document
from flashcards.reading.files import read_file
from flashcards.reading.formats import Format, find_format
from flashcards.system import workers
from tests.reading.making import WORD, docx_of, epub_of, html_of, pdf_of, zipped
from tests.reading.reading import FILE, blocks, read

PROSE = "Wind turns the blades, and the blades drive a generator that makes electricity for the town."
SECRET = "the secret of the house"


def document(text, doctype=""):
    inner = f"<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body>"
    return f'<?xml version="1.0"?>{doctype}<w:document xmlns:w="{WORD}">{inner}</w:document>'


LAUGHS = (
    "<!DOCTYPE x [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(12))
    + "]>"
)


def outside(path):
    """A document type that fetches a file."""
    return f'<!DOCTYPE x [<!ENTITY e SYSTEM "{path.as_uri()}">]>'


def overlapping():
    """An archive whose entries share one stretch of packed bytes."""
    data = bytearray(zipped({"word/document.xml": document(PROSE), "word/styles.xml": document(PROSE)}))
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    return bytes(data)


def lying():
    """An archive that says its part is small."""
    data = bytearray(zipped({"word/document.xml": b" " * 2_000_000 + document(PROSE).encode()}))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    return bytes(data)


CASES = {
    "nested.html": lambda _: b"<div>" * 50_000 + PROSE.encode() + b"</div>" * 50_000,
    "tables.html": lambda _: b"<table><tr><td>" * 30_000 + PROSE.encode(),
    "paragraphs.html": lambda _: (b"<p>" + PROSE.encode()) * 100_000,
    "inline.html": lambda _: b"<b>" * 500_000 + PROSE.encode(),
    "line.html": lambda _: b"<p>" + b"word " * 2_000_000,
    "marks.html": lambda _: b"<p " + b" ".join(b"a%d=1" % n for n in range(300_000)) + b">" + PROSE.encode(),
    "zero.html": lambda _: b"<p>" + PROSE.replace(" ", " \0").encode() + b"\0" * 1000,
    "entities.html": lambda _: LAUGHS.encode() + b"<html><p>&a9; " + PROSE.encode(),
    "fetch.html": lambda path: f"{outside(path)}<html><p>&e; {PROSE}<iframe src='{path.as_uri()}'></iframe>".encode(),
    "fetch.docx": lambda path: zipped({"word/document.xml": document("&e;", outside(path))}),
    "fetch16.docx": lambda path: zipped({"word/document.xml": document("&e;", outside(path)).encode("utf-16")}),
    "laughs.docx": lambda _: zipped({"word/document.xml": document("&a12;", LAUGHS)}),
    "deep.docx": lambda _: zipped({"word/document.xml": document("<w:r>" * 100_000)}),
    "bomb.docx": lambda _: zipped({"word/document.xml": document(" " * 30_000_000)}),
    "overlap.docx": lambda _: overlapping(),
    "lying.docx": lambda _: lying(),
    "parts.docx": lambda _: zipped({f"{n}": b"" for n in range(limits.ENTRIES + 1)} | {"word/document.xml": document(PROSE)}),
    "cut.docx": lambda _: docx_of(blocks(f"¶ {PROSE}"))[:-60],
    "fetch.epub": lambda path: epub_of([("One", f"{outside(path)}<html><p>&e; {PROSE}</p></html>")]),
    "chapter.epub": lambda _: epub_of([("One", "<p>Wind.</p>" * 60_000)]),
    "names.epub": lambda _: epub_of([("One", PROSE)], parts={"../../etc/cron.d/x": "y"}),
    "absolute.epub": lambda _: epub_of([("One", PROSE)], parts={"/etc/x": "y"}),
    "laughs.epub": lambda _: epub_of([("One", PROSE)], parts={"OEBPS/book.opf": LAUGHS + "<package>&a12;</package>"}),
    "cut.pdf": lambda _: pdf_of(blocks(f"¶ {PROSE}"))[:700],
    "ring.pdf": lambda _: pdf_of(blocks(f"¶ {PROSE}")).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]"),
    "many.pdf": lambda _: pdf_of(blocks(f"¶ {PROSE}")).replace(b"/Count 1 ", b"/Count 999999999 "),
    "noise.pdf": lambda _: b"%PDF-1.7\n" + bytes(range(256)) * 5000,
    "line.txt": lambda _: b"word " * 2_000_000,
    "words.txt": lambda _: b" ".join(b"w%x" % (n * 2654435761 % 2**32) for n in range(400_000)),
    "lines.txt": lambda _: b"a\n" * 2_000_000,
    "zero.txt": lambda _: b"Some words\0 and more.",
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_file(tmp_path, name):
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    path = tmp_path / name
    path.write_bytes(CASES[name](secret))
    listing = sorted(tmp_path.iterdir())
    started = time.process_time() + children_seconds()
    outcome = outcome_of(path)
    # Of the processor, not of the wall: other tests may be running. Here it is 4 at most; without the limits, minutes.
    assert time.process_time() + children_seconds() - started < 30
    assert sorted(tmp_path.iterdir()) == listing
    if isinstance(outcome, Article):
        assert SECRET not in outcome.text
        assert "\0" not in outcome.text
        assert any(word in outcome.text for word in ("Wind", "word", "w0"))
    else:
        assert name in outcome
        assert outcome.endswith(".")
        assert "\n" not in outcome


def outcome_of(path):
    return said(lambda: read_file(path))


def children_seconds():
    if sys.platform == "win32":
        return 0.0
    import resource

    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("nested.html", None),
        ("tables.html", None),
        ("inline.html", "250,000 marks"),
        ("chapter.epub", "has a chapter longer than any article"),
        ("zero.html", None),
        ("fetch.html", None),
        ("fetch.epub", None),
        ("paragraphs.html", "more than 50,000 paragraphs"),
        ("line.html", "more than 5 MB"),
        ("bomb.docx", "unpacks to far more"),
        ("overlap.docx", "damaged"),
        ("names.epub", "names that lead out of it"),
        ("parts.docx", "more than 10,000 parts"),
        ("line.txt", "larger than 5 MB"),
    ],
)
def test_what_is_said_of_it(tmp_path, name, word):
    path = tmp_path / name
    path.write_bytes(CASES[name](tmp_path / "secret.txt"))
    outcome = outcome_of(path)
    if word is None:
        assert PROSE in " ".join(outcome.text.split())
    else:
        assert word in outcome


def hang(monkeypatch, code):
    """Put a worker that only does harm in the place of the real one."""
    real = workers.subprocess.Popen
    prelude = (
        "import sys; sys.stdin.buffer.readline(); from flashcards.reading.worker import bounds; "
        "from flashcards.system.limits import extend, limit; limit(bounds()); "
    )
    monkeypatch.setattr(
        workers.subprocess, "Popen", lambda _c, **o: real([sys.executable, "-c", prelude + code], **o)
    )


WRONG_SPANS = '{"article": {"text": "a", "blocks": [[5, 9, "paragraph", 0, ""]], "pages": []}}'
DOCUMENT = Document(b"x", "bad.html", Format.HTML, FILE, "bad")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("exec('while True: pass')", "bad.html takes too long to read, so it was left alone; it may be damaged."),
        ("open('made-by-worker', 'w').write('x' * 10)", "bad.html is damaged and cannot be read."),
        ("sys.exit(0)", "bad.html is damaged and cannot be read."),
        ("print('[1]')", "bad.html is damaged and cannot be read."),
        (f"print({WRONG_SPANS!r})", "bad.html is damaged and cannot be read."),
    ],
)  # fmt: skip
def test_a_worker_that_goes_wrong(monkeypatch, tmp_path, code, sentence):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(limits, "WHOLE_SECONDS", 1)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    hang(
        monkeypatch,
        f"from flashcards.reading import limits; limits.STEP_SECONDS = 1; extend(bounds()); {code}",
    )
    with pytest.raises(CannotRead) as caught:
        sandbox.read_apart(DOCUMENT)
    assert str(caught.value) == sentence
    assert [path for path in tmp_path.iterdir() if path.stat().st_size] == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds memory like this")
def test_a_worker_that_wants_too_much_memory(monkeypatch):
    hang(monkeypatch, "exec('try: x = bytearray(600 * 2**20)\\nexcept MemoryError: sys.exit(3)')")
    with pytest.raises(CannotRead, match=r"needs more memory than a document should"):
        sandbox.read_apart(DOCUMENT)


def test_a_worker_that_says_nothing_and_somebody_who_stops_waiting(monkeypatch):
    hang(monkeypatch, "import time; time.sleep(60)")
    cancel = Cancel()
    cancel.set()
    with pytest.raises(Cancelled):
        sandbox.read_apart(DOCUMENT, cancel)
    monkeypatch.setattr(limits, "WALL_STEP_SECONDS", 0.3)
    with pytest.raises(CannotRead, match="takes too long"):
        sandbox.read_apart(DOCUMENT)


GOOD = {
    Format.HTML: html_of(blocks("#1 Wind", f"¶ {PROSE}", "-1 One", "| a | b")).encode(),
    Format.DOCX: docx_of(blocks("#1 Wind", f"¶ {PROSE}", "-1 One")),
    Format.EPUB: epub_of([("One", html_of(blocks("#1 Wind", f"¶ {PROSE}")))]),
    Format.PDF: pdf_of(blocks("#1 Wind", f"¶ {PROSE}", "-1 One")),
}


@st.composite
def damaged(draw):
    """A good file with some bytes changed, cut out, or put in."""
    format_ = draw(st.sampled_from(list(GOOD)))
    data = bytearray(GOOD[format_])
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(data)))
        data[at : at + draw(st.integers(0, 40))] = draw(st.binary(max_size=12))
    return format_, bytes(data)


@settings(max_examples=150, deadline=None)
@given(damaged() | st.tuples(st.sampled_from(list(Format)), st.binary(max_size=400)))
def test_any_bytes_are_an_article_or_cannot_be_read(case):
    format_, data = case
    check(lambda: read(format_, data))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(
    ["<p>", "</p>", "<li>", "<ul>", "</ul>", "<table>", "<tr>", "<td>", "</table>", "<sup>2</sup>", "<br>", "<nav>", "<article>",
     "</article>", "<h1>", "</div>", "<pre>", "a word. ", "\u202e", "\0", "&#0;", "&amp;", "<script>", "</script>", "ملح ", "風が"]
), max_size=40).map("".join))  # fmt: skip
def test_any_marks_make_spans_in_order(page):
    check(lambda: read("html", page))


def said(call):
    """What came of it, or the sentence about it; anything else is raised."""
    try:
        return call()
    except CannotRead as problem:
        return str(problem)


def check(call):
    """A sentence, or an article whose spans are in order and hold words, and whose pages begin in order."""
    article = said(call)
    if isinstance(article, str):
        assert article.endswith(".")
        return
    edges = [edge for block in article.blocks for edge in block.span]
    assert edges == sorted(edges)
    assert all(article.quote(block.span).strip() for block in article.blocks)
    assert all(block.kind in BlockKind for block in article.blocks)
    assert list(article.pages) == sorted(article.pages)
    article.text.encode()


@given(st.binary(max_size=60))
def test_any_beginning_has_a_format_or_a_sentence(data):
    found = said(lambda: find_format(data, "a.bin"))
    assert found in list(Format) or found.startswith("a.bin ")


def test_archives_are_read_without_touching_the_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(zipfile.ZipFile, "extractall", None)
    monkeypatch.setattr(zipfile.ZipFile, "extract", None)
    monkeypatch.chdir(tmp_path)
    assert "Wind" in read("epub", GOOD[Format.EPUB]).text
    assert list(tmp_path.iterdir()) == []
