"""Exporting a deck: for whom and to which file, what is in it, and then what to choose in Anki; or a quiz about it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from flashcards.core.changes import Changes
from flashcards.core.exports import (
    ANKI,
    FORMATS,
    GAME_FORMATS,
    QUIZ_FORMATS,
    ExportOptions,
    ExportSummary,
)
from flashcards.core.progress import Cancel, Report
from flashcards.core.quizzes import QuestionKind
from flashcards.gui.dialogs.file_row import FileRow
from flashcards.gui.dialogs.files import choose_export
from flashcards.gui.dialogs.handing_out import quiz_file
from flashcards.gui.dialogs.quiz_fields import QuizFields
from flashcards.gui.dialogs.writing import WritingDialog
from flashcards.gui.tasks import Tasks
from flashcards.gui.theme import MEDIUM, SMALL
from flashcards.gui.widgets.edition_view import EditionView, held

if TYPE_CHECKING:
    from flashcards.app import App

#: A table of notes and a quiz may both end in .csv; here that is the table of notes.
_QUIZZES = {ending: name for ending, name in QUIZ_FORMATS.items() if ending not in FORMATS}


class ExportDialog(WritingDialog):
    """Writes a deck, or a quiz about it; `done_with` gets what that changed in the library."""

    def __init__(
        self,
        parent: QWidget,
        deck: str,
        app: "App",
        tasks: Tasks,
        done_with: Callable[[Changes], None],
    ) -> None:
        title = self.tr("Export “{deck}”").format(deck=deck)
        row = FileRow(choose_export, (*FORMATS, *_QUIZZES))
        super().__init__(parent, title, self.tr("Export"), tasks, row)
        self._deck = deck
        self._app = app
        self._exchange = app.exchange
        self._done_with = done_with
        self._build()
        self._connect()
        self._row.suggest(deck, ANKI)
        self._use_fields()

    def options(self) -> ExportOptions:
        """What is chosen, for an Anki package."""
        return ExportOptions(self.mine.isChecked(), self.presets.isChecked() and self.mine.isChecked())

    def _begin(self) -> None:
        path = self.path()
        if self._is_quiz():
            self._write_and_tell(
                self.tr("making questions"), quiz_file(self._app, self.quiz.spec(self._deck), path)
            )
            return
        options = self.options() if self._is_anki() else ExportOptions()

        def work(report: Report, cancel: Cancel) -> tuple[ExportSummary, Changes]:
            return self._exchange.export(self._deck, path, options, report, cancel)

        self._write(self.tr("writing"), work, partial(self._written, path, options))

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
        for ending, name in _QUIZZES.items():
            self.format.addItem(self.tr("Quiz: {name} ({ending})").format(name=name, ending=ending), ending)
        self._form.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._fields.addRow(self.tr("&Format"), self.format)
        self._row.add_to(self._fields)
        self.quiz = QuizFields(self._fields, self)
        self._people = QWidget()
        people = QVBoxLayout(self._people)
        people.setContentsMargins(0, MEDIUM, 0, 0)
        people.setSpacing(SMALL)
        for widget in (self.others, self.mine, self.presets):
            people.addWidget(widget)
        self._fields.addRow(self._people)
        self._view = EditionView()
        self._layout.addWidget(self._form)
        self._layout.addWidget(self._view, 1)
        for below in (self._hint, self._job, self._buttons):
            self._layout.addWidget(below)
        self._ok.setDefault(True)
        self.resize(self.fontMetrics().averageCharWidth() * 84, self.fontMetrics().height() * 32)

    def _connect(self) -> None:
        self.format.currentIndexChanged.connect(self._use_format)
        self.file.editingFinished.connect(self._follow_ending)
        self._whom.buttonToggled.connect(self._look)
        self.quiz.changed.connect(self._check)

    def _use_format(self) -> None:
        path = Path(self.file.text())
        if path.suffix.lower() in self._row.endings:
            self.file.setText(str(path.with_suffix(self.format.currentData())))
        elif path.name:
            self.file.setText(f"{path}{self.format.currentData()}")
        self._use_fields()

    def _use_fields(self) -> None:
        """Show what can be chosen for a format, and what a file of it would hold."""
        is_game = self.format.currentData() in GAME_FORMATS and self._is_quiz()
        self.quiz.only((QuestionKind.CHOICE, QuestionKind.TRUE_FALSE) if is_game else tuple(QuestionKind))
        self.quiz.show(on=self._is_quiz())
        self._look()

    def _follow_ending(self) -> None:
        at = self.format.findData(self.path().suffix.lower())
        if at >= 0:
            self.format.setCurrentIndex(at)

    def _is_anki(self) -> bool:
        return bool(self.format.currentData() == ANKI)

    def _is_quiz(self) -> bool:
        return self.format.currentData() in _QUIZZES

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
        """A hint on what is wrong with the file or the quiz, or on what will happen to the file."""
        super()._check()
        problem = self.quiz.problem() if self._is_quiz() else ""
        if problem:
            self._ok.setEnabled(False)
            self._hint.setText(problem)
            self._hint.show()

    def _written(self, path: Path, options: ExportOptions, result: tuple[ExportSummary, Changes]) -> None:
        summary, changes = result
        self._finish(self.tr("Written to {file}").format(file=path))
        if path.suffix.lower() == ANKI:
            self._view.show_summary(summary)
            self._view.show_steps(options)
        else:
            self._view.say(held(summary))
        self._done_with(changes)
