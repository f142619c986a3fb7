"""Fitting the schedule to the user's own memory: what it would be worth, using it, and going back."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from flashcards.core.changes import Changes
from flashcards.core.progress import Cancel, Report
from flashcards.core.wording import counted
from flashcards.gui.changes import ChangeBus
from flashcards.gui.models.table import Column, TableModel
from flashcards.gui.tasks import Tasks
from flashcards.gui.theme import LARGE, MEDIUM, SMALL, label
from flashcards.gui.widgets.buttons import button
from flashcards.gui.widgets.job_bar import JobBar
from flashcards.gui.widgets.table import Table

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.study.optimiser import Fitted

#: What is measured, before and after.
_Row = tuple[str, str, str]


class FitPanel(QWidget):
    """Nothing is changed before it was seen what that is worth."""

    said = Signal(str, bool)
    failed = Signal(object)

    def __init__(self, app: "App", tasks: Tasks, bus: ChangeBus) -> None:
        super().__init__()
        self._app = app
        self._tasks = tasks
        self._bus = bus
        self._cancel = Cancel()
        self._fitted: Fitted | None = None
        self.job = JobBar()
        self.job.cancel_asked.connect(self.stop)
        self.look = button(self.tr("What would it be worth?"), self._fit, kind="primary")
        self.use = button(self.tr("Use it"), self._use, kind="primary")
        self.back = button(self.tr("Go back to before"), partial(self._turn, self._app.optimiser.back))
        self.reset = button(
            self.tr("As published"),
            partial(self._turn, self._app.optimiser.reset),
            kind="quiet",
            tip=self.tr("The parameters that the program came with"),
        )
        self.replan = button(self.tr("Plan all cards anew"), self._replan)
        self._verdict = label("", "muted")
        self._build()

    def stop(self) -> None:
        """Ask running work to stop, as when the window closes."""
        self._cancel.set()

    def verdict(self) -> str:
        """What is said of the fit."""
        return self._verdict.text()

    def _build(self) -> None:
        about = self.tr(
            "The schedule rests on 21 numbers about how memories fade. They came from many learners; from your own "
            "answers better ones may be had. They are fitted on four fifths of your answers and tried on the latest "
            "fifth, and used only if they foretell that better. Smaller is better."
        )
        columns: list[Column[_Row]] = [
            Column(self.tr("On the latest fifth of your answers"), lambda row: row[0]),
            Column(self.tr("Now"), lambda row: row[1]),
            Column(self.tr("Fitted"), lambda row: row[2]),
        ]
        self._model: TableModel[_Row] = TableModel(columns, self)
        self.table = Table(self._model, self.tr("How well answers are foretold"))
        rows = 2 * self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(rows + self.table.horizontalHeader().sizeHint().height() + SMALL)
        anew = self.tr(
            "Other numbers, or another chance to recall in a preset, change what is known of a card at once, but not the "
            "day it comes: that changes with its next answer, or for all cards now."
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MEDIUM)
        layout.addWidget(_panel(label(about, "muted"), (self.look, self.use, self.back, self.reset)))
        for each in (self.job, self.table, self._verdict):
            layout.addWidget(each)
        layout.addWidget(_panel(label(anew, "muted"), (self.replan,)))
        layout.addStretch()
        self.table.hide()
        self.use.hide()

    def _fit(self) -> None:
        self._run(
            self.tr("Fitting"), lambda report: self._app.optimiser.fit(report, self._cancel), self._show
        )

    def _show(self, fitted: "Fitted") -> None:
        self._fitted = fitted
        before, after = fitted.before, fitted.after
        self._model.set_rows(
            [
                (self.tr("Log loss"), f"{before.log_loss:.4f}", f"{after.log_loss:.4f}"),
                (self.tr("Error in bins (RMSE)"), f"{before.rmse:.2%}", f"{after.rmse:.2%}"),
            ]
        )
        self.table.show()
        self.use.setVisible(fitted.better)
        answers = counted(fitted.answers, "answer")
        words = (
            self.tr("Fitted to {answers}: it foretells better.")
            if fitted.better
            else self.tr("Fitted to {answers}: it foretells no better, so there is nothing to change.")
        )
        self._verdict.setText(words.format(answers=answers))

    def _use(self) -> None:
        fitted = self._fitted
        if fitted is None:
            return

        def then(found: tuple[int, Changes]) -> None:
            cards, changes = found
            self._bus.announce(changes)
            self.use.hide()
            words = self.tr("In use; the memory of {cards} was computed by it.")
            self.said.emit(words.format(cards=counted(cards, "card")), True)

        self._run(self.tr("Remembering"), lambda _report: self._app.optimiser.use(fitted), then)

    def _turn(self, act: Callable[[], Changes]) -> None:
        def then(changes: Changes) -> None:
            self._bus.announce(changes)
            self.use.hide()
            self.table.hide()
            self._verdict.setText("")
            self.said.emit(self.tr("The schedule goes by other parameters now."), True)

        self._run(self.tr("Remembering"), lambda _report: act(), then)

    def _replan(self) -> None:
        def then(found: tuple[int, Changes]) -> None:
            moved, changes = found
            self._bus.announce(changes)
            self.said.emit(self.tr("{cards} moved.").format(cards=counted(moved, "card")), True)

        self._run(self.tr("Planning"), self._app.optimiser.reschedule, then)

    def _run(self, stage: str, work: Callable[[Report], object], then: Callable[..., None]) -> None:
        """One job at a time, with its progress."""
        self._cancel = Cancel()
        self.job.start(stage)
        self._allow(on=False)

        def done(found: object) -> None:
            self._end()
            then(found)

        def failed(error: Exception) -> None:
            self._end()
            self.failed.emit(error)

        self._tasks.run(work, then=done, failed=failed, progress=self.job.advance)

    def _end(self) -> None:
        self.job.hide()
        self._allow(on=True)

    def _allow(self, *, on: bool) -> None:
        for each in (self.look, self.use, self.back, self.reset, self.replan):
            each.setEnabled(on)


def _panel(words: QWidget, buttons: tuple[QWidget, ...]) -> QFrame:
    made = QFrame()
    made.setObjectName("panel")
    layout = QVBoxLayout(made)
    layout.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
    layout.setSpacing(MEDIUM)
    layout.addWidget(words)
    row = QHBoxLayout()
    row.setSpacing(SMALL)
    for each in buttons:
        row.addWidget(each)
    row.addStretch()
    layout.addLayout(row)
    return made
