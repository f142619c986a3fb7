"""Saying why a draft is rejected."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton

from flashcards.core.judgements import Reason
from flashcards.gui.widgets.menus import add_action


class ReasonButton(QPushButton):
    """A button with a menu of reasons; `chosen` carries the one that was picked."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        # It stands behind “Reject”, and room is scarce.
        self.setText(self.tr("as …"))
        self.setAccessibleName(self.tr("Reject as"))
        self.setToolTip(self.tr("Reject the card and say why, so that better ones are proposed (Shift+R)"))
        words = {
            Reason.WRONG: self.tr("&Wrong"),
            Reason.UNCLEAR: self.tr("&Unclear"),
            Reason.TRIVIAL: self.tr("&Trivial"),
            Reason.DUPLICATE: self.tr("&Duplicate"),
            Reason.OTHER: self.tr("&Other"),
        }
        menu = QMenu(self)
        for reason, text in words.items():
            add_action(menu, text, partial(self.chosen.emit, reason.value))
        self.setMenu(menu)

    def pick(self) -> None:
        """Open the menu from the keyboard."""
        self.menu().popup(self.mapToGlobal(self.rect().topLeft()))
