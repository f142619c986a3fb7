"""One question of a quiz, with the way to answer it that its kind wants."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from flashcards.core.grading import Given, Grade
from flashcards.core.quizzes import (
    FALSE,
    TRUE,
    Choice,
    Label,
    Match,
    Order,
    Question,
    QuestionKind,
    TrueFalse,
    Typed,
    drawn,
)
from flashcards.gui.theme import LARGE, MEDIUM, WIDE, Theme, label
from flashcards.gui.widgets.map_view import MapView
from flashcards.gui.widgets.ordered_answer import StepList
from flashcards.gui.widgets.quiz_options import QuizOptions
from flashcards.gui.widgets.quiz_pairs import QuizPairs

if TYPE_CHECKING:
    from flashcards.app import App

_LONGEST = 400
_MAP_HEIGHT = 260


class _Line(QLineEdit):
    """Keeps Enter to itself: the quiz would take it for going on."""

    done = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.done.emit()
        else:
            super().keyPressEvent(event)


class QuizQuestion(QFrame):
    """`done` when the answer is complete by one key: an option was picked, or Enter pressed in the line."""

    done = Signal()

    def __init__(self, theme: Theme, app: "App") -> None:
        super().__init__()
        self.setObjectName("panel")
        self._app = app
        self._question: Question | None = None
        self._told = False
        self.kind = label("", "small")
        self.stem = label("", "heading")
        self.stem.setWordWrap(True)
        self.map = MapView(theme)
        self.map.setMinimumHeight(_MAP_HEIGHT)
        self.options = QuizOptions()
        self.line = _Line()
        self.line.setMaxLength(_LONGEST)
        self.line.setAccessibleName(self.tr("Your answer"))
        self.steps = StepList()
        self.pairs = QuizPairs()
        self._ways: tuple[QWidget, ...] = (self.options, self.line, self.steps, self.pairs)
        self.hint = label("", "small")
        self.options.picked.connect(self.done)
        self.line.done.connect(self.done)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(WIDE, LARGE, WIDE, LARGE)
        layout.setSpacing(MEDIUM)
        layout.addWidget(self.kind)
        layout.addWidget(self.stem)
        layout.addWidget(self.map, 1)
        for way in self._ways:
            layout.addWidget(way)
        layout.addWidget(self.hint)

    def ask(self, question: Question, given: Given = ()) -> None:
        """Show a question; `given` is what was answered before, where that may still be changed."""
        self._question, self._told = question, False
        self.kind.setText(" · ".join(part for part in (self._names()[question.kind], question.role) if part))
        self.stem.setText(question.stem)
        self.map.setVisible(isinstance(question.task, Label))
        self.hint.setText(self._hints()[question.kind])
        self.setFocus()
        match question.task:
            case Choice(options):
                numbered = [(str(at), text, text) for at, text in enumerate(options, 1)]
                self._offer(numbered, given)
            case TrueFalse():
                self._offer([("T", self.tr("True"), TRUE), ("F", self.tr("False"), FALSE)], given)
            case Typed(items=items):
                self._ask_line(given, len(items))
            case Order(shown=shown):
                self._ask_order(given or shown)
            case Match(left, _right, shown):
                self._ask_pairs(left, shown, given)
            case Label(blanks=blanks, shown=shown) as task:
                self._show_map(task, told=False)
                numbers = [self.tr("Box {number}").format(number=at + 1) for at in range(len(blanks))]
                self._ask_pairs(numbers, sorted(shown, key=str.casefold), given)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, question.stem))

    def given(self) -> Given:
        """The answer as it stands; empty while there is none."""
        match self._question.task if self._question else None:
            case Choice() | TrueFalse():
                return self.options.given()
            case Typed():
                return (self.line.text(),) if self.line.text().strip() else ()
            case Order():
                return tuple(self.steps.steps())
            case Match() | Label():
                return self.pairs.given()
        return ()

    def tell(self, grade: Grade) -> None:
        """Show what was right; the answer is final."""
        question = self._question
        assert question is not None
        given = self.given()
        self._told = True
        self.hint.setText("")
        match question.task:
            case Choice() | TrueFalse():
                self.options.tell(question.right[0])
            case Typed():
                self.line.setEnabled(False)
            case Order(steps):
                self.steps.clear()
                for step, good in zip(given, grade.parts, strict=True):
                    place = "" if good else f"  ({steps.index(step) + 1})"
                    self.steps.addItem(f"{'✓' if good else '✕'} {step}{place}")
                self.steps.setEnabled(False)
                self._fit_steps()
            case Match():
                self.pairs.tell(grade.parts, question.right)
            case Label() as task:
                self.pairs.tell(grade.parts, question.right)
                self._show_map(task, told=True)

    def press(self, event: QKeyEvent) -> bool:
        """Pick an option by its key: a number, T or F; whether there was one."""
        if self._told or self._question is None:
            return False
        keys = {QuestionKind.CHOICE: "1234", QuestionKind.TRUE_FALSE: "TF"}.get(self._question.kind, "")
        at = keys.find(event.text().upper()) if event.text() else -1
        if at < 0:
            return False
        self.options.pick(at)
        return True

    def _use(self, wanted: QWidget) -> None:
        for way in self._ways:
            way.setVisible(way is wanted)

    def _offer(self, options: list[tuple[str, str, str]], given: Given) -> None:
        self._use(self.options)
        self.options.offer(options, given[0] if given else "")

    def _ask_line(self, given: Given, items: int) -> None:
        self._use(self.line)
        self.line.setEnabled(True)
        self.line.setText(given[0] if given else "")
        words = self.tr("{number} things, in any order, with commas between them").format(number=items)
        self.line.setPlaceholderText(words if items else self.tr("Your answer"))
        self.line.setFocus()

    def _ask_order(self, steps: Given) -> None:
        self._use(self.steps)
        self.steps.setEnabled(True)
        self.steps.clear()
        self.steps.addItems(steps)
        self.steps.setCurrentRow(0)
        self._fit_steps()
        self.steps.setFocus()

    def _fit_steps(self) -> None:
        rows = sum(self.steps.sizeHintForRow(row) for row in range(self.steps.count()))
        self.steps.setMinimumHeight(min(rows + WIDE, 400))

    def _ask_pairs(
        self, left: "tuple[str, ...] | list[str]", shown: "Given | list[str]", given: Given
    ) -> None:
        self._use(self.pairs)
        self.pairs.offer(left, shown, given)

    def _show_map(self, task: Label, *, told: bool) -> None:
        found = drawn(task, told=told)
        self.map.show_picture(found, self._app.maps.picture(found, measure=self.map.measure))
        self.map.fit()

    def _names(self) -> dict[QuestionKind, str]:
        return {
            QuestionKind.CHOICE: self.tr("Choose one"),
            QuestionKind.TRUE_FALSE: self.tr("True or false?"),
            QuestionKind.TYPED: self.tr("Type the answer"),
            QuestionKind.ORDER: self.tr("Put in order"),
            QuestionKind.MATCH: self.tr("Match"),
            QuestionKind.LABEL: self.tr("Label the map"),
        }

    def _hints(self) -> dict[QuestionKind, str]:
        pairs = self.tr("Up and Down choose, Tab goes on to the next, Enter answers.")
        return {
            QuestionKind.CHOICE: self.tr("1 to 4 pick; Enter without a pick skips."),
            QuestionKind.TRUE_FALSE: self.tr("T or F; Enter without either skips."),
            QuestionKind.TYPED: self.tr("Enter answers; an empty line skips."),
            QuestionKind.ORDER: self.tr("Up and Down choose a step, with Alt they move it; Enter answers."),
            QuestionKind.MATCH: pairs,
            QuestionKind.LABEL: pairs,
        }


def is_enter(event: QKeyEvent) -> bool:
    """Whether a key is Enter, on either part of the keyboard."""
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
