"""What is weakest before an exam: articles and roles, and the cards below the goal."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from flashcards.core.wording import counted
from flashcards.gui.models.table import Column, TableModel
from flashcards.gui.theme import LARGE, MEDIUM, SMALL, label
from flashcards.gui.widgets.exam_words import share_words
from flashcards.gui.widgets.table import Table

if TYPE_CHECKING:
    from flashcards.services.exam_figures import Forecast
    from flashcards.study.exam.forecast import Readiness

_MOST_ROWS = 8


@dataclass(frozen=True, slots=True)
class Group:
    """An article or a role, and how ready one is in it."""

    name: str
    ready: "Readiness"


@dataclass(frozen=True, slots=True)
class WeakCard:
    """A card with its question and its chance at the exam."""

    card_id: int
    question: str
    chance: float


class ExamWeakest(QWidget):
    """Two tables beside each other; `card_asked` carries the card that was opened."""

    card_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        groups: list[Column[Group]] = [
            Column(self.tr("Article or role"), lambda each: each.name),
            Column(self.tr("Cards"), lambda each: str(each.ready.cards), number=True),
            Column(self.tr("Below goal"), lambda each: str(each.ready.below), number=True),
            Column(self.tr("Recall"), lambda each: share_words(each.ready.share), number=True),
        ]
        self._groups: TableModel[Group] = TableModel(groups, self)
        cards: list[Column[WeakCard]] = [
            Column(self.tr("Card"), lambda each: each.question),
            Column(self.tr("Recall"), lambda each: share_words(each.chance), number=True),
        ]
        self._cards: TableModel[WeakCard] = TableModel(cards, self)
        self.groups = Table(self._groups, self.tr("Weakest articles and roles"))
        self.cards = Table(self._cards, self.tr("Weakest cards"))
        self.cards.opened.connect(self.card_asked)
        self.told = label("", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(LARGE)
        row.addWidget(_panel(self.tr("What is weakest"), self.groups), 1)
        row.addWidget(_panel(self.tr("The weakest cards"), self.cards, self.told), 1)

    def show_forecast(self, found: "Forecast", questions: Sequence[tuple[int, str]]) -> None:
        """Show other groups and cards; `questions` are those of the weakest cards, by their ids."""
        topics = [
            Group(name or self.tr("(no article)"), each)
            for name, each in found.by_topic.items()
            if name or len(found.by_topic) > 1
        ]
        roles = [Group(role.value.capitalize(), each) for role, each in found.by_role.items()]
        groups = sorted(topics, key=lambda each: each.ready.share)[: _MOST_ROWS - len(roles)]
        self._groups.set_rows(sorted([*groups, *roles], key=lambda each: each.ready.share))
        chances = dict(found.weakest)
        self._cards.set_rows(
            [WeakCard(card_id, question, chances[card_id]) for card_id, question in questions]
        )
        self.told.setText(
            self.tr("{below} below the goal, {unseen} of them not seen yet. Enter studies a card.").format(
                below=counted(found.readiness.below, "card"), unseen=found.readiness.unseen
            )
        )


def _panel(title: str, *parts: QWidget) -> QFrame:
    panel = QFrame()
    panel.setObjectName("panel")
    layout = QVBoxLayout(panel)
    layout.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
    layout.setSpacing(SMALL)
    layout.addWidget(label(title, "heading"))
    for part in parts:
        layout.addWidget(part)
        if isinstance(part, Table):
            part.setMinimumHeight(part.fontMetrics().height() * 14)
    return panel
