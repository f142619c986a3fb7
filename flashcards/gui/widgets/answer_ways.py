"""How the answer to a card is given: recalled, typed, put in order, named item by item, or picked among four."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from flashcards.core.items import choices_of, items_of
from flashcards.core.note_types import TYPED
from flashcards.core.ordering import steps_of
from flashcards.core.progress import Report
from flashcards.core.rendering import answer_of
from flashcards.core.reviews import Rating
from flashcards.gui.preferences import Preferences
from flashcards.gui.tasks import Tasks
from flashcards.gui.widgets.study_desk import StudyDesk

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.services.study import StudyCard


#: Under which name the window keeps how answers are given, and what it can be; empty for recalling them.
_WAY = "answers"
TYPING, CHOOSING = "typed", "picked"


class AnswerWays(QObject):
    """`done` when an answer was given, `freed` when nothing takes it any more.

    A card whose answer is steps asks for their order, a list for its items, and a note with choices or to be typed for
    what it was made for, whatever was chosen.
    """

    done = Signal()
    freed = Signal()

    def __init__(self, app: "App", tasks: Tasks, desk: StudyDesk, preferences: Preferences) -> None:
        super().__init__(desk)
        self._app = app
        self._tasks = tasks
        self._desk = desk
        self._preferences = preferences
        self._card: StudyCard | None = None
        desk.typed.done.connect(self.done)
        desk.choice.picked.connect(self.done)

    def ask(self, card: "StudyCard") -> None:
        """A card's question is shown: take its answer in the way that fits."""
        self._card = card
        steps, items = self._steps(card), items_of(card.note)
        choices, right = choices_of(card.note)
        own = bool(steps or items or choices)
        typing = not own and (self._is_chosen(TYPING) or card.note.note_type_id == TYPED.id)
        self._desk.put_ways_away()
        self._desk.foot.ask(typed=typing)
        if own:
            self._ask_in_its_own_way(card, steps, items, choices, right)
        elif typing:
            self._desk.typed.ask()
        elif self._is_chosen(CHOOSING):
            work = partial(self._find_choices, card)
            self._tasks.run(work, then=partial(self._offer, card), failed=lambda _error: None)

    def judge(self) -> Rating:
        """Show how the answer that was given compares; the rating to stand out, Good where nothing was given."""
        desk = self._desk
        if desk.foot.answered:
            return desk.foot.suggested  # shown before, and only shown anew
        if not desk.ordered.isHidden():
            return desk.ordered.judge() or Rating.GOOD
        if not desk.listed.isHidden():
            return desk.listed.judge() or Rating.GOOD
        if not desk.choice.isHidden():
            return desk.choice.judge() or Rating.GOOD
        if desk.typed.isHidden():
            return Rating.GOOD
        assert self._card is not None
        return desk.typed.judge(self._expected(self._card)) or Rating.GOOD

    def pick(self, number: int) -> None:
        """Take an option, where there are any."""
        if not self._desk.choice.isHidden():
            self._desk.choice.pick(number)

    def toggle_typing(self) -> None:
        """Type this answer and those that follow, or stop that."""
        typing = not self._is_chosen(TYPING)
        self._choose(TYPING if typing else "")
        words = self.tr("From the next card on, answers are typed.")
        self._begin_anew(words if typing else self.tr("Answers are no longer typed."))

    def toggle_choosing(self) -> None:
        """Pick this answer and those that follow among four, where there are good wrong ones; or stop that."""
        choosing = not self._is_chosen(CHOOSING)
        self._choose(CHOOSING if choosing else "")
        words = self.tr("From the next card on, answers are picked where wrong ones can be had.")
        self._begin_anew(words if choosing else self.tr("Answers are no longer picked."))

    def _is_chosen(self, way: str) -> bool:
        return self._preferences.text(_WAY) == way

    def _choose(self, way: str) -> None:
        self._preferences.keep(_WAY, way)

    def _begin_anew(self, words: str) -> None:
        """Ask the card on the desk in the new way; where its answer shows already, say what comes."""
        if self._card is None or self._desk.foot.answered:
            self._desk.tell(words)
            return
        self.ask(self._card)
        if all(each.isHidden() for each in (self._desk.typed, self._desk.ordered, self._desk.listed)):
            self.freed.emit()

    def _ask_in_its_own_way(
        self,
        card: "StudyCard",
        steps: tuple[str, ...],
        items: tuple[str, ...],
        choices: tuple[str, ...],
        right: str,
    ) -> None:
        """Take the answer in the way that the note was made for."""
        if steps:
            self._desk.ordered.ask(steps, _seed(card))
        elif items:
            self._desk.listed.ask(items)
        else:
            self._desk.choice.offer_in_order(choices, right)

    def _find_choices(self, card: "StudyCard", _report: Report) -> tuple[tuple[str, ...], str]:
        """Wrong answers and the right one, in the background: a long article takes some seconds."""
        return self._app.choices.of_note(card.note.id), self._expected(card)

    def _offer(self, card: "StudyCard", found: tuple[tuple[str, ...], str]) -> None:
        wrong, right = found
        if self._card is not card or self._desk.foot.answered or not self._is_chosen(CHOOSING):
            return  # it was answered meanwhile
        if wrong and right:
            self._desk.choice.offer(wrong, right, _seed(card))
        else:
            self._desk.tell(self.tr("No good wrong answers are at hand: recall this one."))

    def _steps(self, card: "StudyCard") -> tuple[str, ...]:
        # Most answers hold no arrow; they need no look into the library.
        return steps_of(self._expected(card)) if "→" in "".join(card.note.fields[1:2]) else ()

    def _expected(self, card: "StudyCard") -> str:
        note, note_type, _cards = self._app.decks.note_with_cards(card.note.id)
        return answer_of(note, note_type, card.card.ordinal)


def _seed(card: "StudyCard") -> str:
    """Another order at each answer, and the same while the card is on the desk."""
    return f"{card.card.id}:{card.card.memory.reps}"
