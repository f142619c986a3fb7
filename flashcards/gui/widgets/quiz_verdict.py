"""What is said after an answer: right or not, what was right, and the sentence that bears it out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from flashcards.core.grading import Grade, Outcome
from flashcards.core.quizzes import Basis, Question, TrueFalse, Typed
from flashcards.core.wording import counted
from flashcards.gui.theme import LARGE, SMALL, TIGHT, label
from flashcards.gui.widgets.buttons import button, restyle


class QuizVerdict(QFrame):
    """Hidden until an answer was graded; `overruled` when the student counts it as right."""

    overruled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.verdict = label("", "heading")
        self.answer = label("", "body")
        self.sentence = label("", "body")
        self.place = label("", "small")
        for each in (self.verdict, self.answer, self.sentence):
            each.setWordWrap(True)
        self.overrule = button(
            self.tr("Count as right"),
            self.overruled.emit,
            kind="quiet",
            tip=self.tr("My answer was right (O)"),
        )
        self.overrule.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        head = QHBoxLayout()
        head.addWidget(self.verdict, 1)
        head.addWidget(self.overrule)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(LARGE, SMALL, LARGE, SMALL)
        layout.setSpacing(TIGHT)
        layout.addLayout(head)
        for each in (self.answer, self.sentence, self.place):
            layout.addWidget(each)
        self.hide()

    def tell(self, question: Question, grade: Grade) -> None:
        """Show how an answer was graded, and its source."""
        said = self._said(grade)
        self.verdict.setText(said)
        restyle(
            self.verdict, "tone", {Outcome.RIGHT: "good", Outcome.PARTLY: "hard"}.get(grade.outcome, "wrong")
        )
        told = self._right(question, grade)
        self.answer.setText(told)
        self.answer.setVisible(bool(told))
        self.sentence.setText("\n".join(f"“{each}”" for each in _sentences(question, grade)))
        self.sentence.setVisible(bool(self.sentence.text()))
        self.place.setText("\n".join(dict.fromkeys(map(_place, question.basis))))
        self.place.setVisible(bool(self.place.text()))
        self.overrule.setVisible(isinstance(question.task, Typed) and grade.outcome is not Outcome.RIGHT)
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{said} {told}"))

    def _said(self, grade: Grade) -> str:
        if grade.outcome is Outcome.RIGHT:
            return self.tr("✓ Right, but mind the spelling") if grade.near else self.tr("✓ Right")
        if grade.outcome is Outcome.PARTLY:
            got = self.tr("◐ Partly right: {points} of {all}")
            return got.format(points=grade.points, all=counted(grade.of, "point"))
        return self.tr("✕ Skipped") if grade.outcome is Outcome.SKIPPED else self.tr("✕ Not right")

    def _right(self, question: Question, grade: Grade) -> str:
        """What was right, where the way of answering does not show it."""
        match question.task:
            case TrueFalse(is_true=False, correct=correct):
                return self.tr("True is: {statement}").format(statement=correct)
            case Typed(answers, items) if grade.outcome is not Outcome.RIGHT or grade.near:
                return self.tr("The answer: {answer}").format(answer="; ".join(items) or answers[0])
        return ""


def _sentences(question: Question, grade: Grade) -> list[str]:
    """The sentences behind a question; of several those of what was not right."""
    basis = question.basis
    if len(basis) > 1 and len(grade.parts) == len(basis):
        basis = tuple(each for each, right in zip(basis, grade.parts, strict=True) if not right)
    return list(dict.fromkeys(each.sentence for each in basis if each.sentence))


def _place(basis: Basis) -> str:
    return " · ".join(part for part in (basis.title, basis.place) if part)
