"""Dialogs in which something is typed; opened without blocking, freed when closed."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from flashcards.gui.theme import LARGE, MEDIUM, label


class AskDialog(QDialog):
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


class LineDialog(AskDialog):
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


class AddressDialog(LineDialog):
    """Asks for the address of a web page; `done_with` gets it."""

    def __init__(self, parent: QWidget, address: str, done_with: Callable[[str], None]) -> None:
        prompt = self.tr("Address of the page. Only that page is fetched, and only when you open it.")
        super().__init__(parent, self.tr("Open web page"), prompt, address, done_with)
        self.line.setPlaceholderText("https://")
        self._ok.setText(self.tr("Open page"))


class PasteDialog(AskDialog):
    """Takes an article's text; `done_with` gets the title, the text, and its HTML if the text is still as it came."""

    def __init__(
        self, parent: QWidget, copied: QMimeData | None, done_with: Callable[[str, str, str], None]
    ) -> None:
        super().__init__(parent, self.tr("Paste an article"), self.tr("Make cards"))
        self._done_with = done_with
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Title (taken from the text when empty)"))
        self.name.setAccessibleName(self.tr("Title"))
        self.text = _ArticleEdit()
        self.text.setPlaceholderText(self.tr("Paste the article's text here. Menus and teasers may stay in."))
        self.text.setAccessibleName(self.tr("Article text"))
        self.text.setTabChangesFocus(True)
        self._note = label("", "small")
        for widget in (self.name, self.text, self._note, self._buttons):
            self._layout.addWidget(widget)
        self.resize(self.fontMetrics().averageCharWidth() * 92, self.fontMetrics().height() * 26)
        self.text.textChanged.connect(self._check)
        if copied is not None and copied.hasText():
            self.text.insertFromMimeData(copied)
        self._check()
        self.text.setFocus()

    def accept(self) -> None:
        """Hand over the article."""
        title, text, html = self.name.text().strip(), self.text.toPlainText(), self.text.html()
        super().accept()
        self._done_with(title, text, html)

    def _check(self) -> None:
        self._ok.setEnabled(bool(self.text.toPlainText().strip()))
        rich = self.tr(
            "Formatted text: its headings, lists and menus are known. Once edited it is plain text."
        )
        self._note.setText(rich if self.text.html() else self.tr("Plain text."))


class _ArticleEdit(QPlainTextEdit):
    """Remembers the HTML of the text that was pasted into it."""

    def __init__(self) -> None:
        super().__init__()
        self._html = ""
        self._plain = ""

    def html(self) -> str:
        """The HTML of what is shown; empty where there is none, or where the text is no longer as it came."""
        return self._html if self._html and self.toPlainText() == self._plain else ""

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste; what replaces the whole text brings its HTML along."""
        whole = self.textCursor().selectedText() if self.toPlainText() else ""
        all_of_it = len(whole) == len(self.toPlainText())
        self._html = ""
        super().insertFromMimeData(source)
        if all_of_it and source.hasHtml():
            self._html, self._plain = source.html(), self.toPlainText()
            self.textChanged.emit()
