"""The window is on the screen before anything heavy is imported."""

import json
import os
import subprocess
import sys
from pathlib import Path

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
