"""A study list as a PDF, through Qt's own writer; needs no screen."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QGuiApplication, QPageSize, QPdfWriter
from PySide6.QtSvg import QSvgRenderer

from flashcards.core.errors import CannotExport
from flashcards.core.progress import Report
from flashcards.core.study_lists import Paper, PrintedArticle, PrintedNote, StudyList
from flashcards.gui.printing import words
from flashcards.gui.printing.sheets import Sheets

_SIZES = {Paper.A4: QPageSize.PageSizeId.A4, Paper.LETTER: QPageSize.PageSizeId.Letter}

#: So many notes are printed between two reports.
_AT_ONCE = 16


def write_pdf(path: Path, study_list: StudyList, paper: Paper, report: Report) -> int:
    """Write the file and give the number of its pages; raises `CannotExport`, OSError, and what `report` raises.

    Works in any thread: nothing of a window is touched.
    """
    application = QGuiApplication.instance() or QGuiApplication(["flashcards"])
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(study_list.deck)
    writer.setCreator("Flashcards")
    sheets = Sheets(writer, QPageSize(_SIZES[paper]), study_list.deck)
    if not sheets.opened:
        raise CannotExport(f"{path.name} could not be printed: Qt gave no page.")
    try:
        _fill(sheets, study_list, report)
    finally:
        sheets.close()
    # Through memory: Qt would say nothing of a full disk.
    path.write_bytes(bytes(buffer.data().data()))
    del application
    return sheets.count


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
