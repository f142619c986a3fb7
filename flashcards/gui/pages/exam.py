"""Exams: how long until then, how ready one is, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from flashcards.core.browsing import Show
from flashcards.core.changes import Changes
from flashcards.core.errors import FlashcardsError
from flashcards.core.exams import Exam
from flashcards.core.progress import Cancel, Report
from flashcards.gui.changes import ChangeBus
from flashcards.gui.dialogs.exam import ExamDialog
from flashcards.gui.dialogs.files import choose_table
from flashcards.gui.models.table import Column, TableModel
from flashcards.gui.tasks import Tasks
from flashcards.gui.theme import LARGE, Theme
from flashcards.gui.widgets.buttons import button
from flashcards.gui.widgets.empty_state import EmptyState
from flashcards.gui.widgets.exam_details import ExamDetails
from flashcards.gui.widgets.exam_words import countdown_words, share_words
from flashcards.gui.widgets.job_bar import JobBar
from flashcards.gui.widgets.latest_job import LatestJob
from flashcards.gui.widgets.page import Page
from flashcards.gui.widgets.table import Table

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.services.exam_figures import ExamOutlook
    from flashcards.services.figure_tables import FigureTable

_MOST_ROWS = 4
#: Milliseconds after which it is worth saying that something is being read.
_PATIENCE = 400


@dataclass(frozen=True, slots=True)
class _Found:
    """What is read of an exam, and how ready one is for each of those to come."""

    outlook: "ExamOutlook"
    questions: tuple[tuple[int, str], ...]
    ready: Mapping[int, float]


class ExamPage(Page):
    """A list of exams and one of them in full, which is planned in the background lane; what stood there stays
    until then. `session_asked` carries a `SessionPlan`, `quiz_asked` an exam's name and what it covers."""

    session_asked = Signal(object)
    quiz_asked = Signal(str, object)

    CARES_FOR = Changes.EXAMS | Changes.REVIEWS | Changes.NOTES | Changes.DECKS | Changes.PRESETS

    def __init__(self, theme: Theme, app: "App", tasks: Tasks, bus: ChangeBus) -> None:
        super().__init__(self.tr("Exams"))
        self._theme = theme
        self._app = app
        self._tasks = tasks
        self._bus = bus
        self._exam: Exam | None = None
        self._ready: Mapping[int, float] = {}
        self._filling = False
        self._work = LatestJob(tasks)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._build()
        self._connect()

    def refresh(self) -> None:
        """Show the exams there are, and read the chosen one anew."""
        exams = self._app.exams.all()
        self._stack.setCurrentIndex(0 if exams else 1)
        self.add.setVisible(bool(exams))
        kept = self._exam.id if self._exam else 0
        self._fill(exams)
        if not exams:
            self._exam = None
            self._stop()
            return
        now = self._app.clock()
        ids = [exam.id for exam in exams]
        coming = next((at for at, exam in enumerate(exams) if exam.at > now), len(exams) - 1)
        row = ids.index(kept) if kept in ids else coming
        self._filling = True
        self.table.selectRow(row)
        self._filling = False
        self._show(exams[row])

    def show_exam(self, name: str) -> None:
        """Choose an exam by its name."""
        for row in range(self._model.rowCount()):
            exam = self._model.row(row)
            if exam is not None and exam.name == name:
                self.table.selectRow(row)

    def ask(self, exam: Exam | None = None) -> None:
        """Ask for a new exam, or for changes of one."""
        ExamDialog(self, self._app, self._tasks, exam, self._save).open()

    def stop(self) -> None:
        """Ask running work to stop, as when the window closes."""
        self._stop()

    def save_table(self, table: "FigureTable", path: Path) -> None:
        """Write a table to a file."""
        from flashcards.services.figure_tables import write_csv

        try:
            write_csv(table, path)
        except FlashcardsError as error:
            self.failed.emit(error)
            return
        self.said.emit(self.tr("Wrote {file}.").format(file=path.name), False)

    def _build(self) -> None:
        self.add = button(self.tr("Add an exam…"), self.ask)
        self.header.addWidget(self.add)
        now, calendar = self._app.clock, self._app.calendar
        columns: list[Column[Exam]] = [
            Column(self.tr("Exam"), lambda exam: exam.name),
            Column(self.tr("When"), lambda exam: f"{exam.at.astimezone():%Y-%m-%d %H:%M}"),
            Column(self.tr("In"), lambda exam: countdown_words(exam, now(), calendar)),
            Column(self.tr("Goal"), lambda exam: f"{exam.goal:.0%}", number=True),
            Column(self.tr("If you stop now"), self._ready_words, number=True),
        ]
        self._model: TableModel[Exam] = TableModel(columns, self)
        self.table = Table(self._model, self.tr("Exams"))
        self.details = ExamDetails(self._theme, calendar)
        self.bar = JobBar()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LARGE)
        column.addWidget(self.table)
        column.addWidget(self.details, 1)
        column.addWidget(self.bar)
        self._stack = QStackedWidget()
        self._stack.addWidget(content)
        self._stack.addWidget(self._welcome())
        self.body.addWidget(self._stack, 1)

    def _welcome(self) -> EmptyState:
        return EmptyState(
            self._theme,
            "graduation-cap",
            self.tr("No exam yet"),
            self.tr(
                "Say when it is, what it covers and how many minutes you have a day. You see how much you would "
                "recall on the day, and every card comes when it helps most; after the exam all of them go back "
                "to their own dates."
            ),
            (button(self.tr("Add an exam…"), self.ask, kind="primary"),),
        )

    def _ask_quiz(self) -> None:
        if self._exam is not None:
            self.quiz_asked.emit(self._exam.name, self._exam.covers)

    def _connect(self) -> None:
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self._change)
        self.table.removed.connect(self._remove)
        self.details.head.change_asked.connect(lambda: self._change(self._exam))
        self.details.head.remove_asked.connect(lambda: self._remove(self._exam))
        self.details.head.quiz_asked.connect(self._ask_quiz)
        self.details.session_asked.connect(self.session_asked)
        self.details.table_asked.connect(self._ask_file)
        self.bar.cancel_asked.connect(self._cancel)
        self._patience.timeout.connect(self._say_reading)

    def _fill(self, exams: list[Exam]) -> None:
        self._filling = True
        self._model.set_rows(exams)
        self._filling = False
        rows = min(len(exams), _MOST_ROWS) * self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(rows + self.table.horizontalHeader().sizeHint().height() + 2)

    def _choose(self, exam: Exam | None) -> None:
        if exam is not None and not self._filling:
            self._show(exam)

    def _show(self, exam: Exam) -> None:
        """Show an exam: at once how long it is until then, the rest when it is planned."""
        if self._exam is None or self._exam.id != exam.id:
            self.details.clear()
            self.details.head.say(self.tr("Planning …"))
            self.details.verticalScrollBar().setValue(0)
        self._exam = exam
        self._stop()
        self.details.head.show_exam(exam, self._app.clock(), self._app.calendar)
        if exam.at <= self._app.clock():
            self.details.clear()
            self.details.head.say(self.tr("Its cards are back on the dates that their memories ask for."))
            return
        self._patience.start()
        self._work.run(
            partial(self._read, exam), then=self._filled, failed=self._failed, progress=self.bar.advance
        )

    def _read(self, exam: Exam, report: Report, cancel: Cancel) -> _Found:
        """In the lane: the outlook, the questions of the weakest cards, and how ready one is for every exam."""
        outlook = self._app.exam_plans.outlook(exam.name, report, cancel)
        ids = [card_id for card_id, _chance in outlook.forecast.weakest]
        rows = self._app.browsing.rows(ids, Show.CARDS)
        questions = tuple((row.card_id, row.question) for row in rows if row is not None)
        return _Found(outlook, questions, self._app.exam_plans.ready())

    def _filled(self, found: _Found) -> None:
        self._settle()
        self._ready = found.ready
        self.table.viewport().update()
        self.details.show_outlook(found.outlook, found.questions)

    def _failed(self, error: Exception) -> None:
        self._settle()
        self.details.clear()
        if isinstance(error, FlashcardsError):
            self.details.head.say(str(error))
        else:
            self.failed.emit(error)

    def _say_reading(self) -> None:
        if self._work.runs:
            self.bar.start(self.tr("planning"))

    def _cancel(self) -> None:
        self._stop()
        self._stale = True
        if not self.details.is_filled:
            self.details.head.say(self.tr("Stopped; it is planned when you come back to this page."))
            return
        self.said.emit(self.tr("Stopped; the figures are those from before."), False)

    def _stop(self) -> None:
        self._work.stop()
        self._settle()

    def _settle(self) -> None:
        self._patience.stop()
        self.bar.hide()

    def _change(self, exam: Exam | None) -> None:
        if exam is not None and exam.at > self._app.clock():
            self.ask(exam)

    def _save(self, exam: Exam, name: str) -> None:
        """Store an exam, in the place of the one called `name` if there is one; raises what is wrong with it."""
        saved, changes = self._app.exams.change(name, exam) if name else self._app.exams.add(exam)
        self._exam = saved
        self._bus.announce(changes)
        words = self.tr("“{exam}” is changed.") if name else self.tr("“{exam}” is added.")
        self.said.emit(words.format(exam=saved.name), True)

    def _remove(self, exam: Exam | None) -> None:
        if exam is None:
            return
        self._stop()

        def then(changes: Changes) -> None:
            self._bus.announce(changes)
            words = self.tr("“{exam}” is gone; its cards are back on their own dates.")
            self.said.emit(words.format(exam=exam.name), True)

        self._tasks.run(lambda _report: self._app.exams.remove(exam.name), then=then, failed=self.failed.emit)

    def _ready_words(self, exam: Exam) -> str:
        return share_words(self._ready[exam.id]) if exam.id in self._ready else ""

    def _ask_file(self, table: "FigureTable") -> None:
        choose_table(self, f"{table.name}.csv", partial(self.save_table, table))
