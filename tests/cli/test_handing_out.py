"""print --as quiz and export: a quiz about a deck on paper, and as files of other programs."""

import json
import xml.etree.ElementTree as ET
import zipfile

import openpyxl
import pytest

from flashcards.cli.main import main
from flashcards.paths import bundled
from tests.cli.test_printing import start, words_of

pytestmark = pytest.mark.model


def test_a_quiz_is_printed_without_a_screen_and_its_key_cites_sentences(library, tmp_path):
    target, key = tmp_path / "quiz.pdf", tmp_path / "key.pdf"
    options = ["--as", "quiz", "--number", "4", "--versions", "2", "--minutes", "20", "--mock"]
    done = start("print", "Medicine", target, *options, "--key", key, "--library", library)
    assert (done.returncode, done.stderr) == (0, "")
    first, second = done.stdout.splitlines()
    assert first.startswith("Printed a quiz of 4 questions (")
    assert f"in 2 versions about the deck “Medicine” on 2 pages to {target}" in first
    assert second == f"The answer key is in {key}; it cites the sentences."
    words = words_of(target)
    assert "Mock exam · Version A · 4 questions" in words
    assert "Time: 20 minutes" in words
    assert "How aspirin thins the blood" not in words
    told = words_of(key)
    assert "Answer key, version B: Medicine" in told
    assert "How aspirin thins the blood" in told


def test_the_printer_gets_the_quiz_that_was_asked_for_and_the_same_seed_the_same(library, tmp_path, capsys):
    seen = []

    def printer(path, papers, paper, report):
        seen.append((papers, paper))
        path.write_bytes(b"%PDF")
        return 3

    arguments = [
        "print",
        "Medicine",
        str(tmp_path / "quiz.pdf"),
        "--as",
        "quiz",
        "--library",
        str(library),
        "--json",
    ]
    options = "--number 4 --kinds typed,true-false --role risk --role mechanism --paper letter"
    for seed in ("1", "1", "2"):
        assert main([*arguments, *options.split(), "--seed", seed], printer=printer) == 0
    told = json.loads(capsys.readouterr().out.split("\n}\n")[0] + "\n}")
    assert (told["questions"], told["as"], told["seed"], told["pages"]) == (4, "quiz", 1, 3)
    (one, paper), (same, _paper), (other, _other_paper) = seen
    assert paper == "letter"
    assert one == same != other
    questions = one.versions[0].questions
    assert {each.kind for each in questions} <= {"typed", "true-false"}
    assert {each.role for each in questions} <= {"risk", "mechanism"}
    assert told["points"] == one.versions[0].points


@pytest.mark.parametrize(
    ("ending", "name"), [(".xml", "Moodle XML"), (".gift", "GIFT"), (".zip", "QTI 2.1 package")]
)
def test_a_quiz_is_exported_by_its_ending(run, library, tmp_path, ending, name):
    target = tmp_path / f"quiz{ending}"
    result = run("export", "Medicine", target, "--number", 4, "--library", library)
    assert (result.code, result.err) == (0, "")
    assert result.out == f"Exported a quiz of 4 questions about the deck “Medicine” to {target} ({name}).\n"
    before = target.read_bytes()
    again = run("export", "Medicine", target, "--number", 4, "--library", library, "--json")
    assert target.read_bytes() == before
    assert again.json | {"points": 0} == {
        "title": "Medicine", "file": str(target), "format": name, "questions": 4, "points": 0, "seed": 1, "left_out": [],
    }  # fmt: skip
    if ending == ".xml":
        assert len(ET.parse(target).getroot()) == 5
    elif ending == ".gift":
        assert before.decode().count("::[html]") == 4
    else:
        assert len(zipfile.ZipFile(target).namelist()) >= 6


def test_a_game_gets_what_it_can_hold_and_the_rest_is_said(run, tmp_path):
    target, library = tmp_path / "game.xlsx", tmp_path / "library.db"
    article = bundled("decks") / "metformin-type-2-diabetes.txt"
    assert run("make", article, "--deck", "Medicine", "--library", library).code == 0
    result = run("export", "Medicine", target, "--library", library)
    assert result.code == 0, result.err
    sheet = openpyxl.load_workbook(target).active
    held = int(result.out.split()[4])
    assert sheet.max_row == 8 + held
    table = tmp_path / "game.csv"
    assert run("export", "Medicine", table, "--quiz", "--library", library).code == 0
    assert table.read_text(encoding="utf-8-sig").startswith("Question - max 120 characters,")
    mixed = run("export", "Medicine", target, "--kinds", "typed,true-false", "--library", library)
    assert "Left out " in mixed.out
    assert "neither a choice nor true or false" in mixed.out


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("export", "Medicine", "q.apkg", "--number", "3"), 2, "only for a quiz: .xml, .gift, .zip, .xlsx, or --quiz"),
        (("export", "Medicine", "q.xml", "--with-progress"), 2, "only for a deck in a file of its own format"),
        (("export", "Medicine", "q.md", "--quiz"), 1, "q.md does not end in one of .xml, .gift, .zip, .xlsx, .csv."),
        (("export", "Absent", "q.xml"), 1, "There is no deck “Absent”. There are: Medicine."),
        (("export", "Medicine", "q.xml", "--number", "0"), 1, "A quiz has 1 to 200 questions."),
        (("export", "Medicine", "q.xml", "--role", "hero"), 2, "'hero' is no role"),
        (("export", "Medicine", "q.xml", "--kinds", "essay"), 2, "'essay' is none of choice"),
        (("print", "Medicine", "q.pdf", "--versions", "2"), 2, "only for a quiz: --as quiz"),
        (("print", "Medicine", "q.pdf", "--as", "quiz", "--layout", "fold"), 2, "only for cards to cut: --as cards"),
        (("print", "Medicine", "q.pdf", "--as", "quiz", "--versions", "13"), 1, "A quiz has 1 to 12 versions."),
        (("print", "Medicine", "q.pdf", "--as", "quiz", "--key", "q.txt"), 1, "q.txt does not end in .pdf."),
        (("print", "Medicine", "q.pdf", "--as", "quiz", "--key", "q.pdf"), 1, "cannot be the same file"),
        (("print", "Medicine", "q.pdf", "--as", "quiz", "--key", "absent/q.pdf"), 1, "there is no folder"),
    ],
)  # fmt: skip
def test_what_cannot_be_handed_out_is_said_and_leaves_nothing(run, library, tmp_path, arguments, code, says):
    verb, deck, name, *options = arguments
    options = [tmp_path / each if each.endswith((".pdf", ".txt")) else each for each in options]
    result = run(verb, deck, tmp_path / name, *options, "--library", library)
    assert (result.code, result.out) == (code, "")
    assert says in " ".join(result.err.split())
    assert not list(tmp_path.rglob("q.*"))


def test_a_quiz_that_was_made_is_printed_and_exported_as_it_is(run, library, tmp_path):
    made = run(
        "quiz", "make", "--deck", "Medicine", "--number", 3, "--seed", 4, "--library", library, "--json"
    ).json
    stems = [each["stem"] for each in made["questions"]]
    target = tmp_path / "quiz.xml"
    done = run("quiz", "export", made["quiz"], target, "--library", library)
    assert done.out == f"Exported a quiz of 3 questions about “Medicine” to {target} (Moodle XML).\n"
    names = [each.findtext("name/text") for each in ET.parse(target).getroot()][1:]
    for name, stem in zip(names, stems, strict=True):
        assert name[4:24] == stem.replace("[...]", "_____")[:20]
    paper = tmp_path / "quiz.pdf"
    printed = start("quiz", "print", made["quiz"], paper, "--versions", "2", "--library", library)
    assert printed.returncode == 0, printed.stderr
    assert printed.stdout.startswith("Printed a quiz of 3 questions (")
    assert "Answer key, version B: Medicine" in words_of(paper)
    assert (
        run("quiz", "export", 99, tmp_path / "q.xml", "--library", library).err
        == "error: There is no quiz 99.\n"
    )
    assert run("quiz", "print", made["quiz"], tmp_path / "q.txt", "--library", library).code == 1
