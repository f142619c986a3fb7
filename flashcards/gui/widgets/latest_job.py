"""One job at a time of a dialog or a page that may go away while it runs: a new one stops the one before."""

from collections.abc import Callable
from typing import TypeVar

from flashcards.core.progress import Cancel, Report
from flashcards.gui.tasks import Tasks

Result = TypeVar("Result")


class LatestJob:
    """Runs work in the lane; only the latest job that was not stopped is heard of."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks
        self._cancel: Cancel | None = None

    @property
    def runs(self) -> bool:
        """Whether something is under way."""
        return self._cancel is not None

    def run(
        self,
        work: Callable[[Report, Cancel], Result],
        *,
        then: Callable[[Result], None],
        failed: Callable[[Exception], None],
        progress: Report,
    ) -> None:
        """Stop what runs and queue another job."""
        self.stop()
        cancel = self._cancel = Cancel()

        def heard(call: Callable[[], None], *, last: bool) -> None:
            if self._cancel is cancel:
                if last:
                    self._cancel = None
                call()

        self._tasks.run(
            lambda report: work(report, cancel),
            then=lambda result: heard(lambda: then(result), last=True),
            failed=lambda error: heard(lambda: failed(error), last=True),
            progress=lambda share, stage: heard(lambda: progress(share, stage), last=False),
        )

    def stop(self) -> None:
        """Ask the job to stop, and hear no more of it."""
        if self._cancel is not None:
            self._cancel.set()
            self._cancel = None
