"""A small article, a library made of it once, and a way to run a command in this process."""

import io
import json
import shutil
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from flashcards.cli.main import main

TEXT = """\
# How aspirin thins the blood

Menu | Sign in | Subscribe

## How it works

Platelets are small cell fragments that stick together when a vessel is hurt. Aspirin blocks an enzyme
called cyclooxygenase. Without this enzyme, platelets cannot make thromboxane. Thromboxane normally makes
platelets clump together. As a result, aspirin reduces the risk of a blood clot.

## What is still debated

One theory holds that aspirin may also slow the growth of some tumours. This could happen because aspirin
reduces inflammation in the gut.

## Risks

Aspirin can cause bleeding in the stomach. In children with a viral infection, aspirin may lead to Reye's
syndrome.
"""

NOW = "2026-03-02T09:00:00+00:00"


@dataclass(frozen=True)
class Result:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


def run_command(*arguments: object) -> Result:
    """Run a command at a fixed time."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["--now", NOW, *map(str, arguments)])
    return Result(code, out.getvalue(), err.getvalue())


@pytest.fixture
def run():
    return run_command


@pytest.fixture(scope="session")
def article(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("articles") / "aspirin.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def made_once(tmp_path_factory, article) -> Path:
    path = tmp_path_factory.mktemp("made") / "library.db"
    result = run_command("make", article, "--deck", "Medicine", "--library", path)
    assert result.code == 0, result.err
    return path


@pytest.fixture
def library(made_once, tmp_path) -> Path:
    """A library of one's own with the cards of the article in the deck Medicine."""
    path = tmp_path / "library.db"
    shutil.copy(made_once, path)
    return path
