"""Things that each get a partner: terms and what they are, or the blanks of a map and their labels."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QWidget

from flashcards.gui.theme import MEDIUM, SMALL, label


class QuizPairs(QWidget):
    """A row for each thing: Tab goes on to the next, Up and Down choose its partner. `changed` with every choice."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.boxes: list[QComboBox] = []
        self._marks: list[QLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(MEDIUM)
        self._grid.setVerticalSpacing(SMALL)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)

    def offer(self, left: Sequence[str], partners: Sequence[str], taken: Sequence[str] = ()) -> None:
        """Show things and the partners on offer; `taken` are those chosen before."""
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        self.boxes, self._marks = [], []
        for row, thing in enumerate(left):
            name = label(thing, "body")
            name.setWordWrap(True)
            box = QComboBox()
            box.setAccessibleName(thing)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(24)
            box.addItem(self.tr("choose …"), "")
            for partner in dict.fromkeys(partners):
                box.addItem(partner, partner)
            box.setCurrentIndex(max(0, box.findData(taken[row])) if row < len(taken) and taken[row] else 0)
            box.setToolTip(box.currentText())
            box.currentTextChanged.connect(box.setToolTip)
            box.currentIndexChanged.connect(lambda _place: self.changed.emit())
            mark = label("", "body")
            mark.setWordWrap(True)
            mark.hide()
            self._grid.addWidget(name, 2 * row, 0)
            self._grid.addWidget(box, 2 * row, 1)
            self._grid.addWidget(mark, 2 * row + 1, 1)
            self.boxes.append(box)
            self._marks.append(mark)
        if self.boxes:
            self.boxes[0].setFocus()

    def given(self) -> tuple[str, ...]:
        """The partner of each thing, empty where none was chosen; nothing at all while none was."""
        found = tuple(str(box.currentData() or "") for box in self.boxes)
        return found if any(found) else ()

    def tell(self, parts: Sequence[bool], right: Sequence[str]) -> None:
        """Show which are right, and what belongs to the others."""
        for box, mark, good, wanted in zip(self.boxes, self._marks, parts, right, strict=True):
            box.setEnabled(False)
            mark.setText(f"✓ {wanted}" if good else f"✕ {wanted}")
            mark.setProperty("tone", "good" if good else "wrong")
            mark.style().polish(mark)
            mark.show()
