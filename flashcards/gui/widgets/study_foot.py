"""The foot of a card in study: the button that shows the answer, then the four ratings in its place."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QStackedWidget, QWidget

from flashcards.core.reviews import Rating
from flashcards.gui.theme import SMALL
from flashcards.gui.widgets.buttons import button, restyle


class StudyFoot(QStackedWidget):
    """`reveal_asked`, then `rated` with a rating."""

    reveal_asked = Signal()
    rated = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.suggested = Rating.GOOD
        self.show_button = self._tall(button("", self.reveal_asked.emit, kind="primary"))
        self.answers = QWidget()
        row = QHBoxLayout(self.answers)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SMALL)
        self.ratings: dict[Rating, QPushButton] = {}
        for rating in Rating:
            self.ratings[rating] = self._tall(button("", partial(self.rated.emit, rating)))
            row.addWidget(self.ratings[rating])
        self.addWidget(self.show_button)
        self.addWidget(self.answers)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.ask(typed=False)

    @property
    def answered(self) -> bool:
        """Whether the ratings stand there."""
        return self.currentWidget() is self.answers

    def ask(self, *, typed: bool) -> None:
        """The question is shown; with `typed` the answer is being typed."""
        key = self.tr("Enter") if typed else self.tr("Space")
        self.show_button.setText(self.tr("Show answer  ({key})").format(key=key))
        self.setCurrentWidget(self.show_button)

    def offer(self, effects: Mapping[Rating, str], suggested: Rating = Rating.GOOD) -> None:
        """The answer is shown: offer the ratings, each with what it does; Space takes the suggested one."""
        names = {
            Rating.AGAIN: self.tr("Again"),
            Rating.HARD: self.tr("Hard"),
            Rating.GOOD: self.tr("Good"),
            Rating.EASY: self.tr("Easy"),
        }
        self.suggested = suggested
        for rating, made in self.ratings.items():
            made.setText(f"{int(rating)}  {names[rating]}\n{effects[rating]}")
            made.setAccessibleName(f"{names[rating]}, {effects[rating]}")
            restyle(made, "kind", "primary" if rating is suggested else "")
        self.setCurrentWidget(self.answers)

    def _tall(self, made: QPushButton) -> QPushButton:
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setMinimumHeight(round(self.fontMetrics().height() * 3.1))
        return made
