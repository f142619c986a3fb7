"""The window over a library in memory, closed after each test with nothing left running."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from flashcards.app import App
from flashcards.gui.main_window import MainWindow
from flashcards.gui.theme import Scheme, Theme


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The light colours, whatever the machine prefers."""
    return Theme(qapp, Scheme.LIGHT)


@pytest.fixture
def window(qtbot, theme: Theme, app: App) -> Iterator[MainWindow]:
    """An open window; afterwards no thread of its lane and no running timer may be left."""
    made = MainWindow(theme)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.show_app(app)
    yield made
    made.close()
    running = [timer for timer in made.findChildren(QTimer) if timer.isActive() and not timer.isSingleShot()]
    assert running == []
    assert [thread.name for thread in threading.enumerate() if thread.name.startswith("flashcards")] == []
