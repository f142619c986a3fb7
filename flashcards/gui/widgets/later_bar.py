"""Offers what changed in a later version of an article, and shows the cards whose sentence is gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from flashcards.core.wording import counted
from flashcards.gui.models.table import Column, TableModel
from flashcards.gui.theme import LARGE, MEDIUM, SMALL, Theme, label
from flashcards.gui.widgets.buttons import button
from flashcards.gui.widgets.card_editor import Advice, CardEditor
from flashcards.gui.widgets.table import Table

if TYPE_CHECKING:
    from flashcards.services.versions import LaterVersion

#: So many cards show at once; more are scrolled to.
_MOST_ROWS = 4


@dataclass(frozen=True, slots=True)
class GoneCard:
    """A note whose sentence a later version no longer has."""

    note_id: int
    question: str
    sentence: str
    suspended: bool


class LaterBar(QFrame):
    """Hidden while there is nothing to ask.

    `chosen` tells whether the whole article is wanted, `left` that nothing more is; `suspend_asked` is for all
    cards that are shown, `edit_asked` and `remove_asked` carry a `GoneCard`, which is edited in `editor`;
    `edited` tells when that takes its room and gives it back.
    """

    chosen = Signal(bool)
    left = Signal()
    suspend_asked = Signal()
    edit_asked = Signal(object)
    remove_asked = Signal(object)
    edited = Signal(bool)

    def __init__(self, theme: Theme, advice: Advice) -> None:
        super().__init__()
        self.editor = CardEditor(theme, advice)
        self.setObjectName("panel")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._words = label("")
        self._words.setWordWrap(True)
        self._news = button(self.tr("Only what changed"), lambda: self.chosen.emit(False), kind="primary")
        self._whole = button(self.tr("The whole article"), lambda: self.chosen.emit(True))
        self._leave = button(self.tr("Leave it"), self.left.emit, kind="quiet")
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addWidget(self._words, 1)
        for each in (self._whole, self._news, self._leave):
            row.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(LARGE, MEDIUM, MEDIUM, MEDIUM)
        layout.setSpacing(SMALL)
        layout.addLayout(row)
        layout.addWidget(self._build_gone())
        self.hide()

    def offer(self, later: "LaterVersion", gone: Sequence[GoneCard]) -> None:
        """Ask what to keep of a later version."""
        news, whole = len(later.news.drafts), len(later.whole.drafts)
        changed = self.tr("“{title}” has changed since it was read. New: {sentences} with {drafts}.")
        words = changed.format(
            title=later.whole.article.title,
            sentences=counted(len(later.difference.new), "sentence"),
            drafts=counted(news, "draft"),
        )
        self._words.setText(words)
        self._news.setVisible(news > 0)
        self._news.setText(self.tr("Only what changed ({count})").format(count=news))
        self._whole.setVisible(whole > 0)
        self._whole.setText(self.tr("The whole article ({count})").format(count=whole))
        self._leave.setText(self.tr("Leave it"))
        self._show_gone(gone)
        self.show()

    def remind(self, title: str, gone: Sequence[GoneCard]) -> None:
        """After the choice: show the cards that the article no longer bears out, until they are dismissed."""
        self._words.setText(self.tr("The later version of “{title}” is kept.").format(title=title))
        self._news.hide()
        self._whole.hide()
        self._leave.setText(self.tr("Dismiss"))
        self._show_gone(gone)
        self.setVisible(bool(gone))

    def edit(self, *, on: bool) -> None:
        """Put the editor in the list's place, or the list back: the page below has no room for both."""
        self.table.setVisible(not on)
        self.edited.emit(on)

    def cards(self) -> list[GoneCard]:
        """The cards that are shown."""
        return [row for number in range(self._model.rowCount()) if (row := self._model.row(number))]

    def _build_gone(self) -> QWidget:
        columns: list[Column[GoneCard]] = [
            Column(self.tr("Card"), lambda each: each.question),
            Column(self.tr("Sentence that is gone"), lambda each: each.sentence),
            Column(
                self.tr("In study"), lambda each: self.tr("suspended") if each.suspended else self.tr("yes")
            ),
        ]
        self._model: TableModel[GoneCard] = TableModel(columns, self)
        self.table = Table(self._model, self.tr("Cards whose sentence is gone"))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(1, header.ResizeMode.Stretch)
        self.table.opened.connect(self.edit_asked)
        self.table.removed.connect(self.remove_asked)
        self._title = label("", "small")
        self._suspend = button(self.tr("Suspend them"), self.suspend_asked.emit, kind="quiet")
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._suspend)
        below = QWidget()
        layout = QVBoxLayout(below)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SMALL)
        layout.addLayout(top)
        layout.addWidget(self.table)
        layout.addWidget(self.editor)
        self._gone = below
        return below

    def _show_gone(self, gone: Sequence[GoneCard]) -> None:
        self._model.set_rows(gone)
        words = self.tr(
            "The sentence of {cards} is gone. Nothing was deleted; Enter edits the chosen card, Delete removes it."
        )
        self._title.setText(words.format(cards=counted(len(gone), "card")))
        self._suspend.setEnabled(not all(each.suspended for each in gone))
        rows = min(len(gone), _MOST_ROWS) * self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(rows + self.table.horizontalHeader().sizeHint().height() + SMALL)
        self._gone.setVisible(bool(gone))
