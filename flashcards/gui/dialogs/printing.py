"""Printing a deck: as what, on which paper, and to which PDF file."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox, QWidget

from flashcards.core.quiz_papers import MOST_VERSIONS
from flashcards.core.study_lists import Paper
from flashcards.gui.dialogs.cutting_fields import CuttingFields
from flashcards.gui.dialogs.file_row import FileRow
from flashcards.gui.dialogs.files import choose_pdf
from flashcards.gui.dialogs.handing_out import Job, cards_to_cut, quiz_papers, study_list
from flashcards.gui.dialogs.quiz_fields import QuizFields
from flashcards.gui.dialogs.writing import WritingDialog
from flashcards.gui.tasks import Tasks
from flashcards.gui.widgets.buttons import roomy

if TYPE_CHECKING:
    from flashcards.app import App

_PAPERS = {Paper.A4: "A4", Paper.LETTER: "Letter"}
_ENDING = ".pdf"


class _As(StrEnum):
    LIST = "list"
    CARDS = "cards"
    QUIZ = "quiz"


class PrintDialog(WritingDialog):
    """Prints a study list, cards to cut, or a quiz with its key."""

    def __init__(self, parent: QWidget, deck: str, app: "App", tasks: Tasks) -> None:
        title = self.tr("Print “{deck}”").format(deck=deck)
        super().__init__(parent, title, self.tr("Print"), tasks, FileRow(choose_pdf, (_ENDING,)))
        self._deck = deck
        self._app = app
        self._build()
        self._build_quiz()
        self._row.add_to(self._fields)
        self.what.currentIndexChanged.connect(self._use)
        self.cutting.changed.connect(self._fit)
        self.quiz.changed.connect(self._check)
        self.own_key.toggled.connect(self._check)
        self._row.suggest(deck, _ENDING)
        self._use()

    def _begin(self) -> None:
        job = self._job_of(self.path(), Paper(self.paper.currentData()))
        self._write_and_tell(self.tr("reading cards"), job)

    def _build(self) -> None:
        self.what = QComboBox()
        self.what.addItem(self.tr("Study list with sources"), _As.LIST)
        self.what.addItem(self.tr("Cards to cut"), _As.CARDS)
        self.what.addItem(self.tr("Quiz on paper"), _As.QUIZ)
        self.paper = QComboBox()
        for paper, name in _PAPERS.items():
            self.paper.addItem(name, paper)
        self.maps = QCheckBox(self.tr("With the &mechanism maps of its articles"))
        self.maps.setChecked(True)
        self._fields.addRow(self.tr("&As"), self.what)
        self._fields.addRow(self.tr("&Paper"), self.paper)
        self._fields.addRow("", self.maps)
        self.cutting = CuttingFields(self._fields, self)
        for each in (self._form, self._hint, self._job, self._buttons):
            self._layout.addWidget(each)
        self._ok.setDefault(True)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 84)

    def _build_quiz(self) -> None:
        self.quiz = QuizFields(self._fields, self)
        self.versions = QSpinBox()
        self.versions.setRange(1, MOST_VERSIONS)
        for named in (self.versions, self.versions.lineEdit()):
            named.setAccessibleName(self.tr("Versions"))
        roomy(self.versions)
        self.mock = QCheckBox(self.tr("Moc&k exam"))
        self.own_key = QCheckBox(self.tr("Answer ke&y in a file of its own"))
        self.own_key.setChecked(True)
        self._fields.addRow(self.tr("&Versions"), self.versions)
        self._fields.addRow("", self.mock)
        self._fields.addRow("", self.own_key)

    def _use(self) -> None:
        """Show the fields of what is chosen."""
        what = self.what.currentData()
        self._fields.setRowVisible(self.maps, what == _As.LIST)
        self.cutting.show(on=what == _As.CARDS)
        self.quiz.show(on=what == _As.QUIZ)
        for each in (self.versions, self.mock, self.own_key):
            self._fields.setRowVisible(each, what == _As.QUIZ)
        self._check()
        self._fit()

    def _fit(self) -> None:
        """Be as high as what is shown."""
        for each in (self._fields, self._layout):
            each.invalidate()
            each.activate()
        self.resize(self.width(), self.sizeHint().height())

    def _job_of(self, path: Path, paper: Paper) -> Job:
        what = self.what.currentData()
        if what == _As.LIST:
            return study_list(self._app, self._deck, path, paper, with_maps=self.maps.isChecked())
        if what == _As.CARDS:
            return cards_to_cut(self._app, self._deck, path, paper, self.cutting.cutting())
        spec = self.quiz.spec(self._deck, mock=self.mock.isChecked())
        return quiz_papers(self._app, spec, path, paper, self.versions.value(), self._key_file())

    def _key_file(self) -> Path | None:
        """Where the key of a quiz goes that has a file of its own: beside the quiz."""
        path = self.path()
        return path.with_stem(f"{path.stem}-key") if self.own_key.isChecked() and path.name else None

    def _check(self) -> None:
        """A hint on what is wrong with the file, or on what will happen to it and to that of the key."""
        fine = self._row.tell(self._hint)
        if self.what.currentData() == _As.QUIZ:
            problem, key = self.quiz.problem(), self._key_file()
            if fine and not problem and key is not None:
                self._hint.setText(f"{self._hint.text()} {self._key_hint(key)}".strip())
            elif problem:
                fine = False
                self._hint.setText(problem)
            self._hint.setVisible(bool(self._hint.text()))
        self._ok.setEnabled(fine)

    def _key_hint(self, key: Path) -> str:
        if key.is_file():
            return self.tr("{file} will be replaced.").format(file=key.name)
        return self.tr("The key goes to {file}.").format(file=key.name)
