"""PDF: reading order, parted words, what repeats on pages, and pages kept on every span."""

import pytest

from flashcards.core.articles import Span
from flashcards.core.errors import CannotRead
from tests.reading.making import Pdf, pdf_of, width
from tests.reading.reading import blocks, body, draw, read

REMARKS = ("", "as far as anybody knows, ", "which was doubted for a long time, ")
SENTENCES = [
    f"Sentence {n} says that the tide rises, {REMARKS[n % 3]}because the moon pulls the sea "
    f"towards itself at hour {n} of the day, and that it falls again when the moon is gone."
    for n in range(100)
]


def page_of(*lines, size=10, about=""):
    """One page with lines 12 points below each other from the top."""
    pdf = Pdf()
    pdf.page()
    for number, line in enumerate(lines):
        pdf.line(72, 700 - 12 * number, line, size)
    return pdf.bytes(about)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("The light reac-", "tion needs water, and light."), "The light reaction needs water, and light."),
        (("This is long-", "term memory, and more of it."), "This is long-term memory, and more of it."),
        (("A dose-dependent rise, a dose-", "dependent fall of the tide."), "A dose-dependent rise, a dose-dependent fall of the tide."),
        (("Blockers of anti-", "TNF kind are used here too."), "Blockers of anti-TNF kind are used here too."),
    ],
)  # fmt: skip
def test_words_parted_at_the_end_of_a_line(lines, text):
    assert read("pdf", page_of(*lines)).text == text


def test_raised_signs():
    pdf = Pdf()
    pdf.page()
    x = 72
    for text, size, up in (
        ("There are 10", 10, 0), ("9", 6, 4), (" neurons.", 10, 0), ("12,13", 6, 4), (" They hold Ca", 10, 0), ("2+", 6, 4),
        (" and H", 10, 0), ("2", 6, -2), ("O.", 10, 0),
    ):  # fmt: skip
        pdf.line(x, 700 + up, text, size)
        x += width(text, size)
    assert read("pdf", pdf.bytes()).text == "There are 10⁹ neurons. They hold Ca²⁺ and H2O."


@pytest.mark.parametrize(
    ("turn", "matrix", "start"),
    [(90, "0 1 -1 0", (100, 72)), (180, "-1 0 0 -1", (540, 100)), (270, "0 -1 1 0", (512, 720))],
)
def test_pages_that_are_turned_for_showing(turn, matrix, start):
    pdf = Pdf()
    pdf.page()
    across = turn != 180
    for number, line in enumerate(
        ("The moon pulls the sea towards it, and", "so the water rises twice a day.")
    ):
        step = 12 * number
        x = start[0] + (step if turn == 90 else -step if turn == 270 else 0)
        y = start[1] + (0 if across else step)
        pdf.pages[-1].append(f"BT /F1 10 Tf {matrix} {x} {y} Tm ({line}) Tj ET")
    pdf.pages[-1].append("BT /F1 10 Tf 0.7 0.7 -0.7 0.7 300 300 Tm (DRAFT) Tj ET")
    data = pdf.bytes().replace(b"/Type /Page ", b"/Type /Page /Rotate %d " % turn)
    assert read("pdf", data).text == "The moon pulls the sea towards it, and so the water rises twice a day."


def test_columns_are_read_one_after_the_other():
    made = blocks("#1 On tides", *(f"¶ {sentence}" for sentence in SENTENCES))
    article = read("pdf", pdf_of(made, columns=2, head="Annals of the Sea, volume 12"))
    assert " ".join(body(article)) == " ".join(["On tides", *SENTENCES])


def test_columns_drawn_line_by_line_across_the_page():
    pdf = Pdf()
    pdf.page()
    pdf.line(72, 730, "A title that runs across both of the columns of this page", 16, bold=True)
    left = [f"left line {n} goes on and on about the tide" for n in range(20)]
    right = [f"right line {n} goes on and on about wind" for n in range(20)]
    for n in range(20):
        pdf.line(72, 700 - 12 * n, left[n])
        pdf.line(320, 700 - 12 * n, right[n])
    text = " ".join(read("pdf", pdf.bytes()).text.split())
    assert text.endswith(" ".join(left + right))


def test_running_heads_and_page_numbers_are_left_out():
    article = read("pdf", pdf_of(blocks(*(f"¶ {each}" for each in SENTENCES)), head="Annals of the Sea 12"))
    assert len(article.pages) >= 3
    assert body(article) == SENTENCES


def test_every_span_knows_its_page():
    whole = " ".join(SENTENCES)
    article = read("pdf", pdf_of(blocks("#1 On tides", f"¶ {whole}")))
    # The paragraph runs over several pages and is one block.
    assert body(article) == ["On tides", whole]
    found = [article.page_of(Span(at, at + 1)) for at in (article.text.index(each) for each in SENTENCES)]
    assert found[0] == 1
    assert found == sorted(found)
    assert found[-1] == len(article.pages) >= 3
    assert article.pages[0] == 0


def test_one_paragraph_as_long_as_the_document():
    pdf = Pdf()
    line = "the tide rises and falls and rises again and falls once more as it has always done and so on and"
    for _page in range(150):
        pdf.page()
        for n in range(54):
            pdf.line(72, 720 - 12 * n, line)
    article = read("pdf", pdf.bytes())
    assert article.text == " ".join([line] * 150 * 54)
    assert len(article.pages) == 150


def test_headings_items_tables_and_footnotes():
    pdf = Pdf()
    pdf.page()
    pdf.line(72, 730, "How tides rise", 20, bold=True)
    pdf.line(72, 700, "The moon pulls the sea, and so the water rises on the")
    pdf.line(72, 688, "near side of the Earth as well as on the far one. It")
    pdf.line(72, 670, "1. Causes", 13, bold=True)
    pdf.line(82, 652, "\u2022 The sun pulls in the same line as the moon,")
    pdf.line(92, 640, "twice in every month of the year.")
    pdf.line(82, 628, "\u2022 Wind drives water into the bay.")
    for n in range(3):
        for x, cell in ((72, f"Port {n}"), (200, f"{n} metres"), (330, f"{n} hours")):
            pdf.line(x, 600 - 12 * n, cell)
    pdf.line(72, 90, "1 Measured by the harbour office in the year before.", 7)
    assert draw(read("pdf", pdf.bytes())) == [
        "#1 How tides rise",
        "¶ The moon pulls the sea, and so the water rises on the near side of the Earth as well as on the far one. It",
        "#2 1. Causes",
        "-1 The sun pulls in the same line as the moon, twice in every month of the year.",
        "-1 Wind drives water into the bay.",
        "| Port 0 | 0 metres | 0 hours [table]",
        "| Port 1 | 1 metres | 1 hours [table]",
        "| Port 2 | 2 metres | 2 hours [table]",
        "¶ 1 Measured by the harbour office in the year before. [footnote]",
    ]


def test_what_the_file_says_about_itself():
    about = "/Title (On tides) /Author (Ada Lee) /CreationDate (D:20240517101500Z)"
    article = read("pdf", page_of("The tide rises twice a day because of the moon.", about=about))
    assert (article.title, article.source.author, article.source.date) == (
        "On tides",
        "Ada Lee",
        "2024-05-17",
    )
    word = read(
        "pdf",
        page_of("The tide rises twice a day because of the moon.", about="/Title (Microsoft Word - x.doc)"),
    )
    assert word.title == "made"


def test_pages_of_pictures_are_refused_with_the_way_out():
    pdf = Pdf()
    pdf.page()
    pdf.pages[-1].append("0 0 100 100 re f")
    with pytest.raises(CannotRead, match=r"made holds pictures of pages but no text; .*OCR"):
        read("pdf", pdf.bytes())


def test_a_locked_file_says_so():
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (%s) /U (%s) >> /ID [(a) (b)]" % (
        b"x" * 32,
        b"y" * 32,
    )
    locked = page_of("Secret words.").replace(b"/Info 7 0 R", lock)
    with pytest.raises(CannotRead, match="made is locked with a password"):
        read("pdf", locked)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_file_that_breaks_off(share):
    whole = pdf_of(blocks(*(f"¶ {each}" for each in SENTENCES[:20])))
    outcome = said(whole[: int(len(whole) * share)])
    assert outcome.startswith(
        ("Sentence 0", "made is damaged and cannot be read.", "made holds pictures of pages")
    )


def said(data):
    """The text of a file, or the sentence about it."""
    try:
        return read("pdf", data).text
    except CannotRead as problem:
        return str(problem)


def test_other_writing(tmp_path, qapp):
    """Arabic and Chinese, set by Qt with the fonts that are there, come back in the order of reading."""
    from PySide6.QtCore import QMarginsF
    from PySide6.QtGui import QFontDatabase, QPageLayout, QPainter, QPdfWriter, QTextDocument

    wanted = {
        QFontDatabase.WritingSystem.Arabic: "الريح تدير الشفرات والشفرات تدير المولد الكبير",
        QFontDatabase.WritingSystem.SimplifiedChinese: "风转动叶片，叶片带动发电机，发电机产生电。",
        QFontDatabase.WritingSystem.Cyrillic: "Ветер вращает лопасти, и лопасти вращают генератор.",
    }
    known = {system: text for system, text in wanted.items() if QFontDatabase.families(system)}
    if not known:
        pytest.skip("no fonts for other writing here")
    for number, text in enumerate(known.values()):
        path = tmp_path / f"{number}.pdf"
        writer = QPdfWriter(str(path))
        writer.setPageMargins(QMarginsF(20, 20, 20, 20), QPageLayout.Unit.Millimeter)
        document = QTextDocument()
        document.setPlainText(text)
        painter = QPainter(writer)
        painter.scale(10, 10)
        document.drawContents(painter)
        painter.end()
        assert "".join(read("pdf", path.read_bytes()).text.split()) == "".join(text.split())
