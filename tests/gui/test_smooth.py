"""The window lives while a book's chapter is read: a timer's ticks come in time."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

ROOT = Path(__file__).parents[2]
_TICK = 0.005


def chapter():
    files = sorted((*ROOT.glob("evaluation/*.txt"), *ROOT.glob("decks/*.txt")))
    return "\n\n".join(path.read_text(encoding="utf-8") for path in files)


@pytest.mark.model
def test_the_window_stays_smooth_while_twenty_thousand_words_are_read(window, app, qtbot):
    text = chapter()
    assert len(text.split()) > 20_000
    gaps, last = [], [time.perf_counter()]

    def tick():
        now = time.perf_counter()
        gaps.append(now - last[0] - _TICK)
        last[0] = now

    timer = QTimer(window)
    timer.setInterval(int(_TICK * 1000))
    timer.timeout.connect(tick)
    timer.start()
    window.articles.read_text("A chapter", text)
    qtbot.waitUntil(lambda: bool(app.articles.all()) or window._toast.isVisible(), timeout=120_000)
    timer.stop()
    assert app.articles.all(), window._toast._text.text()
    assert len(gaps) > 100
    assert sorted(gaps)[int(0.95 * len(gaps))] < 0.040
    qtbot.waitUntil(lambda: window._pages.currentWidget() is window.drafts, timeout=30_000)


@pytest.mark.model
def test_reading_can_be_stopped_half_way_and_leaves_nothing(window, app, qtbot):
    window.articles.read_text("Long", chapter())
    qtbot.waitUntil(lambda: "claims" in window.articles._job._stage.text(), timeout=60_000)
    window.articles._job.cancel_asked.emit()
    qtbot.waitUntil(window._toast.isVisible, timeout=60_000)
    assert "nothing was changed" in window._toast._text.text()
    assert app.articles.all() == []
    assert not window.articles._job.isVisible()
