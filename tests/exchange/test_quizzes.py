"""Quizzes in the formats of other programs, read back by parsers that know nothing of how they were written."""

import csv
import re
from base64 import b64decode
from html import unescape
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from flashcards.core.errors import CannotExport
from flashcards.core.exports import QUIZ_FORMATS
from flashcards.core.facts import FactKind
from flashcards.core.maps import Polarity
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
from flashcards.exchange.quizzes.texts import accepted, line, plain
from flashcards.services.quiz_files import export_quiz
from tests.exchange.qti_reader import QTI, read, right_response, score, text_of

CODES = st.characters(codec="utf-8", exclude_categories=("Cs",))
#: Signs that some format reserves stand beside any others.
ANY = st.one_of(
    st.text(st.sampled_from("\\~=#{}:%[]()<>&\"'*/->$@+,;_ \n\t ab1&&058;"), max_size=25),
    st.text(CODES, max_size=25),
)
TEXT = ANY.filter(line)
UNIQUE = st.lists(TEXT, min_size=3, max_size=5, unique_by=line)


@st.composite
def questions(draw):
    words = tuple(draw(UNIQUE))
    mixed = tuple(draw(st.permutations(words)))
    sentences = [draw(ANY) for _word in words]
    title = draw(ANY)
    basis = tuple(
        Basis(at, at, FactKind.RISK, sentence, title, "Section", at) for at, sentence in enumerate(sentences)
    )
    effects = (Effect(0, 1, line(draw(TEXT)), Polarity.RAISES), Effect(1, 2, "may lower", hedge="perhaps"))
    task = draw(
        st.sampled_from(
            [
                Choice(words, draw(st.integers(0, len(words) - 1))),
                TrueFalse(draw(st.booleans()), draw(ANY)),
                Typed(words),
                Typed((", ".join(words),), words),
                Order(words, mixed),
                Match(words, mixed, tuple(sorted(mixed))),
                Label(words, effects, (0, 2), mixed),
            ]
        )
    )
    return Question(draw(TEXT) + draw(st.sampled_from(["", " [...] x"])), task, basis)


QUIZZES = st.builds(
    lambda found, minutes, mock: Quiz(QuizSpec(minutes=minutes, mock=mock), tuple(found)),
    st.lists(questions(), min_size=1, max_size=3),
    st.sampled_from([None, 10.0]),
    st.booleans(),
)
TITLES = st.one_of(ANY, st.just("Biology"))


@pytest.fixture
def folder(tmp_path):
    return tmp_path


def squeezed(html: str) -> str:
    """The words of HTML, as one sees them."""
    return line(unescape(re.sub(r"<[^<>]*>", " ", html)))


def stem_of(question):
    return line(question.stem.replace("[...]", "_____"))


def partners(question):
    """What the pairs of a task are, worked out anew."""
    match question.task:
        case Order(steps=steps):
            return sorted((line(step), str(at)) for at, step in enumerate(steps, 1))
        case Match(left=left, right=right):
            return sorted(zip(map(line, left), map(line, right), strict=True))
        case Label():
            return sorted((str(at), line(each)) for at, each in enumerate(question.right, 1))


# --- Moodle XML ---


def check_moodle(made, question):
    kind = made.get("type")
    assert stem_of(question) in squeezed(made.findtext("questiontext/text"))
    assert made.findtext("defaultgrade") == str(question.points)
    feedback = squeezed(made.findtext("generalfeedback/text"))
    for each in question.basis:
        assert line(each.sentence) in feedback
    answers = [(each.get("fraction"), each.findtext("text") or "") for each in made.iterfind("answer")]
    match question.task:
        case Choice(options, right):
            assert kind == "multichoice"
            assert made.findtext("single") == "true"
            assert [squeezed(text) for _fraction, text in answers] == [line(each) for each in options]
            assert [fraction for fraction, _text in answers].index("100") == right
        case TrueFalse(is_true):
            assert kind == "truefalse"
            assert {text: fraction for fraction, text in answers}["true" if is_true else "false"] == "100"
            assert sorted(fraction for fraction, _text in answers) == ["0", "100"]
        case Typed(items=items) if items:
            assert kind == "essay"
            assert all(line(each) in squeezed(made.findtext("graderinfo/text")) for each in items)
        case Typed() as task:
            assert kind == "shortanswer"
            assert [text.replace("\\*", "*") for _fraction, text in answers] == list(accepted(task))
        case _:
            assert kind == "matching"
            pairs = [
                (squeezed(each.findtext("text") or ""), each.findtext("answer/text"))
                for each in made.iterfind("subquestion")
            ]
            assert sorted(pair for pair in pairs if pair[0]) == partners(question)
            if isinstance(question.task, Label):
                assert sorted(right for _left, right in pairs) == sorted(map(line, question.task.shown))


@settings(max_examples=40)
@given(quiz=QUIZZES, title=TITLES)
def test_moodle_reads_every_text_as_it_was(folder, quiz, title):
    path = folder / "quiz.xml"
    export_quiz(quiz, title, path)
    root = etree.parse(path).getroot()
    category, *made = root
    assert category.findtext("category/text") == f"$course$/{line(title).replace('/', '//') or 'Quiz'}"
    for each, question in zip(made, quiz.questions, strict=True):
        check_moodle(each, question)
    for each, question in zip(made, quiz.questions, strict=True):
        files = each.findall("questiontext/file")
        assert len(files) == isinstance(question.task, Label)
        if files:
            svg = etree.fromstring(b64decode(files[0].text))
            assert svg.tag.endswith("svg")
            assert "@@PLUGINFILE@@/map.svg" in each.findtext("questiontext/text")


# --- GIFT: the rules of Moodle's own importer, in another form ---

HOLDERS = {":": "058", "#": "035", "=": "061", "{": "123", "}": "125", "~": "126", "n": "010"}


def held(text):
    """Escaped signs as the importer keeps them apart while it looks for the others."""
    text = text.replace("\\\\", "&&092;")
    for sign, number in HOLDERS.items():
        text = text.replace(f"\\{sign}", f"&&{number};" if sign != "n" else "&&010")
    return text.replace("&&092;", "\\")


def freed(text):
    for sign, number in HOLDERS.items():
        text = text.replace(f"&&{number};" if sign != "n" else "&&010", sign if sign != "n" else "\n")
    form = re.match(r"\[(html|plain|moodle|markdown)\]", text)
    return text[form.end() :].strip() if form else text.strip()


def gift(content):
    """The questions of a file: name, text, kind, answers and feedback."""
    blocks = [each for each in re.split(r"\n[ \t]*\n", content) if each.strip()]
    assert blocks[0].startswith("$CATEGORY: $course$/")
    for block in blocks[1:]:
        lines = [each for each in block.split("\n") if not each.strip().startswith("//")]
        text = held("\n".join(lines).strip())
        assert text.startswith("::")
        name, _mark, rest = text[2:].partition("::")
        before, brace, answers = rest.partition("{")
        assert brace
        answers, brace, after = answers.partition("}")
        assert brace
        assert not after.strip()
        answers, _mark, feedback = (
            answers.strip().rpartition("####") if "####" in answers else (answers, "", "")
        )
        yield freed(name), freed(before), answers.strip(), freed(feedback)


def check_gift(found, question):
    name, text, answers, feedback = found
    assert name[:3].isdigit()
    assert stem_of(question) in squeezed(text)
    for each in question.basis:
        assert line(each.sentence) in squeezed(feedback)
    match question.task:
        case Choice(options, right):
            parts = re.findall(r"([=~])([^=~]*)", answers)
            assert [squeezed(freed(each)) for _sign, each in parts] == [line(each) for each in options]
            assert [sign for sign, _text in parts].index("=") == right
            assert [sign for sign, _text in parts].count("=") == 1
        case TrueFalse(is_true):
            assert answers == ("TRUE" if is_true else "FALSE")
        case Typed(items=items) if items:
            assert answers == ""
        case Typed() as task:
            assert "~" not in answers
            assert "->" not in answers
            parts = [re.sub(r"^%100%", "", each.strip()) for each in answers.split("=")[1:]]
            wanted = [re.sub(r"&&(?=\d{3};)", "& &", each.replace("->", "→")) for each in accepted(task)]
            assert [line(freed(each).replace("\\*", "*")) for each in parts] == wanted
        case _:
            assert "~" not in answers
            pairs = [each.split("->", 1) for each in answers.split("=")[1:]]
            read_back = [(squeezed(freed(one)), line(freed_plain(other))) for one, other in pairs]
            wanted = sorted((one, re.sub(r"&&(?=\d{3};)", "& &", other)) for one, other in partners(question))
            assert sorted(pair for pair in read_back if pair[0]) == wanted


def freed_plain(text):
    """The importer looks for no format in a partner."""
    return freed(f"[plain]{text.strip()}")


@settings(max_examples=40)
@given(quiz=QUIZZES, title=TITLES)
def test_gift_is_read_as_it_was_meant(folder, quiz, title):
    path = folder / "quiz.gift"
    export_quiz(quiz, title, path)
    found = list(gift(path.read_text(encoding="utf-8")))
    for each, question in zip(found, quiz.questions, strict=True):
        check_gift(each, question)


# --- QTI 2.1 ---


def check_item(root, question):
    assert text_of(root.find(f".//{QTI}p")).strip() or isinstance(question.task, Typed)
    words = line(" ".join(map(text_of, root.iterfind(f"{QTI}itemBody/{QTI}p"))))
    if isinstance(question.task, Typed) and not question.task.items:
        before, _gap, after = stem_of(question).partition("_____")
        assert line(before) in words
        assert line(after) in words
    else:
        assert stem_of(question) in words
    told = line(" ".join(map(text_of, root.iterfind(f"{QTI}modalFeedback/{QTI}p"))))
    for each in question.basis:
        assert line(each.sentence) in told
    if isinstance(question.task, Typed) and question.task.items:
        return
    right = right_response(root)
    assert score(root, right) == question.points
    assert score(root, []) == 0
    shown = {each.get("identifier"): line(text_of(each)) for each in root.iter(f"{QTI}simpleChoice")}
    shown |= {
        each.get("identifier"): line(text_of(each)) for each in root.iter(f"{QTI}simpleAssociableChoice")
    }
    match question.task:
        case Choice(options):
            assert list(shown.values()) == [line(each) for each in options]
            assert [shown[each] for each in right] == [line(question.right[0])]
            assert sum(score(root, [each]) for each in shown) == 1
        case TrueFalse():
            assert right == [question.right[0]]
        case Typed() as task:
            assert all(
                score(root, [each.upper() if each.isascii() else each]) == 1 for each in accepted(task)
            )
            assert score(root, ["something else entirely"]) == 0
        case Order(steps=steps):
            assert [shown[each] for each in right] == [line(each) for each in steps]
            assert score(root, right[::-1]) == 0
        case _:
            pairs = sorted((shown[one], shown[other]) for one, other in (each.split() for each in right))
            assert pairs == partners(question)
            assert score(root, right[:1]) == 1


@settings(max_examples=40)
@given(quiz=QUIZZES, title=TITLES)
def test_a_qti_package_holds_what_its_manifest_says_and_items_score_themselves(folder, quiz, title):
    path = folder / "quiz.zip"
    export_quiz(quiz, title, path)
    with ZipFile(path) as package:
        assert package.testzip() is None
        names = package.namelist()
        assert names[0] == "imsmanifest.xml"
        manifest = etree.fromstring(package.read("imsmanifest.xml"))
        listed = [each.get("href") for each in manifest.iter("{http://www.imsglobal.org/xsd/imscp_v1p1}file")]
        assert sorted([*listed, "imsmanifest.xml"]) == sorted(names)
        assert len(set(names)) == len(names)
        test = read(package.read("quiz.xml"))
        items = [each.get("href") for each in test.iter(f"{QTI}assessmentItemRef")]
        limits = test.find(f"{QTI}timeLimits")
        assert (limits is not None and limits.get("maxTime")) == (quiz.spec.minutes == 10 and "600")
        for href, question in zip(items, quiz.questions, strict=True):
            root = read(package.read(href))
            for image in root.iter(f"{QTI}img"):
                etree.fromstring(package.read(f"items/{image.get('src')}"))
            check_item(root, question)


# --- Kahoot! ---

BASIS = (Basis(1, 1, FactKind.RISK),)
SHORT = Question("Which?", Choice(("=1+1", "b", "c", "d"), 2), BASIS)
CLAIM = Question("@It is so.", TrueFalse(is_true=False), BASIS)
LONG = Question("Which? " * 20, Choice(("a", "b"), 0), BASIS)
WORDY = Question("Which?", Choice(("a" * 76, "b"), 0), BASIS)
FIVE = Question("Which?", Choice(("a", "b", "c", "d", "e"), 0), BASIS)
TYPING = Question("Type it.", Typed(("a",)), BASIS)


def test_a_workbook_has_the_columns_of_the_template_and_no_formula(tmp_path):
    path = tmp_path / "quiz.xlsx"
    done = export_quiz(Quiz(QuizSpec(), (SHORT, LONG, CLAIM, WORDY, FIVE, TYPING)), "=Title", path)
    assert done.questions == 2
    assert done.told == (
        "Left out 4 questions: 2 (is longer than 120 characters); 4 (has an answer of more than 75 characters); "
        "5 (has more than 4 answers); 6 (is neither a choice nor true or false)."
    )
    sheet = openpyxl.load_workbook(path).active
    assert sheet["B1"].value == "=Title"
    assert sheet["B8"].value == "Question - max 120 characters"
    assert sheet["H8"].value == "Correct answer(s) - choose at least one"
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=9, max_col=8)]
    assert rows == [
        [1, "Which?", "=1+1", "b", "c", "d", 30, 3],
        [2, "@It is so.", "True", "False", None, None, 30, 2],
    ]
    assert all(cell.data_type in "sn" for row in sheet.iter_rows() for cell in row if cell.value is not None)


def test_a_table_is_safe_in_a_spreadsheet_and_gives_each_question_its_time(tmp_path):
    path = tmp_path / "quiz.csv"
    export_quiz(Quiz(QuizSpec(minutes=1.5), (SHORT, CLAIM)), "Title", path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert len(head) == 7
    assert rows == [
        ["Which?", " =1+1", "b", "c", "d", "60", "3"],
        [" @It is so.", "True", "False", "", "", "60", "2"],
    ]


@settings(max_examples=40)
@given(stem=TEXT, options=UNIQUE)
def test_any_short_choice_comes_through_a_workbook(folder, stem, options):
    question = Question(stem, Choice(tuple(options[:4]), 0), BASIS)
    path = folder / "quiz.xlsx"
    export_quiz(Quiz(QuizSpec(), (question,)), "", path)
    sheet = openpyxl.load_workbook(path).active
    cells = [cell.value for cell in next(sheet.iter_rows(min_row=9, min_col=2, max_col=6))]
    wanted = [line(stem), *map(line, options[:4])]
    assert [each for each in cells if each is not None] == wanted


# --- all of them ---


@pytest.mark.parametrize("ending", QUIZ_FORMATS)
def test_the_same_quiz_gives_the_same_bytes(tmp_path, ending):
    quiz = Quiz(QuizSpec(), (SHORT, CLAIM))
    for name in ("one", "two"):
        export_quiz(quiz, "Biology", tmp_path / f"{name}{ending}")
    one, two = ((tmp_path / f"{name}{ending}").read_bytes() for name in ("one", "two"))
    assert one == two
    assert b"\r" not in one or ending in (".zip", ".xlsx")


@pytest.mark.parametrize(
    ("name", "asked", "says"),
    [
        ("quiz.txt", (SHORT,), "quiz.txt does not end in one of .xml, .gift, .zip, .xlsx, .csv."),
        ("quiz.xml", (), "The quiz has no questions to export."),
        (
            "quiz.xlsx",
            (TYPING,),
            "No question of the quiz fits: the table takes short choices, and true or false.",
        ),
    ],
)
def test_what_cannot_be_exported_is_refused_and_leaves_the_old_file(tmp_path, name, asked, says):
    path = tmp_path / name
    path.write_text("old")
    with pytest.raises(CannotExport) as refused:
        export_quiz(Quiz(QuizSpec(), asked), "Biology", path)
    assert str(refused.value) == says
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_texts_hold_nothing_that_xml_cannot():
    assert plain("a\x00b\ufffec\r\nd\re") == "abc\nd\ne"
