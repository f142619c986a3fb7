"""A student's Anki, and an app over a library in a file, so that there is a media folder."""

import contextlib
from datetime import UTC, datetime

import pytest

from flashcards.app import open_app
from tests.importing.making import Student


class WallClock:
    """The present: the real Anki knows no other time."""

    def __call__(self):
        return datetime.now(UTC)


@pytest.fixture
def student(tmp_path):
    opened = Student(tmp_path / "anki")
    yield opened
    opened.close()


@pytest.fixture
def app(tmp_path):
    opened = open_app(tmp_path / "here" / "library.db", WallClock(), undo=True, zone=UTC)
    yield opened
    with contextlib.suppress(Exception):
        opened.close()


@pytest.fixture
def bring(app):
    """Import a file: `bring(path, progress=True)` gives what was done."""

    def run(path, *, progress=True):
        incoming = app.importing.read(path)
        try:
            done, _changes = app.importing.bring(incoming, with_progress=progress)
        finally:
            incoming.close()
        return done

    return run


@pytest.fixture
def look(app):
    """Preview a file."""

    def run(path, *, progress=True):
        incoming = app.importing.read(path)
        try:
            return app.importing.preview(incoming, with_progress=progress)
        finally:
            incoming.close()

    return run
