"""print: a deck as PDF from the command line, with Qt but no screen."""

import json
import os
import subprocess
import sys

import pypdfium2
import pytest

from flashcards.cli.main import main
from flashcards.core.card_sheets import Cutting, Flip, Layout

pytestmark = pytest.mark.model


def words_of(path):
    document = pypdfium2.PdfDocument(path)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    finally:
        document.close()


def start(*arguments):
    """Run the program as a user does, where there is no screen."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    command = [sys.executable, "-m", "flashcards", *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_a_deck_is_printed_without_a_screen(library, tmp_path):
    target = tmp_path / "deck.pdf"
    done = start("print", "Medicine", target, "--library", library)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Printed the deck “Medicine” with ")
    words = words_of(target)
    assert "How it works" in words
    assert "Aspirin blocks an enzyme called cyclooxygenase." in words
    assert "may also slow" in words
    assert "Mechanism map" in words


def test_options_reach_the_printer_and_the_answer_is_json(library, tmp_path, capsys):
    seen = []

    def printer(path, study_list, paper, report):
        seen.append((study_list, paper))
        path.write_bytes(b"%PDF")
        return 7

    arguments = ["print", "Medicine", str(tmp_path / "deck.pdf"), "--library", str(library), "--json"]
    assert main([*arguments, "--paper", "Letter", "--no-map"], printer=printer) == 0
    assert '"pages": 7' in capsys.readouterr().out
    ((study_list, paper),) = seen
    assert (paper, study_list.maps, study_list.deck) == ("letter", 0, "Medicine")
    assert study_list.notes > 3


@pytest.mark.parametrize(
    ("deck", "file", "says"),
    [
        ("Medicine", "deck.txt", "deck.txt does not end in .pdf."),
        ("Medicine", "absent/deck.pdf", "there is no folder"),
        ("Absent", "deck.pdf", "There is no deck “Absent”"),
        ("Medicine", "deck.pdf", "Nothing here can print: Qt is missing."),
    ],
)
def test_what_cannot_be_printed_is_said_in_one_sentence(run, library, tmp_path, deck, file, says):
    result = run("print", deck, tmp_path / file, "--library", library)
    assert (result.code, result.out) == (1, "")
    assert says in result.err
    assert result.err.count("\n") == 1
    assert not list(tmp_path.rglob("deck.*"))


def test_an_unknown_paper_is_a_usage_error(run, library, tmp_path):
    result = run("print", "Medicine", tmp_path / "deck.pdf", "--paper", "a5", "--library", library)
    assert result.code == 2
    assert "a4" in result.err


def test_cards_to_cut_are_printed_without_a_screen(library, tmp_path):
    target = tmp_path / "cards.pdf"
    done = start("print", "Medicine", target, "--as", "cards", "--library", library)
    assert (done.returncode, done.stderr) == (0, "")
    first, second = done.stdout.splitlines()
    assert first.startswith("Printed the deck “Medicine” with ")
    assert second == "Print it at actual size (100 %) on one side, fold it over the middle, glue, and cut."
    words = words_of(target)
    assert "“Aspirin blocks an enzyme called cyclooxygenase.” How aspirin thins the blood" in words


def test_how_cards_lie_reaches_the_printer_and_the_answer_is_json(library, tmp_path, capsys):
    seen = []

    def printer(path, sheets, paper, report):
        seen.append((sheets, paper))
        path.write_bytes(b"%PDF")
        return 4

    arguments = ["print", "Medicine", str(tmp_path / "cards.pdf"), "--library", str(library), "--json"]
    options = "--as cards --layout duplex --per-page 9 --flip short-edge --shift 1.5,-0.5 --paper letter"
    assert main([*arguments, *options.split()], printer=printer) == 0
    told = json.loads(capsys.readouterr().out)
    ((sheets, paper),) = seen
    assert paper == "letter"
    assert sheets.cutting == Cutting(Layout.DUPLEX, 9, Flip.SHORT_EDGE, (1.5, -0.5))
    assert len(sheets.cards) == told["cards"] > 3
    assert (told["as"], told["layout"], told["per_page"], told["pages"]) == ("cards", "duplex", 9, 4)
    assert main([*arguments, "--as", "cards", "--layout", "duplex", "--test-page"], printer=printer) == 0
    assert json.loads(capsys.readouterr().out)["test_page"] is True
    assert seen[1][0].cards == ()


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        ("--as book", 2, "list"),
        ("--layout duplex", 2, "only for cards to cut: --as cards"),
        ("--as cards --no-map", 2, "only for a study list: --as list"),
        ("--as cards --flip long-edge", 2, "only for both faces of the paper: --layout duplex"),
        ("--as cards --test-page", 2, "only for both faces of the paper: --layout duplex"),
        ("--as cards --layout duplex --shift left", 2, "is not two numbers of millimetres"),
        ("--as cards --layout duplex --shift 9,0", 1, "Backs can be moved by up to 5 mm each way."),
        ("--as cards --per-page 7", 1, "holds 2, 3, 4, 5, 6 or 8 cards, not 7."),
        ("--as cards --per-page 0", 1, "holds 2, 3, 4, 5, 6 or 8 cards, not 0."),
    ],
)
def test_sheets_that_cannot_be_are_refused_in_words(run, library, tmp_path, options, code, says):
    result = run("print", "Medicine", tmp_path / "cards.pdf", "--library", library, *options.split())
    assert (result.code, result.out) == (code, "")
    assert says in " ".join(result.err.split())
    assert not list(tmp_path.rglob("cards.*"))
