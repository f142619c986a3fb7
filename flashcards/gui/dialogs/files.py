"""Choosing files, without blocking the window."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from flashcards.core.exports import FORMATS, QUIZ_FORMATS

_PACKAGES = (".apkg", ".colpkg", ".csv", ".tsv", ".json")


def choose_articles(parent: QWidget, then: Callable[[list[Path]], None]) -> None:
    """Ask for articles to read."""
    dialog = QFileDialog(parent, _tr("Read articles"), documents())
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    kinds = (
        (_tr("Text and Markdown"), "*.txt *.md *.markdown"),
        (_tr("Web pages"), "*.html *.htm *.xhtml"),
        (_tr("PDF"), "*.pdf"),
        (_tr("Word documents"), "*.docx"),
        (_tr("Books in EPUB"), "*.epub"),
    )
    everything = " ".join(endings for _name, endings in kinds)
    articles = _tr("Articles: text, Markdown, HTML, PDF, Word, EPUB")
    each = [f"{name} ({endings})" for name, endings in kinds]
    dialog.setNameFilters([f"{articles} ({everything})", *each, _tr("All files (*)")])
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filesSelected.connect(lambda names: then([Path(name) for name in names]))
    dialog.open()


def is_package(path: Path) -> bool:
    """Whether a file's ending says that it holds cards, and is no article."""
    return path.suffix.lower() in _PACKAGES


def choose_import(parent: QWidget, then: Callable[[list[Path]], None]) -> None:
    """Ask for files of another program."""
    dialog = QFileDialog(parent, _tr("Import"), documents())
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    packages, texts, decks = "*.apkg *.colpkg", "*.csv *.tsv *.txt", "*.json"
    kinds = (
        (_tr("Packages, tables of notes and deck files"), f"{packages} {texts} {decks}"),
        (_tr("Anki packages"), packages),
        (_tr("Tables of notes as text"), texts),
        (_tr("Deck files of Flashcards"), decks),
        (_tr("All files"), "*"),
    )
    dialog.setNameFilters([f"{name} ({endings})" for name, endings in kinds])
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filesSelected.connect(lambda names: then([Path(name) for name in names]))
    dialog.open()


def choose_export(parent: QWidget, suggested: Path, then: Callable[[Path], None]) -> None:
    """Ask where to write a deck; the format is that of the suggested file's ending."""
    dialog = QFileDialog(parent, _tr("Export deck"), str(suggested.parent))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    ending = suggested.suffix.lower()
    name = FORMATS.get(ending) or QUIZ_FORMATS.get(ending)
    dialog.setNameFilters([f"{_tr(name)} (*{ending})" if name else _tr("All files (*)")])
    dialog.setDefaultSuffix(ending.removeprefix("."))
    dialog.selectFile(suggested.name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.open()


def choose_pdf(parent: QWidget, suggested: Path, then: Callable[[Path], None]) -> None:
    """Ask where to write a printed deck."""
    dialog = QFileDialog(parent, _tr("Print deck"), str(suggested.parent))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilters([_tr("PDF (*.pdf)")])
    dialog.setDefaultSuffix("pdf")
    dialog.selectFile(suggested.name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.open()


def choose_picture(parent: QWidget, suggested: str, then: Callable[[Path], None]) -> None:
    """Ask where to write a picture."""
    dialog = QFileDialog(parent, _tr("Export map"), documents())
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilters([_tr("Drawing (*.svg)"), _tr("Picture (*.png)")])
    dialog.setDefaultSuffix("svg")
    dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix("png" if "png" in chosen else "svg"))
    dialog.selectFile(suggested)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.open()


def choose_table(parent: QWidget, suggested: str, then: Callable[[Path], None]) -> None:
    """Ask where to write a table."""
    dialog = QFileDialog(parent, _tr("Save table"), documents())
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilters([_tr("Comma-separated values (*.csv)")])
    dialog.setDefaultSuffix("csv")
    dialog.selectFile(suggested)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.open()


def documents() -> str:
    """The user's folder for documents, or the home folder where there is none."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return folder if Path(folder).is_dir() else str(Path.home())


def _tr(text: str) -> str:
    return QCoreApplication.translate("files", text)
