"""Word documents and books: styles, lists, tables, chapters, and what they say about themselves."""

import pytest

from flashcards.core.errors import BadInput, CannotRead
from flashcards.reading.files import list_chapters, read_file
from tests.reading.making import WORD, docx_of, epub_of, html_of, zipped
from tests.reading.reading import blocks, draw, read

PROSE = "Wind turns the blades, and the blades drive a generator that makes electricity for the town."


def word(inner, styles="", **parts):
    document = f'<w:document xmlns:w="{WORD}"><w:body>{inner}</w:body></w:document>'
    return zipped(
        {"word/document.xml": document, "word/styles.xml": f'<w:styles xmlns:w="{WORD}">{styles}</w:styles>'}
        | {name.replace("__", "/") + ".xml": text for name, text in parts.items()}
    )


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


STYLES = (
    '<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="My own"/><w:basedOn w:val="berschrift2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Ring"><w:name w:val="Ring"/><w:basedOn w:val="Ring"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Cap"><w:name w:val="caption"/></w:style>'
)


def test_styles_make_headings_however_they_are_called():
    inner = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run(text)}</w:p>'
        for style, text in (
            ("Own", "Wind"),
            ("Ring", PROSE),
            ("Cap", "A turbine from the side"),
            ("Heading3", "Sun"),
            ("x", PROSE + " So."),
        )
    )
    assert draw(read("docx", word(inner, STYLES))) == [
        "#2 Wind", f"¶ {PROSE}", "¶ A turbine from the side [figure]", "#3 Sun", f"¶ {PROSE} So.",
    ]  # fmt: skip


def test_what_was_deleted_or_is_computed_is_not_read():
    inner = (
        f"<w:p>{run('Wind')}<w:del><w:r><w:delText> never</w:delText></w:r></w:del><w:ins>{run(' really')}</w:ins>"
        f"<w:r><w:tab/></w:r>{run('turns')}<w:r><w:br/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>{run('blades')}</w:p>"
    )
    assert read("docx", word(inner)).text == "Wind really turns\nblades"


def test_tables_footnotes_and_contents():
    cell = "<w:tc><w:p>{}</w:p></w:tc>"
    inner = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent><w:p>{run('Wind 3')}</w:p></w:sdtContent></w:sdt><w:p>{run(PROSE)}</w:p>"
        f"<w:tbl><w:tr>{cell.format(run('Year'))}{cell.format(run('2001'))}</w:tr></w:tbl><w:p>{run(PROSE + ' So.')}</w:p>"
    )
    notes = f'<w:footnotes xmlns:w="{WORD}"><w:footnote><w:p>{run("Measured by hand.")}</w:p></w:footnote></w:footnotes>'
    assert draw(read("docx", word(inner, word__footnotes=notes))) == [
        "¶ Wind 3 [menu]", f"¶ {PROSE}", "| Year | 2001 [table]", f"¶ {PROSE} So.", "¶ Measured by hand. [footnote]",
    ]  # fmt: skip


def test_pages_where_word_last_saw_them():
    inner = f"<w:p>{run(PROSE)}</w:p><w:p>{run('One. ')}<w:r><w:lastRenderedPageBreak/></w:r>{run('Two. ' + PROSE)}</w:p>"
    article = read("docx", word(inner))
    at = article.text.index("Two.")
    assert article.pages == (0, at - 1)
    assert [article.page_of(block.span) for block in article.blocks] == [1, 1]


def test_what_a_document_says_about_itself():
    core = "<dc:title>On wind</dc:title><dc:creator>Ada Lee</dc:creator>"
    article = read("docx", docx_of(blocks(f"¶ {PROSE}"), core=core))
    assert (article.title, article.source.author) == ("On wind", "Ada Lee")


ABOUT = (
    "<dc:title>The wind book</dc:title><dc:creator>Ada Lee</dc:creator><dc:creator>Bo Chen</dc:creator>"
    "<dc:date>2019-04</dc:date><dc:rights>CC BY 4.0</dc:rights>"
)
CHAPTERS = [
    ("Cover", "<p>Windy Press</p>"),
    ("Wind &amp; sea", html_of(blocks("#1 Wind and sea", f"¶ {PROSE} At sea."))),
    ("", html_of(blocks("#1 Wind on land", f"¶ {PROSE} On land."))),
]


@pytest.fixture(params=[False, True], ids=["EPUB 3", "EPUB 2"])
def book(tmp_path, request):
    path = tmp_path / "wind.epub"
    path.write_bytes(
        epub_of([(t.replace("&amp;", "&"), text) for t, text in CHAPTERS], ABOUT, ncx=request.param)
    )
    return path


def test_chapters_are_listed_with_titles_and_words(book):
    assert [(each.number, each.title) for each in list_chapters(book)] == [
        (1, "Cover"), (2, "Wind & sea"), (3, "Wind on land"),
    ]  # fmt: skip
    assert [each.words for each in list_chapters(book)] == [2, 21, 21]


def test_one_chapter_or_the_whole_book(book):
    whole, one = read_file(book), read_file(book, [3])
    assert (whole.title, one.title) == ("The wind book", "The wind book: Wind on land")
    assert "At sea." in whole.text
    assert "At sea." not in one.text
    assert (one.source.author, one.source.date, one.source.licence) == (
        "Ada Lee, Bo Chen",
        "2019-04",
        "CC BY 4.0",
    )


def test_a_chapter_that_is_not_there(book):
    with pytest.raises(BadInput, match=r"wind.epub has no chapter 4; its chapters are 1 to 3\."):
        read_file(book, [2, 4])


def test_chapters_of_something_else(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(PROSE, encoding="utf-8")
    for call in (lambda: read_file(path, [1]), lambda: list_chapters(path)):
        with pytest.raises(CannotRead, match=r"a\.txt is not a book in EPUB, so it has no chapters"):
            call()


def test_a_locked_book(tmp_path):
    lock = '<encryption><EncryptedData><EncryptionMethod Algorithm="{}"/></EncryptedData></encryption>'
    with pytest.raises(CannotRead, match="protected against copying"):
        read("epub", epub_of(CHAPTERS, parts={"META-INF/encryption.xml": lock.format("urn:aes")}))
    fonts = lock.format("http://www.idpf.org/2008/embedding")
    assert "At sea." in read("epub", epub_of(CHAPTERS, parts={"META-INF/encryption.xml": fonts})).text
