"""Printing a deck: as what, on which paper, and to which PDF file."""

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QWidget

from flashcards.core.card_sheets import Cutting, Layout
from flashcards.core.progress import Cancel, Report
from flashcards.core.study_lists import Paper
from flashcards.gui.dialogs.cutting_fields import CuttingFields
from flashcards.gui.dialogs.file_row import FileRow
from flashcards.gui.dialogs.files import choose_pdf
from flashcards.gui.dialogs.text_entry import AskDialog
from flashcards.gui.printing.pdf import write_pdf
from flashcards.gui.tasks import Tasks
from flashcards.gui.theme import SMALL, label
from flashcards.gui.widgets.job_bar import JobBar
from flashcards.gui.widgets.latest_job import LatestJob

if TYPE_CHECKING:
    from flashcards.app import App

_PAPERS = {Paper.A4: "A4", Paper.LETTER: "Letter"}
_ENDING = ".pdf"


class _As(StrEnum):
    LIST = "list"
    CARDS = "cards"


class PrintDialog(AskDialog):
    """Stays open until the file is there, then says where."""

    def __init__(self, parent: QWidget, deck: str, app: "App", tasks: Tasks) -> None:
        super().__init__(parent, self.tr("Print “{deck}”").format(deck=deck), self.tr("Print"))
        self._deck = deck
        self._app = app
        self._work = LatestJob(tasks)
        self._is_done = False
        self._build()
        self.what.currentIndexChanged.connect(self._use)
        self.file.textChanged.connect(self._check)
        self._job.cancel_asked.connect(self._cancel)
        self._row.suggest(deck, _ENDING)
        self._use()

    def path(self) -> Path:
        """The file that is named."""
        return self._row.path()

    def accept(self) -> None:
        """Write the file in the background, then show how it went; once it is there, close."""
        if self._is_done:
            super().accept()
            return
        path, paper = self.path(), Paper(self.paper.currentData())
        if self.what.currentData() == _As.LIST:
            work = self._list(path, paper, with_maps=self.maps.isChecked())
        else:
            work = self._cards(path, paper, self.cutting.cutting())
        self._form.setEnabled(False)
        self._buttons.hide()
        self._hint.hide()
        self._job.start(self.tr("reading cards"))
        self._work.run(
            work,
            then=partial(self._written, path),
            failed=lambda error: self._back(str(error)),
            progress=self._job.advance,
        )

    def done(self, result: int) -> None:
        """Stop what runs; nothing is left of half a file."""
        self._work.stop()
        super().done(result)

    def _build(self) -> None:
        self.what = QComboBox()
        self.what.addItem(self.tr("Study list with sources"), _As.LIST)
        self.what.addItem(self.tr("Cards to cut"), _As.CARDS)
        self.paper = QComboBox()
        for paper, name in _PAPERS.items():
            self.paper.addItem(name, paper)
        self.maps = QCheckBox(self.tr("With the &mechanism maps of its articles"))
        self.maps.setChecked(True)
        self._row = FileRow(choose_pdf, (_ENDING,))
        self.file = self._row.line
        self._form = QWidget()
        form = self._fields = QFormLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(SMALL)
        form.addRow(self.tr("&As"), self.what)
        form.addRow(self.tr("&Paper"), self.paper)
        form.addRow("", self.maps)
        self.cutting = CuttingFields(form, self)
        self._row.add_to(form)
        self._hint = label("", "small")
        self._job = JobBar()
        for each in (self._form, self._hint, self._job, self._buttons):
            self._layout.addWidget(each)
        self._ok.setDefault(True)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 84)

    def _use(self) -> None:
        """Show the fields of what is chosen."""
        as_list = self.what.currentData() == _As.LIST
        self._fields.setRowVisible(self.maps, as_list)
        self.cutting.show(on=not as_list)

    def _list(self, path: Path, paper: Paper, *, with_maps: bool) -> Callable[[Report, Cancel], str]:
        def work(report: Report, cancel: Cancel) -> str:
            from flashcards.services.printing import PrintOptions

            options = PrintOptions(paper, with_maps, report, cancel)
            printed = self._app.printing.print_deck(self._deck, path, write_pdf, options)
            return self.tr("Notes: {notes}. Maps: {maps}. Pages: {pages}.").format(
                notes=printed.notes, maps=printed.maps, pages=printed.pages
            )

        return work

    def _cards(self, path: Path, paper: Paper, cutting: Cutting) -> Callable[[Report, Cancel], str]:
        def work(report: Report, cancel: Cancel) -> str:
            from flashcards.services.card_sheets import SheetOptions

            options = SheetOptions(cutting, paper, report, cancel)
            printed = self._app.card_sheets.print_cards(self._deck, path, write_pdf, options)
            if cutting.only_test:
                return self.tr("Print both pages on one sheet, at actual size (100 %).")
            how = (
                self.tr("Print it at actual size (100 %), fold it over the middle, glue, and cut.")
                if cutting.layout is Layout.FOLD
                else self.tr("Print it at actual size (100 %) on both sides, and cut.")
            )
            held = self.tr("Cards: {cards}. Pages: {pages}.").format(cards=printed.cards, pages=printed.pages)
            return f"{held} {how}"

        return work

    def _check(self) -> None:
        """A hint on what is wrong with the file, or on what will happen to it."""
        self._ok.setEnabled(self._row.tell(self._hint))

    def _cancel(self) -> None:
        self._work.stop()
        self._back(self.tr("Stopped; nothing was written."))

    def _back(self, words: str) -> None:
        self._job.hide()
        self._buttons.show()
        self._form.setEnabled(True)
        self._check()
        self._hint.setText(words)
        self._hint.show()

    def _written(self, path: Path, told: str) -> None:
        self._is_done = True
        self._job.hide()
        self._form.hide()
        self._hint.setText(f"{told} {self.tr('Written to {file}').format(file=path)}")
        self._hint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._hint.show()
        self._buttons.show()
        self._ok.setText(self.tr("Done"))
        self._ok.setFocus()
        self._buttons.button(self._buttons.StandardButton.Cancel).hide()
