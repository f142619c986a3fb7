"""Quizzes as PDF: what students get, what the key tells, read back from the file."""

from dataclasses import replace

import pypdfium2
import pytest

from flashcards.core.errors import BadInput, Cancelled, CannotExport
from flashcards.core.facts import FactKind
from flashcards.core.maps import Polarity
from flashcards.core.progress import Cancel
from flashcards.core.quizzes import (
    Basis,
    Choice,
    Effect,
    Label,
    Match,
    Order,
    Question,
    Quiz,
    QuizSpec,
    TrueFalse,
    Typed,
)
from flashcards.core.study_lists import Paper
from flashcards.gui.printing.pdf import write_pdf
from flashcards.services.quiz_papers import PaperOptions, PrintedQuiz, print_quiz
from tests.gui.test_printing import drawn, pages_of

BASIS = Basis(1, 1, FactKind.MECHANISM, "Ketamine blocks\nNMDA receptors.", "On ketamine", "Effects", 3, 1)
RISK = Basis(2, 2, FactKind.RISK, "It raises blood pressure.", "On ketamine", "Risks", 4, 1)
CHAIN = (Effect(0, 1, "triggers", Polarity.RAISES), Effect(1, 2, "stimulates", hedge="may"))
QUESTIONS = (
    Question("What does ketamine block?", Choice(("AMPA receptors", "NMDA receptors", "BDNF", "mTOR"), 1), (BASIS,)),
    Question("It raises blood sugar.", TrueFalse(False, "It raises blood pressure.", "sugar", "pressure"), (RISK,)),
    Question("It raises blood flow.", TrueFalse(is_true=True), (RISK,)),
    Question("Ketamine blocks [...].", Typed(("NMDA receptors", "NMDARs")), (BASIS,)),
    Question("Name them all.", Typed(("one, two",), ("one", "two")), (BASIS,)),
    Question("In which order?", Order(("first", "second", "third"), ("third", "first", "second")), (BASIS,)),
    Question("Find the partners.", Match(("left", "right"), ("port", "starboard"), ("starboard", "port")), (BASIS, RISK)),
    Question("Label the map.", Label(("ketamine", "glutamate", "AMPA"), CHAIN, (1, 2), ("AMPA", "glutamate")), (BASIS, RISK)),
)  # fmt: skip
QUIZ = Quiz(QuizSpec(seed=5, minutes=20, mock=True), QUESTIONS)


@pytest.fixture
def target(tmp_path):
    return tmp_path / "quiz.pdf"


def test_a_paper_has_lines_and_boxes_and_no_answer(qapp, target, tmp_path):
    key = tmp_path / "key.pdf"
    done = print_quiz(QUIZ, "Biology", target, write_pdf, PaperOptions(key_file=key))
    assert done == PrintedQuiz(8, 1, len(pages_of(target)), 1)
    words = " ".join(pages_of(target))
    assert "Mock exam · 8 questions, 12 points · Time: 20 minutes" in words
    assert "Name ____" in words
    assert "/ 12" in words
    assert "1. What does ketamine block? (1 point)" in words
    assert "A AMPA receptors" in words
    assert "True" in words
    assert "Ketamine blocks ______" in words
    assert "[...]" not in words
    assert "Number the steps in their order" in words
    assert "_____ third" in words
    assert "Write the letter of its partner" in words
    assert "A starboard" in words
    for secret in ("pressure", "NMDARs", "On ketamine", "“", "one, two"):
        assert secret not in words, secret
    # A box for each concept of the map and an arrow for each effect.
    assert sum(drawn(target)) >= 3 + 2


def test_the_key_tells_answers_and_cites_sentences(qapp, target):
    print_quiz(QUIZ, "Biology", target, write_pdf)
    words = pages_of(target)[-1]
    assert "Answer key: Biology" in words
    assert "1. B NMDA receptors (1 point)" in words
    assert "“Ketamine blocks NMDA receptors.” On ketamine, Effects, p. 3" in words
    assert "2. False: “sugar” should be “pressure”" in words
    assert "3. True" in words
    assert "4. NMDA receptors (also: NMDARs)" in words
    assert "5. one; two (2 points)" in words
    assert "6. 3 1 2 from top to bottom: first → second → third" in words
    assert "7. B left: port; A right: starboard" in words
    assert "8. 1 glutamate; 2 AMPA" in words


def test_versions_begin_on_pages_of_their_own_and_have_their_keys(qapp, target):
    print_quiz(QUIZ, "Biology", target, write_pdf, PaperOptions(versions=3, paper=Paper.LETTER))
    pages = pages_of(target)
    first = [page for page in pages if "Name ____" in page]
    assert [page.split("Version ")[1][0] for page in first] == ["A", "B", "C"]
    assert all(page.startswith("Biology") for page in first)
    orders = {page[page.index("1. ") : page.index("1. ") + 20] for page in first}
    assert len(orders) > 1
    keys = [page for page in pages if "Answer key, version" in page]
    assert [page.split("Answer key, version ")[1][0] for page in keys] == ["A", "B", "C"]
    assert pages.index(keys[0]) > pages.index(first[-1])
    document = pypdfium2.PdfDocument(target)
    assert round(document[0].get_width()) == 612
    document.close()


def test_a_long_quiz_goes_over_pages_and_tears_no_question(qapp, target):
    many = tuple(replace(QUESTIONS[0], stem=f"Question {at:03}?") for at in range(60))
    print_quiz(Quiz(QuizSpec(), many), "Long", target, write_pdf)
    pages = pages_of(target)
    for at in range(60):
        home = next(page for page in pages if f"Question {at:03}?" in page)
        assert "D mTOR" in home.split(f"Question {at:03}?")[1]


def test_markup_is_shown_as_it_is(qapp, target):
    hostile = '<img src="/etc/hosts"><b>x</b> & "y"'
    asked = Question(
        hostile, Choice((hostile, "a", "b", "c"), 0), (replace(BASIS, sentence=hostile, title=hostile),)
    )
    print_quiz(Quiz(QuizSpec(), (asked,)), hostile, target, write_pdf)
    words = "".join(pages_of(target)).replace(" ", "")
    assert words.count("<b>x</b>&") >= 7


def test_what_cannot_be_printed_leaves_both_files(qapp, target, tmp_path):
    key = tmp_path / "key.pdf"
    target.write_text("old")
    key.write_text("old key")
    with pytest.raises(BadInput):
        print_quiz(QUIZ, "Biology", target, write_pdf, PaperOptions(versions=0))
    with pytest.raises(CannotExport, match=r"does not end in \.pdf"):
        print_quiz(QUIZ, "Biology", target, write_pdf, PaperOptions(key_file=tmp_path / "key.txt"))
    with pytest.raises(CannotExport, match="the same file"):
        print_quiz(QUIZ, "Biology", target, write_pdf, PaperOptions(key_file=target))
    cancel = Cancel()
    with pytest.raises(Cancelled):
        print_quiz(
            QUIZ, "Biology", target, write_pdf,
            PaperOptions(key_file=key, cancel=cancel, report=lambda _share, _stage: cancel.set()),
        )  # fmt: skip
    assert (target.read_text(), key.read_text()) == ("old", "old key")
    assert sorted(tmp_path.iterdir()) == sorted([target, key])
