"""Judging drafts in the window: from the key until the window is painted, beside a long and a short article.

Run with the words of an article as a child process: `python -m bench.judging 20000`.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from statistics import median
from typing import TYPE_CHECKING

from bench.measure import ROOT, Row, in_child, p99, peak_mb

if TYPE_CHECKING:
    from flashcards.services.articles import ArticleService

SIZES = (20_000, 900)
_PRESSES = 60
_READY = 4.0


def rows() -> Iterator[Row]:
    """One line for each key, the long article beside the short one."""
    long, short = (in_child("bench.judging", size) for size in SIZES)
    for key in ("accept", "reject", "next"):
        yield Row(
            "judging",
            f"{key} a draft, {long['words']:,} words",
            median(long[key]) * 1000,
            "ms",
            p99=p99(long[key]) * 1000,
            peak_mb=long["peak_mb"],
            ratio=median(long[key]) / median(short[key]),
        )


def measure(words: int) -> Mapping[str, object]:
    """Seconds for each key, on drafts that wait."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from flashcards.app import open_app
    from flashcards.gui.main_window import MainWindow
    from flashcards.gui.theme import Scheme, Theme
    from flashcards.gui.widgets.draft_list import DraftList

    application = QApplication(sys.argv[:1])
    app = open_app(None, undo=True)
    article_id, count = _read(app.articles, words)
    window = MainWindow(Theme(application, Scheme.LIGHT))
    window.show()
    window.show_app(app)
    window.drafts.show_article(article_id)
    window.go(window.drafts)
    (rows,) = window.drafts.findChildren(DraftList)
    _settle(application.processEvents)
    ids = [draft.id for draft in app.drafts.of_article(article_id)]
    taken: dict[str, list[float]] = {}
    for name, key in (("accept", Qt.Key.Key_A), ("reject", Qt.Key.Key_R), ("next", Qt.Key.Key_J)):
        app.drafts.reopen(ids)
        window.drafts.refresh()
        rows.choose(0)
        press = partial(QTest.keyClick, rows, key)
        taken[name] = [
            _pressed(press, application.processEvents) for _number in range(min(_PRESSES, len(ids)))
        ]
    window.close()
    return {**taken, "words": count, "peak_mb": peak_mb()}


def _read(articles: "ArticleService", words: int) -> tuple[int, int]:
    """An article of about so many words, stored; returns its id and how many words it has."""
    files = sorted((*(ROOT / "decks").glob("*.txt"), *(ROOT / "evaluation").glob("*.txt")))
    text = "\n\n".join(path.read_text(encoding="utf-8") for path in files)
    while len(text.split()) > words:
        text = text.rpartition("\n\n")[0]
    article = articles.read_paste(text, "Long")
    article_id, _changes = articles.add(articles.explain(article))
    return article_id, len(text.split())


def _settle(process_events: Callable[[], None]) -> None:
    """Let the window prepare what it prepares in the background."""
    until = time.perf_counter() + _READY
    while time.perf_counter() < until:
        process_events()
        time.sleep(0.02)


def _pressed(press: Callable[[], object], process_events: Callable[[], None]) -> float:
    start = time.perf_counter()
    press()
    process_events()
    return time.perf_counter() - start


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))
