"""The head of the study page: what is left, what can be done to the card, undo, keys, and the way out."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QPushButton, QWidget

from flashcards.gui.theme import SMALL, label
from flashcards.gui.widgets.buttons import button
from flashcards.gui.widgets.menus import add_action

if TYPE_CHECKING:
    from flashcards.services.queue import Left


class StudyHead(QWidget):
    """`progress` belongs below it."""

    def __init__(
        self,
        commands: Mapping[str, Callable[[], None]],
        leave: Callable[[], None],
        forgive: Callable[[], None],
    ) -> None:
        super().__init__()
        self.counts = label("", "muted")
        self.counts.setWordWrap(False)
        self.more = self._build_more(commands, forgive)
        undo = button(self.tr("Undo"), commands["u"], kind="quiet", tip=self.tr("Undo (U)"))
        keys = button(self.tr("Keys"), commands["h"], kind="quiet", tip=self.tr("All keys (H)"))
        end = button(self.tr("Leave"), leave, kind="quiet", tip=self.tr("Escape"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SMALL)
        row.addWidget(self.counts)
        for made in (self.more, undo, keys, end):
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(made)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Progress of this session"))

    def count(self, left: "Left", total: int) -> None:
        """Say how many cards are left of how many."""
        words = self.tr("{total} left: {new} new · {learning} learning · {review} to review")
        self.counts.setText(
            words.format(total=left.total, new=left.new, learning=left.learning, review=left.review)
        )
        self.progress.setMaximum(max(1, total))
        self.progress.setValue(total - left.total)

    def clear(self) -> None:
        """Nothing is studied."""
        self.counts.setText("")
        self.progress.setVisible(False)
        self.more.setEnabled(False)

    def _build_more(
        self, commands: Mapping[str, Callable[[], None]], forgive: Callable[[], None]
    ) -> QPushButton:
        """All that can be done to the card, for the mouse, with the keys beside it."""
        made = QPushButton(self.tr("Card"))
        made.setProperty("kind", "quiet")
        made.setToolTip(self.tr("What can be done to this card"))
        menu = QMenu(made)
        for words, key in (
            (self.tr("Edit"), "e"),
            (self.tr("Source sentence"), "s"),
            (self.tr("Why now?"), "w"),
            (self.tr("Type the answer"), "t"),
            (self.tr("Pick the answer"), "c"),
            (self.tr("Flag"), "f"),
            (self.tr("Bury until tomorrow"), "b"),
            (self.tr("Suspend"), "@"),
            (self.tr("Mechanism map"), "m"),
        ):
            add_action(menu, f"{words}\t{key.upper()}", commands[key])
        add_action(menu, self.tr("No longer a leech"), forgive)
        made.setMenu(menu)
        return made
