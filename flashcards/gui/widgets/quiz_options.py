"""Options of a question, picked by number, by letter or by mouse."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from flashcards.gui.theme import SMALL
from flashcards.gui.widgets.buttons import button, restyle


class QuizOptions(QWidget):
    """`picked` once one is taken. Until the answer is told another one may be taken instead."""

    picked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._values: tuple[str, ...] = ()
        self._taken = ""
        self.buttons: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SMALL)

    def offer(self, options: Sequence[tuple[str, str, str]], taken: str = "") -> None:
        """Show options, each with its key, its words and what it stands for; `taken` is what was picked before."""
        for each in self.buttons:
            self._column.removeWidget(each)
            each.deleteLater()
        self._values = tuple(value for _key, _words, value in options)
        self._taken = taken
        self.buttons = []
        for number, (key, words, value) in enumerate(options):
            made = button(f"{key}   {words}".replace("&", "&&"), partial(self.pick, number))
            made.setProperty("option", "true")
            made.setAccessibleName(f"{key}: {words}")
            made.setToolTip(words)
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            if value == taken:
                restyle(made, "kind", "primary")
            self.buttons.append(made)
            self._column.addWidget(made)

    def pick(self, number: int) -> None:
        """Take an option by its place; one that is not there does nothing."""
        if not 0 <= number < len(self._values) or not self.buttons[number].isEnabled():
            return
        self._taken = self._values[number]
        for made, value in zip(self.buttons, self._values, strict=True):
            restyle(made, "kind", "primary" if value == self._taken else "")
        self.picked.emit()

    def given(self) -> tuple[str, ...]:
        """What was picked."""
        return (self._taken,) if self._taken else ()

    def tell(self, right: str) -> None:
        """Show which was right; no other can be picked now."""
        for made, value in zip(self.buttons, self._values, strict=True):
            made.setEnabled(False)
            restyle(made, "kind", "")
            if value == right:
                made.setText(f"✓ {made.text()}")
                restyle(made, "told", "right")
            elif value == self._taken:
                made.setText(f"✕ {made.text()}")
                restyle(made, "told", "wrong")
