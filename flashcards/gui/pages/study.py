"""Studying: one card, its answer, and how well it was known."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent

from flashcards.core.changes import Changes
from flashcards.core.errors import FlashcardsError
from flashcards.core.reviews import Rating
from flashcards.core.sessions import SessionPlan
from flashcards.gui.changes import ChangeBus
from flashcards.gui.models.study_run import StudyRun
from flashcards.gui.preferences import Preferences
from flashcards.gui.tasks import Tasks
from flashcards.gui.theme import Theme
from flashcards.gui.widgets.answer_ways import AnswerWays
from flashcards.gui.widgets.card_acts import CardActs
from flashcards.gui.widgets.card_editor import Advice
from flashcards.gui.widgets.card_show import CardShow
from flashcards.gui.widgets.drawings import with_drawings
from flashcards.gui.widgets.edit_in_place import EditInPlace
from flashcards.gui.widgets.key_help import KeyHelp
from flashcards.gui.widgets.page import Page
from flashcards.gui.widgets.session_chooser import SessionChooser
from flashcards.gui.widgets.stopwatch import Stopwatch
from flashcards.gui.widgets.study_board import StudyBoard
from flashcards.gui.widgets.study_desk import StudyDesk
from flashcards.gui.widgets.study_end import StudyEnd
from flashcards.gui.widgets.study_head import StudyHead
from flashcards.gui.widgets.study_keys import CONFIRMING, confirms, number_of
from flashcards.gui.widgets.study_words import key_rows, session_name

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.services.study import StudyCard


class StudyPage(Page):
    """A calm screen that is driven by keys; H shows them all."""

    leave_asked = Signal()
    undo_asked = Signal()
    map_asked = Signal(int)

    CARES_FOR = Changes.REVIEWS | Changes.NOTES | Changes.DECKS

    def __init__(
        self, theme: Theme, app: "App", tasks: Tasks, bus: ChangeBus, preferences: Preferences
    ) -> None:
        super().__init__(self.tr("Study"))
        self._app = app
        self._bus = bus
        self._run = StudyRun(app)
        self._current: StudyCard | None = None
        self._watch = Stopwatch()
        self._staying = False
        self._late = False
        self._counting = QTimer(self, singleShot=True, interval=0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Study"))
        self._desk = StudyDesk(theme, Advice(app.shaping.sides, app.shaping.findings))
        self._ways = AnswerWays(app, tasks, self._desk, preferences)
        self._shown = CardShow(app, self._run, self._desk, self._ways, preferences)
        self._acts = CardActs(app, self._run, self._desk)
        self._editing = EditInPlace(app, self._desk)
        self._chooser = SessionChooser(app, tasks)
        self._end = StudyEnd(theme)
        self._stack = StudyBoard(self._desk, self._end, self._chooser)
        self._help = KeyHelp(self, key_rows())
        self._commands = self._list_commands()
        self._head = StudyHead(self._commands, self.leave_asked.emit, self._acts.forgive)
        self._build()
        self._connect()

    def start(self, deck: str) -> None:
        """Study what is due in a deck, or everything when `deck` is empty."""
        self._run.follow(deck)
        self._open(deck.replace("::", " › ") if deck else self.tr("Everything due"))

    def begin(self, plan: SessionPlan) -> None:
        """Begin a session; where there is nothing to study, the choice is offered."""
        try:
            self._run.begin(plan)
        except FlashcardsError as error:
            self.failed.emit(error)
            self.choose()
            return
        self._open(session_name(plan))

    def resume(self) -> None:
        """Go on with the session that is under way; without one, offer the choice."""
        if self._run.resume() and self._run.plan is not None:
            self._open(session_name(self._run.plan))
        else:
            self.choose()

    def forget(self) -> None:
        """The library is another one: no course that was under way goes on, and what is due is studied."""
        self._run.follow("")
        self._current = self._acts.card = None
        self._staying = False

    def choose(self) -> None:
        """Offer the choice of a session."""
        self._current = self._acts.card = None
        self._counting.stop()
        self._desk.editor.hide()
        self.title.setText(self.tr("Choose a session"))
        self._head.clear()
        self._stack.setCurrentWidget(self._stack.choice)
        self._chooser.open()

    def refresh(self) -> None:
        """Show the card that comes now; one that is still the same keeps the side that is up."""
        if self._editing.under_way:
            self._late = True  # what is being typed must not be lost
            return
        if self._stack.is_choosing:
            self._chooser.open()
            return
        before = self._current
        if self._staying and before is not None:
            self._current = self._app.study.show(before.card.id)
        else:
            self._current = self._run.next()
        self._acts.card = now = self._current
        self._head.more.setEnabled(now is not None)
        # What is left is counted once the card is painted: over a large library that takes as long as finding the card.
        self._counting.start()
        if now is None:
            self._stack.setCurrentWidget(self._end)
            self._end.tell(self._run, self._app.clock())
            return
        same = before is not None and (before.card.id, before.card.memory) == (now.card.id, now.card.memory)
        if same and self._desk.foot.answered:
            self._show_back()
        else:
            self._show_front(now, fresh=not same)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The whole session by keyboard; letters by what they write, so that every layout has them."""
        text = event.text()
        command = self._commands.get(text) or self._commands.get(text.lower())
        if event.key() == Qt.Key.Key_Escape:
            self._step_out()
        elif self._editing.under_way or self._stack.is_choosing:
            super().keyPressEvent(event)
        elif self._stack.is_over:
            self._key_at_end(event)
        elif confirms(event):
            self._advance()
        elif number := number_of(event):
            self._number(number)
        elif command is not None:
            command()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space and Enter go to the session, not to the card's text, which would scroll."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in CONFIRMING
        ):
            self.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Time on other pages is not time spent on the card."""
        super().hideEvent(event)
        self._watch.pause()

    def showEvent(self, event: QShowEvent) -> None:
        """Count on."""
        super().showEvent(event)
        self._watch.go_on()

    def _list_commands(self) -> dict[str, Callable[[], None]]:
        return {
            "u": self._undo,
            "e": self._edit,
            "s": self._acts.toggle_source,
            "w": self._shown.toggle_why,
            "f": self._acts.toggle_flag,
            "F": self._acts.next_flag,
            "b": self._acts.bury,
            "@": self._acts.suspend,
            "m": self._acts.ask_map,
            "r": self._acts.play,
            "i": self._acts.open_hints,
            "t": self._ways.toggle_typing,
            "c": self._ways.toggle_choosing,
            "h": self._help.toggle,
            "?": self._help.toggle,
        }

    def _build(self) -> None:
        self._card, self._counts, self._progress = self._desk.card, self._head.counts, self._head.progress
        self.header.addWidget(self._head)
        self.body.addWidget(self._progress)
        self.body.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._counting.timeout.connect(self._count)
        self._card.use_media(with_drawings(self._app.media.read))
        self._card.use_sounds(self._acts.play_sound)
        self._card.pass_keys_to(self)
        self._ways.done.connect(self._show_back)
        self._ways.freed.connect(self.setFocus)
        self._desk.foot.reveal_asked.connect(self._show_back)
        self._desk.foot.rated.connect(self._rate)
        self._desk.leech.split_asked.connect(self._acts.split)
        self._acts.put_off.connect(self._put_off)
        self._acts.changed.connect(self._stay)
        self._acts.said.connect(self.said)
        self._acts.map_asked.connect(self.map_asked)
        self._editing.changed.connect(self._stay)
        self._editing.left.connect(self._left_editor)
        self._editing.failed.connect(self.failed)
        self._chooser.chosen.connect(self.begin)
        self._chooser.resume_asked.connect(self.resume)
        self._end.leave_asked.connect(self.leave_asked)

    def _open(self, title: str) -> None:
        self.title.setText(title)
        self._stack.setCurrentWidget(self._stack.study)
        self._progress.setVisible(True)
        self._current = None
        self._staying = False
        self._desk.leech.hide()
        self._desk.editor.hide()
        self.setFocus()
        self.refresh()

    def _count(self) -> None:
        if self.isVisible() and not self._stack.is_choosing:
            left = self._run.left()
            self._head.count(left, self._run.total)
            self._run.prepare()

    def _show_front(self, card: "StudyCard", *, fresh: bool) -> None:
        self._stack.setCurrentWidget(self._stack.study)
        self._shown.front(card)
        if fresh:
            self._watch.start()

    def _show_back(self) -> None:
        if self._current is not None:
            self._shown.back(self._current)
            self.setFocus()

    def _key_at_end(self, event: QKeyEvent) -> None:
        if confirms(event):
            self.refresh()
        elif event.text().lower() in {"u", "h", "?"}:
            self._commands[event.text().lower()]()
        else:
            super().keyPressEvent(event)

    def _advance(self) -> None:
        if self._desk.foot.answered:
            self._rate(self._desk.foot.suggested)
        else:
            self._show_back()

    def _number(self, number: int) -> None:
        """Before the answer a number picks one of the choices, if there are any; after it, it rates."""
        if self._desk.foot.answered:
            self._rate(Rating(number))
        else:
            self._ways.pick(number)

    def _step_out(self) -> None:
        """Escape closes what was opened last, and leaves when nothing is open."""
        if self._desk.typed.line.hasFocus():
            self.setFocus()
            return
        for each in (self._help, self._desk.leech, self._desk.source):
            if not each.isHidden():
                each.hide()
                return
        self.leave_asked.emit()

    def _rate(self, rating: Rating) -> None:
        if self._current is None or not self._desk.foot.answered or self._editing.under_way:
            return
        rated = self._current
        log, changes = self._run.answer(rated.card.id, rating, self._watch.milliseconds)
        self._desk.leech.hide()
        self._move_on(changes)
        if log.after.lapses > log.before.lapses:
            self._acts.tell_leech(rated)

    def _move_on(self, changes: Changes) -> None:
        self._staying = False
        self._desk.foot.ask(typed=False)
        self._current = None
        self.setFocus()
        self._bus.announce(changes)

    def _stay(self, changes: Changes) -> None:
        """The card was changed; it stays where it is even if another falls due meanwhile."""
        self._staying = True
        self.setFocus()
        self._bus.announce(changes)
        self._staying = False

    def _put_off(self, changes: Changes, done: str) -> None:
        self._move_on(changes)
        if self._current is None:
            self.said.emit(f"{done} {self.tr('That was the last card.')}", True)
        else:
            self._desk.tell(f"{done} {self.tr('Here is the next card; U takes it back.')}")

    def _undo(self) -> None:
        if self._editing.under_way:
            self.said.emit(self.tr("Save or leave the editor first."), False)
            return
        if not self._run.can_undo:
            self.said.emit(self.tr("Nothing to undo in this session; Ctrl+Z goes further back."), False)
            return
        self._desk.leech.hide()
        self.undo_asked.emit()

    def _edit(self) -> None:
        if self._current is not None:
            self._watch.pause()
            self._head.more.setEnabled(False)
            self._editing.begin(self._current.note.id)

    def _left_editor(self) -> None:
        if self._current is not None:
            self._shown.marks(self._current)
        self._head.more.setEnabled(True)
        self._watch.go_on()
        self.setFocus()
        if self._late:
            self._late = False
            self.refresh()
