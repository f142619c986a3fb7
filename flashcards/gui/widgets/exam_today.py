"""Today's share of an exam's plan, and what more or less time would reach."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout

from flashcards.gui.theme import LARGE, SMALL, WIDE, label
from flashcards.gui.widgets.exam_words import fewest_words, reach_words, share_of_today, unseen_words

if TYPE_CHECKING:
    from flashcards.services.exam_figures import ExamOutlook


class ExamToday(QFrame):
    """Words only: how many cards and minutes, and below what the minutes lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.cards = label("", "heading")
        self.parts = label("", "muted")
        self.reach = label("")
        self.fewest = label("")
        self.unseen = label("")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(WIDE, LARGE, WIDE, LARGE)
        layout.setSpacing(SMALL)
        layout.addWidget(label(self.tr("Today's share"), "body"))
        for each in (self.cards, self.parts):
            layout.addWidget(each)
        layout.addSpacing(SMALL)
        for each in (self.reach, self.fewest, self.unseen):
            each.setWordWrap(True)
            layout.addWidget(each)
        layout.addStretch()

    def show_outlook(self, outlook: "ExamOutlook") -> None:
        """Show another exam, or another state of it."""
        head, parts = share_of_today(outlook)
        self.cards.setText(head)
        self.parts.setText(parts)
        self.parts.setVisible(bool(parts))
        self.reach.setText(reach_words(outlook.plan))
        self.fewest.setText(fewest_words(outlook.plan))
        self.unseen.setText(unseen_words(outlook.plan))
        self.unseen.setVisible(bool(self.unseen.text()))
