"""Adding or changing an exam: when it is, how much time there is until then, and what it covers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QDateTime, Qt, QTime
from PySide6.QtWidgets import (
    QCheckBox,
    QDateTimeEdit,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from flashcards.core.errors import FlashcardsError
from flashcards.core.exams import LONGEST_NAME, Coverage, Exam
from flashcards.core.wording import counted
from flashcards.gui.dialogs.text_entry import AskDialog
from flashcards.gui.tasks import Tasks
from flashcards.gui.theme import LARGE, MEDIUM, SMALL, label
from flashcards.gui.widgets.exam_fields import DaysOff, RoleFields, TickList, WeekMinutes, named
from flashcards.gui.widgets.latest_job import LatestJob

if TYPE_CHECKING:
    from flashcards.app import App

_USUAL_DAYS = 14
_USUAL_HOUR = 9


class ExamDialog(AskDialog):
    """`save` gets the exam and the name of the one that is changed, empty for a new one; what it raises is shown here,
    and the dialog stays."""

    def __init__(
        self, parent: QWidget, app: "App", tasks: Tasks, exam: Exam | None, save: Callable[[Exam, str], None]
    ) -> None:
        new = exam is None
        title = parent.tr("Add an exam") if new else parent.tr("Change “{exam}”").format(exam=exam.name)  # type: ignore[union-attr]
        super().__init__(parent, title, parent.tr("Add") if new else parent.tr("Save"))
        self._app = app
        self._exam = exam or self._usual()
        self._save = save
        self._work = LatestJob(tasks)
        self._build()
        self._fill()
        self._connect()
        self._check()

    def exam(self) -> Exam:
        """The exam as it is set."""
        moment = self.at.dateTime()
        day, time = moment.date(), moment.time()
        local = datetime(day.year(), day.month(), day.day(), time.hour(), time.minute())  # noqa: DTZ001 (made aware below, in local time)
        return replace(
            self._exam,
            name=self.name.text(),
            at=local.astimezone(UTC),
            covers=self.covers(),
            goal=self.goal.value() / 100,
            minutes=self.minutes.value(),
            days_off=self.days_off.value(),
            weights=self.roles.weighed(),
            daily=self.daily.isChecked(),
        )

    def covers(self) -> Coverage:
        """What is ticked."""
        decks, articles, tags = (each.ticked() for each in (self.decks, self.articles, self.tags))
        lost = self._exam.covers.lost and not (decks or articles or tags)
        return Coverage(decks, articles, tags, self.roles.roles(), lost)

    def accept(self) -> None:
        """Hand over the exam; what is wrong with it is said."""
        try:
            self._save(self.exam(), self._exam.name if self._exam.id else "")
        except FlashcardsError as error:
            self.hint.setText(str(error))
            return
        super().accept()

    def done(self, result: int) -> None:
        """Stop counting."""
        self._work.stop()
        super().done(result)

    def _usual(self) -> Exam:
        day = (self._app.clock() + timedelta(days=_USUAL_DAYS)).astimezone()
        return Exam("", day.replace(hour=_USUAL_HOUR, minute=0, second=0, microsecond=0))

    def _build(self) -> None:
        today = self._app.calendar.date_of(self._app.calendar.day_of(self._app.clock()))
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setPlaceholderText(self.tr("Such as Biology, first term"))
        self.at = QDateTimeEdit()
        self.at.setDisplayFormat("yyyy-MM-dd HH:mm")
        named(self.at, self.tr("Date and hour"))
        self.goal = QSpinBox()
        self.goal.setRange(50, 99)
        self.goal.setSuffix(" %")
        named(self.goal, self.tr("Goal"))
        self.minutes = WeekMinutes()
        self.days_off = DaysOff(today)
        self.decks, self.articles, self.tags = (
            TickList(self.tr("Decks")),
            TickList(self.tr("Articles")),
            TickList(self.tr("Tags")),
        )
        self.roles = RoleFields()
        self.daily = QCheckBox(self.tr("&Plan it anew every day by itself"))
        self.hint = label("", "small")
        self.hint.setMinimumHeight(round(self.hint.fontMetrics().height() * 2.1))
        self._layout.addLayout(self._form())
        self._layout.addWidget(label(self.tr("What it covers; all cards if nothing is ticked")))
        self._layout.addLayout(self._lists(), 1)
        self._layout.addWidget(
            label(self.tr("Of them only these roles; a card counts as many times as it says"))
        )
        for each in (self.roles, self.daily, self.hint, self._buttons):
            self._layout.addWidget(each)
        self._ok.setDefault(True)
        self.resize(self.fontMetrics().averageCharWidth() * 108, self.fontMetrics().height() * 44)

    def _form(self) -> QFormLayout:
        when = QHBoxLayout()
        when.setSpacing(MEDIUM)
        when.addWidget(self.at)
        when.addWidget(_named(self.tr("&Goal"), self.goal))
        when.addWidget(self.goal)
        when.addWidget(label(self.tr("recalled on the day"), "body"))
        when.addStretch()
        form = QFormLayout()
        form.setHorizontalSpacing(LARGE)
        form.setVerticalSpacing(SMALL)
        form.addRow(self.tr("&Name"), self.name)
        form.addRow(_named(self.tr("&When"), self.at), when)
        form.addRow(self.tr("Minutes a day"), self.minutes)
        form.addRow(self.tr("Days off"), self.days_off)
        return form

    def _lists(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(SMALL)
        for column, made in enumerate((self.decks, self.articles, self.tags)):
            head = label(made.accessibleName(), "small")
            head.setWordWrap(False)
            grid.addWidget(head, 0, column)
            grid.addWidget(made, 1, column)
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(1, 1)
        return grid

    def _fill(self) -> None:
        exam, local = self._exam, self._exam.at.astimezone()
        self.name.setText(exam.name)
        self.at.setDateTime(
            QDateTime(QDate(local.year, local.month, local.day), QTime(local.hour, local.minute))
        )
        self.goal.setValue(round(exam.goal * 100))
        self.minutes.show_value(exam.minutes)
        self.days_off.show_value(exam.days_off)
        covers = exam.covers
        decks = [(name.replace("::", " › "), name) for name in self._app.decks.names()]
        self.decks.offer(decks, covers.decks)
        articles = [(each.title, each.id) for each in self._app.articles.all()]
        self.articles.offer(articles, covers.articles)
        tags = dict.fromkeys([*covers.tags, *self._app.browsing.places().tags])
        self.tags.offer([(tag, tag) for tag in tags], covers.tags)
        self.roles.show_value(covers.roles, exam.weights)
        self.daily.setChecked(exam.daily)

    def _connect(self) -> None:
        self.name.textChanged.connect(lambda _text: self._check())
        self.at.dateTimeChanged.connect(lambda _moment: self._check())
        for each in (self.decks, self.articles, self.tags):
            each.changed.connect(self._check)
        self.roles.changed.connect(self._check)

    def _check(self) -> None:
        """Say what is missing, or how many cards it would cover."""
        problem = self._problem()
        self._ok.setEnabled(not problem)
        if problem:
            self._work.stop()
            self.hint.setText(problem)
            return
        covers = self.covers()
        self._work.run(
            lambda _report, _cancel: self._app.exams.count(covers),
            then=self._say_count,
            failed=lambda error: self.hint.setText(str(error)),
            progress=lambda _share, _stage: None,
        )

    def _problem(self) -> str:
        if not self.name.text().strip():
            return self.tr("An exam needs a name.")
        if self.exam().at <= self._app.clock():
            return self.tr("The exam must lie in the future.")
        if not self.roles.any_ticked():
            return self.tr("Tick at least one role.")
        return ""

    def _say_count(self, counts: tuple[int, int]) -> None:
        cards, unseen = counts
        words = self.tr("Covers {cards}, {unseen} of them not seen yet.")
        self.hint.setText(words.format(cards=counted(cards, "card"), unseen=unseen))


def _named(words: str, widget: QWidget) -> QWidget:
    made = label(words)
    made.setTextFormat(Qt.TextFormat.AutoText)  # so that the letter of its key shows
    made.setBuddy(widget)
    return made
