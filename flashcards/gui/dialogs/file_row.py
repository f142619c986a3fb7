"""A line that names the file to write, with a button to choose it, and what is to be said of that file."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from flashcards.gui.dialogs.files import documents
from flashcards.gui.theme import SMALL, label
from flashcards.gui.widgets.buttons import button

#: Asks for a file: the widget it belongs to, the file that is suggested, and what is to be done with the answer.
Ask = Callable[[QWidget, Path, Callable[[Path], None]], None]


class FileRow(QWidget):
    """Names a file; a path that is not whole begins in the folder of documents."""

    def __init__(self, ask: Ask, endings: Sequence[str]) -> None:
        super().__init__()
        self._ask = ask
        self.endings = tuple(endings)
        self.line = QLineEdit()
        self.line.setAccessibleName(self.tr("File"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SMALL)
        row.addWidget(self.line, 1)
        row.addWidget(button(self.tr("&Choose…"), self._choose))

    def add_to(self, form: QFormLayout) -> None:
        """Stand in a form, under a name whose key leads to the line."""
        named = label(self.tr("F&ile"))
        named.setTextFormat(Qt.TextFormat.AutoText)  # so that the letter of its key shows
        named.setBuddy(self.line)
        form.addRow(named, self)

    def suggest(self, words: str, ending: str) -> None:
        """Name a file in the folder of documents after some words."""
        stem = "-".join(re.findall(r"\w+", words)).lower() or "deck"
        self.line.setText(str(Path(documents()) / f"{stem}{ending}"))

    def path(self) -> Path:
        """The file that is named."""
        return Path(documents()) / Path(self.line.text().strip()).expanduser()

    def problem(self) -> str:
        """Why nothing can be written there; empty where it can."""
        path = self.path()
        if not self.line.text().strip() or path.suffix.lower() not in self.endings:
            if len(self.endings) == 1:
                return self.tr("The file needs a name that ends in {ending}.").format(ending=self.endings[0])
            return self.tr("The file needs a name that ends in one of {endings}.").format(
                endings=", ".join(self.endings)
            )
        if not path.parent.is_dir():
            return self.tr("There is no folder {folder}.").format(folder=path.parent)
        return self.tr("A folder has that name.") if path.is_dir() else ""

    def tell(self, hint: QLabel) -> bool:
        """Say what is wrong with the file, or what will happen to it; gives whether it can be written."""
        problem = self.problem()
        replaces = self.tr("The file that is there will be replaced.") if self.path().is_file() else ""
        hint.setText(problem or replaces)
        hint.setVisible(bool(problem or replaces))
        return not problem

    def _choose(self) -> None:
        self._ask(self, self.path(), lambda path: self.line.setText(str(path)))
