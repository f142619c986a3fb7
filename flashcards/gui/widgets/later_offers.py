"""The later versions that wait for a choice, and what can be done with cards whose sentence is gone."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from flashcards.core.errors import NotFound
from flashcards.core.rendering import gapped, to_text
from flashcards.core.wording import counted
from flashcards.gui.changes import ChangeBus
from flashcards.gui.widgets.later_bar import GoneCard, LaterBar

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.services.versions import LaterVersion


class LaterOffers(QObject):
    """Its `bar` is a widget that a page places; `chosen` carries a `LaterVersion` and whether all of it is wanted."""

    chosen = Signal(object, bool)
    said = Signal(str, bool)

    def __init__(self, app: "App", bus: ChangeBus, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self._bus = bus
        self._waiting: list[LaterVersion] = []
        self._kept = False
        self.bar = LaterBar()
        self.bar.chosen.connect(self._choose)
        self.bar.left.connect(self._go_on)
        self.bar.suspend_asked.connect(self._suspend)
        self.bar.remove_asked.connect(self._remove)

    def add(self, later: "LaterVersion") -> None:
        """Ask about a later version once those before it are done with; the same text is asked about once."""
        keys = [each.whole.article.key for each in self._waiting]
        if later.whole.article.key not in keys or (self._kept and keys.index(later.whole.article.key) == 0):
            self._waiting.append(later)
        self.refresh()

    def refresh(self) -> None:
        """Show what is asked now, and the cards as they are now."""
        if not self._waiting:
            self.bar.hide()
            return
        later = self._waiting[0]
        gone = self._cards(later.difference.gone)
        if not self._kept:
            self.bar.offer(later, gone)
        elif gone:
            self.bar.remind(later.whole.article.title, gone)
        else:
            self._go_on()

    def _choose(self, whole: bool) -> None:
        self._kept = True
        self.chosen.emit(self._waiting[0], whole)
        self.refresh()

    def _go_on(self) -> None:
        self._kept = False
        del self._waiting[:1]
        self.refresh()

    def _suspend(self) -> None:
        shown = self.bar.cards()
        ids = [card.id for each in shown for card in self._app.decks.note_with_cards(each.note_id)[2]]
        self._bus.announce(self._app.cards.suspend(ids))
        self.said.emit(self.tr("Suspended {cards}.").format(cards=counted(len(ids), "card")), True)

    def _remove(self, card: GoneCard) -> None:
        self._bus.announce(self._app.decks.remove_notes([card.note_id]))
        self.said.emit(self.tr("Deleted the card."), True)

    def _cards(self, note_ids: Sequence[int]) -> list[GoneCard]:
        """Those of the notes that are still there."""
        found = []
        for note_id in note_ids:
            try:
                note, _type, cards = self._app.decks.note_with_cards(note_id)
            except NotFound:
                continue
            question = " ".join(gapped(to_text(note.fields[0])).split())
            sentence = " ".join(self._app.origins.of_note(note_id).sentence.split())
            found.append(GoneCard(note_id, question, sentence, all(each.suspended for each in cards)))
        return found
