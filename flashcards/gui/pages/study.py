"""Studying: one card, its answer, and how well it was known."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QPushButton, QStackedWidget, QWidget

from flashcards.core.changes import Changes
from flashcards.core.errors import FlashcardsError
from flashcards.core.intervals import short_interval
from flashcards.core.rendering import answer_of, to_text
from flashcards.core.reviews import Rating
from flashcards.core.sessions import SessionPlan
from flashcards.core.wording import counted
from flashcards.gui.changes import ChangeBus
from flashcards.gui.models.study_run import StudyRun
from flashcards.gui.theme import Theme, label
from flashcards.gui.widgets.buttons import button
from flashcards.gui.widgets.card_acts import CardActs
from flashcards.gui.widgets.card_editor import Advice
from flashcards.gui.widgets.edit_in_place import EditInPlace
from flashcards.gui.widgets.empty_state import EmptyState
from flashcards.gui.widgets.key_help import KeyHelp
from flashcards.gui.widgets.menus import add_action
from flashcards.gui.widgets.page import Page
from flashcards.gui.widgets.session_chooser import SessionChooser
from flashcards.gui.widgets.stopwatch import Stopwatch
from flashcards.gui.widgets.study_desk import StudyDesk
from flashcards.gui.widgets.study_words import key_rows, session_name
from flashcards.gui.widgets.why_line import why_text

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.services.study import StudyCard


class StudyPage(Page):
    """A calm screen that is driven by keys; H shows them all."""

    leave_asked = Signal()
    undo_asked = Signal()
    map_asked = Signal(int)

    CARES_FOR = Changes.REVIEWS | Changes.NOTES | Changes.DECKS

    def __init__(self, theme: Theme, app: "App", bus: ChangeBus) -> None:
        super().__init__(self.tr("Study"))
        self._theme = theme
        self._app = app
        self._bus = bus
        self._run = StudyRun(app)
        self._current: StudyCard | None = None
        self._watch = Stopwatch()
        self._staying = False
        self._late = False
        self._why_on = False
        self._typing = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Study"))
        self._build()

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

    def choose(self) -> None:
        """Offer the choice of a session."""
        self._current = self._acts.card = None
        self._desk.editor.hide()
        self.title.setText(self.tr("Choose a session"))
        self._counts.setText("")
        self._progress.setVisible(False)
        self._more.setEnabled(False)
        self._stack.setCurrentWidget(self._choice)
        self._chooser.open()

    def refresh(self) -> None:
        """Show the card that comes now; one that is still the same keeps the side that is up."""
        if self._editing.under_way:
            self._late = True  # what is being typed must not be lost
            return
        if self._stack.currentWidget() is self._choice:
            self._chooser.open()
            return
        before = self._current
        if self._staying and before is not None:
            self._current = self._app.study.show(before.card.id)
        else:
            self._current = self._run.next()
        self._count()
        now = self._current
        if now is None:
            self._show_end()
            return
        same = before is not None and (before.card.id, before.card.memory) == (now.card.id, now.card.memory)
        if same and self._desk.foot.answered:
            self._show_back()
        else:
            self._show_front(fresh=not same)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The whole session by keyboard; letters by what they write, so that every layout has them."""
        key, text = event.key(), event.text()
        command = self._commands.get(text) or self._commands.get(text.lower())
        if key == Qt.Key.Key_Escape:
            self._step_out()
        elif self._editing.under_way or self._stack.currentWidget() is self._choice:
            super().keyPressEvent(event)
        elif self._stack.currentWidget() is self._end:
            self._key_at_end(event)
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and _plain(event):
            self._advance()
        elif text in {"1", "2", "3", "4"} and _plain(event):
            self._rate(Rating(int(text)))
        elif command is not None:
            command()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space and Enter go to the session, not to the card's text, which would scroll."""
        keys = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in keys:
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
            "w": self._toggle_why,
            "f": self._acts.toggle_flag,
            "F": self._acts.next_flag,
            "b": self._acts.bury,
            "@": self._acts.suspend,
            "m": self._acts.ask_map,
            "t": self._toggle_typing,
            "h": self._toggle_help,
            "?": self._toggle_help,
        }

    def _build(self) -> None:
        self._study = self._build_desk()
        self._commands = self._list_commands()
        self._counts = label("", "muted")
        self._counts.setWordWrap(False)
        self.header.addWidget(self._counts)
        undo = button(self.tr("Undo"), self._undo, kind="quiet", tip=self.tr("Undo (U)"))
        keys = button(self.tr("Keys"), self._toggle_help, kind="quiet", tip=self.tr("All keys (H)"))
        end = button(self.tr("Leave"), self.leave_asked.emit, kind="quiet", tip=self.tr("Escape"))
        self._more = self._build_more()
        for made in (self._more, undo, keys, end):
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.header.addWidget(made)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Progress of this session"))
        self.body.addWidget(self._progress)
        back = button(self.tr("Back to Today"), self.leave_asked.emit, kind="primary")
        self._end = EmptyState(self._theme, "calendar-check", "", "", (back,))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._study)
        self._stack.addWidget(self._end)
        self._stack.addWidget(self._build_choice())
        self.body.addWidget(self._stack, 1)
        self._help = KeyHelp(self, key_rows())

    def _build_desk(self) -> QWidget:
        self._desk = StudyDesk(self._theme, Advice(self._app.shaping.sides, self._app.shaping.findings))
        self._desk.card.use_media(self._app.media.read)
        self._card = self._desk.card
        self._card.pass_keys_to(self)
        self._desk.typed.done.connect(self._show_back)
        self._desk.foot.reveal_asked.connect(self._show_back)
        self._desk.foot.rated.connect(self._rate)
        self._acts = CardActs(self._app, self._run, self._desk)
        self._acts.put_off.connect(self._put_off)
        self._acts.changed.connect(self._stay)
        self._acts.said.connect(self.said)
        self._acts.map_asked.connect(self.map_asked)
        self._editing = EditInPlace(self._app, self._desk)
        self._editing.changed.connect(self._stay)
        self._editing.left.connect(self._left_editor)
        self._editing.failed.connect(self.failed)
        study = QWidget()
        row = QHBoxLayout(study)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self._desk, 100)
        row.addStretch(1)
        return study

    def _build_choice(self) -> QWidget:
        self._chooser = SessionChooser(self._app)
        self._chooser.chosen.connect(self.begin)
        self._chooser.resume_asked.connect(self.resume)
        self._choice = QWidget()
        row = QHBoxLayout(self._choice)
        row.addStretch(1)
        row.addWidget(self._chooser, 3, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        return self._choice

    def _build_more(self) -> QPushButton:
        """All that can be done to the card, for the mouse, with the keys beside it."""
        made = QPushButton(self.tr("Card"))
        made.setProperty("kind", "quiet")
        made.setToolTip(self.tr("What can be done to this card"))
        menu = QMenu(made)
        for words, key in (
            (self.tr("Edit"), "e"),
            (self.tr("Source sentence"), "s"),
            (self.tr("Why now?"), "w"),
            (self.tr("Type the answer"), "t"),
            (self.tr("Flag"), "f"),
            (self.tr("Bury until tomorrow"), "b"),
            (self.tr("Suspend"), "@"),
            (self.tr("Mechanism map"), "m"),
        ):
            add_action(menu, f"{words}\t{key.upper()}", self._commands[key])
        made.setMenu(menu)
        return made

    def _open(self, title: str) -> None:
        self.title.setText(title)
        self._stack.setCurrentWidget(self._study)
        self._progress.setVisible(True)
        self._current = None
        self._staying = False
        self._desk.leech.hide()
        self._desk.editor.hide()
        self.setFocus()
        self.refresh()

    def _count(self) -> None:
        left = self._run.left()
        words = self.tr("{total} left: {new} new · {learning} learning · {review} to review")
        self._counts.setText(
            words.format(total=left.total, new=left.new, learning=left.learning, review=left.review)
        )
        self._progress.setMaximum(max(1, self._run.total))
        self._progress.setValue(self._run.total - left.total)
        self._acts.card = self._current
        self._more.setEnabled(self._current is not None)

    def _show_front(self, *, fresh: bool) -> None:
        assert self._current is not None
        self._stack.setCurrentWidget(self._study)
        self._desk.edit(on=False)
        self._desk.source.hide()
        self._desk.foot.ask(typed=self._typing)
        self._desk.typed.hide()
        self._show_marks()
        front = self._current.sides.front
        self._card.show_side(front, announce=to_text(front))
        if fresh:
            self._watch.start()
        if self._typing:
            self._desk.typed.ask()

    def _show_back(self) -> None:
        if self._current is None:
            return
        self._desk.edit(on=False)
        self._desk.foot.offer(self._effects(), self._judged())
        self._show_marks()
        back = self._current.sides.back
        self._card.show_side(back, announce=self.tr("Answer: {text}").format(text=to_text(back)))
        self.setFocus()

    def _judged(self) -> Rating:
        """The rating to stand out: what a typed answer suggests, else Good."""
        if self._desk.foot.answered:
            return self._desk.foot.suggested  # shown before, and only shown anew
        if not self._typing or self._desk.typed.isHidden():
            return Rating.GOOD
        assert self._current is not None
        note, note_type, _cards = self._app.decks.note_with_cards(self._current.note.id)
        expected = answer_of(note, note_type, self._current.card.ordinal)
        return self._desk.typed.judge(expected) or Rating.GOOD

    def _effects(self) -> dict[Rating, str]:
        """What stands on the buttons below the ratings' names."""
        assert self._current is not None
        if self._run.cramming:
            done = dict.fromkeys(Rating, self.tr("done"))
            return done | {Rating.AGAIN: self.tr("once more")}
        return {rating: short_interval(self._current.seconds[rating]) for rating in Rating}

    def _show_marks(self) -> None:
        assert self._current is not None
        self._desk.show_marks(self._current.card, cramming=self._run.cramming)
        self._desk.why.setVisible(self._why_on)
        if self._why_on:
            self._desk.why.setText(
                why_text(self._app.study.why(self._current.card.id), counts=not self._run.cramming)
            )

    def _show_end(self) -> None:
        self._stack.setCurrentWidget(self._end)
        at = self._run.next_step_at()
        if at is None:
            self._end.say(
                self.tr("Done for today") if self._run.plan is None else self.tr("Session done"),
                self.tr("Nothing more is due. What you learned is safely stored.")
                if self._run.plan is None
                else self.tr("All cards of this session are answered. What you learned is safely stored."),
            )
            return
        minutes = max(1, round((at - self._app.clock()).total_seconds() / 60))
        again = self.tr("The next card of this session comes in {minutes}.").format(
            minutes=counted(minutes, "minute")
        )
        self._end.say(self.tr("Done for now"), again)

    def _key_at_end(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and _plain(event):
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
            self._tell_leech(rated)

    def _tell_leech(self, rated: "StudyCard") -> None:
        """An answer may have made a card a leech; the next card must not come as if nothing had happened."""
        leech = self._app.cards.leech(rated.card.id)
        newly = leech.card.suspended > rated.card.suspended or leech.card.leech > rated.card.leech
        if newly:
            self._desk.leech.tell(leech, to_text(rated.sides.front).replace("\n", ": "))

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

    def _toggle_why(self) -> None:
        self._why_on = not self._why_on
        if self._current is not None:
            self._show_marks()

    def _toggle_typing(self) -> None:
        """Type this answer and those that follow, or stop that."""
        self._typing = not self._typing
        if self._current is None or self._desk.foot.answered:
            words = self.tr("From the next card on, answers are typed.")
            self._desk.tell(words if self._typing else self.tr("Answers are no longer typed."))
            return
        self._desk.foot.ask(typed=self._typing)
        if self._typing:
            self._desk.typed.ask()
        else:
            self._desk.typed.hide()
            self.setFocus()

    def _toggle_help(self) -> None:
        self._help.toggle()

    def _edit(self) -> None:
        if self._current is not None:
            self._watch.pause()
            self._more.setEnabled(False)
            self._editing.begin(self._current.note.id)

    def _left_editor(self) -> None:
        self._desk.why.setVisible(self._why_on)
        self._more.setEnabled(True)
        self._watch.go_on()
        self.setFocus()
        if self._late:
            self._late = False
            self.refresh()


def _plain(event: QKeyEvent) -> bool:
    """Whether nothing but the number pad or Shift (which some layouts need for digits) was held."""
    allowed = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
    return not event.modifiers() & ~allowed
