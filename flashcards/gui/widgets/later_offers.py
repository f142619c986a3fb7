"""The later versions that wait for a choice, and what can be done with cards whose sentence is gone."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from flashcards.core.changes import Changes
from flashcards.core.errors import NotFound
from flashcards.core.rendering import gapped, to_text
from flashcards.core.wording import counted
from flashcards.gui.changes import ChangeBus
from flashcards.gui.theme import Theme
from flashcards.gui.widgets.card_editor import Advice
from flashcards.gui.widgets.edit_in_place import EditInPlace
from flashcards.gui.widgets.later_bar import GoneCard, LaterBar

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.services.versions import LaterVersion


class LaterOffers(QObject):
    """Its `bar` is a widget that a page places; `chosen` carries a `LaterVersion` and whether all of it is wanted."""

    chosen = Signal(object, bool)
    said = Signal(str, bool)
    failed = Signal(object)

    def __init__(self, app: "App", bus: ChangeBus, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self._bus = bus
        self._waiting: list[LaterVersion] = []
        self._kept = False
        self.bar = LaterBar(theme, Advice(app.shaping.sides, app.shaping.findings))
        self.bar.chosen.connect(self._choose)
        self.bar.left.connect(self._go_on)
        self.bar.suspend_asked.connect(self._suspend)
        self.bar.remove_asked.connect(self._remove)
        self.bar.edit_asked.connect(self._edit)
        self._editing = EditInPlace(app, self.bar)
        self._editing.changed.connect(self._edited)
        self._editing.left.connect(self.bar.table.setFocus)
        self._editing.failed.connect(self.failed)

    def add(self, later: "LaterVersion") -> None:
        """Ask about a later version once those before it are done with; the same text is asked about once."""
        keys = [each.whole.article.key for each in self._waiting]
        if later.whole.article.key not in keys or (self._kept and keys.index(later.whole.article.key) == 0):
            self._waiting.append(later)
        self.refresh()

    def refresh(self) -> None:
        """Show what is asked now, and the cards as they are now; what is being typed is not touched."""
        if self._editing.under_way:
            return
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
        self._stop_editing()
        self._kept = True
        self.chosen.emit(self._waiting[0], whole)
        self.refresh()

    def _go_on(self) -> None:
        self._stop_editing()
        self._kept = False
        del self._waiting[:1]
        self.refresh()

    def _suspend(self) -> None:
        shown = self.bar.cards()
        ids = [card.id for each in shown for card in self._app.decks.note_with_cards(each.note_id)[2]]
        self._bus.announce(self._app.cards.suspend(ids))
        self.said.emit(self.tr("Suspended {cards}.").format(cards=counted(len(ids), "card")), True)

    def _stop_editing(self) -> None:
        if self._editing.under_way:
            self.bar.editor.leave()

    def _edit(self, card: GoneCard) -> None:
        self._editing.begin(card.note_id)

    def _edited(self, changes: Changes) -> None:
        self._bus.announce(changes)
        self.refresh()
        self.said.emit(self.tr("Card changed."), True)

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
