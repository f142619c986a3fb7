"""The work of the dialogs that hand decks and quizzes out, each as a job that tells in words what came of it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from flashcards.core.card_sheets import Cutting, Layout
from flashcards.core.progress import Cancel, Report
from flashcards.core.quizzes import Quiz, QuizSpec
from flashcards.core.study_lists import Paper
from flashcards.gui.printing.pdf import write_pdf

if TYPE_CHECKING:
    from flashcards.app import App

Job = Callable[[Report, Cancel], str]
#: Of the whole work making a quiz takes this share.
_MAKING = 0.8


def study_list(app: "App", deck: str, path: Path, paper: Paper, *, with_maps: bool) -> Job:
    """Print a deck as a study list."""

    def work(report: Report, cancel: Cancel) -> str:
        from flashcards.services.printing import PrintOptions

        options = PrintOptions(paper, with_maps, report, cancel)
        printed = app.printing.print_deck(deck, path, write_pdf, options)
        return _tr("Notes: {notes}. Maps: {maps}. Pages: {pages}.").format(
            notes=printed.notes, maps=printed.maps, pages=printed.pages
        )

    return work


def cards_to_cut(app: "App", deck: str, path: Path, paper: Paper, cutting: Cutting) -> Job:
    """Print a deck as cards to cut, or the page that tests the printer."""

    def work(report: Report, cancel: Cancel) -> str:
        from flashcards.services.card_sheets import SheetOptions

        options = SheetOptions(cutting, paper, report, cancel)
        printed = app.card_sheets.print_cards(deck, path, write_pdf, options)
        if cutting.only_test:
            return _tr("Print both pages on one sheet, at actual size (100 %).")
        how = (
            _tr("Print it at actual size (100 %), fold it over the middle, glue, and cut.")
            if cutting.layout is Layout.FOLD
            else _tr("Print it at actual size (100 %) on both sides, and cut.")
        )
        held = _tr("Cards: {cards}. Pages: {pages}.").format(cards=printed.cards, pages=printed.pages)
        return f"{held} {how}"

    return work


def quiz_papers(app: "App", spec: QuizSpec, path: Path, paper: Paper, versions: int, key: Path | None) -> Job:
    """Print a quiz in versions, with its key on the last pages or in a file of its own."""

    def work(report: Report, cancel: Cancel) -> str:
        from flashcards.services.quiz_papers import PaperOptions, print_quiz

        quiz = _made(app, spec, report, cancel)
        options = PaperOptions(versions, paper, key, _rest(report), cancel)
        printed = print_quiz(quiz, spec.title, path, write_pdf, options)
        told = _tr("Questions: {questions}. Points: {points}. Pages: {pages}.").format(
            questions=printed.questions, points=quiz.points, pages=printed.pages
        )
        where = _tr("Its key is in {file}.").format(file=key) if key else _tr("Its key is on the last pages.")
        return f"{told} {where}"

    return work


def quiz_file(app: "App", spec: QuizSpec, path: Path) -> Job:
    """Write a quiz for another program, by the file's ending."""

    def work(report: Report, cancel: Cancel) -> str:
        from flashcards.services.quiz_files import export_quiz

        quiz = _made(app, spec, report, cancel)
        done = export_quiz(quiz, spec.title, path)
        told = _tr("Questions: {questions}.").format(questions=done.questions)
        return f"{told} {done.told}".rstrip()

    return work


def _made(app: "App", spec: QuizSpec, report: Report, cancel: Cancel) -> Quiz:
    return app.quizzes.make(spec, lambda share, stage: report(share * _MAKING, stage), cancel)


def _rest(report: Report) -> Report:
    return lambda share, stage: report(_MAKING + share * (1 - _MAKING), stage)


def _tr(text: str) -> str:
    return QCoreApplication.translate("handing_out", text)
