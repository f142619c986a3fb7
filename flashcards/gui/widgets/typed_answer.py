"""The line in which an answer is typed, and then how it compares."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from flashcards.core.reviews import Rating
from flashcards.core.typed import Comparison, Nearness, Part, compare
from flashcards.gui.theme import LARGE, SMALL, TIGHT, Theme, label
from flashcards.gui.widgets.safe_browser import SafeBrowser

_LONGEST = 400
#: From so many letters on, what is too much and what was missing stand apart.
_WORD = 3


class _Line(QLineEdit):
    """Keeps Enter to itself: the page would take it for a rating."""

    done = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit()
        else:
            super().keyPressEvent(event)


class TypedAnswer(QFrame):
    """Hidden until typing is asked for; `done` when Enter was pressed."""

    done = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._theme = theme
        self._found: Comparison | None = None
        self.line = _Line()
        self.line.setMaxLength(_LONGEST)
        self.line.setPlaceholderText(self.tr("Type the answer; Enter shows the card's"))
        self.line.setAccessibleName(self.tr("Your answer"))
        self.line.done.connect(self.done)
        self._verdict = label("", "small")
        self._pieces = SafeBrowser()
        self._pieces.setAccessibleName(self.tr("Your answer beside the card's"))
        self._pieces.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(LARGE, SMALL, LARGE, SMALL)
        layout.setSpacing(TIGHT)
        for each in (self.line, self._pieces, self._verdict):
            layout.addWidget(each)
        theme.changed.connect(self._paint)
        self.hide()

    def ask(self) -> None:
        """Take an answer anew."""
        self._found = None
        self.line.clear()
        self.line.show()
        self._pieces.hide()
        self._verdict.hide()
        self.show()
        self.line.setFocus()

    def judge(self, expected: str) -> Rating | None:
        """Show how what was typed compares; the rating that suggests, None if nothing was typed."""
        text = self.line.text()
        self.line.hide()
        self.setVisible(bool(text.strip()))
        if not text.strip():
            return None
        self._found = compare(text, expected)
        words = {
            Nearness.SAME: self.tr("The same as the card's answer: Good."),
            Nearness.NEAR: self.tr(
                "Nearly: struck out is too much, underlined was missing. Hard, if it was only a slip."
            ),
            Nearness.DIFFERENT: self.tr(
                "Not the card's answer: struck out is too much, underlined was missing. If yours means the same, rate it so."
            ),
        }
        said = words[self._found.nearness]
        self._verdict.setText(said)
        self._verdict.show()
        self._pieces.show()
        self._paint()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))
        return self._found.rating

    def verdict(self) -> str:
        """What was said of the answer."""
        return self._verdict.text()

    def pieces(self) -> str:
        """The comparison as plain text."""
        return self._pieces.toPlainText()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as the comparison is at this width."""
        super().resizeEvent(event)
        self._fit()

    def _paint(self) -> None:
        if self._found is None:
            return
        styles = {
            Part.BOTH: "",
            Part.TYPED: f"color:{self._theme.name('wrong')};text-decoration:line-through",
            Part.EXPECTED: f"color:{self._theme.name('good')};text-decoration:underline",
        }
        html = ""
        before = 0
        for part, text in self._found.pieces:
            apart = " " if part is Part.EXPECTED and min(before, len(text)) >= _WORD else ""
            html += f'{apart}<span style="{styles[part]}">{escape(text)}</span>'
            before = len(text) if part is Part.TYPED else 0
        size = self.font().pointSizeF() * 1.25
        self._pieces.show_html(f'<div style="font-size:{size:.1f}pt">{html}</div>')
        self._fit()

    def _fit(self) -> None:
        document = self._pieces.document()
        document.setTextWidth(self._pieces.viewport().width())
        highest = self.fontMetrics().lineSpacing() * 8
        self._pieces.setFixedHeight(min(highest, round(document.size().height()) + 2))
