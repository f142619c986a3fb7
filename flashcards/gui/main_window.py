"""The window: it stacks the pages and owns the menus."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPointF, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QWidget

from flashcards.core.changes import Changes
from flashcards.core.direction import with_quotes_isolated
from flashcards.core.errors import FlashcardsError
from flashcards.gui.changes import ChangeBus
from flashcards.gui.dialogs.files import choose_import, is_package
from flashcards.gui.pages.today import TodayPage
from flashcards.gui.preferences import Preferences
from flashcards.gui.tasks import Tasks
from flashcards.gui.theme import Scheme, Theme
from flashcards.gui.widgets.menus import add_action, add_schemes
from flashcards.gui.widgets.navigation import Navigation
from flashcards.gui.widgets.page import Page
from flashcards.gui.widgets.rescue_panel import RescuePanel
from flashcards.gui.widgets.toast import Toast

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.core.backups import Backup
    from flashcards.core.exams import Coverage
    from flashcards.core.sessions import SessionPlan

#: What PySide puts before an error that went through methods which Qt calls.
_QT_SAYS = re.compile(r"^(Error calling Python override of \S+\(\): )+")


class MainWindow(QMainWindow):
    """Shows before the library is open; `show_app` brings it to life."""

    first_painted = Signal()
    scheme_chosen = Signal(object)

    def __init__(self, theme: Theme, preferences: Preferences | None = None) -> None:
        super().__init__()
        self._theme = theme
        self._preferences = preferences or Preferences()
        self._app: App | None = None
        self._painted = False
        self._map_from_study = False
        self.tasks = Tasks(self)
        self.bus = ChangeBus(self)
        self.setWindowTitle(self.tr("Flashcards"))
        self.setAcceptDrops(True)
        self.today = TodayPage(theme, self.tasks)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.today)
        self._names = (
            (self.tr("Today"), "calendar-check"),
            (self.tr("Articles"), "newspaper"),
            (self.tr("Decks"), "layers"),
            (self.tr("Browse"), "search"),
            (self.tr("Progress"), "chart-bars"),
            (self.tr("Exams"), "graduation-cap"),
        )
        self._build_navigation()
        self._build_menus()
        self._toast = Toast(self._pages)
        self.bus.changed.connect(self.today.on_changes)
        self._connect_page(self.today)
        self.resize(QSize(1120, 760))

    def show_app(self, app: "App") -> None:
        """The library is open: make the other pages and fill the first."""
        from flashcards.gui.dialogs.import_queue import ImportQueue
        from flashcards.gui.pages.articles import ArticlesPage
        from flashcards.gui.pages.browse import BrowsePage
        from flashcards.gui.pages.decks import DecksPage
        from flashcards.gui.pages.drafts import DraftsPage
        from flashcards.gui.pages.exam import ExamPage
        from flashcards.gui.pages.map import MapPage
        from flashcards.gui.pages.progress import ProgressPage
        from flashcards.gui.pages.quiz import QuizPage
        from flashcards.gui.pages.schedule import SchedulePage
        from flashcards.gui.pages.study import StudyPage
        from flashcards.gui.widgets.exam_keeper import ExamKeeper
        from flashcards.gui.widgets.importer import Importer

        self._app = app
        self.articles: ArticlesPage = ArticlesPage(self._theme, app, self.tasks, self.bus)
        self.drafts: DraftsPage = DraftsPage(self._theme, app, self.tasks, self.bus)
        self.decks: DecksPage = DecksPage(self._theme, app, self.tasks, self.bus)
        self.study: StudyPage = StudyPage(self._theme, app, self.tasks, self.bus, self._preferences)
        self.map: MapPage = MapPage(self._theme, app, self.tasks, self.bus)
        self.schedule: SchedulePage = SchedulePage(app, self.tasks, self.bus)
        self.browse: BrowsePage = BrowsePage(self._theme, app, self.tasks, self.bus, self._preferences)
        self.quiz: QuizPage = QuizPage(self._theme, app, self.tasks, self.bus)
        self.progress: ProgressPage = ProgressPage(self._theme, app, self.tasks)
        self.exams: ExamPage = ExamPage(self._theme, app, self.tasks, self.bus)
        more = (self.schedule, self.study, self.browse, self.quiz, self.progress, self.exams)
        for page in (self.articles, self.drafts, self.map, self.decks, *more):
            self._pages.addWidget(page)
            self.bus.changed.connect(page.on_changes)
            self._connect_page(page)
        self._importer: Importer = Importer(app, self.tasks, self)
        self._importer.failed.connect(self.show_failure)
        self._imports: ImportQueue = ImportQueue(self, self._importer, self._imported)
        app.backups.failed = lambda error: self.tasks.here(partial(self.show_failure, error))
        self._keeper: ExamKeeper = ExamKeeper(app, self.tasks, self.bus, self.study.isVisible)
        self._keeper.said.connect(self._say)
        self._keeper.failed.connect(self.show_failure)
        self._connect_pages()
        self._navigation.setEnabled(True)
        self.today.show_app(app)
        self._refresh_undo()
        for notice in app.checks.warnings()[:1]:
            self._toast.fail(notice)
        self._keeper.look()

    def show_failure(self, error: Exception) -> None:
        """Show what went wrong, over the page."""
        known, words = isinstance(error, FlashcardsError), _QT_SAYS.sub("", str(error))
        text = (
            words if known else self.tr("Something went wrong inside Flashcards: {error}").format(error=words)
        )
        self._toast.fail(text)

    def show_no_library(self, error: Exception, path: Path, again: Callable[[], None]) -> None:
        """The library could not be opened: say why instead of the pages, and offer the ways out; `again` tries anew."""

        def leave() -> None:
            self._pages.setCurrentWidget(self.today)
            self._pages.removeWidget(panel)
            panel.deleteLater()
            again()

        panel = RescuePanel(self._theme, path, error, self.tasks)
        panel.again_asked.connect(leave)
        panel.rescued.connect(self._toast.say)
        self._pages.addWidget(panel)
        self._pages.setCurrentWidget(panel)

    def go(self, page: QWidget) -> None:
        """Show a page; a message of the page before goes with it."""
        before = self._pages.currentWidget()
        if page is not before:
            self._toast.hide()
        self._pages.setCurrentWidget(page)
        if self._app is not None and before is self.study is not page:
            self._keeper.look()
        self._navigation.setCurrentRow(self._row_of(page))
        page.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell once when the window is on the screen."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop the lane and leave the library whole."""
        if self._app is not None:
            self.articles.stop()
            self.drafts.stop()
            self.schedule.stop()
            self.browse.stop()
            self.quiz.stop()
            self.exams.stop()
            self._keeper.stop()
            self._importer.forget()
        self.tasks.close()
        if self._app is not None:
            self._importer.close()
        if self._app is not None:
            self._app.close()
            self._app = None
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and text may be dropped."""
        if self._app is not None and _holds_article(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what was dropped; a link is fetched only once it is confirmed."""
        if self._app is None:
            return
        data = event.mimeData()
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        pages = [url.toString() for url in data.urls() if url.scheme() in ("http", "https")]
        packages = [path for path in paths if is_package(path)]
        paths = [path for path in paths if path not in packages]
        if packages:
            self.import_files(packages)
        if packages and not paths:
            event.acceptProposedAction()
            return
        self.go(self.articles)
        if paths:
            self.articles.read_files(paths)
        elif pages or self._app.articles.is_address(data.text()):
            self.articles.ask_address(pages[0] if pages else data.text())
        elif data.text().strip() or data.html().strip():
            self.articles.read_text("", data.text(), data.html())
        event.acceptProposedAction()

    def open_files(self, paths: Sequence[Path]) -> None:
        """Take files that the program was started with as if they were dropped here."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path.absolute())) for path in paths])
        copy, none, plain = Qt.DropAction.CopyAction, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
        self.dropEvent(QDropEvent(QPointF(), copy, data, none, plain))

    def start_study(self, deck: str) -> None:
        """Open the study page on a deck, or on everything."""
        self.go(self.study)
        self.study.start(deck)

    def start_session(self, plan: "SessionPlan") -> None:
        """Open the study page on a session."""
        self.go(self.study)
        self.study.begin(plan)

    def start_quiz(self, title: str = "", covers: "Coverage | None" = None) -> None:
        """Open the quiz page; `covers` is what to ask about, as of an exam or a deck, and `title` its name."""
        if self._app is not None:
            self.go(self.quiz)
            self.quiz.choose(title, covers)

    def import_file(self, path: Path) -> None:
        """Preview a file of another program, and bring it in once that is confirmed."""
        self.import_files([path])

    def import_files(self, paths: Sequence[Path]) -> None:
        """Several, one after the other; what is being imported goes first."""
        if self._app is not None:
            self._imports.add(paths)

    def show_backups(self) -> None:
        """The backups of the library, and its check."""
        from flashcards.gui.dialogs.backups import BackupsDialog

        if self._app is None:
            return
        if self._app.backups.folder is None:
            self._say(self.tr("A library in memory has no backups."), False)
            return
        BackupsDialog(self, self._app, self.tasks, self._restored).open()

    def undo(self) -> None:
        """Take the latest change back."""
        self._turn(self.tr("Undone: {label}."), self.tr("Nothing to undo."), redo=False)

    def redo(self) -> None:
        """Do the latest undone change again."""
        self._turn(self.tr("Done again: {label}."), self.tr("Nothing to redo."), redo=True)

    def _turn(self, done: str, nothing: str, *, redo: bool) -> None:
        """Take a change back or do it again."""
        if self._app is None:
            return
        from flashcards.gui.dialogs.turning import turn

        def turned(label: str, changes: Changes) -> None:
            self.bus.announce(changes)
            self._toast.say(done.format(label=label.lower()) if label else nothing)

        turn(self, self._app.history, self.tasks, (turned, self.show_failure), redo=redo)

    def _connect_page(self, page: Page) -> None:
        page.said.connect(self._say)
        page.failed.connect(self.show_failure)

    def _connect_pages(self) -> None:
        self.today.study_asked.connect(self.start_study)
        self.today.session_asked.connect(self.start_session)
        self.today.choice_asked.connect(self._choose_session)
        self.today.resume_asked.connect(self._resume_session)
        self.today.exam_asked.connect(self._show_exam)
        self.today.open_asked.connect(self._open_article)
        self.today.paste_asked.connect(self._paste_article)
        self.today.examples_asked.connect(self._try_example)
        self.today.example_deck_asked.connect(self.articles.add_example_deck)
        self.articles.drafts_asked.connect(self._show_drafts)
        self.drafts.back_asked.connect(lambda: self.go(self.articles))
        self.drafts.study_asked.connect(self.start_study)
        self.drafts.map_asked.connect(self._show_map)
        self.map.back_asked.connect(self._leave_map)
        self.map.draft_asked.connect(self._show_drafts)
        self.decks.study_asked.connect(self.start_study)
        self.decks.quiz_asked.connect(self.start_quiz)
        self.today.quiz_asked.connect(self.start_quiz)
        self.quiz.back_asked.connect(lambda: self.go(self.today))
        self.quiz.session_asked.connect(self.start_session)
        self.decks.schedule_asked.connect(self._show_schedule)
        self.schedule.back_asked.connect(lambda: self.go(self.decks))
        self.study.leave_asked.connect(lambda: self.go(self.today))
        self.study.undo_asked.connect(self.undo)
        self.browse.session_asked.connect(self.start_session)
        self.exams.session_asked.connect(self.start_session)
        self.exams.quiz_asked.connect(self.start_quiz)
        self.study.map_asked.connect(partial(self._show_map, from_study=True))
        self.bus.changed.connect(self._refresh_undo)

    def _build_navigation(self) -> None:
        self._navigation = Navigation(self._theme, self._names)
        self._navigation.setEnabled(False)
        self._navigation.asked.connect(self._go_to)
        middle = QWidget()
        layout = QHBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._navigation)
        layout.addWidget(self._pages, 1)
        self.setCentralWidget(middle)

    def _build_menus(self) -> None:
        keys = QKeySequence.StandardKey
        file = self.menuBar().addMenu(self.tr("&File"))
        add_action(file, self.tr("Open an article…"), self._open_article, keys.Open)
        add_action(file, self.tr("Open web page…"), self._open_page, "Ctrl+L")
        add_action(file, self.tr("Paste an article…"), self._paste_article, "Ctrl+Shift+V")
        add_action(file, self.tr("Import…"), self._import, "Ctrl+Shift+I")
        add_action(file, self.tr("Export the chosen deck…"), self._export, "Ctrl+E")
        file.addSeparator()
        add_action(file, self.tr("Backups and check…"), self.show_backups)
        file.addSeparator()
        add_action(file, self.tr("Quit"), self.close, keys.Quit)
        edit = self.menuBar().addMenu(self.tr("&Edit"))
        self._undo_action = add_action(edit, self.tr("Undo"), self.undo, keys.Undo)
        self._redo_action = add_action(edit, self.tr("Redo"), self.redo, keys.Redo)
        view = self.menuBar().addMenu(self.tr("&View"))
        for number, (name, _icon) in enumerate(self._names):
            add_action(view, name, partial(self._go_to, number), f"Ctrl+{number + 1}")
        add_action(view, self.tr("Find a card…"), self._find, "Ctrl+K")
        add_action(view, self.tr("Study everything due"), self._study_all, "Ctrl+Return")
        add_action(view, self.tr("Schedule and presets"), self._show_schedule)
        add_action(view, self.tr("Quiz or mock exam…"), self.start_quiz, "Ctrl+Shift+Q")
        add_action(view, self.tr("Show the chosen deck on a projector"), self._show_large, "Ctrl+Shift+P")
        add_action(view, self.tr("Choose a session…"), self._choose_session, "Ctrl+Shift+Return")
        view.addSeparator()
        add_schemes(view, self._theme.scheme, self._choose_scheme)

    def _row_of(self, page: QWidget) -> int:
        """Drafts and maps belong to articles; a study session began from today."""
        homes: dict[QWidget, int] = {self.articles: 1, self.drafts: 1, self.map: 1, self.decks: 2}
        return (homes | {self.schedule: 2, self.browse: 3, self.progress: 4, self.exams: 5}).get(page, 0)

    def _destinations(self) -> list[QWidget]:
        return [self.today, self.articles, self.decks, self.browse, self.progress, self.exams]

    def _go_to(self, number: int) -> None:
        if self._app is not None:
            self.go(self._destinations()[number])

    def _find(self) -> None:
        if self._app is not None:
            self.go(self.browse)
            self.browse.focus_search()

    def _study_all(self) -> None:
        if self._app is not None:
            self.start_study("")

    def _choose_session(self) -> None:
        if self._app is not None:
            self.go(self.study)
            self.study.choose()

    def _show_large(self) -> None:
        if self._app is not None:
            from flashcards.core.exams import Coverage

            deck = self.decks.current_name()
            self.go(self.quiz)
            self.quiz.choose()
            self.quiz.show_cards(deck, Coverage(decks=(deck,) if deck else ()))

    def _resume_session(self) -> None:
        self.go(self.study)
        self.study.resume()

    def _open_article(self) -> None:
        if self._app is not None:
            self.go(self.articles)
            self.articles.choose_files()

    def _open_page(self) -> None:
        if self._app is not None:
            self.go(self.articles)
            self.articles.ask_copied_address()

    def _paste_article(self) -> None:
        if self._app is not None:
            self.go(self.articles)
            self.articles.paste()

    def _try_example(self) -> None:
        self.go(self.articles)
        self.articles.read_first_example()

    def _import(self) -> None:
        if self._app is not None:
            choose_import(self, self.import_files)

    def _imported(self, words: str, changes: Changes) -> None:
        self.bus.announce(changes)
        self.go(self.decks)
        self._say(words, True)

    def _restored(self, words: str, before: "Backup", changes: Changes) -> None:
        """The library is another one: what pages show is read anew, and Undo puts back what was here before."""
        self.go(self.today)
        self.study.forget()
        self.bus.announce(changes)
        self._toast.say(words, partial(self._restore, before))

    def _restore(self, backup: "Backup") -> None:
        app = self._app
        if app is None:
            return
        self._toast.say(self.tr("Putting back what was here before …"))
        self.tasks.run(
            lambda _report: app.backups.restore(backup),
            then=lambda done: self._restored(self.tr("The library is as it was before."), *done),
            failed=self.show_failure,
        )

    def _export(self) -> None:
        if self._app is not None:
            self.go(self.decks)
            self.decks.export_current()

    def _show_drafts(self, article_id: int, draft_id: int = 0) -> None:
        self.go(self.drafts)
        self.drafts.show_article(article_id, draft_id)

    def _show_map(self, article_id: int, *, from_study: bool = False) -> None:
        self._map_from_study = from_study
        self.go(self.map)
        self.map.show_article(article_id, from_study=from_study)

    def _show_schedule(self, deck: str = "") -> None:
        if self._app is not None:
            self.go(self.schedule)
            self.schedule.show_deck(deck)

    def _show_exam(self, name: str) -> None:
        self.go(self.exams)
        self.exams.show_exam(name)

    def _leave_map(self, article_id: int) -> None:
        """Back to where the map was asked for; a session goes on with the card it was at."""
        if self._map_from_study:
            self.go(self.study)
        else:
            self._show_drafts(article_id)

    def _say(self, text: str, undoable: bool) -> None:
        self._toast.say(text, self.undo if undoable else None)

    def _choose_scheme(self, scheme: Scheme) -> None:
        self._theme.use(scheme)
        self.scheme_chosen.emit(scheme)

    def _refresh_undo(self) -> None:
        if self._app is None:
            return
        history = self._app.history
        for action, word, label in (
            (self._undo_action, self.tr("Undo"), history.undo_label),
            (self._redo_action, self.tr("Redo"), history.redo_label),
        ):
            action.setEnabled(bool(label))
            action.setText(f"{word}: {with_quotes_isolated(label.lower())}" if label else word)


def _holds_article(data: QMimeData) -> bool:
    return data.hasUrls() or data.hasText() or data.hasHtml()
