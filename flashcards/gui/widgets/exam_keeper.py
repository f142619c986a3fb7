"""Plans the exams anew on every study day, and gives their cards back afterwards, without being asked."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from flashcards.core.changes import Changes
from flashcards.core.wording import counted
from flashcards.gui.changes import ChangeBus
from flashcards.gui.tasks import Tasks

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.services.exam_plans import KeptUp

#: Milliseconds after which it looks again at the latest, and that it is late so that the day has surely begun.
_LONGEST, _LATE = 24 * 3_600_000, 2_000


class ExamKeeper(QObject):
    """Looks once the library is open, when an exam changed, after study, when a study day begins and when an exam is
    over. While cards are studied nothing is planned or told, so that no card changes before one's eyes.

    `said` carries what was done and whether undo takes back just that.
    """

    said = Signal(str, bool)
    failed = Signal(object)

    def __init__(self, app: "App", tasks: Tasks, bus: ChangeBus, studying: Callable[[], bool]) -> None:
        super().__init__()
        self._app = app
        self._tasks = tasks
        self._bus = bus
        self._studying = studying
        self._held = Changes.NOTHING
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        bus.changed.connect(self._on_changes)

    def look(self, *, asked: bool = False) -> None:
        """Plan in the background what is behind; `asked` says that somebody just changed an exam."""
        if self._studying():
            return  # leaving the study page looks again
        self._announce()
        mark = self._app.history.mark

        def then(done: "tuple[KeptUp, Changes]") -> None:
            kept, changes = done
            self._held |= changes
            if not self._studying():
                self._announce()
                self._tell(kept, undoable=asked or self._app.history.mark != mark)
            self._wait()

        self._tasks.run(self._app.exam_plans.keep_up, then=then, failed=self.failed.emit)

    def stop(self) -> None:
        """Look no more, as when the window closes."""
        self._timer.stop()

    def _on_changes(self, changes: Changes) -> None:
        """An exam was added, changed or taken back: only then its day is not planned."""
        if changes & Changes.EXAMS and self._app.exam_plans.behind():
            self.look(asked=True)

    def _announce(self) -> None:
        held, self._held = self._held, Changes.NOTHING
        self._bus.announce(held)

    def _tell(self, kept: "KeptUp", *, undoable: bool) -> None:
        parts = []
        if kept.moved:
            parts.append(
                self.tr("Planned for {exams}: {cards} on other days.").format(
                    exams=", ".join(kept.exams), cards=counted(kept.moved, "card")
                )
            )
        if kept.back:
            parts.append(
                self.tr("The exam is over: {cards} back on their own dates.").format(
                    cards=counted(kept.back, "card")
                )
            )
        if parts:
            self.said.emit(" ".join(parts), undoable)

    def _wait(self) -> None:
        """Until the next study day begins, or an exam is over."""
        now, calendar = self._app.clock(), self._app.calendar
        moments = [
            calendar.start_of(calendar.day_of(now) + 1),
            *(exam.at for exam in self._app.exams.coming()),
        ]
        left = round((min(moments) - now).total_seconds() * 1000) + _LATE
        self._timer.start(max(_LATE, min(left, _LONGEST)))
