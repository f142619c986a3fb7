"""Printing a deck: on which paper, with or without maps, and to which PDF file."""

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QWidget

from flashcards.core.progress import Cancel, Report
from flashcards.core.study_lists import Paper
from flashcards.gui.dialogs.files import choose_pdf, documents
from flashcards.gui.dialogs.text_entry import AskDialog
from flashcards.gui.printing.pdf import write_pdf
from flashcards.gui.tasks import Tasks
from flashcards.gui.theme import SMALL, label
from flashcards.gui.widgets.buttons import button
from flashcards.gui.widgets.job_bar import JobBar
from flashcards.gui.widgets.latest_job import LatestJob

if TYPE_CHECKING:
    from flashcards.services.printing import Printed, PrintService

_PAPERS = {Paper.A4: "A4", Paper.LETTER: "Letter"}
_ENDING = ".pdf"


class PrintDialog(AskDialog):
    """Stays open until the file is there, then says where."""

    def __init__(self, parent: QWidget, deck: str, printing: "PrintService", tasks: Tasks) -> None:
        super().__init__(parent, self.tr("Print “{deck}”").format(deck=deck), self.tr("Print"))
        self._deck = deck
        self._printing = printing
        self._work = LatestJob(tasks)
        self._is_done = False
        self._build()
        self.file.textChanged.connect(self._check)
        self._job.cancel_asked.connect(self._cancel)
        suggested = "-".join(re.findall(r"\w+", deck)).lower() or "deck"
        self.file.setText(str(Path(documents()) / f"{suggested}{_ENDING}"))

    def path(self) -> Path:
        """The file that is named; a path that is not whole begins in the folder of documents."""
        return Path(documents()) / Path(self.file.text().strip()).expanduser()

    def accept(self) -> None:
        """Write the file in the background, then show how it went; once it is there, close."""
        if self._is_done:
            super().accept()
            return
        path, paper, with_maps = self.path(), self.paper.currentData(), self.maps.isChecked()

        def work(report: Report, cancel: Cancel) -> "Printed":
            from flashcards.services.printing import PrintOptions

            options = PrintOptions(Paper(paper), with_maps, report, cancel)
            return self._printing.print_deck(self._deck, path, write_pdf, options)

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
        self.paper = QComboBox()
        for paper, name in _PAPERS.items():
            self.paper.addItem(name, paper)
        self.maps = QCheckBox(self.tr("With the &mechanism maps of its articles"))
        self.maps.setChecked(True)
        self.file = QLineEdit()
        self.file.setAccessibleName(self.tr("File"))
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addWidget(self.file, 1)
        row.addWidget(button(self.tr("&Choose…"), self._choose))
        named = label(self.tr("F&ile"))
        named.setTextFormat(Qt.TextFormat.AutoText)  # so that the letter of its key shows
        named.setBuddy(self.file)
        self._form = QWidget()
        form = QFormLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(SMALL)
        form.addRow(self.tr("&Paper"), self.paper)
        form.addRow("", self.maps)
        form.addRow(named, row)
        self._hint = label("", "small")
        self._job = JobBar()
        for each in (self._form, self._hint, self._job, self._buttons):
            self._layout.addWidget(each)
        self._ok.setDefault(True)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 70)

    def _choose(self) -> None:
        choose_pdf(self, self.path(), lambda path: self.file.setText(str(path)))

    def _check(self) -> None:
        """A hint on what is wrong with the file, or on what will happen to it."""
        name, path = self.file.text().strip(), self.path()
        problem = ""
        if not name or path.suffix.lower() != _ENDING:
            problem = self.tr("The file needs a name that ends in {ending}.").format(ending=_ENDING)
        elif not path.parent.is_dir():
            problem = self.tr("There is no folder {folder}.").format(folder=path.parent)
        elif path.is_dir():
            problem = self.tr("A folder has that name.")
        replaces = self.tr("The file that is there will be replaced.") if path.is_file() else ""
        self._hint.setText(problem or replaces)
        self._hint.setVisible(bool(problem or replaces))
        self._ok.setEnabled(not problem)

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

    def _written(self, path: Path, printed: "Printed") -> None:
        self._is_done = True
        self._job.hide()
        self._form.hide()
        self._hint.setText(
            self.tr("Notes: {notes}. Maps: {maps}. Pages: {pages}. Written to {file}").format(
                notes=printed.notes, maps=printed.maps, pages=printed.pages, file=path
            )
        )
        self._hint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._hint.show()
        self._buttons.show()
        self._ok.setText(self.tr("Done"))
        self._ok.setFocus()
        self._buttons.button(self._buttons.StandardButton.Cancel).hide()
