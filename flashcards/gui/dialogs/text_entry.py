"""Dialogs in which something is typed; opened without blocking, freed when closed."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from flashcards.gui.theme import LARGE, MEDIUM, label


class _Dialog(QDialog):
    """A title line, what the subclass adds, and OK and Cancel."""

    def __init__(self, parent: QWidget, title: str, accept: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        self._layout.setSpacing(MEDIUM)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._ok = self._buttons.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
        self._ok.setProperty("kind", "primary")
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)


class LineDialog(_Dialog):
    """Asks for one line, such as a deck's name; `done_with` gets it."""

    def __init__(
        self, parent: QWidget, title: str, prompt: str, text: str, done_with: Callable[[str], None]
    ) -> None:
        super().__init__(parent, title, self.tr("OK"))
        self._done_with = done_with
        self.line = QLineEdit(text)
        self.line.setAccessibleName(prompt)
        self.line.selectAll()
        self.line.setMinimumWidth(self.fontMetrics().averageCharWidth() * 44)
        self._layout.addWidget(label(prompt))
        self._layout.addWidget(self.line)
        self._layout.addWidget(self._buttons)
        self.line.textChanged.connect(self._check)
        self._check(text)

    def accept(self) -> None:
        """Hand over the line."""
        text = self.line.text().strip()
        super().accept()
        self._done_with(text)

    def _check(self, text: str) -> None:
        self._ok.setEnabled(bool(text.strip()))


class PasteDialog(_Dialog):
    """Takes an article's text; `done_with` gets the title and the text."""

    def __init__(self, parent: QWidget, text: str, done_with: Callable[[str, str], None]) -> None:
        super().__init__(parent, self.tr("Paste an article"), self.tr("Make cards"))
        self._done_with = done_with
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Title (taken from the text when empty)"))
        self.name.setAccessibleName(self.tr("Title"))
        self.text = QPlainTextEdit(text)
        self.text.setPlaceholderText(self.tr("Paste the article's text here. Menus and teasers may stay in."))
        self.text.setAccessibleName(self.tr("Article text"))
        self.text.setTabChangesFocus(True)
        for widget in (self.name, self.text, self._buttons):
            self._layout.addWidget(widget)
        self.resize(self.fontMetrics().averageCharWidth() * 92, self.fontMetrics().height() * 26)
        self.text.textChanged.connect(self._check)
        self._check()
        self.text.setFocus()

    def accept(self) -> None:
        """Hand over the article."""
        title, text = self.name.text().strip(), self.text.toPlainText()
        super().accept()
        self._done_with(title, text)

    def _check(self) -> None:
        self._ok.setEnabled(bool(self.text.toPlainText().strip()))


class EditDialog(_Dialog):
    """Edits the two sides of a card; `done_with` gets question and answer."""

    def __init__(
        self,
        parent: QWidget,
        names: tuple[str, str],
        sides: tuple[str, str],
        done_with: Callable[[str, str], None],
    ) -> None:
        super().__init__(parent, self.tr("Edit card"), self.tr("Save"))
        self._done_with = done_with
        self.editors = tuple(QPlainTextEdit(side) for side in sides)
        for name, editor in zip(names, self.editors, strict=True):
            editor.setAccessibleName(name)
            editor.setTabChangesFocus(True)
            self._layout.addWidget(label(name, "small"))
            self._layout.addWidget(editor)
        self._layout.addWidget(self._buttons)
        self.resize(self.fontMetrics().averageCharWidth() * 76, self.fontMetrics().height() * 18)

    def accept(self) -> None:
        """Hand over both sides."""
        first, second = (editor.toPlainText().strip() for editor in self.editors)
        super().accept()
        self._done_with(first, second)
