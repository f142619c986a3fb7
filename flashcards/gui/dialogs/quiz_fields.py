"""Which quiz is handed out: the rows of a form that ask for it."""

from PySide6.QtCore import QCoreApplication, QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QGridLayout, QSpinBox, QWidget

from flashcards.core.exams import Coverage
from flashcards.core.quizzes import MOST_MINUTES, MOST_QUESTIONS, QuestionKind, QuizSpec
from flashcards.gui.theme import SMALL
from flashcards.gui.widgets.buttons import roomy

_COLUMNS = 3
_MOST_SEED = 9_999


class QuizFields(QObject):
    """Fields in the rows of a form: how many questions, of which kinds, which draw, how much time."""

    changed = Signal()

    def __init__(self, form: QFormLayout, parent: QWidget) -> None:
        super().__init__(parent)
        self._form = form
        self.number = _numbers(1, MOST_QUESTIONS, 10, _tr("Questions"))
        self.minutes = _numbers(0, int(MOST_MINUTES), 0, _tr("Time in minutes"))
        self.minutes.setSpecialValueText(_tr("no limit"))
        self.minutes.setSuffix(_tr(" min"))
        self.seed = _numbers(0, _MOST_SEED, 1, _tr("Draw"))
        self.seed.setToolTip(_tr("Another number draws other questions; the same number the same ones"))
        self.kinds = {kind: QCheckBox(name) for kind, name in _names().items()}
        self._kinds = QWidget()
        grid = QGridLayout(self._kinds)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(SMALL)
        for at, box in enumerate(self.kinds.values()):
            box.setChecked(True)
            box.toggled.connect(lambda _on: self.changed.emit())
            grid.addWidget(box, at // _COLUMNS, at % _COLUMNS)
        form.addRow(_tr("&Questions"), self.number)
        form.addRow(_tr("Kinds"), self._kinds)
        form.addRow(_tr("&Draw no."), self.seed)
        form.addRow(_tr("Ti&me"), self.minutes)

    def spec(self, deck: str, *, mock: bool = False) -> QuizSpec:
        """What is chosen, about a deck."""
        return QuizSpec(
            covers=Coverage(decks=(deck,)),
            number=self.number.value(),
            seed=self.seed.value(),
            kinds=tuple(kind for kind, box in self.kinds.items() if box.isChecked()),
            minutes=float(self.minutes.value()) or None,
            mock=mock,
            title=deck,
        )

    def problem(self) -> str:
        """Why there can be no such quiz; empty where there can."""
        if any(box.isChecked() and box.isEnabled() for box in self.kinds.values()):
            return ""
        return _tr("Choose at least one kind of question.")

    def only(self, kinds: tuple[QuestionKind, ...]) -> None:
        """Leave only some kinds to choose from, all of those chosen."""
        with QSignalBlocker(self):
            for kind, box in self.kinds.items():
                box.setEnabled(kind in kinds)
                box.setChecked(kind in kinds)

    def show(self, *, on: bool) -> None:
        """Show the rows, or none of them."""
        for widget in (self.number, self._kinds, self.seed, self.minutes):
            self._form.setRowVisible(widget, on)


def _names() -> dict[QuestionKind, str]:
    return {
        QuestionKind.CHOICE: _tr("Choice"),
        QuestionKind.TRUE_FALSE: _tr("True or false"),
        QuestionKind.TYPED: _tr("Typed answer"),
        QuestionKind.ORDER: _tr("Order of steps"),
        QuestionKind.MATCH: _tr("Pairs"),
        QuestionKind.LABEL: _tr("Map to label"),
    }


def _numbers(least: int, most: int, usual: int, name: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(least, most)
    box.setValue(usual)
    for named in (box, box.lineEdit()):
        named.setAccessibleName(name)
    roomy(box)
    return box


def _tr(text: str) -> str:
    return QCoreApplication.translate("quiz_fields", text)
