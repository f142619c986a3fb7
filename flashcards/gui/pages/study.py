"""Studying: one card, its answer, and how well it was known."""

from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from flashcards.core.changes import Changes
from flashcards.core.intervals import short_interval
from flashcards.core.rendering import to_html, to_text
from flashcards.core.reviews import Rating
from flashcards.core.wording import counted
from flashcards.gui.changes import ChangeBus
from flashcards.gui.dialogs.text_entry import EditDialog
from flashcards.gui.theme import MEDIUM, SMALL, Theme, label
from flashcards.gui.widgets.buttons import button
from flashcards.gui.widgets.card_view import CardView
from flashcards.gui.widgets.empty_state import EmptyState
from flashcards.gui.widgets.page import Page

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.services.study import StudyCard


class StudyPage(Page):
    """A calm screen: Space shows the answer, 1 to 4 rate, U undoes, E edits."""

    leave_asked = Signal()
    undo_asked = Signal()

    CARES_FOR = Changes.REVIEWS | Changes.NOTES | Changes.DECKS

    def __init__(self, theme: Theme, app: "App", bus: ChangeBus) -> None:
        super().__init__(self.tr("Study"))
        self._theme = theme
        self._app = app
        self._bus = bus
        self._deck: str | None = None
        self._current: StudyCard | None = None
        self._answered = 0
        self._shown_at = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Study"))
        self._build()

    def start(self, deck: str) -> None:
        """Begin a session on a deck, or on everything when `deck` is empty."""
        self._deck = deck or None
        self._answered = 0
        self.title.setText(deck.replace("::", " › ") if deck else self.tr("Everything due"))
        self.refresh()
        self.setFocus()

    def refresh(self) -> None:
        """Show the card that comes now, question side up."""
        self._current = self._app.study.next(self._deck)
        left = self._app.study.left(self._deck)
        self._counts.setText(
            self.tr("{new} new · {learning} learning · {review} to review").format(
                new=left.new, learning=left.learning, review=left.review
            )
        )
        self._progress.setMaximum(max(1, self._answered + left.total))
        self._progress.setValue(self._answered)
        self._edit.setEnabled(self._current is not None)
        if self._current is None:
            self._show_end()
        else:
            self._show_front()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The whole session by keyboard."""
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._advance()
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_4 and self._answers.isVisible():
            self._rate(Rating(key - Qt.Key.Key_0))
        elif key == Qt.Key.Key_U:
            self.undo_asked.emit()
        elif key == Qt.Key.Key_E and self._current is not None:
            self._edit_card()
        elif key == Qt.Key.Key_Escape:
            self.leave_asked.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self._counts = label("", "muted")
        self._counts.setWordWrap(False)
        self._edit = button(self.tr("Edit"), self._edit_card, kind="quiet", tip=self.tr("Edit this card (E)"))
        undo = button(self.tr("Undo"), self.undo_asked.emit, kind="quiet", tip=self.tr("Undo (U)"))
        end = button(self.tr("End session"), self.leave_asked.emit, kind="quiet", tip=self.tr("Escape"))
        for widget in (self._counts, self._edit, undo, end):
            widget.setFocusPolicy(
                Qt.FocusPolicy.TabFocus if isinstance(widget, QPushButton) else Qt.FocusPolicy.NoFocus
            )
            self.header.addWidget(widget)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Progress of this session"))
        self.body.addWidget(self._progress)
        self._card = CardView(self._theme)
        self._end = EmptyState(
            self._theme,
            "calendar-check",
            "",
            "",
            (button(self.tr("Back to Today"), self.leave_asked.emit, kind="primary"),),
        )
        study = QWidget()
        layout = QVBoxLayout()
        layout.setSpacing(MEDIUM)
        layout.addWidget(self._card, 1)
        layout.addWidget(self._build_answers())
        row = QHBoxLayout(study)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addLayout(layout, 100)
        row.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(study)
        self._stack.addWidget(self._end)
        self.body.addWidget(self._stack, 1)

    def _build_answers(self) -> QStackedWidget:
        """One place of one size for the button that shows the answer and for the four ratings."""
        self._show = button(self.tr("Show answer  (Space)"), self._reveal, kind="primary")
        self._show.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._show.setMinimumHeight(round(self.fontMetrics().height() * 3.1))
        self._answers = QWidget()
        row = QHBoxLayout(self._answers)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SMALL)
        self._ratings: dict[Rating, QPushButton] = {}
        for rating in Rating:
            made = button("", partial(self._rate, rating))
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            made.setMinimumHeight(round(self.fontMetrics().height() * 3.1))
            made.setProperty("kind", "primary" if rating is Rating.GOOD else "")
            self._ratings[rating] = made
            row.addWidget(made)
        self._foot = QStackedWidget()
        self._foot.addWidget(self._show)
        self._foot.addWidget(self._answers)
        self._foot.setMaximumWidth(self._card.maximumWidth())
        self._foot.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return self._foot

    def _show_front(self) -> None:
        assert self._current is not None
        self._stack.setCurrentIndex(0)
        self._foot.setCurrentWidget(self._show)
        self._card.show_side(self._current.sides.front, announce=to_text(self._current.sides.front))
        self._shown_at = monotonic()

    def _show_end(self) -> None:
        self._stack.setCurrentIndex(1)
        at = self._app.study.next_step_at(self._deck)
        if at is None:
            self._end.say(
                self.tr("Done for today"), self.tr("Nothing more is due. What you learned is safely stored.")
            )
            return
        minutes = max(1, round((at - self._app.clock()).total_seconds() / 60))
        again = self.tr("The next card of this session comes in {minutes}.").format(
            minutes=counted(minutes, "minute")
        )
        self._end.say(self.tr("Done for now"), again)

    def _advance(self) -> None:
        if self._current is None:
            self.refresh()
        elif self._answers.isVisible():
            self._rate(Rating.GOOD)
        else:
            self._reveal()

    def _reveal(self) -> None:
        if self._current is None:
            return
        names = {
            Rating.AGAIN: self.tr("Again"),
            Rating.HARD: self.tr("Hard"),
            Rating.GOOD: self.tr("Good"),
            Rating.EASY: self.tr("Easy"),
        }
        for rating, made in self._ratings.items():
            interval = short_interval(self._current.seconds[rating])
            made.setText(f"{int(rating)}  {names[rating]}\n{interval}")
            made.setAccessibleName(f"{names[rating]}, {interval}")
        self._foot.setCurrentWidget(self._answers)
        back = self._current.sides.back
        self._card.show_side(back, announce=self.tr("Answer: {text}").format(text=to_text(back)))
        self.setFocus()

    def _rate(self, rating: Rating) -> None:
        if self._current is None:
            return
        duration = round((monotonic() - self._shown_at) * 1000)
        _log, changes = self._app.study.answer(self._current.card.id, rating, duration)
        self._answered += 1
        self._bus.announce(changes)
        self.setFocus()

    def _edit_card(self) -> None:
        if self._current is None:
            return
        note, note_type, _cards = self._app.decks.note_with_cards(self._current.note.id)
        names = (note_type.fields[0].name, note_type.fields[1].name)
        sides = (to_text(note.fields[0]), to_text(note.fields[1]))

        def save(first: str, second: str) -> None:
            fields = (to_html(first), to_html(second), *note.fields[2:])
            self._bus.announce(self._app.decks.edit_note(note.id, fields))

        EditDialog(self, names, sides, save).open()
