"""Questions full screen in big type, for a class to look at: the teacher goes on by hand, nothing is graded."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from flashcards.core.quizzes import (
    Choice,
    Label,
    Match,
    Order,
    Question,
    Quiz,
    QuizSpec,
    TrueFalse,
    Typed,
    drawn,
)
from flashcards.gui.theme import LARGE, WIDE, Theme, label
from flashcards.gui.widgets.map_view import MapView

if TYPE_CHECKING:
    from flashcards.app import App

#: Sizes as shares of the system's text, at a window 1000 pixels high; they grow with the screen and shrink for long texts.
_STEM, _BODY, _SOURCE = 3.6, 2.6, 1.5
_HIGH = 1000
_LARGEST_MAP = 3.0
#: From so many letters on a text is smaller.
_LONG = 220


class Projector(QWidget):
    """A window of its own. Space, Right, Enter or a click go on: first to the answer, then to the next question."""

    def __init__(self, theme: Theme, app: "App", parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._app = app
        self._quiz = Quiz(QuizSpec(), ())
        self.place = 0
        self.told = False
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.where = self._line("muted")
        self.stem = self._line("body")
        self.body = self._line("body")
        self.map = MapView(theme, _LARGEST_MAP)
        self.map.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.source = self._line("muted")
        self.keys = self._line("small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * WIDE, 2 * WIDE, 4 * WIDE, WIDE)
        layout.setSpacing(2 * LARGE)
        layout.addWidget(self.where)
        layout.addStretch(1)
        layout.addWidget(self.stem)
        layout.addWidget(self.map, 8)
        layout.addWidget(self.body)
        layout.addWidget(self.source)
        layout.addStretch(1)
        layout.addWidget(self.keys)
        self.resize(1280, 800)

    def take(self, quiz: Quiz) -> None:
        """Begin with the first of some questions."""
        self._quiz = quiz
        self.place, self.told = 0, False
        self.setWindowTitle(quiz.spec.title or self.tr("Questions"))
        self._show()

    def go_on(self) -> None:
        """Tell the answer, then show the next question; behind the last one the window closes."""
        if not self.told:
            self.told = True
        elif self.place + 1 < len(self._quiz.questions):
            self.place, self.told = self.place + 1, False
        else:
            self.close()
            return
        self._show()

    def go_back(self) -> None:
        """Hide the answer again, then show the question before."""
        if self.told:
            self.told = False
        elif self.place:
            self.place -= 1
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """On, back, out; what presenters send too."""
        keys = Qt.Key
        if event.key() in (
            keys.Key_Space,
            keys.Key_Right,
            keys.Key_Down,
            keys.Key_Return,
            keys.Key_Enter,
            keys.Key_PageDown,
        ):
            self.go_on()
        elif event.key() in (keys.Key_Left, keys.Key_Up, keys.Key_Backspace, keys.Key_PageUp):
            self.go_back()
        elif event.key() == keys.Key_Escape:
            self.close()
        elif event.key() == keys.Key_F11:
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The left button goes on, the right one back."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.go_on()
        elif event.button() == Qt.MouseButton.RightButton:
            self.go_back()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Text grows with the screen."""
        super().resizeEvent(event)
        self._size()
        self.map.fit()

    def _line(self, level: str) -> QLabel:
        made = label("", level)
        made.setWordWrap(True)
        made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return made

    def _show(self) -> None:
        question = self._quiz.questions[self.place]
        self.where.setText(f"{self.place + 1} / {len(self._quiz.questions)}")
        self.stem.setText(question.stem)
        self.body.setText(self._told(question) if self.told else self._asked(question))
        self.body.setVisible(bool(self.body.text()))
        basis = question.basis[0]
        source = f"“{basis.sentence}”\n" if basis.sentence else ""
        where = " · ".join(part for part in (basis.title, basis.place) if part)
        self.source.setText(f"{source}{where}" if self.told else "")
        self.map.setVisible(isinstance(question.task, Label))
        if isinstance(question.task, Label):
            found = drawn(question.task, told=self.told)
            self.map.show_picture(found, self._app.maps.picture(found, measure=self.map.measure))
            self.map.fit()
        self.keys.setText(self.tr("Space: on · Left: back · Escape: end"))
        self._size()

    def _size(self) -> None:
        share = max(0.5, self.height() / _HIGH)
        for widget, size in (
            (self.where, _SOURCE),
            (self.stem, _STEM),
            (self.body, _BODY),
            (self.source, _SOURCE),
            (self.keys, 1.0),
        ):
            font = QFont(QApplication.font())
            long = max(1.0, len(widget.text()) / _LONG) ** 0.5
            font.setPointSizeF(font.pointSizeF() * max(1.0, size * share / long))
            widget.setFont(font)

    def _asked(self, question: Question) -> str:
        match question.task:
            case Choice(options):
                return "\n".join(f"{letter}   {text}" for letter, text in zip("ABCD", options, strict=False))
            case TrueFalse():
                return self.tr("True or false?")
            case Order(shown=shown):
                return "\n".join(f"•  {step}" for step in shown)
            case Match(left, _right, shown):
                pairs = "\n".join(f"{at}   {text}" for at, text in enumerate(left, 1))
                return pairs + "\n\n" + "\n".join(f"{chr(65 + at)}   {text}" for at, text in enumerate(shown))
            case Label(shown=shown):
                return "   ·   ".join(shown)
        return ""

    def _told(self, question: Question) -> str:
        match question.task:
            case Choice(options, right):
                return "\n".join(
                    f"{'✓' if at == right else ' '} {'ABCD'[at]}   {text}" for at, text in enumerate(options)
                )
            case TrueFalse(is_true, correct):
                return (
                    self.tr("✓ True")
                    if is_true
                    else self.tr("✕ False. {statement}").format(statement=correct)
                )
            case Typed(answers, items):
                return "\n".join(items) if items else answers[0]
            case Order(steps):
                return "\n".join(f"{at}   {step}" for at, step in enumerate(steps, 1))
            case Match(left, right):
                return "\n".join(f"{a}  =  {b}" for a, b in zip(left, right, strict=True))
        return "   ·   ".join(f"{at} {text}" for at, text in enumerate(question.right, 1))
