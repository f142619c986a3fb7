"""The fields of a note besides question and answer, to be changed below them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from flashcards.core.wording import counted
from flashcards.gui.theme import SMALL, TIGHT, label
from flashcards.gui.widgets.buttons import button

#: So many show at once; more are scrolled to.
_MOST_SEEN = 3


class MoreFields(QWidget):
    """Hidden where there are none; `made` makes the place for one, from its name and how many lines it has."""

    def __init__(self, made: Callable[[str, int], QPlainTextEdit]) -> None:
        super().__init__()
        self._made = made
        self.edits: list[QPlainTextEdit] = []
        self.toggle = button("", self._turn, kind="quiet")
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(self.tr("More fields"))
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(TIGHT)
        layout.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._area)
        self.hide()

    def offer(self, fields: Sequence[tuple[str, str]], *, opened: bool) -> None:
        """Offer fields by name with their words."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SMALL, 0)
        column.setSpacing(TIGHT)
        self.edits = []
        for name, words in fields:
            edit = self._made(name, 2)
            edit.setPlainText(words)
            named = label(name, "small")
            named.setBuddy(edit)
            column.addWidget(named)
            column.addWidget(edit)
            self.edits.append(edit)
        self._area.setWidget(inside)
        # The panel shows through: the area itself has no ground.
        inside.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)
        one = inside.sizeHint().height() // max(1, len(fields))
        self._area.setFixedHeight(one * min(len(fields), _MOST_SEEN) + SMALL)
        self._area.setVisible(opened)
        self._say()
        self.setVisible(bool(fields))

    def values(self) -> tuple[str, ...]:
        """The words that stand there now, in the order of the fields."""
        return tuple(each.toPlainText().strip() for each in self.edits)

    def _turn(self) -> None:
        self._area.setVisible(self._area.isHidden())
        self._say()

    def _say(self) -> None:
        count = counted(len(self.edits), "more field")
        hidden = self._area.isHidden()
        words = self.tr("Show {fields}") if hidden else self.tr("Hide {fields}")
        self.toggle.setText(words.format(fields=count))
