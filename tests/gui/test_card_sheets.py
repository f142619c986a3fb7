"""Cards to cut as PDF: where their words stand on the paper, read back from the file, and what is on them."""

import pypdfium2
import pytest
from PySide6.QtCore import QBuffer, QByteArray, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from shiboken6 import isValid

from flashcards.core.card_sheets import (
    SIZES,
    CardSheets,
    Cutting,
    Flip,
    Layout,
    PrintedCard,
    PrintedSide,
    cells,
)
from flashcards.core.cards import Note, NoteField, NoteType, Template
from flashcards.core.errors import BadInput, Cancelled, CannotExport, NotFound
from flashcards.core.note_types import BASIC, CHOICE, CLOZE, LIST, REVERSED, SEQUENCE, TYPED
from flashcards.core.progress import Cancel, silent
from flashcards.core.study_lists import Paper, Piece
from flashcards.gui.dialogs.printing import PrintDialog
from flashcards.gui.printing.pdf import write_pdf
from flashcards.services.card_sheets import SheetOptions
from flashcards.services.printed_sides import printed_sides
from tests.gui.test_printing import drawn, pages_of
from tests.gui.test_window import unnamed

IMAGE_OBJECT = 3  # FPDF_PAGEOBJ_IMAGE


def side(text):
    return PrintedSide((Piece(text),))


def numbered(count):
    """Cards whose sides are words as wide as each other, so that their middles can be compared."""
    return tuple(PrintedCard(side(f"F{at:03}F"), side(f"B{at:03}B")) for at in range(count))


def middles(path, paper):
    """The middle of every word of each page, in millimetres from the top left; for words that stand once.

    Words that stand upside down are read backwards, so each is there both ways.
    """
    document = pypdfium2.PdfDocument(path)
    height = SIZES[paper][1]
    pages = []
    for page in document:
        text = page.get_textpage()
        found = {}
        for word in set(text.get_text_range().split()):
            index, length = text.search(word, match_whole_word=True, match_case=True).get_next()
            boxes = [text.get_charbox(at) for at in range(index, index + length)]
            x = (min(box[0] for box in boxes) + max(box[2] for box in boxes)) / 2
            y = (min(box[1] for box in boxes) + max(box[3] for box in boxes)) / 2
            found[word] = found[word[::-1]] = (x * 25.4 / 72, height - y * 25.4 / 72)
        pages.append(found)
    document.close()
    return pages


@pytest.fixture
def target(tmp_path):
    return tmp_path / "cards.pdf"


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("count", [2, 4, 8])
def test_fronts_and_backs_meet_when_a_sheet_is_folded(qapp, target, paper, count):
    width = SIZES[paper][0]
    write_pdf(target, CardSheets("Biology", numbered(9), Cutting(per_page=count)), paper, silent)
    pages = middles(target, paper)
    assert len(pages) == -(-9 // count)
    for at in range(9):
        found = pages[at // count]
        front, back = found[f"F{at:03}F"], found[f"B{at:03}B"]
        assert front[0] + back[0] == pytest.approx(width, abs=1.0)
        assert front[1] == pytest.approx(back[1], abs=1.0)


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("count", [2, 8, 9, 16])
@pytest.mark.parametrize("flip", Flip)
def test_fronts_and_backs_meet_when_paper_is_turned(qapp, target, paper, count, flip):
    width, height = SIZES[paper]
    cutting = Cutting(Layout.DUPLEX, count, flip)
    write_pdf(target, CardSheets("Biology", numbered(11), cutting), paper, silent)
    pages = middles(target, paper)
    assert len(pages) == 2 * -(-11 // count)
    for at in range(11):
        front = pages[at // count * 2][f"F{at:03}F"]
        back = pages[at // count * 2 + 1][f"B{at:03}B"]
        if flip is Flip.LONG_EDGE:
            assert (front[0] + back[0], back[1]) == pytest.approx((width, front[1]), abs=1.0)
        else:
            assert (back[0], front[1] + back[1]) == pytest.approx((front[0], height), abs=1.0)


def test_backs_that_are_moved_stand_where_they_should(qapp, target):
    places = []
    for shift in ((0.0, 0.0), (2.0, -1.5)):
        cutting = Cutting(Layout.DUPLEX, shift=shift)
        write_pdf(target, CardSheets("Biology", numbered(1), cutting), Paper.A4, silent)
        places.append(middles(target, Paper.A4)[1]["B000B"])
    (x, y), moved = places
    assert moved == pytest.approx((x + 2.0, y - 1.5), abs=0.1)


@pytest.mark.parametrize("words", [60, 150, 400, 1500])
@pytest.mark.parametrize("cutting", [Cutting(), Cutting(per_page=8), Cutting(Layout.DUPLEX, 16)])
def test_long_texts_shrink_or_go_on_and_stay_in_their_cells(qapp, target, words, cutting):
    front = [f"f{at}" for at in range(words)]
    back = [f"b{at}" for at in range(words)]
    source = [f"s{at}" for at in range(words // 2)]
    card = PrintedCard(side(" ".join(front)), side(" ".join(back)), " ".join(source), "risk")
    write_pdf(target, CardSheets("Biology", (card,), cutting), Paper.A4, silent)
    found = " ".join(pages_of(target)).split()
    for wanted in (front, back, source):
        names = set(wanted)
        # The shorter side stands there again on every further card.
        assert list(dict.fromkeys(each for each in found if each in names)) == wanted
    sides = {
        "front": [cell.front for cell in cells(cutting, Paper.A4)],
        "back": [cell.back for cell in cells(cutting, Paper.A4)],
    }
    for page in middles(target, Paper.A4):
        for word, (x, y) in page.items():
            homes = {"f": sides["front"], "b": sides["back"], "s": sides["back"]}.get(word[0])
            if homes is not None and word[1:].isdigit():
                assert any(
                    each.x + 3 < x < each.x + each.width - 3 and each.y + 3 < y < each.y + each.height - 3
                    for each in homes
                ), word


def test_a_word_without_end_is_broken(qapp, target):
    write_pdf(target, CardSheets("B", (PrintedCard(side("x" * 3000), side("y")),)), Paper.A4, silent)
    assert sum(page.replace(" ", "").count("x") for page in pages_of(target)) == 3000


def test_further_cards_are_counted_and_repeat_the_shorter_side(qapp, target):
    long = " ".join(f"w{at}" for at in range(900))
    write_pdf(
        target, CardSheets("B", (PrintedCard(side("Short?"), side(long)), *numbered(1))), Paper.A4, silent
    )
    words = " ".join(pages_of(target))
    count = words.count("Short?")
    assert count > 1
    assert words.count(f"1 (1 of {count})") == words.count(f"1 ({count} of {count})") == 2
    assert "F000F" in words


def chain(*things):
    return " → ".join(things)


def note_of(kind, *fields):
    return Note(1, "guid", kind.id, (*fields, *[""] * (len(kind.fields) - len(fields))))


def texts(kind, *fields, ordinal=0):
    found = printed_sides(note_of(kind, *fields), kind, ordinal, lambda _name: b"")
    return tuple(
        "".join(f"_{piece.text}_" if piece.underlined else piece.text for piece in each.words)
        for each in found
    )


def test_every_kind_of_note_has_its_two_sides():
    assert texts(BASIC, "Why &lt;so&gt;?", "Because<br>of it") == ("Why <so>?", "Because\nof it")
    assert texts(TYPED, "Why?", "So") == ("Why?", "So")
    assert texts(REVERSED, "One", "Other", ordinal=1) == ("Other", "One")
    assert texts(LIST, "Which?", "A; B; and C") == ("Which?", "• A\n• B\n• C")
    assert texts(SEQUENCE, "How?", "First thing → second → third.") == (
        "How?",
        "1. first thing\n2. second\n3. third",
    )
    text = "{{c1::Aspirin}} slows {{c2::growth::what}}."
    assert texts(CLOZE, text) == ("[...] slows growth.", "_Aspirin_ slows growth.")
    assert texts(CLOZE, text, ordinal=1) == ("Aspirin slows [what].", "Aspirin slows _growth_.")
    choices = note_of(CHOICE, "Which?", "Two")
    fields = list(choices.fields)
    fields[CHOICE.index("Extra1")] = '<ol type="A"><li>One</li><li>Two</li></ol>'
    assert texts(CHOICE, *fields) == ("Which?\nA. One\nB. Two", "Two")


def test_another_programs_card_is_printed_by_its_template():
    names = ("Word", "Meaning", "Picture")
    foreign = NoteType(
        77, "Words", tuple(NoteField(at, name) for at, name in enumerate(names)),
        (Template(1, "Card 1", "{{Word}}{{type:Meaning}}<style>p {}</style>", "{{FrontSide}}<hr id=answer>{{Meaning}}<br>{{Picture}}"),),
        "",
    )  # fmt: skip
    note = note_of(
        foreign, "heart", "<ul><li>cor</li><li>kardia</li></ul>[sound:heart.mp3]", '<img src="h.png">'
    )
    front, back = printed_sides(note, foreign, 0, lambda name: b"data" if name == "h.png" else b"")
    assert front == side("heart")
    assert back.words == (Piece("• cor\n• kardia\n♪ heart.mp3"),)
    assert back.pictures == (b"data",)


def test_effects_are_drawn_where_they_can_be_read(qapp, target):
    text = "{{c1::Stress}} —raises→ {{c2::cortisol}} —lowers→ {{c3::sleep}}"
    card = PrintedCard(*printed_sides(note_of(CLOZE, text), CLOZE, 1, lambda _name: b""))
    assert b"?" in card.front.drawing
    assert b"cortisol" not in card.front.drawing
    assert b"cortisol" in card.back.drawing
    write_pdf(target, CardSheets("B", (card,), Cutting(per_page=2)), Paper.A4, silent)
    # Boxes and arrows beside the lines to cut along, and the answer in words.
    assert drawn(target)[0] > 15
    assert "cortisol" in pages_of(target)[0]
    write_pdf(target, CardSheets("B", (card,), Cutting(Layout.DUPLEX, 16)), Paper.A4, silent)
    assert "Stress —raises→ [...] —lowers→ sleep" in pages_of(target)[0]


def test_pictures_of_the_library_are_printed_as_large_as_they_fit(qapp, target):
    picture = QImage(900, 700, QImage.Format.Format_RGB32)
    picture.fill(0x336699)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    shown = PrintedSide((Piece("Which organ?"),), pictures=(bytes(data.data()), b"no picture"))
    write_pdf(target, CardSheets("B", (PrintedCard(shown, side("Liver")),)), Paper.A4, silent)
    document = pypdfium2.PdfDocument(target)
    (image,) = [each for each in document[0].get_objects() if each.type == IMAGE_OBJECT]
    left, bottom, right, top = (each * 25.4 / 72 for each in image.get_bounds())
    document.close()
    place = cells(Cutting(), Paper.A4)[0].front
    assert place.x < left
    assert right < place.x + place.width
    assert place.y < 297 - top
    assert 297 - bottom < place.y + place.height
    assert (right - left) / (top - bottom) == pytest.approx(9 / 7, rel=0.01)
    assert top - bottom > 40


def test_a_picture_that_is_missing_or_cannot_be_read_is_told(qapp, target, tmp_path):
    note = note_of(BASIC, 'Which organ?<img src="gone.png">', '<img src="map.svg">')
    secret = tmp_path / "secret.png"
    QImage(40, 40, QImage.Format.Format_RGB32).save(str(secret))
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="50" height="50">'
        f'<image xlink:href="{secret}" width="40" height="40"/></svg>'
    )
    sides = printed_sides(note, BASIC, 0, lambda name: svg.encode() if name == "map.svg" else b"")
    write_pdf(target, CardSheets("B", (PrintedCard(*sides),)), Paper.A4, silent)
    (words,) = pages_of(target)
    assert "Which organ? [gone.png is missing]" in words
    assert "[a picture that cannot be printed]" in words
    document = pypdfium2.PdfDocument(target)
    assert not [each for each in document[0].get_objects() if each.type == IMAGE_OBJECT]
    document.close()


def test_a_test_page_has_a_cross_behind_every_scale(qapp, app, stocked, target):
    stocked(1)
    for flip, edge in ((Flip.LONG_EDGE, "long edge"), (Flip.SHORT_EDGE, "short edge")):
        cutting = Cutting(Layout.DUPLEX, 8, flip, only_test=True)
        done = app.card_sheets.print_cards("Biology", target, write_pdf, SheetOptions(cutting))
        assert (done.cards, done.pages) == (0, 2)
        assert edge in pages_of(target)[0]
        front, back = middles(target, Paper.A4)
        for letter in "ABCD":
            (x, y), (x_back, y_back) = front[letter], back[letter]
            behind = (210 - x, y) if flip is Flip.LONG_EDGE else (x, 297 - y)
            assert (x_back, y_back) == pytest.approx(behind, abs=1.0)


def test_a_deck_becomes_cards_with_their_sources(qapp, app, stocked, target):
    stocked(3)
    done = app.card_sheets.print_cards("Biology", target, write_pdf)
    assert (done.cards, done.pages) == (3, 1)
    (words,) = pages_of(target)
    assert "What does step 0 of drug1 raise?" in words
    assert "“Step 0 of drug1 raises protein 0 in the brain.” How drug1 works" in words
    assert "Step 2 of drug1 raises [...] in the brain." in words
    assert "Sheet 1" in words


def test_what_cannot_be_printed_is_refused_and_leaves_the_old_file(qapp, app, stocked, target, tmp_path):
    stocked(2)
    app.decks.create("Empty")
    target.write_text("old")
    print_cards = app.card_sheets.print_cards
    with pytest.raises(CannotExport, match=r"^The deck “Empty” has no cards to print\.$"):
        print_cards("Empty", target, write_pdf)
    with pytest.raises(NotFound):
        print_cards("Absent", target, write_pdf)
    with pytest.raises(NotFound):
        print_cards("Absent", target, write_pdf, SheetOptions(Cutting(Layout.DUPLEX, only_test=True)))
    with pytest.raises(BadInput):
        print_cards("Biology", target, write_pdf, SheetOptions(Cutting(per_page=7)))
    cancel = Cancel()
    cancel.set()
    with pytest.raises(Cancelled):
        print_cards("Biology", target, write_pdf, SheetOptions(cancel=cancel))
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.fixture
def dialog(window, stocked, target):
    """The dialog for a deck with four cards, opened from the page of decks, with cards to cut chosen."""
    stocked(4)
    window.decks.refresh()
    window.go(window.decks)
    window.decks.print_current()
    (made,) = [each for each in window.decks.findChildren(PrintDialog) if each.isVisible()]
    made.file.setText(str(target))
    made.what.setCurrentIndex(1)
    yield made
    if isValid(made):
        made.close()


def test_the_window_prints_cards(dialog, qtbot, target):
    assert not dialog.maps.isVisible()
    assert not dialog.cutting.flip.isVisible()
    assert unnamed(dialog) == []
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog._ok.text() == "Done", timeout=10_000)
    assert dialog._hint.text() == (
        "Cards: 4. Pages: 1. Print it at actual size (100 %), fold it over the middle, glue, and cut. "
        f"Written to {target}"
    )
    assert "Step 2 of drug1" in pages_of(target)[0]


def test_the_window_prints_on_both_faces_and_a_test_page(dialog, qtbot, target):
    fields = dialog.cutting
    fields.layout.setCurrentIndex(1)
    assert fields.flip.isVisible()
    assert unnamed(dialog) == []
    fields.per_page.setCurrentIndex(fields.per_page.findData(2))
    fields.flip.setCurrentIndex(1)
    fields.right.setValue(1.5)
    assert fields.cutting() == Cutting(Layout.DUPLEX, 2, Flip.SHORT_EDGE, (1.5, 0.0))
    fields.only_test.setChecked(True)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog._ok.text() == "Done", timeout=10_000)
    assert "Print both pages on one sheet" in dialog._hint.text()
    assert len(pages_of(target)) == 2
