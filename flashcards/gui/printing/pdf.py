"""Decks and quizzes as PDF, through Qt's own writer; needs no screen."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgRenderer

from flashcards.core.card_sheets import CardSheets
from flashcards.core.errors import CannotExport
from flashcards.core.printing import Printable
from flashcards.core.progress import Report
from flashcards.core.quiz_papers import QuizPapers
from flashcards.core.study_lists import Paper, PrintedArticle, PrintedNote, StudyList
from flashcards.gui.printing import words
from flashcards.gui.printing.card_sheets import CardPages
from flashcards.gui.printing.quiz_papers import first_name, paint_quiz
from flashcards.gui.printing.sheets import DPI, Sheets
from flashcards.gui.printing.test_sheet import paint_test

_SIZES = {Paper.A4: QPageSize.PageSizeId.A4, Paper.LETTER: QPageSize.PageSizeId.Letter}

#: So many notes are printed between two reports.
_AT_ONCE = 16


def write_pdf(path: Path, printable: Printable, paper: Paper, report: Report) -> int:
    """Write the file and give the number of its pages; raises `CannotExport`, OSError, and what `report` raises.

    Works in any thread: nothing of a window is touched.
    """
    application = QGuiApplication.instance() or QGuiApplication(["flashcards"])
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(printable.deck)
    writer.setCreator("Flashcards")
    if isinstance(printable, CardSheets):
        count = _write_cards(writer, printable, paper, report)
    else:
        count = _write_pages(writer, printable, paper, report)
    if not count:
        raise CannotExport(f"{path.name} could not be printed: Qt gave no page.")
    # Through memory: Qt would say nothing of a full disk.
    path.write_bytes(bytes(buffer.data().data()))
    del application
    return count


def _write_pages(writer: QPdfWriter, printable: StudyList | QuizPapers, paper: Paper, report: Report) -> int:
    name = first_name(printable) if isinstance(printable, QuizPapers) else printable.deck
    sheets = Sheets(writer, QPageSize(_SIZES[paper]), name)
    if not sheets.opened:
        return 0
    try:
        if isinstance(printable, QuizPapers):
            paint_quiz(sheets, printable, report)
        else:
            _fill(sheets, printable, report)
    finally:
        sheets.close()
    return sheets.count


def _write_cards(writer: QPdfWriter, sheets: CardSheets, paper: Paper, report: Report) -> int:
    writer.setResolution(DPI)
    # To the paper's edge: the places of cards are those of the whole page.
    edge = QPageLayout(QPageSize(_SIZES[paper]), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    writer.setPageLayout(edge)
    painter = QPainter()
    if not painter.begin(writer):
        return 0
    try:
        if sheets.cutting.only_test:
            return paint_test(writer, painter, sheets.cutting, paper)
        pages = CardPages(writer, painter, sheets, paper)
        pages.fill(report)
    finally:
        painter.end()
    return pages.count


def _fill(sheets: Sheets, study_list: StudyList, report: Report) -> None:
    number = 0
    above = [(words.deck_title(study_list.deck, study_list.notes), 0.0)]
    other = "Other cards" if len(study_list.articles) > 1 else ""
    for article in study_list.articles:
        if title := words.article_title(article, other):
            above.append((title, 22.0))
        for name, note in _named(article):
            if name:
                above.append((words.section_title(name), 14.0))
            if number % _AT_ONCE == 0:
                report(number / study_list.notes, "printing")
            number += 1
            sheets.put([*above, (words.note(note, number), 9.0)])
            above = []
        if article.map_svg:
            picture = QSvgRenderer(QByteArray(article.map_svg.encode("utf-8")))
            sheets.put_picture(picture, words.map_title(article.title))


def _named(article: PrintedArticle) -> Iterator[tuple[str, PrintedNote]]:
    """Every note of an article; the first of a section comes with its name."""
    for section in article.sections:
        for at, note in enumerate(section.notes):
            yield section.name if at == 0 else "", note
