"""Showing a card in study: its question, its answer with the ratings, and what is marked on it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from flashcards.core.intervals import short_interval
from flashcards.core.items import choices_of, without_choices
from flashcards.core.rendering import to_text
from flashcards.core.reviews import Rating
from flashcards.gui.models.study_run import StudyRun
from flashcards.gui.preferences import Preferences
from flashcards.gui.widgets.answer_ways import AnswerWays
from flashcards.gui.widgets.study_desk import StudyDesk
from flashcards.gui.widgets.why_line import why_text

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.services.study import StudyCard


#: Under which name the window keeps whether study says why cards come.
WHY = "why now"


class CardShow(QObject):
    """Puts cards on the desk."""

    def __init__(
        self, app: "App", run: StudyRun, desk: StudyDesk, ways: AnswerWays, preferences: Preferences
    ) -> None:
        super().__init__(desk)
        self._app = app
        self._run = run
        self._desk = desk
        self._ways = ways
        self._preferences = preferences
        self._card: StudyCard | None = None

    def front(self, card: "StudyCard") -> None:
        """Show the question, and take the answer in the way that fits."""
        self._desk.edit(on=False)
        self._desk.source.hide()
        self.marks(card)
        front = card.sides.front
        if choices_of(card.note)[0]:
            front = without_choices(front)
        self._desk.card.show_side(front, announce=to_text(front), style=card.style)
        self._ways.ask(card)

    def back(self, card: "StudyCard") -> None:
        """Show the answer, how the given one compares, and what each rating does."""
        self._desk.edit(on=False)
        self._desk.foot.offer(self._effects(card), self._ways.judge())
        self.marks(card)
        back = card.sides.back
        words = self.tr("Answer: {text}").format(text=to_text(back))
        self._desk.card.show_side(back, announce=words, style=card.style)

    def marks(self, card: "StudyCard") -> None:
        """Say what is marked on a card, and why it comes if that is wished for."""
        self._card = card
        why = bool(self._preferences.text(WHY))
        self._desk.show_marks(card.card, cramming=self._run.cramming)
        self._desk.why.setVisible(why)
        if why:
            found = self._app.study.why(card.card.id)
            words = why_text(found, counts=not self._run.cramming)
            exam = self._app.exam_plans.why(card.card.id)
            self._desk.why.setText(f"{exam} {words}" if exam else words)

    def toggle_why(self) -> None:
        """Say why cards come, from this one on, or stop that."""
        self._preferences.keep(WHY, "" if self._preferences.text(WHY) else "on")
        if self._card is not None:
            self.marks(self._card)

    def _effects(self, card: "StudyCard") -> dict[Rating, str]:
        """What stands on the buttons below the ratings' names."""
        if self._run.cramming:
            done = dict.fromkeys(Rating, self.tr("done"))
            return done | {Rating.AGAIN: self.tr("once more")}
        return {rating: short_interval(card.seconds[rating]) for rating in Rating}
