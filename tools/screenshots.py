"""Pictures of every page, light and dark, at scale 1 and 1.5: `make screenshots`, then look at them.

Runs itself once for each scale, because Qt reads the scale when it starts.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QDialog

    from flashcards.app import App
    from flashcards.gui.main_window import MainWindow
    from flashcards.gui.theme import Theme

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

SCALES = ("1", "1.5")


def main() -> int:
    """Take all pictures into the folder named on the command line."""
    parser = argparse.ArgumentParser(description="Pictures of every page, light and dark, at two scales.")
    parser.add_argument("folder", nargs="?", default="screenshots", type=Path)
    parser.add_argument("--scale", help="only this one, in this process")
    options = parser.parse_args()
    folder = options.folder.resolve()
    if options.scale:
        return take(folder, options.scale)
    folder.mkdir(parents=True, exist_ok=True)
    for scale in SCALES:
        environment = os.environ | {"QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, __file__, str(folder), "--scale", scale]
        if subprocess.run(command, env=environment, check=False).returncode:
            return 1
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")
    return 0


def take(folder: Path, scale: str) -> int:
    """Walk through the window in both colour schemes and grab each page."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from flashcards.app import open_app
    from flashcards.gui.main_window import MainWindow
    from flashcards.gui.theme import Scheme, Theme

    application = QApplication([])

    def wait(milliseconds: int) -> None:
        """Let the window live, and the background lane too: QTest.qWait keeps it from running."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    for scheme in (Scheme.LIGHT, Scheme.DARK):
        window = MainWindow(Theme(application, scheme))
        window.show()
        app = open_app(None, undo=True)
        window.show_app(app)

        def grab(
            name: str, widget: object = None, scheme: Scheme = scheme, window: MainWindow = window
        ) -> None:
            wait(80)
            target = widget or window
            target.grab().save(str(folder / f"{name}-{scheme}-{scale}.png"))  # type: ignore[attr-defined]

        grab("01-first-start")
        window.articles.read_first_example()
        window.go(window.articles)
        grab("02-reading")
        deadline = time.monotonic() + 60
        while not app.articles.all() and time.monotonic() < deadline:
            wait(50)
        wait(150)
        grab("03-drafts")
        QTest.keyClick(window.drafts._list, Qt.Key.Key_A)
        QTest.keyClick(window.drafts._list, Qt.Key.Key_R)
        grab("04-drafts-decided")
        drafts = window.drafts
        QTest.keyClick(drafts._list, Qt.Key.Key_E)
        drafts._drafts.editor.answer.setPlainText("It is this. It is also that , and that")
        wait(200)
        grab("04-drafts-editor")
        drafts._drafts.editor.leave()
        QTest.keyClick(drafts._list, Qt.Key.Key_J)
        QTest.keyClick(drafts._list, Qt.Key.Key_G)
        drafts._drafts.editor.question.setPlainText("{{c1::Ketamine}} blocks {{c2::NMDA receptors}}.")
        wait(200)
        grab("04-drafts-new-card")
        drafts._drafts.editor.leave()
        drafts._panel.find_bar.open()
        QTest.keyClicks(drafts._panel.find_bar.focusWidget(), "glutamate")
        grab("04-drafts-find")
        drafts._panel.find_bar.leave()
        window._show_map(1)
        wait(400)
        grab("05-map")
        choose_arrow(window, "stimulates")
        grab("05-map-arrow")
        window.map._asking.ask_missing()
        window.map._asking.ask_next()
        window.map._asking.ask_order()
        window.go(window.drafts)
        window.drafts._accept_all()
        wait(500)
        window.go(window.articles)
        grab("05-articles")
        missing = [folder / "absent.md", folder / "also-absent.md"]
        window.articles.read_files(missing)
        wait(200)
        grab("05-articles-reading")
        window.articles._readings.clear()
        window.articles.add_example_deck()
        grab("06-toast")
        show_later(window, app)
        grab("06-later-bar")
        window.articles._later._edit(window.articles._later.bar.cards()[0])
        wait(200)
        grab("06-later-bar-edit")
        window.articles._later._go_on()
        window.go(window.decks)
        grab("07-decks")
        window.decks._notes.selectRow(1)
        window.decks._notes.opened.emit(window.decks._notes.current())
        wait(200)
        grab("07-decks-edit")
        window.decks.editor.leave()
        window.decks._ask_schedule()
        grab("07-schedule-presets")
        window.schedule.show_part(1)
        grab("07-schedule-memory")
        window.schedule.show_part(2)
        wait(200)
        grab("07-schedule-backlog")
        window.go(window.today)
        grab("08-today")
        window._choose_session()
        grab("08-choose-session")
        window.start_study("")
        grab("09-question")
        QTest.keyClick(window.study, Qt.Key.Key_Space)
        grab("10-answer")
        QTest.keyClicks(window.study, "swf")
        grab("10-answer-source-why-flag")
        QTest.keyClicks(window.study, "h")
        grab("10-keys")
        QTest.keyClicks(window.study, "he")
        grab("10-edit")
        window.study._desk.editor.leave()
        QTest.keyClicks(window.study, "wft")
        QTest.keyClick(window.study, Qt.Key.Key_Space)
        QTest.keyClicks(window.study._desk.typed.line, "a guess")
        grab("10-typing")
        QTest.keyClick(window.study._desk.typed.line, Qt.Key.Key_Return)
        grab("10-typed")
        QTest.keyClicks(window.study, "t")
        for name, dialog in chain(open_dialogs(window, app), show_printing(window, app)):
            grab(name, dialog)
        while window.study._current is not None:
            QTest.keyClick(window.study, Qt.Key.Key_Space)
        grab("12-end")
        for name in chain(show_chain(window, app), give_answers(window, app)):
            wait(100)
            grab(name)
        window.close()
        grab_studied(Theme(application, scheme), grab, wait)
        grab_safe(Theme(application, scheme), grab, wait)
    return 0


def grab_safe(theme: "Theme", grab: "Callable[..., None]", wait: "Callable[[int], None]") -> None:
    """Grab the backups with one compared, and what the window shows of a library that does not open."""
    from flashcards.app import open_app
    from flashcards.core.errors import CannotOpenLibrary
    from flashcards.gui.dialogs.backups import BackupsDialog
    from flashcards.gui.main_window import MainWindow

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        moment = [datetime(2026, 3, 2, 9, tzinfo=UTC)]
        app = open_app(path, lambda: moment[0], undo=True)
        app.examples.add_deck()
        for _hour in range(4):
            app.backups.make()
            moment[0] += timedelta(hours=1)
        app.decks.remove_notes([app.decks.notes()[2].id])
        window = MainWindow(theme)
        window.show()
        window.show_app(app)
        window.show_backups()
        wait(800)
        grab("16-backups", widget=window.findChild(BackupsDialog))
        window.close()
        path.write_bytes(bytes(8192))
        window = MainWindow(theme)
        window.show()
        window.resize(1120, 760)
        try:
            open_app(path)
        except CannotOpenLibrary as problem:
            window.show_no_library(problem, path, lambda: None)
        wait(800)
        grab("17-rescue", window=window)
        window.close()


def grab_studied(theme: "Theme", grab: "Callable[..., None]", wait: "Callable[[int], None]") -> None:
    """Grab the pages that need half a year of study."""
    from flashcards.gui.main_window import MainWindow

    window = MainWindow(theme)
    window.show()
    window.resize(1360, 820)
    window.show_app(studied_app())
    for shown in (
        show_browser(window, wait),
        show_progress(window, wait),
        show_quiz(window, wait),
        show_exams(window, wait),
    ):
        for name in shown:
            grab(name, window=window)
    window.close()


def studied_app() -> "App":
    """A library with the example deck and half a year of study, by chance that is always the same."""
    from flashcards.app import open_app
    from flashcards.core.reviews import Rating

    moment = [datetime(2026, 3, 2, 9, tzinfo=UTC) - timedelta(days=180)]
    app = open_app(None, lambda: moment[0], undo=True)
    app.examples.add_deck()
    chance = Random(3)
    for _day in range(180):
        while chance.random() < 0.97 and (shown := app.study.next()) is not None:
            rating = chance.choices(tuple(Rating), (2, 1, 12, 1))[0]
            app.study.answer(shown.card.id, rating, chance.randint(2, 20) * 1000)
            moment[0] += timedelta(seconds=30)
        moment[0] = (moment[0] + timedelta(days=1)).replace(hour=chance.choice((8, 9, 18, 21)))
    app.browsing.save_search("Weak risks", "role:risk prop:r<0.9")
    return app


def show_browser(window: "MainWindow", wait: "Callable[[int], None]") -> "Iterator[str]":
    """Show the browser with a search, a card's history, an edited card, and the help; gives the name of each."""
    page = window.browse
    window.go(page)
    page.search_for("receptor or neurons or brain")
    wait(300)
    page.table.selectRow(1)
    yield "14-browse"
    page.details._tab(1)
    yield "14-browse-history"
    page.details._tab(0)
    page.details.begin_edit()
    yield "14-browse-edit"
    page.details.editor.answer.setPlainText("Something else")
    page.details.editor._save()
    page.details._tab(2)
    yield "14-browse-older"
    page._toggle_help()
    yield "14-browse-help"
    page._toggle_help()


def show_progress(window: "MainWindow", wait: "Callable[[int], None]") -> "Iterator[str]":
    """Show the page of progress from top to bottom; gives the name of each part."""
    window.go(window.progress)
    wait(600)
    bar = window.progress.area.verticalScrollBar()
    for number in range(4):
        bar.setValue(number * bar.pageStep())
        yield f"15-progress-{number + 1}"


def show_quiz(window: "MainWindow", wait: "Callable[[int], None]") -> "Iterator[str]":
    """Choose a quiz, answer it, and look at its result; then a mock exam under way, and the choice with what was."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from flashcards.core.quizzes import QuizSpec

    page = window.quiz
    window.start_quiz()
    wait(200)
    yield "16-quiz-choice"
    for mock in (False, True):
        page.start(QuizSpec(number=8, seed=3, mock=mock, minutes=10.0 if mock else None, title="Ketamine"))
        deadline = time.monotonic() + 60
        while not page.desk.isVisible() and time.monotonic() < deadline:
            wait(50)
        if mock:
            yield "16-quiz-mock"
            page.desk.leave()
    run = window._app.quizzes.history()[1] if window._app else None
    assert run is not None
    page.resume()
    page.desk.leave()
    page._ask(window._app.quizzes.get(run.id))  # type: ignore[union-attr]
    seen = set()
    while page.desk.isVisible():
        kind = page.desk.question._question.kind  # type: ignore[union-attr]
        if kind not in seen:
            yield f"16-quiz-{kind}"
        QTest.keyClicks(page.desk, "2t")
        if not page.desk._told:
            page.desk.question.line.setText("NMDA receptors")
            QTest.keyClick(page.desk, Qt.Key.Key_Return)
        if kind not in seen:
            yield f"16-quiz-{kind}-told"
        seen.add(kind)
        QTest.keyClick(page.desk, Qt.Key.Key_Return)
    yield "16-quiz-result"
    page.choose()
    yield "16-quiz-past"


def show_exams(window: "MainWindow", wait: "Callable[[int], None]") -> "Iterator[str]":
    """Show the exams: none, one to come in full, and what Today says of it; gives the name of each."""
    from flashcards.core.browsing import Order, Show
    from flashcards.core.exams import Coverage, Exam

    page, app = window.exams, window._app
    assert app is not None
    window.go(page)
    wait(100)
    yield "16-exams-none"
    moment = app.clock().replace(hour=9, minute=0)
    covers = Coverage(decks=tuple(app.decks.names()))
    app.cards.forget(app.browsing.ids("", Show.CARDS, Order())[:14])
    page._save(Exam("Pharmacology", moment + timedelta(days=9), covers, minutes=(2.0,) * 7), "")
    page._save(Exam("Orals", moment + timedelta(days=40), covers, minutes=(3.0,) * 7), "")
    page.show_exam("Pharmacology")
    wait(3000)
    yield "16-exams"
    page.details.verticalScrollBar().setValue(page.details.verticalScrollBar().maximum())
    wait(50)
    yield "16-exams-below"
    window.go(window.today)
    wait(1500)
    yield "16-exams-today"


def open_dialogs(window: "MainWindow", app: "App") -> "Iterator[tuple[str, QDialog]]":
    """Open the dialogs one after the other; gives the name of each."""
    from flashcards.core.articles import Chapter
    from flashcards.gui.dialogs.chapters import ChaptersDialog
    from flashcards.gui.dialogs.exam import ExamDialog
    from flashcards.gui.dialogs.export import ExportDialog
    from flashcards.gui.dialogs.text_entry import AddressDialog, PasteDialog

    chapters = [Chapter(number, f"Chapter {number}: How it works", 900 * number) for number in range(1, 9)]
    for dialog in (
        PasteDialog(window, None, lambda _title, _text, _html: None),
        AddressDialog(window, "https://example.org/how-it-works", lambda _address: None),
        ChaptersDialog(window, "a-book.epub", chapters, lambda _numbers: None),
        ExamDialog(window, app, window.tasks, None, lambda _exam, _name: None),
        ExportDialog(window, app.decks.names()[0], app, window.tasks, lambda _changes: None),
    ):
        dialog.open()
        yield f"11-{type(dialog).__name__}", dialog
        dialog.close()


def show_printing(window: "MainWindow", app: "App") -> "Iterator[tuple[str, QDialog]]":
    """Open the dialog of printing and choose one thing after the other; gives the name of each."""
    from flashcards.gui.dialogs.printing import PrintDialog

    dialog = PrintDialog(window, app.decks.names()[0], app, window.tasks)
    dialog.open()
    for at, name in enumerate(("list", "cards", "quiz")):
        dialog.what.setCurrentIndex(at)
        yield f"11-PrintDialog-{name}", dialog
    dialog.close()


def show_later(window: "MainWindow", app: "App") -> None:
    """Offer a later version of the first article, in which two sentences are others."""
    from flashcards.services.articles import Analysed
    from flashcards.services.versions import Difference, LaterVersion

    article = app.articles.get(1)
    drafts = [each for each in app.drafts.of_article(1) if each.note_id]
    found = Analysed(article, (), ())
    gone = tuple(each.note_id for each in drafts[:2] if each.note_id)
    window.articles._later.add(LaterVersion(found, found, Difference(1, (drafts[0].evidence,), gone)))


def choose_arrow(window: "MainWindow", words: str) -> None:
    """Give an arrow of the map the focus."""
    arrows = (each for each in window.map._view._items if words in getattr(each, "reading", ""))
    window.map._view.choose(next(arrows))


def show_chain(window: "MainWindow", app: "App") -> "Iterator[str]":
    """Show both sides of the card that asks for a missing step; gives the name of each."""
    found = next(note for note in app.decks.notes("switches on") if "→" in note.fields[0])
    card = app.study.show(app.decks.note_with_cards(found.id)[2][1].id)
    window.study._stack.setCurrentIndex(0)
    for side in ("front", "back"):
        window.study._card.show_side(getattr(card.sides, side))
        yield f"13-chain-{side}"


def give_answers(window: "MainWindow", app: "App") -> "Iterator[str]":
    """Put the steps of a mechanism in order, and pick an answer; gives the name of each picture."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    study = window.study
    fan, sequence = (app.decks.notes(words)[0] for words in ("lead to —", "step by step"))
    for note, name in ((fan, "leads-to"), (sequence, "order")):
        study._stack.setCurrentWidget(study._stack.study)
        study._current = study._acts.card = app.study.show(app.decks.note_with_cards(note.id)[2][0].id)
        study._shown.front(study._current)
        yield f"14-{name}"
        QTest.keyClick(study._desk.ordered.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        study._show_back()
        yield f"14-{name}-answer"
    study._desk.put_ways_away()
    study._desk.foot.ask(typed=False)
    study._desk.choice.offer(("AMPA receptors", "opioid receptors", "BDNF"), "NMDA receptors", "2")
    yield "14-choice"
    study._desk.choice.pick(2)
    yield "14-choice-answer"


if __name__ == "__main__":
    sys.exit(main())
