"""Exporting a deck: for whom and to which file, what is in it, and then what to choose in Anki."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from flashcards.core.changes import Changes
from flashcards.core.exports import ANKI, FORMATS, ExportOptions, ExportSummary
from flashcards.core.progress import Cancel, Report
from flashcards.gui.dialogs.file_row import FileRow
from flashcards.gui.dialogs.files import choose_export
from flashcards.gui.dialogs.text_entry import AskDialog
from flashcards.gui.tasks import Tasks
from flashcards.gui.theme import MEDIUM, SMALL, label
from flashcards.gui.widgets.edition_view import EditionView, held
from flashcards.gui.widgets.job_bar import JobBar
from flashcards.gui.widgets.latest_job import LatestJob

if TYPE_CHECKING:
    from flashcards.services.exchange import ExchangeService


class ExportDialog(AskDialog):
    """Stays open until the file is there; `done_with` gets what that changed in the library."""

    def __init__(
        self,
        parent: QWidget,
        deck: str,
        exchange: "ExchangeService",
        tasks: Tasks,
        done_with: Callable[[Changes], None],
    ) -> None:
        super().__init__(parent, self.tr("Export “{deck}”").format(deck=deck), self.tr("Export"))
        self._deck = deck
        self._exchange = exchange
        self._done_with = done_with
        self._work = LatestJob(tasks)
        self._is_done = False
        self._build()
        self._connect()
        self._row.suggest(deck, ANKI)
        self._look()

    def options(self) -> ExportOptions:
        """What is chosen, for an Anki package."""
        return ExportOptions(self.mine.isChecked(), self.presets.isChecked() and self.mine.isChecked())

    def path(self) -> Path:
        """The file that is named."""
        return self._row.path()

    def accept(self) -> None:
        """Write the file in the background, then show how it went; once it is there, close."""
        if self._is_done:
            super().accept()
            return
        path, options = self.path(), self.options() if self._is_anki() else ExportOptions()

        def work(report: Report, cancel: Cancel) -> tuple[ExportSummary, Changes]:
            return self._exchange.export(self._deck, path, options, report, cancel)

        self._form.setEnabled(False)
        self._buttons.hide()
        self._job.start(self.tr("writing"))
        self._work.run(
            work, then=partial(self._written, path, options), failed=self._failed, progress=self._job.advance
        )

    def done(self, result: int) -> None:
        """Stop what runs; nothing is left of half a file."""
        self._work.stop()
        super().done(result)

    def _build(self) -> None:
        self.others = QRadioButton(self.tr("For &other people: no progress"))
        self.mine = QRadioButton(self.tr("For my own Anki: with my &progress"))
        self.others.setChecked(True)
        self._whom = QButtonGroup(self)
        for each in (self.others, self.mine):
            self._whom.addButton(each)
        self.presets = QCheckBox(self.tr("With the &presets of its decks"))
        self.presets.hide()
        self.format = QComboBox()
        self.format.setAccessibleName(self.tr("Format"))
        for ending, name in FORMATS.items():
            self.format.addItem(f"{name} ({ending})", ending)
        self._row = FileRow(choose_export, tuple(FORMATS))
        self.file = self._row.line
        self._form = QWidget()
        self._form.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        form = QFormLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(SMALL)
        form.addRow(self.tr("&Format"), self.format)
        self._row.add_to(form)
        self._people = QWidget()
        people = QVBoxLayout(self._people)
        people.setContentsMargins(0, MEDIUM, 0, 0)
        people.setSpacing(SMALL)
        for widget in (self.others, self.mine, self.presets):
            people.addWidget(widget)
        form.addRow(self._people)
        self._hint = label("", "small")
        self._view = EditionView()
        self._job = JobBar()
        self._layout.addWidget(self._form)
        self._layout.addWidget(self._view, 1)
        for below in (self._hint, self._job, self._buttons):
            self._layout.addWidget(below)
        self._ok.setDefault(True)
        self.resize(self.fontMetrics().averageCharWidth() * 84, self.fontMetrics().height() * 32)

    def _connect(self) -> None:
        self.format.currentIndexChanged.connect(self._use_format)
        self.file.textChanged.connect(self._check)
        self.file.editingFinished.connect(self._follow_ending)
        self._whom.buttonToggled.connect(self._look)
        self._job.cancel_asked.connect(self._cancel)

    def _use_format(self) -> None:
        path = Path(self.file.text())
        if path.suffix.lower() in FORMATS:
            self.file.setText(str(path.with_suffix(self.format.currentData())))
        elif path.name:
            self.file.setText(f"{path}{self.format.currentData()}")
        self._look()

    def _follow_ending(self) -> None:
        at = self.format.findData(self.path().suffix.lower())
        if at >= 0:
            self.format.setCurrentIndex(at)

    def _is_anki(self) -> bool:
        return bool(self.format.currentData() == ANKI)

    def _look(self) -> None:
        """Say what a package would hold; other formats have nothing to tell beforehand."""
        self._people.setVisible(self._is_anki())
        self.presets.setVisible(self.mine.isChecked())
        self._check()
        self._view.clear()
        if not self._is_anki():
            self._work.stop()
            return
        options = ExportOptions(self.mine.isChecked())

        def work(report: Report, cancel: Cancel) -> ExportSummary:
            return self._exchange.preview(self._deck, options, report, cancel)

        self._view.say(self.tr("Counting …"))
        self._work.run(
            work,
            then=self._view.show_summary,
            failed=lambda error: self._view.say(str(error)),
            progress=lambda _share, _stage: None,
        )

    def _check(self) -> None:
        """A hint on what is wrong with the file, or on what will happen to it."""
        self._ok.setEnabled(self._row.tell(self._hint))

    def _cancel(self) -> None:
        self._work.stop()
        self._back(self.tr("Stopped; nothing was written."))

    def _failed(self, error: Exception) -> None:
        self._back(str(error))

    def _back(self, words: str) -> None:
        self._job.hide()
        self._buttons.show()
        self._form.setEnabled(True)
        self._check()
        self._hint.setText(words)
        self._hint.show()

    def _written(self, path: Path, options: ExportOptions, result: tuple[ExportSummary, Changes]) -> None:
        summary, changes = result
        self._is_done = True
        self._job.hide()
        self._form.hide()
        self._hint.setText(self.tr("Written to {file}").format(file=path))
        self._hint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._hint.show()
        if path.suffix.lower() == ANKI:
            self._view.show_summary(summary)
            self._view.show_steps(options)
        else:
            self._view.say(held(summary))
        self._buttons.show()
        self._ok.setText(self.tr("Done"))
        self._ok.setFocus()
        self._buttons.button(self._buttons.StandardButton.Cancel).hide()
        self._done_with(changes)
