"""Decks as PDF: what stands on the pages, read back from the file, and the dialog that asks for them."""

from dataclasses import replace

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from shiboken6 import isValid

from flashcards.core.articles import Article, Block, Source, SourceKind, Span
from flashcards.core.drafts import Candidate, CardType, Draft
from flashcards.core.errors import Cancelled, CannotExport, NotFound
from flashcards.core.facts import Fact, FactForm, FactKind
from flashcards.core.progress import Cancel, silent
from flashcards.core.study_lists import (
    Paper,
    Piece,
    PrintedArticle,
    PrintedNote,
    PrintedSection,
    StudyList,
    filled,
)
from flashcards.gui.dialogs.printing import PrintDialog
from flashcards.gui.printing.pdf import write_pdf
from flashcards.services.articles import Analysed
from flashcards.services.printing import PrintOptions

PATH_OBJECT = 2  # FPDF_PAGEOBJ_PATH


def pages_of(path):
    """The words of each page, with every run of spaces and line ends as one space."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def drawn(path):
    """How many lines and shapes each page has."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [sum(each.type == PATH_OBJECT for each in page.get_objects()) for page in document]
    finally:
        document.close()


def listed(*notes, svg="", deck="Biology"):
    return StudyList(deck, (PrintedArticle("Cells", "A. Writer", (PrintedSection("Walls", notes),), svg),))


def asked(question, answer="", sentence=""):
    return PrintedNote((Piece(question),), answer, sentence, "p. 3")


@pytest.fixture
def target(tmp_path):
    return tmp_path / "deck.pdf"


@pytest.fixture
def chained(app):
    """A deck made from an article of three effects in a row, one of them hedged, and a sentence without a card."""
    steps = [
        ("Glutamate", "activates", "receptors"),
        ("receptors", "may open", "channels"),
        ("channels", "lower", "growth"),
    ]
    text = " ".join(f"{' '.join(each)}." for each in steps)
    facts, candidates, at = [], [], 0
    for number, (subject, verb, object_) in enumerate(steps):
        span = Span(at, at + len(f"{subject} {verb} {object_}."))
        at = span.end + 1
        bare, hedge = verb.removeprefix("may ").removesuffix("s"), "may" if verb.startswith("may") else ""
        facts.append(
            Fact(
                FactKind.MECHANISM, subject, verb, object_, span, hedge=hedge, form=FactForm.ACTIVE,
                statement=text[span.start : span.end], verb=bare, auxiliary=hedge or "do", plural=number > 0,
            )
        )  # fmt: skip
        question = f"What {hedge or 'does'} {subject} {bare}?"
        draft = Draft(
            FactKind.MECHANISM, CardType.BASIC, question, object_, span, fact=number, section=f"Part {number}"
        )
        candidates.append(Candidate(draft))
    article = Article(
        "Chains", text, (Block(Span(0, len(text))),), Source(SourceKind.FILE, "chains.md", author="A. Writer")
    )
    article_id, _changes = app.articles.add(Analysed(article, tuple(facts), tuple(candidates)))
    app.drafts.accept([draft.id for draft in app.drafts.of_article(article_id)][::-1], "Biology")


def test_a_deck_is_printed_in_article_order_with_sources_and_map(qapp, app, chained, target):
    printed = app.printing.print_deck("Biology", target, write_pdf)
    words = " ".join(pages_of(target))
    assert (printed.notes, printed.maps, printed.pages) == (3, 1, 1)
    assert (
        words.index("Biology 3 notes")
        < words.index("Chains A. Writer · chains.md")
        < words.index("Part 0 1. ")
    )
    assert "What may receptors open? (mechanism) channels “receptors may open channels.”" in words
    assert (
        words.index("Part 0")
        < words.index("Part 1")
        < words.index("Part 2")
        < words.index("Mechanism map: Chains")
    )
    assert "a card of this deck asks for it" in words
    plain = target.with_name("plain.pdf")
    app.printing.print_deck("Biology", plain, write_pdf, PrintOptions(with_maps=False))
    assert "Mechanism map" not in " ".join(pages_of(plain))
    assert drawn(target)[0] >= drawn(plain)[0] + 4 + 3  # a box for each concept, an arrow for each effect


def test_a_deck_with_gaps_is_printed_without_them(qapp, app, stocked, target):
    stocked(3)
    app.printing.print_deck("Biology", target, write_pdf)
    (words,) = pages_of(target)
    assert "3. Step 2 of drug1 raises protein 2 in the brain. (risk) “Step 2 of drug1" in words
    assert "{{c" not in words
    assert "[...]" not in words


def test_gaps_are_filled_and_underlined(qapp, target):
    pieces = filled("{{c1::Aspirin::drug}} may {{c2::slow {{c3::growth}}}}.")
    assert pieces == (Piece("Aspirin", True), Piece(" may "), Piece("slow growth", True), Piece("."))
    write_pdf(target, listed(PrintedNote(pieces, "")), Paper.A4, silent)
    (lines,) = drawn(target)
    write_pdf(target, listed(asked("Aspirin may slow growth.")), Paper.A4, silent)
    assert drawn(target) == [lines - 2]


def test_a_long_deck_goes_over_pages_that_are_numbered(qapp, target):
    notes = [asked(f"Question {at}?", f"Answer {at}.", f"Sentence {at}.") for at in range(200)]
    assert write_pdf(target, listed(*notes), Paper.A4, silent) == len(pages_of(target)) > 5
    pages = pages_of(target)
    for number, page in enumerate(pages, 1):
        assert page.startswith(f"Biology {number} ")
    for at in range(200):
        (home,) = [page for page in pages if f"Question {at}?" in page]
        assert f"Answer {at}. “Sentence {at}.” (p. 3)" in home  # a note stays together


def test_a_note_longer_than_a_page_goes_on_and_loses_no_word(qapp, target):
    words = [f"w{at}" for at in range(4000)]
    write_pdf(
        target, listed(asked("Short?"), asked("Long?", " ".join(words)), asked("After?")), Paper.A4, silent
    )
    found = " ".join(pages_of(target)).split()
    assert set(words) <= set(found)
    assert [each for each in found if each in set(words)] == words
    assert "After?" in found


def test_paper_has_the_size_that_was_asked_for(qapp, target):
    for paper, size in ((Paper.A4, (595, 842)), (Paper.LETTER, (612, 792))):
        write_pdf(target, listed(asked("Why?")), paper, silent)
        document = pypdfium2.PdfDocument(target)
        assert tuple(map(round, document[0].get_size())) == size
        document.close()


def test_a_wide_map_turns_the_paper_and_the_next_article_turns_it_back(qapp, target):
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="300"><rect width="9" height="9"/></svg>'
    )
    article = listed(asked("Why?"), svg=svg).articles[0]
    write_pdf(target, StudyList("Two", (article, article)), Paper.A4, silent)
    document = pypdfium2.PdfDocument(target)
    wide = [page.get_width() > page.get_height() for page in document]
    document.close()
    assert wide == [False, True, False, True]


def test_a_title_longer_than_a_page_leaves_room_for_the_map(qapp, target):
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="300"><rect width="9" height="9"/></svg>'
    )
    article = replace(listed(asked("Why?"), svg=svg).articles[0], title="Long " * 5000)
    pages = write_pdf(target, StudyList("Long " * 5000, (article,)), Paper.A4, silent)
    found = pages_of(target)
    assert len(found) == pages > 2
    assert " ".join(found).count("Long") > 10_000
    assert "Mechanism map: Long" in found[-1]
    assert drawn(target)[-1] >= 1


def test_markup_is_shown_as_it_is_and_loads_nothing(qapp, target, tmp_path):
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"")
    hostile = f'<img src="{secret}"><b>x</b> & <script>1</script>'
    write_pdf(target, listed(asked(hostile, hostile, hostile), deck="<i>D</i>\x00"), Paper.A4, silent)
    words = "".join(pages_of(target)).replace(" ", "")
    assert words.count("<b>x</b>&<script>1</script>") == 3
    assert "<i>D</i>" in words


def test_other_scripts_do_not_break_it(qapp, target):
    texts = ("ما هو القلب؟", "מהו הלב?", "心臓とは何か。" * 60, "😀 e\u0301")
    assert write_pdf(target, listed(*(asked(each, each, each) for each in texts)), Paper.A4, silent) == 1
    assert "4. " in pages_of(target)[0]


def test_notes_of_no_article_stand_last(qapp, app, stocked, target):
    stocked(1)
    found = app.printing.study_list("Biology")
    alone = PrintedArticle("", "", (PrintedSection("", (asked("Of nothing?"),)),))
    write_pdf(target, StudyList("Biology", (*found.articles, alone)), Paper.A4, silent)
    words = " ".join(pages_of(target))
    assert words.index("Other cards") < words.index("Of nothing?")


def test_what_cannot_be_printed_is_refused_and_leaves_the_old_file(qapp, app, stocked, target, tmp_path):
    stocked(2)
    app.decks.create("Empty")
    target.write_text("old")
    with pytest.raises(CannotExport, match=r"^The deck “Empty” has no cards to print\.$"):
        app.printing.print_deck("Empty", target, write_pdf)
    with pytest.raises(NotFound):
        app.printing.print_deck("Absent", target, write_pdf)
    with pytest.raises(CannotExport, match=r"^deck\.txt does not end in \.pdf\.$"):
        app.printing.print_deck("Biology", tmp_path / "deck.txt", write_pdf)
    cancel = Cancel()
    cancel.set()
    with pytest.raises(Cancelled):
        app.printing.print_deck("Biology", target, write_pdf, PrintOptions(cancel=cancel))
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_printing_that_is_stopped_half_way_leaves_the_old_file(qapp, app, stocked, target, tmp_path):
    stocked(40)
    target.write_text("old")
    cancel, stages = Cancel(), []

    def report(_share, stage):
        stages.append(stage)
        if stages.count("printing") == 2:
            cancel.set()

    with pytest.raises(Cancelled):
        app.printing.print_deck("Biology", target, write_pdf, PrintOptions(report=report, cancel=cancel))
    assert stages.count("printing") == 2
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_nobodys_progress_is_printed(qapp, app, stocked, target):
    from flashcards.core.reviews import Rating

    cards = stocked(3)
    before = app.printing.study_list("Biology")
    app.study.answer(cards[0], Rating.GOOD)
    assert app.printing.study_list("Biology") == before


@pytest.fixture
def dialog(window, stocked, target):
    """The dialog for a deck with four cards, opened from the page of decks."""
    stocked(4)
    window.decks.refresh()
    window.go(window.decks)
    window.decks.print_current()
    (made,) = [each for each in window.decks.findChildren(PrintDialog) if each.isVisible()]
    made.file.setText(str(target))
    yield made
    if isValid(made):
        made.close()


def test_the_window_prints_in_the_background(dialog, qtbot, target):
    dialog.maps.setChecked(False)
    dialog.paper.setCurrentIndex(1)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog._ok.text() == "Done", timeout=10_000)
    assert dialog._hint.text() == f"Notes: 4. Maps: 0. Pages: 1. Written to {target}"
    assert "What does step 0 of drug1 raise?" in pages_of(target)[0]
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()


def test_the_dialog_says_what_is_wrong_with_the_file(dialog, tmp_path):
    dialog.file.setText(str(tmp_path / "deck.doc"))
    assert dialog._hint.text() == "The file needs a name that ends in .pdf."
    assert not dialog._ok.isEnabled()
    dialog.file.setText(str(tmp_path / "absent" / "deck.pdf"))
    assert dialog._hint.text() == f"There is no folder {tmp_path / 'absent'}."
    (tmp_path / "deck.pdf").write_text("old")
    dialog.file.setText(str(tmp_path / "deck.pdf"))
    assert dialog._hint.text() == "The file that is there will be replaced."
    assert dialog._ok.isEnabled()
