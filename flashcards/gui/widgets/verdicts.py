"""Carries out what is asked about drafts, and says what was done."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from flashcards.core.articles import Span
from flashcards.core.changes import Changes
from flashcards.core.drafts import CardType, Draft, DraftState
from flashcards.core.errors import FlashcardsError
from flashcards.core.progress import Cancel, Report
from flashcards.core.wording import counted
from flashcards.gui.changes import ChangeBus
from flashcards.gui.tasks import Tasks
from flashcards.gui.widgets.deck_chooser import DeckChooser
from flashcards.gui.widgets.job_bar import JobBar

if TYPE_CHECKING:
    from flashcards.app import App

#: More drafts than this are accepted in the background: together they would take over a tenth of a second.
_AT_ONCE = 30


class Verdicts(QObject):
    """Decisions about drafts; each is one step of undo. What cannot be done comes out as `failed`."""

    said = Signal(str, bool)
    failed = Signal(object)

    def __init__(self, app: "App", bus: ChangeBus, tasks: Tasks, where: DeckChooser) -> None:
        super().__init__(where)
        self._app = app
        self._bus = bus
        self._tasks = tasks
        self._where = where
        self._cancel = Cancel()
        self.job = JobBar()
        self.job.cancel_asked.connect(self.stop)

    def stop(self) -> None:
        """Ask running work to stop, as when the window closes."""
        self._cancel.set()

    def accept(self, drafts: Sequence[Draft]) -> bool:
        """Make cards of drafts in the deck that is chosen; whether that could be done."""
        ids = [draft.id for draft in drafts if draft.state is not DraftState.ACCEPTED]
        deck, tags, in_order = self._where.deck, self._where.tags, self._where.in_order
        if not ids:
            return True
        one, many = self.tr("Accepted into “{deck}”."), self.tr("Accepted {cards} into “{deck}”.")
        said = (one if len(ids) == 1 else many).format(cards=counted(len(ids), "card"), deck=deck)
        if len(ids) > _AT_ONCE:
            self._accept_many(partial(self._app.drafts.accept, ids, deck, tags, in_order=in_order), said)
            return False  # not yet: nothing moves on
        return self._do(lambda: self._app.drafts.accept(ids, deck, tags, in_order=in_order), said)

    def reject(self, drafts: Sequence[Draft], reason: str = "") -> bool:
        """Put drafts aside, perhaps saying why."""
        ids = [draft.id for draft in drafts if reason or draft.state is not DraftState.REJECTED]
        words = self.tr("Rejected.") if len(ids) == 1 else self.tr("Rejected {cards}.")
        if not ids:
            return True
        said = words.format(cards=counted(len(ids), "card"))
        return self._do(lambda: self._app.drafts.reject(ids, reason), said)

    def reopen(self, drafts: Sequence[Draft]) -> bool:
        """Let drafts wait again."""
        ids = [draft.id for draft in drafts if draft.state is not DraftState.WAITING]
        return not ids or self._do(lambda: self._app.drafts.reopen(ids), self.tr("To judge again."))

    def edit(self, draft: Draft, question: str, answer: str) -> bool:
        """Change the words of a draft."""
        return self._do(lambda: self._app.drafts.edit(draft.id, question, answer), self.tr("Card changed."))

    def split(self, draft: Draft) -> list[int]:
        """Part a draft; the ids of its parts, none if that could not be done."""
        ids: list[int] = []

        def work() -> Changes:
            made, changes = self._app.shaping.split(draft.id)
            ids.extend(made)
            return changes

        self._do(work, self.tr("Split."))
        return ids

    def merge(self, drafts: Sequence[Draft]) -> list[int]:
        """Join drafts; the id of the whole, none if that could not be done."""
        ids: list[int] = []

        def work() -> Changes:
            made, changes = self._app.shaping.merge([draft.id for draft in drafts])
            ids.extend(made)
            return changes

        self._do(work, self.tr("Merged."))
        return ids

    def write(self, article_id: int, evidence: Span, words: tuple[CardType, str, str]) -> bool:
        """Put a card that the user wrote into the chosen deck."""
        deck, tags = self._where.deck, self._where.tags

        def work() -> Changes:
            return self._app.shaping.write(article_id, evidence, words, deck, tags)[1]

        return self._do(work, self.tr("Added to “{deck}”.").format(deck=deck))

    def _accept_many(self, accept: Callable[..., Changes], words: str) -> None:
        """Accept in the background, where it can be stopped and then has changed nothing."""
        self._cancel = cancel = Cancel()
        self.job.start(self.tr("Accepting cards"))

        def work(report: Report) -> Changes:
            def watch(share: float) -> None:
                cancel.check()
                report(share, self.tr("Accepting cards"))

            return accept(watch=watch)

        def then(changes: Changes) -> None:
            self.job.hide()
            self._bus.announce(changes)
            self.said.emit(words, True)

        def failed(error: Exception) -> None:
            self.job.hide()
            self.failed.emit(error)

        self._tasks.run(work, then=then, failed=failed, progress=self.job.advance)

    def _do(self, work: Callable[[], Changes], words: str) -> bool:
        try:
            changes = work()
        except FlashcardsError as error:
            self.failed.emit(error)
            return False
        self._bus.announce(changes)
        self.said.emit(words, True)
        return True
