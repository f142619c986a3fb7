"""Choosing a quiz: about which cards, how many questions, of which kinds, and whether it is a mock exam."""

from functools import partial
from secrets import randbelow
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from flashcards.core.exams import Coverage
from flashcards.core.facts import FactKind
from flashcards.core.quiz_results import QuizRun
from flashcards.core.quizzes import MOST_MINUTES, MOST_QUESTIONS, QuestionKind, QuizSpec
from flashcards.core.wording import counted
from flashcards.gui.tasks import Tasks
from flashcards.gui.theme import LARGE, MEDIUM, SMALL, WIDE, label
from flashcards.gui.widgets.buttons import button, roomy

if TYPE_CHECKING:
    from flashcards.app import App

_LONGEST_TITLE = 60
_MOCK_QUESTIONS, _MOCK_MINUTES = 20, 20
_SEEDS = 2**31


class QuizChooser(QFrame):
    """`chosen` carries a `QuizSpec`, `shown` one to be shown large; `resume_asked` goes on with the quiz under way."""

    chosen = Signal(object)
    shown = Signal(object)
    resume_asked = Signal()

    def __init__(self, app: "App", tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._app = app
        self._tasks = tasks
        self._asked: QuizSpec | None = None
        self._sets: list[tuple[str, Coverage]] = []
        self.set = QComboBox()
        self.role = QComboBox()
        self.search = QLineEdit()
        self.number = self._spin(MOST_QUESTIONS, 10)
        self.minutes = self._spin(round(MOST_MINUTES), 0)
        self.kinds = {kind: QCheckBox(words) for kind, words in self._kinds().items()}
        self.mock = QCheckBox(self.tr("Mock exam: nothing is told before the end"))
        self.count = label("", "muted")
        self.begin = button(self.tr("Begin"), lambda: self.chosen.emit(self.spec()), kind="primary")
        self.show_large = button(
            self.tr("Show large…"),
            lambda: self.shown.emit(self.spec()),
            tip=self.tr("For a projector: the questions full screen, you go on by hand, nothing is graded"),
        )
        self.resume = button("", self.resume_asked.emit)
        self._name()
        self._build()
        self._connect()

    def spec(self) -> QuizSpec:
        """The quiz as it is chosen, with a seed of its own."""
        title, covers = self._sets[max(0, self.set.currentIndex())] if self._sets else ("", Coverage())
        role = self.role.currentData()
        if role is not None:
            covers = Coverage(covers.decks, covers.articles, covers.tags, (FactKind(role),), lost=covers.lost)
        return QuizSpec(
            covers=covers,
            query=self.search.text().strip(),
            number=self.number.value(),
            seed=randbelow(_SEEDS),
            kinds=tuple(kind for kind, box in self.kinds.items() if box.isChecked()),
            minutes=float(self.minutes.value()) or None,
            mock=self.mock.isChecked(),
            title=title,
        )

    def open(self, title: str = "", covers: Coverage | None = None) -> None:
        """Offer the decks, articles and exams there are, and one more set if it is given, which is chosen."""
        kept = self.set.currentText()
        self._sets = [(self.tr("All cards"), Coverage())]
        self._sets += [(name, Coverage(decks=(name,))) for name in self._app.decks.names()]
        self._sets += [(exam.name, exam.covers) for exam in self._app.exams.all()]
        self._sets += [(each.title, Coverage(articles=(each.id,))) for each in self._app.articles.all()]
        if covers is not None:
            self._sets = [each for each in self._sets if each != (title, covers)]
            self._sets.insert(1, (title, covers))
        self.set.blockSignals(True)
        self.set.clear()
        self.set.addItems([_short(name.replace("::", " › ")) for name, _covers in self._sets])
        self.set.setCurrentIndex(1 if covers is not None else max(0, self.set.findText(kept)))
        self.set.blockSignals(False)
        self.search.clear()
        self.set.setFocus()
        self._count()

    def offer(self, run: QuizRun | None) -> None:
        """Offer to go on with a quiz that is under way."""
        self.resume.setVisible(run is not None)
        if run is not None:
            left = len(run.quiz.questions) - len(run.answers)
            words = self.tr("Resume “{title}”: {questions} left")
            self.resume.setText(
                words.format(title=_short(run.quiz.spec.title), questions=counted(left, "question"))
            )

    def _spin(self, most: int, value: int) -> QSpinBox:
        made = QSpinBox()
        roomy(made)
        made.setRange(0 if not value else 1, most)
        made.setValue(value)
        return made

    def _name(self) -> None:
        self.minutes.setSpecialValueText(self.tr("no limit"))
        self.minutes.setSuffix(self.tr(" min"))
        self.search.setPlaceholderText(self.tr("Everything, or a search as in Browse: tag:cell is:leech"))
        self.role.addItem(self.tr("All roles"), None)
        for kind in FactKind:
            self.role.addItem(kind.value.capitalize(), kind)
        for widget, name in (
            (self.set, self.tr("About")),
            (self.role, self.tr("Role")),
            (self.search, self.tr("Search")),
            (self.number, self.tr("Questions")),
            (self.minutes, self.tr("Time")),
        ):
            widget.setAccessibleName(name)
        for spin, name in ((self.number, self.tr("Questions")), (self.minutes, self.tr("Time"))):
            spin.lineEdit().setAccessibleName(name)

    def _build(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(LARGE)
        form.setVerticalSpacing(SMALL)
        for words, widget in (
            (self.tr("&About"), self.set),
            (self.tr("&Role"), self.role),
            (self.tr("&Search"), self.search),
            (self.tr("&Questions"), self.number),
            (self.tr("&Time"), self.minutes),
        ):
            name = QLabel(words)
            name.setBuddy(widget)
            form.addRow(name, widget)
        kinds = QWidget()
        row = QHBoxLayout(kinds)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MEDIUM)
        for box in self.kinds.values():
            box.setChecked(True)
            row.addWidget(box)
        row.addStretch()
        form.addRow(QLabel(self.tr("Kinds")), kinds)
        form.addRow(QLabel(""), self.mock)
        foot = QHBoxLayout()
        foot.setSpacing(SMALL)
        foot.addWidget(self.count, 1)
        for each in (self.resume, self.show_large, self.begin):
            foot.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(WIDE, LARGE, WIDE, LARGE)
        layout.setSpacing(MEDIUM)
        layout.addLayout(form)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.set.currentIndexChanged.connect(self._count)
        self.role.currentIndexChanged.connect(self._count)
        self.search.textChanged.connect(self._count)
        self.mock.toggled.connect(self._set_mock)
        for box in self.kinds.values():
            box.toggled.connect(self._count)

    def _set_mock(self, on: bool) -> None:
        """A mock exam has a number of questions and a time; both can still be changed."""
        if on and not self.minutes.value():
            self.number.setValue(max(self.number.value(), _MOCK_QUESTIONS))
            self.minutes.setValue(_MOCK_MINUTES)

    def _count(self) -> None:
        """Say how many cards there are to ask about."""
        self._asked = spec = self.spec()
        self.begin.setEnabled(bool(spec.kinds))
        self.show_large.setEnabled(bool(spec.kinds))
        if not spec.kinds:
            self.count.setText(self.tr("Choose at least one kind of question."))
            return
        self.count.setText(self.tr("Counting …"))
        self._tasks.run(
            lambda _report: self._app.quizzes.count(spec),
            then=partial(self._show_count, spec),
            failed=partial(self._show_problem, spec),
        )

    def _show_count(self, spec: QuizSpec, cards: int) -> None:
        if spec is self._asked:
            self.begin.setEnabled(cards > 0)
            self.show_large.setEnabled(cards > 0)
            words = self.tr("{cards} to ask about").format(cards=counted(cards, "card"))
            self.count.setText(words if cards else self.tr("There are no cards to ask about."))

    def _show_problem(self, spec: QuizSpec, error: Exception) -> None:
        if spec is self._asked:
            self.count.setText(str(error))
            self.begin.setEnabled(False)
            self.show_large.setEnabled(False)

    def _kinds(self) -> dict[QuestionKind, str]:
        return {
            QuestionKind.CHOICE: self.tr("Choice"),
            QuestionKind.TRUE_FALSE: self.tr("True or false"),
            QuestionKind.TYPED: self.tr("Typed"),
            QuestionKind.ORDER: self.tr("Order"),
            QuestionKind.MATCH: self.tr("Match"),
            QuestionKind.LABEL: self.tr("Map"),
        }


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…"
