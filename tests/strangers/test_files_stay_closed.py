"""Hostile articles and decks on their way in and out: nothing fetched, nothing read or written but what was asked for."""

import csv
import re
import zipfile
from html import escape

import pypdfium2
import pytest

from flashcards.app import open_app
from flashcards.core.drafts import CardType
from flashcards.core.rendering import to_text
from flashcards.gui.printing.pdf import write_pdf
from flashcards.services.reading import ArticleReader
from tests.conftest import make_analysed
from tests.reading.making import epub_of
from tests.strangers.hostile import FORMULAS
from tests.strangers.watching import watching

PROSE = "Wind turns the blades of the mill, and the blades drive a generator for the town."


@pytest.fixture
def app(tmp_path, clock):
    opened = open_app(tmp_path / "here" / "library.db", clock, undo=True)
    yield opened
    opened.close()


@pytest.fixture
def deck(app, payloads):
    """A deck of notes whose sides are the payloads, as another program's table would bring them."""
    article_id, _changes = app.articles.add(make_analysed(1))
    evidence = app.drafts.of_article(article_id)[0].evidence
    for number in range(len(payloads) + len(FORMULAS)):
        app.shaping.write(article_id, evidence, (CardType.BASIC, f"q{number}", "a"), "Strange", "t=1")
    for note, words in zip(app.decks.notes(deck="Strange"), [*payloads, *FORMULAS], strict=True):
        app.decks.edit_note(note.id, (words, words, *note.fields[2:]))
    return "Strange"


@pytest.mark.parametrize("ending", ["html", "md", "txt", "epub"])
def test_an_article_that_reaches_out_is_only_read(tmp_path, trap, listener, payloads, ending):
    words = "\n\n".join([PROSE, *payloads, PROSE])
    path = tmp_path / f"article.{ending}"
    path.write_bytes(epub_of([("One", words)]) if ending == "epub" else words.encode())
    with watching() as seen:
        article = ArticleReader().read_file(path)
    assert PROSE in article.text
    assert not trap.was_read()
    assert listener.visits() == 0
    # The one process that is started is our own reader.
    assert [each for each in seen.calls if "flashcards" not in str(each)] == []
    assert seen.written_outside("/dev") == []


@pytest.mark.parametrize("ending", [".apkg", ".csv", ".tsv", ".md", ".json", ".pdf"])
def test_exports_reach_for_nothing(app, deck, tmp_path, trap, listener, ending):
    out = tmp_path / "out"
    out.mkdir()
    path = out / f"deck{ending}"
    with watching() as seen:
        if ending == ".pdf":
            app.printing.print_deck(deck, path, write_pdf)
        else:
            app.exchange.export(deck, path)
    assert not trap.was_read()
    assert listener.visits() == 0
    assert seen.calls == []
    outside = [each for each in seen.written_outside(out, app.library.path.parent) if "/dev/" not in each]
    # genanki and SQLite write their own temporary files, which are gone again.
    assert [each for each in outside if re.search(r"secret|elsewhere|shadow|passwd", each)] == []
    assert [each.name for each in out.iterdir()] == [path.name]
    if ending == ".apkg":
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
        assert all(re.fullmatch(r"[\w.]+", name) for name in names)


@pytest.mark.parametrize("ending", [".csv", ".tsv"])
def test_no_cell_is_a_formula(app, deck, tmp_path, ending):
    path = tmp_path / f"deck{ending}"
    app.exchange.export(deck, path)
    text = path.read_text("utf-8-sig")
    rows = list(csv.reader(text.splitlines(keepends=True)[6:], delimiter="," if ending == ".csv" else "\t"))
    assert len(rows) >= len(FORMULAS)
    for row in rows:
        for cell in row:
            assert not cell.startswith(tuple("=+-@\t\r＝＋－＠")) or re.fullmatch(r"[\w-]+", cell), cell


def test_markdown_holds_no_html(app, deck, tmp_path):
    path = tmp_path / "deck.md"
    app.exchange.export(deck, path)
    for line in path.read_text("utf-8").splitlines():
        assert not re.search(r"(?<!\\)<(?!https?://)", line), line
        assert not re.search(r"(?<!\\)\]\(", line), line


def test_paper_shows_words_as_they_are(app, tmp_path, payloads):
    """What is text on a card is text on paper, marks and all."""
    article_id, _changes = app.articles.add(make_analysed(1))
    evidence = app.drafts.of_article(article_id)[0].evidence
    app.shaping.write(article_id, evidence, (CardType.BASIC, "what does <b>bold</b> do?", "=1+1"), "Paper")
    (note,) = app.decks.notes(deck="Paper")
    assert note.fields[0] == escape("what does <b>bold</b> do?", quote=False)
    app.printing.print_deck("Paper", tmp_path / "deck.pdf", write_pdf)
    document = pypdfium2.PdfDocument(tmp_path / "deck.pdf")
    words = " ".join(document[0].get_textpage().get_text_range().split())
    document.close()
    assert "<b>bold</b>" in words
    assert "=1+1" in words
    assert to_text(note.fields[0]) == "what does <b>bold</b> do?"


def test_a_table_of_hostile_notes_comes_in_and_is_shown(app, tmp_path, trap, listener, payloads):
    path = tmp_path / "notes.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("#html:true\n#separator:Comma\n")
        csv.writer(file).writerows([f"{number} {words}", words] for number, words in enumerate(payloads))
    with watching() as seen:
        incoming = app.importing.read(path)
        try:
            done, _changes = app.importing.bring(incoming, with_progress=False)
        finally:
            incoming.close()
        assert done.new == len(payloads)
        for card in app.study.due():
            sides = app.study.show(card.id).sides
            for bad in ("127.0.0.1:", "secret", "script", "<svg", "<iframe", "url("):
                tags = "".join(re.findall(r"<[^>]*>", sides.front + sides.back))
                assert bad not in tags.replace('src="secret.png"', ""), sides
    assert not trap.was_read()
    assert listener.visits() == 0
    assert [each for each in seen.calls if "flashcards" not in str(each)] == []
    assert not app.media.path.exists()


@pytest.mark.parametrize(
    "name", ["../elsewhere/secret.png", "/etc/passwd", ".", "..", "", "a/../b", "x\0y", "\ud800"]
)
def test_media_are_bare_names_in_their_folder(app, trap, name):
    app.media.path.mkdir(parents=True)
    (app.media.path / "link.png").symlink_to(trap.path)
    assert app.media.read(name) == b""
    assert app.media.read("link.png") == b""
    assert not trap.was_read()
