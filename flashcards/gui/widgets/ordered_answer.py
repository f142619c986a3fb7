"""Steps that are put in order, by keyboard or by mouse, and then how the order compares."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QVBoxLayout

from flashcards.core.ordering import compare_order, mixed
from flashcards.core.reviews import Rating
from flashcards.gui.theme import LARGE, SMALL, TIGHT, label

_MOVING = (
    Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
)


class StepList(QListWidget):
    """The arrow keys choose a step, with Alt, Ctrl or Shift they move it; all other keys are the page's."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("steps")
        self.setAccessibleName(self.tr("Steps to put in order"))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(True)

    def steps(self) -> list[str]:
        """The steps in the order they have now."""
        return [self.item(row).text() for row in range(self.count())]

    def move_step(self, rows: int) -> None:
        """Move the chosen step up or down by some rows, no further than the ends."""
        row = self.currentRow()
        wanted = min(max(row + rows, 0), self.count() - 1)
        if row < 0 or wanted == row:
            return
        self.insertItem(wanted, self.takeItem(row))
        self.setCurrentRow(wanted)
        words = self.tr("{step}: place {place} of {all}")
        said = words.format(step=self.item(wanted).text(), place=wanted + 1, all=self.count())
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose and move; the rest drives the session."""
        way = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if way is None:
            event.ignore()
        elif event.modifiers() & _MOVING:
            self.move_step(way)
        else:
            super().keyPressEvent(event)


class OrderedAnswer(QFrame):
    """Hidden until a card asks for an order."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._wanted: tuple[str, ...] = ()
        self._begun: list[str] = []
        self.list = StepList()
        self._words = label("", "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(LARGE, SMALL, LARGE, SMALL)
        layout.setSpacing(TIGHT)
        layout.addWidget(self.list)
        layout.addWidget(self._words)
        self.hide()

    def ask(self, steps: Sequence[str], seed: str) -> None:
        """Show steps in an order that is not theirs."""
        self._wanted = tuple(steps)
        self.list.clear()
        self.list.addItems(mixed(steps, seed))
        self._begun = self.list.steps()
        self.list.setEnabled(True)
        self.list.setCurrentRow(0)
        self._words.setText(
            self.tr("Up and Down choose a step, with Alt they move it; or drag it. Space shows the answer.")
        )
        self.show()
        self._fit()
        self.list.setFocus()

    def judge(self) -> Rating | None:
        """Show how the order compares; the rating that suggests, None if nothing was moved."""
        given = self.list.steps()
        if given == self._begun:
            self.hide()
            return None
        found = compare_order(given, self._wanted)
        self.list.clear()
        for place, (step, right) in enumerate(zip(given, found.places, strict=True)):
            self.list.addItem(f"✓ {step}" if place == right else f"✕ {step}  ({right + 1})")
        self.list.setEnabled(False)
        said = {
            Rating.GOOD: self.tr("The right order: Good."),
            Rating.HARD: self.tr(
                "Two neighbours changed places: Hard. The numbers say where a step belongs."
            ),
            Rating.AGAIN: self.tr("Not the right order. The numbers say where a step belongs."),
        }[found.rating]
        self._words.setText(said)
        self._fit()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))
        return found.rating

    def verdict(self) -> str:
        """What is said below the steps."""
        return self._words.text()

    def _fit(self) -> None:
        """As high as its steps."""
        rows = sum(self.list.sizeHintForRow(row) for row in range(self.list.count()))
        self.list.setFixedHeight(rows + 2 * self.list.frameWidth() + SMALL)
