"""The same article in every format gives the same body, and a format is known by its content."""

import re
from pathlib import Path

import pytest

from flashcards.core.errors import CannotRead
from flashcards.reading.files import read_file
from flashcards.reading.formats import Format, find_format
from tests.reading.making import docx_of, epub_of, html_of, pdf_of
from tests.reading.reading import blocks, body, draw, read

ROOT = Path(__file__).parents[2]
#: Our own articles, and the development articles where they are at hand.
ARTICLES = [
    *sorted((ROOT / "evaluation").glob("*.txt")),
    *sorted((ROOT.parent / "shared" / "articles").glob("*.txt")),
]
OLD_WORD = "an old or locked Word file; save it as .docx without a password and try again"
SHOWN = blocks(
    "#1 How tides rise",
    "¶ The moon pulls the sea towards it, and the water that it pulls away from the far side stays behind.",
    "#2 What makes them higher",
    "-1 The sun pulls in the same line.",
    "-2 This happens twice a month.",
    "-1 Wind drives the water into a bay.",
    "¶ Both together may flood a coast, and people should keep away from it.",
)  # fmt: skip


def files_of(made):
    page = html_of(made)
    return {
        "html": page.encode(),
        "docx": docx_of(made),
        "epub": epub_of([("Tides", page)]),
        "pdf": pdf_of(made),
    }


@pytest.mark.parametrize("format_", ["html", "docx", "epub", "pdf"])
def test_the_same_blocks_from_every_format(format_):
    article = read(format_, files_of(SHOWN)[format_])
    assert draw(article) == [
        "#1 How tides rise",
        "¶ The moon pulls the sea towards it, and the water that it pulls away from the far side stays behind.",
        "#2 What makes them higher",
        "-1 The sun pulls in the same line.",
        "-2 This happens twice a month.",
        "-1 Wind drives the water into a bay.",
        "¶ Both together may flood a coast, and people should keep away from it.",
    ]
    assert article.title == ("A book" if format_ == "epub" else "How tides rise")


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_a_real_article_has_the_same_body_in_every_format(path):
    plain = read_file(path)
    # Menus are told by their wide gaps in text, by their marks elsewhere: here the article alone is compared.
    made = [(block.kind, block.level, plain.quote(block.span)) for block in plain.blocks if block.is_body]
    for format_, data in files_of(made).items():
        found, asked = body(read(format_, data)), [shown(each, format_) for each in body(plain)]
        # A paragraph may part where its page or column ends with a sentence: the words are the same all the same.
        assert found == asked or (format_ == "pdf" and " ".join(found) == " ".join(asked)), format_
    made_of = pdf_of(made, columns=2, head="Journal of articles")
    if len(re.findall(rb"/Type ?/Page\b", made_of)) < 2:
        return  # what stands over one page only is no running head
    columns = read("pdf", made_of)
    assert " ".join(body(columns)).split() == shown(" ".join(body(plain)), "pdf").split()


def shown(text, format_):
    """A text in the letters that the test's own PDFs have."""
    return text.encode("cp1252", "replace").decode("cp1252") if format_ == "pdf" else text


@pytest.mark.parametrize("format_", ["html", "docx", "epub", "pdf"])
def test_a_file_is_read_by_what_it_holds_whatever_its_name(tmp_path, format_):
    path = tmp_path / "article.txt"
    path.write_bytes(files_of(SHOWN)[format_])
    found = read_file(path)
    assert body(found)[1:3] == [SHOWN[1][2], SHOWN[2][2]]
    assert found.source.name == "article.txt"


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", f"a.doc is {OLD_WORD}."),
        ("a.rtf", b"{\\rtf1 hello}", "a.rtf is in Rich Text Format; save it as .docx and try again."),
        ("a.pdf", b"no pdf at all", "a.pdf is not a PDF file, whatever its name says; it may be damaged."),
        ("a.docx", b"PK but broken", "a.docx is not a Word document, whatever its name says; it may be damaged."),
        ("a.epub", b"", "a.epub is empty."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_what_it_is(tmp_path, name, data, sentence):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(CannotRead) as caught:
        read_file(path)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("data", "format_"),
    [
        (b"<!DOCTYPE html><p>x", Format.HTML),
        (b"\xef\xbb\xbf \n<?xml version='1.0'?>\n<!-- saved -->\n<html lang=en>", Format.HTML),
        (b"Prices rose. <html> is a mark.", Format.TEXT),
        (b"A text about the mark %PDF-1.7 of files.", Format.TEXT),
        (b"%PDF-1.7", Format.PDF),
    ],
)
def test_formats_are_told_from_their_beginning(data, format_):
    assert find_format(data, "a") is format_
