"""The window is on the screen before anything heavy is imported."""

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from flashcards.__main__ import _files

ROOT = Path(__file__).parents[2]
HEAVY = {"sqlalchemy", "alembic", "spacy", "numpy", "genanki", "fsrs", "typer", "rich", "filelock"}

SCRIPT = """
import json, sys
from flashcards.gui import application
from flashcards.gui.main_window import MainWindow

seen = []

class Window(MainWindow):
    def __init__(self, theme, preferences):
        super().__init__(theme, preferences)
        self.first_painted.connect(lambda: seen.append(sorted({name.split(".")[0] for name in sys.modules})))
        self.today.filled.connect(self.close)

application.MainWindow = Window
code = application.run(__import__("pathlib").Path(sys.argv[1]))
print(json.dumps({"code": code, "seen": seen, "then": "sqlalchemy" in sys.modules}))
"""


def test_nothing_heavy_is_imported_before_the_window_shows(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "library.db")],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["code"] == 0
    (at_first_paint,) = found["seen"]
    assert "PySide6" in at_first_paint
    assert HEAVY & set(at_first_paint) == set()
    assert found["then"]
    assert (tmp_path / "library.db").exists()


def test_files_named_at_the_start_are_opened_as_if_dropped(window, qtbot, tmp_path):
    path = tmp_path / "absent.md"
    window.open_files([path])
    qtbot.waitUntil(lambda: "absent.md" in window._toast._text.text())


@pytest.mark.parametrize(
    ("given", "files"),
    [
        (["a.md"], 1),
        (["a.md", "b c.apkg"], 2),
        (["a.md", "missing.md"], 0),
        (["cards"], 0),
        (["export", "a.md"], 0),
        ([], 0),
    ],
)
def test_what_counts_as_a_file_to_open(tmp_path, monkeypatch, given, files):
    for name in ("a.md", "b c.apkg", "cards"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert len(_files(given)) == files


def test_the_desktop_entry_names_what_the_program_opens():
    lines = (ROOT / "resources" / "desktop" / "flashcards.desktop").read_text("utf-8").splitlines()
    entry = dict(line.split("=", 1) for line in lines[1:])
    assert lines[0] == "[Desktop Entry]"
    assert entry["Exec"] == "flashcards %F"
    assert "application/x-apkg" in entry["MimeType"].split(";")
    root = ElementTree.parse(ROOT / "resources" / "desktop" / "flashcards.xml").getroot()
    patterns = [each.get("pattern") for each in root.iter() if each.tag.endswith("glob")]
    assert patterns == ["*.apkg", "*.colpkg"]
