"""Writing or changing a card in place: its two sides, what is weak about it, and how it will look."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from flashcards.core.drafts import CardType
from flashcards.core.errors import BadInput
from flashcards.core.lint import Finding
from flashcards.core.rendering import Sides
from flashcards.core.reshaping import with_gap
from flashcards.gui.theme import MEDIUM, SMALL, TIGHT, Theme, label
from flashcards.gui.widgets.buttons import button
from flashcards.gui.widgets.menus import add_shortcut
from flashcards.gui.widgets.more_fields import MoreFields
from flashcards.gui.widgets.safe_browser import SafeBrowser

#: A card's type, question and answer.
Words = tuple[CardType, str, str]
_PAUSE = 150


@dataclass(frozen=True, slots=True)
class Advice:
    """Where the editor gets its advice: the sides of a card (raises `BadInput`), and what is weak about it."""

    sides: Callable[[Words], Sequence[Sides]]
    findings: Callable[[Words], Sequence[Finding]]


class _Side(QPlainTextEdit):
    """Takes Ctrl+Enter for itself, which elsewhere in the window begins to study."""

    done = Signal()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _saves(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _saves(event):
            self.done.emit()
        else:
            super().keyPressEvent(event)


def _saves(event: QKeyEvent) -> bool:
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


class CardEditor(QFrame):
    """Hidden until something is edited. Ctrl+Enter saves, Escape leaves, Ctrl+G makes a gap."""

    saved = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, advice: Advice) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._theme = theme
        self._advice = advice
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._advise)
        self._build()
        theme.changed.connect(self._pause.start)
        self.hide()

    def open(self, title: str, words: Words, *, kinds: bool = False) -> None:
        """Edit a card; with `kinds` its type can be chosen. Further fields are offered in `more` after this."""
        self.more.offer((), opened=False)
        kind, question, answer = words
        self._title.setText(title)
        self._kind_of_others = CardType.BASIC if kind is CardType.CLOZE else kind
        self._kind.setCurrentIndex(1 if kind is CardType.CLOZE else 0)
        self._kind.setVisible(kinds)
        self.question.setPlainText(question)
        self.answer.setPlainText(answer)
        self._fit_kind()
        self.question.moveCursor(QTextCursor.MoveOperation.End)
        self.show()
        self.question.setFocus()
        self._advise()

    def words(self) -> Words:
        """The card as it stands."""
        kind = CardType.CLOZE if self._kind.currentIndex() == 1 else self._kind_of_others
        return kind, self.question.toPlainText().strip(), self.answer.toPlainText().strip()

    def leave(self) -> None:
        """Close without saving."""
        self._pause.stop()
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves everything as it was."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self._title = label("", "small")
        self._kind = QComboBox()
        self._kind.addItems([self.tr("Question and answer"), self.tr("Text with gaps")])
        self._kind.setAccessibleName(self.tr("Type of card"))
        self._kind_of_others = CardType.BASIC
        self._kind.currentIndexChanged.connect(self._fit_kind)
        self.question: QPlainTextEdit = self._line(self.tr("Question"), 3)
        self.answer: QPlainTextEdit = self._line(self.tr("Answer"), 2)
        self.more: MoreFields = MoreFields(self._line)
        self._gap = button(self.tr("Make gap"), self._make_gap, kind="quiet", tip=self.tr("Ctrl+G"))
        self._preview = SafeBrowser()
        self._preview.setAccessibleName(self.tr("Preview of the card"))
        self._preview.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._preview.setFixedHeight(self.fontMetrics().height() * 7)
        self._findings = QVBoxLayout()
        self._findings.setSpacing(TIGHT)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._gap)
        top.addWidget(self._kind)
        buttons = QHBoxLayout()
        buttons.setSpacing(SMALL)
        buttons.addWidget(button(self.tr("Save"), self._save, kind="primary", tip=self.tr("Ctrl+Enter")))
        buttons.addWidget(button(self.tr("Cancel"), self.leave, kind="quiet", tip=self.tr("Esc")))
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MEDIUM, SMALL, MEDIUM, MEDIUM)
        layout.setSpacing(SMALL)
        layout.addLayout(top)
        for each in (self.question, self.answer, self.more):
            layout.addWidget(each)
        layout.addLayout(self._findings)
        layout.addWidget(self._preview)
        layout.addLayout(buttons)
        add_shortcut(self, "Ctrl+S", self._save)
        add_shortcut(self, "Ctrl+G", self._make_gap)

    def _line(self, name: str, lines: int) -> QPlainTextEdit:
        made = _Side()
        made.done.connect(self._save)
        made.setAccessibleName(name)
        made.setPlaceholderText(name)
        made.setTabChangesFocus(True)
        made.setFixedHeight(round(made.fontMetrics().lineSpacing() * (lines + 1.4)))
        made.textChanged.connect(self._pause.start)
        return made

    def _fit_kind(self) -> None:
        gaps = self._kind.currentIndex() == 1
        self.answer.setVisible(not gaps)
        self._gap.setVisible(gaps)
        self.question.setPlaceholderText(self.tr("Text with {{c1::gap}}") if gaps else self.tr("Question"))
        self._pause.start()

    def _make_gap(self) -> None:
        cursor = self.question.textCursor()
        if self._kind.currentIndex() != 1 or not cursor.hasSelection():
            return
        # A cursor counts UTF-16 units; only what is before and in the selection matters.
        chosen = cursor.selectedText().replace("\u2029", "\n")
        whole = self.question.toPlainText()
        units = whole.encode("utf-16-le", "surrogatepass")[: 2 * cursor.selectionStart()]
        start = len(units.decode("utf-16-le", "ignore"))
        self.question.setPlainText(with_gap(whole, start, start + len(chosen)))

    def _save(self) -> None:
        self._pause.stop()
        self.saved.emit(self.words())

    def _advise(self) -> None:
        """Say anew what is weak, and show the sides."""
        while (item := self._findings.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        words = self.words()
        try:
            sides = self._advice.sides(words)
        except BadInput as error:
            self._preview.show_html(f'<p style="color:{self._theme.name("muted")}">{escape(str(error))}</p>')
            return
        for finding in self._advice.findings(words):
            self._findings.addWidget(self._row(finding))
        self._preview.show_html("".join(self._card(number, each) for number, each in enumerate(sides, 1)))

    def _row(self, finding: Finding) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        text = label(f"⚠ {finding.sentence}", "small")
        layout.addWidget(text, 1)
        if finding.fixed is not None:
            layout.addWidget(button(self.tr("Fix"), partial(self._fix, finding.fixed), kind="quiet"))
        return row

    def _fix(self, fixed: tuple[str, str]) -> None:
        self.question.setPlainText(fixed[0])
        self.answer.setPlainText(fixed[1])
        self.question.setFocus()

    def _card(self, number: int, sides: Sides) -> str:
        muted = self._theme.name("muted")
        line = self._theme.name("line")
        return (
            f'<p style="margin:0;color:{muted}">{escape(self.tr("Card {number}").format(number=number))}</p>'
            f'<table width="100%" cellspacing="0" cellpadding="5" style="margin-bottom:8px"><tr>'
            f'<td width="50%" style="border:1px solid {line}">{sides.front}</td>'
            f'<td width="50%" style="border:1px solid {line}">{sides.back}</td></tr></table>'
        )
