"""Very much of everything: it works, or one sentence says what the limit is; the window goes on answering.

`make torture` only. Times are printed, and docs/reliability.md has the last ones; they fail nothing unless they are
several times what they were.
"""

import contextlib
import os
import sqlite3
import time
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QTimer

from bench.libraries import make_library, open_for_study
from flashcards.app import open_app
from flashcards.core.browsing import Order, Show
from flashcards.core.drafts import CardType
from flashcards.core.errors import CannotRead
from flashcards.core.reviews import Rating
from flashcards.gui.main_window import MainWindow
from flashcards.gui.theme import Scheme, Theme
from flashcards.services.reading import ArticleReader
from tests.conftest import make_analysed

pytestmark = [
    pytest.mark.skipif(not os.environ.get("FLASHCARDS_TORTURE"), reason="only in make torture"),
    pytest.mark.timeout(1800),
]
CARDS, DECKS, TAGS = 1_000_000, 5_000, 100_000


@pytest.fixture(scope="module")
def huge(tmp_path_factory):
    """A million cards in 5,000 decks, a hundred notes with a thousand tags of their own each."""
    path = tmp_path_factory.mktemp("huge") / "library.db"
    make_library(path, CARDS, DECKS)
    open_app(path, lambda: datetime(2026, 3, 2, tzinfo=UTC), zone=UTC).close()
    with contextlib.closing(sqlite3.connect(path)) as driver, driver:
        for number in range(100):
            tags = " ".join(f"tag{number}::{each}" for each in range(TAGS // 100))
            driver.execute("UPDATE notes SET tags = ? WHERE id = ?", (tags, number + 1))
    return path


def timed(what, call, most):
    """The result of a call, whose seconds are printed and may not be more than `most`."""
    begun = time.perf_counter()
    found = call()
    seconds = time.perf_counter() - begun
    print(f"{what}: {seconds:.3f} s")
    assert seconds < most
    return found


def test_a_million_cards(huge):
    app = timed("open", lambda: open_for_study(huge), 15)
    try:
        for turn in ("first", "second"):
            shown = timed(f"{turn} next card", app.study.next, 5)
            timed(f"{turn} answer", lambda shown=shown: app.study.answer(shown.card.id, Rating.GOOD), 2)
        timed("undo", app.history.undo, 2)
        timed("what is left", app.study.left, 5)
        decks = timed("decks", app.decks.all, 20)
        assert len(decks) >= DECKS
        assert sum(deck.cards for deck in decks) == CARDS
        assert timed("a word", lambda: app.search.notes("substance"), 5)
        assert timed("a rare tag", lambda: app.search.notes("tag:tag7::77"), 5)
        assert timed("the first page", lambda: app.browsing.ids("", Show.CARDS, Order(), 200), 5)
        assert len(timed("all ids", lambda: app.browsing.ids("", Show.CARDS, Order()), 30)) == CARDS
        timed("places, with every tag", app.browsing.places, 30)
    finally:
        timed("close", app.close, 20)


def test_the_window_answers_over_a_million_cards(huge, qtbot, qapp):
    window = MainWindow(Theme(qapp, Scheme.LIGHT))
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    gaps, last = [], [time.perf_counter()]

    def beat():
        now = time.perf_counter()
        gaps.append(now - last[0])
        last[0] = now

    timer = QTimer(window)
    timer.timeout.connect(beat)
    window.show_app(open_for_study(huge))
    timer.start(10)
    for page in (window.today, window.decks, window.browse, window.articles, window.progress, window.today):
        last[0] = time.perf_counter()
        window.go(page)
        qtbot.wait(4_000)
        print(f"{type(page).__name__}: longest pause {max(gaps):.2f} s")
        assert max(gaps) < 3
        gaps.clear()
    timer.stop()
    window.close()


def test_fields_of_ten_megabytes(tmp_path, qtbot, qapp):
    from flashcards.gui.widgets.card_view import CardView

    app = open_app(tmp_path / "library.db", lambda: datetime(2026, 3, 2, tzinfo=UTC), undo=True, zone=UTC)
    try:
        article_id, _changes = app.articles.add(make_analysed(1))
        evidence = app.drafts.of_article(article_id)[0].evidence
        app.shaping.write(article_id, evidence, (CardType.BASIC, "Long?", "a"), "Long")
        (note,) = app.decks.notes(deck="Long")
        words = "word " * 2_000_000
        timed("edit", lambda: app.decks.edit_note(note.id, ("Long?", words, *note.fields[2:])), 10)
        assert app.decks.notes(deck="Long")[0].fields[1] == words
        card = app.decks.note_with_cards(note.id)[2][0]
        view = CardView(Theme(qapp, Scheme.LIGHT))
        qtbot.addWidget(view)
        sides = timed("cleaned", lambda: app.study.show(card.id).sides, 5)
        timed("shown", lambda: view.show_side(sides.back), 5)
        for ending in (".csv", ".json", ".md", ".apkg"):
            path = tmp_path / f"deck{ending}"
            timed(f"exported {ending}", lambda path=path: app.exchange.export("Long", path), 30)
            assert path.stat().st_size > (5_000 if ending == ".apkg" else 9_000_000)
        incoming = app.importing.read(tmp_path / "deck.apkg")
        incoming.close()
        assert incoming.package.skipped[0].reason == "note is too long"
    finally:
        app.close()


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("line.txt", lambda: "word " * 2_000_000, "larger than 5 MB"),
        ("almost.txt", lambda: "word " * 900_000, ""),
        (
            "bullets.md",
            lambda: "".join(f"- point {number} of a list\n" for number in range(100_000)),
            "more than 50,000 paragraphs",
        ),
        ("fewer.md", lambda: "".join(f"- point {number} of a list\n" for number in range(45_000)), ""),
        ("lines.txt", lambda: "a\n" * 1_000_000, "more than 250,000 lines"),
        ("word.txt", lambda: "x" * 4_000_000, ""),
    ],
)
def test_huge_articles(tmp_path, name, text, sentence):
    path = tmp_path / name
    path.write_text(text(), "utf-8")
    if sentence:
        with pytest.raises(CannotRead, match=sentence):
            ArticleReader().read_file(path)
    else:
        assert timed(name, lambda: ArticleReader().read_file(path), 60).blocks
