"""The menu of cards that can be made from the chosen part of the map."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from flashcards.core.errors import FlashcardsError
from flashcards.core.pictures import Arrow, Box
from flashcards.gui.widgets.menus import add_action, add_shortcut

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.core.drafts import Draft
    from flashcards.writing.map_cards import Ground, MapCards


class MapAsking(QPushButton):
    """`made` carries the changes of a card that now waits among the drafts, with the words that say so."""

    made = Signal(object, str)
    said = Signal(str, bool)
    failed = Signal(object)

    def __init__(self, page: QWidget, app: "App") -> None:
        super().__init__(page)
        self.setText(self.tr("Card from here"))
        self.setToolTip(self.tr("Cards about the chosen concept or arrow"))
        self._app = app
        self._ground: Ground | None = None
        self._cards: MapCards | None = None
        self._build(page)
        self.offer(None, None)

    def offer(self, ground: "Ground | None", part: Box | Arrow | None) -> None:
        """Offer the cards of a part of the map; without one, nothing."""
        self._ground = ground
        self._cards = None
        if ground is not None and part is not None:
            key = part.node if isinstance(part, Box) else part.edge
            self._cards = self._app.maps.cards_from(ground, key)
        self.setEnabled(self._cards is not None)

    def ask_next(self) -> None:
        """What does the chosen thing lead to?"""
        if self._cards is not None:
            why = self.tr(
                "Nothing follows from this on the map, or too much for one card: then choose one of its arrows."
            )
            self._propose(self._cards.leads_to, self.tr("A card for what it leads to"), why)

    def ask_order(self) -> None:
        """The steps of its chain in order."""
        if self._cards is not None:
            why = self.tr(
                "This chain has fewer than three steps, or its steps are too long to be put in order."
            )
            self._propose(self._cards.order, self.tr("A card for the order of the steps"), why)

    def ask_missing(self) -> None:
        """The step that is missing in its chain."""
        if self._cards is not None:
            why = self.tr("No arrow begins or ends here.")
            self._propose(self._cards.missing, self.tr("A card for the missing step"), why)

    def _build(self, page: QWidget) -> None:
        menu = QMenu(self)
        for words, key, call in (
            (self.tr("What does it lead to?"), "L", self.ask_next),
            (self.tr("Put the steps in order"), "O", self.ask_order),
            (self.tr("Which step is missing?"), "M", self.ask_missing),
        ):
            # The key stands in the menu; as its own shortcut it would work in the menu only.
            action: QAction = add_action(menu, f"{words}\t{key}", call)
            action.setObjectName(f"ask-{key}")
            add_shortcut(page, key, call)
        self.setMenu(menu)

    def _propose(self, draft: "Draft | None", what: str, why_not: str) -> None:
        if self._ground is None:
            return
        if draft is None:
            self.said.emit(why_not, False)
            return
        try:
            _id, changes = self._app.shaping.propose(self._ground.article.id, draft)
        except FlashcardsError as error:
            self.failed.emit(error)
            return
        self.made.emit(changes, self.tr("{what} waits among the drafts.").format(what=what))
