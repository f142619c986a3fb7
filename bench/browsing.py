"""The window over 100,000 cards: the browser's first screen, keystrokes, scrolling, sorting; a key in study to the next
painted question; the page of progress.

Run as a child process: `python -m bench.browsing CARDS REVIEWS`. Times are those of the window's own thread, from the
event until everything it shows is painted; the platform is offscreen, so no graphics card helps or hinders.
"""

import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from statistics import median

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bench.libraries import make_library, open_for_study
from bench.measure import Row, in_child, p99, peak_mb, timed
from bench.scheduling import CARDS, REVIEWS, fill_log
from flashcards.core.browsing import BrowserColumn
from flashcards.gui.main_window import MainWindow
from flashcards.gui.theme import Scheme, Theme

_TYPED = ("r", "re", "rec", "receptor", "receptor 7", 'deck:"Deck 3"', "prop:r<0.8", "is:due brain", "zzz")
_SORTED = (
    BrowserColumn.DUE,
    BrowserColumn.STABILITY,
    BrowserColumn.RECALL,
    BrowserColumn.QUESTION,
    BrowserColumn.DECK,
)


def rows() -> Iterator[Row]:
    """One line for each act."""
    found = in_child("bench.browsing", CARDS, REVIEWS)
    for what, taken in found["acts"].items():
        ours = [each * 1000 for each in taken]
        worst = p99(ours) if len(ours) > 20 else max(ours)
        yield Row("browsing", what, median(ours), "ms", p99=worst, peak_mb=found["peak_mb"])


def measure(cards: int, reviews: int) -> Mapping[str, object]:
    """Seconds of every act."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        make_library(path, cards)
        fill_log(path, reviews)
        application = QApplication([])
        window = MainWindow(Theme(application, Scheme.LIGHT))
        window.show()
        window.show_app(open_for_study(path))
        _rest(200)
        acts = dict(_study(window)) | dict(_browse(window, cards)) | dict(_progress(window))
        peak = peak_mb()
        window.close()
    return {"acts": acts, "peak_mb": peak}


def _study(window: MainWindow) -> Iterator[tuple[str, list[float]]]:
    window.start_study("")
    _rest(200)
    shown, answered = [], []
    for _number in range(100):
        shown.append(_painted(window, lambda: QTest.keyClick(window.study, Qt.Key.Key_Space)))
        answered.append(_painted(window, lambda: QTest.keyClick(window.study, Qt.Key.Key_3)))
    yield "study: Space to the painted answer", shown
    yield "study: 3 to the next painted question, committed", answered
    yield "study: of that, a bare commit to this disk", [_commit(window) for _number in range(100)]


def _browse(window: MainWindow, cards: int) -> Iterator[tuple[str, list[float]]]:
    yield "browser: first screen", [_painted(window, lambda: window.go(window.browse))]
    page = window.browse
    _until(lambda: page.model.rowCount() == cards)
    bar = page.table.verticalScrollBar()
    step = bar.pageStep()
    yield (
        "browser: a page down",
        [_painted(window, lambda: bar.setValue(bar.value() + step)) for _n in range(200)],
    )
    places = [bar.maximum() * (number * 37 % 100) // 100 for number in range(100)]
    yield "browser: a jump", [_painted(window, lambda at=at: bar.setValue(at)) for at in places]  # type: ignore[misc]
    typed = []
    for query in _TYPED:
        page.line.setText(query)
        page.line.stop()
        typed.append(_painted(window, lambda query=query: page.search.search(query)))  # type: ignore[misc]
        _rest(400)
    yield "browser: a key in the search", typed
    page.line.put("")
    _rest(600)
    header, ordered = page.table.horizontalHeader(), []
    for column in _SORTED:
        at = next(number for number, field in enumerate(page.model.fields) if field.column is column)
        ordered.append(
            _painted(window, lambda at=at: header.setSortIndicator(at, Qt.SortOrder.AscendingOrder))  # type: ignore[misc]
        )
        _rest(600)
    yield "browser: another order", ordered
    yield "browser: choose all", [_painted(window, page.table.selectAll)]


def _progress(window: MainWindow) -> Iterator[tuple[str, list[float]]]:
    page, filled = window.progress, []
    yield "progress: the page, before its figures", [_painted(window, lambda: window.go(page))]
    for _number in range(7):
        before = time.perf_counter()
        page.refresh()
        _until_idle(window)
        filled.append(time.perf_counter() - before)
    yield "progress: all figures, in the background", filled


def _painted(window: MainWindow, act: Callable[[], object]) -> float:
    """Seconds of an act until its result is painted."""

    def both() -> None:
        act()
        # Layouts first, then what they and the act made stale: paint requests are posted events.
        QCoreApplication.sendPostedEvents()
        QCoreApplication.sendPostedEvents(window, QEvent.Type.UpdateRequest.value)

    taken = timed(both).wall
    _rest(0)
    return taken


def _commit(window: MainWindow) -> float:
    """Seconds of the smallest change that is safe on disk, in a file beside the library."""
    assert window._app is not None  # noqa: SLF001 (the library that is open)
    assert window._app.library.path is not None  # noqa: SLF001
    with closing(sqlite3.connect(window._app.library.path.with_name("bare.db"))) as bare:  # noqa: SLF001
        bare.execute("PRAGMA journal_mode=WAL")
        bare.execute("PRAGMA synchronous=FULL")
        bare.execute("CREATE TABLE IF NOT EXISTS numbers (number INTEGER)")
        bare.commit()
        bare.execute("INSERT INTO numbers VALUES (1)")
        return timed(bare.commit).wall


def _until_idle(window: MainWindow) -> None:
    """Wait for what the background lane has to do, and for its answers."""
    done: list[None] = []
    window.tasks.run(lambda _report: None, then=done.append, failed=print)
    _until(lambda: bool(done))


def _rest(milliseconds: int) -> None:
    """Let the window live, and the background lane."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _until(holds: Callable[[], bool]) -> None:
    while not holds():
        _rest(5)


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]))))
