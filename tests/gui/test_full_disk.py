"""A full disk while cards are studied in the window: the answer is told as not saved, the card stays, and goes on later."""

import sys
from datetime import UTC

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from flashcards.app import open_app
from flashcards.core.errors import CannotSave
from flashcards.gui import application
from tests.conftest import stock

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits")


@pytest.fixture
def app(tmp_path, clock):
    opened = open_app(tmp_path / "library.db", clock, undo=True, zone=UTC)
    stock(opened, 3)
    yield opened
    opened.close()


@pytest.fixture
def full_disk():
    """Lets no file of this process grow while the block lasts."""
    import resource
    from contextlib import contextmanager

    @contextmanager
    def limited():
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)

    return limited


def test_an_answer_that_cannot_be_saved_stays_on_the_screen(window, app, full_disk):
    window.start_study("")
    shown = window.study._current.card.id
    QTest.keyClick(window.study, Qt.Key.Key_Space)
    with pytest.raises(CannotSave) as caught, full_disk():
        QTest.keyClick(window.study, Qt.Key.Key_3)
    application._show_error(window, caught.type, caught.value, caught.tb)  # as the program's own hook
    assert window._toast._text.text() == (
        "The library library.db could not be written (disk error or disk full), so nothing was changed."
    )
    assert window.study._current.card.id == shown
    assert app.statistics.summary().answers == 0
    QTest.keyClick(window.study, Qt.Key.Key_3)
    assert app.statistics.summary().answers == 1
    assert window.study._current.card.id != shown
