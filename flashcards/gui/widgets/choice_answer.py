"""An answer that is picked among four, by number or by mouse."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout

from flashcards.core.ordering import mixed
from flashcards.core.reviews import Rating
from flashcards.gui.theme import LARGE, SMALL, TIGHT, as_tip, label
from flashcards.gui.widgets.buttons import button, restyle


class ChoiceAnswer(QFrame):
    """Hidden until there are choices; `picked` once one was taken."""

    picked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._right = ""
        self._options: tuple[str, ...] = ()
        self._taken = ""
        self.buttons: list[QPushButton] = []
        self._words = label("", "small")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(LARGE, SMALL, LARGE, SMALL)
        self._column.setSpacing(TIGHT)
        self._column.addWidget(self._words)
        self.hide()

    def offer(self, wrong: Sequence[str], right: str, seed: str) -> None:
        """Show the right answer among wrong ones, in an order that the seed decides."""
        self.offer_in_order(mixed([right, *wrong], seed), right)

    def offer_in_order(self, options: Sequence[str], right: str) -> None:
        """Show options as they stand, one of them right."""
        self._right, self._taken = right, ""
        self._options = tuple(options)
        for each in self.buttons:
            self._column.removeWidget(each)
            each.deleteLater()
        self.buttons = []
        for number, option in enumerate(self._options, 1):
            made = button(f"{number}  {option}".replace("&", "&&"), partial(self.pick, number))
            made.setProperty("option", "true")
            made.setToolTip(as_tip(option))
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            self.buttons.append(made)
            self._column.insertWidget(number - 1, made)
        words = self.tr("1 to {last} pick an answer; Space shows it.")
        self._words.setText(words.format(last=len(self._options)))
        self.show()
        spoken = "; ".join(f"{number}: {option}" for number, option in enumerate(self._options, 1))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spoken))

    def pick(self, number: int) -> None:
        """Take an option by its number; a number too high does nothing, nor does a second pick."""
        if 1 <= number <= len(self._options) and not self._taken:
            self._taken = self._options[number - 1]
            self.picked.emit()

    def judge(self) -> Rating | None:
        """Show which was right; the rating that suggests, None if nothing was picked."""
        if not self._taken:
            self.hide()
            return None
        for made, option in zip(self.buttons, self._options, strict=True):
            made.setEnabled(False)
            if option in (self._right, self._taken):
                made.setText(f"{'✓' if option == self._right else '✕'}  {option}".replace("&", "&&"))
            if option == self._right:
                restyle(made, "kind", "primary")
        good = self._taken == self._right
        said = (
            self.tr("Right: Good. Picking is easier than recalling: press Hard if you were not sure.")
            if good
            else self.tr("Not that one.")
        )
        self._words.setText(said)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))
        return Rating.GOOD if good else Rating.AGAIN

    def verdict(self) -> str:
        """What is said below the options."""
        return self._words.text()
