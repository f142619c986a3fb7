"""What can be done to the card that is studied, besides answering it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from flashcards.core.changes import Changes
from flashcards.core.errors import FlashcardsError
from flashcards.core.rendering import to_text
from flashcards.core.wording import counted
from flashcards.gui.models.study_run import StudyRun
from flashcards.gui.widgets.sounds import play
from flashcards.gui.widgets.study_desk import StudyDesk

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.services.study import StudyCard

_FLAGS = 7


class CardActs(QObject):
    """`put_off` carries changes after which another card comes, with what was done; after `changed` it stays.

    `said` is for what cannot be done now, and why.
    """

    put_off = Signal(object, str)
    changed = Signal(object)
    said = Signal(str, bool)
    map_asked = Signal(int)

    def __init__(self, app: "App", run: StudyRun, desk: StudyDesk) -> None:
        super().__init__(desk)
        self._app = app
        self._run = run
        self._desk = desk
        #: The card on the desk, None when there is none.
        self.card: StudyCard | None = None

    def bury(self) -> None:
        """Put the card off until the next study day."""
        self._do(self._app.cards.bury, self.tr("Buried until tomorrow."))

    def suspend(self) -> None:
        """Take the card out of study."""
        self._do(self._app.cards.suspend, self.tr("Suspended: this card comes no more until you let it."))

    def toggle_flag(self) -> None:
        """Flag the card, or take its flag away."""
        if self.card is not None:
            self._flag(0 if self.card.card.flag else 1)

    def next_flag(self) -> None:
        """Give the card the next flag; after the last, none."""
        if self.card is not None:
            self._flag((self.card.card.flag + 1) % (_FLAGS + 1))

    def play(self) -> None:
        """Play the first sound of the side that is shown."""
        sounds = self._desk.card.sounds
        if sounds:
            self.play_sound(sounds[0])
        elif self.card is not None:
            self.said.emit(self.tr("There is no sound on this side."), False)

    def play_sound(self, name: str) -> None:
        """Play a sound, or say why that cannot be."""
        problem = play(self._app.media, name)
        if problem:
            self.said.emit(problem, False)

    def open_hints(self) -> None:
        """Show the hints of the side that is shown."""
        if self.card is not None and not self._desk.card.open_hints():
            self.said.emit(self.tr("There is no hint on this side."), False)

    def split(self, note_id: int) -> None:
        """Split a leech into a card for each thing it asks for; its parts come when they are due."""
        try:
            ids, changes = self._app.shaping.split_note(note_id)
        except FlashcardsError as error:
            self.said.emit(str(error), False)
            return
        self._desk.leech.hide()
        self.changed.emit(changes)
        words = self.tr("Split into {cards}; what was known of it goes on with the first.")
        self.said.emit(words.format(cards=counted(len(ids), "card")), True)

    def forgive(self) -> None:
        """Take the mark of a leech from the card."""
        if self.card is None:
            return
        if not self.card.card.leech:
            self.said.emit(self.tr("This card is not marked as a leech."), False)
        else:
            self.changed.emit(self._app.cards.forgive([self.card.card.id]))

    def tell_leech(self, rated: "StudyCard") -> None:
        """An answer may have made a card a leech; the next card must not come as if nothing had happened."""
        leech = self._app.cards.leech(rated.card.id)
        newly = leech.card.suspended > rated.card.suspended or leech.card.leech > rated.card.leech
        if newly:
            self._desk.leech.tell(leech, to_text(rated.sides.front).replace("\n", ": "))

    def toggle_source(self) -> None:
        """Show or hide where the card came from; before the answer it might hold it."""
        if self.card is None:
            return
        if not self._desk.foot.answered:
            self.said.emit(self.tr("The source may hold the answer: Space shows the answer first."), False)
        elif self._desk.source.isHidden():
            self._desk.source.show_origin(self._app.origins.of_note(self.card.note.id))
        else:
            self._desk.source.hide()

    def ask_map(self) -> None:
        """Ask for the map of the card's article."""
        if self.card is None:
            return
        if self.card.note.article_id is None:
            self.said.emit(self.tr("This card has no article, so there is no map of it."), False)
        else:
            self.map_asked.emit(self.card.note.article_id)

    def _do(self, act: Callable[[list[int]], Changes], done: str) -> None:
        if self.card is None:
            return
        if self._run.cramming:
            self.said.emit(
                self.tr("Cramming leaves the schedule as it is: nothing is buried or suspended."), False
            )
            return
        self.put_off.emit(act([self.card.card.id]), done)

    def _flag(self, flag: int) -> None:
        assert self.card is not None
        self.changed.emit(self._app.cards.flag([self.card.card.id], flag))
