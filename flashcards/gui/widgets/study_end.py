"""What the study page says when no card is left for now."""

from datetime import datetime

from PySide6.QtCore import Signal

from flashcards.core.wording import counted
from flashcards.gui.models.study_run import StudyRun
from flashcards.gui.theme import Theme
from flashcards.gui.widgets.buttons import button
from flashcards.gui.widgets.empty_state import EmptyState


class StudyEnd(EmptyState):
    """`leave_asked` goes back to where study began."""

    leave_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        back = button("", self.leave_asked_from, kind="primary")
        super().__init__(theme, "calendar-check", "", "", (back,))
        back.setText(self.tr("Back to Today"))

    def leave_asked_from(self) -> None:
        """The button was pressed."""
        self.leave_asked.emit()

    def tell(self, run: StudyRun, now: datetime) -> None:
        """Say whether all is done, or when the next card comes."""
        at = run.next_step_at()
        if at is not None:
            minutes = max(1, round((at - now).total_seconds() / 60))
            words = self.tr("The next card of this session comes in {minutes}.")
            self.say(self.tr("Done for now"), words.format(minutes=counted(minutes, "minute")))
        elif run.plan is None:
            self.say(
                self.tr("Done for today"),
                self.tr("Nothing more is due. What you learned is safely stored."),
            )
        else:
            words = self.tr("All cards of this session are answered. What you learned is safely stored.")
            self.say(self.tr("Session done"), words)
