"""Starts the window: first it shows, then the library opens in the background."""

import logging
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from time import process_time
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from flashcards.core.progress import Report
from flashcards.gui.main_window import MainWindow
from flashcards.gui.preferences import Preferences
from flashcards.gui.theme import Scheme, Theme
from flashcards.paths import default_library, window_settings

if TYPE_CHECKING:
    from flashcards.app import App


def run(library: Path | None = None, files: Sequence[Path] = ()) -> int:
    """Open the window on a library, None for the user's own, and files in it; returns the exit code."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("Flashcards")
    application.setApplicationDisplayName("Flashcards")
    preferences = Preferences(window_settings())
    theme = Theme(application, _scheme(preferences))
    window = MainWindow(theme, preferences)
    window.scheme_chosen.connect(partial(preferences.keep, "scheme"))
    sys.excepthook = partial(_show_error, window)
    window.first_painted.connect(partial(_open, window, library or default_library(), files))
    window.today.filled.connect(partial(_measure, window, "today"))
    window.show()
    return application.exec()


def paint_card(front_html: str, back_html: str) -> bool:
    """Paint both sides of a card without a screen; whether something was drawn. For the self-test."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from flashcards.gui.widgets.card_view import CardView

    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    view = CardView(Theme(application, Scheme.LIGHT))
    view.resize(600, 400)
    pictures = []
    for side in (front_html, back_html):
        view.show_side(side)
        pictures.append(view.grab().toImage())
    return pictures[0] != pictures[1]


def _open(window: MainWindow, path: Path, files: Sequence[Path]) -> None:
    if _measure(window, "paint"):
        return

    def work(_report: Report) -> "App":
        from flashcards.app import open_app

        return open_app(path, undo=True)

    def then(app: "App") -> None:
        window.show_app(app)
        if files:
            window.open_files(files)

    def failed(error: Exception) -> None:
        window.show_no_library(error, path, partial(_open, window, path, files))

    window.tasks.run(work, then=then, failed=failed)


def _measure(window: MainWindow, moment: str) -> bool:
    """For the bench: at the wanted moment print CPU seconds, and quit once a line comes in.

    The bench reads the peak memory in between, from outside.
    """
    if os.environ.get("FLASHCARDS_BENCH") != moment:
        return False
    sys.stdout.write(f"bench {moment} {process_time():.3f}\n")
    sys.stdout.flush()
    sys.stdin.readline()
    window.close()
    return True


def _show_error(
    window: MainWindow, kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """What no page caught: shown, so that nothing fails in silence."""
    if isinstance(error, Exception):
        logging.getLogger(__name__).error("unexpected", exc_info=(kind, error, trace))
        window.show_failure(error)
    else:
        sys.__excepthook__(kind, error, trace)


def _scheme(preferences: Preferences) -> Scheme:
    try:
        return Scheme(preferences.text("scheme"))
    except ValueError:
        return Scheme.SYSTEM
