"""What is done to the chosen rows of the browser: each act is one step of undo, many rows go to the background."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from flashcards.core.browsing import Show
from flashcards.core.changes import Changes
from flashcards.core.errors import BadInput, FlashcardsError
from flashcards.core.progress import Cancel, Report
from flashcards.core.replacing import Replacement
from flashcards.core.sessions import SessionPlan
from flashcards.core.wording import counted
from flashcards.gui.tasks import Tasks
from flashcards.gui.widgets.browser_columns import flag_names
from flashcards.gui.widgets.browser_table import BrowserTable
from flashcards.gui.widgets.job_bar import JobBar
from flashcards.gui.widgets.kind_words import kinds, told
from flashcards.gui.widgets.menus import add_action

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.services.note_kinds import Retyped

#: More rows than this are changed in the background: together they would take over a tenth of a second.
_AT_ONCE = 300
_MOST_TO_CRAM = 5000
_DAYS = re.compile(r"\s*(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?\s*")

Act = Callable[[Sequence[int]], Changes]


class BrowserActs(QObject):
    """`done` carries changes and what was done; the signals that end in `asked` want a dialog or a page."""

    done = Signal(object, str)
    failed = Signal(object)
    said = Signal(str, bool)
    cram_asked = Signal(object)
    edit_asked = Signal()
    move_asked = Signal()
    tags_asked = Signal(bool)
    due_asked = Signal()
    replace_asked = Signal()

    def __init__(self, app: "App", tasks: Tasks, table: BrowserTable) -> None:
        super().__init__(table)
        self._app = app
        self._tasks = tasks
        self._table = table
        self._cancel = Cancel()
        self._busy = False
        self.show = Show.CARDS
        self.job = JobBar()
        self.job.cancel_asked.connect(self.stop)

    def stop(self) -> None:
        """Ask running work to stop, as when the window closes."""
        self._cancel.set()

    def suspend(self) -> None:
        """Suspend the chosen cards; if all of those in sight are suspended, let them come again."""
        if self._first_is("suspended"):
            self._cards(self._app.cards.unsuspend, self.tr("{cards} back in study."))
        else:
            self._cards(self._app.cards.suspend, self.tr("Suspended {cards}."))

    def bury(self) -> None:
        """Put the chosen cards off until tomorrow, or let them come today."""
        if self._first_is("buried"):
            self._cards(self._app.cards.unbury, self.tr("{cards} back for today."))
        else:
            self._cards(self._app.cards.bury, self.tr("Buried {cards} until tomorrow."))

    def flag(self, number: int) -> None:
        """Give the chosen cards a flag; 0 takes it away."""
        words = self.tr("Flagged {cards}.") if number else self.tr("Unflagged {cards}.")
        self._cards(lambda ids: self._app.cards.flag(ids, number), words)

    def toggle_flag(self) -> None:
        """Flag the chosen cards red, or take their flag away."""
        current = self._table.currentIndex().row()
        row = self._table.row_at(current)
        self.flag(0 if row is not None and row.flag else 1)

    def set_due(self, days: str) -> None:
        """Let the chosen cards come in some days: a number, or a range such as 3-7."""
        match = _DAYS.fullmatch(days)
        if match is None:
            self.failed.emit(BadInput(self.tr("Type a number of days, or a range such as 3-7.")))
            return
        first, last = int(match[1]), int(match[2] or match[1])
        self._cards(lambda ids: self._app.cards.set_due(ids, first, last), self.tr("{cards} due as wished."))

    def forget(self) -> None:
        """Make the chosen cards new again."""
        self._cards(self._app.cards.forget, self.tr("{cards} new again; the answers stay in the log."))

    def reschedule(self) -> None:
        """Give the chosen cards in review the due dates that their memory asks for."""

        def act(ids: Sequence[int]) -> Changes:
            return self._app.optimiser.reschedule(only=ids)[1]

        self._cards(act, self.tr("Planned {cards} anew by their memory."))

    def move(self, deck: str) -> None:
        """Put the chosen cards into a deck."""
        self._cards(
            lambda ids: self._app.notes.move(ids, deck),
            self.tr("Moved {{cards}} to “{deck}”.").format(deck=deck.replace("{", "").replace("}", "")),
        )

    def tag(self, tags: str, *, add: bool) -> None:
        """Give the chosen notes tags, or take them away."""
        act = self._app.notes.tag if add else self._app.notes.untag
        words = self.tr("Tagged {notes}.") if add else self.tr("Took the tags from {notes}.")
        self._notes(lambda ids: act(ids, tags), words)

    def retype(self, kind: str) -> None:
        """Let the chosen notes ask in another way (`services.note_kinds`); in the background, for choices need wrong answers
        that have to be found."""
        rows, show = self._table.chosen_ids(), self.show
        if not rows or self._busy:
            return

        def work(_report: Report) -> "tuple[Retyped, Changes]":
            from flashcards.services.note_kinds import NoteKind

            return self._app.kinds.change(self._app.browsing.cards_of(rows, show), NoteKind(kind))

        def then(found: "tuple[Retyped, Changes]") -> None:
            self._over()
            self.done.emit(found[1], told(found[0]))

        self._start(self.tr("Looking how the notes could ask"))
        self._tasks.run(work, then=then, failed=self._fail)

    def remove(self) -> None:
        """Delete the notes of the chosen cards."""
        self._notes(self._app.notes.remove, self.tr("Deleted {notes}."))

    def cram(self) -> None:
        """Ask for a session of the chosen cards that leaves their schedule alone."""
        ids = self._app.browsing.cards_of(self._table.chosen_ids(), self.show)
        if len(ids) > _MOST_TO_CRAM:
            words = self.tr("A session holds up to {most} cards; choose fewer.")
            self.said.emit(words.format(most=f"{_MOST_TO_CRAM:,}"), False)
        elif ids:
            self.cram_asked.emit(SessionPlan(cram=True, card_ids=tuple(ids)))

    def replace(self, note_ids: Sequence[int], replacement: Replacement) -> None:
        """Replace in notes, in the background, where it can be stopped."""
        self._cancel = Cancel()
        cancel = self._cancel

        def work(report: Report) -> tuple[int, Changes]:
            return self._app.replacing.replace(note_ids, replacement, report, cancel)

        def then(found: tuple[int, Changes]) -> None:
            self._over()
            words = self.tr("Replaced in {notes}.").format(notes=counted(found[0], "note"))
            self.done.emit(found[1], words)

        self._start(self.tr("Replacing"), stoppable=True)
        self._tasks.run(work, then=then, failed=self._fail, progress=self.job.advance)

    def fill(self, menu: QMenu) -> None:
        """Put every act into a menu; those that cannot be done now are not offered."""
        count = self._table.chosen_count()
        add_action(menu, self.tr("Edit"), self.edit_asked.emit).setShortcut("E")
        add_action(menu, self.tr("Cram these"), self.cram)
        menu.addSeparator()
        suspended, buried = self._first_is("suspended"), self._first_is("buried")
        add_action(menu, self.tr("Unsuspend") if suspended else self.tr("Suspend"), self.suspend).setShortcut(
            "@"
        )
        add_action(menu, self.tr("Unbury") if buried else self.tr("Bury"), self.bury).setShortcut("B")
        flags = menu.addMenu(self.tr("Flag"))
        add_action(flags, self.tr("No flag"), partial(self.flag, 0))
        for number, name in enumerate(flag_names(), 1):
            add_action(flags, f"⚑ {number} {name}", partial(self.flag, number))
        menu.addSeparator()
        add_action(menu, self.tr("Set due date…"), self.due_asked.emit)
        add_action(menu, self.tr("Forget"), self.forget)
        add_action(menu, self.tr("Reschedule by memory"), self.reschedule)
        menu.addSeparator()
        add_action(menu, self.tr("Move to a deck…"), self.move_asked.emit)
        add_action(menu, self.tr("Add tags…"), lambda: self.tags_asked.emit(True))
        add_action(menu, self.tr("Remove tags…"), lambda: self.tags_asked.emit(False))
        add_action(menu, self.tr("Find and replace…"), self.replace_asked.emit)
        asking = menu.addMenu(self.tr("Ask in another way"))
        for kind, words in kinds():
            add_action(asking, words, partial(self.retype, kind))
        menu.addSeparator()
        add_action(menu, self.tr("Delete"), self.remove).setShortcut("Del")
        for action in menu.actions():
            action.setEnabled(count > 0 and not self._busy)
            # The keys belong to the table; here they are only told.
            action.setShortcutVisibleInContextMenu(True)

    def _first_is(self, state: str) -> bool:
        row = self._table.row_at(self._table.currentIndex().row())
        return row is not None and bool(getattr(row, state))

    def _cards(self, act: Act, words: str) -> None:
        rows, show = self._table.chosen_ids(), self.show
        self._do(rows, lambda: self._app.browsing.cards_of(rows, show), act, words)

    def _notes(self, act: Act, words: str) -> None:
        rows, show = self._table.chosen_ids(), self.show
        self._do(rows, lambda: self._app.browsing.notes_of(rows, show), act, words)

    def _do(self, rows: Sequence[int], find: Callable[[], list[int]], act: Act, words: str) -> None:
        if not rows or self._busy:
            return

        def work(_report: Report | None = None) -> tuple[int, Changes]:
            ids = find()
            return len(ids), act(ids)

        def then(found: tuple[int, Changes]) -> None:
            self._over()
            count = found[0]
            told = words.format(cards=counted(count, "card"), notes=counted(count, "note"))
            self.done.emit(found[1], f"{told[:1].upper()}{told[1:]}")

        if len(rows) > _AT_ONCE:
            self._start(self.tr("Changing {rows} rows; Undo takes it back").format(rows=f"{len(rows):,}"))
            self._tasks.run(work, then=then, failed=self._fail)
            return
        try:
            found = work()
        except FlashcardsError as error:
            self.failed.emit(error)
            return
        then(found)

    def _start(self, what: str, *, stoppable: bool = False) -> None:
        self._busy = True
        self.job.start(what, stoppable=stoppable)

    def _over(self) -> None:
        self._busy = False
        self.job.hide()

    def _fail(self, error: Exception) -> None:
        self._over()
        self.failed.emit(error)
