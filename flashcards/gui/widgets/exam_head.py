"""An exam at a glance: how long until then, how ready one is, and what to do now."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from flashcards.core.clock import StudyCalendar
from flashcards.core.direction import isolated
from flashcards.core.exams import Exam
from flashcards.core.wording import counted
from flashcards.gui.theme import LARGE, MEDIUM, SMALL, WIDE, label
from flashcards.gui.widgets.buttons import button
from flashcards.gui.widgets.exam_words import (
    countdown,
    doubt_words,
    following_words,
    moment_words,
    stopping_words,
)

if TYPE_CHECKING:
    from flashcards.services.exam_figures import ExamOutlook


class ExamHead(QFrame):
    """`minutes_asked` begins the most valuable ten minutes, `cram_asked` practice that leaves the schedule alone."""

    minutes_asked = Signal()
    cram_asked = Signal()
    quiz_asked = Signal()
    change_asked = Signal()
    remove_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.number = label("", "number")
        self.unit = label("", "heading")
        self.when = label("", "muted")
        self.now, self.planned, self.doubt = label(""), label(""), label("", "small")
        self.minutes = button(
            self.tr("The most valuable ten minutes"), self.minutes_asked.emit, kind="primary"
        )
        self.cram = button(
            self.tr("Cram"),
            self.cram_asked.emit,
            tip=self.tr("The weakest cards first; their schedule stays as it is"),
        )
        self.quiz = button(
            self.tr("Quiz…"),
            self.quiz_asked.emit,
            tip=self.tr("A quiz or a mock exam of what the exam covers"),
        )
        self.change = button(self.tr("Change…"), self.change_asked.emit)
        self.remove = button(self.tr("Delete"), self.remove_asked.emit, kind="quiet")
        self._build()

    def show_exam(self, exam: Exam, now: datetime, calendar: StudyCalendar) -> None:
        """Show when another exam is; what is said of it comes with its outlook."""
        number, unit = countdown(exam, now, calendar)
        self.number.setText(number)
        self.number.setVisible(bool(number))
        self.unit.setText(self.tr("{unit} until {exam}").format(unit=unit, exam=isolated(exam.name)))
        if not number:
            self.unit.setText(self.tr("{exam} is over").format(exam=isolated(exam.name)))
        self.when.setText(moment_words(exam.at))
        self.change.setEnabled(bool(number))

    def say(self, words: str) -> None:
        """Say something in the place of the outlook, such as why there is none."""
        self._show(self.now, words)
        self._show(self.planned, "")
        self._show(self.doubt, "")
        self.minutes.setEnabled(False)
        self.cram.setEnabled(False)

    def show_outlook(self, outlook: "ExamOutlook") -> None:
        """Say how ready one is, and what can be done."""
        self._show(self.now, stopping_words(outlook.forecast))
        self._show(self.planned, following_words(outlook.plan))
        self._show(self.doubt, doubt_words(outlook.forecast))
        cards = counted(len(outlook.valuable), "card")
        self.minutes.setEnabled(bool(outlook.valuable))
        self.minutes.setToolTip(
            self.tr("{cards} that gain most for the exam").format(cards=cards)
            if outlook.valuable
            else self.tr("No card gains anything by being seen now")
        )
        self.cram.setEnabled(bool(outlook.weakest))

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(MEDIUM)
        row.addWidget(self.number)
        row.addWidget(self.unit, 1)
        foot = QHBoxLayout()
        foot.setSpacing(SMALL)
        for each in (self.minutes, self.cram, self.quiz, self.change, self.remove):
            foot.addWidget(each)
        foot.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(WIDE, LARGE, WIDE, LARGE)
        layout.setSpacing(SMALL)
        layout.addLayout(row)
        layout.addWidget(self.when)
        for line in (self.now, self.planned, self.doubt):
            line.setWordWrap(True)
            layout.addWidget(line)
        layout.addStretch()
        layout.addLayout(foot)

    @staticmethod
    def _show(line: QLabel, words: str) -> None:
        line.setText(words)
        line.setVisible(bool(words))
