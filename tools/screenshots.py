"""Pictures of every page, light and dark, at scale 1 and 1.5: `make screenshots`, then look at them.

Runs itself once for each scale, because Qt reads the scale when it starts.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QDialog

    from flashcards.app import App
    from flashcards.gui.main_window import MainWindow

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
        for dialog in open_dialogs(window, app):
            grab(f"11-{type(dialog).__name__}", dialog)
        while window.study._current is not None:
            QTest.keyClick(window.study, Qt.Key.Key_Space)
        grab("12-end")
        for side in show_chain(window, app):
            grab(f"13-chain-{side}")
        window.close()
    return 0


def open_dialogs(window: "MainWindow", app: "App") -> "Iterator[QDialog]":
    """Open the dialogs one after the other."""
    from flashcards.core.articles import Chapter
    from flashcards.gui.dialogs.chapters import ChaptersDialog
    from flashcards.gui.dialogs.export import ExportDialog
    from flashcards.gui.dialogs.text_entry import AddressDialog, PasteDialog

    chapters = [Chapter(number, f"Chapter {number}: How it works", 900 * number) for number in range(1, 9)]
    for dialog in (
        PasteDialog(window, None, lambda _title, _text, _html: None),
        AddressDialog(window, "https://example.org/how-it-works", lambda _address: None),
        ChaptersDialog(window, "a-book.epub", chapters, lambda _numbers: None),
        ExportDialog(window, app.decks.names()[0], app.exchange, window.tasks, lambda _changes: None),
    ):
        dialog.open()
        yield dialog
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
    chain = next(note for note in app.decks.notes("switches on") if "→" in note.fields[0])
    card = app.study.show(app.decks.note_with_cards(chain.id)[2][1].id)
    window.study._stack.setCurrentIndex(0)
    for side in ("front", "back"):
        window.study._card.show_side(getattr(card.sides, side))
        yield side


if __name__ == "__main__":
    sys.exit(main())
