"""What lies on the desk in study: one card, its ratings, and what was asked for about it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from flashcards.core.wording import counted
from flashcards.gui.theme import MEDIUM, Theme, label
from flashcards.gui.widgets.card_editor import Advice, CardEditor
from flashcards.gui.widgets.card_view import CardView
from flashcards.gui.widgets.choice_answer import ChoiceAnswer
from flashcards.gui.widgets.listed_answer import ListedAnswer
from flashcards.gui.widgets.ordered_answer import OrderedAnswer
from flashcards.gui.widgets.source_panel import LeechNotice, SourcePanel
from flashcards.gui.widgets.study_foot import StudyFoot
from flashcards.gui.widgets.typed_answer import TypedAnswer

if TYPE_CHECKING:
    from flashcards.core.cards import Card


class StudyDesk(QWidget):
    """Everything of one width, the card taking the room that is left."""

    def __init__(self, theme: Theme, advice: Advice) -> None:
        super().__init__()
        self.leech = LeechNotice()
        self.marks = label("", "small")
        self.card = CardView(theme)
        self.editor = CardEditor(theme, advice)
        self.typed = TypedAnswer(theme)
        self.ordered = OrderedAnswer()
        self.choice = ChoiceAnswer()
        self.listed = ListedAnswer()
        self.source = SourcePanel()
        self.why = label("", "muted")
        self.why.setAccessibleName(self.tr("Why now"))
        self.foot = StudyFoot()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MEDIUM)
        column.addWidget(self.leech)
        column.addWidget(self.marks)
        column.addWidget(self.card, 1)
        column.addWidget(self.editor, 1, Qt.AlignmentFlag.AlignTop)
        for each in (self.typed, self.ordered, self.listed, self.choice, self.source, self.why, self.foot):
            column.addWidget(each)
        self.setMaximumWidth(self.card.maximumWidth())
        self.marks.hide()
        self.why.hide()

    def tell(self, text: str) -> None:
        """Say what was done, above the card: a message over its foot would hide the buttons."""
        shown = self.marks.text()
        self.marks.setText(f"{text} · {shown}" if shown else text)
        self.marks.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.marks, text))

    def show_marks(self, card: "Card", *, cramming: bool) -> None:
        """Say in words what is marked on a card, and whether its answer counts."""
        flags = (
            self.tr("red"),
            self.tr("orange"),
            self.tr("green"),
            self.tr("blue"),
            self.tr("pink"),
            self.tr("turquoise"),
            self.tr("purple"),
        )
        parts = []
        if cramming:
            parts.append(self.tr("Cramming: the schedule stays as it is"))
        if card.flag:
            parts.append(
                self.tr("⚑ Flag {number}, {name}").format(number=card.flag, name=flags[card.flag - 1])
            )
        if card.leech:
            parts.append(
                self.tr("Leech: forgotten {times}").format(times=counted(card.memory.lapses, "time"))
            )
        self.marks.setText(" · ".join(parts))
        self.marks.setVisible(bool(parts))

    def put_ways_away(self) -> None:
        """Hide what an answer was given in."""
        for each in (self.typed, self.ordered, self.listed, self.choice):
            each.hide()

    def edit(self, *, on: bool) -> None:
        """Put the editor in the card's place, or the card back."""
        for each in (self.card, self.foot):
            each.setVisible(not on)
        if on:
            self.put_ways_away()
            self.source.hide()
            self.why.hide()
